//! The features of blocks in rows, as trees are trained on them and asked. The order of features is
//! a part of the model: whoever changes it trains the trees again.

use super::{
    line::LINE,
    markup::{MARKUP, markup},
    neighbour::{NEIGHBOURS, neighbours},
    page::PageStatistics,
    position::{POSITION, position},
};
use crate::clean::read::Tag;

/// The length of a row of plain text.
pub const PLAIN: usize = LINE + POSITION + NEIGHBOURS;
/// The length of a row of HTML: one of plain text, and the numbers of the markup.
pub const HTML: usize = PLAIN + MARKUP;

/// The rows of all blocks of a page, one after the other: of `HTML` numbers for blocks that have
/// markup, else of `PLAIN`.
pub(crate) fn rows(page: &PageStatistics) -> Vec<f32> {
    let mut rows = Vec::with_capacity(page.len() * PLAIN);
    for at in 0..page.len() {
        rows.extend(page.profiles[at].numbers);
        position(page, at, &mut rows);
        neighbours(page, at, &mut rows);
        if page.block(at).hints.tag != Tag::None {
            markup(page, at, &mut rows);
        }
    }
    rows
}
