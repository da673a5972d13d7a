//! What tables cost: batches and Parquet of the records of a JSON Lines file, repeated.
//!
//!     dateline code -q stories > records.jsonl
//!     cargo run -p dateline-tables --example cost -- records.jsonl 2000

use std::{env, error::Error, fs, sync::LazyLock, time::Instant};

use dateline_tables::{Choice, EventWriter, FolderWriter, Shape, Table, batches, read_folder};
use record::Delivered;

static START: LazyLock<Instant> = LazyLock::new(Instant::now);

/// Seconds that this thread has run, where Linux says so, else seconds that have passed.
fn clock() -> f64 {
    let told = fs::read_to_string("/proc/thread-self/schedstat").ok();
    let nanoseconds = told.and_then(|text| text.split(' ').next()?.parse::<u64>().ok());
    nanoseconds.map_or_else(|| START.elapsed().as_secs_f64(), |n| n as f64 / 1e9)
}

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = env::args().skip(1);
    let (Some(path), Some(count)) = (arguments.next(), arguments.next()) else {
        return Err("usage: cost RECORDS.jsonl COUNT".into());
    };
    let text = fs::read_to_string(path)?;
    let known: Vec<Delivered> = text.lines().map(serde_json::from_str).collect::<Result<_, _>>()?;
    let given: Vec<Delivered> = known.iter().cycle().take(count.parse()?).cloned().collect();
    let words: usize = given.iter().map(|d| d.record.story.text.split_ascii_whitespace().count()).sum();
    let json: usize = given.iter().map(|d| serde_json::to_string(d).map_or(0, |line| line.len() + 1)).sum();
    println!("{} records, {words} words, {:.1} MB as JSON Lines", given.len(), json as f64 / 1e6);
    // Coding takes this long at 10,000 words a second.
    let coding = words as f64 / 10_000.0;
    let say = |what: &str, began: f64, rows: usize, bytes: usize| {
        let seconds = clock() - began;
        println!(
            "{what}: {seconds:.2} s, {:.0} rows/s, {:.1} MB/s, {:.2} % of coding at 10,000 words/s",
            rows as f64 / seconds,
            bytes as f64 / 1e6 / seconds,
            100.0 * seconds / coding
        );
    };

    let began = clock();
    let mut rows = 0;
    for part in given.chunks(64) {
        let tables = batches(part)?;
        rows += Table::ALL.iter().map(|&table| tables.get(table).num_rows()).sum::<usize>();
    }
    say("batches", began, rows, json);

    let home = env::temp_dir().join(format!("dateline-cost-{}", std::process::id()));
    let copies = given.clone();
    let began = clock();
    let mut writer = FolderWriter::create(&home)?;
    for record in copies {
        writer.write(record)?;
    }
    writer.finish()?;
    say("batches and Parquet", began, rows, json);

    let began = clock();
    let read = read_folder(&home)?;
    say("Parquet to records", began, rows, json);
    fs::remove_dir_all(&home)?;
    if read != given {
        return Err("the records that came back are others".into());
    }

    for shape in [Shape::Csv, Shape::Gdelt, Shape::Icews, Shape::Polecat] {
        let mut out = Vec::new();
        let began = clock();
        let mut writer = EventWriter::new(&mut out, shape, Choice::All)?;
        given.iter().try_for_each(|record| writer.write(record))?;
        writer.finish()?;
        let rows = out.iter().filter(|&&byte| byte == b'\n').count();
        say(&format!("{shape:?}"), began, rows, out.len());
    }
    Ok(())
}
