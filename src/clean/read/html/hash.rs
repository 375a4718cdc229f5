//! A hash by which elements are told apart within a page.

use rustc_hash::FxHasher;
use std::hash::Hasher;

/// A hash of the name of an element, or of its classes.
pub(super) fn hash(text: &[u8]) -> u32 {
    let mut hasher = FxHasher::default();
    hasher.write(text);
    // The upper half is the better one of this hash.
    u32::try_from(hasher.finish() >> 32).unwrap_or_default()
}
