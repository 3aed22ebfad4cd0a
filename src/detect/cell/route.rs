//! Routes: how the values of one form are dealt with in one column, worked out once.
//!
//! The values of a column look alike. All that hangs on a value's form and its column alone (which shapes it has, which
//! of them the column asks for, which finders could have something to say, which bytes are kept in the canonical form)
//! is worked out for the first value of a form, and looked up for the others by comparing the form.

use super::canonical::{Canonical, Kept};
use super::gather::RunCell;
use super::value::CellValue;
use super::{kind_bit, may_be_missing};
use crate::batch::ColumnId;
use crate::detect::cofield;
use crate::detect::column::ColumnContext;
use crate::detect::detector::{Detector, KindPlan};
use crate::detect::marked_cell::STRUCTURE_MIN;
use crate::detect::shapes::{Fit, Position, ShapeEntry};
use crate::detect::signature::{Form, FormTest, Profile};
use crate::rules::KindId;

/// A shape that a column asks for, with all that the check of a cell needs.
#[derive(Clone, Copy)]
pub(crate) struct Asked {
    /// The shape.
    pub(crate) entry: ShapeEntry,
    /// The rule.
    pub(crate) plan: KindPlan,
    /// What the column's names say.
    pub(crate) label: f32,
    /// Whether some values of the form do not fit the shape.
    pub(crate) is_doubtful: bool,
}

/// The shapes that a column asks for at one position of the shape table.
#[derive(Default)]
pub(crate) struct AskedShapes {
    /// In the order of the table.
    pub(crate) shapes: Vec<Asked>,
    /// Whether some kind stands there more than once.
    pub(crate) has_repeats: bool,
}

impl AskedShapes {
    /// Collects the shapes at the position of `text` that the column asks for.
    pub(crate) fn collect(&mut self, detector: &Detector, column: &ColumnContext, position: Position, text: &[u8]) {
        self.shapes.clear();
        for &entry in detector.shapes.entries(position) {
            let label = column.weight(entry.kind);
            let Some(&plan) = detector.plan(entry.kind) else { continue };
            // Without a word for or against it, a telling check is left to the column's statistics; so is one that fewer values pass
            // than a digit lets through, of values with letters in their places.
            let is_telling = plan.is_telling || plan.is_telling_of_letters && text.iter().any(u8::is_ascii_alphabetic);
            // Against the name of another thing a few kinds are looked for all the same: their columns tell what the name does not.
            let is_open = label > 0.0
                || entry.weight > 0.0
                || (label == 0.0 && is_telling)
                || (label < 0.0 && plan.withstands_names);
            // What is compared with the record may be of any form where no column has a name, and of letters and digits where
            // the name says nothing.
            let may_be_linked = !column.is_named || text.iter().any(u8::is_ascii_alphabetic);
            let is_linked = plan.is_linked && label <= 0.0 && may_be_linked;
            let is_asked = is_open || !plan.needs_label || is_linked;
            let fit = if is_asked { detector.shapes.fit_of_form(&entry, text) } else { Fit::Never };
            if fit != Fit::Never {
                self.shapes.push(Asked { entry, plan, label, is_doubtful: fit == Fit::Sometimes });
            }
        }
        let kinds = self.shapes.iter().map(|shape| shape.entry.kind);
        self.has_repeats =
            kinds.clone().enumerate().any(|(index, kind)| kinds.clone().take(index).any(|other| other == kind));
    }
}

/// Which finders a value is shown to, by its form.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
#[expect(clippy::struct_excessive_bools, reason = "each is asked by itself")]
pub(crate) struct CellFinders {
    pub(crate) email: bool,
    pub(crate) name: bool,
    pub(crate) iban: bool,
    pub(crate) date: bool,
    /// The first letter has to be looked at, too.
    pub(crate) address: bool,
    /// A cofield of words (state, city), or of digits (ZIP).
    pub(crate) cofield: bool,
    /// In a column that is named outright, the value may have been changed on its way.
    pub(crate) repair: bool,
    /// Something that no shape leads to; see [`Detector::may_be_marked`].
    pub(crate) marked: bool,
    /// It may hold something within itself.
    pub(crate) text: bool,
    /// Its bytes must be asked whether it does: it may be written with escapes, or have a structure.
    pub(crate) bytes: bool,
}

impl CellFinders {
    fn of(detector: &Detector, value: &[u8], profile: &Profile, column: &ColumnContext) -> Self {
        let is_email = profile.ats == 1 && profile.spaces == 0;
        let is_number = !is_email && profile.digits > 0;
        let is_bare = profile.digits as usize == value.len();
        let begins_as_address = value.first().is_some_and(|byte| byte.is_ascii_alphanumeric() || *byte == b'#');
        let has_marks = matches!(value, [b'\'' | b'=', ..] | [.., b'.', _] | [.., b'.', _, _]);
        Self {
            email: is_email,
            name: !is_email
                && profile.digits == 0
                && is_name_like(value, profile)
                && detector.asks_names(value, profile, column),
            iban: is_number && profile.letters >= 2 && value.len() >= 15,
            date: is_number && (is_date_like(value, profile) || detector.is_date_in_figures(value, column)),
            address: is_number
                && begins_as_address
                && profile.spaces > 0
                && profile.letters > 0
                && value.len() <= ADDRESS_MAX,
            cofield: cofield::may_be(value, profile, column),
            repair: profile.digits >= 4 && (is_bare || has_marks) && !column.strong().is_empty()
                || is_whole_float(value, profile),
            marked: detector.may_be_marked(value, profile, column),
            text: is_text(value, profile, column) || !detector.patterns.is_empty(),
            bytes: profile.escapes > 0 || value.len() >= STRUCTURE_MIN,
        }
    }

    /// Whether none has anything to say.
    fn are_none(self) -> bool {
        let Self { email, name, iban, date, address, cofield, repair, marked, text, bytes } = self;
        !(email || name || iban || date || address || cofield || repair || marked || text || bytes)
    }
}

/// The form of `123456789.0`: an identifier that was read as a floating-point number.
fn is_whole_float(value: &[u8], profile: &Profile) -> bool {
    matches!(value, [.., b'.', digit] if digit.is_ascii_digit())
        && profile.digits >= 8
        && profile.digits as usize + 1 == value.len()
}

/// The longest value that may be a person's name, and the most spaces in it.
const NAME_MAX: usize = 64;
const NAME_SPACES_MAX: u32 = 5;
/// The longest value that may be one address.
const ADDRESS_MAX: usize = 160;
/// The longest value that may be one date.
const DATE_MAX: usize = 34;

fn is_name_like(value: &[u8], profile: &Profile) -> bool {
    let begins = value.first().is_some_and(|byte| byte.is_ascii_alphabetic() || *byte >= 0x80);
    begins && profile.letters >= 2 && value.len() <= NAME_MAX && profile.spaces <= NAME_SPACES_MAX && profile.ats == 0
}

fn is_date_like(value: &[u8], profile: &Profile) -> bool {
    // Digits alone are a date only if they are eight, or with noughts for the time behind them.
    if profile.digits as usize == value.len() {
        return matches!(value.len(), 8 | 14);
    }
    // A date that begins with digits begins with a day, a month, a year or all of it. The name of a month follows, or another
    // number between two separators.
    let first = value.iter().take(9).take_while(|byte| byte.is_ascii_digit()).count();
    let begins_date = match first {
        1 | 2 | 4 => profile.letters >= 3 || profile.high > 0 || is_between_separators(value.get(first..)),
        8 => true,
        0 => profile.letters >= 3 && (profile.spaces > 0 || begins_with_month(value)),
        _ => false,
    };
    (3..=26).contains(&profile.digits) && value.len() <= DATE_MAX && begins_date
}

/// Whether letters that may be a month, a separator and a digit stand there: `Mar-12-1987`.
fn begins_with_month(value: &[u8]) -> bool {
    const LEN_MAX: usize = 10;
    let is_letter = |byte: &&u8| byte.is_ascii_alphabetic() || !byte.is_ascii();
    let len = value.iter().take(LEN_MAX + 1).take_while(is_letter).count();
    (3..=LEN_MAX).contains(&len) && matches!(value.get(len..), Some([b'-' | b'/' | b'.', b'0'..=b'9', ..]))
}

/// Whether a separator of dates, one or two digits and the same separator stand there.
fn is_between_separators(text: Option<&[u8]>) -> bool {
    match text {
        Some([separator @ (b'-' | b'/' | b'.'), digit, rest @ ..]) if digit.is_ascii_digit() => match rest {
            [second, third, ..] if second.is_ascii_digit() => third == separator,
            [second, ..] => second == separator,
            [] => false,
        },
        _ => false,
    }
}

/// Whether the value may hold something within itself: a note, a line of a log, key-value pairs, markup.
fn is_text(value: &[u8], profile: &Profile, column: &ColumnContext) -> bool {
    if value.len() > Profile::SAMPLE_MAX || profile.spaces > NAME_SPACES_MAX {
        return true;
    }
    if profile.ats > 0 || begins_with_key(value) {
        return profile.letters > 2;
    }
    let has_words = profile.spaces > 0 || profile.breaks > 0;
    has_words && profile.letters >= 2 && (profile.digits >= 5 || profile.spaces >= 3)
        || may_hold_several(value, profile, column)
        || has_attributes(value, profile)
}

/// Whether the value begins like a note of one thing: `password: blue7Horse`, `pwd=blue7Horse`.
fn begins_with_key(value: &[u8]) -> bool {
    const KEY: std::ops::RangeInclusive<usize> = 2..=24;
    let is_of_key = |byte: &&u8| byte.is_ascii_alphabetic() || matches!(byte, b'_' | b' ');
    let len = value.iter().take(*KEY.end() + 1).take_while(is_of_key).count();
    let (key, rest) = value.split_at(len);
    let is_tied = matches!(rest, [b':', b' ', next, ..] | [b'=', next, ..] if next.is_ascii_graphic() && *next != b'=');
    KEY.contains(&len) && key.first().is_some_and(u8::is_ascii_alphabetic) && is_tied
}

/// Whether the value may hold several numbers, or one and something else, in a column that is named for a kind:
/// `182-33-0376/363-05-1677`, `10/03/1943 (27y)`. A time of day is no other value. In other columns a number that is written
/// like no other is asked for.
fn may_hold_several(value: &[u8], profile: &Profile, column: &ColumnContext) -> bool {
    const ONE: u32 = 10;
    let is_parted = || value.iter().any(|byte| b" \t\r\n/;,|:(".contains(byte));
    let is_time = |text: &[u8]| matches!(text, [a, b':', b] if a.is_ascii_digit() && b.is_ascii_digit());
    let may_be = profile.digits >= ONE && profile.letters <= profile.digits;
    may_be
        && is_parted()
        && (column.names_any || !column.names_another && holds_dashed(value))
        && !value.windows(3).any(is_time)
}

/// Whether something else stands beside nine digits that dashes part into three, two and four.
fn holds_dashed(value: &[u8]) -> bool {
    const LEN: usize = "000-00-0000".len();
    let is_of_more = |at: usize| value.get(at).is_some_and(|byte| byte.is_ascii_alphanumeric() || *byte == b'-');
    let is_alone = |start: usize| {
        let digits = value.get(start..start + LEN).into_iter().flatten().filter(|byte| byte.is_ascii_digit()).count();
        digits == LEN - 2 && !is_of_more(start + LEN) && !start.checked_sub(1).is_some_and(is_of_more)
    };
    let parts = |dash: usize| value.get(dash + 3) == Some(&b'-') && dash.checked_sub(3).is_some_and(is_alone);
    value.len() > LEN + 1 && memchr::memchr_iter(b'-', value).any(parts)
}

/// Whether the value is a list of attributes, as directories have it: `CN=Ann Moore,OU=Sales`.
fn has_attributes(value: &[u8], profile: &Profile) -> bool {
    const LETTERS_MIN: u32 = 6;
    let is_attribute =
        |text: &&[u8]| matches!(text, [letter, b'=', first] if letter.is_ascii_alphabetic() && *first != b'=');
    profile.escapes >= 2
        && profile.letters >= LETTERS_MIN
        && memchr::memchr2(b',', b';', value).is_some()
        && value.windows(3).filter(is_attribute).count() >= 2
}

/// What is known of the values of one form in one column.
pub(crate) struct Route {
    column: u64,
    form: Form,
    pub(crate) profile: Profile,
    pub(crate) asked: AskedShapes,
    pub(crate) finders: CellFinders,
    /// Whether nothing can be found in a value of this form.
    pub(crate) is_settled: bool,
    /// Whether its values can be taken many at a time: they are short.
    pub(super) is_common: bool,
    /// Whether there is more to ask of a value that was recognised.
    pub(super) asks_more: bool,
    /// Whether there is nothing to ask of a value beside its shapes, and whether it is a date.
    pub(super) is_bare: bool,
    /// Whether its values may be dates, and nothing else.
    pub(super) is_date: bool,
    /// Whether its values may be a cofield, and nothing else.
    pub(super) is_cofield: bool,
    /// Whether its values may be names, and a cofield, and nothing else.
    pub(super) is_of_words: bool,
    /// The kinds that a value which nothing recognised may be taken for by its look, if its column is one; a bit each.
    pub(crate) residue: u128,
    /// The kind that its values are taken for by their look where nothing recognises them, and nothing else is to be asked of them.
    pub(super) assumed: Option<KindId>,
    /// The bytes of a short value that its canonical form keeps.
    kept: Kept,
}

impl Route {
    fn new() -> Self {
        Self {
            column: 0,
            form: Form::default(),
            profile: Profile::of(b""),
            asked: AskedShapes::default(),
            finders: CellFinders::default(),
            is_settled: false,
            is_common: false,
            asks_more: true,
            is_bare: false,
            is_date: false,
            is_cofield: false,
            is_of_words: false,
            residue: 0,
            assumed: None,
            kept: Kept::default(),
        }
    }

    fn fill(&mut self, detector: &Detector, column: &ColumnContext, value: &CellValue<'_>, form: Form) {
        (self.column, self.form) = (column.identity, form);
        self.profile = Profile::at(value.rest(), value.bytes().len());
        self.finders = CellFinders::of(detector, value.bytes(), &self.profile, column);
        self.residue = Detector::residue_kinds(value.bytes(), &self.profile, column);
        self.asked.shapes.clear();
        let position = detector.position(value.bytes(), &self.profile);
        if position != Position::NONE {
            self.asked.collect(detector, column, position, value.bytes());
        }
        let is_plain = self.profile.high == 0;
        self.is_settled = is_plain && self.residue == 0 && self.asked.shapes.is_empty() && self.finders.are_none();
        // Letters alone may say that there is no value, which each has to be asked.
        let may_be_missing = self.profile.digits == 0 && may_be_missing(value.bytes());
        let have_bits = || self.asked.shapes.iter().all(|asked| kind_bit(asked.entry.kind).is_some());
        let is_told_apart = !self.asked.has_repeats || have_bits();
        self.is_common = is_plain && value.is_short() && is_told_apart && !may_be_missing;
        let CellFinders { email, name, iban, date, address, cofield, .. } = self.finders;
        let is_found_otherwise = email || name || iban || address || cofield;
        let asks_otherwise =
            is_found_otherwise || !detector.patterns.is_empty() || detector.is_marked_anyway(&self.profile, column);
        let is_only_date = !self.finders.repair && self.asked.shapes.is_empty() && self.residue == 0;
        self.is_date = date && !asks_otherwise && is_only_date;
        self.asks_more = asks_otherwise || (date && !self.is_date);
        let beside = CellFinders { date: date && !self.is_date, ..self.finders };
        self.is_bare = beside.are_none() && self.residue == 0 && detector.patterns.is_empty();
        let only_cofield = CellFinders { cofield: true, ..CellFinders::default() };
        let is_bare = self.asked.shapes.is_empty() && self.residue == 0 && is_plain && detector.patterns.is_empty();
        self.is_cofield = is_bare && self.finders == only_cofield;
        self.is_of_words = is_bare && self.finders == CellFinders { name: true, cofield, ..CellFinders::default() };
        self.assumed = Some(())
            .filter(|()| is_plain && self.finders.are_none() && !self.asks_more)
            .and_then(|()| Detector::look_of_form(value.bytes(), &self.profile, column, self.residue));
        if self.asked.shapes.is_empty() && self.assumed.is_none() {
            return;
        }
        self.kept = Kept::of(value.bytes());
    }

    /// Tells the values of its form.
    pub(super) fn test(&self) -> FormTest {
        FormTest::of(&self.form)
    }

    /// The canonical form of a short value of this form.
    #[inline]
    pub(super) fn canonical(&self, value: &CellValue<'_>) -> Canonical {
        self.kept.of_value(value.words(), self.profile.letters > 0)
    }

    /// Those of the values of a run of this form.
    pub(super) fn canonicals(&self, cells: &[RunCell], canonicals: &mut Vec<Canonical>) {
        self.kept.of_run(cells, self.profile.letters > 0, canonicals);
    }
}

/// Where a route is, until the next one is looked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum RouteAt {
    /// Among those that are remembered.
    Slot(usize),
    /// It is not remembered.
    Passing,
}

/// The routes that a worker knows.
#[derive(Default)]
pub(crate) struct Routes {
    slots: Vec<Route>,
    /// For each two slots, the one of them that is given to another form next.
    next: Vec<bool>,
    /// The slot that was last right, by column.
    last: Vec<u32>,
    /// The route of a value that is too long, or not worth, to be remembered.
    passing: Option<Box<Route>>,
}

impl Routes {
    /// Streets of one column are written in some eight hundred forms.
    const SLOTS: usize = 2048;
    /// Columns with a slot of their own to try first; the others share.
    const LAST_MAX: usize = 1024;

    /// The route that was found last at this place.
    #[inline]
    pub(crate) fn at(&mut self, at: RouteAt) -> &Route {
        match at {
            RouteAt::Slot(slot) if slot < self.slots.len() => &self.slots[slot],
            _ => self.passing.get_or_insert_with(|| Box::new(Route::new())),
        }
    }

    /// Where the route of a value of this form in a column is. One that is in use stays where it is.
    #[inline]
    pub(crate) fn find(
        &mut self,
        detector: &Detector,
        id: ColumnId,
        column: &ColumnContext,
        value: &CellValue<'_>,
        form: Option<Form>,
        is_in_use: impl Fn(RouteAt) -> bool,
    ) -> RouteAt {
        let Some(form) = form else {
            return self.pass(detector, column, value, Form::default());
        };
        if self.slots.is_empty() {
            self.slots.resize_with(Self::SLOTS, Route::new);
            self.next.resize(Self::SLOTS / 2, false);
            self.last.resize(Self::LAST_MAX, 0);
        }
        let is_known = |route: &Route| route.form.is(&form) && route.column == column.identity;
        let last = &mut self.last[id.0 as usize % Self::LAST_MAX];
        let mut slot = *last as usize % Self::SLOTS;
        if !is_known(&self.slots[slot]) {
            let hash = (form.hash() ^ column.identity).wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 40;
            // The other slot that a form may have stands beside this one.
            slot = usize::try_from(hash).unwrap_or(0) % Self::SLOTS;
            if !is_known(&self.slots[slot]) {
                slot ^= 1;
            }
            if !is_known(&self.slots[slot]) {
                let next = &mut self.next[slot / 2];
                slot = slot & !1 | usize::from(*next);
                *next = !*next;
                if is_in_use(RouteAt::Slot(slot)) {
                    return self.pass(detector, column, value, form);
                }
                self.slots[slot].fill(detector, column, value, form);
            }
            *last = u32::try_from(slot).unwrap_or(0);
        }
        RouteAt::Slot(slot)
    }

    fn pass(&mut self, detector: &Detector, column: &ColumnContext, value: &CellValue<'_>, form: Form) -> RouteAt {
        let passing = self.passing.get_or_insert_with(|| Box::new(Route::new()));
        passing.fill(detector, column, value, form);
        RouteAt::Passing
    }
}

#[cfg(test)]
mod tests {
    use std::sync::{Arc, LazyLock};

    use proptest::prelude::*;

    use super::super::lanes::LaneCell;
    use super::*;
    use crate::batch::ColumnSpec;
    use crate::detect::find::date;
    use crate::detect::signature::canonicalise;
    use crate::rules::RuleSet;

    fn detector() -> Detector {
        Detector::new(Arc::new(RuleSet::builtin().unwrap())).unwrap()
    }

    fn of(text: &str) -> CellValue<'_> {
        CellValue::new(text.as_bytes(), 0..text.len())
    }

    #[test]
    fn values_of_one_form_share_a_route_within_their_column_alone() {
        let detector = detector();
        let column = |name: &str| {
            let spec = ColumnSpec { name: name.to_owned(), is_named: true, sql_type: None };
            detector.column("", &spec)
        };
        let (ssn, order) = (column("ssn"), column("order_id"));
        let mut routes = Routes::default();
        let mut asked = |id, column: &ColumnContext, text: &str| {
            let at = routes.find(&detector, ColumnId(id), column, &of(text), Form::of(&of(text)), |_| false);
            routes.at(at).asked.shapes.len()
        };
        let named = asked(0, &ssn, "536904399");
        assert_eq!(asked(0, &ssn, "219099999"), named);
        assert_ne!(asked(0, &order, "219099999"), named, "another column asks for other shapes, whatever its number");
        assert_eq!(asked(0, &ssn, "219099999"), named);
        assert_ne!(asked(0, &ssn, "hello"), named);
    }

    /// All that a route says, but for the form.
    fn said(detector: &Detector, column: &ColumnContext, text: &str) -> String {
        let mut routes = Routes::default();
        let at = routes.find(detector, ColumnId(0), column, &of(text), Form::of(&of(text)), |_| false);
        let route = routes.at(at);
        let Route {
            finders,
            is_settled,
            is_common,
            asks_more,
            is_bare,
            is_date,
            is_cofield,
            is_of_words,
            residue,
            profile,
            ..
        } = route;
        let asked = route.asked.shapes.iter().map(|asked| (asked.entry.kind, asked.entry.shape, asked.is_doubtful));
        let flags = (is_settled, is_common, asks_more, is_bare, is_date, is_cofield, is_of_words);
        format!("{finders:?} {flags:?} {residue} {profile:?} {:?}", asked.collect::<Vec<_>>())
    }

    static DETECTOR: LazyLock<Detector> = LazyLock::new(detector);

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(512))]

        #[test]
        fn a_route_hangs_on_the_form_alone(
            text in "[0-9]{1,10}[.][0-9]{1,2}|[0-9A-Za-z@.,'=#/ +%-]{1,32}",
            name in prop::sample::select(["", "ssn", "phone", "zip", "state", "email", "name", "dl_number", "imei"].as_slice()),
            shift in 0u8..9
        ) {
            let spec = ColumnSpec { name: name.to_owned(), is_named: !name.is_empty(), sql_type: None };
            let column = DETECTOR.column("", &spec);
            let other: String = text.chars().map(|letter| match letter {
                '0'..='9' => char::from(b'0' + (u8::try_from(letter).unwrap() - b'0' + shift) % 10),
                'a'..='y' | 'A'..='Y' => char::from(u8::try_from(letter).unwrap() + 1),
                other => other,
            }).collect();
            prop_assert_eq!(said(&DETECTOR, &column, &text), said(&DETECTOR, &column, &other));
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(4096))]

        #[test]
        fn every_date_is_of_a_form_that_is_read_as_one(
            text in "([A-Z][a-z]{2}, )?[0-9]{1,4}[-/.]?[0-9]{0,2}[-/.]?[0-9]{0,4}( 10:22(:05)?)?\
                |(Mon, )?[0-9]{1,2}[-/. ]{0,2}(Mar|mai|M\u{e4}rz|Ao\u{fb}t|November)[-/. ,]{0,2}(19)?[0-9]{2}( 00:00)?\
                |(March|dic)[-/. ][0-9]{1,2}(st|th)?[-/, ]{1,2}[0-9]{2,4}|[12][0-9]{7}(T00:00:00Z)?"
        ) {
            let value = text.as_bytes();
            let is_date = date::whole(value, true) != date::Whole::Neither;
            prop_assert!(!is_date || is_date_like(value, &Profile::of(value)), "{}", text);
        }
    }

    #[test]
    fn notes_of_one_thing_begin_with_its_key() {
        for value in ["password: blue7Horse", "pwd=blue7Horse", "login_pw=x1"] {
            assert!(begins_with_key(value.as_bytes()), "{value}");
        }
        for value in ["https://example.com", "12:30:15", "a=b", "Status", "x==y", "note:", "YWJj==", "10: 30"] {
            assert!(!begins_with_key(value.as_bytes()), "{value}");
        }
    }

    #[test]
    fn fractions_and_coordinates_are_not_read_as_dates() {
        for value in ["0.717963517", "27.083107", "19.5", "1234.50", "12:30:15", "4-18", "12.5-3"] {
            assert!(!is_date_like(value.as_bytes(), &Profile::of(value.as_bytes())), "{value}");
        }
        for value in
            ["1987-03-12", "3/12/87", "12.3.1987", "12MAR1987", "12 mars 1987", "19870312", "1987.3.2", "Mar-12-1987"]
        {
            assert!(is_date_like(value.as_bytes(), &Profile::of(value.as_bytes())), "{value}");
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(256))]

        #[test]
        fn a_route_gives_the_canonical_form_of_every_value_of_its_form(
            text in "[+]?[0-9A-Za-z*() ./-]{1,32}", shift in 0u8..9
        ) {
            let text = text.get(..text.len().min(32)).unwrap_or_default();
            let detector = detector();
            let mut routes = Routes::default();
            let spec = ColumnSpec { name: "ssn".to_owned(), is_named: true, sql_type: None };
            let column = detector.column("", &spec);
            let other: String = text.chars().map(|letter| match letter {
                '0'..='9' => char::from(b'0' + (u8::try_from(letter).unwrap() - b'0' + shift) % 10),
                'a'..='y' | 'A'..='Y' => char::from(u8::try_from(letter).unwrap() + 1),
                other => other,
            }).collect();
            for value in [text, &other] {
                let value = of(value);
                let at = routes.find(&detector, ColumnId(0), &column, &value, Form::of(&value), |_| false);
                let route = routes.at(at);
                if !route.asked.shapes.is_empty() {
                    let mut expected = Vec::new();
                    canonicalise(value.bytes(), &mut expected);
                    let canonical = route.canonical(&value);
                    prop_assert_eq!(canonical.bytes(), expected.as_slice());
                    prop_assert_eq!(canonical.hash, super::super::value::value_hash(&expected));
                    let place = LaneCell { cell: 0, record: 0 };
                    let cell = RunCell { words: value.words(), hash: value.hash(), place, before: 0 };
                    let mut of_run = Vec::new();
                    route.canonicals(&[cell], &mut of_run);
                    let of_run: Vec<_> = of_run.iter().map(|canonical| (canonical.bytes(), canonical.hash)).collect();
                    prop_assert_eq!(of_run, [(canonical.bytes(), canonical.hash)]);
                }
            }
        }
    }
}
