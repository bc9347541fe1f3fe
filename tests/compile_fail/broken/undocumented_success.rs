//! A success that has the body of an error.

use bindery_compile_fail::operations::{
    AddLampError, AddLampRequest, ShowLampError, ShowLampRequest,
};
use bindery_compile_fail::server::{Api, Context, Failure};
use bindery_compile_fail::types::{Lamp, Problem};

struct Service;

impl Api for Service {
    type Principal = String;

    async fn add_lamp(
        &self,
        _cx: Context<String>,
        request: AddLampRequest,
    ) -> Result<Lamp, Failure<AddLampError>> {
        Ok(Lamp::new(7, request.body.name))
    }

    async fn show_lamp(
        &self,
        _cx: Context<String>,
        _request: ShowLampRequest,
    ) -> Result<Lamp, Failure<ShowLampError>> {
        Ok(ShowLampError::NotFound(Problem::new("no such lamp")))
    }
}

fn main() {}
