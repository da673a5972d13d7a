//! Words and trees of the texts of a data set, for training: `cargo run --release -p dateline --example words -- FILE.jsonl > OUT.jsonl`
//!
//! In: JSON Lines with `id` and `text`. Out: JSON Lines with `id` and `sentences`, each `{"words": [[start, end], …], "paragraph": n}` in code
//! points of the text as given, with lemma, tags, name, head (-1 for the root) and relation of every word. Lines of the text are its paragraphs.

use std::io::{BufRead, BufReader, Write};

use language::{CodePoints, NameTag, Path, Reader, Workspace};
use serde_json::{Value, json};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let path = std::env::args().nth(1).ok_or("give a file of JSON Lines with `id` and `text`")?;
    let reader = Reader::english(Path::best());
    let mut workspace = Workspace::default();
    let mut out = std::io::BufWriter::new(std::io::stdout().lock());
    for line in BufReader::new(std::fs::File::open(path)?).lines() {
        let item: Value = serde_json::from_str(&line?)?;
        let text = item["text"].as_str().ok_or("an item without `text`")?;
        let points = CodePoints::new(text);
        let mut at = 0;
        let mut sentences = Vec::new();
        for (paragraph, part) in text.split_inclusive('\n').enumerate() {
            let range = at..at + part.len();
            at = range.end;
            for s in reader.parse(&mut workspace, text, [range]).sentences {
                let words: Vec<_> = s.tokens.iter().map(|t| points.span(&t.span)).map(|s| [s.start, s.end]).collect();
                let column = |f: &dyn Fn(&language::Token) -> Value| s.tokens.iter().map(f).collect::<Vec<_>>();
                sentences.push(json!({
                    "paragraph": paragraph,
                    "words": words,
                    "forms": column(&|t| json!(t.form)),
                    "lemmas": column(&|t| json!(t.lemma)),
                    "upos": column(&|t| json!(t.upos.as_str())),
                    "xpos": column(&|t| json!(t.xpos)),
                    "feats": column(&|t| json!(t.feats)),
                    "names": column(&|t| json!(match t.name {
                        NameTag::Outside => "O".to_owned(),
                        NameTag::Begin(kind) => format!("B-{}", kind.as_str()),
                        NameTag::Inside(kind) => format!("I-{}", kind.as_str()),
                    })),
                    "heads": column(&|t| json!(t.head.map_or(-1, |h| h as i64))),
                    "deprels": column(&|t| json!(t.deprel)),
                }));
            }
        }
        serde_json::to_writer(&mut out, &json!({"id": item["id"], "sentences": sentences}))?;
        out.write_all(b"\n")?;
    }
    Ok(())
}
