//! A folder of Parquet files, one a table.
//!
//! In: records, one at a time. Out: `stories.parquet`, `events.parquet`, … The files are written in a hidden folder beside the one asked
//! for, which takes its name only when all are whole: a run that was broken off leaves nothing that looks finished.

use std::{
    fs::{self, File},
    io,
    path::{Path, PathBuf},
};

use arrow_array::RecordBatch;
use parquet::{
    arrow::{ArrowWriter, arrow_reader::ParquetRecordBatchReaderBuilder},
    basic::Compression,
    file::properties::WriterProperties,
};
use record::Delivered;

use crate::{Error, Table, Tables, records, rows::numbered, schema};

/// Stories that wait for a batch.
const STORIES: usize = 64;
/// Bytes of a row group that is being written.
const ROW_GROUP: usize = 16 << 20;

/// Writes records as a folder of Parquet files.
pub struct FolderWriter {
    target: PathBuf,
    partial: PathBuf,
    files: Vec<ArrowWriter<File>>,
    waiting: Vec<Delivered>,
    written: usize,
}

impl FolderWriter {
    /// Begins a folder; one that holds something already is refused.
    pub fn create(target: &Path) -> Result<Self, Error> {
        let file = |error| Error::File { place: target.display().to_string(), error };
        match fs::read_dir(target) {
            Ok(mut entries) => {
                if entries.next().is_some() {
                    return Err(file(io::Error::new(
                        io::ErrorKind::AlreadyExists,
                        "the folder is not empty; name another or empty it",
                    )));
                }
            }
            Err(error) if error.kind() == io::ErrorKind::NotFound => {}
            Err(error) => return Err(file(error)),
        }
        let name = target.file_name().ok_or_else(|| file(io::Error::other("this is no name for a folder")))?;
        let partial = target.with_file_name(format!(".{}.partial-{}", name.to_string_lossy(), std::process::id()));
        fs::create_dir(&partial).map_err(file)?;
        let mut writer = Self { target: target.into(), partial, files: Vec::new(), waiting: Vec::new(), written: 0 };
        let properties = WriterProperties::builder().set_compression(Compression::SNAPPY).build();
        for table in Table::ALL {
            let place = writer.partial.join(format!("{}.parquet", table.name()));
            let created = File::create(&place).map_err(file)?;
            let made = ArrowWriter::try_new(created, schema(table), Some(properties.clone()));
            writer.files.push(made.map_err(|e| file(io::Error::other(e)))?);
        }
        Ok(writer)
    }

    /// Adds a record.
    pub fn write(&mut self, record: Delivered) -> Result<(), Error> {
        self.waiting.push(record);
        if self.waiting.len() < STORIES { Ok(()) } else { self.pass_on() }
    }

    fn pass_on(&mut self) -> Result<(), Error> {
        let tables = numbered(&self.waiting, self.written..)?;
        self.written += self.waiting.len();
        self.waiting.clear();
        for (file, batch) in self.files.iter_mut().zip(&tables.0) {
            let wrote = file.write(batch).and_then(|()| if file.in_progress_size() > ROW_GROUP { file.flush() } else { Ok(()) });
            wrote.map_err(|e| Error::File { place: self.partial.display().to_string(), error: io::Error::other(e) })?;
        }
        Ok(())
    }

    /// Closes the files and gives the folder its name.
    pub fn finish(mut self) -> Result<(), Error> {
        self.pass_on()?;
        let place = self.target.display().to_string();
        for file in self.files.drain(..) {
            let closed = file.into_inner().map_err(io::Error::other).and_then(|file| file.sync_all());
            closed.map_err(|error| Error::File { place: place.clone(), error })?;
        }
        fs::rename(&self.partial, &self.target).map_err(|error| Error::File { place, error })
    }
}

impl Drop for FolderWriter {
    fn drop(&mut self) {
        // After `finish` there is nothing of that name.
        let _ = fs::remove_dir_all(&self.partial);
    }
}

/// Reads the records of such a folder.
pub fn read_folder(folder: &Path) -> Result<Vec<Delivered>, Error> {
    let mut batches = Vec::new();
    for table in Table::ALL {
        let path = folder.join(format!("{}.parquet", table.name()));
        let place = path.display().to_string();
        let bytes = File::open(&path).map_err(|error| Error::File { place: place.clone(), error })?;
        // What reads Parquet asserts in places; damaged bytes must not end the program.
        let read = std::panic::catch_unwind(|| whole(bytes)).unwrap_or_else(|_| Err("its bytes contradict each other".into()));
        batches.push(read.map_err(|problem| Error::Damaged { place, problem })?);
    }
    records(&Tables(batches.try_into().expect("one batch for each table")))
}

fn whole(file: File) -> Result<RecordBatch, String> {
    let builder = ParquetRecordBatchReaderBuilder::try_new(file).map_err(|e| e.to_string())?;
    let schema = builder.schema().clone();
    let parts: Result<Vec<_>, _> = builder.build().map_err(|e| e.to_string())?.collect();
    arrow_select::concat::concat_batches(&schema, &parts.map_err(|e| e.to_string())?).map_err(|e| e.to_string())
}
