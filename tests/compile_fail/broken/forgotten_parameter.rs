//! A call without a required parameter.

use bindery_compile_fail::client::Client;

fn call(client: &Client) {
    let _call = client.show_lamp(7);
}

fn main() {}
