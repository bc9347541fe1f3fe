//! A client and a server of the same API in one process: without a socket between them, but for `network`.

/// A stand-in for generated code.
#[path = "../sample/bindings.rs"]
pub mod sample;

#[cfg(test)]
mod failures;
#[cfg(test)]
mod hooks;
#[cfg(test)]
mod network;
#[cfg(test)]
mod retries;
#[cfg(test)]
mod router;
#[cfg(test)]
mod script;
#[cfg(test)]
mod security;
#[cfg(test)]
mod settings;
#[cfg(test)]
mod success;
#[cfg(test)]
mod support;
#[cfg(test)]
mod tokens;

#[test]
fn a_clients_futures_can_move_between_threads() {
    fn is_send<T: Send>(_: T) {}
    let client = support::client();
    is_send(client.show_group(1).send());
    is_send(client.create_group(&support::group(1)).send());
}
