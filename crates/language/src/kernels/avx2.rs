//! 256-bit paths: int8 dot products by VPMADDUBSW, everything else the shared bodies compiled for AVX2.
//!
//! VPMADDUBSW takes an unsigned and a signed byte and saturates at 16 bits. Here the unsigned operand is the magnitude of the input and the
//! signed one is the weight with the input's sign; both are at most 127, so a pair of products never saturates and the sum is exact.

use std::arch::x86_64::{
    __m256i, _mm256_abs_epi8, _mm256_add_epi32, _mm256_add_ps, _mm256_cvtepi32_ps, _mm256_loadu_ps, _mm256_loadu_si256,
    _mm256_madd_epi16, _mm256_maddubs_epi16, _mm256_mul_ps, _mm256_set1_epi16, _mm256_set1_epi32, _mm256_set1_ps,
    _mm256_setzero_si256, _mm256_sign_epi8, _mm256_storeu_ps,
};

use super::{
    pack::{GROUP, LANES, Matrix},
    rows::{self, Attention, Quantized},
};

/// Rows that one kernel call takes.
const ROWS: usize = 4;
const HALF: usize = LANES / 2;

#[target_feature(enable = "avx2")]
pub(super) fn product(input: &Quantized, matrix: &Matrix, output: &mut [f32]) {
    let (rows, width) = (input.rows(), matrix.padded());
    for n in (0..width).step_by(LANES) {
        let mut row = 0;
        while row < rows {
            match rows - row {
                1 => tile::<1>(input, row, matrix, n, output),
                2 => tile::<2>(input, row, matrix, n, output),
                3 => tile::<3>(input, row, matrix, n, output),
                _ => tile::<ROWS>(input, row, matrix, n, output),
            }
            row += ROWS;
        }
    }
}

#[inline]
#[expect(clippy::needless_range_loop, reason = "rows and vectors of a tile index several arrays alike")]
#[target_feature(enable = "avx2")]
fn tile<const N: usize>(input: &Quantized, row: usize, matrix: &Matrix, n: usize, output: &mut [f32]) {
    let (columns, width) = (matrix.columns(), matrix.padded());
    let lines: [&[u8]; N] = std::array::from_fn(|r| input.row(row + r));
    let weights = matrix.lanes(n);
    let ones = _mm256_set1_epi16(1);
    let mut sums: [[__m256i; 2]; N] = [[_mm256_setzero_si256(); 2]; N];
    for group in 0..columns / GROUP {
        // SAFETY: `weights` holds 16 · columns bytes, of which 64 belong to every group of four columns.
        let w: [_; 2] = std::array::from_fn(|v| unsafe {
            _mm256_loadu_si256(weights.as_ptr().add(group * LANES * GROUP + v * HALF * GROUP).cast())
        });
        for r in 0..N {
            // SAFETY: a line holds `columns` bytes, so four stand at every group.
            let four = _mm256_set1_epi32(unsafe { lines[r].as_ptr().add(group * GROUP).cast::<i32>().read_unaligned() });
            let magnitude = _mm256_abs_epi8(four);
            for v in 0..2 {
                let pairs = _mm256_maddubs_epi16(magnitude, _mm256_sign_epi8(w[v], four));
                sums[r][v] = _mm256_add_epi32(sums[r][v], _mm256_madd_epi16(pairs, ones));
            }
        }
    }
    for r in 0..N {
        let scale = _mm256_set1_ps(input.scales[row + r]);
        let out = &mut output[(row + r) * width + n..][..LANES];
        let (scales, biases) = (&matrix.scales(n)[..LANES], &matrix.biases(n)[..LANES]);
        for v in 0..2 {
            // SAFETY: `scales`, `biases` and `out` hold 16 floats each.
            unsafe {
                let factor = _mm256_mul_ps(scale, _mm256_loadu_ps(scales.as_ptr().add(v * HALF)));
                let value = _mm256_mul_ps(_mm256_cvtepi32_ps(sums[r][v]), factor);
                _mm256_storeu_ps(
                    out.as_mut_ptr().add(v * HALF),
                    _mm256_add_ps(value, _mm256_loadu_ps(biases.as_ptr().add(v * HALF))),
                );
            }
        }
    }
}

row_functions!(0, "avx2");
