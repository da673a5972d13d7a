//! How well article pages are read: the body measure of the article extraction benchmark.
//!
//! `cargo run --release -p dateline-intake --example article_pages [FOLDER] [--write FOLDER]`, where FOLDER holds
//! `ground-truth.json` and `ID.html.gz` files as published at github.com/scrapinghub/article-extraction-benchmark.
//! The measure is written from that benchmark's published definition: words are runs of word characters, a page's shingles are its
//! sequences of four words with their counts; precision and recall are each averaged over the pages, and F1 is taken of the two means.

use std::collections::HashMap;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::time::Instant;

use dateline_intake::html;

const DEFAULT_FOLDER: &str = "../shared/data/formats/articles";

struct Page {
    id: String,
    bytes: Vec<u8>,
    body: String,
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut folder = PathBuf::from(DEFAULT_FOLDER);
    let mut write = None;
    let mut arguments = std::env::args().skip(1);
    while let Some(argument) = arguments.next() {
        if argument == "--write" {
            write = arguments.next().map(PathBuf::from);
        } else {
            folder = argument.into();
        }
    }
    if !folder.join("ground-truth.json").exists() {
        eprintln!("{}: no ground-truth.json; nothing measured", folder.display());
        return Ok(());
    }
    let pages = read(&folder)?;
    let megabytes = pages.iter().map(|page| page.bytes.len()).sum::<usize>() as f64 / 1e6;
    let start = Instant::now();
    let articles: Vec<_> = pages.iter().map(|page| html::article(&page.bytes, &html::Hints::default())).collect();
    let bodies: Vec<String> = articles
        .iter()
        .map(|article| article.as_ref().map(|article| article.paragraphs.join("\n\n")).unwrap_or_default())
        .collect();
    let seconds = start.elapsed().as_secs_f64();
    let mut score = Score::default();
    let mut worst = Vec::new();
    for (page, body) in pages.iter().zip(&bodies) {
        worst.push((score.add(&page.body, body), &page.id[..6]));
        if let Some(folder) = &write {
            std::fs::create_dir_all(folder)?;
            std::fs::write(folder.join(format!("{}.txt", page.id)), body)?;
            std::fs::write(folder.join(format!("{}.article", page.id)), format!("{:#?}", articles[worst.len() - 1]))?;
        }
    }
    worst.sort_by(|a, b| a.0.2.total_cmp(&b.0.2));
    println!("pages {} ({megabytes:.1} MB), {:.1} MB/s on one thread", pages.len(), megabytes / seconds);
    for ((precision, recall, f1), id) in worst.iter().take(20) {
        println!("  {id}  precision {precision:.3}  recall {recall:.3}  F1 {f1:.3}");
    }
    let given = |field: fn(&html::Article) -> bool| articles.iter().flatten().filter(|article| field(article)).count();
    println!(
        "given: headline {}, byline {}, published {}, updated {}, url {}, source {}, language {}, section {}",
        given(|article| article.headline.is_some()),
        given(|article| article.byline.is_some()),
        given(|article| article.published.is_some()),
        given(|article| article.updated.is_some()),
        given(|article| article.url.is_some()),
        given(|article| article.source.is_some()),
        given(|article| article.language.is_some()),
        given(|article| article.section.is_some()),
    );
    println!("body: {score}");
    Ok(())
}

fn read(folder: &Path) -> Result<Vec<Page>, Box<dyn std::error::Error>> {
    let truth: serde_json::Value = serde_json::from_slice(&std::fs::read(folder.join("ground-truth.json"))?)?;
    let mut pages = Vec::new();
    for (id, page) in truth.as_object().ok_or("ground-truth.json: expected an object of pages")? {
        let mut bytes = Vec::new();
        flate2::read::GzDecoder::new(std::fs::File::open(folder.join(format!("{id}.html.gz")))?).read_to_end(&mut bytes)?;
        let body = page["articleBody"].as_str().ok_or("ground-truth.json: expected articleBody")?.to_owned();
        pages.push(Page { id: id.clone(), bytes, body });
    }
    Ok(pages)
}

/// Sums of the pages' precision and recall.
#[derive(Default)]
struct Score {
    precision: (f64, f64),
    recall: (f64, f64),
}

impl Score {
    fn add(&mut self, truth: &str, found: &str) -> (f64, f64, f64) {
        let (truth, found) = (shingles(truth), shingles(found));
        let common: f64 = truth.iter().map(|(words, count)| count.min(*found.get(words).unwrap_or(&0.0))).sum();
        let (wanted, given): (f64, f64) = (truth.values().sum(), found.values().sum());
        let (precision, recall) = (common / given.max(1.0), common / wanted.max(1.0));
        if given > 0.0 {
            self.precision = (self.precision.0 + precision, self.precision.1 + 1.0);
        }
        if wanted > 0.0 {
            self.recall = (self.recall.0 + recall, self.recall.1 + 1.0);
        }
        (precision, recall, 2.0 * common / (wanted + given).max(1.0))
    }
}

impl std::fmt::Display for Score {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let (precision, recall) = (self.precision.0 / self.precision.1, self.recall.0 / self.recall.1);
        write!(f, "precision {precision:.4}  recall {recall:.4}  F1 {:.4}", 2.0 * precision * recall / (precision + recall))
    }
}

fn shingles(text: &str) -> HashMap<Vec<&str>, f64> {
    let words: Vec<&str> = text.split(|c: char| !c.is_alphanumeric() && c != '_').filter(|word| !word.is_empty()).collect();
    let mut shingles = HashMap::new();
    if words.len() < 4 && !words.is_empty() {
        shingles.insert(words, 1.0);
        return shingles;
    }
    for window in words.windows(4) {
        *shingles.entry(window.to_vec()).or_insert(0.0) += 1.0;
    }
    shingles
}
