//! Input made to do harm: it ends in time and in bounded memory, is named, and what stands beside it is still read.

use std::panic;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use dateline_intake::Options;

mod common;
use common::{Got, get, get_with};

const BODY: &str = "The envoy of the inland republic arrived on Monday for talks about the river, his office said.";

/// Reads in time.
#[track_caller]
fn soon(bytes: impl AsRef<[u8]>) -> Got {
    let start = Instant::now();
    let got = get(bytes);
    assert!(start.elapsed() < Duration::from_secs(20), "{:?}", start.elapsed());
    assert!(got.tally != Default::default(), "nothing is dropped in silence");
    got
}

#[test]
fn nesting_without_end() {
    let deep = 100_000;
    for bytes in [
        format!("{{\"a\": {}", "[".repeat(deep)),
        "[".repeat(deep),
        "{\"a\":".repeat(deep),
        format!("<?xml version=\"1.0\"?>{}", "<a>".repeat(deep)),
        format!("<newsItem>{}", "<a>".repeat(deep)),
        format!("<NewsML>{}", "<NewsComponent>".repeat(deep)),
        format!("<html><body>{}{BODY}", "<div>".repeat(deep)),
        format!("<html><body>{}{BODY}", "<b><i>".repeat(deep)),
        format!("<rss><channel>{}", "<item>".repeat(deep)),
        format!("<feed xmlns=\"http://www.w3.org/2005/Atom\">{}", "<entry><content>".repeat(deep)),
        format!(
            "From: a@b.c\nSubject: x\nContent-Type: multipart/mixed; boundary=b\n\n{}",
            "--b\nContent-Type: message/rfc822\n\n".repeat(deep)
        ),
    ] {
        soon(bytes);
    }
}

#[test]
fn marks_that_are_never_closed_cost_no_square_of_time() {
    let many = 1 << 20;
    let html = |text: String| serde_json::json!({"uri": "x", "headline": "Envoy", "body_html": text}).to_string();
    for bytes in [
        html("<a ".repeat(many)),
        html("<!--".repeat(many)),
        html("<script>".repeat(many)),
        html("&".repeat(many)),
        format!("<html><p>{}", "<a ".repeat(many)),
        format!("<html><p>{}", "<!--".repeat(many)),
        format!("<rss><channel><item>{}", "<![CDATA[".repeat(many)),
        format!("<rss><channel>{}", "<item>".repeat(many)),
        format!("<rss><channel>{}", "<item></item><b".repeat(many / 4)),
        format!("\u{1}\u{2}{}", "\u{1}x".repeat(many)),
        format!("<REUTERS NEWID=\"1\">{}", "<TEXT>".repeat(many)),
        format!("id,text\n1,{}", "\"".repeat(many)),
        format!("WARC/1.0\r\n{}", "a: b\r\n".repeat(many)),
        format!("filedesc://x 0.0.0.0 20240304100000 text/plain 3\n1 0\n\n{}", "http://e 1 2 3 4\n".repeat(many / 4)),
        format!("From x\n\n{}", "From x\n\n".repeat(many / 4)),
    ] {
        soon(bytes);
    }
}

#[test]
fn a_line_without_end_is_skipped_and_the_next_is_read() {
    let options = Options { max_story_bytes: 1 << 16, ..Options::default() };
    let good = format!("{{\"id\": \"good\", \"text\": \"{BODY}\"}}\n");
    let got = get_with(format!("{{\"text\": \"{}\"}}\n{good}", "x".repeat(8 << 20)).as_bytes(), &options);
    assert_eq!(got.stories.iter().map(|story| story.story.id.as_str()).collect::<Vec<_>>(), ["good"]);
    assert!(got.rejected[0].problem.contains("longer than 65536 bytes"), "{}", got.rejected[0]);
}

#[test]
fn members_that_point_outside_are_read_where_they_are() {
    let folder = std::env::temp_dir().join(format!("dateline-hostile-{}", std::process::id()));
    let outside = std::env::temp_dir().join(format!("dateline-hostile-outside-{}", std::process::id()));
    let mut header = tar::Header::new_ustar();
    header.set_size(BODY.len() as u64);
    let name = format!("../{}", outside.file_name().unwrap().to_string_lossy());
    header.as_old_mut().name[..name.len()].copy_from_slice(name.as_bytes());
    header.set_cksum();
    let mut archive = header.as_bytes().to_vec();
    archive.extend(BODY.as_bytes());
    archive.resize(archive.len().next_multiple_of(512) + 1024, 0);
    // A link that points at a file of the system is no story.
    let mut link = tar::Header::new_ustar();
    link.set_entry_type(tar::EntryType::Symlink);
    link.set_size(0);
    link.set_path("passwd").unwrap();
    link.set_link_name("/etc/passwd").unwrap();
    link.set_cksum();
    let got = get([link.as_bytes().as_slice(), &archive].concat());
    assert_eq!(got.stories.len(), 1, "{:?}", got.rejected);
    assert_eq!(got.stories[0].story.text, BODY);
    assert!(!outside.exists() && !folder.exists());
}

#[test]
fn damaged_parquet_says_so_and_nothing_else() {
    use parquet::data_type::{ByteArray, ByteArrayType};
    use parquet::file::writer::SerializedFileWriter;
    let schema = "message stories { required binary text (UTF8); }";
    let schema = Arc::new(parquet::schema::parser::parse_message_type(schema).unwrap());
    let mut bytes = Vec::new();
    let mut writer = SerializedFileWriter::new(&mut bytes, schema, Arc::default()).unwrap();
    let mut group = writer.next_row_group().unwrap();
    let mut column = group.next_column().unwrap().unwrap();
    column.typed::<ByteArrayType>().write_batch(&[ByteArray::from(BODY)], None, None).unwrap();
    column.close().unwrap();
    group.close().unwrap();
    writer.close().unwrap();

    // Every panic that a person would see on standard error.
    let shown = Arc::new(AtomicUsize::new(0));
    let counter = Arc::clone(&shown);
    let usual = panic::take_hook();
    panic::set_hook(Box::new(move |info| {
        counter.fetch_add(1, Ordering::SeqCst);
        usual(info);
    }));
    for at in 0..bytes.len() {
        for byte in [0, 0x7f, 0xff] {
            let mut damaged = bytes.clone();
            damaged[at] = byte;
            let got = get(&damaged);
            assert!(got.tally != Default::default());
        }
    }
    assert_eq!(shown.load(Ordering::SeqCst), 0);
}
