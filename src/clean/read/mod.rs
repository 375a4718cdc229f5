//! TODO.

pub(crate) mod block;
pub(crate) mod html;
pub(crate) mod mojibake;
pub(crate) mod plain;
