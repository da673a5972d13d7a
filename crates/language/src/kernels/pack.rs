//! Matrices in the order that the product kernels read them.
//!
//! In: int8 values row by row (a row is an output channel). Out: sets of [`LANES`] outputs; within a set, for every [`Order::group`]
//! input columns, each output's values side by side. In fours, one 512-bit load holds 16 outputs' share of a dot product.

/// Outputs that stand together.
pub(super) const LANES: usize = 16;
/// Outputs in a block that one kernel call makes.
pub(super) const BLOCK: usize = 64;
/// Input columns that one dot-product instruction takes.
pub(super) const GROUP: usize = 4;

/// How many input columns of an output stand side by side.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Order {
    /// One: a column of all outputs after the other.
    Single,
    /// [`GROUP`].
    Fours,
}

impl Order {
    fn group(self) -> usize {
        match self {
            Self::Single => 1,
            Self::Fours => GROUP,
        }
    }
}

/// A packed int8 matrix with a scale and a bias for each output.
#[derive(Debug, Clone)]
pub(crate) struct Matrix {
    rows: usize,
    columns: usize,
    order: Order,
    packed: Vec<i8>,
    scales: Vec<f32>,
    bias: Vec<f32>,
    /// −128 · sum of each output's values: what turns a product with unsigned input (value + 128) back into a signed one.
    correction: Vec<i32>,
}

impl Matrix {
    /// Packs `rows` × `columns` values; `columns` must be a multiple of four.
    pub(super) fn pack(
        order: Order,
        values: &[i8],
        rows: usize,
        columns: usize,
        mut scales: Vec<f32>,
        mut bias: Vec<f32>,
    ) -> Self {
        assert_eq!(columns % GROUP, 0, "columns come in fours");
        assert_eq!(values.len(), rows * columns, "a matrix needs rows × columns values");
        let padded = rows.next_multiple_of(BLOCK);
        let mut packed = vec![0; padded * columns];
        let mut correction = vec![0; padded];
        for (row, line) in values.chunks_exact(columns).enumerate() {
            correction[row] = -128 * line.iter().map(|&v| i32::from(v)).sum::<i32>();
            let size = order.group();
            let base = row / LANES * LANES * columns + row % LANES * size;
            for (group, values) in line.chunks_exact(size).enumerate() {
                packed[base + group * LANES * size..][..size].copy_from_slice(values);
            }
        }
        scales.resize(padded, 0.0);
        bias.resize(padded, 0.0);
        Self { rows, columns, order, packed, scales, bias, correction }
    }

    pub(super) fn order(&self) -> Order {
        self.order
    }

    /// Input columns.
    pub(crate) fn columns(&self) -> usize {
        self.columns
    }

    /// Outputs, padded to whole blocks: the width of an output row.
    pub(crate) fn padded(&self) -> usize {
        self.rows.next_multiple_of(BLOCK)
    }

    /// The packed values of the 16 outputs from `output` on.
    pub(super) fn lanes(&self, output: usize) -> &[i8] {
        &self.packed[output * self.columns..(output + LANES) * self.columns]
    }

    pub(super) fn scales(&self, output: usize) -> &[f32] {
        &self.scales[output..]
    }

    pub(super) fn biases(&self, output: usize) -> &[f32] {
        &self.bias[output..]
    }

    pub(super) fn corrections(&self, output: usize) -> &[i32] {
        &self.correction[output..]
    }

    #[cfg(test)]
    pub(super) fn value(&self, row: usize, column: usize) -> f32 {
        let size = self.order.group();
        let at = row / LANES * LANES * self.columns + column / size * LANES * size + row % LANES * size + column % size;
        f32::from(self.packed[at]) * self.scales[row]
    }

    #[cfg(test)]
    pub(super) fn scale(&self, row: usize) -> f32 {
        self.scales[row]
    }

    #[cfg(test)]
    pub(super) fn bias(&self, row: usize) -> f32 {
        self.bias[row]
    }
}
