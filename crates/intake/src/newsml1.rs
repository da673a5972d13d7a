//! NewsML 1.x (1.0 to 1.2). In: the `NewsML` element. Out: a story for every component that holds text.

use crate::arrival::{PassedOverWhy, Place, Signal};
use crate::draft::{Body, Draft, MarkedDateline};
use crate::reading::{Flow, Reading};
use crate::xml::Element;
use crate::{markup, nitf};

/// Components of one item that are read, and subjects that one keeps: far more than any item has. Each component inherits what the
/// ones around it say, so that without a bound a hostile item could ask for memory in the square of its size.
const MOST_COMPONENTS: usize = 1000;
const MOST_SUBJECTS: usize = 200;

pub(crate) fn read(root: &Element, reading: &mut Reading<'_>) -> Flow {
    let mut number = 0;
    for item in root.all("NewsItem") {
        number += 1;
        read_item(item, Place::Record(number), reading)?;
    }
    if number == 0 {
        return reading.reject(Place::Whole, "a NewsML document without a NewsItem".into(), "check that the document is whole");
    }
    Flow::Continue(())
}

fn read_item(item: &Element, place: Place, reading: &mut Reading<'_>) -> Flow {
    let base = metadata(item);
    let mut drafts = Vec::new();
    for component in item.all("NewsComponent") {
        components(component, &base, &mut drafts);
    }
    if drafts.is_empty() {
        if base.signal == Signal::Withdraw {
            return reading.story(base, place);
        }
        return reading.pass_over(place, base.id, PassedOverWhy::NotText("an item without inline text".into()));
    }
    if drafts.len() > MOST_COMPONENTS {
        let problem = format!("an item of more than {MOST_COMPONENTS} texts");
        return reading.reject(place, problem, "split the item");
    }
    let several = drafts.len() > 1;
    for (mut draft, number) in drafts.into_iter().zip(1..) {
        if several {
            draft.id = draft.id.map(|id| format!("{id}#{number}"));
        }
        reading.story(draft, place)?;
    }
    Flow::Continue(())
}

fn formal(element: Option<&Element>) -> Option<&str> {
    element?.attribute("FormalName")
}

fn metadata(item: &Element) -> Draft {
    let empty = Element::default();
    let identifier = item.path("Identification/NewsIdentifier").unwrap_or(&empty);
    let text = |parent: &Element, name: &str| parent.child(name).and_then(Element::text);
    let management = item.child("NewsManagement").unwrap_or(&empty);
    let parts: Vec<String> = ["ProviderId", "DateId", "NewsItemId"].iter().filter_map(|name| text(identifier, name)).collect();
    let status = formal(management.child("Status")).unwrap_or_default().to_ascii_lowercase();
    let instruction = formal(management.child("Instruction")).unwrap_or_default().to_ascii_lowercase();
    let signal =
        if status == "canceled" || status == "cancelled" || instruction.contains("kill") || instruction.contains("delete") {
            Signal::Withdraw
        } else if instruction.contains("correct") {
            Signal::Correct
        } else if instruction.contains("update") {
            Signal::Update
        } else {
            Signal::New
        };
    Draft {
        id: text(identifier, "PublicIdentifier").or_else(|| (!parts.is_empty()).then(|| parts.join(":"))),
        version: text(identifier, "RevisionId"),
        published: text(management, "FirstCreated").or_else(|| text(identifier, "DateId")),
        updated: text(management, "ThisRevisionCreated"),
        source: text(identifier, "ProviderId"),
        slug: item.path("Identification/NameLabel").and_then(Element::text),
        signal,
        ..Draft::default()
    }
}

/// Walks components; each one that holds text itself becomes a draft with what the components around it say.
fn components(component: &Element, outer: &Draft, drafts: &mut Vec<Draft>) {
    let mut draft = outer.clone();
    if let Some(lines) = component.child("NewsLines") {
        let text = |name: &str| lines.child(name).and_then(Element::text);
        draft.headline = text("HeadLine").or(draft.headline);
        draft.byline = text("ByLine").or(draft.byline);
        draft.dateline = text("DateLine").map(|words| MarkedDateline { text: words, place: None, sure: true }).or(draft.dateline);
        draft.copyright = text("CopyrightLine").or(draft.copyright);
        draft.slug = text("SlugLine").or(draft.slug);
        draft.subjects.extend(lines.all("KeywordLine").filter_map(Element::text));
    }
    if let Some(provider) = component.path("AdministrativeMetadata/Provider/Party") {
        draft.source = provider.attribute("FormalName").map(str::to_owned).or(draft.source);
    }
    if let Some(described) = component.child("DescriptiveMetadata") {
        draft.language = formal(described.child("Language")).map(str::to_owned).or(draft.language);
        described.walk(&mut |element| match element.name.as_str() {
            "Subject" | "SubjectMatter" | "SubjectDetail" => draft.subjects.extend(formal(Some(element)).map(str::to_owned)),
            "Location" => {
                let names = element.all("Property").filter_map(|p| p.attribute("Value"));
                let place = names.collect::<Vec<_>>().join(", ");
                draft.places.extend(Some(place).filter(|p| !p.is_empty()));
            }
            _ => {}
        });
    }
    draft.subjects.truncate(MOST_SUBJECTS);
    draft.places.truncate(MOST_SUBJECTS);
    for content in component.all("ContentItem") {
        if drafts.len() > MOST_COMPONENTS {
            return;
        }
        let kind = formal(content.child("MediaType")).unwrap_or("Text");
        let Some(data) = content.child("DataContent").filter(|_| kind.eq_ignore_ascii_case("text")) else { continue };
        let mut with_text = draft.clone();
        if let Some(nitf) = data.child("nitf") {
            let (headline, byline) = (with_text.headline.clone(), with_text.byline.clone());
            nitf::body(nitf, &mut with_text);
            with_text.headline = headline.or(with_text.headline);
            with_text.byline = byline.or(with_text.byline);
        } else {
            let list = markup::paragraphs(data);
            // Text without any markup still has its line breaks.
            with_text.body = if data.elements().next().is_none() { Body::Text(raw(data)) } else { Body::Paragraphs(list) };
        }
        drafts.push(with_text);
    }
    for inner in component.all("NewsComponent") {
        if drafts.len() > MOST_COMPONENTS {
            return;
        }
        components(inner, &draft, drafts);
    }
}

fn raw(element: &Element) -> String {
    element
        .children
        .iter()
        .filter_map(|node| match node {
            crate::xml::Node::Text(text) => Some(text.as_str()),
            crate::xml::Node::Element(_) => None,
        })
        .collect()
}
