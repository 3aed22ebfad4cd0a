//! What one label says of a candidate, by how it stands to it, and how much that weighs.

use super::between::Link;
use crate::detect::labels::{LabelMatch, LabelUse, Polarity};
use crate::rules::KindId;

/// log10 likelihood ratios of the sorts of labels at full weight.
const STRONG: f32 = 2.5;
const WEAK: f32 = 1.0;
const NEGATIVE: f32 = -2.5;
/// The same for a weak label with a `#` behind it.
const NUMBERED: f32 = 1.8;
/// The same for an outright label of one or two letters that nothing ties to the value.
const ABBREVIATION: f32 = 0.7;
pub(super) const ABBREVIATION_LEN_MAX: usize = 2;
/// The same for an outright label that is a part of an identifier for something else; a weak one says nothing there.
const PART: f32 = 0.4;
/// The same for an outright label that has a value of its own already, of another form.
const SPENT: f32 = 0.4;
/// Added for an outright label that is tied to the value: `ssn=`, `"ssn": "`, `SSN: `.
const TIED: f32 = 0.5;
/// The share of a label that stands on the line before.
pub(super) const LINE_BEFORE: f32 = 0.5;
/// The same where it says of what the label before it is: `IMEI of the phone`.
const ATTRIBUTE: f32 = 0.5;

/// A label, and how it stands to the candidate.
#[derive(Debug, Clone, Copy)]
pub(super) struct Said {
    pub(super) found: LabelMatch,
    pub(super) factor: f32,
    pub(super) is_tied: bool,
    /// `License # 1234`: the word names what is numbered.
    pub(super) is_numbered: bool,
    /// `SOC/536904399`: a code of a field and its value, as registers of the police print them.
    pub(super) is_field: bool,
    /// `SSN or ITIN`, `IMEI of the phone`: what another label before it names stands there, too.
    pub(super) link: Link,
    /// `tel_table`, `maxCard`: the word is a part of an identifier that names something else.
    pub(super) is_part: bool,
    /// `dl is 1234`: a sentence says of what the value is.
    pub(super) is_said: bool,
    /// `call 212-...`, `call Ann at 212-...`: the label goes on to the value as people speak.
    pub(super) is_spoken: bool,
    /// `Reference: Ann Moore, Moore and Sons, 212-...`: other things stand between, parted by commas.
    pub(super) is_listed: bool,
    /// `IMEI 356579048283694. Called 212-...`: it has its own value, and the sentence ended.
    pub(super) has_own: bool,
    /// `License: B-563-031-585-787 employee id 935273`: it has its own value, of another form, and other words follow.
    pub(super) is_spent: bool,
    /// `order 88, ask for 212-...`, `212-... by Ms. Price`: what it names is something else beside the value, and says nothing against it.
    pub(super) is_beside: bool,
    /// `order placed by Ann Moore 212-...`: a noun that does not name the value, which has a form of its own.
    pub(super) is_away: bool,
    /// `parcel 212-...`, `parcel no. is 212-...`: nothing but a word for a number stands between.
    pub(super) is_naming: bool,
    /// `c: 212-...`: a sign stands between, and a colon and a space.
    pub(super) is_signed: bool,
    pub(super) is_announced: bool,
    /// It stands on the line before.
    pub(super) is_above: bool,
}

impl Said {
    /// What is said by the share of a label's weight alone.
    pub(super) fn of(found: LabelMatch, factor: f32) -> Self {
        Self {
            found,
            factor,
            is_tied: false,
            is_numbered: false,
            is_field: false,
            link: Link::Apart,
            is_part: false,
            is_said: false,
            is_spoken: false,
            is_listed: false,
            has_own: false,
            is_spent: false,
            is_beside: false,
            is_away: false,
            is_naming: false,
            is_signed: false,
            is_announced: false,
            is_above: false,
        }
    }

    /// What the phrase means for `kind`. One that fits it among others may name it outright where people speak.
    pub(super) fn of_kind<'u>(&self, uses: &'u [LabelUse], kind: KindId) -> Option<&'u LabelUse> {
        let mut labels = uses.iter().filter(|label| label.kind == kind);
        let first = labels.next()?;
        let spoken = labels.next().filter(|label| label.polarity == Polarity::Spoken);
        spoken.filter(|_| self.is_spoken && !self.is_part && !self.is_spent).or(Some(first))
    }

    /// Whether a phrase that speaks against the kind is not said of the value.
    pub(super) fn is_void(&self, polarity: Polarity) -> bool {
        match polarity {
            Polarity::Negative => self.has_own || self.is_beside || self.is_away,
            Polarity::Numbered => self.has_own || self.is_beside || self.is_away || !self.is_naming,
            Polarity::Spoken | Polarity::Weak | Polarity::Strong => false,
        }
    }
}

/// What a label says of a kind, in log10.
pub(super) fn weigh(label: &LabelUse, said: &Said) -> f32 {
    if said.link == Link::Of {
        return weigh(label, &Said { link: Link::Apart, is_tied: false, factor: said.factor * ATTRIBUTE, ..*said });
    }
    // Only what names a value outright has a line to itself.
    if said.is_above && label.polarity != Polarity::Strong {
        return weigh(label, &Said { is_above: false, factor: LINE_BEFORE, ..*said });
    }
    let tie = if said.is_tied { TIED } else { 0.0 };
    match label.polarity {
        Polarity::Strong if said.is_part => PART * said.factor,
        Polarity::Weak if said.is_part => 0.0,
        // `dl`, `ss`, `ph` stand for much else.
        Polarity::Strong if label.word.len() <= ABBREVIATION_LEN_MAX && !said.is_tied && !said.is_said => {
            ABBREVIATION * said.factor
        }
        Polarity::Strong if said.is_spent => SPENT * said.factor,
        Polarity::Weak if said.is_spent => 0.0,
        Polarity::Strong => STRONG * said.factor + tie,
        // `c: 2063428631`, and not `c=2063428631`, which is a variable.
        Polarity::Spoken if label.word.len() == 1 && !said.is_announced => 0.0,
        // `OL 1234`: two letters stand for much else, where no sign follows them.
        Polarity::Spoken if label.word.len() <= ABBREVIATION_LEN_MAX && said.is_naming && !said.is_signed => {
            ABBREVIATION * said.factor + tie
        }
        Polarity::Spoken if said.is_spoken && !said.is_part && !said.is_spent => STRONG * said.factor + tie,
        Polarity::Spoken => 0.0,
        Polarity::Weak if said.is_numbered => NUMBERED * said.factor,
        Polarity::Weak => WEAK * said.factor,
        Polarity::Negative | Polarity::Numbered if said.is_listed => 0.0,
        Polarity::Negative | Polarity::Numbered => NEGATIVE * said.factor - tie,
    }
}
