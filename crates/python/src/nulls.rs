//! Nulls that nobody may see. In: columns. Out: the same, where a field that is always filled has no null either under a structure that is
//! itself null: some readers (the Parquet writer of pyarrow) look below and refuse the table.

use std::sync::Arc;

use arrow_array::{Array, ArrayRef, ListArray, StructArray, cast::AsArray, make_array};
use arrow_schema::{ArrowError, DataType};

/// A column whose fields keep their word.
pub(crate) fn sound(array: &ArrayRef) -> Result<ArrayRef, ArrowError> {
    match array.data_type() {
        DataType::Struct(fields) if array.null_count() > 0 || fields.iter().any(|f| f.data_type().is_nested()) => {
            let whole = array.as_struct();
            let children = fields.iter().zip(whole.columns()).map(|(field, child)| {
                let child = sound(child)?;
                if field.is_nullable() || child.null_count() == 0 {
                    return Ok(child);
                }
                Ok(make_array(child.to_data().into_builder().nulls(None).build()?))
            });
            let children = children.collect::<Result<Vec<_>, ArrowError>>()?;
            Ok(Arc::new(StructArray::try_new(fields.clone(), children, whole.nulls().cloned())?))
        }
        DataType::List(item) if item.data_type().is_nested() => {
            let list = array.as_list::<i32>();
            let values = sound(list.values())?;
            Ok(Arc::new(ListArray::try_new(item.clone(), list.offsets().clone(), values, list.nulls().cloned())?))
        }
        _ => Ok(Arc::clone(array)),
    }
}
