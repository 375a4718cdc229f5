//! The density of prose on a page.

use super::line::LineProfile;
use std::ops::Range;

/// Prose farther away than this is not told apart.
const FAR: usize = 100;

/// The sums of a number of the lines before each line, and of all lines.
pub(super) fn running_sums<T>(lines: &[T], number: impl Fn(&T) -> f32) -> Vec<f32> {
    let mut sums = vec![0.0];
    let mut sum = 0.0;
    sums.extend(lines.iter().map(|line| {
        sum += number(line);
        sum
    }));
    sums
}

/// The lines in a row with the greatest weight (maximum-sum segment).
pub(super) fn densest(lines: &[LineProfile]) -> Range<usize> {
    let mut best = (0.0, 0..0);
    let (mut start, mut sum) = (0, 0.0);
    for (at, line) in lines.iter().enumerate() {
        if sum <= 0.0 {
            (start, sum) = (at, 0.0);
        }
        sum += line.weight;
        if sum > best.0 {
            best = (sum, start..at + 1);
        }
    }
    best.1
}

/// The distances of each line from the prose before and after it.
pub(super) fn nearest_prose(lines: &[LineProfile]) -> Vec<(usize, usize)> {
    let mut nearest = vec![(FAR, FAR); lines.len()];
    let mut far = FAR;
    for (line, (before, _)) in lines.iter().zip(&mut nearest) {
        *before = far;
        far = next(far, line);
    }
    far = FAR;
    for (line, (_, after)) in lines.iter().zip(&mut nearest).rev() {
        *after = far;
        far = next(far, line);
    }
    nearest
}

fn next(far: usize, line: &LineProfile) -> usize {
    if line.prose > 0.0 { 1 } else { (far + 1).min(FAR) }
}
