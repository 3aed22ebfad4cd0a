//! A rule as it is written in TOML. `rules/README.md` is the field reference.

use serde::{Deserialize, Serialize};

/// One rule file: exactly one kind.
#[derive(Debug, Clone, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct RuleSpec {
    /// `<jurisdiction>.<identifier>`; never reused, never renamed.
    pub id: String,
    /// The kind that it finds, as it stands in reports: `us_ssn`.
    pub kind: String,
    /// For people: `US Social Security number`.
    pub name: String,
    /// Folder and group: `government`, `device`, `contact`, `financial`, `identity`.
    pub category: String,
    /// How much harm one value of it does when it is known.
    pub harm: HarmClass,
    /// Where the rule's facts come from.
    pub sources: Vec<String>,
    /// Name of the validator in `detect::validate::VALIDATORS`, where values can be checked.
    #[serde(default)]
    pub validator: Option<String>,
    /// How candidates are found: by the shapes below, or by code for kinds that have no fixed shape.
    #[serde(default)]
    pub finder: Finder,
    /// The regular expression of [`Finder::Pattern`]: over bytes, without look-around.
    #[serde(default)]
    pub pattern: Option<String>,
    /// log10 odds that a random value of the barest accepted shape is this kind, in a dump of no particular sort.
    pub prior: f32,
    /// The written forms, strongest first.
    #[serde(default, rename = "shape")]
    pub shapes: Vec<ShapeSpec>,
    /// Words that speak for or against it.
    #[serde(default)]
    pub labels: LabelSpec,
    /// A weak shape counts only with a label, a column of this name, or an overwhelming column.
    #[serde(default)]
    pub needs_label: bool,
    /// How samples are masked.
    pub mask: MaskPolicy,
    /// What the checks can and cannot prove, with numbers.
    pub accuracy: String,
    /// What must and must not be found.
    #[serde(default, rename = "example")]
    pub examples: Vec<ExampleSpec>,
}

/// One written form of an identifier.
///
/// The notation is that of [`crate::rules::shape`]: `d3` three digits, `a1` one letter, `x6` six letters or digits, `u`/`l`
/// upper/lower letters, ranges `d13..19`; `-`, `.`, `/`, `:`, `(`, `)`, `+`, a space and upper-case letters stand for themselves,
/// literal digits stand in quotes; `~` is one separator out of space, hyphen, dot, the same one all through. Dashes and
/// spaces of Unicode count as their ASCII forms.
#[derive(Debug, Clone, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct ShapeSpec {
    /// The form: `d3-d2-d4`.
    pub form: String,
    /// log10 likelihood ratio of this written form: 0 for the bare one, up to 2 for one that nothing else has, below 0
    /// for one that many other things have too. A form of weight 0 or less is weak, see [`RuleSpec::needs_label`].
    #[serde(default)]
    pub weight: f32,
}

/// Words that raise or lower the odds, matched without case on word boundaries, with space, `_`, `-` and `.` interchangeable.
#[derive(Debug, Clone, Default, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct LabelSpec {
    /// Names the kind outright: `ssn`, `social security number`.
    #[serde(default)]
    pub strong: Vec<String>,
    /// Fits the kind among others: `tin`.
    #[serde(default)]
    pub weak: Vec<String>,
    /// Names the kind outright where people write of it, right before the value, and says nothing as the name of a column: `call`.
    #[serde(default)]
    pub spoken: Vec<String>,
    /// Names something else that looks alike: `order id`.
    #[serde(default)]
    pub negative: Vec<String>,
    /// Names something else whose numbers look alike, in text and right before the value: `parcel`.
    #[serde(default)]
    pub numbered: Vec<String>,
    /// Names something else as the name of a column, in the short forms that schemas have, and says nothing in text: `brnd`.
    #[serde(default)]
    pub headings: Vec<String>,
}

/// How candidates of a kind are found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Finder {
    /// By the declared shapes.
    #[default]
    Shape,
    /// `local@domain`.
    Email,
    /// Country code, check digits, account: variable length.
    Iban,
    /// Lists of names and their forms.
    PersonName,
    /// House number, street, unit, city, state, ZIP.
    StreetAddress,
    /// Calendar dates in all written forms.
    Date,
    /// By the rule's regular expression.
    Pattern,
    /// Values that only their label makes: what stands behind it, or in its column, if the validator lets it pass.
    Labelled,
    /// Internet addresses of both versions.
    IpAddress,
    /// Machine-readable zones of travel documents.
    Mrz,
    /// Barcode and magnetic stripe data of driver licences.
    Aamva,
    /// Magnetic stripe data of payment cards.
    CardTrack,
}

/// How much harm one known value does: the base of the risk score.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum HarmClass {
    /// Names alone, company identifiers.
    Low,
    /// Phone, e-mail, address, birth date, device.
    Medium,
    /// Licence, account, subscriber identity.
    High,
    /// SSN, card, tax number.
    Critical,
}

/// Which characters of a sample may be shown. Never enough to complete the value, never the last four digits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum MaskPolicy {
    /// Only the shape: every letter and digit becomes `*`.
    Shape,
    /// The first `keep` characters of the value stay where these say no more than the issuer or region.
    Prefix {
        /// How many letters or digits stay.
        keep: u8,
    },
    /// First letter of each word.
    Initials,
    /// First letter of the local part, and the top-level domain.
    Email,
    /// Of a date, the decade.
    Decade,
    /// Of an address, the kind of street and the state.
    Address,
}

/// A text and what must be found in it.
#[derive(Debug, Clone, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct ExampleSpec {
    /// The text, scanned as a text source with all rules on.
    pub text: String,
    /// The exact values that must be found as this kind, at default confidence; empty for a near miss.
    pub want: Vec<String>,
}
