//! Which columns name the values of which others, by the names of both.
//!
//! A document may have thousands of paths, and new ones in each of its batches: columns are found by their path and the words
//! before their last, and only those values are looked at again that something new may name.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use foldhash::fast::FixedState;

use super::pivot::Pivot;
use super::words::{is_of, path_and_words};
use crate::batch::ColumnId;

/// The last words of columns of values.
const VALUES: &[&str] = &["value", "val", "answer", "response"];
/// The last words of columns of names, the surest first.
const KEYS: &[&str] = &[
    "key",
    "attribute",
    "attr",
    "field",
    "fld",
    "property",
    "prop",
    "parameter",
    "param",
    "question",
    "setting",
    "variable",
];
/// The last words of columns that may hold names, or codes, or anything.
const WEAK_KEYS: &[&str] = &["option", "item", "element", "label", "name", "nm", "type", "typ", "system", "code"];

/// The last words of columns of names in an object beside the value, the surest first: `type.coding[].code`.
const WITHIN: &[&str] = &["code", "text", "display", "key", "name", "label"];
/// The last words of columns of numbers, whose kind a column of types tells: `ID_NBR` beside `ID_TYPE`.
const NUMBERS: &[&str] = &["number", "nbr", "num", "nmbr", "no"];
/// The last words of such columns of types.
const TYPES: &[&str] = &["type", "typ", "kind", "class"];
/// Words for what proves who somebody is.
const PROOFS: &[&str] =
    &["id", "ident", "identity", "identification", "identifier", "doc", "document", "proof", "credential"];

/// Columns of values of one table that are looked at: wider tables are of answers or measures, each with a name of its own.
pub(super) const PIVOTS_MAX: usize = 64;

/// Columns that may name the same values, of which one record has one and the next another: `system`, `type.coding[].code`.
const KEYS_OF_ONE_MAX: usize = 4;

/// What a column of names holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Names {
    /// Names of values.
    Keys,
    /// Names, or codes, or anything.
    Weak,
    /// Codes for the kind of an identifier, or names.
    Codes,
    /// Kinds of documents, and nothing else of interest.
    Documents,
}

/// The columns of a table that name values, or have values that others may name.
#[derive(Default)]
pub(super) struct Keys {
    places: HashMap<String, usize, FixedState>,
    paths: Vec<Path>,
    /// By the numbers of their columns.
    values: BTreeMap<u32, Value>,
    /// Columns of values that what came since they were told may name.
    touched: BTreeSet<u32>,
}

/// A column of values, or of numbers of documents.
struct Value {
    name: String,
    /// The words before its last.
    stem: String,
    path: usize,
    /// The words before the last of the column that names them.
    wanted: Vec<String>,
    is_number: bool,
    is_of_list: bool,
}

/// What stands at one path.
#[derive(Default)]
struct Path {
    stems: HashMap<Vec<String>, Stem, FixedState>,
    /// The surest column of names, and how sure it is: less is surer.
    surest: Option<(usize, ColumnId)>,
    /// The surest columns of names in an object that stands here.
    within: Vec<(usize, ColumnId, Names)>,
    /// The paths in whose objects this one names something.
    above: Option<Vec<usize>>,
}

/// The columns at one path with the same words before their last.
#[derive(Default)]
struct Stem {
    surest: Option<(usize, ColumnId)>,
    /// The first column of types.
    types: Option<ColumnId>,
    /// Columns that one of these may name.
    values: Vec<u32>,
    numbers: Vec<u32>,
}

/// How sure a column with this last word holds names: less is surer.
fn rank_of(last: &str) -> Option<usize> {
    KEYS.iter().chain(WEAK_KEYS).position(|word| *word == last)
}

/// Puts a column in the place of one that is less sure. Of two that are as sure the first stays.
fn put_surer(surest: &mut Option<(usize, ColumnId)>, rank: usize, id: ColumnId) -> bool {
    let is_surer = surest.is_none_or(|(known, first)| (rank, id.0) < (known, first.0));
    if is_surer {
        *surest = Some((rank, id));
    }
    is_surer
}

impl Keys {
    /// Adds a column. `is_label` says that its name says by itself what it holds.
    pub(super) fn add(&mut self, id: ColumnId, name: &str, path: &str, words: &[String], is_label: bool) {
        let Some((last, stem)) = words.split_last() else { return };
        let (rank, is_type) = (rank_of(last), is_of(last, TYPES));
        if rank.is_some() || is_type {
            let at = self.place_of(path);
            let Self { paths, touched, .. } = self;
            let Some(path) = paths.get_mut(at) else { return };
            let beside = path.stems.entry(stem.to_vec()).or_default();
            if is_type && beside.types.is_none() {
                beside.types = Some(id);
                touched.extend(&beside.numbers);
            }
            if rank.is_some_and(|rank| put_surer(&mut beside.surest, rank, id)) {
                touched.extend(&beside.values);
            }
            if rank.is_some_and(|rank| put_surer(&mut path.surest, rank, id)) {
                path.touch_values(touched);
            }
        }
        if let Some(rank) = WITHIN.iter().position(|word| word == last) {
            self.add_within(path, rank, id);
        }
        // What is named itself needs no other name.
        let is_value = is_of(last, VALUES) && !is_label;
        let wanted = if is_value { Some(stem) } else { stem_of_number(path, words) };
        if let Some(wanted) = wanted {
            let at = self.place_of(path);
            let value = Value {
                name: name.to_owned(),
                stem: stem.join(" "),
                path: at,
                wanted: wanted.to_vec(),
                is_number: !is_value,
                is_of_list: path.contains("[]."),
            };
            let Some(path) = self.paths.get_mut(at) else { return };
            let beside = path.stems.entry(wanted.to_vec()).or_default();
            if is_value { &mut beside.values } else { &mut beside.numbers }.push(id.0);
            self.values.insert(id.0, value);
            self.touched.insert(id.0);
        }
    }

    /// Adds a column that may name the values beside the object that it stands in.
    fn add_within(&mut self, path: &str, rank: usize, id: ColumnId) {
        let ends = path.match_indices(['.', '/']).map(|(end, _)| end + 1);
        if path.is_empty() {
            return;
        }
        let at = self.place_of(path);
        let above = self.paths.get_mut(at).and_then(|path| path.above.take());
        let above = above.unwrap_or_else(|| {
            let above = std::iter::once(0).chain(ends).map(|end| path.split_at(end));
            above.filter(|(_, object)| is_name(object)).map(|(above, _)| self.place_of(above)).collect()
        });
        let is_code = path.contains("identifier");
        let names = if is_code { Names::Codes } else { Names::Weak };
        for &above in &above {
            let Some(path) = self.paths.get_mut(above) else { continue };
            let place = path.within.partition_point(|(known, first, _)| (*known, first.0) < (rank, id.0));
            if place < KEYS_OF_ONE_MAX {
                path.within.insert(place, (rank, id, names));
                path.within.truncate(KEYS_OF_ONE_MAX);
                path.touch_values(&mut self.touched);
            }
        }
        if let Some(path) = self.paths.get_mut(at) {
            path.above = Some(above);
        }
    }

    fn place_of(&mut self, path: &str) -> usize {
        if let Some(&at) = self.places.get(path) {
            return at;
        }
        self.places.insert(path.to_owned(), self.paths.len());
        self.paths.push(Path::default());
        self.paths.len() - 1
    }

    /// Tells which columns are of values, and which name those: in the order of the values. What is known of names is kept.
    pub(super) fn tell(&mut self, pivots: &mut Vec<Pivot>) {
        for id in std::mem::take(&mut self.touched) {
            let is_over = pivots.len() >= PIVOTS_MAX && pivots.last().is_some_and(|last| last.value.0 < id);
            let Some(value) = self.values.get(&id).filter(|_| !is_over) else { continue };
            let place = pivots.partition_point(|pivot| pivot.value.0 < id);
            let count = pivots.iter().skip(place).take_while(|pivot| pivot.value.0 == id).count();
            let mut known: Vec<Pivot> = pivots.drain(place..place + count).collect();
            let told = self.keys_of(value).into_iter().map(|(key, names)| {
                let known = known.iter().position(|pivot| pivot.key == key).map(|at| known.swap_remove(at).known);
                Pivot {
                    key,
                    value: ColumnId(id),
                    name: value.name.clone(),
                    stem: value.stem.clone(),
                    names,
                    known: known.unwrap_or_default(),
                    is_of_list: value.is_of_list,
                }
            });
            pivots.splice(place..place, told);
            pivots.truncate(PIVOTS_MAX);
        }
    }

    /// The columns that name the values of another: that beside it which does so most surely, and those in an object beside it.
    fn keys_of(&self, value: &Value) -> Vec<(ColumnId, Names)> {
        let Some(path) = self.paths.get(value.path) else { return Vec::new() };
        let beside = path.stems.get(&value.wanted);
        if value.is_number {
            return beside.and_then(|stem| stem.types).map(|key| (key, Names::Documents)).into_iter().collect();
        }
        let of_any = || path.surest.filter(|_| value.wanted.is_empty());
        let beside = beside.and_then(|stem| stem.surest).or_else(of_any);
        let beside = beside.map(|(rank, id)| (id, if rank < KEYS.len() { Names::Keys } else { Names::Weak }));
        let within = path.within.iter().filter(|_| value.wanted.is_empty()).map(|(_, id, names)| (*id, *names));
        beside.into_iter().chain(within).take(KEYS_OF_ONE_MAX).collect()
    }
}

impl Path {
    /// Takes note that the values are named anew whose own name has no other word.
    fn touch_values(&self, touched: &mut BTreeSet<u32>) {
        if let Some(stem) = self.stems.get(&[][..]) {
            touched.extend(&stem.values);
        }
    }
}

/// Whether an object that stands beside a value names it: `type.coding[].`.
fn is_name(object: &str) -> bool {
    let Some((first, _)) = object.split_once('.') else { return false };
    path_and_words(first).1.last().is_some_and(|word| rank_of(word).is_some())
}

/// The words before the last of the column that tells of which kind of document a number is: `ID_TYPE` beside `ID_NBR`, `type`
/// beside `num` in `idDoc`, `Photo ID type` beside `Photo ID`.
fn stem_of_number<'w>(path: &str, words: &'w [String]) -> Option<&'w [String]> {
    let (last, stem) = words.split_last()?;
    let is_proof = |words: &[String]| words.last().is_some_and(|word| is_of(word, PROOFS));
    let is_number = is_of(last, NUMBERS);
    if !(is_number || is_proof(words) && !stem.is_empty()) {
        return None;
    }
    let stem = if is_number { stem } else { words };
    let of_path = || is_proof(&path_and_words(path).1);
    (is_proof(stem) || stem.is_empty() && of_path()).then_some(stem)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::spec;
    use super::super::tests::{DETECTOR, told};
    use super::*;

    /// The pairs of keys and values, however many columns come at a time.
    fn pairs(names: &[&str]) -> Vec<(String, String)> {
        let name = |id: ColumnId| names[id.0 as usize].to_owned();
        let of_step = |step| -> Vec<_> {
            told(names, step).pivots.iter().map(|pivot| (name(pivot.key), name(pivot.value))).collect()
        };
        let pairs = of_step(names.len());
        assert_eq!(of_step(1), pairs);
        pairs
    }

    #[test]
    fn a_column_of_values_is_named_by_the_column_of_its_own_stem() {
        for (names, key, value) in [
            (&["umeta_id", "user_id", "meta_key", "meta_value"][..], "meta_key", "meta_value"),
            (&["entity_id", "attribute", "value"], "attribute", "value"),
            (&["rec", "fld_nm", "fld_val"], "fld_nm", "fld_val"),
            (&["response_id", "question", "answer"], "question", "answer"),
            (&["id_type", "date_type", "id_value"], "id_type", "id_value"),
            (&["fields[].name", "name", "fields[].value"], "fields[].name", "fields[].value"),
            (&["name", "type", "key", "value"], "key", "value"),
            (&["CIF", "ID_TYPE", "ID_NBR", "ID_ST"], "ID_TYPE", "ID_NBR"),
            (&["idDoc.type", "idDoc.st", "idDoc.num"], "idDoc.type", "idDoc.num"),
            (&["Photo ID", "Photo ID Type"], "Photo ID Type", "Photo ID"),
            (&["ids[].use", "ids[].type.text", "ids[].value"], "ids[].type.text", "ids[].value"),
            (
                &["attributes[].attribute.name", "attributes[].value"],
                "attributes[].attribute.name",
                "attributes[].value",
            ),
        ] {
            assert_eq!(pairs(names), [(key.to_owned(), value.to_owned())]);
        }
        for names in [
            &["name", "amount"][..],
            &["phone_type", "phone"],
            &["meta_key", "value_date"],
            &["a.key", "b.value"],
            &["value"],
            &["account_type", "account_number"],
            &["id", "type", "id_type"],
            &["document.id", "document.type"],
            &["ids[].period.start", "ids[].value"],
            &["ids[].type.id", "ids[].value"],
        ] {
            assert_eq!(pairs(names), []);
        }
    }

    #[test]
    fn several_columns_may_name_the_same_values_in_turn() {
        let names = ["id[].use", "id[].type.text", "id[].type.coding[].code", "id[].system", "id[].value"];
        let keys: Vec<String> = pairs(&names).into_iter().map(|(key, _)| key).collect();
        assert_eq!(keys, ["id[].system", "id[].type.coding[].code", "id[].type.text"]);
    }

    /// A column's name in parts, while it is told what stands beside it.
    struct Parsed<'n> {
        id: ColumnId,
        path: &'n str,
        words: Vec<String>,
    }

    /// The pairs by the rule as it is said: each column is compared with all others.
    fn pairs_one_by_one(names: &[&str]) -> Vec<(ColumnId, ColumnId, Names)> {
        let parsed: Vec<Parsed<'_>> = (0..)
            .zip(names)
            .map(|(id, name)| {
                let (path, words) = path_and_words(name);
                Parsed { id: ColumnId(id), path, words }
            })
            .collect();
        let mut told = Vec::new();
        for (name, value) in names.iter().zip(&parsed) {
            let Some((last, stem)) = value.words.split_last() else { continue };
            let is_label = || !DETECTOR.column("", &spec((*name).to_owned())).strong().is_empty();
            let keys = if is_of(last, VALUES) && !is_label() {
                keys_of_value(value, stem, &parsed)
            } else {
                type_of_number(value, &parsed).into_iter().map(|key| (key, Names::Documents)).collect()
            };
            told.extend(keys.into_iter().map(|(key, names)| (key, value.id, names)));
        }
        told.truncate(PIVOTS_MAX);
        told
    }

    /// The columns that name the values of another: that beside it which does so most surely, and those in an object beside it.
    fn keys_of_value(value: &Parsed<'_>, stem: &[String], columns: &[Parsed<'_>]) -> Vec<(ColumnId, Names)> {
        let beside = columns.iter().filter_map(|key| {
            let (last, key_stem) = key.words.split_last()?;
            let rank = KEYS.iter().chain(WEAK_KEYS).position(|word| word == last)?;
            let is_same = key.path == value.path && (key_stem == stem || stem.is_empty());
            (is_same && key.id != value.id).then_some((key_stem != stem, rank, key.id))
        });
        let beside = beside.min_by_key(|(is_other, rank, id)| (*is_other, *rank, id.0));
        let within = columns.iter().filter_map(|key| {
            let object = key.path.strip_prefix(value.path).filter(|object| !object.is_empty())?;
            let (first, _) = object.split_once('.')?;
            let (_, words) = path_and_words(first);
            let rank = key.words.last().and_then(|last| WITHIN.iter().position(|word| word == last))?;
            let is_name = words.last().is_some_and(|word| is_of(word, KEYS) || is_of(word, WEAK_KEYS));
            let is_code = [key.path, value.path].iter().any(|path| path.contains("identifier"));
            let names = if is_code { Names::Codes } else { Names::Weak };
            (stem.is_empty() && is_name).then_some((rank, key.id, names))
        });
        let mut within: Vec<(usize, ColumnId, Names)> = within.collect();
        within.sort_by_key(|(rank, id, _)| (*rank, id.0));
        let beside = beside.map(|(_, rank, id)| (id, if rank < KEYS.len() { Names::Keys } else { Names::Weak }));
        beside.into_iter().chain(within.into_iter().map(|(_, id, names)| (id, names))).take(KEYS_OF_ONE_MAX).collect()
    }

    /// The column that tells of which kind of document a number is.
    fn type_of_number(value: &Parsed<'_>, columns: &[Parsed<'_>]) -> Option<ColumnId> {
        let (last, stem) = value.words.split_last()?;
        let is_proof = |words: &[String]| words.last().is_some_and(|word| is_of(word, PROOFS));
        let is_number = is_of(last, NUMBERS);
        if !(is_number || is_proof(&value.words) && !stem.is_empty()) {
            return None;
        }
        let stem = if is_number { stem } else { value.words.as_slice() };
        let of_path = || is_proof(&path_and_words(value.path).1);
        if !(is_proof(stem) || stem.is_empty() && of_path()) {
            return None;
        }
        let is_type = |key: &&Parsed<'_>| {
            let parts = key.words.split_last();
            key.path == value.path && parts.is_some_and(|(last, key_stem)| is_of(last, TYPES) && key_stem == stem)
        };
        columns.iter().find(is_type).map(|key| key.id)
    }

    fn names() -> impl Strategy<Value = Vec<String>> {
        const OBJECTS: &[&str] = &["a", "identifier[]", "type", "coding[]", "name", "idDoc", "attribute/name", "ids[]"];
        const LEAVES: &[&str] = &[
            "value",
            "Value",
            "meta_value",
            "val",
            "name",
            "key",
            "meta_key",
            "meta_name",
            "code",
            "type",
            "text",
            "display",
            "system",
            "label",
            "num",
            "id_num",
            "id_type",
            "kind",
            "photo_id",
            "photo_id_type",
            "meta",
            "ssn_value",
        ];
        let path = prop::collection::vec((prop::sample::select(OBJECTS), prop::sample::select(&["/", "."][..])), 0..4);
        let name = (path, prop::sample::select(LEAVES)).prop_map(|(path, leaf)| {
            let path: String = path.into_iter().flat_map(|(object, sign)| [object, sign]).collect();
            path + leaf
        });
        prop::collection::vec(name, 1..120).prop_map(|mut names| {
            let mut known = BTreeSet::new();
            names.retain(|name| known.insert(name.clone()));
            names
        })
    }

    proptest! {
        #[test]
        fn the_index_of_columns_finds_what_looking_at_each_of_them_finds(names in names(), step in 1..20_usize) {
            let names: Vec<&str> = names.iter().map(String::as_str).collect();
            let derived = told(&names, step);
            let pairs: Vec<_> = derived.pivots.iter().map(|pivot| (pivot.key, pivot.value, pivot.names)).collect();
            prop_assert_eq!(pairs, pairs_one_by_one(&names));
        }
    }

    #[test]
    fn columns_of_values_are_bounded_whatever_their_paths() {
        let names: Vec<String> = (0..200).flat_map(|at| [format!("p{at}.key"), format!("p{at}.value")]).collect();
        let names: Vec<&str> = names.iter().map(String::as_str).collect();
        assert_eq!(pairs(&names).len(), PIVOTS_MAX);
    }
}
