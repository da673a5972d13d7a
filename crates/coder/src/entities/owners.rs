//! Whose something is: the owner of a described group, and the holder of a quantity.

use language::Analysis;
use record::MentionKind;

use super::draft::{Draftsman, Said};
use super::found::Entities;
use super::nominals::country_of;
use super::trace::Origin;
use crate::actors::Code;
use crate::quantities::QuantityMention;
use crate::tree::base;

/// "its fighters", "his aides": a description without a country takes that of its possessor.
pub(super) fn of_descriptions(story: &mut Draftsman<'_>) {
    for at in 0..story.mentions.len() {
        let mention = &story.mentions[at];
        let entity = mention.entity;
        if mention.kind != MentionKind::Nominal || story.drafts[entity].noun.is_none() || country_of(story, entity).is_some() {
            continue;
        }
        let tree = &story.trees[mention.sentence];
        let Some(owner) = tree.children(mention.head).find(|&child| tree.tokens[child].deprel == "nmod:poss") else { continue };
        let origin = Origin::Words { sentence: mention.sentence, tokens: owner..owner + 1 };
        let Some(country) =
            story.entity_at(mention.sentence, owner).filter(|&one| one != entity).and_then(|one| country_of(story, one))
        else {
            continue;
        };
        let code = Code { country: Some(country), ..Code::default() };
        story.drafts[entity].said.push(Said { code, role: None, origin });
    }
}

/// Whose the things counted are: "40 Danish engineers", "Ruritania's 12 tanks", "600 of its soldiers".
pub(crate) fn holder(entities: &Entities, analysis: &Analysis, quantity: &QuantityMention) -> Option<usize> {
    let sentence = analysis.sentences.get(quantity.sentence)?;
    let here = |token: usize| entities.mention_at(quantity.sentence, token).filter(|mention| mention.tokens.contains(&token));
    let inside = quantity.modifiers.clone().find_map(|token| here(token).filter(|m| m.kind != MentionKind::Nominal));
    if let Some(mention) = inside {
        return Some(mention.entity);
    }
    let head = quantity.head?;
    let owner = sentence.tokens.iter().position(|token| token.head == Some(head) && token.deprel == "nmod:poss");
    let of = || {
        sentence.tokens.iter().enumerate().position(|(at, token)| {
            token.head == Some(head)
                && base(token.deprel) == "nmod"
                && sentence.tokens[..at].iter().any(|case| case.head == Some(at) && &*case.lemma == "of")
        })
    };
    owner.or_else(of).and_then(here).map(|mention| mention.entity)
}
