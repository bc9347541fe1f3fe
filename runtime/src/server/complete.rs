//! Requests that are made of their parts.

/// The value, of the type whose impl this stands in, whose fields are the variables of their names, if each of these holds
/// something; else `None`. One pattern for all of them costs rustc less than a `?` for each.
///
/// ```
/// struct Point {
///     x: u8,
///     y: u8,
/// }
///
/// impl Point {
///     fn read(x: Option<u8>, y: Option<u8>) -> Option<Self> {
///         bindery_runtime::server::complete!(x, y)
///     }
/// }
///
/// assert!(Point::read(Some(1), Some(2)).is_some_and(|point| point.x + point.y == 3));
/// assert!(Point::read(Some(1), None).is_none());
/// ```
#[macro_export]
macro_rules! complete {
    ($($field:ident),+) => {
        match ($($field,)+) {
            #[allow(
                clippy::disallowed_names,
                reason = "the names are the description's"
            )]
            ($(::std::option::Option::Some($field),)+) => {
                ::std::option::Option::Some(Self { $($field),+ })
            }
            _ => ::std::option::Option::None,
        }
    };
}
