//! Descriptions by number: the same number is the same description in every run.

use bindery::config::{Config, DateTypes};
use bindery::emit::Files;
use bindery::generate::generate;
use bindery::read::read_text;
use bindery::report::Reports;
use fastrand::Rng;
use serde_json::Value;

use crate::seeds::Seed;
use crate::{Choices, grammar, mutate};

/// How often a good description is changed. What Bindery refuses then is taken back.
const CHANGES: usize = 8;

/// A description that came of a number.
#[derive(Debug)]
pub struct Drawn {
    /// The number.
    pub seed: u64,
    /// What it was made of, in words.
    pub from: String,
    /// What it says.
    pub root: Value,
    /// What instants and dates become.
    pub dates: DateTypes,
}

impl Drawn {
    /// The description of a number: one of the grammar, or one of `seeds`, changed. It doesn't always give a crate.
    pub fn new(seed: u64, seeds: &[Seed]) -> Self {
        let mut random = Rng::with_seed(seed);
        let mut bytes = vec![0; random.usize(100..4000)];
        random.fill(&mut bytes);
        let libraries = [DateTypes::Jiff, DateTypes::Time, DateTypes::String];
        let library = libraries.get(random.usize(..12)).copied();
        let choices = &mut Choices::new(&bytes);
        let mut drawn = Self {
            seed,
            from: "the grammar".to_owned(),
            root: Value::Null,
            dates: library.unwrap_or_default(),
        };
        // What the grammar makes doesn't depend on which other descriptions there are.
        let is_made = random.bool();
        match random.choice(seeds).filter(|_| !is_made) {
            Some(good) => drawn.change(good, choices),
            None => drawn.root = grammar::valid_description(choices),
        }
        drawn
    }

    /// Becomes a good description that was changed.
    fn change(&mut self, good: &Seed, choices: &mut Choices) {
        self.from = format!("{}, changed", good.name);
        self.root = good.root.clone();
        for _ in 0..CHANGES {
            let before = self.root.clone();
            mutate::change(&mut self.root, choices);
            if self.files().is_none() {
                self.root = before;
            }
        }
    }

    /// The name of its crate.
    pub fn name(&self) -> String {
        format!("d{}", self.seed)
    }

    /// The text, as JSON.
    pub fn text(&self) -> String {
        format!("{:#}", self.root)
    }

    /// The files of its crate; `None` where there are errors.
    pub fn files(&self) -> Option<Files> {
        let config = Config {
            name: Some(self.name()),
            dates: self.dates,
            ..Config::default()
        };
        let mut reports = Reports::new();
        let document = read_text("drawn.json".to_owned(), self.text(), &mut reports).ok()?;
        let outcome = generate(&document, &config, reports);
        outcome.generated.map(|generated| generated.files)
    }
}
