//! Authentication: callers show an API key, where there are any.

pub(crate) mod authenticate;
pub(crate) mod caller;
mod key_file;
pub mod keys;
mod rate;
