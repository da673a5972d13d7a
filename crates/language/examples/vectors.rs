//! The encoder's vectors of the words of sentences, for training what stands on top of the reader.
//!
//!     cargo run --release -p dateline-language --example vectors < TEXTS > VECTORS
//!
//! In: a text a line. Out, for every sentence of it, little-endian: `u32` number of the line and of words; for each word its first byte in the
//! line and one past its last, as `u32`; then 384 `f32` a word.

use std::io::{BufRead, BufWriter, Write, stdin, stdout};

use dateline_language::{Analysis, Path, Reader, Workspace};

fn main() -> std::io::Result<()> {
    let (reader, mut workspace) = (Reader::english(Path::best()), Workspace::default());
    let mut out = BufWriter::new(stdout().lock());
    for (number, line) in stdin().lock().lines().enumerate() {
        let line = line?;
        for sentence in Analysis::unread(&line, std::iter::once(0..line.len())).sentences {
            let vectors = reader.vectors(&mut workspace, &sentence);
            let words = vectors.len() / 384;
            let mut numbers = vec![number as u32, words as u32];
            numbers.extend(sentence.tokens[..words].iter().flat_map(|t| [t.span.start as u32, t.span.end as u32]));
            for number in numbers {
                out.write_all(&number.to_le_bytes())?;
            }
            for value in vectors {
                out.write_all(&value.to_le_bytes())?;
            }
        }
    }
    out.flush()
}
