//! Plain Rust: the reference for every other path.

use super::{
    pack::{LANES, Matrix},
    rows::{self, Attention, Quantized},
};

/// Two products of int8 fit in 16 bits (2 · 127²), so columns are taken in pairs before they are widened.
pub(super) fn product(input: &Quantized, matrix: &Matrix, output: &mut [f32]) {
    let width = matrix.padded();
    for n in (0..width).step_by(LANES) {
        let weights = matrix.lanes(n);
        let (scales, biases) = (&matrix.scales(n)[..LANES], &matrix.biases(n)[..LANES]);
        for row in 0..input.rows() {
            let mut sums = [0i32; LANES];
            let (pairs, _) = input.row(row).as_chunks::<2>();
            let (columns, _) = weights.as_chunks::<LANES>();
            for (pair, columns) in pairs.iter().zip(columns.chunks_exact(2)) {
                let (a, b) = (i16::from(pair[0] as i8), i16::from(pair[1] as i8));
                for lane in 0..LANES {
                    let both =
                        a.wrapping_mul(i16::from(columns[0][lane])).wrapping_add(b.wrapping_mul(i16::from(columns[1][lane])));
                    sums[lane] += i32::from(both);
                }
            }
            let out = &mut output[row * width + n..][..LANES];
            for lane in 0..LANES {
                out[lane] = sums[lane] as f32 * (input.scales[row] * scales[lane]) + biases[lane];
            }
        }
    }
}

row_functions!(0);
