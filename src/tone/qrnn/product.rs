//! Products of numbers and matrices.

/// So many sums are taken at once of one vector: they stay in the registers of the processor.
const BLOCK: usize = 32;
/// Of so many vectors, so many of each: a matrix that is larger than the nearest memory of the processor
/// is fetched once for all of them.
const VECTORS: usize = 4;
const BLOCK_OF_EACH: usize = 16;

/// Adds to the sums of each vector every number in it times its row.
#[inline(always)]
pub fn add_products_of<const IN: usize, const OUT: usize>(
    sums: &mut [[f32; OUT]],
    vectors: &[[f32; IN]],
    rows: &[[f32; OUT]],
) {
    const { assert!(OUT.is_multiple_of(BLOCK_OF_EACH), "no sum is left over") };
    let (together, apart) = sums.as_chunks_mut::<VECTORS>();
    let (vectors_together, vectors_apart) = vectors.as_chunks::<VECTORS>();
    for (sums, vectors) in together.iter_mut().zip(vectors_together) {
        for block in 0..OUT / BLOCK_OF_EACH {
            let mut held = [[0.0; BLOCK_OF_EACH]; VECTORS];
            for vector in 0..VECTORS {
                held[vector] = sums[vector].as_chunks().0[block];
            }
            for (number, row) in rows.iter().enumerate().take(IN) {
                let row = &row.as_chunks::<BLOCK_OF_EACH>().0[block];
                for vector in 0..VECTORS {
                    for lane in 0..BLOCK_OF_EACH {
                        held[vector][lane] += vectors[vector][number] * row[lane];
                    }
                }
            }
            for vector in 0..VECTORS {
                sums[vector].as_chunks_mut().0[block] = held[vector];
            }
        }
    }
    for (sums, vector) in apart.iter_mut().zip(vectors_apart) {
        add_products(sums, vector, rows);
    }
}

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
#[inline(always)]
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
