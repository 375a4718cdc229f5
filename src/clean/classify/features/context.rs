//! What a first look says of a block's surroundings, for a second look.

use super::line::log;

/// How many numbers the second look has more than the first.
pub const SECOND: usize = 19;

/// Appends what a first look, a probability for each block, says of a block's surroundings; `words`
/// counts the words before each block and in all.
pub fn context(words: &[f32], first: &[f32], at: usize, row: &mut Vec<f32>) {
    let length = first.len();
    let near = |distance: isize| {
        let other = at.checked_add_signed(distance).and_then(|at| first.get(at));
        other.copied().unwrap_or(-0.1)
    };
    row.extend([-4, -3, -2, -1, 0, 1, 2, 3, 4].map(near));
    let mean = |from: usize, to: usize| {
        let weight = |at: usize| words[at + 1] - words[at];
        let sum: f32 = (from..to).map(|at| first[at] * weight(at)).sum();
        sum / (words[to] - words[from]).max(1.0)
    };
    for reach in [3, 8, 20] {
        row.push(mean(at.saturating_sub(reach), at));
        row.push(mean((at + 1).min(length), (at + 1 + reach).min(length)));
    }
    let likely = |p: &f32| *p > 0.5;
    let before = first[..at].iter().rev().take(50).position(likely).unwrap_or(50);
    let after = first[at + 1..].iter().take(50).position(likely).unwrap_or(50);
    let short = |p: &f32| *p < 0.5;
    let run_before = first[..at].iter().rev().take(50).position(short).unwrap_or(50);
    let run_after = first[at + 1..].iter().take(50).position(short).unwrap_or(50);
    row.extend([before, after, run_before, run_after].map(|far| log(far as f32)));
}
