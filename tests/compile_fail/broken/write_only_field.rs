//! A response with a property that only requests may have.

use bindery_compile_fail::types::Lamp;

fn main() {
    let _lamp = Lamp {
        id: 7,
        name: "Desk lamp".to_owned(),
        secret: "hunter2".to_owned(),
    };
}
