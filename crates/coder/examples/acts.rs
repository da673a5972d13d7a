//! Holds a folder of act tables to its example sentences, without building the program anew.
//!
//! In: the folder (`lexicon/acts`). Out: problems with file, line and reason.

use std::path::Path;

use dateline_coder::events::{examples, lexicon::Lexicon};
use language::{Reader, Workspace};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let folder = std::env::args().nth(1).ok_or("give the folder of the tables: lexicon/acts")?;
    let mut files = Vec::new();
    for (name, _) in Lexicon::files() {
        let text = std::fs::read_to_string(Path::new(&folder).join(name))?;
        files.push((*name, &*text.leak()));
    }
    let (lexicon, mut problems) = Lexicon::build(&files);
    let (text, parts) = examples::text(&lexicon);
    let analysis = Reader::english(language::Path::best()).read(&mut Workspace::default(), &text, parts);
    problems.extend(examples::check(&lexicon, &analysis));
    for problem in &problems {
        println!("{problem}");
    }
    println!("{} problems, {} predicates, {} sentences", problems.len(), lexicon.len(), lexicon.examples().len());
    Ok(())
}
