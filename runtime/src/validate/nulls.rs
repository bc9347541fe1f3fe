//! Null where a type takes it and several alternatives fit it, of which only one may (OpenAPI's `oneOf`).

use super::subject::Subject;

impl<T> Subject<'_, Option<T>> {
    /// That it isn't null.
    pub fn no_null(self) -> Self {
        let holds = self.value().is_some();
        self.expect_no_null(holds)
    }
}

impl<T> Subject<'_, Option<Option<T>>> {
    /// That it isn't null, if it is given.
    pub fn no_null_if_given(self) -> Self {
        let holds = !matches!(self.value(), Some(None));
        self.expect_no_null(holds)
    }
}

impl<T> Subject<'_, T> {
    fn expect_no_null(self, holds: bool) -> Self {
        let message = format_args!("exactly one alternative must fit, but several allow null");
        self.expect(holds, "oneOf", message)
    }
}
