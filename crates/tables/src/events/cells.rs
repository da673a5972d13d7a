//! What the cells of several shapes have in common.

use record::{Entity, EntityKind};

pub(super) fn text(value: Option<&String>) -> String {
    value.cloned().unwrap_or_default()
}

pub(super) fn number(value: Option<f64>) -> String {
    value.map(|v| v.to_string()).unwrap_or_default()
}

/// Whether a place is smaller than a country.
pub(super) fn is_city(place: &Entity) -> bool {
    place.kind != EntityKind::Country
}

/// City, district and province.
pub(super) fn located(place: Option<&Entity>) -> [String; 3] {
    let city = place.filter(|p| is_city(p)).map(|p| p.name.clone()).unwrap_or_default();
    [city, String::new(), text(place.and_then(|p| p.admin1.as_ref()))]
}
