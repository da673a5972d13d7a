//! Makes `lexicon/background/document_frequencies.tsv`. In: JSON Lines with `text` on standard input. Out: the table.

use std::collections::{BTreeMap, BTreeSet};
use std::io::BufRead;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let (mut stories, mut counts) = (0, BTreeMap::<String, u32>::new());
    for (at, line) in std::io::stdin().lock().lines().enumerate() {
        let story: serde_json::Value = serde_json::from_str(&line?)?;
        let text = story["text"].as_str().ok_or_else(|| format!("standard input:{}: expected a field text", at + 1))?;
        stories += 1;
        for term in dateline_episodes::terms(text).into_iter().collect::<BTreeSet<_>>() {
            *counts.entry(term).or_default() += 1;
        }
    }
    println!(
        "# In how many stories of English Wikinews of 2019 and 2020 (CC BY 2.5) a term stands, from two on; first how many stories there are."
    );
    println!("# cargo run -p dateline-episodes --example document_frequencies < STORIES.jsonl");
    println!("\t{stories}");
    counts.iter().filter(|(_, n)| **n > 1).for_each(|(term, n)| println!("{term}\t{n}"));
    Ok(())
}
