//! The surroundings of a block as a first pass of trees sees them, for a second one.

use super::numbers::log;

/// The second pass sees each of so many blocks on either side.
const NEAR: isize = 4;
/// It sees the mean over so many blocks on either side.
const REACHES: [usize; 3] = [3, 8, 20];
/// Blocks farther away than this are not told apart.
const FAR: usize = 50;

/// The numbers of a block's surroundings. The probabilities of the blocks up to `NEAR` before and
/// after it, itself in the middle, and the means before and after it over each of `REACHES` come
/// first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ContextFeature {
    /// The logarithm of how far before it a likely block is.
    ToLikelyBefore,
    /// ... after it.
    ToLikelyAfter,
    /// The logarithm of how far before it an unlikely block is.
    ToUnlikelyBefore,
    /// ... after it.
    ToUnlikelyAfter,
}

impl ContextFeature {
    /// The number of them.
    pub const COUNT: usize = Self::ToUnlikelyAfter as usize + 1;
}

/// The number of features that the second pass has more than the first.
pub const CONTEXT: usize = 2 * NEAR as usize + 1 + 2 * REACHES.len() + ContextFeature::COUNT;

/// Appends what a first pass, a probability for each block, says of a block's surroundings; `words`
/// counts the words before each block and in all.
pub fn context(words: &[f32], first: &[f32], at: usize, row: &mut Vec<f32>) {
    let length = first.len();
    let near = |distance: isize| {
        let other = at.checked_add_signed(distance).and_then(|at| first.get(at));
        other.copied().unwrap_or(-0.1)
    };
    row.extend((-NEAR..=NEAR).map(near));
    let mean = |from: usize, to: usize| {
        let weight = |at: usize| words[at + 1] - words[at];
        let sum: f32 = (from..to).map(|at| first[at] * weight(at)).sum();
        sum / (words[to] - words[from]).max(1.0)
    };
    for reach in REACHES {
        row.push(mean(at.saturating_sub(reach), at));
        row.push(mean((at + 1).min(length), (at + 1 + reach).min(length)));
    }
    row.extend(distances(first, at));
}

fn distances(first: &[f32], at: usize) -> [f32; ContextFeature::COUNT] {
    let before = |test: fn(f32) -> bool| first[..at].iter().rev().take(FAR).position(|p| test(*p));
    let after = |test: fn(f32) -> bool| first[at + 1..].iter().take(FAR).position(|p| test(*p));
    let likely = |p: f32| p > 0.5;
    let unlikely = |p: f32| p < 0.5;
    let mut numbers = [0.0; ContextFeature::COUNT];
    let mut set = |feature: ContextFeature, far: Option<usize>| {
        numbers[feature as usize] = log(far.unwrap_or(FAR) as f32);
    };
    set(ContextFeature::ToLikelyBefore, before(likely));
    set(ContextFeature::ToLikelyAfter, after(likely));
    set(ContextFeature::ToUnlikelyBefore, before(unlikely));
    set(ContextFeature::ToUnlikelyAfter, after(unlikely));
    numbers
}
