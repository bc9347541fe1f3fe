//! What is looked at only before something is sent, where there is neither client nor server, and so nothing is.

use serde::Serialize;
use serde::de::DeserializeOwned;

use super::subject::Subject;
use crate::form::FormStyle;
use crate::param::Parameter;

impl<T> Subject<'_, T> {
    /// Of a value in JSON.
    pub fn one_each(self) -> Self
    where
        T: Serialize + DeserializeOwned,
    {
        self
    }

    /// Of a value in text.
    pub fn one_each_in_text(self) -> Self
    where
        T: Serialize + DeserializeOwned,
    {
        self
    }

    /// Of a form, `application/x-www-form-urlencoded`.
    pub fn one_each_in_form(self, _styles: &[(&str, FormStyle)]) -> Self
    where
        T: Serialize + DeserializeOwned,
    {
        self
    }

    /// Of a form in parts, `multipart/form-data`.
    pub fn one_each_in_parts(self, _styles: &[(&str, FormStyle)]) -> Self
    where
        T: Serialize + DeserializeOwned,
    {
        self
    }

    /// Of a parameter or a header that is no JSON document.
    pub fn one_each_as_parameter(self) -> Self
    where
        T: Parameter,
    {
        self
    }
}
