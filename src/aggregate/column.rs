//! What is remembered of a column: counts, never values.

use std::ops::{Deref, DerefMut};
use std::sync::LazyLock;

use super::{Distinct, Links, Samples};
use crate::batch::ColumnSpec;
use crate::detect::evidence::confidence;
use crate::detect::validate::Facts;
use crate::detect::{CellFacts, Cofield, Hit, HitCell, HitLook, Part, Protection, STATES};
use crate::redact::{Fingerprint, Masked};
use crate::rules::KindId;

/// Integers of a column: are they a counter?
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct NumericStats {
    /// Cells that are integers of at most 18 digits.
    pub count: u64,
    /// Smallest.
    pub min: u64,
    /// Largest.
    pub max: u64,
    /// Neighbouring pairs of integers.
    pub pairs: u64,
    /// Pairs that rise by 1 to [`NumericStats::STEP_MAX`].
    pub small_steps: u64,
    /// Pairs that rise.
    pub rises: u64,
    /// Those that lie where seconds since 1970 do.
    pub seconds: Seconds,
    /// Those of a million or more, by their hundreds of millions; all of a thousand million or more are the last.
    pub hundreds: [u64; 11],
    last: Option<u64>,
}

/// Integers that may be seconds since 1970, of September 2001 to May 2033. Telephone numbers begin above them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Seconds {
    /// How many there are.
    pub count: u64,
    /// The smallest; 0 where there is none.
    pub min: u64,
    /// The largest.
    pub max: u64,
}

impl Seconds {
    const RANGE: std::ops::Range<u64> = 1_000_000_000..2_000_000_000;

    #[inline]
    fn add(&mut self, value: u64) {
        if Self::RANGE.contains(&value) {
            self.merge(Self { count: 1, min: value, max: value });
        }
    }

    #[inline]
    fn merge(&mut self, other: Self) {
        if other.count > 0 {
            self.min = if self.count == 0 { other.min } else { self.min.min(other.min) };
            self.max = self.max.max(other.max);
            self.count += other.count;
        }
    }
}

impl NumericStats {
    /// A counter with gaps rises by little: identifiers of people do not.
    pub const STEP_MAX: u64 = 64;
    const MILLION: u64 = 1_000_000;

    #[inline]
    fn add(&mut self, value: u64) {
        self.add_all(std::iter::once(value));
    }

    #[inline]
    fn add_all(&mut self, mut values: impl Iterator<Item = u64>) {
        // The last one is not known at first, and where the columns of two pieces were put together.
        let mut last = match self.last {
            Some(last) => last,
            None => {
                let Some(first) = values.next() else { return };
                self.min = if self.count == 0 { first } else { self.min.min(first) };
                self.max = self.max.max(first);
                self.count += 1;
                self.place(first);
                first
            }
        };
        let (mut min, mut max, mut count, mut rises, mut small_steps) = (self.min, self.max, 0, 0, 0);
        for value in values {
            (min, max) = (min.min(value), max.max(value));
            count += 1;
            rises += u64::from(value > last);
            small_steps += u64::from(value.wrapping_sub(last).wrapping_sub(1) < Self::STEP_MAX);
            last = value;
            self.place(value);
        }
        (self.min, self.max, self.last) = (min, max, Some(last));
        self.count += count;
        self.pairs += count;
        self.rises += rises;
        self.small_steps += small_steps;
    }

    /// Counts an integer by where it lies.
    #[inline]
    fn place(&mut self, value: u64) {
        self.seconds.add(value);
        if value >= Self::MILLION {
            let hundreds = usize::try_from(value / (100 * Self::MILLION)).unwrap_or(usize::MAX);
            self.hundreds[hundreds.min(10)] += 1;
        }
    }

    /// Adds the integers of another piece of the column. The pair across the seam is not counted.
    fn merge(&mut self, other: &Self) {
        if other.count == 0 {
            return;
        }
        if self.count == 0 {
            *self = Self { last: None, ..*other };
            return;
        }
        self.min = self.min.min(other.min);
        self.max = self.max.max(other.max);
        self.count += other.count;
        self.pairs += other.pairs;
        self.small_steps += other.small_steps;
        self.rises += other.rises;
        self.seconds.merge(other.seconds);
        add_each(&mut self.hundreds, &other.hundreds);
        self.last = None;
    }
}

/// One column of one table (or the lines of a text).
#[derive(Debug, Clone)]
pub struct ColumnAggregate {
    /// Name and type.
    pub spec: ColumnSpec,
    /// Non-empty cells.
    pub cells: u64,
    /// Bytes in them.
    pub bytes: u64,
    /// Cells that are digits only.
    pub digit_cells: u64,
    /// Cells without a letter or digit beyond the shape of words: letters and spaces only.
    pub word_cells: u64,
    /// Integers.
    pub numeric: NumericStats,
    /// Different cell values.
    pub distinct: Distinct,
    /// Cells that hold a state code or name.
    pub state_cells: u64,
    /// Cells that hold a ZIP.
    pub zip_cells: u64,
    /// Cells that hold a city, by the column's name.
    pub city_cells: u64,
    /// What was seen of each kind, in order of first sight.
    pub kinds: Vec<KindAggregate>,
}

impl ColumnAggregate {
    /// A column without cells.
    #[must_use]
    pub fn new(spec: ColumnSpec) -> Self {
        Self {
            spec,
            cells: 0,
            bytes: 0,
            digit_cells: 0,
            word_cells: 0,
            numeric: NumericStats::default(),
            distinct: Distinct::default(),
            state_cells: 0,
            zip_cells: 0,
            city_cells: 0,
            kinds: Vec::new(),
        }
    }

    /// Counts a non-empty cell.
    #[inline]
    pub fn add_cell(&mut self, facts: &CellFacts) {
        self.add_repeats(facts, 1);
        self.distinct.insert(facts.hash);
        if let Some(integer) = facts.integer {
            self.add_integer(integer);
        }
    }

    /// Counts so many cells whose value was counted before, all but their integers.
    #[inline]
    pub fn add_repeats(&mut self, facts: &CellFacts, count: u64) {
        self.cells += count;
        self.bytes += u64::from(facts.len) * count;
        self.digit_cells += u64::from(facts.digits == facts.len) * count;
        self.word_cells += u64::from(facts.letters > 0 && facts.letters + facts.spaces == facts.len) * count;
    }

    /// Looks at the next integer of the column: whether integers rise depends on their order.
    #[inline]
    pub fn add_integer(&mut self, integer: u64) {
        self.numeric.add(integer);
    }

    /// The same for many.
    #[inline]
    pub fn add_integers(&mut self, integers: impl Iterator<Item = u64>) {
        self.numeric.add_all(integers);
    }

    /// Counts so many cells that are a cofield.
    pub fn add_cofields(&mut self, cofield: Cofield, count: u64) {
        match cofield {
            Cofield::State(_) => self.state_cells += count,
            Cofield::Zip => self.zip_cells += count,
            Cofield::City => self.city_cells += count,
        }
    }

    /// The index in `kinds` of `kind`, opened when it is new.
    pub fn kind_index(&mut self, kind: KindId) -> usize {
        match self.kinds.iter().position(|known| known.kind == kind) {
            Some(index) => index,
            None => {
                self.kinds.push(KindAggregate::new(kind));
                self.kinds.len() - 1
            }
        }
    }

    /// Adds another piece of the same column, whose records begin at `record_base`.
    pub fn merge(&mut self, other: Self, record_base: u64) {
        self.cells += other.cells;
        self.bytes += other.bytes;
        self.digit_cells += other.digit_cells;
        self.word_cells += other.word_cells;
        self.numeric.merge(&other.numeric);
        self.distinct.merge(other.distinct);
        self.state_cells += other.state_cells;
        self.zip_cells += other.zip_cells;
        self.city_cells += other.city_cells;
        for kind in other.kinds {
            let index = self.kind_index(kind.kind);
            self.kinds[index].merge(kind, record_base);
        }
    }
}

/// What is kept of a value that is a sample: its masked form, and its fingerprint.
pub(super) type Sampled = (Masked, Option<Fingerprint>);

/// Hits of one sort: how many, how different, a few masked.
#[derive(Debug, Clone, Default)]
pub struct Tally {
    /// Occurrences.
    pub matched: u64,
    /// Published test or placeholder values among them.
    pub test_values: u64,
    /// Sum of their log10 odds, in hundredths: an integer, so that the sum does not depend on order.
    pub centi_odds: i64,
    /// Sum of their confidences, in millionths.
    pub micro_confidence: u64,
    /// Different canonical values.
    pub distinct: Distinct,
    /// A few of them.
    pub samples: Samples,
}

impl Tally {
    /// No hits.
    const NONE: Self = Self {
        matched: 0,
        test_values: 0,
        centi_odds: 0,
        micro_confidence: 0,
        distinct: Distinct::NONE,
        samples: Samples::NONE,
    };

    fn add(&mut self, sort: &HitSort, count: u64) {
        self.matched += count;
        self.test_values += u64::from(sort.is_test) * count;
        #[expect(clippy::cast_possible_truncation, reason = "clamped")]
        let centi_odds = (sort.odds.clamp(-20.0, 20.0) * 100.0) as i64;
        self.centi_odds += centi_odds.saturating_mul(i64::try_from(count).unwrap_or(i64::MAX));
        self.micro_confidence += micro_confidence(centi_odds) * count;
    }

    #[inline]
    fn add_value(&mut self, hash: u64, record: u64, sample: impl Fn() -> Sampled + Copy) {
        self.distinct.insert(hash);
        self.samples.offer(hash, record, sample);
    }

    /// The same for the values of cells of the records behind `record_base`.
    #[inline]
    fn add_values(&mut self, cells: &[HitCell], record_base: u64, sample: impl Fn(&HitCell) -> Sampled) {
        self.distinct.insert_all(cells.iter().map(|cell| cell.hash));
        let limit = self.samples.limit();
        for cell in cells.iter().filter(|cell| cell.hash <= limit) {
            self.samples.offer(cell.hash, record_base + u64::from(cell.record), || sample(cell));
        }
    }

    fn merge(&mut self, other: Self, record_base: u64) {
        self.matched += other.matched;
        self.test_values += other.test_values;
        self.centi_odds += other.centi_odds;
        self.micro_confidence += other.micro_confidence;
        self.distinct.merge(other.distinct);
        self.samples.merge(other.samples, record_base);
    }

    /// Mean confidence of the hits by themselves.
    #[must_use]
    #[expect(clippy::cast_precision_loss, reason = "a mean")]
    pub fn mean_confidence(&self) -> f64 {
        if self.matched == 0 { 0.0 } else { self.micro_confidence as f64 / 1e6 / self.matched as f64 }
    }

    /// Mean log10 odds of the hits by themselves.
    #[must_use]
    #[expect(clippy::cast_precision_loss, reason = "a mean")]
    pub fn mean_odds(&self) -> f64 {
        if self.matched == 0 { 0.0 } else { self.centi_odds as f64 / 100.0 / self.matched as f64 }
    }
}

/// The confidence of so many hundredths of log10 odds, in millionths: from a table, for this is asked of every hit.
fn micro_confidence(centi_odds: i64) -> u64 {
    static TABLE: LazyLock<Vec<u64>> = LazyLock::new(|| {
        (-2000..=2000)
            .map(|centi_odds| {
                #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a probability")]
                let millionths = (confidence(f64::from(centi_odds) / 100.0) * 1e6).round() as u64;
                millionths
            })
            .collect()
    });
    usize::try_from(centi_odds + 2000).ok().and_then(|index| TABLE.get(index)).copied().unwrap_or(0)
}

/// Which tally a hit counts in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum HitClass {
    /// The whole cell, and not sure by itself: counts if the column's verdict is its kind.
    Column,
    /// The whole cell, and sure by itself: counts with the verdict, and without it unless the column is against it.
    Sure,
    /// Within text, and sure by itself.
    Embedded,
    /// The whole cell, by its look alone: counts if the column's verdict is its kind, and speaks for or against nothing.
    Assumed,
}

/// All that is counted of a hit but for its value. The hits of a column are of few sorts, which come in runs.
#[derive(Debug, Clone, Copy)]
pub struct HitSort {
    /// Which tally it counts in.
    pub class: HitClass,
    /// What part of a split value it is.
    pub part: Part,
    /// The rule's shape.
    pub shape: u8,
    /// The validator's facts.
    pub facts: Facts,
    /// A published test or placeholder value.
    pub is_test: bool,
    /// Whether the value itself stood there.
    pub protection: Protection,
    /// log10 odds.
    pub odds: f32,
}

impl PartialEq for HitSort {
    /// Asked of every hit, so that all fields are compared at once.
    #[inline]
    fn eq(&self, other: &Self) -> bool {
        self.key() == other.key()
    }
}

impl HitSort {
    /// All of it as numbers, by which sorts are compared.
    #[must_use]
    #[inline]
    pub fn key(&self) -> (u64, u32) {
        let Self { class, part, shape, facts: Facts(facts), is_test, protection, odds } = *self;
        let fields = [class as u8, part as u8, shape, facts, u8::from(is_test), protection as u8, 0, 0];
        (u64::from_le_bytes(fields), odds.to_bits())
    }

    /// The sort of a hit that counts in `class`.
    #[must_use]
    pub fn of(hit: &Hit<'_>, class: HitClass) -> Self {
        let Hit { part, shape, facts, is_test, protection, odds, .. } = *hit;
        Self { class, part, shape, facts, is_test, protection, odds }
    }

    /// The same of whole cells.
    #[must_use]
    #[inline]
    pub fn of_look(look: &HitLook, class: HitClass) -> Self {
        let HitLook { part, shape, facts, is_test, odds, .. } = *look;
        Self { class, part, shape, facts, is_test, protection: Protection::Plain, odds }
    }
}

/// What was seen of one kind in one column. Most kinds that a column is asked for are none of it: what was recognised stands
/// by itself, and reads as nothing where nothing was.
#[derive(Debug, Clone)]
pub struct KindAggregate {
    /// The kind.
    pub kind: KindId,
    /// Whole cells of its shape that failed the check.
    pub missed: u64,
    recognised: Option<Box<Recognised>>,
}

/// What was recognised of one kind in one column.
#[derive(Debug, Clone)]
pub struct Recognised {
    /// Whole cells, by the part of the value that they hold.
    pub parts: [u64; Part::ALL.len()],
    /// Whole cells, by the rule's shape, up to the last shape seen: a rule may have many.
    pub shapes: Vec<u64>,
    /// Whole cells, by the validator's facts.
    pub facts: [u64; 8],
    /// Whole cells, by how they are protected.
    pub protected: [u64; Protection::ALL.len()],
    /// What the records say of licence numbers.
    pub links: Links,
    /// Whole cells that were taken for one by their look alone.
    pub assumed: u64,
    /// All whole cells, those included.
    pub whole: Tally,
    /// Those of them that are sure by themselves, once one was not; until then they are the same as `whole`.
    sure: Option<Box<Tally>>,
    /// Sure hits within text, where there are any.
    embedded: Option<Box<Tally>>,
}

impl Recognised {
    /// Nothing was recognised.
    pub const NOTHING: Self = Self {
        parts: [0; Part::ALL.len()],
        shapes: Vec::new(),
        facts: [0; 8],
        protected: [0; Protection::ALL.len()],
        links: Links::NONE,
        assumed: 0,
        whole: Tally::NONE,
        sure: None,
        embedded: None,
    };
}

impl Deref for KindAggregate {
    type Target = Recognised;

    #[inline]
    fn deref(&self) -> &Recognised {
        static NOTHING: Recognised = Recognised::NOTHING;
        self.recognised.as_deref().unwrap_or(&NOTHING)
    }
}

impl DerefMut for KindAggregate {
    #[inline]
    fn deref_mut(&mut self) -> &mut Recognised {
        self.recognised.get_or_insert_with(|| Box::new(Recognised::NOTHING))
    }
}

impl KindAggregate {
    fn new(kind: KindId) -> Self {
        Self { kind, missed: 0, recognised: None }
    }

    fn merge(&mut self, other: Self, record_base: u64) {
        self.missed += other.missed;
        match (&mut self.recognised, other.recognised) {
            (Some(ours), Some(theirs)) => ours.merge(*theirs, record_base),
            (None, Some(theirs)) => self.deref_mut().merge(*theirs, record_base),
            (_, None) => {}
        }
    }
}

impl Recognised {
    /// Counts so many hits of one sort, all but their values.
    pub fn add_hits(&mut self, sort: &HitSort, count: u64) {
        if sort.class == HitClass::Embedded {
            self.embedded_mut().add(sort, count);
            return;
        }
        self.parts[sort.part as usize] += count;
        if sort.class == HitClass::Assumed {
            self.assumed += count;
            self.whole.add(sort, count);
            return;
        }
        self.protected[sort.protection as usize] += count;
        if sort.protection == Protection::Plain {
            let shape = usize::from(sort.shape);
            self.shapes.resize(self.shapes.len().max(shape + 1), 0);
            self.shapes[shape] += count;
        }
        let Facts(facts) = sort.facts;
        self.facts.iter_mut().enumerate().for_each(|(bit, seen)| *seen += u64::from(facts >> bit & 1) * count);
        if let Some(sure) = self.sure.as_mut().filter(|_| sort.class == HitClass::Sure) {
            sure.add(sort, count);
        }
        self.whole.add(sort, count);
    }

    /// Takes the value of a hit of `class` into account: `hash` is that of its canonical value, `sample` makes its masked
    /// form when asked. A value that was here before, in the same class, changes nothing.
    #[inline]
    pub fn add_value(&mut self, class: HitClass, hash: u64, record: u64, sample: impl Fn() -> Sampled + Copy) {
        match class {
            HitClass::Embedded => self.embedded_mut().add_value(hash, record, sample),
            HitClass::Sure => {
                if let Some(sure) = &mut self.sure {
                    sure.add_value(hash, record, sample);
                }
                self.whole.add_value(hash, record, sample);
            }
            HitClass::Column | HitClass::Assumed => {
                self.sure.get_or_insert_with(|| Box::new(self.whole.clone()));
                self.whole.add_value(hash, record, sample);
            }
        }
    }

    /// The same for whole cells of the records behind `record_base`.
    #[inline]
    pub fn add_values(
        &mut self,
        class: HitClass,
        cells: &[HitCell],
        record_base: u64,
        sample: impl Fn(&HitCell) -> Sampled + Copy,
    ) {
        match class {
            HitClass::Embedded => return self.embedded_mut().add_values(cells, record_base, sample),
            HitClass::Sure => {
                if let Some(sure) = &mut self.sure {
                    sure.add_values(cells, record_base, sample);
                }
            }
            HitClass::Column | HitClass::Assumed => {
                self.sure.get_or_insert_with(|| Box::new(self.whole.clone()));
            }
        }
        self.whole.add_values(cells, record_base, sample);
    }

    /// Whole cells that were recognised.
    #[must_use]
    pub fn recognised(&self) -> u64 {
        self.whole.matched - self.assumed
    }

    /// The whole cells that are sure by themselves.
    #[must_use]
    pub fn sure(&self) -> &Tally {
        self.sure.as_deref().unwrap_or(&self.whole)
    }

    /// Sure hits within text.
    #[must_use]
    pub fn embedded(&self) -> &Tally {
        static NONE: Tally = Tally::NONE;
        self.embedded.as_deref().unwrap_or(&NONE)
    }

    fn embedded_mut(&mut self) -> &mut Tally {
        self.embedded.get_or_insert_with(|| Box::new(Tally::NONE))
    }

    fn merge(&mut self, mut other: Self, record_base: u64) {
        self.assumed += other.assumed;
        self.links.merge(std::mem::take(&mut other.links));
        add_each(&mut self.parts, &other.parts);
        self.shapes.resize(self.shapes.len().max(other.shapes.len()), 0);
        add_each(&mut self.shapes, &other.shapes);
        add_each(&mut self.facts, &other.facts);
        add_each(&mut self.protected, &other.protected);
        if self.sure.is_some() || other.sure.is_some() {
            let mut sure = self.sure().clone();
            sure.merge(other.sure().clone(), record_base);
            self.sure = Some(Box::new(sure));
        }
        self.whole.merge(other.whole, record_base);
        if let Some(embedded) = other.embedded {
            self.embedded_mut().merge(*embedded, record_base);
        }
    }

    /// How whole cells are protected: plainly, where more than a few can be read.
    #[must_use]
    pub fn main_protection(&self) -> Protection {
        let hidden = self.hidden();
        let readable = self.protected.first().copied().unwrap_or(0);
        if hidden * 2 <= self.whole.matched || readable * READABLE_MAX >= hidden {
            return Protection::Plain;
        }
        let most = self.protected.iter().skip(1).max().copied().unwrap_or(0);
        let of_most = |protection: &Protection| self.protected[*protection as usize] == most;
        Protection::ALL.into_iter().skip(1).find(of_most).unwrap_or_default()
    }

    /// Whole cells that hold something in place of a value.
    #[must_use]
    pub fn hidden(&self) -> u64 {
        self.protected.iter().skip(1).sum()
    }

    /// The part that most whole cells hold. Those that were taken for one by their look say so only where no others do: nothing
    /// told them from a part.
    #[must_use]
    pub fn main_part(&self) -> Part {
        let assumed = if self.recognised() > 0 { self.assumed } else { 0 };
        let mut parts = self.parts;
        parts[Part::Whole as usize] = parts[Part::Whole as usize].saturating_sub(assumed);
        let most = parts.iter().max().copied().unwrap_or(0);
        Part::ALL.into_iter().find(|&part| parts[part as usize] == most).unwrap_or_default()
    }
}

/// Of so many hidden values one that can be read makes the column one that can be.
const READABLE_MAX: u64 = 20;

fn add_each(ours: &mut [u64], theirs: &[u64]) {
    ours.iter_mut().zip(theirs).for_each(|(ours, theirs)| *ours += theirs);
}

/// The state code of a [`Cofield::State`] index, where it is one.
#[must_use]
pub fn state_code(index: u8) -> Option<&'static str> {
    STATES.get(usize::from(index)).copied()
}
