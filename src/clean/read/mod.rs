//! Reads the content, whatever it came in, into blocks. Nothing is left out yet, and every block knows
//! where in the content it lies.

mod block;
mod hints;
mod html;
mod mail;
mod markdown;
pub(super) mod mojibake;
mod page;
pub(super) mod plain;
mod reader;
mod time;
mod transcript;
mod wrapped;

pub(crate) use block::{Fragment, RawBlock};
pub(crate) use hints::{Cue, Hints, Tag};
pub(crate) use page::{Page, PageMetadata, TimeElement};
pub(crate) use reader::Reader;
pub(crate) use transcript::Transcript;
