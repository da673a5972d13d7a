//! The trained reader, held to what must be true of any text, and to a few sentences that a reader of news must get right.

use std::sync::OnceLock;

use dateline_language::{Analysis, NameKind, NameTag, Path, Reader, Sentence, Token, Workspace};
use proptest::prelude::*;

fn reader() -> &'static Reader {
    static READER: OnceLock<Reader> = OnceLock::new();
    READER.get_or_init(|| Reader::english(Path::best()))
}

fn read(text: &str) -> Analysis {
    reader().read(&mut Workspace::default(), text, std::iter::once(0..text.len()))
}

/// What holds for every analysis of every text.
fn is_sound(text: &str, analysis: &Analysis) {
    let mut end = 0;
    for sentence in &analysis.sentences {
        assert!(sentence.span.start >= end, "sentences are in order");
        end = sentence.span.end;
        assert!(!text[sentence.span.clone()].is_empty());
        let tokens = &sentence.tokens;
        assert!(!tokens.is_empty(), "a sentence has words");
        let mut at = sentence.span.start;
        for token in tokens {
            assert_eq!(&text[token.span.clone()], &*token.form, "a word is the text under its span");
            assert!(!token.form.is_empty() && !token.lemma.is_empty());
            assert!(token.span.start >= at && token.span.end <= sentence.span.end, "words are in order and inside");
            at = token.span.end;
        }
        assert_eq!(tokens.iter().filter(|t| t.head.is_none()).count(), 1, "one root");
        for start in 0..tokens.len() {
            let (mut at, mut steps) = (start, 0);
            while let Some(head) = tokens[at].head {
                at = head;
                steps += 1;
                assert!(steps <= tokens.len(), "a tree has no cycle");
            }
        }
        for (i, token) in tokens.iter().enumerate() {
            assert_eq!(token.head.is_none(), token.deprel == "root");
            if let NameTag::Inside(kind) = token.name {
                assert!(i > 0 && matches!(tokens[i - 1].name, NameTag::Begin(k) | NameTag::Inside(k) if k == kind));
            }
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn any_text_gives_a_sound_analysis(text in "\\PC{0,200}") {
        is_sound(&text, &read(&text));
    }

    #[test]
    fn any_bytes_give_a_sound_analysis(bytes in prop::collection::vec(any::<u8>(), 0..300)) {
        let text = String::from_utf8_lossy(&bytes);
        is_sound(&text, &read(&text));
    }

    #[test]
    fn newsy_noise_gives_a_sound_analysis(words in prop::collection::vec(
        prop::sample::select(vec!["U.S.", "troops", "\"", "”", "'s", "Kyiv", "3,000", "—", "(", "Mr.", "said", "don't", "\n\n", "$5.2m", "…", "🙂", "e\u{301}", "\u{200f}"]), 0..80)) {
        let text = words.join(" ");
        is_sound(&text, &read(&text));
    }
}

#[test]
fn odd_texts_give_sound_analyses() {
    let long_line = "The envoy left ".repeat(3_000);
    let cases = [
        "",
        " \n\t\n ",
        "\0\0\0",
        "\u{feff}Kyiv",
        "word",
        "....",
        "\u{200f}\u{202e}مرحبا Oslo",
        "e\u{301}e\u{301}e\u{301}",
        "👩‍👩‍👧‍👦 👩‍👩‍👧‍👦",
        &"\"".repeat(8_000),
        &"(".repeat(8_000),
        &"a".repeat(200_000),
        &long_line,
        &"Mr. ".repeat(4_000),
    ];
    for text in cases {
        is_sound(text, &read(text));
    }
}

#[test]
fn a_sentence_is_read_the_same_whatever_stands_beside_it() {
    let sentences = [
        "Ministers from Norway and Sweden met in Oslo on Monday.",
        "The army denied that its troops had fired on the crowd.",
        "OFFICIALS SAY TALKS TO RESUME",
        "He said: \"We won't go.\"",
    ];
    let together = read(&sentences.join("\n\n"));
    let alone: Vec<Analysis> = sentences.iter().map(|s| read(s)).collect();
    let strip = |s: &Sentence| -> Vec<Token> { s.tokens.iter().map(|t| Token { span: 0..0, ..t.clone() }).collect() };
    let flat: Vec<Vec<Token>> = alone.iter().flat_map(|a| &a.sentences).map(strip).collect();
    assert_eq!(together.sentences.iter().map(strip).collect::<Vec<_>>(), flat);
}

#[test]
fn every_path_reads_the_same() {
    let text = "Rebels shelled the port of Mira on Friday, killing 12 people, a hospital official told Fjordwire by telephone.\n\n\
                \"It was over in minutes,\" said Olena Marchuk, 43, who runs a shop near the docks; she didn't see who fired.";
    let expected = read(text);
    for path in Path::ALL.into_iter().filter(|p| p.available()) {
        let found = Reader::english(path).read(&mut Workspace::default(), text, std::iter::once(0..text.len()));
        assert_eq!(found, expected, "{}", path.as_str());
    }
}

/// `word:relation:governor`, by form; the root's governor is `-`.
fn arcs(sentence: &Sentence) -> Vec<String> {
    let governor = |t: &Token| t.head.map_or("-".to_owned(), |h| sentence.tokens[h].form.to_string());
    sentence.tokens.iter().map(|t| format!("{}:{}:{}", t.form, t.deprel, governor(t))).collect()
}

#[test]
fn plain_news_sentences_are_parsed() {
    let check = |text: &str, expected: &[&str]| {
        let analysis = read(text);
        assert_eq!(analysis.sentences.len(), 1, "{text}");
        let found = arcs(&analysis.sentences[0]);
        for arc in expected {
            assert!(found.iter().any(|f| f == arc), "{text}: no {arc} in {found:?}");
        }
    };
    check("Turkey sent troops to Libya.", &["Turkey:nsubj:sent", "sent:root:-", "troops:obj:sent", "Libya:obl:sent"]);
    check("The minister was arrested by police.", &["minister:nsubj:pass:arrested", "police:obl:agent:arrested"]);
    check("France said it would send aid to Beirut.", &["France:nsubj:said", "send:ccomp:said", "it:nsubj:send", "aid:obj:send"]);
    check("Protesters who threw stones were detained.", &["threw:acl:relcl:Protesters", "Protesters:nsubj:pass:detained"]);
}

#[test]
fn names_are_found_with_their_kinds() {
    let check = |text: &str, expected: &[(&str, NameKind)]| {
        let analysis = read(text);
        let mut found: Vec<(String, NameKind)> = Vec::new();
        for token in analysis.sentences.iter().flat_map(|s| &s.tokens) {
            match token.name {
                NameTag::Begin(kind) => found.push((token.form.to_string(), kind)),
                NameTag::Inside(_) => {
                    let name = &mut found.last_mut().expect("a name has begun").0;
                    name.push(' ');
                    name.push_str(&token.form);
                }
                NameTag::Outside => {}
            }
        }
        let expected: Vec<_> = expected.iter().map(|&(name, kind)| (name.to_owned(), kind)).collect();
        assert_eq!(found, expected, "{text}");
    };
    use NameKind::{Organization, Person, Place};
    check(
        "President Maria Keller met Paul Novak in Berlin.",
        &[("Maria Keller", Person), ("Paul Novak", Person), ("Berlin", Place)],
    );
    check("The United Nations sent observers to South Sudan.", &[("United Nations", Organization), ("South Sudan", Place)]);
    check("The price of bread rose again.", &[]);
}

#[test]
fn lemmas_and_tags() {
    let analysis = read("Countries were sending ministers to the cities.");
    let found: Vec<(&str, &str)> = analysis.sentences[0].tokens.iter().map(|t| (&*t.lemma, t.upos.as_str())).collect();
    let expected = [
        ("country", "NOUN"),
        ("be", "AUX"),
        ("send", "VERB"),
        ("minister", "NOUN"),
        ("to", "ADP"),
        ("the", "DET"),
        ("city", "NOUN"),
        (".", "PUNCT"),
    ];
    assert_eq!(found, expected);
}
