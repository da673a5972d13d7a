//! One number with its sign and what is written beside it: "$4.2 billion", "minus 20 degrees", "52-year-old".
//!
//! In: where to look. Out: a [`Figure`].

use crate::atoms::Kind;
use crate::numerals::{Numeral, cardinal, number_words};

use super::Unit;
use super::reader::{Figure, Reader};
use super::tables::tables;
use super::units::{Found, money, sign, unit};

impl Reader<'_, '_> {
    /// A number at `i` with its sign and unit.
    pub(super) fn figure(&self, i: usize) -> Option<Figure> {
        let atoms = self.atoms;
        if let Some((row, at)) = sign(atoms, i) {
            let number = cardinal(atoms, at).filter(|n| n.digits && atoms.together(i, at))?;
            let unit = money(atoms, row, i..at, number.end);
            let number = self.with_cents(number, &unit);
            let end = unit.atoms.end;
            // "$10 dollars": the word repeats the sign.
            let (unit, end) = match super::units::unit(atoms, at, end).filter(|u| u.money) {
                Some(again) => {
                    let end = again.atoms.end;
                    (again, end)
                }
                None => (unit, end),
            };
            return Some(Figure { value: number.value, number, atoms: i..end, at, unit: Some(unit), rule: "money" });
        }
        // "-5", "+0.2%", "minus 20", "minus-260"
        let mut at = i;
        let mut negative = false;
        match atoms.get(i)?.kind {
            Kind::Mark('-' | '+') if atoms.spaced(i) && !atoms.spaced(i + 1) && atoms.is_number(i + 1) => {
                negative = atoms.is_mark(i, '-');
                at = i + 1;
            }
            Kind::Word if atoms.lower(i) == "minus" => {
                negative = true;
                at = if atoms.is_mark(i + 1, '-') { i + 2 } else { i + 1 };
            }
            Kind::Word | Kind::Number => {}
            Kind::Mark(mark) if number_words().glyphs.contains_key(&mark) => {}
            _ => return None,
        }
        let mut number = cardinal(atoms, at).filter(|_| atoms.together(i, at))?;
        let sign = if negative { -1.0 } else { 1.0 };
        // "two dozen"
        if let Some(factor) = number_words().collectives.get(atoms.lower(number.end)).filter(|f| **f == 12.0)
            && atoms.together(i, number.end)
        {
            number.value *= factor;
            number.end += 1;
        }
        // "48m": metres, unless money or a counted thing says million.
        if number.magnitude == 1e6 && atoms.raw(number.end - 1) == "m" && !atoms.spaced(number.end - 1) {
            let next = number.end;
            let counted = atoms.together(i, next)
                && atoms.is_word(next)
                && (atoms.lower(next) == "of" || !tables().stops.contains(atoms.lower(next)));
            if !counted {
                number = Numeral { value: number.value / 1e6, end: number.end - 1, magnitude: 1.0, ..number };
            }
        }
        // "1.99×10−30"
        if atoms.is_mark(number.end, '×') && atoms.raw(number.end + 1) == "10" && number.magnitude == 1.0 {
            let minus = usize::from(atoms.is_mark(number.end + 2, '-'));
            let exponent_at = number.end + 2 + minus;
            if !atoms.spaced(exponent_at)
                && let Ok(exponent) = atoms.raw(exponent_at).parse::<i32>()
            {
                let power = 10f64.powi(if minus == 1 { -exponent.min(300) } else { exponent.min(300) });
                number = Numeral { value: number.value * power, end: exponent_at + 1, magnitude: 1.0, digits: true };
            }
        }
        if !number.value.is_finite() {
            return None;
        }
        let unit = self.unit_of(&number, at);
        let mut end = unit.as_ref().map_or(number.end, |u| u.atoms.end);
        if let Some(unit) = unit.as_ref().filter(|u| u.money) {
            // "75 USD million"
            if let Some(factor) =
                number_words().magnitudes.get(atoms.lower(end)).filter(|_| number.magnitude == 1.0 && atoms.together(at, end))
            {
                number = Numeral { value: number.value * factor, magnitude: *factor, ..number };
                end += 1;
            }
            number = self.with_cents(number, unit);
            end = end.max(number.end);
        }
        Some(Figure { value: sign * number.value, number, atoms: i..end, at, unit, rule: "number" })
    }

    /// "3 dollars 50 cents", "thirteen dollars and forty-five cents": one sum.
    fn with_cents(&self, number: Numeral, unit: &Found) -> Numeral {
        let atoms = self.atoms;
        let from = unit.atoms.end.max(number.end);
        let at = if atoms.lower(from) == "and" { from + 1 } else { from };
        if !atoms.together(number.end - 1, at) || number.magnitude > 1.0 {
            return number;
        }
        let cents = cardinal(atoms, at).filter(|c| c.value < 100.0 && c.value.fract() == 0.0);
        match cents {
            Some(cents) if matches!(atoms.lower(cents.end), "cents" | "cent" | "pence") && atoms.together(at, cents.end) => {
                Numeral { value: number.value + cents.value / 100.0, end: cents.end + 1, ..number }
            }
            _ => number,
        }
    }

    pub(super) fn unit_of(&self, number: &Numeral, at: usize) -> Option<Found> {
        let atoms = self.atoms;
        let Some(found) = unit(atoms, at, number.end) else { return self.shared_unit(number, at) };
        // "200 pounds" may be weight: money is spoken of in thousands, or with "sterling".
        if let Unit::Measure { code, .. } = &found.unit
            && code == "GBP"
            && number.value < 1000.0
            && atoms.lower(number.end).starts_with("pound")
            && !(atoms.lower(found.atoms.end) == "sterling" || self.pays(at))
        {
            let unit = Unit::Measure { code: "[lb_av]".into(), name: "pound-mass".into() };
            return Some(Found { unit, money: false, ..found });
        }
        // "two second-hand cars", "the 1989 quarter": an ordinal or a share of a year is no unit.
        if found.time && atoms.lower(found.atoms.start) == "second" && !atoms.is_mark(found.atoms.start.wrapping_sub(1), '-') {
            return None;
        }
        // "52-year-old", "three weeks old"
        let end = found.atoms.end;
        let old = end + usize::from(atoms.is_mark(end, '-'));
        if found.time
            && atoms.together(at, old)
            && matches!(atoms.lower(old), "old" | "olds")
            && let Unit::Measure { code, name } = &found.unit
        {
            let unit = Unit::Measure { code: code.clone(), name: format!("{name} of age") };
            return Some(Found { unit, atoms: found.atoms.start..old + 1, time: false, money: false });
        }
        Some(found)
    }

    /// The unit of the number that follows: "eight or nine euros", "a 7- or 8-inch screen"; or one past a small word: "50 previous years".
    fn shared_unit(&self, number: &Numeral, at: usize) -> Option<Found> {
        let atoms = self.atoms;
        let hyphen = usize::from(atoms.is_mark(number.end, '-') && !atoms.spaced(number.end));
        let next = number.end + hyphen;
        if !atoms.together(at, next + 1) {
            return None;
        }
        if atoms.lower(next) == "or" {
            let other = cardinal(atoms, next + 1).filter(|n| n.value > number.value)?;
            let found = unit(atoms, at, other.end)?;
            return Some(Found { atoms: number.end..number.end, ..found }).filter(|_| number.end > at);
        }
        // "1/16 of a US pint", "a quarter of a mile"
        if atoms.lower(next) == "of" && number.value < 1.0 && matches!(atoms.lower(next + 1), "a" | "an") {
            return unit(atoms, at, next + 2).or_else(|| unit(atoms, at, next + 3));
        }
        let small = matches!(
            atoms.lower(next),
            "previous" | "more" | "additional" | "consecutive" | "straight" | "full" | "further" | "long"
        );
        unit(atoms, at, next + 1).filter(|_| small && hyphen == 0)
    }

    /// A word of paying stands close before.
    fn pays(&self, at: usize) -> bool {
        let mut k = at;
        for _ in 0..4 {
            let Some(previous) = self.atoms.before(k) else { break };
            if matches!(
                self.atoms.lower(previous),
                "cost" | "costs" | "paid" | "pay" | "pays" | "price" | "priced" | "worth" | "fined" | "fine" | "spent"
            ) {
                return true;
            }
            k = previous;
        }
        false
    }
}
