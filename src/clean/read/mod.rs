//! Reads the content, text or HTML, into blocks. Nothing is left out yet, and every block knows
//! where in the content it lies.

mod block;
mod hints;
pub(super) mod html;
pub(super) mod mojibake;
mod page;
pub(super) mod plain;
mod time;
mod transcript;

pub(crate) use block::{Fragment, RawBlock};
pub(crate) use hints::{Cue, Hints, Tag};
pub(crate) use page::{Page, PageMetadata};
pub(crate) use transcript::Transcript;
