//! What a column's name, its table's name and its SQL type say, worked out once for each column.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use super::Part;
use super::labels::{LabelIndex, LabelMatch, Polarity, Token, fold_hash, tokenize, tokenize_name};
use super::residue::Look;
use crate::batch::ColumnSpec;
use crate::rules::KindId;

/// What a column's names say of one kind.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct LabelEvidence<'a> {
    /// log10 likelihood ratio; 0 where nothing was said.
    pub weight: f32,
    /// The rule's own label word that matched: safe to print.
    pub word: Option<&'a str>,
    /// Whether the word names something else.
    pub is_negative: bool,
}

/// What kind of cofield a column's name announces.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) enum CofieldLabel {
    /// None.
    #[default]
    None,
    /// State or province.
    State,
    /// ZIP or postal code.
    Zip,
    /// City or town.
    City,
}

/// The label evidence of one column.
#[derive(Debug, Clone, Default)]
pub struct ColumnContext {
    /// By kind; empty where nothing is known.
    weights: Vec<f32>,
    words: Vec<(KindId, Arc<str>)>,
    strong: Vec<KindId>,
    /// The kind whose protected values the column may hold: the one that its name names outright, a word like `hash` aside.
    pub(crate) protected_kind: Option<KindId>,
    /// Whether what looks like a key of another table may be a token: the name is that of a value, and of no key.
    pub(crate) may_hold_keys: bool,
    pub(crate) name_part: Option<Part>,
    pub(crate) cofield: CofieldLabel,
    pub(crate) is_named: bool,
    /// Whether its name fits some kind; that of its table alone is not enough.
    pub(crate) names_any: bool,
    /// The kinds that an unrecognised value could be taken for by its look, should the column be one.
    pub(crate) looks: Vec<(Look, KindId)>,
    /// Equal only for contexts of equal content; 0 for [`UNKNOWN`] and the default.
    pub(crate) identity: u64,
}

/// Identities given out. The one count that is shared by all scans of a process: it keeps what a worker remembers of two
/// columns apart, is never shown, and no result depends on it. A hash of the name would do, but for names made to collide.
static IDENTITIES: AtomicU64 = AtomicU64::new(1);

/// For a column that nobody described.
pub(crate) static UNKNOWN: ColumnContext = ColumnContext {
    weights: Vec::new(),
    words: Vec::new(),
    strong: Vec::new(),
    protected_kind: None,
    may_hold_keys: false,
    name_part: None,
    cofield: CofieldLabel::None,
    is_named: false,
    names_any: false,
    looks: Vec::new(),
    identity: 0,
};

impl ColumnContext {
    /// A column named outright for a kind.
    const STRONG: f32 = 2.5;
    /// A name that fits the kind among others.
    const WEAK: f32 = 1.0;
    /// A name that means something else.
    const NEGATIVE: f32 = -2.5;
    /// What a name must say of a kind for its protected values to be looked for.
    const PROTECTED_MIN: f32 = 0.95;
    /// A name of the table, or of a parent in a path, in place of the column's own.
    const TABLE: f32 = 0.3;
    const PARENT: f32 = 0.4;
    /// The label is followed by a word that makes it a property of the thing (`phone_type`, `ssn_verified`).
    const DERIVED: f32 = 0.4;
    /// The declared type cannot hold the kind well: a timestamp for a number, a float for an identifier.
    const TYPE_MISFIT: f32 = -1.0;

    /// What the column's names say of `kind`.
    #[must_use]
    pub fn label(&self, kind: KindId) -> LabelEvidence<'_> {
        let weight = self.weight(kind);
        let word = self.words.iter().find(|(of, _)| *of == kind).map(|(_, word)| &**word);
        LabelEvidence { weight, word, is_negative: weight < 0.0 && word.is_some() }
    }

    /// The weight alone, for the hot path.
    pub(crate) fn weight(&self, kind: KindId) -> f32 {
        self.weights.get(usize::from(kind.0)).copied().unwrap_or(0.0)
    }

    /// Whether its names speak for some kind.
    pub(crate) fn speaks_for_any(&self) -> bool {
        self.weights.iter().fold(false, |any, weight| any | (*weight > 0.0))
    }

    /// The part of a name that the column's own name announces.
    #[must_use]
    pub fn name_part(&self) -> Option<Part> {
        self.name_part
    }

    /// Whether its name announces a state, a ZIP or a city.
    #[must_use]
    pub fn is_of_place(&self) -> bool {
        self.cofield != CofieldLabel::None
    }

    /// Whether the column has a name of its own.
    #[must_use]
    pub fn is_named(&self) -> bool {
        self.is_named
    }

    /// The kind that its names speak for most, how much, and the rule's own word for it.
    pub(crate) fn best_label(&self) -> Option<(KindId, f32, &str)> {
        let labels = self.words.iter().map(|(kind, word)| (*kind, self.weight(*kind), &**word));
        labels.reduce(|best, next| if next.1 > best.1 { next } else { best }).filter(|(_, weight, _)| *weight > 0.0)
    }

    /// Kinds that the column's own name names outright.
    pub(crate) fn strong(&self) -> &[KindId] {
        &self.strong
    }

    /// Works it out. `kinds` is the number of kinds.
    pub(crate) fn new(index: &LabelIndex, kinds: usize, table: &str, spec: &ColumnSpec) -> Self {
        let identity = IDENTITIES.fetch_add(1, Ordering::Relaxed);
        let is_named = spec.is_named && !is_blank(&spec.name);
        let mut context = Self { weights: vec![0.0; kinds], is_named, identity, ..Self::default() };
        if is_named {
            context.read_name(index, &spec.name);
        }
        context.read_table(index, table);
        context.read_type(spec.sql_type.as_deref());
        context.names_any = context.weights.iter().any(|weight| *weight >= Self::PROTECTED_MIN);
        context
    }

    fn read_name(&mut self, index: &LabelIndex, name: &str) {
        let name = Name::new(name);
        let mut matches = Vec::new();
        index.find(&name.tokens, &mut matches);
        let mut best: Vec<Option<Claim>> = vec![None; self.weights.len()];
        let mut protecting: Vec<(KindId, Claim)> = Vec::new();
        let mut protected: Option<(f32, KindId)> = None;
        for found in &matches {
            let factor = name.factor(found);
            for label in index.uses(found) {
                let weight = match label.polarity {
                    Polarity::Strong => Self::STRONG,
                    Polarity::Weak => Self::WEAK,
                    Polarity::Spoken | Polarity::Numbered => continue,
                    Polarity::Negative => Self::NEGATIVE,
                } * factor;
                if label.polarity == Polarity::Strong && protected.is_none_or(|(most, _)| weight > most) {
                    protected = Some((weight, label.kind));
                }
                let claim = Claim { weight, len: found.end_token - found.first_token, word: Arc::clone(&label.word) };
                if label.polarity == Polarity::Negative && PROTECTING.contains(&&*label.word) {
                    protecting.push((label.kind, claim));
                    continue;
                }
                if let Some(slot) = best.get_mut(usize::from(label.kind.0))
                    && slot.as_ref().is_none_or(|old| claim.beats(old))
                {
                    *slot = Some(claim);
                }
            }
        }
        // `ssn_hash` holds hashes of what the other word says.
        for (kind, claim) in protecting {
            if let Some(slot) = best.get_mut(usize::from(kind.0)) {
                slot.get_or_insert(claim);
            }
        }
        for (kind, claim) in (0u16..).zip(best) {
            if let Some(claim) = claim {
                self.set(KindId(kind), claim.weight, claim.word);
            }
        }
        let is_claimed = |kind: KindId| self.weight(kind) >= Self::PROTECTED_MIN;
        self.protected_kind = protected.map(|(_, kind)| kind).filter(|&kind| is_claimed(kind));
        let is_outright = |kind: KindId| self.weight(kind) >= Self::STRONG;
        self.may_hold_keys = self.protected_kind.is_some_and(is_outright) && !name.has(KEYS);
        self.name_part = name.part();
        self.cofield = name.cofield();
    }

    fn set(&mut self, kind: KindId, weight: f32, word: Arc<str>) {
        if let Some(slot) = self.weights.get_mut(usize::from(kind.0)) {
            *slot = weight;
            self.words.push((kind, word));
            if weight >= Self::STRONG {
                self.strong.push(kind);
            }
        }
    }

    /// The table's name speaks where the column's own name is silent.
    fn read_table(&mut self, index: &LabelIndex, table: &str) {
        let (mut tokens, mut matches) = (Vec::new(), Vec::new());
        tokenize(table.as_bytes(), &mut tokens);
        index.find(&tokens, &mut matches);
        for label in matches.iter().flat_map(|found| index.uses(found)) {
            let is_silent = self.weight(label.kind) == 0.0;
            if is_silent && label.polarity == Polarity::Strong {
                self.set(label.kind, Self::STRONG * Self::TABLE, Arc::clone(&label.word));
            }
        }
    }

    fn read_type(&mut self, sql_type: Option<&str>) {
        let base = sql_type.unwrap_or_default().split(['(', ' ']).next().unwrap_or_default();
        let is_misfit = matches!(
            base,
            "timestamp"
                | "timestamptz"
                | "datetime"
                | "time"
                | "float"
                | "double"
                | "real"
                | "bool"
                | "boolean"
                | "uuid"
                | "money"
        );
        if is_misfit {
            for weight in self.weights.iter_mut().filter(|weight| **weight == 0.0) {
                *weight = Self::TYPE_MISFIT;
            }
        }
    }
}

/// Negative words that say how a value is kept, and nothing against what it is of.
const PROTECTING: &[&str] = &["hash", "checksum", "digest", "token", "fingerprint"];

/// Words of names that hold the keys of other records.
const KEYS: &[&str] = &["id", "ids", "key", "ref", "reference", "uuid", "guid", "fk", "pk", "code"];

/// Words of names that only number a column or call it one.
const BLANK: &[&str] = &[
    "col",
    "column",
    "field",
    "fld",
    "f",
    "c",
    "v",
    "x",
    "var",
    "variable",
    "val",
    "value",
    "data",
    "attr",
    "attribute",
    "udf",
    "custom",
    "user",
    "defined",
    "text",
    "txt",
    "str",
    "string",
    "num",
    "param",
    "prop",
    "misc",
    "extra",
    "unnamed",
    "unknown",
    "spare",
    "other",
    "info",
    "content",
    "entry",
    "detail",
    "note",
    "a",
    "b",
    "d",
    "e",
];

/// Whether a name says no more than that there is a column: `col_3`, `field7`, `F12`, `value`.
fn is_blank(name: &str) -> bool {
    let name = Name::new(name);
    let is_number = |token: &Token| {
        name.text
            .as_bytes()
            .get(token.start as usize..token.end as usize)
            .is_some_and(|word| word.iter().all(u8::is_ascii_digit))
    };
    // `K9` numbers a column as `F12` does; a letter alone may stand for a quantity.
    let is_numbered = name.tokens.iter().any(is_number);
    let is_letter = |token: &Token| is_numbered && token.end - token.start == 1;
    let is_blank = |token: &Token| is_number(token) || is_letter(token) || name.is_one_of(token, BLANK);
    // `data.value` is a path to something; a number at its end is that of a column.
    (name.last_segment == 0 || is_numbered) && name.tokens.iter().all(is_blank)
}

/// One phrase's claim on a kind.
#[derive(Debug, Clone)]
struct Claim {
    weight: f32,
    len: u32,
    word: Arc<str>,
}

impl Claim {
    /// The longer phrase knows better, whichever way it speaks; then the heavier, then the later one (the head of an
    /// English compound stands last).
    fn beats(&self, old: &Self) -> bool {
        (self.len, self.weight.abs()) >= (old.len, old.weight.abs())
    }
}

/// A column name cut into tokens.
struct Name {
    text: String,
    tokens: Vec<Token>,
    /// Where the last segment of a path begins.
    last_segment: u32,
}

/// Last segments of a path that say nothing of their own: the parent names the value.
const GENERIC: &[&str] = &["value", "val", "text", "raw", "content", "data", "current", "number", "no", "nbr", "num"];

/// Words after a label that make it a property of the thing, not the thing.
const DERIVED: &[&str] = &[
    "type",
    "status",
    "flag",
    "verified",
    "verification",
    "count",
    "hash",
    "hashed",
    "created",
    "updated",
    "valid",
    "enabled",
    "preference",
    "preferred",
    "format",
    "carrier",
    "source",
    "label",
    "domain",
    "index",
    "issuer",
    "length",
    "opt",
    "optin",
    "consent",
    "state",
    "country",
    "expiry",
    "expiration",
    "expires",
    "brand",
    "category",
    "provider",
    "at",
    "on",
    "is",
    "has",
    "used",
    "param",
    "policy",
    "reset",
    "required",
    "needed",
    "attempt",
    "history",
    "hint",
    "strength",
    "min",
    "max",
    "size",
    "limit",
    "score",
    "prompt",
    "placeholder",
    "message",
    "error",
    "pattern",
    "regex",
    "ref",
    "reference",
    "set",
    "algo",
    "algorithm",
    "alg",
    "rounds",
    "iterations",
    "offer",
    "promo",
    "campaign",
];

/// Words after a label that measure something: what they stand behind is a unit of it, and its own values are elsewhere
/// (`dl_bytes` of a download).
const MEASURED: &[&str] = &[
    "bytes",
    "kb",
    "mb",
    "gb",
    "kbps",
    "mbps",
    "bps",
    "speed",
    "rate",
    "throughput",
    "bandwidth",
    "latency",
    "volume",
    "traffic",
    "url",
    "uri",
];

/// Plural words that count things: what is one code in the singular.
const COUNTED: &[&str] = &["pins"];

const GIVEN: &[&str] =
    &["first", "given", "fname", "firstname", "forename", "givenname", "prenom", "vorname", "nombre"];
const FAMILY: &[&str] =
    &["last", "family", "surname", "lname", "lastname", "familyname", "nachname", "apellido", "maiden"];
const MIDDLE: &[&str] = &["middle", "mname", "middlename", "mi"];
const STATE: &[&str] = &["state", "province", "region", "st"];
const ZIP: &[&str] = &["zip", "zipcode", "zip4", "postal", "postcode", "postalcode", "plz"];
const CITY: &[&str] = &["city", "town", "municipality", "locality", "ciudad", "ville", "stadt", "ort"];

/// Where the last segment of a path begins. What stands in parentheses (`Date of birth (MM/DD/YYYY)`), the stop of an abbreviation
/// and slashes between words of a heading (`SSN / TIN`, `Lic. no.`) part no segments.
fn last_segment(text: &str) -> usize {
    let head = text.find('(').map_or(text, |at| text.get(..at).unwrap_or_default());
    let parts = |at: &usize| {
        let behind = head.as_bytes().get(at + 1);
        behind.is_some_and(|byte| *byte != b' ') && head.as_bytes().get(at.wrapping_sub(1)) != Some(&b' ')
    };
    head.rmatch_indices(['.', '/', '[']).map(|(at, _)| at).find(parts).map_or(0, |at| at + 1)
}

/// Last segments of a path that say of what type the value is, as document stores write them: the parent is the value's own name.
const TYPES: &[&str] = &["S", "N", "v", "$date", "$numberLong", "$numberInt", "$numberDecimal"];

/// A path without a last segment that only names a type.
fn without_type(name: &str) -> &str {
    let parent = name.rsplit_once('.').filter(|(parent, leaf)| !parent.is_empty() && TYPES.contains(leaf));
    parent.map_or(name, |(parent, _)| parent)
}

impl Name {
    fn new(name: &str) -> Self {
        let name = without_type(name.trim_end_matches("[]")).trim_end_matches("[]");
        // A repeated name was made unique with `#2`, which is not the label's own `#`.
        let repeated =
            name.rsplit_once('#').filter(|(_, tail)| !tail.is_empty() && tail.bytes().all(|b| b.is_ascii_digit()));
        let text = repeated.map_or(name, |(stem, _)| stem).to_owned();
        let mut tokens = Vec::new();
        tokenize_name(text.as_bytes(), &mut tokens);
        let last_segment = last_segment(&text);
        Self { text, tokens, last_segment: u32::try_from(last_segment).unwrap_or(u32::MAX) }
    }

    /// How much of its weight a label keeps at its place in the name.
    fn factor(&self, found: &LabelMatch) -> f32 {
        if found.end <= self.last_segment {
            let tail = self.tokens.iter().filter(|token| token.start >= self.last_segment);
            let is_generic = tail.clone().all(|token| self.is_one_of(token, GENERIC)) && tail.count() > 0;
            return if is_generic { 0.9 } else { ColumnContext::PARENT };
        }
        let after = self.tokens.get(found.end_token as usize..).unwrap_or_default();
        let before = self.tokens.first().filter(|token| token.start < found.start && token.start >= self.last_segment);
        let is_question = before.is_some_and(|token| self.is_one_of(token, &["is", "has"]));
        if after.iter().any(|token| self.is_one_of(token, MEASURED)) {
            return 0.0;
        }
        let is_property = after.iter().any(|token| self.is_one_of(token, DERIVED)) || self.is_counted(found);
        if is_question || is_property { ColumnContext::DERIVED } else { 1.0 }
    }

    /// Whether the label ends in a plural that counts, which it is the same as the singular to the rule.
    fn is_counted(&self, found: &LabelMatch) -> bool {
        let last = found.end_token.checked_sub(1).and_then(|last| self.tokens.get(last as usize));
        let word = last.and_then(|last| self.text.get(last.start as usize..last.end as usize)).unwrap_or_default();
        COUNTED.iter().any(|counted| word.eq_ignore_ascii_case(counted))
    }

    fn is_one_of(&self, token: &Token, words: &[&str]) -> bool {
        let Some(word) = self.text.as_bytes().get(token.start as usize..token.end as usize) else { return false };
        let hash = fold_hash(word);
        words.iter().any(|other| fold_hash(other.as_bytes()) == hash)
    }

    fn has(&self, words: &[&str]) -> bool {
        self.tokens.iter().filter(|token| token.start >= self.last_segment).any(|token| self.is_one_of(token, words))
    }

    fn part(&self) -> Option<Part> {
        let parts = [(MIDDLE, Part::MiddleName), (GIVEN, Part::GivenName), (FAMILY, Part::FamilyName)];
        parts.into_iter().find(|(words, _)| self.has(words)).map(|(_, part)| part)
    }

    fn cofield(&self) -> CofieldLabel {
        let sorts = [(ZIP, CofieldLabel::Zip), (CITY, CofieldLabel::City), (STATE, CofieldLabel::State)];
        sorts.into_iter().find(|(words, _)| self.has(words)).map_or(CofieldLabel::None, |(_, sort)| sort)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::detect::labels::Spelled;
    use crate::rules::LabelSpec;

    fn context(table: &str, name: &str, sql_type: Option<&str>) -> ColumnContext {
        let words = |list: &[&str]| list.iter().map(|&word| word.to_owned()).collect();
        let ssn = LabelSpec {
            strong: words(&["ssn"]),
            weak: words(&["tin"]),
            negative: words(&["order id", "ssn hash key"]),
            ..LabelSpec::default()
        };
        let phone = LabelSpec { strong: words(&["phone"]), ..LabelSpec::default() };
        let index = LabelIndex::new(&Spelled::all([(KindId(0), &ssn), (KindId(1), &phone)].into_iter()));
        let spec = ColumnSpec { name: name.to_owned(), is_named: true, sql_type: sql_type.map(str::to_owned) };
        ColumnContext::new(&index, 2, table, &spec)
    }

    fn ssn(name: &str) -> f32 {
        context("t", name, None).label(KindId(0)).weight
    }

    #[test]
    fn a_column_named_outright_gets_the_full_weight() {
        for name in [
            "ssn (000-00-0000/none)",
            "Cust. SSN",
            "ID / SSN no.",
            "ssn",
            "customerSSN",
            "cust_ssn_nbr",
            "SSN#2",
            "ssn1",
            "customer.ssn",
            "users[].ssn",
            "ssns[]",
        ] {
            assert!((ssn(name) - 2.5).abs() < 1e-6, "{name}");
        }
        assert_eq!(context("t", "cust_ssn", None).label(KindId(0)).word, Some("ssn"));
        assert_eq!(context("t", "cust_ssn", None).strong(), [KindId(0)]);
    }

    #[test]
    fn parents_tables_and_properties_say_less() {
        assert!((ssn("ssn.value") - 2.25).abs() < 1e-6);
        assert!((ssn("ssn.issued_at") - 1.0).abs() < 1e-6);
        assert!((ssn("ssn_verified") - 1.0).abs() < 1e-6);
        assert!((ssn("is_ssn") - 1.0).abs() < 1e-6);
        assert!((context("ssn_list", "id", None).label(KindId(0)).weight - 0.75).abs() < 1e-6);
        assert!((ssn("tin") - 1.0).abs() < 1e-6);
        for name in ["ssn_last_set", "ssn_algo", "SSNAlgorithm"] {
            assert!((ssn(name) - 1.0).abs() < 1e-6, "{name}");
        }
        for name in ["ssn_bytes", "ssn_speed_kbps", "ssn_url_id"] {
            assert!(ssn(name).abs() < 1e-6, "{name}");
        }
    }

    #[test]
    fn types_of_a_document_store_leave_the_parent_its_name() {
        for name in ["Item.ssn.S", "ssn.N", "users[].ssn.S", "ssn[].v", "customer.ssn.$numberLong"] {
            assert!((ssn(name) - 2.5).abs() < 1e-6, "{name}");
        }
        // Another leaf has a name of its own.
        for name in ["ssn.s", "ssn.n_total", "ssn.Size"] {
            assert!(ssn(name) < 2.5, "{name}");
        }
    }

    #[test]
    fn negative_words_and_longer_phrases_win() {
        let context = context("t", "orderId", None);
        assert!(context.label(KindId(0)).is_negative && context.label(KindId(0)).weight < -2.0);
        assert!(ssn("ssn_hash_key") < 0.0);
    }

    #[test]
    fn unnamed_columns_say_nothing() {
        let spec = ColumnSpec { name: "ssn".to_owned(), is_named: false, sql_type: None };
        let labels = LabelSpec { strong: vec!["ssn".to_owned()], ..LabelSpec::default() };
        let index = LabelIndex::new(&Spelled::all([(KindId(0), &labels)].into_iter()));
        assert!(ColumnContext::new(&index, 1, "", &spec).label(KindId(0)).weight.abs() < f32::EPSILON);
    }

    #[test]
    fn types_that_cannot_hold_a_number_speak_against_it() {
        assert!(context("t", "x", Some("timestamp without time zone")).label(KindId(0)).weight < 0.0);
        assert!((context("t", "ssn", Some("double precision")).label(KindId(0)).weight - 2.5).abs() < 1e-6);
        assert!(context("t", "x", Some("varchar(20)")).label(KindId(0)).weight.abs() < f32::EPSILON);
    }

    #[test]
    fn name_parts_and_cofields_are_read_from_the_name() {
        assert_eq!(context("t", "firstName", None).name_part, Some(Part::GivenName));
        assert_eq!(context("t", "last_name", None).name_part, Some(Part::FamilyName));
        assert_eq!(context("t", "name", None).name_part, None);
        assert_eq!(context("t", "zip_code", None).cofield, CofieldLabel::Zip);
        assert_eq!(context("t", "City", None).cofield, CofieldLabel::City);
        assert_eq!(context("t", "mailing_state", None).cofield, CofieldLabel::State);
    }
}
