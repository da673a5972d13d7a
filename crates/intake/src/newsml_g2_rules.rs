//! What the NewsML-G2 standard demands of an item, as far as a reader needs it or can tell. In: an item. Out: the first breach.

use crate::moment;
use crate::xml::Element;

/// Checks an item against the rules.
pub(crate) fn check(item: &Element) -> Result<(), String> {
    let name = &item.name;
    for attribute in ["guid", "standard", "standardversion"] {
        // A package that holds its items names itself by them in a message.
        let needed = attribute != "guid" || name == "newsItem";
        if needed && item.attribute(attribute).is_none() {
            return Err(format!("a {name} without the attribute `{attribute}`"));
        }
    }
    if !item.attribute("standard").is_some_and(|standard| standard.starts_with("NewsML-G2")) {
        return Err(format!(
            "a {name} of the standard `{}`, where `NewsML-G2` was expected",
            item.attribute("standard").unwrap_or_default()
        ));
    }
    // From version 2.30 on, codes may be full URIs, which need no catalog.
    let minor = item.attribute("standardversion").and_then(|v| v.split('.').nth(1)).and_then(|v| v.parse::<u32>().ok());
    if minor.is_some_and(|minor| minor < 30) && item.child("catalogRef").is_none() && item.child("catalog").is_none() {
        return Err(format!("a {name} without `catalogRef` or `catalog`: its codes cannot be resolved"));
    }
    let Some(meta) = item.child("itemMeta") else { return Err(format!("a {name} without `itemMeta`")) };
    for child in ["itemClass", "provider", "versionCreated"] {
        if meta.child(child).is_none() {
            return Err(format!("an itemMeta without `{child}`"));
        }
    }
    let created = meta.child("versionCreated").and_then(Element::text).unwrap_or_default();
    if moment::read(&created).is_none() {
        return Err(format!("`{created}` in versionCreated, where a date and time was expected"));
    }
    // Version 2.29 brought the retirement of schemes.
    let retired = item.child("schemeMeta").is_some_and(|scheme| scheme.attribute("schemeretired").is_some());
    if retired && minor.is_some_and(|minor| minor < 29) {
        return Err("`schemeretired`, which the version that `standardversion` names does not know".into());
    }
    if name == "catalogItem" && item.path("contentMeta/digitalSourceType").is_some() {
        return Err("digitalSourceType in a catalogItem: it belongs to news items".into());
    }
    let mut breach = None;
    item.walk(&mut |element| {
        if breach.is_none() {
            breach = element_rule(element);
        }
    });
    breach.map_or(Ok(()), Err)
}

fn element_rule(element: &Element) -> Option<String> {
    match element.name.as_str() {
        "organisationDetails" => {
            let known = [
                "founded",
                "dissolved",
                "location",
                "contactInfo",
                "hasInstrument",
                "affiliation",
                "organisationDetailsExtProperty",
            ];
            // Elements of other vocabularies come with a prefix or name their own.
            let own = |e: &Element| e.prefixed() || e.attribute("xmlns").is_some();
            let odd = element.elements().find(|e| !known.contains(&e.name.as_str()) && !own(e));
            odd.map(|e| format!("`{}` in organisationDetails is no element of the standard", e.name))
        }
        "related" => (nesting(element, "related") > 3).then(|| "`related` nested more than three deep".into()),
        _ => ["residrefformat", "residrefformaturi"].into_iter().find_map(|name| {
            let value = element.attribute(name)?;
            let good = value.contains(':') && !value.contains(['%', ' ']);
            (!good).then(|| format!("`{value}` in {name}, where a code or URI was expected"))
        }),
    }
}

fn nesting(element: &Element, name: &str) -> usize {
    1 + element.all(name).map(|inner| nesting(inner, name)).max().unwrap_or(0)
}
