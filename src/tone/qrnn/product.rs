//! Products of numbers and matrices.

/// So many sums are taken at once: they stay in the registers of the processor.
const BLOCK: usize = 32;

/// Adds to `sums` each number times its row.
#[inline(always)]
pub fn add_products<const N: usize>(sums: &mut [f32; N], numbers: &[f32], rows: &[[f32; N]]) {
    const { assert!(N.is_multiple_of(BLOCK), "no sum is left over") };
    for (block, sums) in sums.as_chunks_mut::<BLOCK>().0.iter_mut().enumerate() {
        let mut held = *sums;
        for (number, row) in numbers.iter().zip(rows) {
            let row = &row.as_chunks::<BLOCK>().0[block];
            for lane in 0..BLOCK {
                held[lane] += number * row[lane];
            }
        }
        *sums = held;
    }
}

/// The sum of the products of the numbers at the same place, in as many sums as a processor takes at
/// once.
pub fn dot(a: &[f32], b: &[f32]) -> f32 {
    const LANES: usize = 8;
    let ((a, a_rest), (b, b_rest)) = (a.as_chunks::<LANES>(), b.as_chunks::<LANES>());
    let mut sums = [0.0; LANES];
    for (a, b) in a.iter().zip(b) {
        for lane in 0..LANES {
            sums[lane] += a[lane] * b[lane];
        }
    }
    let rest: f32 = a_rest.iter().zip(b_rest).map(|(a, b)| a * b).sum();
    sums.iter().sum::<f32>() + rest
}
