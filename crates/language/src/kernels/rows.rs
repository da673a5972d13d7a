//! The floating-point parts, written once: row quantisation, GELU, layer normalisation, attention.
//!
//! In and out: float32 rows. The bodies are inlined into each path's own functions, where the compiler may widen them but never
//! change their results: sums run over sixteen fixed lanes that are added up in a fixed order, nothing is fused, and `exp` is our own.

const LANES: usize = 16;

/// Rows of int8 with a scale each: the input of a product. Stored as the path's product wants it: see `quantize`.
#[derive(Debug, Clone, Default)]
pub(crate) struct Quantized {
    columns: usize,
    pub(super) values: Vec<u8>,
    pub(super) scales: Vec<f32>,
}

impl Quantized {
    pub(crate) fn rows(&self) -> usize {
        self.scales.len()
    }

    pub(crate) fn columns(&self) -> usize {
        self.columns
    }

    pub(super) fn reset(&mut self, rows: usize, columns: usize) {
        self.columns = columns;
        self.values.resize(rows * columns, 0);
        self.scales.resize(rows, 0.0);
    }

    pub(super) fn row(&self, row: usize) -> &[u8] {
        &self.values[row * self.columns..][..self.columns]
    }
}

#[inline(always)]
fn add_up(lanes: [f32; LANES]) -> f32 {
    let mut width = LANES;
    let mut lanes = lanes;
    while width > 1 {
        width /= 2;
        for i in 0..width {
            lanes[i] += lanes[i + width];
        }
    }
    lanes[0]
}

/// Largest magnitude to ±127, ties to even; a zero row keeps the scale zero. `OFFSET` is added to every integer: 128 makes it the
/// unsigned operand of VPDPBUSD, 0 leaves a signed byte.
#[inline(always)]
pub(super) fn quantize<const OFFSET: u8>(values: &[f32], into: &mut Quantized) {
    /// 1.5 · 2²³: adding it leaves the rounded integer in the low bits of the float.
    const MAGIC: f32 = 12_582_912.0;
    let columns = into.columns;
    for ((line, out), scale) in values.chunks_exact(columns).zip(into.values.chunks_exact_mut(columns)).zip(&mut into.scales) {
        let mut top = [0f32; LANES];
        for chunk in line.chunks_exact(LANES) {
            for i in 0..LANES {
                let magnitude = chunk[i].abs();
                top[i] = if magnitude > top[i] { magnitude } else { top[i] };
            }
        }
        let mut largest = 0f32;
        for &t in &top {
            largest = if t > largest { t } else { largest };
        }
        for &v in line.chunks_exact(LANES).remainder() {
            largest = if v.abs() > largest { v.abs() } else { largest };
        }
        *scale = largest / 127.0;
        let inverse = if largest > 0.0 { 127.0 / largest } else { 0.0 };
        for (o, &v) in out.iter_mut().zip(line) {
            *o = ((v * inverse + MAGIC).to_bits() as u8).wrapping_add(OFFSET);
        }
    }
}

/// x · Φ(x) with Φ as an odd polynomial, fitted to a largest error of 3e-4 (an eighth of what int8 rounding costs).
#[inline(always)]
pub(super) fn gelu(values: &mut [f32]) {
    const C: [f32; 7] =
        [0.398_256_66, -0.065_132_685, 0.009_045_742, -0.000_874_428_25, 5.462_229e-5, -1.956_960_9e-6, 3.025_372_3e-8];
    for v in values {
        let x = *v;
        let clamped = if x > 3.8 { 3.8 } else { x };
        let clamped = if clamped < -3.8 { -3.8 } else { clamped };
        let square = clamped * clamped;
        let mut p = C[6];
        for c in C[..6].iter().rev() {
            p = p * square + c;
        }
        *v = x * (0.5 + clamped * p);
    }
}

#[inline(always)]
pub(super) fn add_and_norm(values: &mut [f32], added: &[f32], weight: &[f32], bias: &[f32]) {
    let columns = weight.len();
    for (line, more) in values.chunks_exact_mut(columns).zip(added.chunks_exact(columns)) {
        let mut sum = [0f32; LANES];
        for (v, a) in line.chunks_exact_mut(LANES).zip(more.chunks_exact(LANES)) {
            for i in 0..LANES {
                v[i] += a[i];
                sum[i] += v[i];
            }
        }
        let mean = add_up(sum) / columns as f32;
        let mut squares = [0f32; LANES];
        for v in line.chunks_exact_mut(LANES) {
            for i in 0..LANES {
                v[i] -= mean;
                squares[i] += v[i] * v[i];
            }
        }
        let inverse = 1.0 / (add_up(squares) / columns as f32 + 1e-12).sqrt();
        for ((v, w), b) in line.iter_mut().zip(weight).zip(bias) {
            *v = *v * inverse * w + b;
        }
    }
}

/// e^x for x ≤ 0, to a relative 2e-7: 2^n · 2^f with a polynomial for 2^f on [-½, ½].
#[inline(always)]
fn exponential(x: f32) -> f32 {
    const MAGIC: f32 = 12_582_912.0;
    let t = x * std::f32::consts::LOG2_E;
    let t = if t < -126.0 { -126.0 } else { t };
    let rounded = t + MAGIC;
    let f = t - (rounded - MAGIC);
    let p = 0.001_333_355_8;
    let p = p * f + 0.009_618_129;
    let p = p * f + 0.055_504_11;
    let p = p * f + 0.240_226_51;
    let p = p * f + 0.693_147_2;
    let p = p * f + 1.0;
    let power = rounded.to_bits().wrapping_sub(MAGIC.to_bits()).wrapping_add(127) << 23;
    p * f32::from_bits(power)
}

/// Sizes and working memory of multi-head attention.
#[derive(Debug, Clone)]
pub(crate) struct Attention {
    width: usize,
    heads: usize,
    /// Keys of one head, transposed: one row of `padded` per dimension.
    keys: Vec<f32>,
    scores: Vec<f32>,
}

impl Attention {
    pub(crate) fn new(width: usize, heads: usize) -> Self {
        Self { width, heads, keys: Vec::new(), scores: Vec::new() }
    }
}

/// Queries that share a pass over the keys.
const QUERIES: usize = 4;

#[inline(always)]
pub(super) fn attend(attention: &mut Attention, qkv: &[f32], output: &mut [f32]) {
    let Attention { width, heads, keys, scores } = attention;
    let (width, size) = (*width, *width / *heads);
    let (length, stride) = (output.len() / width, 3 * width);
    let padded = length.next_multiple_of(LANES);
    keys.clear();
    keys.resize(size * padded, 0.0);
    scores.resize(QUERIES * padded, 0.0);
    let factor = 1.0 / (size as f32).sqrt();
    for head in 0..*heads {
        for j in 0..length {
            let key = &qkv[j * stride + width + head * size..][..size];
            for d in 0..size {
                keys[d * padded + j] = key[d];
            }
        }
        let mut first = 0;
        while first < length {
            let count = QUERIES.min(length - first);
            if count == QUERIES {
                score::<QUERIES>(qkv, stride, head * size, first, size, keys, padded, scores);
            } else {
                for q in 0..count {
                    score::<1>(qkv, stride, head * size, first + q, size, keys, padded, &mut scores[q * padded..]);
                }
            }
            for q in 0..count {
                let line = &mut scores[q * padded..][..padded];
                let sum = soften(line, length, factor);
                let out = &mut output[(first + q) * width + head * size..][..size];
                weigh(line, length, qkv, stride, 2 * width + head * size, out);
                for o in out.iter_mut() {
                    *o /= sum;
                }
            }
            first += count;
        }
    }
}

/// Dot products of `N` queries with all keys of one head.
#[inline(always)]
#[expect(clippy::too_many_arguments, reason = "an inner loop over borrowed parts")]
fn score<const N: usize>(
    qkv: &[f32],
    stride: usize,
    offset: usize,
    first: usize,
    size: usize,
    keys: &[f32],
    padded: usize,
    scores: &mut [f32],
) {
    for block in (0..padded).step_by(LANES) {
        let mut sums = [[0f32; LANES]; N];
        for d in 0..size {
            let key: &[f32; LANES] = keys[d * padded + block..][..LANES].try_into().expect("a block of keys");
            for q in 0..N {
                let query = qkv[(first + q) * stride + offset + d];
                for i in 0..LANES {
                    sums[q][i] += query * key[i];
                }
            }
        }
        for q in 0..N {
            scores[q * padded + block..][..LANES].copy_from_slice(&sums[q]);
        }
    }
}

/// Scores to unnormalised weights; gives their sum.
#[inline(always)]
fn soften(line: &mut [f32], length: usize, factor: f32) -> f32 {
    let mut top = f32::NEG_INFINITY;
    for &v in &line[..length] {
        top = if v > top { v } else { top };
    }
    let mut sums = [0f32; LANES];
    for v in &mut line[length..] {
        *v = f32::NEG_INFINITY;
    }
    for chunk in line.chunks_exact_mut(LANES) {
        for i in 0..LANES {
            chunk[i] = exponential((chunk[i] - top) * factor);
            sums[i] += chunk[i];
        }
    }
    add_up(sums)
}

/// Sum of the value rows, each times its weight.
#[inline(always)]
fn weigh(weights: &[f32], length: usize, qkv: &[f32], stride: usize, offset: usize, out: &mut [f32]) {
    let size = out.len();
    let mut block = 0;
    while block + 2 * LANES <= size {
        let mut sums = [0f32; 2 * LANES];
        for j in 0..length {
            let value: &[f32; 2 * LANES] = qkv[j * stride + offset + block..][..2 * LANES].try_into().expect("a block of values");
            let weight = weights[j];
            for i in 0..2 * LANES {
                sums[i] += weight * value[i];
            }
        }
        out[block..][..2 * LANES].copy_from_slice(&sums);
        block += 2 * LANES;
    }
    for d in block..size {
        let mut sum = 0.0;
        for j in 0..length {
            sum += weights[j] * qkv[j * stride + offset + d];
        }
        out[d] = sum;
    }
}

#[inline(always)]
pub(super) fn dots(left: &[f32], right: &[f32], columns: usize, output: &mut [f32]) {
    let across = right.len() / columns;
    for (a, line) in left.chunks_exact(columns).zip(output.chunks_exact_mut(across)) {
        for (b, out) in right.chunks_exact(columns).zip(line) {
            let mut sums = [0f32; LANES];
            for (x, y) in a.chunks_exact(LANES).zip(b.chunks_exact(LANES)) {
                for i in 0..LANES {
                    sums[i] += x[i] * y[i];
                }
            }
            *out = add_up(sums);
        }
    }
}
