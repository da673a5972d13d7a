//! How near the int8 products come to what the processor can do: `cargo bench -p dateline-language --bench products`
//!
//! In: nothing. Out: billions of multiply-adds a second on one thread, for the products of one layer at a batch's size, on each path; and for
//! VPDPBUSD alone, on registers. Of several runs the fastest. The kernels are private, so their module is compiled in here.

#![allow(dead_code, reason = "only the products of the kernels are timed")]
#![allow(unreachable_pub, reason = "the module is public inside its own crate")]
#![allow(missing_docs, reason = "a program, not a library")]

#[path = "../src/kernels/mod.rs"]
mod kernels;

use std::{hint::black_box, time::Instant};

use kernels::{Kernels, Path, Quantized};

const ROWS: usize = 256;

/// Seconds of the fastest of nine runs.
fn fastest(mut run: impl FnMut()) -> f64 {
    let time = |run: &mut dyn FnMut()| {
        let begun = Instant::now();
        run();
        begun.elapsed().as_secs_f64()
    };
    (0..9).map(|_| time(&mut run)).fold(f64::INFINITY, f64::min)
}

fn product(path: Path, outputs: usize, columns: usize) -> f64 {
    let kernels = Kernels::new(path);
    let values: Vec<i8> = (0..outputs * columns).map(|i| (i * 37 % 255) as u8 as i8).map(|v| v.max(-127)).collect();
    let matrix = kernels.matrix(&values, outputs, columns, vec![0.01; outputs], vec![0.0; outputs]);
    let rows: Vec<f32> = (0..ROWS * columns).map(|i| (i % 101) as f32 - 50.0).collect();
    let (mut quantized, mut output) = (Quantized::default(), Vec::new());
    kernels.quantize(&rows, columns, &mut quantized);
    let repeats = if path == Path::Portable { 2 } else { 40 };
    let seconds = fastest(|| {
        for _ in 0..repeats {
            kernels.product(black_box(&quantized), &matrix, &mut output);
        }
    });
    (repeats * ROWS * outputs * columns) as f64 / seconds / 1e9
}

#[cfg(target_arch = "x86_64")]
#[target_feature(enable = "avx512f,avx512vnni")]
fn dot_products_alone(rounds: usize) -> i32 {
    use std::arch::x86_64::{_mm512_dpbusd_epi32, _mm512_reduce_add_epi32, _mm512_set1_epi8, _mm512_setzero_si512};
    let (a, b) = (black_box(_mm512_set1_epi8(3)), black_box(_mm512_set1_epi8(5)));
    let mut sums = [_mm512_setzero_si512(); 24];
    for _ in 0..rounds {
        for sum in &mut sums {
            *sum = _mm512_dpbusd_epi32(*sum, a, b);
        }
    }
    let mut total = 0i32;
    for sum in sums {
        total = total.wrapping_add(_mm512_reduce_add_epi32(sum));
    }
    total
}

fn main() {
    for path in Path::ALL.into_iter().rev().filter(|path| path.available()) {
        for (name, outputs, columns) in [("queries, keys, values", 1152, 384), ("up", 1536, 384), ("down", 384, 1536)] {
            println!("{:<9} {name:<22} {:>7.1} G multiply-adds/s", path.as_str(), product(path, outputs, columns));
        }
    }
    #[cfg(target_arch = "x86_64")]
    if Path::Vnni.available() {
        const ROUNDS: usize = 2_000_000;
        let seconds = fastest(|| {
            // SAFETY: the path is available, so the processor has the features.
            black_box(unsafe { dot_products_alone(ROUNDS) });
        });
        println!("VPDPBUSD alone, on registers      {:>7.1} G multiply-adds/s", (ROUNDS * 24 * 64) as f64 / seconds / 1e9);
    }
}
