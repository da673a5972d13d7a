//! Acts: the tables under `lexicon/acts/` do what their example sentences say.

use dateline_coder::events::{examples, lexicon::Lexicon};
use language::{Path, Reader, Workspace};

#[test]
fn the_lexicon_codes_its_own_examples() {
    let (lexicon, mut problems) = Lexicon::build(Lexicon::files());
    let (text, parts) = examples::text(&lexicon);
    let reader = Reader::english(Path::best());
    let analysis = reader.read(&mut Workspace::default(), &text, parts);
    problems.extend(examples::check(&lexicon, &analysis));
    let list: Vec<String> = problems.iter().map(ToString::to_string).collect();
    assert!(list.is_empty(), "{} problems, {} predicates, {} sentences:\n{}", list.len(), lexicon.len(), lexicon.examples().len(), list.join("\n"));
}
