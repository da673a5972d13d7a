//! Places of wire copy: what a name means beside the names around it, and that no name panics.

use dateline_coder::places::{Context, Mention, PlaceKind, faults, resolve, resolve_all};
use proptest::prelude::*;

/// Names of one story with the coordinates expected, to within 1.5 degrees; `container` after a slash.
fn check(names: &[(&str, f64, f64)]) {
    let mentions: Vec<Mention<'_>> = names
        .iter()
        .map(|(name, ..)| match name.split_once('/') {
            Some((name, container)) => Mention { name, container: Some(container) },
            None => Mention { name, container: None },
        })
        .collect();
    let places = resolve_all(&mentions, &Context::default());
    for ((name, latitude, longitude), place) in names.iter().zip(places) {
        let place = place.unwrap_or_else(|| panic!("{name} stays open in {names:?}"));
        let off = (place.latitude - latitude).abs().max((place.longitude - longitude).abs());
        assert!(off < 1.5, "{name} in {names:?} is {place:?}, expected {latitude}, {longitude}");
    }
}

#[test]
fn the_table_of_regions_is_sound() {
    let faults: Vec<String> = faults().iter().map(ToString::to_string).collect();
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn world_news() {
    check(&[("Paris", 48.85, 2.35), ("London", 51.5, -0.1), ("Berlin", 52.5, 13.4)]);
    check(&[("Aleppo", 36.2, 37.15), ("Homs", 34.7, 36.7), ("Damascus", 33.5, 36.3)]);
    check(&[("Moscow", 55.75, 37.6), ("Samara region", 53.2, 50.2), ("Kazan", 55.8, 49.1)]);
    check(&[("Tripoli", 32.9, 13.2), ("Misrata", 32.4, 15.1), ("Libya", 28.0, 17.0)]);
    check(&[("Tripoli", 34.4, 35.8), ("Beirut", 33.9, 35.5)]);
    check(&[("Hyderabad/Pakistan", 25.4, 68.4), ("Karachi", 24.9, 67.0)]);
    check(&[("Hyderabad", 17.4, 78.5), ("Bangalore", 13.0, 77.6)]);
    check(&[("Odessa", 46.5, 30.7), ("Mykolaiv", 46.97, 32.0)]);
    check(&[("Sydney", -33.9, 151.2), ("Newcastle", -32.9, 151.8)]);
    check(&[("Birmingham", 52.5, -1.9), ("Manchester", 53.5, -2.2)]);
    check(&[("Goma", -1.7, 29.2), ("Bukavu", -2.5, 28.85)]);
    check(&[("Ukrainian", 49.0, 32.0)]);
}

#[test]
fn local_news() {
    check(&[("Paris/Texas", 33.66, -95.55)]);
    check(&[("Washington", 38.9, -77.0), ("Jerusalem", 31.8, 35.2)]);
    check(&[("Waco", 31.5, -97.1), ("Paris", 33.66, -95.55), ("Texas", 31.25, -99.25)]);
    check(&[("Pikeville", 37.5, -82.5), ("Pike County", 37.5, -82.4), ("Ky.", 38.2, -84.9)]);
    check(&[("Springfield/Ill.", 39.8, -89.65)]);
}

#[test]
fn a_name_that_means_nothing_stays_open() {
    assert_eq!(resolve(Mention { name: "Xyzzyville Heights", container: None }, &Context::default()), None);
    assert_eq!(resolve(Mention { name: "", container: None }, &Context::default()), None);
    // "Ind." is Indiana, "Ind" in running text is not.
    let indiana = resolve(Mention { name: "Ind.", container: None }, &Context::default()).expect("Indiana");
    assert_eq!((indiana.kind, indiana.country, indiana.geonames), (PlaceKind::Region, Some("USA"), Some(4_921_868)));
}

#[test]
fn a_place_knows_its_country_and_region() {
    let omsk = resolve(Mention { name: "Omsk", container: Some("Russia") }, &Context::default()).expect("Omsk");
    assert_eq!(omsk.country, Some("RUS"));
    assert_eq!(omsk.admin1, Some("Omsk"));
}

proptest! {
    #[test]
    fn no_names_panic(names in proptest::collection::vec("\\PC{0,20}", 0..12), container in proptest::option::of("\\PC{0,12}")) {
        let mentions: Vec<Mention<'_>> = names.iter().map(|name| Mention { name, container: container.as_deref() }).collect();
        let places = resolve_all(&mentions, &Context { countries: &["RUS", "XXX"], dateline: Some("Paris") });
        prop_assert_eq!(places.len(), names.len());
        for place in places.into_iter().flatten() {
            prop_assert!((-90.0..=90.0).contains(&place.latitude) && (-180.0..=180.0).contains(&place.longitude));
        }
    }
}
