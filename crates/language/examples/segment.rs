//! Reads plain text from standard input and prints its sentences and words as CoNLL-U: ID, FORM, multiword tokens,
//! `# text` and SpaceAfter. Heads are placeholders: the first word is the root, the others hang on it.

use std::io::{self, BufWriter, Read, Write};

use dateline_language::segment::segment;

fn main() -> io::Result<()> {
    let mut bytes = Vec::new();
    io::stdin().lock().read_to_end(&mut bytes)?;
    let text = String::from_utf8_lossy(&bytes);
    let clock = std::time::Instant::now();
    let segments = segment(&text, 0..text.len());
    if std::env::args().any(|argument| argument == "--time") {
        let words: usize = segments.iter().map(|segment| segment.words.len()).sum();
        let seconds = clock.elapsed().as_secs_f64();
        eprintln!("{} sentences, {words} words in {seconds:.3} s: {:.0} words a second", segments.len(), words as f64 / seconds);
        return Ok(());
    }
    let mut out = BufWriter::new(io::stdout().lock());
    for segment in &segments {
        writeln!(out, "# text = {}", flat(&text[segment.span.clone()]))?;
        let glued =
            |end: usize| if end < text.len() && !text[end..].starts_with(char::is_whitespace) { "SpaceAfter=No" } else { "_" };
        let mut multiwords = segment.multiwords.iter().peekable();
        let mut inside = 0;
        for (index, word) in segment.words.iter().enumerate() {
            if let Some(multiword) = multiwords.next_if(|multiword| multiword.start == index) {
                let surface = word.start..segment.words[multiword.end - 1].end;
                let (form, note) = (flat(&text[surface.clone()]), glued(surface.end));
                writeln!(out, "{}-{}\t{form}\t_\t_\t_\t_\t_\t_\t_\t{note}", multiword.start + 1, multiword.end)?;
                inside = multiword.end;
            }
            let (head, relation) = if index == 0 { (0, "root") } else { (1, "dep") };
            let note = if index < inside { "_" } else { glued(word.end) };
            writeln!(out, "{}\t{}\t_\t_\t_\t_\t{head}\t{relation}\t_\t{note}", index + 1, flat(&text[word.clone()]))?;
        }
        writeln!(out)?;
    }
    out.flush()
}

/// CoNLL-U keeps a form on one line.
fn flat(form: &str) -> String {
    form.replace(['\n', '\r', '\t'], " ")
}
