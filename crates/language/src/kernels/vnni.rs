//! 512-bit paths: int8 dot products by VPDPBUSD, everything else the shared bodies compiled for AVX-512.
//!
//! The instruction multiplies unsigned by signed bytes, so the input carries 128 on top of its value; the matrix's correction takes
//! that away again, in integers, exactly.

use std::arch::x86_64::{
    _mm512_add_ps, _mm512_cvtepi32_ps, _mm512_dpbusd_epi32, _mm512_loadu_ps, _mm512_loadu_si512, _mm512_mul_ps,
    _mm512_set1_epi32, _mm512_set1_ps, _mm512_storeu_ps,
};

use super::{
    pack::{BLOCK, GROUP, LANES, Matrix},
    rows::{self, Attention, Quantized},
};

/// Rows that one kernel call takes; six rows of four accumulators leave room for weights and one broadcast.
const ROWS: usize = 6;
const VECTORS: usize = BLOCK / LANES;

#[target_feature(enable = "avx512f,avx512bw,avx512vl,avx512dq,avx512vnni")]
pub(super) fn product(input: &Quantized, matrix: &Matrix, output: &mut [f32]) {
    let (rows, width) = (input.rows(), matrix.padded());
    for n in (0..width).step_by(BLOCK) {
        let mut row = 0;
        while row < rows {
            match rows - row {
                1 => tile::<1>(input, row, matrix, n, output),
                2 => tile::<2>(input, row, matrix, n, output),
                3 => tile::<3>(input, row, matrix, n, output),
                4 => tile::<4>(input, row, matrix, n, output),
                5 => tile::<5>(input, row, matrix, n, output),
                _ => tile::<ROWS>(input, row, matrix, n, output),
            }
            row += ROWS;
        }
    }
}

#[inline]
#[expect(clippy::needless_range_loop, reason = "rows and vectors of a tile index several arrays alike")]
#[target_feature(enable = "avx512f,avx512bw,avx512vl,avx512dq,avx512vnni")]
fn tile<const N: usize>(input: &Quantized, row: usize, matrix: &Matrix, n: usize, output: &mut [f32]) {
    let (columns, width) = (matrix.columns(), matrix.padded());
    let lines: [&[u8]; N] = std::array::from_fn(|r| input.row(row + r));
    let weights: [&[i8]; VECTORS] = std::array::from_fn(|v| matrix.lanes(n + v * LANES));
    let corrections = &matrix.corrections(n)[..BLOCK];
    // SAFETY: `corrections` holds BLOCK = VECTORS · 16 integers.
    let start: [_; VECTORS] = std::array::from_fn(|v| unsafe { _mm512_loadu_si512(corrections.as_ptr().add(v * LANES).cast()) });
    let mut sums = [start; N];
    for group in 0..columns / GROUP {
        // SAFETY: each of `weights` holds 16 · columns bytes, of which 64 belong to every group of four columns.
        let w: [_; VECTORS] =
            std::array::from_fn(|v| unsafe { _mm512_loadu_si512(weights[v].as_ptr().add(group * LANES * GROUP).cast()) });
        for r in 0..N {
            // SAFETY: a line holds `columns` bytes, so four stand at every group.
            let four = unsafe { lines[r].as_ptr().add(group * GROUP).cast::<i32>().read_unaligned() };
            let four = _mm512_set1_epi32(four);
            for v in 0..VECTORS {
                sums[r][v] = _mm512_dpbusd_epi32(sums[r][v], four, w[v]);
            }
        }
    }
    for r in 0..N {
        let scale = _mm512_set1_ps(input.scales[row + r]);
        let out = &mut output[(row + r) * width + n..][..BLOCK];
        let (scales, biases) = (&matrix.scales(n)[..BLOCK], &matrix.biases(n)[..BLOCK]);
        for v in 0..VECTORS {
            // SAFETY: `scales`, `biases` and `out` hold BLOCK floats each.
            unsafe {
                let factor = _mm512_mul_ps(scale, _mm512_loadu_ps(scales.as_ptr().add(v * LANES)));
                let value = _mm512_mul_ps(_mm512_cvtepi32_ps(sums[r][v]), factor);
                _mm512_storeu_ps(
                    out.as_mut_ptr().add(v * LANES),
                    _mm512_add_ps(value, _mm512_loadu_ps(biases.as_ptr().add(v * LANES))),
                );
            }
        }
    }
}

row_functions!(128, "avx512f,avx512bw,avx512vl,avx512dq,avx512vnni");
