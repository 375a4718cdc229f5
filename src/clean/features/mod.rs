//! Features of blocks: of each by itself, its position in the page, its neighbours, and the markup
//! around it.
//!
//! Each kind of number is a `...Feature`, whose place in a row is its value.

mod context;
mod continuation;
mod counter;
mod density;
mod lexicon;
mod line;
mod marks;
mod markup;
mod neighbour;
mod numbers;
mod page;
mod position;
mod rows;
mod words;

pub use context::{CONTEXT, ContextFeature, context};
pub(crate) use lexicon::Lexicon;
pub use line::{LINE, LineFeature};
pub use marks::Mark;
pub use markup::{MARKUP, MarkupFeature};
pub use neighbour::{NEIGHBOURS, NeighbourFeature};
pub(crate) use page::{PageStatistics, Told};
pub use position::{POSITION, PositionFeature};
pub(crate) use rows::rows;
pub use rows::{HTML, PLAIN};
pub(crate) use words::{begin_alike, fingerprint};
