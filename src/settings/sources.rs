//! Where settings come from: the command line, then the environment, then the file, then what holds by default.

use std::path::Path;

use clap::parser::ValueSource;
use clap::{Arg, ArgMatches, Args, Command, FromArgMatches};

use super::Wrong;
use super::file::File;
use super::table::{EVERYWHERE, OF_SERVING, Setting};

/// The name of the option for the file, and of its variable.
const CONFIG: &str = "config";
const CONFIG_VARIABLE: &str = "GROUPS_CONFIG";

/// Something that the command line or the environment says of a setting.
#[derive(Clone, Debug)]
struct Said {
    name: &'static str,
    text: String,
    /// Whether it stands on the command line itself.
    on_command_line: bool,
}

/// What the command line and the environment say of the settings that every command asks for.
#[derive(Clone, Debug, Default)]
pub struct Everywhere {
    said: Vec<Said>,
    config: Option<Said>,
}

/// What the command line and the environment say of the settings that only the service asks for.
#[derive(Clone, Debug, Default)]
pub struct OfServing {
    said: Vec<Said>,
}

/// All that is said of settings.
#[derive(Debug)]
pub(super) struct Sources {
    said: Vec<Said>,
    file: Option<File>,
}

impl OfServing {
    /// What is said here and there. What stands on a command line goes before what doesn't.
    #[must_use]
    pub fn and(mut self, other: Self) -> Self {
        self.said.extend(other.said);
        self.said.sort_by_key(|said| !said.on_command_line);
        self
    }
}

impl Sources {
    pub(super) fn new(everywhere: Everywhere, serving: OfServing) -> Result<Self, Wrong> {
        let known = EVERYWHERE.iter().chain(OF_SERVING);
        let known = known.map(|setting| setting.name);
        let file = everywhere.config.map(|config| {
            let place = config.place(CONFIG_VARIABLE);
            File::read(Path::new(&config.text), &place, known)
        });
        let mut said = everywhere.said;
        said.extend(serving.said);
        Ok(Self {
            said,
            file: file.transpose()?,
        })
    }

    /// The value of a setting that has a default.
    pub(super) fn read<T>(
        &self,
        setting: &Setting,
        parse: fn(&str) -> Result<T, String>,
    ) -> Result<T, Wrong> {
        if let Some(value) = self.read_if_any(setting, parse)? {
            return Ok(value);
        }
        parse(setting.default.unwrap_or_default()).map_err(|why| Wrong::new(setting.name, why))
    }

    /// The value of a setting, if anything is said of it.
    pub(super) fn read_if_any<T>(
        &self,
        setting: &Setting,
        parse: fn(&str) -> Result<T, String>,
    ) -> Result<Option<T>, Wrong> {
        let said = self.said.iter().find(|said| said.name == setting.name);
        let (place, text) = match said {
            Some(said) => (said.place(setting.variable), said.text.as_str()),
            None => match self.file.as_ref().and_then(|file| file.find(setting.name)) {
                Some(found) => found,
                None => return Ok(None),
            },
        };
        let value = parse(text).map_err(|why| Wrong::new(place, why))?;
        Ok(Some(value))
    }
}

impl Said {
    /// Where it stands; `variable` is the variable of the setting.
    fn place(&self, variable: &str) -> String {
        if self.on_command_line {
            format!("--{}", self.name)
        } else {
            variable.to_owned()
        }
    }
}

/// The option of a setting. Its default is told, but not given, so that the file can come before it.
fn option(setting: &Setting) -> Arg {
    let help = match setting.default {
        Some(default) => format!("{} [default: {default}]", setting.help),
        None => setting.help.to_owned(),
    };
    Arg::new(setting.name)
        .long(setting.name)
        .env(setting.variable)
        .hide_env_values(true)
        .value_name(setting.value)
        .help(help)
}

fn said(matches: &ArgMatches, name: &'static str) -> Option<Said> {
    Some(Said {
        name,
        text: matches.get_one::<String>(name)?.clone(),
        on_command_line: matches.value_source(name) == Some(ValueSource::CommandLine),
    })
}

fn all_said(matches: &ArgMatches, settings: &[&'static Setting]) -> Vec<Said> {
    let names = settings.iter().map(|setting| setting.name);
    names.filter_map(|name| said(matches, name)).collect()
}

impl FromArgMatches for Everywhere {
    fn from_arg_matches(matches: &ArgMatches) -> Result<Self, clap::Error> {
        Ok(Self {
            said: all_said(matches, EVERYWHERE),
            config: said(matches, CONFIG),
        })
    }

    fn update_from_arg_matches(&mut self, matches: &ArgMatches) -> Result<(), clap::Error> {
        *self = Self::from_arg_matches(matches)?;
        Ok(())
    }
}

impl Args for Everywhere {
    fn augment_args(command: Command) -> Command {
        let config = Arg::new(CONFIG)
            .long(CONFIG)
            .env(CONFIG_VARIABLE)
            .hide_env_values(true)
            .value_name("FILE")
            .help("A TOML file with settings, such as `listen = \"127.0.0.1:8080\"`");
        let settings = EVERYWHERE.iter().map(|setting| option(setting));
        let all = settings.chain([config]);
        command.args(all.map(|arg| arg.global(true)))
    }

    fn augment_args_for_update(command: Command) -> Command {
        Self::augment_args(command)
    }
}

impl FromArgMatches for OfServing {
    fn from_arg_matches(matches: &ArgMatches) -> Result<Self, clap::Error> {
        Ok(Self {
            said: all_said(matches, OF_SERVING),
        })
    }

    fn update_from_arg_matches(&mut self, matches: &ArgMatches) -> Result<(), clap::Error> {
        *self = Self::from_arg_matches(matches)?;
        Ok(())
    }
}

impl Args for OfServing {
    fn augment_args(command: Command) -> Command {
        command.args(OF_SERVING.iter().map(|setting| option(setting)))
    }

    fn augment_args_for_update(command: Command) -> Command {
        Self::augment_args(command)
    }
}
