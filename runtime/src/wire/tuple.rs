//! Reading and writing arrays whose first items have types of their own.

use std::fmt;
use std::marker::PhantomData;

use serde::de::{Deserialize, Deserializer, Error, IgnoredAny, SeqAccess, Visitor};
use serde::ser::{self, Serialize, SerializeSeq, Serializer};

use super::collect;
use super::driver::NotNull;
use super::locate;
use super::strictness::Strictness;

/// An array whose first items have types of their own.
pub trait Tuple<'de>: Sized {
    /// How many items there must be.
    const REQUIRED: usize;

    /// Takes the items, in order; those behind one that isn't what it should be as well, so that all that is wrong can be
    /// told.
    ///
    /// # Errors
    /// There are too few, or one isn't what it should be.
    fn take<A: SeqAccess<'de>>(items: &mut Items<A>) -> Result<Self, A::Error>;
}

/// Reads a tuple from an array.
///
/// # Errors
/// It is no array, is too short, or an item doesn't fit; where decoding is strict, also if it is too long.
pub fn read_tuple<'de, T: Tuple<'de>, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<T, D::Error> {
    deserializer.deserialize_seq(TupleVisitor(PhantomData))
}

/// The items of an array that are still to be read.
#[derive(Debug)]
pub struct Items<A> {
    access: A,
    taken: usize,
    required: usize,
    /// Whether there are fewer.
    is_short: bool,
    /// Whether nothing can be read behind an item that was wrong.
    is_over: bool,
}

impl<'de, A: SeqAccess<'de>> Items<A> {
    /// The next item, which must be there.
    ///
    /// # Errors
    /// There is none, or it isn't a `T`.
    pub fn required<T: Deserialize<'de>>(&mut self) -> Result<T, A::Error> {
        match self.nullable()? {
            Some(item) => Ok(item),
            None => {
                self.is_short = true;
                Err(self.too_short())
            }
        }
    }

    /// The next item, which may be absent but not null.
    ///
    /// # Errors
    /// It isn't a `T`, or it is null and decoding is strict.
    pub fn optional<T: Deserialize<'de>>(&mut self) -> Result<Option<T>, A::Error> {
        let item = self.nullable::<NotNull<T>>()?;
        Ok(item.and_then(|item| item.0))
    }

    /// The next item, which may be absent; whether it may be null is up to `T`.
    ///
    /// # Errors
    /// It isn't a `T`.
    pub fn nullable<T: Deserialize<'de>>(&mut self) -> Result<Option<T>, A::Error> {
        if self.is_over {
            return Err(Error::custom("an item before this one is wrong"));
        }
        let item = self.access.next_element();
        if let Err(error) = &item {
            self.is_over = !collect::is_noted(error);
        }
        self.taken += usize::from(!matches!(item, Ok(None)));
        item
    }

    /// All items that are left.
    ///
    /// # Errors
    /// One isn't a `T`.
    pub fn rest<T: Deserialize<'de>>(&mut self) -> Result<Vec<T>, A::Error> {
        let mut rest = Vec::new();
        let mut wrong = None;
        loop {
            match self.nullable() {
                Ok(Some(item)) => rest.push(item),
                Ok(None) => break,
                Err(error) if self.is_over => return Err(error),
                Err(error) => wrong = Some(error),
            }
        }
        wrong.map_or(Ok(rest), Err)
    }

    /// Passes over what is left. The whole of it, so that an error stands at the array.
    fn end(&mut self) -> Result<(), A::Error> {
        if self.is_short {
            return Err(self.too_short());
        }
        let most = self.taken;
        while self.nullable::<IgnoredAny>()?.is_some() {}
        if self.taken > most && Strictness::current() == Strictness::Strict {
            locate::set_rule("maxItems");
            return Err(Error::custom(format_args!(
                "expected at most {}, found {}",
                counted(most),
                self.taken
            )));
        }
        Ok(())
    }

    #[cold]
    fn too_short(&self) -> A::Error {
        locate::set_rule("minItems");
        Error::custom(format_args!(
            "expected at least {}, found {}",
            counted(self.required),
            self.taken
        ))
    }
}

fn counted(items: usize) -> String {
    match items {
        1 => "1 item".to_owned(),
        items => format!("{items} items"),
    }
}

struct TupleVisitor<T>(PhantomData<fn() -> T>);

impl<'de, T: Tuple<'de>> Visitor<'de> for TupleVisitor<T> {
    type Value = T;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an array")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, access: A) -> Result<T, A::Error> {
        let mut items = Items {
            access,
            taken: 0,
            required: T::REQUIRED,
            is_short: false,
            is_over: false,
        };
        let value = T::take(&mut items);
        if value.is_err() {
            collect::start_over();
        }
        if !items.is_over {
            items.end()?;
        }
        value
    }
}

/// An array that is being written, item by item. An error is kept until [`TupleWriter::end`].
pub struct TupleWriter<S: Serializer> {
    seq: Result<S::SerializeSeq, S::Error>,
    /// Whether an item was left out, after which none may come.
    is_over: bool,
}

impl<S: Serializer> TupleWriter<S> {
    /// Starts an array.
    pub fn new(serializer: S) -> Self {
        Self {
            seq: serializer.serialize_seq(None),
            is_over: false,
        }
    }

    /// Writes an item.
    #[must_use]
    pub fn item<T: Serialize>(mut self, item: &T) -> Self {
        self.push(item);
        self
    }

    /// Writes an item, or nothing where there is none.
    #[must_use]
    pub fn optional<T: Serialize>(mut self, item: &Option<T>) -> Self {
        match item {
            Some(item) => self.push(item),
            None => self.is_over = true,
        }
        self
    }

    /// Writes the items that follow.
    #[must_use]
    pub fn rest<T: Serialize>(mut self, items: &[T]) -> Self {
        for item in items {
            self.push(item);
        }
        self
    }

    /// Ends the array.
    ///
    /// # Errors
    /// An item was left out before one that is there, or the serializer refused one, or could not write.
    pub fn end(self) -> Result<S::Ok, S::Error> {
        self.seq?.end()
    }

    fn push<T: Serialize>(&mut self, item: &T) {
        let Ok(seq) = &mut self.seq else { return };
        let written = if self.is_over {
            Err(ser::Error::custom(
                "an item is left out before one that is there",
            ))
        } else {
            seq.serialize_element(item)
        };
        if let Err(error) = written {
            self.seq = Err(error);
        }
    }
}
