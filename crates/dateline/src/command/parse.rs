//! `dateline parse`: plain text or CoNLL-U in, CoNLL-U out.

use std::{
    fs,
    io::{self, Read, Write},
    path::PathBuf,
};

use clap::ValueEnum;
use dateline::{conllu, ordered};
use language::{Reader, Workspace};

use super::{Failure, Work, output};

#[derive(clap::Args)]
pub(super) struct Arguments {
    /// File to read; standard input without it or with `-`
    #[arg(value_name = "FILE")]
    file: Option<PathBuf>,
    /// What the file holds; of CoNLL-U the words are kept and all else is predicted anew
    #[arg(long, value_enum, default_value_t = Form::Text)]
    input: Form,
    /// Read with another model file than the one in the program, as training does to score it
    #[arg(long, value_name = "FILE", hide_short_help = true)]
    model: Option<PathBuf>,
    #[command(flatten)]
    work: Work,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Form {
    Text,
    Conllu,
}

/// Bytes of text, or sentences, that one thread takes at a time.
const TEXT_PIECE: usize = 16 << 10;
const SENTENCES: usize = 200;
/// A text without a blank line for so many bytes is cut at white space, so that memory stays bounded.
const LONGEST_PIECE: usize = 1 << 20;

/// Parses everything; true when nothing was rejected.
pub(super) fn run(arguments: &Arguments) -> Result<bool, Failure> {
    let name = arguments.file.as_ref().map_or_else(|| "standard input".into(), |f| f.display().to_string());
    let reader = match &arguments.model {
        None => Reader::english(arguments.work.path()?),
        Some(file) => other_reader(file, arguments.work.path()?)?,
    };
    let text = match read(arguments.file.as_deref()) {
        Ok(bytes) => decode(bytes, &name),
        Err(error) => {
            eprintln!("error: {name}: {error}; expected a readable file");
            return Ok(false);
        }
    };
    let mut out = output::open(arguments.work.output.as_deref()).map_err(Failure::Output)?;
    let threads = arguments.work.threads();
    let sound = match arguments.input {
        Form::Text => parse_text(&reader, &text, threads, &mut out),
        Form::Conllu => parse_conllu(&reader, &text, &name, threads, &mut out),
    };
    let sound = sound.and_then(|sound| out.flush().map(|()| sound));
    sound.map_err(Failure::Output)
}

fn other_reader(file: &std::path::Path, path: language::Path) -> Result<Reader, Failure> {
    let wrong = |problem: String| Failure::Usage(format!("{}: {problem}", file.display()));
    let bytes = fs::read(file).map_err(|error| wrong(format!("{error}; expected a model file")))?;
    // A model lives as long as the process.
    Reader::from_bytes(bytes.leak(), path).map_err(|error| wrong(error.to_string()))
}

fn read(file: Option<&std::path::Path>) -> io::Result<Vec<u8>> {
    match file.filter(|f| f.as_os_str() != "-") {
        Some(file) => fs::read(file),
        None => {
            let mut bytes = Vec::new();
            io::stdin().lock().read_to_end(&mut bytes)?;
            Ok(bytes)
        }
    }
}

fn decode(bytes: Vec<u8>, name: &str) -> String {
    String::from_utf8(bytes).unwrap_or_else(|error| {
        let at = error.utf8_error().valid_up_to();
        eprintln!("warning: {name}, byte {at}: not UTF-8; what cannot be read was replaced");
        String::from_utf8_lossy(error.as_bytes()).into_owned()
    })
}

/// Stretches of a text that end at a blank line, of about [`TEXT_PIECE`] bytes where the text allows it,
/// and never more than [`LONGEST_PIECE`].
fn pieces(text: &str) -> impl Iterator<Item = std::ops::Range<usize>> + '_ {
    let mut start = 0;
    std::iter::from_fn(move || {
        if start >= text.len() {
            return None;
        }
        let mut least = (start + TEXT_PIECE).min(text.len());
        while !text.is_char_boundary(least) {
            least += 1;
        }
        let mut most = (start + LONGEST_PIECE).min(text.len());
        while !text.is_char_boundary(most) {
            most += 1;
        }
        let window = &text[least..most];
        let end = match (window.find("\n\n"), window.rfind(char::is_whitespace)) {
            (Some(at), _) => least + at + 2,
            (None, Some(at)) if most < text.len() => least + at,
            _ => most,
        };
        let piece = start..end;
        start = end;
        Some(piece)
    })
}

fn parse_text(reader: &Reader, text: &str, threads: usize, out: &mut dyn Write) -> io::Result<bool> {
    let mut count = 0;
    let mut result = Ok(true);
    ordered::map(
        threads,
        |send| pieces(text).all(send),
        Workspace::default,
        |workspace, piece| reader.parse(workspace, text, [piece]),
        |analysis| {
            let mut block = String::new();
            for sentence in &analysis.sentences {
                count += 1;
                conllu::write(sentence, text, &count.to_string(), &mut block);
            }
            result = out.write_all(block.as_bytes()).map(|()| true);
            result.is_ok()
        },
    );
    result
}

fn parse_conllu(reader: &Reader, text: &str, name: &str, threads: usize, out: &mut dyn Write) -> io::Result<bool> {
    let mut result = Ok(true);
    let mut sound = true;
    ordered::map(
        threads,
        |send| {
            let mut sentences = conllu::read(text);
            loop {
                let group: Vec<_> = sentences.by_ref().take(SENTENCES).collect();
                if group.is_empty() || !send(group) {
                    break;
                }
            }
        },
        Workspace::default,
        |workspace, group| {
            let (mut block, mut errors, mut golds) = (String::new(), Vec::new(), Vec::new());
            for read in group {
                match read {
                    Ok(gold) => golds.push(gold),
                    Err(error) => errors.push(format!("error: {name}, {error}")),
                }
            }
            let mut sentences: Vec<_> = golds.iter_mut().map(|g| std::mem::take(&mut g.sentence)).collect();
            reader.annotate(workspace, &mut sentences);
            for (gold, sentence) in golds.iter_mut().zip(sentences) {
                gold.sentence = sentence;
                conllu::write_gold(gold, &mut block);
            }
            (block, errors)
        },
        |(block, errors)| {
            for error in &errors {
                eprintln!("{error}");
            }
            sound &= errors.is_empty();
            result = out.write_all(block.as_bytes()).map(|()| true);
            result.is_ok()
        },
    );
    result.map(|_| sound)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pieces_cover_the_text_and_stay_bounded() {
        let cases = ["".to_owned(), "é \n\n".repeat(20_000), "word ".repeat(700_000), "é".repeat(1_500_000)];
        for text in cases {
            let mut end = 0;
            for piece in pieces(&text) {
                assert_eq!(piece.start, end);
                assert!(piece.end > piece.start && piece.len() <= LONGEST_PIECE + 4);
                end = piece.end;
                assert!(text.is_char_boundary(end));
            }
            assert_eq!(end, text.len());
        }
    }
}
