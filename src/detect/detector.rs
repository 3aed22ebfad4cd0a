//! Rules, compiled: what a scan shares between its workers.

use std::sync::{Arc, OnceLock};

use super::column::ColumnContext;
use super::find::pattern::Patterns;
use super::find::person_name::PersonNames;
use super::find::street_address::StreetAddresses;
use super::labels::{LabelIndex, Spelled};
use super::residue::Look;
use super::scratch::Scratch;
use super::shapes::ShapeTable;
use super::sieve::Sieve;
use super::validate::{self, Check, Facts, Validator, Verdict};
use crate::batch::ColumnSpec;
use crate::error::{Error, ErrorKind};
use crate::rules::shape::{Element, Shape};
use crate::rules::{Finder, KindId, RuleSet, RuleSpec};

/// The compiled rules. Immutable; what changes during a scan is in [`Scratch`].
#[derive(Debug)]
pub struct Detector {
    rules: Arc<RuleSet>,
    pub(crate) plans: Vec<KindPlan>,
    pub(crate) shapes: ShapeTable,
    pub(crate) labels: LabelIndex,
    /// Words that speak in the names of columns alone.
    headings: LabelIndex,
    pub(crate) finders: Finders,
    pub(crate) patterns: Patterns,
    pub(crate) sieve: Sieve,
    /// How unrecognised values of some kinds look.
    pub(crate) looks: Vec<(Look, KindId)>,
    /// Whether some rule has the shape of a key of 36 signs; asked when first needed.
    pub(crate) uuid_shape: OnceLock<bool>,
}

/// What is needed of one rule in the hot path.
#[derive(Debug, Clone, Copy)]
pub(crate) struct KindPlan {
    /// log10 odds before anything is known.
    pub(crate) prior: f32,
    /// What passing the check is worth.
    selectivity: f32,
    check: Option<fn(&[u8]) -> Check>,
    /// Weak shapes count only with a label.
    pub(crate) needs_label: bool,
    /// Whether it is looked for in columns whose name means something else, too; see [`WITHSTANDS_NAMES`].
    pub(crate) withstands_names: bool,
    /// The check refuses enough of chance that a whole column of values can speak for itself.
    pub(crate) is_telling: bool,
    /// The same where letters stand among the digits: it refuses more than a check digit does.
    pub(crate) is_telling_of_letters: bool,
    /// The kind has no fixed form, and its label words stand everywhere.
    pub(crate) is_open: bool,
    /// Of a kind that only a label makes: its values are digits, or words that someone chose.
    pub(crate) takes_numbers: bool,
    pub(crate) is_secret: bool,
    /// Its values are compared with the record that they stand in.
    pub(crate) is_linked: bool,
    /// When it expires is written behind it.
    pub(crate) is_card: bool,
    /// How many forms the rule has.
    pub(crate) shapes: u8,
    /// The bare form of so many digits, and its shape's index: what numeric columns strip of leading zeros.
    pub(crate) bare_digits: Option<(usize, u8)>,
}

/// The kinds that code finds, where the rules ask for them.
#[derive(Debug, Default)]
pub(crate) struct Finders {
    pub(crate) email: Option<KindId>,
    pub(crate) iban: Option<KindId>,
    pub(crate) date: Option<KindId>,
    pub(crate) names: Option<(KindId, PersonNames)>,
    pub(crate) addresses: Option<(KindId, StreetAddresses)>,
    pub(crate) ip_address: Option<KindId>,
    pub(crate) mrz: Option<KindId>,
    pub(crate) aamva: Option<KindId>,
    pub(crate) card_track: Option<KindId>,
    /// Social security numbers, which numeric columns strip of leading zeros.
    pub(crate) us_ssn: Option<KindId>,
    pub(crate) dea_number: Option<KindId>,
    /// Telephone numbers, which networks write without a `+`.
    pub(crate) phone: Option<KindId>,
    /// Routing numbers of banks, and the numbers of accounts that stand beside them.
    pub(crate) routing_and_account: Option<(KindId, KindId)>,
    pub(crate) card_and_code: Option<(KindId, KindId)>,
    /// Kinds that only a label makes.
    pub(crate) labelled: Vec<KindId>,
}

/// What a check makes of a canonical value.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum Outcome {
    /// It may be the kind: what the check adds to the odds, and what it noticed.
    Accepted { odds: f32, facts: Facts, is_test: bool },
    /// It cannot be.
    Missed,
    /// A placeholder, which speaks neither for nor against.
    Placeholder,
}

/// A check that passes more of chance than this tells nothing, even over a column. The weakest that does is that of
/// Social Security numbers (0.89): over some hundred values it separates.
const TELLING_RATE_MAX: f64 = 0.9;

/// A check that one random value in twenty passes makes no column of a rule that wants a label, unless it notices more.
const TELLING_ALONE_MAX: f64 = 0.05;

/// One random value in ten passes a check digit. A check of letters and digits that fewer pass leaves a whole column of such
/// values little to chance.
const CHECK_DIGIT: f64 = 0.1;

/// Validators of values of which a whole column shows more than its name can deny: by their areas, by a check that few pass, by
/// a form that little else has.
const WITHSTANDS_NAMES: [&str; 5] = ["us_ssn", "us_bank_routing", "vin", "dea_number", "mac_address"];

/// Validators of values that only a label makes and that are digits.
const TAKES_NUMBERS: [&str; 3] = ["account_pin", "card_cvv", "us_ssn_last4"];

fn is_telling(rule: &RuleSpec, validator: &Validator) -> bool {
    let rate = validator.random_pass_rate;
    rate < TELLING_RATE_MAX && (!rule.needs_label || rate <= TELLING_ALONE_MAX || !validator.facts.is_empty())
}

impl KindPlan {
    fn new(rule: &RuleSpec) -> Result<Self, Error> {
        let validator = rule.validator.as_deref().map(|name| find_validator(rule, name)).transpose()?;
        #[expect(clippy::cast_possible_truncation, reason = "a weight needs no more digits than an f32 has")]
        let selectivity = validator.map_or(0.0, |validator| -validator.random_pass_rate.log10() as f32);
        Ok(Self {
            prior: rule.prior,
            selectivity,
            check: validator.map(|validator| validator.check),
            needs_label: rule.needs_label,
            withstands_names: rule.validator.as_deref().is_some_and(|name| WITHSTANDS_NAMES.contains(&name)),
            is_telling: validator.is_some_and(|validator| is_telling(rule, validator)),
            is_telling_of_letters: validator
                .is_some_and(|validator| rule.finder == Finder::Shape && validator.random_pass_rate < CHECK_DIGIT),
            is_open: matches!(rule.finder, Finder::PersonName | Finder::StreetAddress | Finder::Date),
            takes_numbers: rule.validator.as_deref().is_some_and(|name| TAKES_NUMBERS.contains(&name)),
            is_secret: rule.validator.as_deref() == Some("password"),
            is_linked: rule.validator.as_deref() == Some("us_drivers_license"),
            is_card: rule.validator.as_deref() == Some("payment_card"),
            shapes: u8::try_from(rule.shapes.len()).unwrap_or(u8::MAX),
            bare_digits: bare_digits(rule),
        })
    }

    /// Checks a canonical value.
    pub(crate) fn verify(&self, canonical: &[u8]) -> Outcome {
        self.outcome(self.check.map_or(Check::UNKNOWN, |check| check(canonical)))
    }

    /// What a check means for the kind.
    #[inline]
    pub(crate) fn outcome(&self, Check { verdict, is_test, facts }: Check) -> Outcome {
        match verdict {
            Verdict::Valid => Outcome::Accepted { odds: self.selectivity, facts, is_test },
            Verdict::Unknown => Outcome::Accepted { odds: 0.0, facts, is_test },
            Verdict::Invalid if is_test => Outcome::Placeholder,
            Verdict::Invalid => Outcome::Missed,
        }
    }

    /// Checks canonical values, each of those whose bit is `wanted`, and writes down what was said of them, as
    /// [`Check::code`] does.
    #[inline]
    pub(crate) fn check_each<'v>(&self, values: impl Iterator<Item = &'v [u8]>, wanted: u64, checks: &mut [u32]) {
        let Some(check) = self.check else { return checks.fill(Check::UNKNOWN.code()) };
        for (index, (value, slot)) in values.zip(checks).enumerate() {
            if wanted >> index & 1 == 1 {
                *slot = check(value).code();
            }
        }
    }
}

fn find_validator(rule: &RuleSpec, name: &str) -> Result<&'static Validator, Error> {
    validate::find(name)
        .ok_or_else(|| Error::new(ErrorKind::Rule, format!("rule `{}`: unknown validator `{name}`", rule.id)))
}

fn bare_digits(rule: &RuleSpec) -> Option<(usize, u8)> {
    (0u8..).zip(&rule.shapes).find_map(|(index, shape)| match Shape::parse(&shape.form).ok()?.elements.as_slice() {
        [Element::Digits { min, max }] if min == max => Some((usize::from(*max), index)),
        _ => None,
    })
}

/// The kinds whose unrecognised values have a look, by what finds or checks them.
fn looks(rules: &RuleSet) -> Vec<(Look, KindId)> {
    let look = |rule: &RuleSpec| match (rule.finder, rule.validator.as_deref()) {
        (Finder::PersonName, _) => Some(Look::Name),
        (Finder::StreetAddress, _) => Some(Look::Address),
        (Finder::Shape, Some("phone")) => Some(Look::Phone),
        (Finder::Shape, Some("us_drivers_license")) => Some(Look::Licence),
        (Finder::Shape, Some("payment_card")) => Some(Look::Card),
        (Finder::Shape, Some("imei")) => Some(Look::Imei),
        _ => None,
    };
    kinds(rules).filter_map(|(kind, rule)| Some((look(rule)?, kind))).collect()
}

/// The patterns of all rules that have one.
fn patterns(rules: &RuleSet) -> Result<Patterns, Error> {
    let given: Vec<(KindId, &str)> =
        kinds(rules).filter_map(|(kind, rule)| Some((kind, rule.pattern.as_deref()?))).collect();
    Patterns::new(&given).map_err(|(index, message)| {
        let rule = given.get(index).map_or("", |&(kind, _)| rules.rule(kind).id.as_str());
        Error::new(ErrorKind::Rule, format!("rule `{rule}`: its pattern does not compile: {message}"))
    })
}

impl Detector {
    /// Compiles the rules.
    ///
    /// # Errors
    ///
    /// When a rule names an unknown validator, or has a shape that cannot be compiled.
    pub fn new(rules: Arc<RuleSet>) -> Result<Self, Error> {
        let mut shapes = ShapeTable::default();
        let mut plans = Vec::with_capacity(rules.rules().len());
        let mut finders = Finders::default();
        for (kind, rule) in kinds(&rules) {
            plans.push(KindPlan::new(rule)?);
            for (index, shape) in (0u8..).zip(&rule.shapes) {
                let refused = |reason| {
                    Error::new(ErrorKind::Rule, format!("rule `{}`: shape `{}`: {reason}", rule.id, shape.form))
                };
                shapes.add(kind, index, &shape.form, shape.weight).map_err(refused)?;
            }
            finders.add(kind, rule.finder);
        }
        finders.us_ssn = rules.kind("us_ssn");
        finders.dea_number = rules.kind("dea_number");
        finders.phone = rules.kind("phone");
        finders.card_and_code = rules.kind("payment_card").zip(rules.kind("card_cvv"));
        finders.routing_and_account = rules.kind("us_bank_routing").zip(rules.kind("bank_account"));
        let patterns = patterns(&rules)?;
        let spelled = Spelled::all(kinds(&rules).map(|(kind, rule)| (kind, &rule.labels)));
        let labels = LabelIndex::new(&spelled);
        let headings = LabelIndex::new(&Spelled::headings(kinds(&rules).map(|(kind, rule)| (kind, &rule.labels))));
        let sieve = Sieve::new(kinds(&rules), &spelled);
        let looks = looks(&rules);
        let uuid_shape = OnceLock::new();
        Ok(Self { rules, plans, shapes, labels, headings, finders, patterns, sieve, looks, uuid_shape })
    }

    /// The rules that it was made of.
    #[must_use]
    pub fn rules(&self) -> &Arc<RuleSet> {
        &self.rules
    }

    /// What a column's names say of each kind; to be asked once for each column.
    #[must_use]
    pub fn column(&self, table: &str, spec: &ColumnSpec) -> ColumnContext {
        let mut column = ColumnContext::new(&self.labels, &self.headings, self.plans.len(), table, spec);
        column.looks = self.looks.iter().copied().filter(|&(look, kind)| look.is_asked(kind, &column)).collect();
        column
    }

    /// The kind whose values are compared with the record that they stand in.
    #[must_use]
    pub fn linked_kind(&self) -> Option<KindId> {
        (0u16..).map(KindId).zip(&self.plans).find(|(_, plan)| plan.is_linked).map(|(kind, _)| kind)
    }

    /// Whether it is that kind.
    pub(crate) fn is_linked(&self, kind: KindId) -> bool {
        self.plan(kind).is_some_and(|plan| plan.is_linked)
    }

    /// Working memory for one worker.
    #[must_use]
    pub fn scratch(&self) -> Scratch {
        let mut scratch = Scratch::default();
        scratch.begin_piece(0);
        scratch
    }

    pub(crate) fn plan(&self, kind: KindId) -> Option<&KindPlan> {
        self.plans.get(usize::from(kind.0))
    }

    /// Whether a kind's label words stand everywhere, so that they come between nothing.
    pub(crate) fn is_open(&self, kind: KindId) -> bool {
        self.plan(kind).is_some_and(|plan| plan.is_open)
    }
}

fn kinds(rules: &RuleSet) -> impl Iterator<Item = (KindId, &RuleSpec)> + Clone {
    (0u16..).map(KindId).zip(rules.rules())
}

impl Finders {
    /// Whether the kind's finder weighs the words around a place in text on its own.
    pub(crate) fn has_own_cues(&self, kind: KindId) -> bool {
        let is_name = self.names.as_ref().is_some_and(|(names, _)| *names == kind);
        is_name || self.addresses.as_ref().is_some_and(|(addresses, _)| *addresses == kind)
    }

    /// Whether marks lead to anything.
    pub(crate) fn use_marks(&self) -> bool {
        self.mrz.is_some() || self.aamva.is_some() || self.email.is_some() || !self.labelled.is_empty()
    }

    /// The first rule that asks for a finder has it.
    fn add(&mut self, kind: KindId, finder: Finder) {
        match finder {
            Finder::Shape | Finder::Pattern => {}
            Finder::Labelled => self.labelled.push(kind),
            Finder::IpAddress => {
                self.ip_address.get_or_insert(kind);
            }
            Finder::Mrz => {
                self.mrz.get_or_insert(kind);
            }
            Finder::Aamva => {
                self.aamva.get_or_insert(kind);
            }
            Finder::CardTrack => {
                self.card_track.get_or_insert(kind);
            }
            Finder::Email => {
                self.email.get_or_insert(kind);
            }
            Finder::Iban => {
                self.iban.get_or_insert(kind);
            }
            Finder::Date => {
                self.date.get_or_insert(kind);
            }
            Finder::PersonName => {
                self.names.get_or_insert_with(|| (kind, PersonNames::new()));
            }
            Finder::StreetAddress => {
                self.addresses.get_or_insert_with(|| (kind, StreetAddresses::new()));
            }
        }
    }
}

/// Appends the canonical form of a name or an address to `out`: upper case, runs of spaces and punctuation as one space.
pub(crate) fn canonical_words(value: &[u8], out: &mut Vec<u8>) {
    /// What each byte becomes; a space stands for all that parts words.
    const FORM: [u8; 256] = {
        let mut table = [b' '; 256];
        let mut form = 0u8;
        loop {
            if form.is_ascii_alphanumeric() || form >= 0x80 || matches!(form, b'\'' | b'-') {
                table[form as usize] = form.to_ascii_uppercase();
            }
            if form == u8::MAX {
                break;
            }
            form += 1;
        }
        table
    };
    let start = out.len();
    out.resize(start + value.len(), 0);
    let words = out.get_mut(start..).unwrap_or_default();
    let (mut len, mut last) = (0, b' ');
    for &byte in value {
        let form = FORM[usize::from(byte)];
        if let Some(slot) = words.get_mut(len) {
            *slot = form;
        }
        len += usize::from(form != b' ' || last != b' ');
        last = form;
    }
    len -= usize::from(len > 0 && last == b' ');
    out.truncate(start + len);
}

/// Appends the canonical form of a name: as that of words, the given name first where a comma puts it last.
pub(crate) fn canonical_name(value: &[u8], out: &mut Vec<u8>) {
    let Some((given, family)) = given_and_family(value) else { return canonical_words(value, out) };
    canonical_words(given, out);
    out.push(b' ');
    canonical_words(family, out);
}

/// The parts of `Moore, Ann`. What stands behind the comma may be a title, too: `Ann Moore, MD`.
pub(crate) fn given_and_family(value: &[u8]) -> Option<(&[u8], &[u8])> {
    const TITLES: [&[u8]; 12] =
        [b"JR", b"SR", b"II", b"III", b"IV", b"MD", b"DO", b"PHD", b"ESQ", b"RN", b"DDS", b"CPA"];
    let comma = memchr::memchr(b',', value)?;
    let (family, given) = (value.get(..comma)?.trim_ascii(), value.get(comma + 1..)?.trim_ascii());
    let bare = |byte: &u8| byte.is_ascii_alphabetic();
    let is_title =
        |title: &&[u8]| given.iter().filter(|byte| bare(byte)).map(u8::to_ascii_uppercase).eq(title.iter().copied());
    let are_parts = !family.is_empty() && !given.is_empty() && !given.contains(&b',');
    (are_parts && !TITLES.iter().any(is_title)).then_some((given, family))
}

/// Appends a date as `19870312`.
pub(crate) fn canonical_date((year, month, day): (u16, u8, u8), out: &mut Vec<u8>) {
    let mut number = u32::from(year) * 10_000 + u32::from(month) * 100 + u32::from(day);
    let start = out.len();
    out.extend([b'0'; 8]);
    for slot in out.iter_mut().skip(start).rev() {
        *slot = b'0' + u8::try_from(number % 10).unwrap_or(0);
        number /= 10;
    }
}
