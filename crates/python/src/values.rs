//! Cells as Python objects. In: an Arrow array and a row. Out: str, int, float, bool, date, list, dict or None.

use arrow_array::{
    Array,
    cast::AsArray,
    types::{Date32Type, Float64Type, Int64Type},
};
use arrow_cast::display::array_value_to_string;
use arrow_schema::DataType;
use pyo3::{
    IntoPyObjectExt,
    prelude::*,
    types::{PyDict, PyList},
};

/// `datetime.date(1970, 1, 1).toordinal()`.
const EPOCH: i32 = 719_163;

/// The cell of a row. Types that no table of ours has come out as text.
pub(crate) fn value<'py>(py: Python<'py>, array: &dyn Array, row: usize) -> PyResult<Bound<'py, PyAny>> {
    if array.is_null(row) {
        return py.None().into_bound_py_any(py);
    }
    match array.data_type() {
        DataType::Utf8 => array.as_string::<i32>().value(row).into_bound_py_any(py),
        DataType::LargeUtf8 => array.as_string::<i64>().value(row).into_bound_py_any(py),
        DataType::Int64 => array.as_primitive::<Int64Type>().value(row).into_bound_py_any(py),
        DataType::Float64 => array.as_primitive::<Float64Type>().value(row).into_bound_py_any(py),
        DataType::Boolean => array.as_boolean().value(row).into_bound_py_any(py),
        DataType::Date32 => {
            let days = array.as_primitive::<Date32Type>().value(row);
            py.import("datetime")?.getattr("date")?.call_method1("fromordinal", (EPOCH + days,))
        }
        DataType::List(_) => {
            let items = array.as_list::<i32>().value(row);
            let items = (0..items.len()).map(|item| value(py, &items, item)).collect::<PyResult<Vec<_>>>()?;
            PyList::new(py, items)?.into_bound_py_any(py)
        }
        DataType::Struct(fields) => {
            let dict = PyDict::new(py);
            for (field, column) in fields.iter().zip(array.as_struct().columns()) {
                dict.set_item(field.name(), value(py, column, row)?)?;
            }
            dict.into_bound_py_any(py)
        }
        _ => array_value_to_string(array, row).unwrap_or_default().into_bound_py_any(py),
    }
}
