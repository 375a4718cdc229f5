//! Numbers as the trees are given them.

/// The logarithm of a count, 0 for none; faster than `ln_1p`, whose exactness near 0 no count needs.
pub(super) fn log(count: f32) -> f32 {
    (1.0 + count).ln()
}

/// The logarithm of a distance, with its sign.
pub(super) fn signed_log(distance: isize) -> f32 {
    log(distance.unsigned_abs() as f32).copysign(distance as f32)
}

/// 1 for yes, 0 for no.
pub(super) fn flag(is: bool) -> f32 {
    f32::from(u8::from(is))
}
