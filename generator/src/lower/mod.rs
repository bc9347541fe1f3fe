//! openapiv3 types → [`Api`](crate::api::Api).
