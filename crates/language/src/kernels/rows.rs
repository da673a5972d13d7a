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

/// x · Φ(x) with Φ as an odd polynomial, fitted to a largest error of 3e-4.
#[inline(always)]
pub(super) fn gelu(values: &mut [f32]) {
    const C: [f32; 7] =
        [0.398_256_66, -0.065_132_685, 0.009_045_742, -0.000_874_428_25, 5.462_229e-5, -1.956_961e-6, 3.025_372_3e-8];
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
    let p = p * f + 0.240_226_5;
    let p = p * f + std::f32::consts::LN_2;
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

/// Queries that share a pass over the keys and values.
const QUERIES: usize = 4;

/// One head's view of the projections of a sentence.
struct Head<'a> {
    qkv: &'a [f32],
    stride: usize,
    /// Columns of the head within queries, keys and values.
    offset: usize,
    width: usize,
    size: usize,
}

impl Head<'_> {
    #[inline(always)]
    fn query(&self, row: usize) -> &[f32] {
        &self.qkv[row * self.stride + self.offset..][..self.size]
    }

    #[inline(always)]
    fn key(&self, row: usize) -> &[f32] {
        &self.qkv[row * self.stride + self.width + self.offset..][..self.size]
    }

    #[inline(always)]
    fn value(&self, row: usize) -> &[f32] {
        &self.qkv[row * self.stride + 2 * self.width + self.offset..][..self.size]
    }
}

#[inline(always)]
pub(super) fn attend(attention: &mut Attention, qkv: &[f32], output: &mut [f32]) {
    let Attention { width, heads, keys, scores } = attention;
    let (width, size) = (*width, *width / *heads);
    let length = output.len() / width;
    let padded = length.next_multiple_of(LANES);
    keys.clear();
    keys.resize(size * padded, 0.0);
    scores.resize(QUERIES * padded, 0.0);
    for number in 0..*heads {
        let head = Head { qkv, stride: 3 * width, offset: number * size, width, size };
        for row in 0..length {
            for (d, &k) in head.key(row).iter().enumerate() {
                keys[d * padded + row] = k;
            }
        }
        let mut first = 0;
        while first < length {
            if length - first >= QUERIES {
                attend_from::<QUERIES>(&head, first, length, keys, scores, output);
                first += QUERIES;
            } else {
                attend_from::<1>(&head, first, length, keys, scores, output);
                first += 1;
            }
        }
    }
}

/// `N` queries of one head, from the row `first` on.
#[inline(always)]
fn attend_from<const N: usize>(
    head: &Head<'_>,
    first: usize,
    length: usize,
    keys: &[f32],
    scores: &mut [f32],
    output: &mut [f32],
) {
    let padded = length.next_multiple_of(LANES);
    let queries: [&[f32]; N] = std::array::from_fn(|q| head.query(first + q));
    for block in (0..padded).step_by(LANES) {
        let mut sums = [[0f32; LANES]; N];
        for d in 0..head.size {
            let key: &[f32; LANES] = keys[d * padded + block..][..LANES].try_into().expect("a block of keys");
            for q in 0..N {
                let query = queries[q][d];
                for i in 0..LANES {
                    sums[q][i] += query * key[i];
                }
            }
        }
        for q in 0..N {
            scores[q * padded + block..][..LANES].copy_from_slice(&sums[q]);
        }
    }
    let factor = 1.0 / (head.size as f32).sqrt();
    let mut shares = [0f32; N];
    for q in 0..N {
        shares[q] = 1.0 / soften(&mut scores[q * padded..][..padded], length, factor);
    }
    // Values are taken half a head at a time, so that all sums stay in registers.
    for block in (0..head.size).step_by(LANES) {
        let lanes = LANES.min(head.size - block);
        let mut sums = [[0f32; LANES]; N];
        for row in 0..length {
            let value = &head.value(row)[block..block + lanes];
            if let Ok(value) = <&[f32; LANES]>::try_from(value) {
                for q in 0..N {
                    let weight = scores[q * padded + row];
                    for i in 0..LANES {
                        sums[q][i] += weight * value[i];
                    }
                }
            } else {
                for q in 0..N {
                    let weight = scores[q * padded + row];
                    for (sum, v) in sums[q].iter_mut().zip(value) {
                        *sum += weight * v;
                    }
                }
            }
        }
        for q in 0..N {
            let out = &mut output[(first + q) * head.width + head.offset + block..][..lanes];
            for (o, sum) in out.iter_mut().zip(sums[q]) {
                *o = sum * shares[q];
            }
        }
    }
}

/// Scores to unnormalised weights; gives their sum. Scores past `length` are padding and weigh nothing.
#[inline(always)]
fn soften(line: &mut [f32], length: usize, factor: f32) -> f32 {
    for v in &mut line[length..] {
        *v = f32::NEG_INFINITY;
    }
    let mut tops = [f32::NEG_INFINITY; LANES];
    for chunk in line.chunks_exact(LANES) {
        for i in 0..LANES {
            tops[i] = if chunk[i] > tops[i] { chunk[i] } else { tops[i] };
        }
    }
    let mut top = f32::NEG_INFINITY;
    for t in tops {
        top = if t > top { t } else { top };
    }
    let mut sums = [0f32; LANES];
    for chunk in line.chunks_exact_mut(LANES) {
        for i in 0..LANES {
            chunk[i] = exponential((chunk[i] - top) * factor);
            sums[i] += chunk[i];
        }
    }
    add_up(sums)
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
