//! Parameters as text: how the styles write values, and what types make of them.

mod deep;
mod styles;
mod values;

use super::Value;

fn text(text: &str) -> Value {
    Value::Text(text.to_owned())
}
