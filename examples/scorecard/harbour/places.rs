//! Postal addresses as the countries write them.

use super::words::{Country, Order};
use crate::random::Rng;

/// One line, from the house number (or the street) to the postal code and town.
pub(crate) fn address(rng: &mut Rng, country: &Country) -> String {
    let street = rng.pick(country.streets);
    let number = rng.range(1, 180);
    let code: String = country
        .code
        .chars()
        .map(|char| match char {
            '9' => rng.range(1, 9).to_string(),
            '#' => rng.digits(1),
            '@' => rng.letters("ABDEFGHJLNPRSTUWXYZ", 1),
            other => other.to_string(),
        })
        .collect();
    let town = rng.pick(country.towns);
    match country.order {
        Order::Front => format!("{number} {street}, {town} {code}"),
        Order::FrontThenCode => format!("{number} {street}, {code} {town}"),
        Order::Behind => {
            let letter = if rng.chance(10) { rng.letters("abc", 1) } else { String::new() };
            format!("{street} {number}{letter}, {code} {town}")
        }
        Order::BehindComma => format!("{street}, {number}, {code} {town}"),
    }
}
