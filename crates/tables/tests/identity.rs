//! Record to tables to record is the identity; what is damaged is an error, never a panic.

use std::{fs, path::Path};

use dateline_tables::{EventWriter, FolderWriter, Shape, batches, nested_batch, nested_records, read_folder, records};
use record::Delivered;

fn examples() -> Vec<Delivered> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../dateline/tests/records");
    let mut paths: Vec<_> = fs::read_dir(folder).unwrap().map(|e| e.unwrap().path()).collect();
    paths.sort();
    let read = |path| {
        let mut value: serde_json::Value = serde_json::from_slice(&fs::read(path).unwrap()).unwrap();
        // The held records leave out what changes with every build.
        value
            .as_object_mut()
            .unwrap()
            .entry("engine")
            .or_insert(serde_json::json!({"version": "0", "models": "m", "lexicon": "l"}));
        let delivery = serde_json::json!({"chain": "c", "signal": "new", "version": null, "updated": null, "slug": null,
            "subjects": ["a"], "places": [], "copyright": null});
        value.as_object_mut().unwrap().entry("delivery").or_insert(delivery);
        serde_json::from_value(value).unwrap()
    };
    let out: Vec<Delivered> = paths.into_iter().map(read).collect();
    assert!(!out.is_empty());
    out
}

#[test]
fn batches_and_back() {
    let mut given = examples();
    given.push(given[0].clone());
    assert_eq!(records(&batches(&given).unwrap()).unwrap(), given);
    assert_eq!(nested_records(&nested_batch(&given).unwrap()).unwrap(), given);
}

#[test]
fn parquet_and_back_and_damaged() {
    let given = examples();
    let home = tempfile::tempdir().unwrap();
    let target = home.path().join("tables");
    let mut writer = FolderWriter::create(&target).unwrap();
    given.iter().for_each(|record| writer.write(record.clone()).unwrap());
    assert!(!target.exists());
    writer.finish().unwrap();
    assert_eq!(read_folder(&target).unwrap(), given);

    let path = target.join("events.parquet");
    let whole = fs::read(&path).unwrap();
    for step in 0..200 {
        let mut bytes = whole.clone();
        let at = step * 7919 % bytes.len();
        bytes[at] ^= 0xa5;
        bytes.truncate(whole.len() - (step % 3) * step);
        fs::write(&path, bytes).unwrap();
        // Either an error, or a cell that reads as another value.
        if let Err(error) = read_folder(&target) {
            assert!(error.to_string().contains("events"), "{error}");
        }
    }
    fs::write(&path, &whole[..whole.len() / 2]).unwrap();
    assert!(read_folder(&target).is_err());
}

#[test]
fn a_run_broken_off_leaves_nothing() {
    let home = tempfile::tempdir().unwrap();
    let mut writer = FolderWriter::create(&home.path().join("tables")).unwrap();
    writer.write(examples().remove(0)).unwrap();
    drop(writer);
    assert_eq!(fs::read_dir(home.path()).unwrap().count(), 0);
}

#[test]
fn shapes_have_their_columns() {
    let given = examples();
    for (shape, columns, separator) in [(Shape::Gdelt, 61, '\t'), (Shape::Icews, 20, '\t'), (Shape::Polecat, 40, '\t')] {
        let mut out = Vec::new();
        let mut writer = EventWriter::new(&mut out, shape, dateline_tables::Choice::All).unwrap();
        given.iter().for_each(|record| writer.write(record).unwrap());
        writer.finish().unwrap();
        let text = String::from_utf8(out).unwrap();
        assert!(text.lines().count() > 1);
        for line in text.lines() {
            assert_eq!(line.split(separator).count(), columns, "{shape:?}: {line}");
        }
    }
}
