//! The types and the server that Bindery makes of `spec/groups.yaml`.

bindery_runtime::include_bindings!("zendesk-groups");
