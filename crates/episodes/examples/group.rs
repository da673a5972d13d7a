//! Groups records. In: records as `dateline code` prints them, on standard input. Out: a line `{"id","episode"}` a story; with
//! `--episodes` whole episodes, with `--duplicates` near-duplicates. Speed goes to standard error. `--threshold` and `--window` try others.

use std::io::BufRead;
use std::time::Instant;

use dateline_episodes::{Background, Digest, Grouper, Settings, near_duplicates};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let options: Vec<String> = std::env::args().skip(1).collect();
    let value = |name: &str| options.iter().position(|o| o == name).and_then(|at| options.get(at + 1));
    let mut settings = Settings::default();
    if let Some(threshold) = value("--threshold") {
        settings.threshold = threshold.parse()?;
    }
    if let Some(window) = value("--window") {
        settings.window = window.parse()?;
    }
    let background = Background::carried();
    let mut digests = Vec::new();
    for (at, line) in std::io::stdin().lock().lines().enumerate() {
        let line: serde_json::Value = serde_json::from_str(&line?)?;
        let chain = line["delivery"]["chain"].as_str().map(str::to_owned);
        match serde_json::from_value(line) {
            Ok(record) => digests.push(Digest::of(&record, chain.as_deref(), &background)),
            Err(error) => eprintln!("standard input:{}: expected a record of `dateline code`: {error}", at + 1),
        }
    }
    digests.sort_by(|a, b| (&a.day, &a.story).cmp(&(&b.day, &b.story)));
    if options.iter().any(|o| o == "--duplicates") {
        for pair in near_duplicates(&digests) {
            println!("{}", serde_json::to_string(&pair)?);
        }
        return Ok(());
    }
    let (started, count) = (Instant::now(), digests.len());
    let mut grouper = Grouper::new(settings);
    for digest in digests {
        grouper.add(digest);
    }
    let episodes = grouper.episodes();
    eprintln!("{count} stories, {} episodes, {:.0} stories/s", episodes.len(), count as f64 / started.elapsed().as_secs_f64());
    for episode in &episodes {
        if options.iter().any(|o| o == "--episodes") {
            println!("{}", serde_json::to_string(episode)?);
            continue;
        }
        for member in &episode.members {
            println!("{}", serde_json::json!({"id": member.story, "episode": episode.id}));
        }
    }
    Ok(())
}
