//! The model file: a JSON header and tensors, as `training/dateline_training/export.py` writes them.
//!
//! In: the bytes of the file. Out: [`Weights`], ready for the kernels. A damaged file is named by what is wrong with it.

use std::collections::BTreeMap;

use serde::Deserialize;

use crate::kernels::{Kernels, Matrix};

/// What can be wrong with a model file.
#[derive(Debug, thiserror::Error)]
pub enum WeightsError {
    /// It does not begin as a model file does.
    #[error("not a model file: expected it to begin with DLREADER, version 2; make one with training/run")]
    Magic,
    /// The header cannot be read.
    #[error("the model file's header is damaged: {0}; make it anew with training/run")]
    Header(#[from] serde_json::Error),
    /// A tensor is missing, cut short or has another shape.
    #[error("the model file's tensor {name} is {found}, expected {expected}; make it anew with training/run")]
    Tensor {
        /// Name of the tensor.
        name: String,
        /// What stands there.
        found: String,
        /// What should stand there.
        expected: String,
    },
}

#[derive(Deserialize)]
struct Header {
    layers: usize,
    attribution_layers: usize,
    inventory: Inventory,
    vocabulary: Vec<String>,
    lemmas: BTreeMap<String, BTreeMap<String, String>>,
    tensors: BTreeMap<String, Entry>,
}

/// Classes of each head, in the order of their scores.
#[derive(Debug, Deserialize)]
pub(crate) struct Inventory {
    pub(crate) upos: Vec<String>,
    pub(crate) xpos: Vec<String>,
    pub(crate) feats: Vec<String>,
    pub(crate) lemma: Vec<String>,
    pub(crate) names: Vec<String>,
    pub(crate) cues: Vec<String>,
    pub(crate) roles: Vec<String>,
    pub(crate) relations: Vec<String>,
}

#[derive(Deserialize)]
struct Entry {
    at: usize,
    length: Option<usize>,
    rows: Option<usize>,
    columns: Option<usize>,
    scales: Option<usize>,
    bias: Option<usize>,
}

/// An embedding table in int8, one scale a row.
#[derive(Debug)]
pub(crate) struct Table {
    values: &'static [i8],
    scales: Vec<f32>,
    columns: usize,
}

impl Table {
    pub(crate) fn rows(&self) -> usize {
        self.scales.len()
    }

    /// Adds row `row` to `into`.
    pub(crate) fn add_row(&self, row: usize, into: &mut [f32]) {
        let scale = self.scales[row];
        for (out, &v) in into.iter_mut().zip(&self.values[row * self.columns..][..self.columns]) {
            *out += f32::from(v) * scale;
        }
    }
}

/// Weight and bias of a layer normalisation.
#[derive(Debug)]
pub(crate) struct Norm {
    pub(crate) weight: Vec<f32>,
    pub(crate) bias: Vec<f32>,
}

/// One layer of the encoder.
#[derive(Debug)]
pub(crate) struct Layer {
    pub(crate) qkv: Matrix,
    pub(crate) out: Matrix,
    pub(crate) norm1: Norm,
    pub(crate) up: Matrix,
    pub(crate) down: Matrix,
    pub(crate) norm2: Norm,
}

/// The tower that reads a sentence once more for each of its cues.
#[derive(Debug)]
pub(crate) struct Tower {
    /// Of each word, its place relative to the cue: [`REACH`] before, the cue itself, [`REACH`] after.
    pub(crate) place: Table,
    pub(crate) mark: Matrix,
    pub(crate) norm: Norm,
    pub(crate) layers: Vec<Layer>,
    pub(crate) roles: Matrix,
}

/// Everything in a model file.
#[derive(Debug)]
pub(crate) struct Weights {
    pub(crate) inventory: Inventory,
    pub(crate) vocabulary: Vec<String>,
    /// Lemmas of words in lower case, by universal part of speech.
    pub(crate) lemmas: BTreeMap<String, BTreeMap<String, String>>,
    pub(crate) word: Table,
    pub(crate) position: Table,
    pub(crate) casing: Vec<f32>,
    pub(crate) norm: Norm,
    pub(crate) layers: Vec<Layer>,
    pub(crate) root: Vec<f32>,
    pub(crate) heads: Matrix,
    pub(crate) arcs: Matrix,
    pub(crate) relations: Matrix,
    pub(crate) tower: Tower,
}

/// Width of the encoder.
pub(crate) const WIDTH: usize = 384;
/// Width between the two halves of a feed-forward layer.
pub(crate) const INNER: usize = 1536;
/// Width of the arc projections.
pub(crate) const ARC: usize = 256;
/// Words before and after a cue whose distance the tower tells apart.
pub(crate) const REACH: usize = 33;
/// Width of the relation projections.
pub(crate) const RELATION: usize = 256;

struct File<'a> {
    tensors: &'a BTreeMap<String, Entry>,
    data: &'static [u8],
    kernels: Kernels,
}

impl File<'_> {
    fn wrong(name: &str, found: impl Into<String>, expected: impl Into<String>) -> WeightsError {
        WeightsError::Tensor { name: name.into(), found: found.into(), expected: expected.into() }
    }

    fn entry(&self, name: &str) -> Result<&Entry, WeightsError> {
        self.tensors.get(name).ok_or_else(|| Self::wrong(name, "missing", "present"))
    }

    fn bytes(&self, name: &str, at: usize, length: usize) -> Result<&'static [u8], WeightsError> {
        let cut = || Self::wrong(name, "cut short", format!("{length} bytes"));
        self.data.get(at..at.checked_add(length).ok_or_else(cut)?).ok_or_else(cut)
    }

    fn floats(&self, name: &str, at: usize, length: usize) -> Result<Vec<f32>, WeightsError> {
        let bytes = self.bytes(name, at, length * 4)?;
        Ok(bytes.chunks_exact(4).map(|b| f32::from_le_bytes(b.try_into().expect("four bytes"))).collect())
    }

    fn vector(&self, name: &str, length: usize) -> Result<Vec<f32>, WeightsError> {
        let entry = self.entry(name)?;
        if entry.length != Some(length) {
            return Err(Self::wrong(name, format!("of length {:?}", entry.length), format!("of length {length}")));
        }
        self.floats(name, entry.at, length)
    }

    fn norm(&self, name: &str) -> Result<Norm, WeightsError> {
        Ok(Norm { weight: self.vector(&format!("{name}.weight"), WIDTH)?, bias: self.vector(&format!("{name}.bias"), WIDTH)? })
    }

    /// Values and scales of an int8 matrix of `rows` × `columns`.
    fn quantized(&self, name: &str, rows: usize, columns: usize) -> Result<(&'static [i8], Vec<f32>), WeightsError> {
        let entry = self.entry(name)?;
        let (Some(r), Some(c), Some(scales)) = (entry.rows, entry.columns, entry.scales) else {
            return Err(Self::wrong(name, "not a matrix", "a matrix with scales"));
        };
        if (r, c) != (rows, columns) {
            return Err(Self::wrong(name, format!("{r} × {c}"), format!("{rows} × {columns}")));
        }
        let bytes = self.bytes(name, entry.at, rows * columns)?;
        // SAFETY: i8 and u8 have the same size and alignment, and every bit pattern is valid.
        let values = unsafe { std::slice::from_raw_parts(bytes.as_ptr().cast::<i8>(), bytes.len()) };
        Ok((values, self.floats(name, scales, rows)?))
    }

    fn matrix(&self, name: &str, rows: usize, columns: usize) -> Result<Matrix, WeightsError> {
        let (values, scales) = self.quantized(name, rows, columns)?;
        let bias = self.entry(name)?.bias.ok_or_else(|| Self::wrong(name, "without bias", "with bias"))?;
        Ok(self.kernels.matrix(values, rows, columns, scales, self.floats(name, bias, rows)?))
    }

    fn layers(&self, name: &str, count: usize) -> Result<Vec<Layer>, WeightsError> {
        (0..count)
            .map(|i| {
                Ok(Layer {
                    qkv: self.matrix(&format!("{name}.{i}.qkv"), 3 * WIDTH, WIDTH)?,
                    out: self.matrix(&format!("{name}.{i}.out"), WIDTH, WIDTH)?,
                    norm1: self.norm(&format!("{name}.{i}.norm1"))?,
                    up: self.matrix(&format!("{name}.{i}.up"), INNER, WIDTH)?,
                    down: self.matrix(&format!("{name}.{i}.down"), WIDTH, INNER)?,
                    norm2: self.norm(&format!("{name}.{i}.norm2"))?,
                })
            })
            .collect()
    }

    fn table(&self, name: &str, rows: usize) -> Result<Table, WeightsError> {
        let (values, scales) = self.quantized(name, rows, WIDTH)?;
        Ok(Table { values, scales, columns: WIDTH })
    }
}

impl Weights {
    /// Reads a model file for the path of `kernels`.
    pub(crate) fn read(bytes: &'static [u8], kernels: Kernels) -> Result<Self, WeightsError> {
        let word = |at: usize| bytes.get(at..at + 4).map(|b| u32::from_le_bytes(b.try_into().expect("four bytes")) as usize);
        if !bytes.starts_with(b"DLREADER") || word(8) != Some(2) {
            return Err(WeightsError::Magic);
        }
        let end = 16 + word(12).ok_or(WeightsError::Magic)?;
        let header: Header = serde_json::from_slice(bytes.get(16..end).ok_or(WeightsError::Magic)?)?;
        let file =
            File { tensors: &header.tensors, data: bytes.get(end.next_multiple_of(64)..).ok_or(WeightsError::Magic)?, kernels };
        let inventory = &header.inventory;
        let tags: usize =
            [&inventory.upos, &inventory.xpos, &inventory.feats, &inventory.lemma, &inventory.names, &inventory.cues]
                .into_iter()
                .map(Vec::len)
                .sum();
        Ok(Self {
            word: file.table("word", header.vocabulary.len())?,
            position: file.table("position", 512)?,
            casing: file.vector("casing", 16 * WIDTH)?,
            norm: file.norm("norm")?,
            layers: file.layers("layers", header.layers)?,
            root: file.vector("root", WIDTH)?,
            heads: file.matrix("heads", 2 * ARC + 4 * RELATION + tags, WIDTH)?,
            arcs: file.matrix("arcs", ARC, ARC)?,
            relations: file.matrix("relations", inventory.relations.len(), RELATION)?,
            tower: Tower {
                place: file.table("attribution.place", 2 * REACH + 1)?,
                mark: file.matrix("attribution.mark", WIDTH, WIDTH)?,
                norm: file.norm("attribution.norm")?,
                layers: file.layers("attribution.layers", header.attribution_layers)?,
                roles: file.matrix("attribution.roles", inventory.roles.len(), WIDTH)?,
            },
            inventory: header.inventory,
            vocabulary: header.vocabulary,
            lemmas: header.lemmas,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn damaged_files_are_named() {
        let check = |bytes: &[u8], expected: &str| {
            let error = Weights::read(bytes.to_vec().leak(), Kernels::new(crate::Path::Portable))
                .expect_err("a damaged file")
                .to_string();
            assert!(error.contains(expected), "{error}");
        };
        check(b"", "begin with DLREADER");
        check(b"DLREADER\x01\0\0\0\0\0\0\0", "begin with DLREADER");
        check(b"DLREADER\x02\0\0\0\xff\xff\xff\xff", "begin with DLREADER");
        check(b"DLREADER\x02\0\0\0\x02\0\0\0{}", "missing field");
    }
}
