//! The column verdict: what a whole column says that no single value can.
//!
//! For each kind seen in a column the evidence is added up in log10 odds: the kind's prior, the column's name, the
//! written form, the pass rate over the column against chance, counters and sequences, the neighbours in the record.
//! The strongest kind whose odds reach the asked confidence is the verdict; the others lose the cell. Where no kind
//! wins, values that are sure by themselves still count, unless the column as a whole speaks against them.

mod another;
mod fillers;
mod licence;
mod names;
mod numbers;
mod odds;
mod outweigh;
mod phones;
mod protected;
mod rates;
mod refuted;
mod sequence;
#[cfg(test)]
mod tests;
mod years;
mod zeros;

use crate::aggregate::{ColumnAggregate, KindAggregate, TableAggregate};
use crate::detect::evidence::{Evidence, confidence};
use crate::detect::{ColumnContext, Detector, KnownColumns, Part, Protection};
use crate::rules::{Finder, HarmClass, KindId};

/// What a column is that is no finding by itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    /// State of residence.
    State,
    /// ZIP code.
    Zip,
    /// City.
    City,
}

impl Role {
    /// As it stands in reports.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::State => "state",
            Self::Zip => "zip",
            Self::City => "city",
        }
    }
}

/// What was decided of one kind in one column.
#[derive(Debug, Clone, PartialEq)]
pub struct KindVerdict {
    /// The kind.
    pub kind: KindId,
    /// Whether it is the column's verdict: then all its whole cells count.
    pub is_column: bool,
    /// Whether whole cells that are sure by themselves count although it is not.
    pub counts_sure: bool,
    /// Whether what was found within its cells counts.
    pub counts_embedded: bool,
    /// How its values are protected.
    pub protection: Protection,
    /// The column's log10 odds for the kind; negative infinity where it cannot be what the column holds.
    pub odds: f64,
    /// Why. Of a kind that the column cannot hold there is nothing.
    pub evidence: Vec<Evidence>,
}

/// What was decided of one column.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct ColumnVerdict {
    /// One for each kind of the aggregate, in its order.
    pub kinds: Vec<KindVerdict>,
    /// What the column is otherwise.
    pub role: Option<Role>,
}

impl ColumnVerdict {
    /// The verdict on the column as a whole.
    #[must_use]
    pub fn column(&self) -> Option<&KindVerdict> {
        self.kinds.iter().find(|kind| kind.is_column)
    }
}

/// What was decided of one table: one verdict for each of its columns.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct TableVerdict {
    /// In the order of the aggregate's columns.
    pub columns: Vec<ColumnVerdict>,
}

/// Decides on all columns of a table. `confidence_min` is what a verdict must reach.
#[must_use]
pub fn infer(
    detector: &Detector,
    known: &mut KnownColumns,
    table: &TableAggregate,
    confidence_min: f64,
) -> TableVerdict {
    if table.key.is_text {
        return TableVerdict { columns: table.columns.iter().map(text_verdict).collect() };
    }
    let mut verdict_of = |column: &ColumnAggregate, neighbours: &Neighbours| {
        // Nothing was seen in most columns: what their names say does not matter.
        if column.kinds.is_empty() {
            return column_verdict(detector, &ColumnContext::default(), column, confidence_min, neighbours);
        }
        known.with(detector, &table.key.name, &column.spec, |context| {
            column_verdict(detector, context, column, confidence_min, neighbours)
        })
    };
    let alone: Vec<ColumnVerdict> =
        table.columns.iter().map(|column| verdict_of(column, &Neighbours::default())).collect();
    let has_column = |words: &[&str]| {
        let named = table.columns.iter().filter(|column| column.spec.is_named);
        named.map(|column| names::words(&column.spec.name)).any(|name| words.contains(&name.as_str()))
    };
    let has_part = |words: &[&str]| {
        let named = table.columns.iter().filter(|column| column.spec.is_named);
        let parts = named.flat_map(|column| column.spec.name.split('.')).map(names::words);
        parts.into_iter().any(|name| words.contains(&name.as_str()))
    };
    let is_email = |verdict: &ColumnVerdict| {
        verdict.column().is_some_and(|winner| detector.rules().rule(winner.kind).kind == "email")
    };
    let of_table = Neighbours {
        are_known: true,
        are_animals: has_column(&OF_ANIMALS),
        are_children: table.columns.iter().any(|column| years::is_of_children(column) || years::is_of_parents(column)),
        is_of_india: has_column(&OF_INDIA),
        are_things: has_part(&OF_THINGS) && !alone.iter().any(is_email),
        ..Neighbours::default()
    };
    let is_name = |verdict: &ColumnVerdict| {
        verdict.column().is_some_and(|winner| detector.rules().rule(winner.kind).finder == Finder::PersonName)
    };
    let mut judged = |before: Vec<ColumnVerdict>| -> Vec<ColumnVerdict> {
        let neighbours = Neighbours::of(detector, &table.columns, &before);
        let is_of_place = |index: usize| {
            let next = before.get(index + 1).and_then(|verdict| verdict.role);
            matches!(next, Some(Role::State | Role::Zip))
        };
        let before_place: Vec<bool> = (0..before.len()).map(is_of_place).collect();
        let different_names = different_names(&table.columns, before.iter().map(is_name));
        let columns = table.columns.iter().zip(before).zip(before_place.into_iter().zip(different_names));
        columns
            .map(|((column, verdict), (is_before_place, different_names))| {
                let others = neighbours.without(detector, column, &verdict);
                let Neighbours { are_known, are_animals, are_children, is_of_india, are_things, .. } = of_table;
                let says_nothing = others == Neighbours::default() && !are_animals && !are_children && !is_of_india;
                // It was judged without any before; that names stand alone was not known.
                if says_nothing && !is_name(&verdict) {
                    return verdict;
                }
                let known = Neighbours {
                    is_before_place,
                    different_names,
                    are_known,
                    are_animals,
                    are_children,
                    is_of_india,
                    are_things,
                    ..others
                };
                verdict_of(column, &known)
            })
            .collect()
    };
    let columns = judged(alone.clone());
    // Names that only what stands beside them made some are neighbours to the others as well.
    let is_long = |column: &ColumnAggregate| column.cells >= NEW_NAMES_MIN;
    let are_new = (columns.iter().zip(&alone).zip(&table.columns))
        .any(|((verdict, before), column)| is_name(verdict) && !is_name(before) && is_long(column));
    if !are_new {
        return TableVerdict { columns };
    }
    let known = columns.into_iter().zip(alone).map(|(verdict, before)| {
        let was_name = is_name(&before) && !is_name(&verdict);
        if was_name { before } else { verdict }
    });
    let known = known.collect();
    TableVerdict { columns: judged(known) }
}

/// Names of fewer records, which what stands beside them made names, say nothing of others: in documents each key is a column.
const NEW_NAMES_MIN: u64 = 20;

/// Columns that animals alone have.
const OF_ANIMALS: [&str; 8] =
    ["breed", "breed name", "animal breed", "dog breed", "pet breed", "breed code", "animal name", "animal species"];

/// Columns of the codes of Indian banks, and of numbers that India's tax office and registry give out.
const OF_INDIA: [&str; 8] =
    ["ifsc", "ifsc code", "ifsccode", "ifs code", "gstin", "aadhaar", "aadhaar no", "aadhaar number"];

/// Columns that places, colours, languages and signs have beside their names, and people never; in documents, parts of their paths.
const OF_THINGS: [&str; 31] = [
    "geometry",
    "arcs",
    "the geom",
    "wkt",
    "wkb geometry",
    "fips",
    "fips code",
    "countyfp",
    "geoid",
    "statefp",
    "alpha 2",
    "alpha 3",
    "alpha2",
    "alpha3",
    "cca2",
    "cca3",
    "cioc",
    "demonyms",
    "landlocked",
    "iso 639 1",
    "iso 639 2",
    "iso 639 3",
    "elevation",
    "area sq km",
    "hex",
    "hex code",
    "rgb",
    "cmyk",
    "hsl",
    "wikidata id",
    "codepoint",
];

/// For each column the most different values in another one of names.
fn different_names(columns: &[ColumnAggregate], are_names: impl Iterator<Item = bool>) -> Vec<u64> {
    let counts =
        columns.iter().zip(are_names).map(|(column, is_name)| if is_name { column.distinct.count() } else { 0 });
    let counts: Vec<u64> = counts.collect();
    let (mut first, mut second) = ((usize::MAX, 0), 0);
    for (index, &count) in counts.iter().enumerate() {
        if count > first.1 {
            (first, second) = ((index, count), first.1);
        } else {
            second = second.max(count);
        }
    }
    (0..counts.len()).map(|index| if index == first.0 { second } else { first.1 }).collect()
}

/// How sure the columns beside one are that this is a table of people.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
struct Neighbours {
    names: usize,
    /// Those of the names that are no given names alone.
    family_names: usize,
    /// Columns that may be names, and addresses of e-mail, which companies have as well.
    hints: usize,
    others: usize,
    routing: usize,
    cards: usize,
    /// Columns of towns and states.
    places: usize,
    /// Whether states or postal codes stand in the next column.
    is_before_place: bool,
    /// Whether all columns beside it were judged.
    are_known: bool,
    /// The most different names in one column of them.
    different_names: u64,
    /// Whether it is a table of animals, which are born as well.
    are_animals: bool,
    /// Whether a column is of children or of those who have them.
    are_children: bool,
    /// Whether the table has what banks and offices of India give out.
    is_of_india: bool,
    /// Whether it is a table of places, colours or languages, by what else it has of each.
    are_things: bool,
}

impl Neighbours {
    /// A column counts as a neighbour from this confidence on: it must not need a neighbour itself.
    const CONFIDENCE_MIN: f64 = 0.8;
    /// And as one that may be one from this on.
    const HINT_MIN: f64 = 0.3;

    fn of(detector: &Detector, columns: &[ColumnAggregate], verdicts: &[ColumnVerdict]) -> Self {
        let both = columns.iter().zip(verdicts);
        let counted = both.filter_map(|(column, verdict)| Self::counted(detector, column, verdict));
        counted.fold(Self::default(), |sum, one| Self {
            names: sum.names + one.names,
            family_names: sum.family_names + one.family_names,
            hints: sum.hints + one.hints,
            others: sum.others + one.others,
            routing: sum.routing + one.routing,
            cards: sum.cards + one.cards,
            places: sum.places + one.places,
            is_before_place: false,
            are_known: false,
            different_names: 0,
            are_animals: false,
            are_children: false,
            is_of_india: false,
            are_things: false,
        })
    }

    fn counted(detector: &Detector, column: &ColumnAggregate, verdict: &ColumnVerdict) -> Option<Self> {
        if matches!(verdict.role, Some(Role::City | Role::State)) {
            return Some(Self { places: 1, ..Self::default() });
        }
        let winner = verdict.column()?;
        let rule = detector.rules().rule(winner.kind);
        let is_name = rule.kind == "person_name";
        let is_hint = confidence(winner.odds) >= Self::HINT_MIN && (is_name || rule.kind == "email");
        let hints = usize::from(is_hint);
        if confidence(winner.odds) < Self::CONFIDENCE_MIN {
            return is_hint.then(|| Self { hints, ..Self::default() });
        }
        let kind = column.kinds.iter().find(|kind| kind.kind == winner.kind);
        let is_given = kind.is_some_and(|kind| kind.main_part() == Part::GivenName);
        // Company identifiers make no table of people.
        let is_person = is_name || rule.harm > HarmClass::Low;
        Some(Self {
            names: usize::from(is_name),
            family_names: usize::from(is_name && !is_given),
            hints,
            others: usize::from(is_person && !is_name),
            routing: usize::from(rule.kind == "us_bank_routing"),
            cards: usize::from(rule.kind == "payment_card"),
            places: 0,
            is_before_place: false,
            are_known: false,
            different_names: 0,
            are_animals: false,
            are_children: false,
            is_of_india: false,
            are_things: false,
        })
    }

    fn without(self, detector: &Detector, column: &ColumnAggregate, verdict: &ColumnVerdict) -> Self {
        match Self::counted(detector, column, verdict) {
            Some(own) => Self {
                names: self.names - own.names,
                family_names: self.family_names - own.family_names,
                hints: self.hints - own.hints,
                others: self.others - own.others,
                routing: self.routing - own.routing,
                cards: self.cards - own.cards,
                places: self.places - own.places,
                is_before_place: false,
                are_known: false,
                different_names: 0,
                are_animals: false,
                are_children: false,
                is_of_india: false,
                are_things: false,
            },
            None => self,
        }
    }
}

/// A text has no column to judge: each value stood by itself when it was found.
fn text_verdict(column: &ColumnAggregate) -> ColumnVerdict {
    let kinds = column
        .kinds
        .iter()
        .map(|kind| KindVerdict {
            kind: kind.kind,
            is_column: false,
            counts_sure: true,
            counts_embedded: true,
            protection: Protection::Plain,
            odds: kind.embedded().mean_odds(),
            evidence: Vec::new(),
        })
        .collect();
    ColumnVerdict { kinds, role: None }
}

fn column_verdict(
    detector: &Detector,
    context: &ColumnContext,
    column: &ColumnAggregate,
    confidence_min: f64,
    neighbours: &Neighbours,
) -> ColumnVerdict {
    let mut kinds: Vec<KindVerdict> = column
        .kinds
        .iter()
        .map(|kind| {
            let without_fillers = fillers::without(column, kind);
            let column = without_fillers.as_ref().unwrap_or(column);
            let protected = protected::evidence(detector, context, column, kind, neighbours.cards > 0);
            let protection = protected.as_ref().map_or(Protection::Plain, |(protection, _)| *protection);
            // Most kinds that were looked for were seen seldom or never: there is nothing to weigh.
            let may_win = is_main(column, kind, protection, context.label(kind.kind).weight);
            let evidence = match protected {
                _ if !may_win => Vec::new(),
                Some((_, evidence)) => evidence,
                None => odds::column_evidence(detector, context, column, kind, neighbours),
            };
            let odds = if may_win { evidence.iter().map(|evidence| evidence.weight).sum() } else { f64::NEG_INFINITY };
            KindVerdict {
                kind: kind.kind,
                is_column: false,
                counts_sure: false,
                counts_embedded: true,
                protection,
                odds,
                evidence,
            }
        })
        .collect();
    // Postal codes of nine digits are written with a hyphen, or stand under their name, or in an address.
    let is_bare = |role: &Role| *role == Role::Zip && column.numeric.max > 99_999;
    let role = role(column).filter(|role| !is_bare(role) || context.is_of_place() || neighbours.places > 0);
    let winner = (0..kinds.len())
        .filter(|&index| kinds[index].odds.is_finite() && confidence(kinds[index].odds) >= confidence_min)
        .filter(|&index| role.is_none_or(|role| kinds[index].odds > role_odds(role, column, &column.kinds[index])))
        .max_by(|&left, &right| {
            kinds[left].odds.total_cmp(&kinds[right].odds).then(kinds[right].kind.cmp(&kinds[left].kind))
        });
    if let Some(winner) = winner {
        kinds[winner].is_column = true;
    }
    let is_readable = winner.is_some_and(|winner| kinds[winner].protection == Protection::Plain);
    let winner_kind = winner.map(|winner| column.kinds[winner].kind);
    let has_room = winner.is_some_and(|winner| leaves_room(column, &column.kinds[winner]));
    let is_address = winner_kind.is_some_and(|winner| is_address_kind(detector, winner));
    for (verdict, kind) in kinds.iter_mut().zip(&column.kinds) {
        let is_name = detector.rules().rule(kind.kind).finder == Finder::PersonName;
        let is_named = context.label(kind.kind).weight >= NAME_STRAY_LABEL;
        let may_stray = !is_name || is_named;
        // Streets are called after people.
        let is_open = is_name || is_address_kind(detector, kind.kind);
        let is_accident = if is_open { !is_named && are_seldom(column, kind) } else { is_doubtful(column, kind) };
        let is_own = winner_kind == Some(kind.kind);
        verdict.counts_embedded = !(is_name && is_address || is_accident && !is_own);
        verdict.counts_sure = match winner_kind {
            // Of tokens that keep the form some pass as anything.
            Some(winner) if is_readable => {
                odds::stays_beside(detector, kind.kind, winner)
                    || has_room && !is_name && !is_address_kind(detector, kind.kind) && leaves_room(column, kind)
            }
            Some(_) => false,
            None => {
                let is_chance = context.label(kind.kind).weight <= 0.0 && is_code_by_chance(detector, column, kind);
                may_stray
                    && is_stray(column, kind)
                    && !(is_open && !is_named && are_few(column, kind))
                    && !is_chance
                    && numbers::too_small(detector.rules().rule(kind.kind), column, kind).is_none()
            }
        };
    }
    ColumnVerdict { kinds, role: role.filter(|_| winner.is_none()) }
}

/// What a kind must beat in a column that is full of states, ZIPs or cities. ZIP+4 without its hyphen is rarer than other
/// nine digits, beside a place as well.
fn role_odds(role: Role, column: &ColumnAggregate, kind: &KindAggregate) -> f64 {
    match role {
        Role::Zip if column.numeric.max > 99_999 => 1.0,
        // Any words are towns in a column that says so; hardly a town is called after a whole person.
        Role::City if names::are_whole(column, kind) => 0.0,
        Role::City | Role::State | Role::Zip => 3.0,
    }
}

/// Whether the kind's whole cells are what the column mostly holds. Free text that is sometimes only a number has no verdict.
fn is_main(column: &ColumnAggregate, kind: &KindAggregate, protection: Protection, label: f32) -> bool {
    let seen = match protection {
        // Of tokens that keep the form only as many pass as chance lets.
        Protection::Tokenised => kind.whole.matched + kind.missed,
        _ if label >= odds::NAMED_OUTRIGHT => kind.whole.matched,
        _ => kind.recognised(),
    };
    seen > 0 && seen * 4 >= column.cells
}

/// Whether whole cells of a kind without verdict may count by themselves: they do where they are the exception, as in
/// a column of notes. Where most cells have the shape, the column was judged, and the verdict was no.
fn is_stray(column: &ColumnAggregate, kind: &KindAggregate) -> bool {
    (kind.recognised() + kind.missed) * 2 < column.cells || column.cells <= 2
}

/// Whether so many cells do not even look like the kind that a column mostly holds that it is one of contacts or documents of
/// several sorts: `value` beside `system`. What is sure by itself there stays what it is.
fn leaves_room(column: &ColumnAggregate, kind: &KindAggregate) -> bool {
    (kind.recognised() + kind.missed) * 4 <= column.cells * 3
}

fn is_address_kind(detector: &Detector, kind: KindId) -> bool {
    detector.rules().rule(kind).finder == Finder::StreetAddress
}

/// Whether names or addresses within the cells are those of a few short ones, and not sure: of products, books, towns and firms
/// some are called after people, and notes, which hold names, are longer. Where few ends and where sure begins are judgements, here
/// and below.
fn are_seldom(column: &ColumnAggregate, kind: &KindAggregate) -> bool {
    /// Bytes of a cell, on average.
    const SHORT_MAX: u64 = 40;
    const SURE: f64 = 0.95;
    let embedded = kind.embedded();
    embedded.matched * 4 < column.cells && column.bytes < column.cells * SHORT_MAX && embedded.mean_confidence() < SURE
}

/// Whether few of many cells are one as a whole, and not sure.
fn are_few(column: &ColumnAggregate, kind: &KindAggregate) -> bool {
    const CELLS_MIN: u64 = 20;
    const SURE: f64 = 0.95;
    column.cells >= CELLS_MIN && kind.recognised() * 4 < column.cells && kind.sure().mean_confidence() < SURE
}

/// Whether one cell of many short codes happens to have the form of a number with letters, or of a house and a street: of serial
/// numbers and plates that vary in every place some do. Digits that are grouped as hardly anything else is stay what they are.
fn is_code_by_chance(detector: &Detector, column: &ColumnAggregate, kind: &KindAggregate) -> bool {
    const CELLS_MIN: u64 = 50;
    const CODE_MAX: u64 = 20;
    let rule = detector.rules().rule(kind.kind);
    let form = odds::main_shape(kind).and_then(|index| rule.shapes.get(index)).map(|shape| shape.form.as_str());
    let has_letters =
        form.is_some_and(|form| form.bytes().any(|byte| b"aulx".contains(&byte) || byte.is_ascii_uppercase()));
    let is_open = rule.finder == Finder::StreetAddress || rule.finder == Finder::Shape && has_letters;
    let are_codes = column.bytes <= column.cells * CODE_MAX && column.word_cells * 2 < column.cells;
    is_open && are_codes && column.cells >= CELLS_MIN && kind.recognised() * 50 <= column.cells
}

/// Whether hardly a cell holds something of the kind, and what it holds is not sure: a number in an address of the web, in a code.
fn is_doubtful(column: &ColumnAggregate, kind: &KindAggregate) -> bool {
    const SURE: f64 = 0.8;
    let embedded = kind.embedded();
    column.cells >= 20 && embedded.matched * 20 < column.cells && embedded.mean_confidence() < SURE
}

/// A company, a product, a place is often called after a person: a few names in a column of them are not findings unless
/// its name says that it holds names outright.
const NAME_STRAY_LABEL: f32 = 2.0;

fn role(column: &ColumnAggregate) -> Option<Role> {
    let most = |count: u64| column.cells > 0 && count * 10 >= column.cells * 8;
    if most(column.state_cells) {
        Some(Role::State)
    } else if most(column.zip_cells) {
        Some(Role::Zip)
    } else if most(column.city_cells) {
        Some(Role::City)
    } else {
        None
    }
}

/// The name of a part, as it stands in reports; the whole has none.
#[must_use]
pub fn part_name(part: Part) -> Option<&'static str> {
    match part {
        Part::Whole => None,
        Part::GivenName => Some("given_name"),
        Part::MiddleName => Some("middle_name"),
        Part::FamilyName => Some("family_name"),
        Part::Street => Some("street"),
    }
}
