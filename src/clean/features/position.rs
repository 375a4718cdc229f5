//! The position of a block on its page.

use super::{
    marks::Mark,
    numbers::{flag, log, signed_log},
    page::PageStatistics,
};

/// The numbers of a block's position. The distances of the marks follow: of the last of each `Mark`,
/// and of the next of each.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PositionFeature {
    /// The logarithm of the number of lines before.
    LinesBefore,
    /// The logarithm of the number of lines after.
    LinesAfter,
    /// The share of lines before.
    RelativePosition,
    /// The logarithm of the number of lines.
    Lines,
    /// The share of words before.
    WordsBefore,
    /// The share of prose before.
    ProseBefore,
    /// The share of prose after.
    ProseAfter,
    /// 1 if it lies where prose is densest.
    InRegion,
    /// The logarithm of the distance from the first line of the densest prose, with its sign.
    FromRegionStart,
    /// The logarithm of the distance to the last line of the densest prose, with its sign.
    ToRegionEnd,
    /// The share of prose in the words of the page.
    ProseShare,
    /// The logarithm of the words of prose in the two lines before.
    ProseIn2Before,
    /// ... in the two lines after.
    ProseIn2After,
    /// ... in the five lines before.
    ProseIn5Before,
    /// ... in the five lines after.
    ProseIn5After,
    /// ... in the twelve lines before.
    ProseIn12Before,
    /// ... in the twelve lines after.
    ProseIn12After,
    /// The logarithm of the distance from the prose before, in lines.
    ToProseBefore,
    /// The logarithm of the distance from the prose after, in lines.
    ToProseAfter,
    /// The share of words of meaning that other lines of prose have too.
    KnownWords,
    /// The share of words of meaning that are in the title.
    TitleWords,
    /// The number of lines with the same words, at most 4, and a half more if a blank line stands
    /// before it.
    Repeats,
    /// The logarithm of the words of all lines over which its sentence goes on.
    ContinuedWords,
    /// The number of these lines, at most 20.
    ContinuedLines,
    /// The number of them that come before, at most 20.
    ContinuedIndex,
    /// Its share in their words, if they are prose.
    ContinuedProse,
    /// As the six above, where prose may be cut into lines.
    ContinuedIn2Before,
    /// ... after.
    ContinuedIn2After,
    /// ... in five lines before.
    ContinuedIn5Before,
    /// ... in five lines after.
    ContinuedIn5After,
    /// ... in twelve lines before.
    ContinuedIn12Before,
    /// ... in twelve lines after.
    ContinuedIn12After,
}

impl PositionFeature {
    /// The number of them.
    pub const COUNT: usize = Self::ContinuedIn12After as usize + 1;
}

/// The number of features of a block's position.
pub const POSITION: usize = PositionFeature::COUNT + 2 * Mark::COUNT;

/// Appends the numbers of a block's position.
pub(super) fn position(page: &PageStatistics, at: usize, row: &mut Vec<f32>) {
    let mut numbers = [0.0; PositionFeature::COUNT];
    place(page, at, &mut numbers);
    compare(page, at, &mut numbers);
    look_around(page, at, &mut numbers);
    row.extend(numbers);
    row.extend(page.marks[at].as_flattened());
}

/// Sets how far it is from the ends of the page and from its prose.
fn place(page: &PageStatistics, at: usize, numbers: &mut [f32; PositionFeature::COUNT]) {
    let length = page.len();
    let prose = page.all_prose();
    let words = page.words[length].max(1.0);
    let (before, after) = page.nearest_prose[at];
    let mut set = |feature: PositionFeature, number: f32| numbers[feature as usize] = number;
    set(PositionFeature::LinesBefore, log(at as f32));
    set(PositionFeature::LinesAfter, log((length - 1 - at) as f32));
    set(PositionFeature::RelativePosition, at as f32 / length as f32);
    set(PositionFeature::Lines, (length as f32).ln());
    set(PositionFeature::WordsBefore, page.words[at] / words);
    set(PositionFeature::ProseBefore, page.prose[at] / prose);
    set(PositionFeature::ProseAfter, (prose - page.prose[at + 1]) / prose);
    set(PositionFeature::InRegion, flag(page.in_region(at)));
    set(PositionFeature::FromRegionStart, signed_log(at as isize - page.region.start as isize));
    set(PositionFeature::ToRegionEnd, signed_log(page.region.end as isize - 1 - at as isize));
    set(PositionFeature::ProseShare, prose / words);
    set(PositionFeature::ToProseBefore, log(before as f32));
    set(PositionFeature::ToProseAfter, log(after as f32));
}

/// Sets what it has in common with other lines.
fn compare(page: &PageStatistics, at: usize, numbers: &mut [f32; PositionFeature::COUNT]) {
    let fingerprint = page.fingerprint(at);
    let repeats = page.repeats.get(&fingerprint).map_or(1.0, |&count| count.min(4) as f32);
    let after_blank = if page.block(at).after_blank { 0.5 } else { 0.0 };
    let continuation = &page.continuations[at];
    let mut set = |feature: PositionFeature, number: f32| numbers[feature as usize] = number;
    set(PositionFeature::KnownWords, page.known(at));
    set(PositionFeature::TitleWords, page.titled(at));
    set(PositionFeature::Repeats, repeats + after_blank);
    set(PositionFeature::ContinuedWords, log(continuation.words));
    set(PositionFeature::ContinuedLines, continuation.lines.min(20) as f32);
    set(PositionFeature::ContinuedIndex, continuation.index.min(20) as f32);
    set(PositionFeature::ContinuedProse, continuation.prose());
}

/// Sets how much prose is near.
fn look_around(page: &PageStatistics, at: usize, numbers: &mut [f32; PositionFeature::COUNT]) {
    let mut set = |feature: PositionFeature, sums: &[f32], before: usize, after: usize| {
        let from = at.saturating_sub(before);
        let to = (at + 1 + after).min(page.len());
        let around = sums[to] - sums[from] - (sums[at + 1] - sums[at]);
        numbers[feature as usize] = log(around.max(0.0));
    };
    set(PositionFeature::ProseIn2Before, &page.prose, 2, 0);
    set(PositionFeature::ProseIn2After, &page.prose, 0, 2);
    set(PositionFeature::ProseIn5Before, &page.prose, 5, 0);
    set(PositionFeature::ProseIn5After, &page.prose, 0, 5);
    set(PositionFeature::ProseIn12Before, &page.prose, 12, 0);
    set(PositionFeature::ProseIn12After, &page.prose, 0, 12);
    set(PositionFeature::ContinuedIn2Before, &page.continued_prose, 2, 0);
    set(PositionFeature::ContinuedIn2After, &page.continued_prose, 0, 2);
    set(PositionFeature::ContinuedIn5Before, &page.continued_prose, 5, 0);
    set(PositionFeature::ContinuedIn5After, &page.continued_prose, 0, 5);
    set(PositionFeature::ContinuedIn12Before, &page.continued_prose, 12, 0);
    set(PositionFeature::ContinuedIn12After, &page.continued_prose, 0, 12);
}
