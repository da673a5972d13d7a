//! Integer matrix products and row functions, on whatever vector unit the processor has.
//!
//! In: int8 rows with one scale each and a packed int8 matrix. Out: float32 rows. Every path gives the same bits: the products are
//! exact integers, and the floating-point parts are one generic body without fused or reordered operations, compiled once per
//! path. [`Path::Portable`] is the reference that the others are tested against.

/// The shared row functions, compiled for the features of one path; `$offset` is what its product wants added to quantised values.
macro_rules! row_functions {
    ($offset:literal $(, $features:literal)?) => {
        $(#[target_feature(enable = $features)])?
        pub(super) fn quantize(values: &[f32], into: &mut Quantized) {
            rows::quantize::<$offset>(values, into);
        }

        $(#[target_feature(enable = $features)])?
        pub(super) fn gelu(values: &mut [f32]) {
            rows::gelu(values);
        }

        $(#[target_feature(enable = $features)])?
        pub(super) fn add_and_norm(values: &mut [f32], added: &[f32], weight: &[f32], bias: &[f32]) {
            rows::add_and_norm(values, added, weight, bias);
        }

        $(#[target_feature(enable = $features)])?
        pub(super) fn attend(attention: &mut Attention, qkv: &[f32], output: &mut [f32]) {
            rows::attend(attention, qkv, output);
        }

        $(#[target_feature(enable = $features)])?
        pub(super) fn dots(left: &[f32], right: &[f32], columns: usize, output: &mut [f32]) {
            rows::dots(left, right, columns, output);
        }
    };
}

#[cfg(target_arch = "x86_64")]
mod avx2;
mod pack;
mod portable;
mod rows;
#[cfg(target_arch = "x86_64")]
mod vnni;

pub(crate) use pack::Matrix;
use pack::Order;
pub(crate) use rows::{Attention, Quantized};

/// A way to run the kernels.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Path {
    /// Plain Rust, any processor.
    Portable,
    /// 256-bit integer multiply-add.
    Avx2,
    /// 512-bit int8 dot products.
    Vnni,
}

impl Path {
    /// All paths, slowest first.
    pub const ALL: [Self; 3] = [Self::Portable, Self::Avx2, Self::Vnni];

    /// The fastest path that this processor runs.
    pub fn best() -> Self {
        *Self::ALL.iter().rev().find(|path| path.available()).expect("the portable path runs everywhere")
    }

    /// Whether this processor runs the path.
    pub fn available(self) -> bool {
        #[cfg(target_arch = "x86_64")]
        match self {
            Self::Portable => true,
            Self::Avx2 => is_x86_feature_detected!("avx2"),
            Self::Vnni => {
                is_x86_feature_detected!("avx512f")
                    && is_x86_feature_detected!("avx512bw")
                    && is_x86_feature_detected!("avx512vl")
                    && is_x86_feature_detected!("avx512dq")
                    && is_x86_feature_detected!("avx512vnni")
            }
        }
        #[cfg(not(target_arch = "x86_64"))]
        {
            self == Self::Portable
        }
    }

    /// The name that options and reports use.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Portable => "portable",
            Self::Avx2 => "avx2",
            Self::Vnni => "vnni",
        }
    }
}

/// The kernels on one path. Only made for a path that this processor runs, which is what makes calling them sound.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Kernels {
    path: Path,
}

/// Runs `$body` on the path of `$self`: the same generic code compiled for each vector unit.
macro_rules! on_path {
    ($self:ident, $name:ident($($argument:expr),*)) => {
        match $self.path {
            Path::Portable => portable::$name($($argument),*),
            // SAFETY: `Kernels::new` has checked that the processor has the features of the path.
            #[cfg(target_arch = "x86_64")]
            Path::Avx2 => unsafe { avx2::$name($($argument),*) },
            // SAFETY: as above.
            #[cfg(target_arch = "x86_64")]
            Path::Vnni => unsafe { vnni::$name($($argument),*) },
            #[cfg(not(target_arch = "x86_64"))]
            _ => portable::$name($($argument),*),
        }
    };
}

impl Kernels {
    /// Kernels on `path`, or on the portable path where the processor lacks it.
    pub(crate) fn new(path: Path) -> Self {
        Self { path: if path.available() { path } else { Path::Portable } }
    }

    /// A matrix in the order that this path reads; `columns` must be a multiple of four.
    pub(crate) fn matrix(self, values: &[i8], rows: usize, columns: usize, scales: Vec<f32>, bias: Vec<f32>) -> Matrix {
        Matrix::pack(self.order(), values, rows, columns, scales, bias)
    }

    fn order(self) -> Order {
        if self.path == Path::Portable { Order::Single } else { Order::Fours }
    }

    /// `output[r][n] = bias[n] + sum over k of input[r][k] · matrix[n][k]` for every row of `input`.
    ///
    /// `output` has `matrix.padded()` columns a row.
    pub(crate) fn product(self, input: &Quantized, matrix: &Matrix, output: &mut Vec<f32>) {
        assert_eq!(input.columns(), matrix.columns(), "a product needs as many input columns as the matrix has");
        assert_eq!(matrix.order(), self.order(), "a matrix belongs to the path that it was packed for");
        output.resize(input.rows() * matrix.padded(), 0.0);
        on_path!(self, product(input, matrix, output));
    }

    /// Rows of float32 to int8 with a scale each.
    pub(crate) fn quantize(self, values: &[f32], columns: usize, into: &mut Quantized) {
        into.reset(values.len() / columns, columns);
        on_path!(self, quantize(values, into));
    }

    /// The Gaussian error linear unit, in place.
    pub(crate) fn gelu(self, values: &mut [f32]) {
        on_path!(self, gelu(values));
    }

    /// `values = normalised(values + added)` row by row (Ba et al. 2016).
    pub(crate) fn add_and_norm(self, values: &mut [f32], added: &[f32], weight: &[f32], bias: &[f32]) {
        on_path!(self, add_and_norm(values, added, weight, bias));
    }

    /// Multi-head attention within one sentence.
    pub(crate) fn attend(self, attention: &mut Attention, qkv: &[f32], output: &mut [f32]) {
        on_path!(self, attend(attention, qkv, output));
    }

    /// `output[a][b] = left[a] · right[b]` over `columns`; `right` rows are read from `right_stride` apart.
    pub(crate) fn dots(self, left: &[f32], right: &[f32], columns: usize, output: &mut [f32]) {
        on_path!(self, dots(left, right, columns, output));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A small deterministic generator, so that a failure can be looked at again.
    fn noise(seed: u64) -> impl FnMut() -> f32 {
        let mut state = seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1;
        move || {
            state ^= state << 13;
            state ^= state >> 7;
            state ^= state << 17;
            (state >> 40) as f32 / (1u64 << 23) as f32 - 1.0
        }
    }

    fn fill(seed: u64, length: usize) -> Vec<f32> {
        let mut next = noise(seed);
        (0..length).map(|i| next() * if i % 97 == 0 { 30.0 } else { 2.0 }).collect()
    }

    fn matrix(kernels: Kernels, seed: u64, rows: usize, columns: usize) -> Matrix {
        let mut next = noise(seed);
        let values: Vec<i8> = (0..rows * columns).map(|_| (next() * 127.0) as i8).collect();
        let scales: Vec<f32> = (0..rows).map(|_| next().abs() * 0.01 + 0.001).collect();
        let bias: Vec<f32> = (0..rows).map(|_| next()).collect();
        kernels.matrix(&values, rows, columns, scales, bias)
    }

    fn all_paths_agree<T: PartialEq + std::fmt::Debug>(what: &str, run: impl Fn(Kernels) -> T) {
        let expected = run(Kernels::new(Path::Portable));
        for path in Path::ALL.into_iter().filter(|path| path.available()) {
            assert!(run(Kernels::new(path)) == expected, "{what} on {} differs from the portable path", path.as_str());
        }
    }

    fn bits(values: &[f32]) -> Vec<u32> {
        values.iter().map(|v| v.to_bits()).collect()
    }

    #[test]
    fn products_are_the_same_on_every_path_and_right() {
        for (seed, (rows, columns, outputs)) in
            [(1, 4, 16), (7, 384, 100), (13, 384, 64), (33, 1536, 384), (6, 256, 51)].into_iter().enumerate()
        {
            let values = fill(seed as u64 + 3, rows * columns);
            let packed = |kernels| matrix(kernels, seed as u64 + 11, outputs, columns);
            let run = |kernels: Kernels| {
                let (mut quantized, mut output) = (Quantized::default(), Vec::new());
                kernels.quantize(&values, columns, &mut quantized);
                kernels.product(&quantized, &packed(kernels), &mut output);
                bits(&output)
            };
            all_paths_agree("product", run);
            let (mut quantized, mut output) = (Quantized::default(), Vec::new());
            let kernels = Kernels::new(Path::Portable);
            let matrix = packed(kernels);
            kernels.quantize(&values, columns, &mut quantized);
            kernels.product(&quantized, &matrix, &mut output);
            for row in 0..rows {
                for n in 0..outputs {
                    let exact: f64 =
                        (0..columns).map(|k| f64::from(values[row * columns + k]) * f64::from(matrix.value(n, k))).sum();
                    let found = f64::from(output[row * matrix.padded() + n]);
                    let largest = values[row * columns..][..columns].iter().fold(0f32, |a, v| a.max(v.abs()));
                    let room = f64::from(largest / 127.0 * 0.5 * matrix.scale(n) * 127.0) * (columns as f64).sqrt() * 4.0 + 1e-4;
                    assert!((exact + f64::from(matrix.bias(n)) - found).abs() < room, "row {row}, output {n}: {exact} {found}");
                }
            }
        }
    }

    #[test]
    fn the_largest_integers_do_not_overflow() {
        let columns = 1536;
        all_paths_agree("product of extremes", |kernels| {
            let (mut quantized, mut output) = (Quantized::default(), Vec::new());
            kernels.quantize(&vec![-1.0; columns], columns, &mut quantized);
            kernels.product(
                &quantized,
                &kernels.matrix(&vec![-127; 64 * columns], 64, columns, vec![1.0; 64], vec![0.0; 64]),
                &mut output,
            );
            assert!((output[0] - 1536.0 * 127.0).abs() < 1.0, "{}", output[0]);
            bits(&output)
        });
    }

    #[test]
    fn row_functions_are_the_same_on_every_path() {
        let values = fill(5, 384 * 9);
        all_paths_agree("gelu", |kernels| {
            let mut v = values.clone();
            kernels.gelu(&mut v);
            bits(&v)
        });
        all_paths_agree("norm", |kernels| {
            let mut v = values.clone();
            kernels.add_and_norm(&mut v, &fill(6, 384 * 9), &fill(7, 384), &fill(8, 384));
            bits(&v)
        });
        for length in [1, 2, 15, 16, 17, 61] {
            let qkv = fill(9, length * 384 * 3);
            all_paths_agree("attention", |kernels| {
                let mut out = vec![0.0; length * 384];
                kernels.attend(&mut Attention::new(384, 12), &qkv, &mut out);
                bits(&out)
            });
        }
        all_paths_agree("dots", |kernels| {
            let mut out = vec![0.0; 5 * 7];
            kernels.dots(&fill(1, 5 * 256), &fill(2, 7 * 256), 256, &mut out);
            bits(&out)
        });
    }

    #[test]
    fn gelu_is_close_to_its_definition() {
        // Values of x · Φ(x) to six places.
        let table = [
            (-6.0, 0.0),
            (-2.0, -0.045500),
            (-1.0, -0.158655),
            (-0.5, -0.154269),
            (0.0, 0.0),
            (0.5, 0.345731),
            (1.0, 0.841345),
            (3.0, 2.995_95),
            (6.0, 6.0),
        ];
        for (x, expected) in table {
            let mut v = vec![x; 16];
            Kernels::new(Path::Portable).gelu(&mut v);
            assert!((v[0] - expected).abs() < 6e-4, "gelu({x}) = {}, not {expected}", v[0]);
        }
    }

    #[test]
    fn attention_weighs_values_by_softmax() {
        // Two positions, one head's worth of equal keys: the output is the mean of the values.
        let width = 32;
        let mut qkv = vec![0.0; 2 * 3 * width];
        for d in 0..width {
            qkv[2 * width + d] = 1.0;
            qkv[5 * width + d] = 3.0;
        }
        let mut out = vec![0.0; 2 * width];
        Kernels::new(Path::Portable).attend(&mut Attention::new(width, 1), &qkv, &mut out);
        assert!(out.iter().all(|v| (v - 2.0).abs() < 1e-5), "{out:?}");
    }
}
