//! The name of a column, cut into words: where a label stands in it, and what stands beside it.

use super::Part;
use super::column::{CofieldLabel, ColumnContext};
use super::labels::{LabelIndex, LabelMatch, Polarity, Token, fold_hash, tokenize_name};
use crate::word_list::WordList;

/// Words of names that hold the keys of other records.
pub(super) const KEYS: &[&str] = &["id", "ids", "key", "ref", "reference", "uuid", "guid", "fk", "pk", "code"];

/// Words of names that only number a column or call it one.
static BLANK: WordList = WordList::new(include_str!("../../rules/data/column_words.txt"), "blank");

/// Whether a name says no more than that there is a column: `col_3`, `field7`, `F12`, `value`.
pub(super) fn is_blank(name: &str) -> bool {
    let name = ColumnName::new(name);
    if is_locale(&name.text) {
        return true;
    }
    let is_number = |token: &Token| {
        name.text
            .as_bytes()
            .get(token.start as usize..token.end as usize)
            .is_some_and(|word| word.iter().all(u8::is_ascii_digit))
    };
    // `K9` numbers a column as `F12` does; a letter alone may stand for a quantity.
    let is_numbered = name.tokens.iter().any(is_number);
    let is_letter = |token: &Token| is_numbered && token.end - token.start == 1;
    let is_blank = |token: &Token| is_number(token) || is_letter(token) || name.is_listed(token, &BLANK);
    // `data.value` is a path to something; a number at its end is that of a column.
    (name.last_segment == 0 || is_numbered) && name.tokens.iter().all(is_blank)
}

/// A column name cut into tokens.
pub(super) struct ColumnName {
    text: String,
    tokens: Vec<Token>,
    /// Where the last segment of a path begins.
    last_segment: u32,
}

/// Whose a value is, as schemas write it before a label without a sign between them: an employee's, a patient's, a customer's, a
/// member's, a subscriber's, a student's, a beneficiary's.
const PREFIXES: &[&str] = &[
    "empl", "emp", "pat", "pt", "cust", "cst", "clnt", "mbr", "subs", "sub", "sb", "stud", "stu", "benef", "ben",
    "sps", "dep", "ins", "own", "appl", "prv", "x", "c",
];

/// Letters of the shortest label behind a single one.
const LABEL_BEHIND_LETTER_MIN: usize = 3;

/// Last segments of a path that say nothing of their own: the parent names the value.
const GENERIC: &[&str] = &["value", "val", "text", "raw", "content", "data", "current", "number", "no", "nbr", "num"];

/// Segments of a path that stand for somebody who has a name.
const PERSONS: &[&str] =
    &["user", "account", "author", "profile", "creator", "assignee", "reporter", "commenter", "sender"];

/// Words after a label that make it a property of the thing, not the thing.
static DERIVED: WordList = WordList::new(include_str!("../../rules/data/column_words.txt"), "derived");

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

/// Words behind that of a thing which say what it is called: `mfr_name`, `prt_nbr`.
const CALLED: &[&str] = &[
    "name",
    "desc",
    "dsc",
    "descr",
    "description",
    "txt",
    "text",
    "nbr",
    "num",
    "number",
    "code",
    "title",
    "full",
    "long",
    "short",
];

/// Words before a label that count what it names: `total_ssn`.
const COUNTING: &[&str] = &["total", "count", "cnt", "sum", "avg"];

/// Plural words that count things: what is one code in the singular.
const COUNTED: &[&str] = &["pins"];

const GIVEN: &[&str] =
    &["first", "given", "fname", "firstname", "forename", "givenname", "prenom", "vorname", "nombre"];
const FAMILY: &[&str] =
    &["last", "family", "surname", "lname", "lastname", "familyname", "nachname", "apellido", "maiden"];
const MIDDLE: &[&str] = &["middle", "mname", "middlename", "mi"];
const STATE: &[&str] = &["state", "province", "region", "st"];
const ZIP: &[&str] = &["zip", "zipcode", "zip4", "postal", "postcode", "postalcode", "plz"];
const CITY: &[&str] = &["city", "cty", "town", "twn", "municipality", "locality", "ciudad", "ville", "stadt", "ort"];

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

/// Whether a segment is a language and its country: `en-PW` is of Palau, and no password.
fn is_locale(segment: &str) -> bool {
    matches!(segment.as_bytes(), [a, b, b'-' | b'_', c, d]
        if [a, b].iter().all(|byte| byte.is_ascii_lowercase()) && [c, d].iter().all(|byte| byte.is_ascii_uppercase()))
}

/// A path without a last segment that only names a type, or in which language the value is.
fn without_type(name: &str) -> &str {
    let says_how = |leaf: &str| TYPES.contains(&leaf) || is_locale(leaf);
    let parent = name.rsplit_once('.').filter(|(parent, leaf)| !parent.is_empty() && says_how(leaf));
    parent.map_or(name, |(parent, _)| parent)
}

impl ColumnName {
    pub(super) fn new(name: &str) -> Self {
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
    pub(super) fn factor(&self, found: &LabelMatch) -> f32 {
        if found.end <= self.last_segment {
            let tail = self.tokens.iter().filter(|token| token.start >= self.last_segment);
            let is_generic = tail.clone().all(|token| self.is_one_of(token, GENERIC)) && tail.count() > 0;
            return if is_generic { 0.9 } else { ColumnContext::PARENT };
        }
        let after = self.tokens.get(found.end_token as usize..).unwrap_or_default();
        let before = self.tokens.first().filter(|token| token.start < found.start && token.start >= self.last_segment);
        let is_question = before.is_some_and(|token| self.is_one_of(token, &["is", "has"]));
        let is_count = before.is_some_and(|token| self.is_one_of(token, COUNTING))
            || before.is_some_and(|token| self.is_one_of(token, &["num", "n"])) && self.is_plural(found);
        if after.iter().any(|token| self.is_one_of(token, MEASURED)) {
            return 0.0;
        }
        let is_property = after.iter().any(|token| self.is_listed(token, &DERIVED)) || self.is_counted(found);
        if is_question || is_count || is_property { ColumnContext::DERIVED } else { 1.0 }
    }

    /// Whether the label's last word is a plural.
    fn is_plural(&self, found: &LabelMatch) -> bool {
        self.text.as_bytes().get(found.end as usize - 1).is_some_and(|last| last.eq_ignore_ascii_case(&b's'))
    }

    /// Whether the label ends in a plural that counts, which it is the same as the singular to the rule.
    fn is_counted(&self, found: &LabelMatch) -> bool {
        let last = found.end_token.checked_sub(1).and_then(|last| self.tokens.get(last as usize));
        let word = last.and_then(|last| self.text.get(last.start as usize..last.end as usize)).unwrap_or_default();
        COUNTED.iter().any(|counted| word.eq_ignore_ascii_case(counted))
    }

    /// Whether words of it are a phrase that names a kind outright, though each of them says nothing: `NUM_1099`.
    pub(super) fn has_phrase(&self, index: &LabelIndex) -> bool {
        let mut matches = Vec::new();
        index.find(&self.tokens, &mut matches);
        let phrases = matches.iter().filter(|found| found.end_token - found.first_token > 1);
        phrases.flat_map(|found| index.uses(found)).any(|label| label.polarity == Polarity::Strong)
    }

    /// Whether it is a path to what somebody is called: `user.name`, `payload.author.name`.
    pub(super) fn is_name_of_person(&self) -> bool {
        let is_last = |token: &&Token| token.start >= self.last_segment;
        let mut tail = self.tokens.iter().filter(is_last);
        let parent = self.tokens.iter().rfind(|token| token.start < self.last_segment);
        tail.next().is_some_and(|token| self.is_one_of(token, &["name"]))
            && tail.next().is_none()
            && parent.is_some_and(|token| self.is_one_of(token, PERSONS))
    }

    /// Whether a word for a thing is what the name ends with, but for what says that it is called or numbered so.
    pub(super) fn ends_with_thing(&self, found: &LabelMatch) -> bool {
        const SHORT: u32 = 2;
        let after = self.tokens.get(found.end_token as usize..).unwrap_or_default();
        after.iter().all(|token| token.end - token.start <= SHORT || self.is_one_of(token, CALLED))
    }

    pub(super) fn tokens(&self) -> &[Token] {
        &self.tokens
    }

    /// The name with a gap behind who its value is of, where the label behind it was written without one: `EMPDOB`, `CSTBRTH_DT`.
    /// Only a word that means nothing as a whole is cut; a single letter is one such where the label names a kind outright.
    pub(super) fn without_prefix(&self, indexes: [&LabelIndex; 2]) -> Option<Self> {
        /// Longer names are paths or sentences: each word of them would be tried with the whole of it.
        const LEN_MAX: usize = 128;
        if self.text.len() > LEN_MAX {
            return None;
        }
        let mut matches = Vec::new();
        let mut known: Vec<LabelMatch> = Vec::new();
        for index in indexes {
            index.find(&self.tokens, &mut matches);
            known.append(&mut matches);
        }
        let is_known = |token: &Token| known.iter().any(|found| found.start <= token.start && token.end <= found.end);
        let words = self.tokens.iter().filter(|token| token.start >= self.last_segment && !is_known(token));
        words.flat_map(|word| PREFIXES.iter().map(move |prefix| (word, *prefix))).find_map(|(word, prefix)| {
            let cut = self.cut(word, prefix)?;
            let at = word.start + u32::try_from(prefix.len()).ok()? + 1;
            let speaks = |index: &LabelIndex, matches: &mut Vec<LabelMatch>| {
                index.find(&cut.tokens, matches);
                let here = matches.iter().filter(|found| found.start <= at && at < found.end);
                here.flat_map(|found| index.uses(found)).any(|label| match label.polarity {
                    // Nearly any word begins with a single letter.
                    Polarity::Strong => prefix.len() > 1 || label.word.len() >= LABEL_BEHIND_LETTER_MIN,
                    Polarity::Weak | Polarity::Negative => prefix.len() > 1,
                    Polarity::Spoken | Polarity::Numbered => false,
                })
            };
            indexes.into_iter().any(|index| speaks(index, &mut matches)).then_some(cut)
        })
    }

    /// The name with a gap within a word that begins with `prefix`, and goes on with letters enough for a label.
    fn cut(&self, word: &Token, prefix: &str) -> Option<Self> {
        const LABEL_MIN: usize = 2;
        let at = word.start as usize + prefix.len();
        let (head, tail) = self.text.split_at_checked(at)?;
        let rest = (word.end as usize).checked_sub(at)?;
        let is_prefix = head.get(word.start as usize..).is_some_and(|head| head.eq_ignore_ascii_case(prefix));
        (is_prefix && rest >= LABEL_MIN).then(|| Self::new(&format!("{head}_{tail}")))
    }

    fn is_one_of(&self, token: &Token, words: &[&str]) -> bool {
        let Some(word) = self.text.as_bytes().get(token.start as usize..token.end as usize) else { return false };
        let hash = fold_hash(word);
        words.iter().any(|other| fold_hash(other.as_bytes()) == hash)
    }

    fn is_listed(&self, token: &Token, words: &WordList) -> bool {
        self.text.as_bytes().get(token.start as usize..token.end as usize).is_some_and(|word| words.holds(word))
    }

    pub(super) fn has(&self, words: &[&str]) -> bool {
        self.tokens.iter().filter(|token| token.start >= self.last_segment).any(|token| self.is_one_of(token, words))
    }

    pub(super) fn part(&self) -> Option<Part> {
        let parts = [(MIDDLE, Part::MiddleName), (GIVEN, Part::GivenName), (FAMILY, Part::FamilyName)];
        parts.into_iter().find(|(words, _)| self.has(words)).map(|(_, part)| part)
    }

    pub(super) fn cofield(&self) -> CofieldLabel {
        let sorts = [(ZIP, CofieldLabel::Zip), (CITY, CofieldLabel::City), (STATE, CofieldLabel::State)];
        sorts.into_iter().find(|(words, _)| self.has(words)).map_or(CofieldLabel::None, |(_, sort)| sort)
    }
}
