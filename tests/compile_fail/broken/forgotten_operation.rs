//! A service without one of the description's operations.

use bindery_compile_fail::operations::{ShowLampError, ShowLampRequest};
use bindery_compile_fail::server::{Api, Context, Failure};
use bindery_compile_fail::types::Lamp;

struct Service;

impl Api for Service {
    type Principal = String;

    async fn show_lamp(
        &self,
        _cx: Context<String>,
        request: ShowLampRequest,
    ) -> Result<Lamp, Failure<ShowLampError>> {
        Ok(Lamp::new(request.lamp_id, "Desk lamp"))
    }
}

fn main() {}
