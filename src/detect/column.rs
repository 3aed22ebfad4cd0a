//! What a column's name, its table's name and its SQL type say, worked out once for each column.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use super::Part;
use super::column_name::{ColumnName, KEYS, is_blank};
use super::labels::{LabelIndex, LabelMatch, Polarity, tokenize};
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
    /// Whether its name fits none, and is that of something else: an order, a part.
    pub(crate) names_another: bool,
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
    names_another: false,
    looks: Vec::new(),
    identity: 0,
};

impl ColumnContext {
    /// A column named outright for a kind.
    const STRONG: f32 = 2.5;
    /// A name that fits the kind among others.
    const WEAK: f32 = 1.0;
    /// The name of somebody, as the last segment of a path: `user.name`.
    const NAME_OF_PERSON: f32 = 2.0;
    /// A name that means something else.
    const NEGATIVE: f32 = -2.5;
    /// What a name must say of a kind for its protected values to be looked for.
    const PROTECTED_MIN: f32 = 0.95;
    /// A name of the table, or of a parent in a path, in place of the column's own.
    const TABLE: f32 = 0.3;
    pub(super) const PARENT: f32 = 0.4;
    /// The label is followed by a word that makes it a property of the thing (`phone_type`, `ssn_verified`).
    pub(super) const DERIVED: f32 = 0.4;
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

    /// Works it out. `index` holds the words of all names, and `headings` those of columns' names alone; `kinds` is the number of
    /// kinds.
    pub(crate) fn new(index: &LabelIndex, headings: &LabelIndex, kinds: usize, table: &str, spec: &ColumnSpec) -> Self {
        let identity = IDENTITIES.fetch_add(1, Ordering::Relaxed);
        let has_phrase = || ColumnName::new(&spec.name).has_phrase(index);
        let is_named = spec.is_named && (!is_blank(&spec.name) || has_phrase());
        let mut context = Self { weights: vec![0.0; kinds], is_named, identity, ..Self::default() };
        if is_named {
            context.read_name([index, headings], &spec.name);
        }
        context.read_table(index, table);
        context.read_type(spec.sql_type.as_deref());
        context.names_any = context.weights.iter().any(|weight| *weight >= Self::PROTECTED_MIN);
        context.names_another = !context.names_any && context.weights.iter().any(|weight| *weight < 0.0);
        context
    }

    fn read_name(&mut self, indexes: [&LabelIndex; 2], name: &str) {
        let name = ColumnName::new(name);
        let name = name.without_prefix(indexes).unwrap_or(name);
        let is_of_person = name.is_name_of_person();
        let mut matches = Vec::new();
        let mut best: Vec<Option<Claim>> = vec![None; self.weights.len()];
        let mut protecting: Vec<(KindId, Claim)> = Vec::new();
        let mut protected: Option<(f32, KindId)> = None;
        let mut found: Vec<(LabelMatch, &LabelIndex)> = Vec::new();
        for (index, is_of_things) in indexes.into_iter().zip([false, true]) {
            index.find(name.tokens(), &mut matches);
            // `siteInvestigator` is no site.
            matches.retain(|found| !is_of_things || name.ends_with_thing(found));
            found.extend(matches.drain(..).map(|found| (found, index)));
        }
        found.sort_by_key(|(found, _)| found.start);
        for (found, index) in &found {
            let factor = name.factor(found);
            for label in index.uses(found) {
                // `user.name` is what somebody is called, and `user_name` what they log in with.
                let is_called = is_of_person
                    && match label.polarity {
                        Polarity::Weak => &*label.word == "name",
                        Polarity::Negative => &*label.word == "user name",
                        Polarity::Strong | Polarity::Spoken | Polarity::Numbered => false,
                    };
                let weight = match label.polarity {
                    _ if is_called => Self::NAME_OF_PERSON,
                    Polarity::Strong => Self::STRONG,
                    Polarity::Weak => Self::WEAK,
                    Polarity::Spoken | Polarity::Numbered => continue,
                    Polarity::Negative => Self::NEGATIVE,
                } * factor;
                if label.polarity == Polarity::Strong && protected.is_none_or(|(most, _)| weight > most) {
                    protected = Some((weight, label.kind));
                }
                let claim = Claim { weight, len: found.end_token - found.first_token, word: Arc::clone(&label.word) };
                if label.polarity == Polarity::Negative && !is_called && PROTECTING.contains(&&*label.word) {
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
        ColumnContext::new(&index, &headings(), 2, table, &spec)
    }

    /// A word of columns' names that speaks against the first kind.
    fn headings() -> LabelIndex {
        let spec = LabelSpec { headings: vec!["prt".to_owned()], ..LabelSpec::default() };
        LabelIndex::new(&Spelled::headings([(KindId(0), &spec)].into_iter()))
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
        for name in ["ssn_last_set", "ssn_algo", "SSNAlgorithm", "ssn_matches", "SSN_CNT", "total_ssn", "num_ssns"] {
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
        // A language and its country say in which form the value is.
        assert!((ssn("labels.ssn.en-US") - 2.5).abs() < 1e-6 && (ssn("ssn.pt_BR") - 2.5).abs() < 1e-6);
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
    fn short_forms_of_things_name_something_else() {
        for name in ["TIN_PRT", "tin_prt_nm", "TinPrtNbr", "tin.prt_1"] {
            assert!((ssn(name) + 2.5).abs() < 1e-6, "{name}");
        }
        assert!((ssn("PRT_OWNER_TIN") - 1.0).abs() < 1e-6, "what is of a thing is not the thing");
        assert!((ssn("PRT_SSN") - 2.5).abs() < 1e-6, "the last word is the thing");
    }

    #[test]
    fn whose_value_it_is_may_stand_before_a_label_without_a_sign() {
        for name in ["EMPSSN", "ptssn", "mbrssn1", "CSTSSN_NBR", "x_SBSSN", "CSSN"] {
            assert!((ssn(name) - 2.5).abs() < 1e-6, "{name}");
        }
        assert!((ssn("EMPTIN") - 1.0).abs() < 1e-6);
        // One letter is as well part of a word, and so is whatever is no such prefix.
        for name in ["CTIN", "LASSN", "EMPSSNX", "BASSN"] {
            assert!(ssn(name).abs() < 1e-6, "{name}");
        }
    }

    #[test]
    fn unnamed_columns_say_nothing() {
        let spec = ColumnSpec { name: "ssn".to_owned(), is_named: false, sql_type: None };
        let labels = LabelSpec { strong: vec!["ssn".to_owned()], ..LabelSpec::default() };
        let index = LabelIndex::new(&Spelled::all([(KindId(0), &labels)].into_iter()));
        assert!(
            ColumnContext::new(&index, &LabelIndex::default(), 1, "", &spec).label(KindId(0)).weight.abs()
                < f32::EPSILON
        );
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
