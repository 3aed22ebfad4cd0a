//! Words that could be names, and are as well those of firms, towns, agents and months.

use super::Neighbours;
use super::odds::{NAMED_OUTRIGHT, independent, likelihood_ratio, ratio};
use crate::aggregate::{ColumnAggregate, KindAggregate};
use crate::detect::evidence::{Evidence, EvidenceType};
use crate::detect::{LabelEvidence, Part};

/// The commonest given name of the census is that of about one person in ninety, the commonest surname that of one in
/// 126: fifty people have more than a dozen names between them. Brands and months are called after people, and are few.
pub(super) fn few(
    column: &ColumnAggregate,
    kind: &KindAggregate,
    label: &LabelEvidence<'_>,
    neighbours: &Neighbours,
) -> Option<Evidence> {
    let distinct = column.distinct.count();
    let detail = || format!("only {distinct} different values in {} cells", column.cells);
    // Few people are at work in many records, which the column's name says.
    if label.weight == 0.0 && is_of_role(column) {
        return None;
    }
    if kind.main_part() == Part::Whole {
        // Whole names repeat where agents and doctors stand, which the column's name says.
        let is_few = column.cells >= 20 && distinct * 3 <= column.cells && !are_many_people(column, kind);
        // Towns are called after people, too, and only some of them: of names the lists know most.
        let are_half_known = kind.recognised() * 10 < column.cells * 7;
        let weight = if distinct * 10 <= column.cells || are_half_known { -5.0 } else { -4.0 };
        return (is_few && label.weight <= 0.0).then(|| Evidence::new(EvidenceType::Distinctness, weight, detail()));
    }
    let is_few = column.cells >= 25 && (distinct <= 12 || distinct <= 40 && distinct * 6 <= column.cells);
    if is_few && label.weight < NAMED_OUTRIGHT {
        return Some(Evidence::new(EvidenceType::Distinctness, -4.0, detail()));
    }
    // Initials are few. Who makes up records takes names from short lists: alone this decides nothing. The weight is a judgement.
    let are_words = kind.main_part() != Part::MiddleName && column.bytes >= column.cells * 3;
    let is_asked = label.weight < NAMED_OUTRIGHT && are_words;
    if is_asked && repeat_beside_others(column, neighbours.different_names) {
        let detail = format!("only {distinct} different values beside {} different names", neighbours.different_names);
        return Some(Evidence::new(EvidenceType::Distinctness, -2.0, detail));
    }
    // Half of the towns are on the lists of surnames; of people that are found beside states and postal codes, more names are.
    // The weight is a judgement.
    let is_of_towns = (neighbours.places > 0 && neighbours.names == 0 || neighbours.is_before_place)
        && label.weight <= 0.0
        && kind.recognised() * 4 < column.cells * 3;
    if is_of_towns && column.cells >= 10 {
        let detail = format!("{} of {} are names, and states stand beside them", kind.recognised(), column.cells);
        return Some(Evidence::new(EvidenceType::CounterEvidence, -4.0, detail));
    }
    let elsewhere = ratio(kind.facts.get(NAME_ELSEWHERE).copied().unwrap_or(0), column.cells);
    // Half of the usual surnames are towns, too: beside given names it takes more of them.
    let elsewhere_min = if neighbours.names > 0 { 0.8 } else { 0.5 };
    (column.cells >= 10 && elsewhere >= elsewhere_min && label.weight <= 0.0).then(|| {
        let detail = format!("{:.0} % are names of towns, regions and months, too", elsewhere * 100.0);
        Evidence::new(EvidenceType::CounterEvidence, -4.0, detail)
    })
}

/// Of so many different names hardly any are those of things.
const ALONE_MAX: u64 = 200;

/// Names in a table that has nothing else of people. Storms, pets, projects and colours are called by given names and surnames
/// alone, and who lists people by one part of their names has the other part, or more of them, beside it. Whole names that come
/// again are those of things there, and of a few even those that do not are less sure. All weights are judgements.
pub(super) fn alone(
    column: &ColumnAggregate,
    kind: &KindAggregate,
    label: &LabelEvidence<'_>,
    neighbours: &Neighbours,
) -> Option<Evidence> {
    const FEW_MAX: u64 = 10;
    let distinct = column.distinct.count();
    // What such a table is of has names of many sorts and in many languages.
    let other_names = if neighbours.are_things { 0 } else { neighbours.names + neighbours.hints };
    let is_alone = neighbours.are_known && other_names + neighbours.others == 0;
    let is_asked =
        is_alone && label.weight >= 0.0 && !is_of_people(label) && (distinct < ALONE_MAX || neighbours.are_things);
    if !is_asked || is_of_role(column) || are_written_as_people(kind) {
        return None;
    }
    let comes_again = label.weight <= 0.0
        && column.cells >= FEW_MAX
        && distinct * 2 <= column.cells
        && !are_many_people(column, kind);
    let weight = match kind.main_part() {
        // `name` is what things are called as well.
        Part::GivenName | Part::FamilyName if label.weight > 0.0 => -3.0,
        Part::GivenName | Part::FamilyName => -2.0,
        // People have places, too: of their names nearly all are some.
        _ if neighbours.are_things && kind.recognised() * 10 < column.cells * 9 => -2.0,
        _ if comes_again => -3.0,
        _ if distinct < FEW_MAX => -1.0,
        _ => return None,
    };
    Some(Evidence::new(EvidenceType::CounterEvidence, weight, "nothing else of people stands beside them"))
}

/// Words for the name of a person, and of a thing as well.
const NAMES: [&str; 9] = ["name", "names", "nombre", "nom", "nome", "naam", "navn", "namn", "nazwa"];

/// Whether the column's name speaks of people (`first`, `employee`), and not of what things have as well.
fn is_of_people(label: &LabelEvidence<'_>) -> bool {
    label.weight >= NAMED_OUTRIGHT || label.weight > 0.0 && label.word.is_some_and(|word| !NAMES.contains(&word))
}

/// Names of which most are ordinary words, too, or are those of firms, works and laws. Of people's names one in six has such a
/// word in it, by the lists, and of those of the commonest names one in three; how many of things that happen to be called by listed
/// names have is a judgement.
pub(super) fn of_things(column: &ColumnAggregate, kind: &KindAggregate, label: &LabelEvidence<'_>) -> Option<Evidence> {
    const OF_PEOPLE: f64 = 0.35;
    const OF_THINGS: f64 = 0.7;
    const LOSS_MAX: f64 = 3.0;
    const LOSS_OF_PEOPLE_MAX: f64 = 1.0;
    const THINGS_MIN: u64 = 2;
    if label.weight >= NAMED_OUTRIGHT {
        return None;
    }
    let fact = |place: usize| kind.facts.get(place).copied().unwrap_or(0);
    let things = fact(NAME_OF_THING);
    if things >= THINGS_MIN && things * 6 >= kind.recognised() {
        let detail = format!("firms, works or laws are called as {things} of {} are", kind.recognised());
        return Some(Evidence::new(EvidenceType::CounterEvidence, -4.0, detail));
    }
    if are_written_as_people(kind) {
        return None;
    }
    let share = ratio(fact(NAME_OF_WORDS), kind.recognised());
    let values = independent(column, kind.recognised());
    let loss_max = if is_of_people(label) || is_of_role(column) { LOSS_OF_PEOPLE_MAX } else { LOSS_MAX };
    let weight = likelihood_ratio(values, share, OF_PEOPLE, OF_THINGS).max(-loss_max);
    (weight < 0.0).then(|| {
        let detail = format!("{:.0} % have ordinary words in them", share * 100.0);
        Evidence::new(EvidenceType::CounterEvidence, weight, detail)
    })
}

/// Whether hardly anybody comes again in the column of names beside this one, and the given names or surnames in this one do by far
/// more often than those of so many people would: as if there were 300 of them, all equally usual. The least usual is left out.
fn repeat_beside_others(column: &ColumnAggregate, different_names: u64) -> bool {
    const CELLS_MIN: u64 = 10;
    const USUAL: f64 = 300.0;
    const PART: f64 = 0.7;
    let expected = USUAL * (1.0 - (-ratio(column.cells, 1) / USUAL).exp());
    column.cells >= CELLS_MIN
        && different_names * 10 >= column.cells * 9
        && ratio(column.distinct.count(), 1) < expected * PART
}

/// What people are called by what they do in a record: at the end of a column's name.
const ROLES: [&str; 29] = [
    "manager",
    "supervisor",
    "assignee",
    "assigned to",
    "judge",
    "magistrate",
    "approver",
    "approved by",
    "reviewer",
    "reviewed by",
    "reporter",
    "technician",
    "instructor",
    "investigator",
    "caseworker",
    "attorney",
    "candidate",
    "donor",
    "winner",
    "driver",
    "player",
    "student",
    "employee",
    "person",
    "patient",
    "passenger",
    "guest",
    "applicant",
    "tenant",
];

/// Whether the column's name ends in such a role.
fn is_of_role(column: &ColumnAggregate) -> bool {
    if !column.spec.is_named {
        return false;
    }
    let name = words(&column.spec.name);
    let name = name.trim_end_matches(" name");
    ROLES.iter().any(|role| name.strip_suffix(role).is_some_and(|before| before.is_empty() || before.ends_with(' ')))
}

/// The words of a column's name in small letters, with a blank between them.
pub(super) fn words(name: &str) -> String {
    let mut words = String::new();
    let mut was_small = false;
    for sign in name.chars() {
        // `AccountManager` is two words, as `account_manager` is.
        if sign.is_uppercase() && was_small || !sign.is_alphanumeric() {
            words.push(' ');
        }
        words.extend(sign.to_lowercase().filter(|sign| sign.is_alphanumeric()));
        was_small = sign.is_lowercase();
    }
    words.trim().to_owned()
}

/// Whole names under the name of something else. Products and buildings are called after people, and then of words or with one
/// word more; where nearly all are a given and a family name that hardly repeat, and not made of words, and other personal data
/// stand beside them, the name does not say what they are. Both weights are judgements.
pub(super) fn named_otherwise(
    column: &ColumnAggregate,
    kind: &KindAggregate,
    label: &LabelEvidence<'_>,
    neighbours: &Neighbours,
) -> Option<Evidence> {
    if label.weight > -2.0 || kind.main_part() != Part::Whole {
        return None;
    }
    // Whom something is shipped to is a person as a rule, and a ship where none of theirs stands beside it.
    let is_of_places =
        label.word.is_some_and(|word| word != SHIPPED_TO && OF_PLACES.iter().any(|place| word.contains(place)));
    let is_sure = neighbours.others > 0
        || column.cells >= TURNED_MIN && (are_written_as_people(kind) || titled(kind) * 4 >= kind.recognised());
    Some(if are_whole(column, kind) && is_sure && !is_of_places {
        Evidence::new(
            EvidenceType::Distinctness,
            1.0,
            "nearly all are a given and a family name, and they hardly repeat",
        )
    } else {
        Evidence::new(EvidenceType::CounterEvidence, -1.0, "things are called after people")
    })
}

/// Whether nearly all cells are a given and a family name that hardly repeat, and are not made of words.
pub(super) fn are_whole(column: &ColumnAggregate, kind: &KindAggregate) -> bool {
    let vary = column.distinct.count() * 10 >= column.cells.saturating_sub(fillers(column, kind)) * 8;
    are_all_names(column, kind) && vary
}

/// Whether so many different given names or surnames stand under the name of a ware beside personal data that they are parts of
/// people's names: of wares few are called so, they come again, and half of what they are called are words. Who has a given name
/// on the lists is nine in ten, a surname seven in ten.
pub(super) fn are_parts_of_people(column: &ColumnAggregate, kind: &KindAggregate, neighbours: &Neighbours) -> bool {
    const VALUES_MIN: u64 = 20;
    const MANY: u64 = 100;
    let distinct = column.distinct.count();
    let cells = column.cells.saturating_sub(fillers(column, kind));
    let fact = |place: usize| kind.facts.get(place).copied().unwrap_or(0);
    let (known_min, words_max) = match kind.main_part() {
        Part::GivenName => (0.85, 0.3),
        Part::FamilyName => (0.7, 0.4),
        Part::MiddleName | Part::Whole | Part::Street => return false,
    };
    let vary = distinct >= MANY || distinct * 4 >= cells * 3;
    distinct >= VALUES_MIN
        && vary
        && neighbours.others > 0
        && kind.missed * 20 <= cells
        && ratio(kind.recognised(), cells) >= known_min
        && ratio(fact(NAME_OF_WORDS), kind.recognised()) <= words_max
        && ratio(fact(NAME_ELSEWHERE), kind.recognised()) <= 0.5
        && ratio(fact(NAME_OF_THING), kind.recognised()) <= 0.1
}

/// How many cells hold one value or two that stand for a missing one, where hardly any other cell is no name.
fn fillers(column: &ColumnAggregate, kind: &KindAggregate) -> u64 {
    const FILLERS_MAX: u64 = 2;
    let rest = column.cells.saturating_sub(kind.recognised() + kind.missed);
    let others = column.distinct.count().saturating_sub(kind.whole.distinct.count());
    let are_fillers = column.distinct.is_exact() && others <= FILLERS_MAX && rest * 2 <= column.cells;
    if are_fillers { rest } else { 0 }
}

/// Whether nearly all cells are a given and a family name, and not made of words.
fn are_all_names(column: &ColumnAggregate, kind: &KindAggregate) -> bool {
    let of_words = kind.facts.get(NAME_OF_WORDS).copied().unwrap_or(0);
    let of_three = kind.shapes.get(THREE_WORDS).copied().unwrap_or(0);
    let cells = column.cells.saturating_sub(fillers(column, kind));
    let are_all = kind.recognised() * 20 >= cells * 19 && cells >= ALL_MIN;
    let are_names = of_words * 4 <= kind.recognised() * 3 && of_three * 2 <= kind.recognised();
    kind.main_part() == Part::Whole && are_all && are_names
}

/// Whether so many different cells are whole names that they are people who come again, as in a table of what they bought: of
/// brands and makers few are called by a given and a family name.
fn are_many_people(column: &ColumnAggregate, kind: &KindAggregate) -> bool {
    const PEOPLE_MIN: u64 = 30;
    column.distinct.count() >= PEOPLE_MIN && are_all_names(column, kind)
}

/// Whether nearly all names are written with the family name first and a sign behind it, or with a title, as people are listed and
/// things are not.
fn are_written_as_people(kind: &KindAggregate) -> bool {
    let turned: u64 = TURNED_SHAPES.iter().filter_map(|&shape| kind.shapes.get(shape)).sum();
    turned.max(titled(kind)) * 20 >= kind.recognised() * 19
}

/// How many have a title or a suffix beside them.
fn titled(kind: &KindAggregate) -> u64 {
    kind.facts.get(NAME_TITLED).copied().unwrap_or(0)
}

/// The written forms with the family name first: `Smith, John`, `SMITH^JOHN`.
const TURNED_SHAPES: [usize; 2] = [5, 6];
/// Of fewer cells these may be few.
const TURNED_MIN: u64 = 20;

/// What is called after whole people: streets of many countries, schools, ships. Towns mostly are after one name.
const OF_PLACES: [&str; 12] = [
    "street", "road", "address", "school", "college", "building", "park", "library", "hospital", "station", "ship",
    "team",
];

/// A heading of ships, and of whom something is shipped to.
const SHIPPED_TO: &str = "ship name";

/// Of fewer cells all may be names by chance.
const ALL_MIN: u64 = 10;

/// The fact of a name that a part of it is a word of the language, too.
const NAME_OF_WORDS: usize = 2;

/// The written form of names of three words and more: its place in the counts of shapes.
const THREE_WORDS: usize = 3;

/// The fact of a name that it is one of a town, a region or a month, too: its place in the counts of facts.
const NAME_ELSEWHERE: usize = 4;

/// Firms are called after people: where one cell in ten has a word of a firm, the others are firms as well. So are streets, and
/// some names of people end as theirs do.
pub(super) fn companies(column: &ColumnAggregate, kind: &KindAggregate, label: &LabelEvidence<'_>) -> Option<Evidence> {
    let of_streets = kind.facts.get(NAME_OF_STREET).copied().unwrap_or(0);
    let others = kind.missed + of_streets;
    let are_streets = of_streets >= STREETS_MIN
        && of_streets * 2 >= kind.recognised()
        && of_streets * 4 >= column.cells
        && label.weight < NAMED_OUTRIGHT;
    let are_firms = kind.missed * 5 >= column.cells && kind.recognised() * 20 <= column.cells;
    let is_other = are_streets || are_firms || label.weight <= 0.0 && kind.missed * 10 >= column.cells;
    (is_other && column.cells > 0).then(|| {
        let detail = format!("{others} of {} cells have a word of firms, offices or places", column.cells);
        Evidence::new(EvidenceType::CounterEvidence, -4.0, detail)
    })
}

/// Of fewer names of people some may well end so.
const STREETS_MIN: u64 = 5;

/// The fact of a name that a title or a suffix stands beside it: its place in the counts of facts.
const NAME_TITLED: usize = 6;

/// The fact of a name that its last word ends the names of streets, too. Of people's surnames few do.
const NAME_OF_STREET: usize = 5;

/// The fact of a name that firms, works or laws are called so, too.
const NAME_OF_THING: usize = 7;
