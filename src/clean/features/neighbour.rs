//! The blocks around a block.

use super::{line::LineFeature, markup::share_linked, page::PageStatistics};

/// The neighbours that a block sees, by their distance.
pub(super) const DISTANCES: [isize; 4] = [-2, -1, 1, 2];

/// The numbers of a neighbour; all are -1 where the page ends before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NeighbourFeature {
    /// The logarithm of its number of words.
    Words,
    /// 1 if it ends like a sentence.
    IsSentence,
    /// The share of function words.
    FunctionWordsPerWord,
    /// The confidence of the rule that takes it for furniture, and 2 more for a caption, and 4 more for a byline.
    Furniture,
    /// The share of words that begin with a capital.
    CapitalisedPerWord,
    /// 1 if it begins with a small letter.
    StartsLowerCase,
    /// The share of its text in links.
    Linked,
    /// The number of elements around both that are the same, from the inside, and 4 more for
    /// elements of the same names and classes.
    SameElements,
}

impl NeighbourFeature {
    /// The number of them.
    pub const COUNT: usize = Self::SameElements as usize + 1;
}

/// The number of features that the neighbours of a block have together.
pub const NEIGHBOURS: usize = DISTANCES.len() * NeighbourFeature::COUNT;

/// Appends the numbers of all neighbours of a block.
pub(super) fn neighbours(page: &PageStatistics, at: usize, row: &mut Vec<f32>) {
    for distance in DISTANCES {
        let neighbour = at.checked_add_signed(distance).filter(|&at| at < page.len());
        row.extend(match neighbour {
            Some(other) => neighbour_numbers(page, at, other),
            None => [-1.0; NeighbourFeature::COUNT],
        });
    }
}

fn neighbour_numbers(
    page: &PageStatistics,
    at: usize,
    other: usize,
) -> [f32; NeighbourFeature::COUNT] {
    let (line, block) = (&page.profiles[other], page.block(other));
    let (here, there) = (&page.block(at).hints, &block.hints);
    let same = (0..3).take_while(|&level| there.elements[level] == here.elements[level]).count();
    let alike = if there.signature == here.signature { 4.0 } else { 0.0 };
    let furniture = line.get(LineFeature::FurnitureConfidence)
        + 2.0 * line.get(LineFeature::IsCaption)
        + 4.0 * line.get(LineFeature::IsByline);
    let mut numbers = [0.0; NeighbourFeature::COUNT];
    let mut set = |feature: NeighbourFeature, number: f32| numbers[feature as usize] = number;
    set(NeighbourFeature::Words, line.get(LineFeature::Words));
    set(NeighbourFeature::IsSentence, line.get(LineFeature::IsSentence));
    set(NeighbourFeature::FunctionWordsPerWord, line.get(LineFeature::FunctionWordsPerWord));
    set(NeighbourFeature::Furniture, furniture);
    set(NeighbourFeature::CapitalisedPerWord, line.get(LineFeature::CapitalisedPerWord));
    set(NeighbourFeature::StartsLowerCase, line.get(LineFeature::StartsLowerCase));
    set(NeighbourFeature::Linked, share_linked(block));
    set(NeighbourFeature::SameElements, same as f32 + alike);
    numbers
}
