//! Decides which place each name of a story means, with all of them in view.
//!
//! A reading gains by what the story says around it: the state or country named with it ("Paris, Texas"), the countries and regions
//! that the story speaks of, the regions in which most of its names have a reading, and the distance to the other places. Each name
//! is weighed against the present reading of the others, a few times over. The method is that of joint, minimality-based toponym
//! resolution (Leidner 2007; Lieberman and Samet 2012, adaptive context), reduced to log-linear terms.

use rustc_hash::FxHashMap;

use super::candidate::{Candidate, Place, PlaceKind, alpha2, candidates};
use crate::actors::Tables;

/// A name of a place in a story.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Mention<'t> {
    /// The name as written.
    pub name: &'t str,
    /// The larger place named with it: "Texas" of "Paris, Texas", "Iraq" of "Tikrit in Iraq".
    pub container: Option<&'t str>,
}

/// What is known besides the names.
#[derive(Debug, Clone, Copy, Default)]
pub struct Context<'t> {
    /// ISO 3166-1 alpha-3 of countries that the story speaks of otherwise (through people, demonyms, organizations).
    pub countries: &'t [&'t str],
    /// The place in the dateline, as written.
    pub dateline: Option<&'t str>,
}

/// Weights of the terms, on the scale of the priors; set on the LGL corpus by hand.
const CONTAINER: f64 = 6.0;
const NAMED_REGION: f64 = 1.6;
const NAMED_COUNTRY: f64 = 1.0;
const REGION_SUPPORT: f64 = 1.1;
const COUNTRY_SUPPORT: f64 = 0.35;
const DISTRICT: f64 = 0.8;
const NEAR: f64 = 1.2;
const NEAR_KM: f64 = 120.0;
/// What a name's less likely readings may claim of it.
const OTHERS: f64 = 0.6;
const ROUNDS: usize = 3;
/// Below this score a town that nothing supports stays open.
const FLOOR: f64 = 1.2;
/// Most names of one story that are weighed against one another.
const MOST_NAMES: usize = 400;

/// The place that a single name means.
pub fn resolve(mention: Mention<'_>, context: &Context<'_>) -> Option<Place> {
    resolve_all(&[mention], context).pop().flatten()
}

/// The places that the names of a story mean, in the order of the names; none where it stays open.
///
/// Names beyond the four hundredth different one are resolved by the others, but not they by them.
pub fn resolve_all(mentions: &[Mention<'_>], context: &Context<'_>) -> Vec<Option<Place>> {
    let mut story = Story::new(mentions, context);
    for _ in 0..ROUNDS {
        story.round();
    }
    story.places(mentions)
}

/// A different name of the story.
struct Name {
    candidates: Vec<Candidate>,
    /// Terms that do not depend on how other names are read.
    fixed: Vec<f64>,
    best: Option<usize>,
    times: f64,
    score: f64,
}

struct Story {
    names: Vec<Name>,
    of: FxHashMap<(String, Option<String>), usize>,
    named_regions: FxHashMap<u16, f64>,
    named_countries: FxHashMap<[u8; 2], f64>,
}

impl Story {
    fn new(mentions: &[Mention<'_>], context: &Context<'_>) -> Self {
        let mut story = Self {
            names: Vec::new(),
            of: FxHashMap::default(),
            named_regions: FxHashMap::default(),
            named_countries: FxHashMap::default(),
        };
        // "Paris, Texas" once makes every further "Paris" of the story that one.
        let mut contained: FxHashMap<&str, &str> = FxHashMap::default();
        for mention in mentions {
            if let Some(container) = mention.container {
                contained.entry(mention.name).or_insert(container);
            }
        }
        let dateline = context.dateline.map(|name| Mention { name, container: None });
        for mention in mentions.iter().chain(&dateline) {
            let container = mention.container.or_else(|| contained.get(mention.name).copied());
            let key = (mention.name.to_string(), mention.container.map(String::from));
            if let Some(&at) = story.of.get(&key) {
                story.names[at].times += 1.0;
                continue;
            }
            let candidates = candidates(mention.name);
            let containers = container.map(super::candidate::candidates).unwrap_or_default();
            let fixed = candidates.iter().map(|candidate| candidate.prior + contained_by(candidate, &containers)).collect();
            for inside in containers.iter().take(1) {
                story.speak_of(inside, 1.0);
            }
            story.of.insert(key, story.names.len());
            story.names.push(Name { candidates, fixed, best: None, times: 1.0, score: 0.0 });
        }
        for code in context.countries {
            if let Some(country) = Tables::load().country(code) {
                *story.named_countries.entry(alpha2(country.alpha2)).or_default() += 1.0;
            }
        }
        for at in 0..story.names.len() {
            let name = &story.names[at];
            let Some(best) = argmax(&name.fixed) else { continue };
            let candidate = name.candidates[best].clone();
            if matches!(candidate.place.kind, PlaceKind::Region | PlaceKind::Country) && candidate.known {
                let times = name.times;
                story.speak_of(&candidate, times);
            }
        }
        story
    }

    fn speak_of(&mut self, candidate: &Candidate, times: f64) {
        if candidate.place.kind == PlaceKind::Region
            && let Some(region) = candidate.region
        {
            *self.named_regions.entry(region).or_default() += times;
        }
        *self.named_countries.entry(candidate.country).or_default() += times;
    }

    /// Weighs every name against the present reading of the others.
    fn round(&mut self) {
        let (regions, countries) = self.support();
        let anchors: Vec<(usize, f64, f64, Option<u16>)> = self
            .names
            .iter()
            .enumerate()
            .take(MOST_NAMES)
            .filter_map(|(at, name)| {
                let candidate = &name.candidates[name.best?];
                let small = matches!(candidate.place.kind, PlaceKind::City | PlaceKind::District);
                small.then_some((at, candidate.place.latitude, candidate.place.longitude, candidate.district))
            })
            .collect();
        let mut decided = Vec::with_capacity(self.names.len());
        for (at, name) in self.names.iter().enumerate() {
            let scores: Vec<f64> = name
                .candidates
                .iter()
                .zip(&name.fixed)
                .enumerate()
                .map(|(index, (candidate, fixed))| {
                    let own = share(name, index);
                    let mut score = *fixed;
                    if matches!(candidate.place.kind, PlaceKind::City | PlaceKind::District) {
                        if let Some(region) = candidate.region {
                            let others = regions.get(&region).copied().unwrap_or_default() - own;
                            score += REGION_SUPPORT * others.max(0.0).ln_1p();
                            score += NAMED_REGION * self.named_regions.get(&region).copied().unwrap_or_default().ln_1p().min(2.0);
                        }
                        score += NEAR * nearness(at, candidate, &anchors);
                        if candidate.district.is_some()
                            && anchors.iter().any(|&(other, _, _, district)| other != at && district == candidate.district)
                        {
                            score += DISTRICT;
                        }
                    }
                    let others = countries.get(&candidate.country).copied().unwrap_or_default() - own;
                    score += COUNTRY_SUPPORT * others.max(0.0).ln_1p();
                    if candidate.place.kind != PlaceKind::Country {
                        score += NAMED_COUNTRY
                            * self.named_countries.get(&candidate.country).copied().unwrap_or_default().ln_1p().min(1.5);
                    }
                    score
                })
                .collect();
            decided.push(argmax(&scores).map(|best| (best, scores[best])));
        }
        for (name, decision) in self.names.iter_mut().zip(decided) {
            name.best = decision.map(|(best, _)| best);
            name.score = decision.map_or(0.0, |(_, score)| score);
        }
    }

    /// How much of the story's names each region and country could take.
    fn support(&self) -> (FxHashMap<u16, f64>, FxHashMap<[u8; 2], f64>) {
        let (mut regions, mut countries) = (FxHashMap::default(), FxHashMap::default());
        for name in self.names.iter().take(MOST_NAMES) {
            // A name votes once for each region, with its best reading there.
            let mut by_region: FxHashMap<u16, f64> = FxHashMap::default();
            let mut by_country: FxHashMap<[u8; 2], f64> = FxHashMap::default();
            for (index, candidate) in name.candidates.iter().enumerate() {
                let share = share(name, index);
                if let Some(region) = candidate.region {
                    let best = by_region.entry(region).or_default();
                    *best = share.max(*best);
                }
                let best = by_country.entry(candidate.country).or_default();
                *best = share.max(*best);
            }
            for (region, share) in by_region {
                *regions.entry(region).or_default() += share;
            }
            for (country, share) in by_country {
                *countries.entry(country).or_default() += share;
            }
        }
        (regions, countries)
    }

    fn places(&self, mentions: &[Mention<'_>]) -> Vec<Option<Place>> {
        mentions
            .iter()
            .map(|mention| {
                let key = (mention.name.to_string(), mention.container.map(String::from));
                let name = self.of.get(&key).map(|&at| &self.names[at])?;
                let candidate = &name.candidates[name.best?];
                (name.score >= FLOOR || candidate.known || name.candidates.len() == 1).then(|| candidate.place.clone())
            })
            .collect()
    }
}

/// How much of a name goes to a reading: its present one most of all, the others by their prior.
fn share(name: &Name, index: usize) -> f64 {
    if name.best == Some(index) {
        return 1.0;
    }
    let spread = (name.candidates.len() as f64).sqrt();
    OTHERS / spread
}

fn nearness(at: usize, candidate: &Candidate, anchors: &[(usize, f64, f64, Option<u16>)]) -> f64 {
    let near: f64 = anchors
        .iter()
        .filter(|(other, ..)| *other != at)
        .map(|&(_, latitude, longitude, _)| {
            let km = kilometres(candidate.place.latitude, candidate.place.longitude, latitude, longitude);
            (-km / NEAR_KM).exp()
        })
        .sum();
    near.ln_1p()
}

/// Whether a reading lies in what was named as its container.
fn contained_by(candidate: &Candidate, containers: &[Candidate]) -> f64 {
    if containers.is_empty() {
        return 0.0;
    }
    let inside = containers.iter().any(|container| {
        container.country == candidate.country
            && match container.place.kind {
                PlaceKind::Country => container.place.kind != candidate.place.kind,
                PlaceKind::Region => container.region.is_none() || container.region == candidate.region,
                PlaceKind::District => container.district == candidate.district && container.region == candidate.region,
                _ => false,
            }
            && candidate.place.kind > container.place.kind
    });
    if inside { CONTAINER } else { 0.0 }
}

fn argmax(scores: &[f64]) -> Option<usize> {
    // The first of equals, so that the order of the tables decides and not chance.
    scores
        .iter()
        .enumerate()
        .fold(None, |best: Option<(usize, f64)>, (at, &score)| match best {
            Some((_, most)) if most >= score => best,
            _ => Some((at, score)),
        })
        .map(|(at, _)| at)
}

/// Great-circle distance (haversine) on a sphere of 6,371 km.
fn kilometres(latitude: f64, longitude: f64, other_latitude: f64, other_longitude: f64) -> f64 {
    let (a, b) = (latitude.to_radians(), other_latitude.to_radians());
    let (dlat, dlon) = (b - a, (other_longitude - longitude).to_radians());
    let h = (dlat / 2.0).sin().powi(2) + a.cos() * b.cos() * (dlon / 2.0).sin().powi(2);
    2.0 * 6371.0 * h.sqrt().min(1.0).asin()
}
