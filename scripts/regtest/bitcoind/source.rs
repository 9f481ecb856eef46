//! Empty: cargo wants a target before it fetches the crate named in Cargo.toml.
