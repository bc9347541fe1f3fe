//! An answer of a status that the description doesn't have.

use bindery_compile_fail::operations::ShowLampError;
use bindery_compile_fail::types::Problem;

fn main() {
    let _error = ShowLampError::Conflict(Problem::new("two lamps"));
}
