//! A request without a required parameter.

use bindery_compile_fail::operations::ShowLampRequest;

fn main() {
    let _request = ShowLampRequest { lamp_id: 7 };
}
