//! All written forms of all rules, compiled into two tries over [`Code`]s.
//!
//! The *fine* trie knows digits from letters; the *coarse* one, for shapes with `x` elements, only letters-or-digits. Where
//! a path does not say all (in the coarse trie, with literal letters and digits, with a case), the entry carries a pattern
//! that is compared at the end. A walk over a value or a text follows both tries at once and stops as soon as no
//! shape begins like this, which for most numbers of a text is at the first step.

use super::signature::{Class, Code, Profile, class};
use crate::rules::KindId;
use crate::rules::shape::{Case, Element, Shape};

/// One written form of one rule, at the end of a path.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct ShapeEntry {
    /// The kind.
    pub(crate) kind: KindId,
    /// Index of the rule's shape.
    pub(crate) shape: u8,
    /// The shape's weight.
    pub(crate) weight: f32,
    /// Where the path does not say all, the index of the pattern that the value must fit.
    pattern: Option<u16>,
}

/// What one letter or digit of a value must be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Sign {
    Digit,
    Letter,
    Upper,
    Lower,
    Alnum,
    /// This byte, in either case.
    Exactly(u8),
}

impl Sign {
    fn allows(self, byte: u8) -> bool {
        match self {
            Self::Digit => byte.is_ascii_digit(),
            Self::Letter => byte.is_ascii_alphabetic(),
            Self::Upper => byte.is_ascii_uppercase(),
            Self::Lower => byte.is_ascii_lowercase(),
            Self::Alnum => byte.is_ascii_alphanumeric(),
            Self::Exactly(wanted) => byte.eq_ignore_ascii_case(&wanted),
        }
    }

    fn class(self) -> Class {
        match self {
            Self::Digit => Class::Digit,
            Self::Letter | Self::Upper | Self::Lower => Class::Letter,
            Self::Alnum => Class::Other,
            Self::Exactly(byte) => class(byte),
        }
    }

    /// Whether it allows some byte of a class.
    fn may_allow(self, found: Class) -> bool {
        match self {
            Self::Alnum => matches!(found, Class::Digit | Class::Letter),
            _ => self.class() == found,
        }
    }

    /// Whether it allows all bytes of a class or none.
    fn allows_classes(self) -> bool {
        matches!(self, Self::Digit | Self::Letter | Self::Alnum)
    }

    /// Whether the path in the fine trie says as much.
    fn is_plain(self) -> bool {
        matches!(self, Self::Digit | Self::Letter)
    }
}

/// Whether the values of one form fit a pattern.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Fit {
    Always,
    Never,
    /// Each has to be asked.
    Sometimes,
}

/// A node of a trie; the root is the first.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Node(u32);

const ROOT: Node = Node(0);

/// Ways to write one form: more would be a mistake in the rule.
const VARIANTS_MAX: usize = 4096;

/// A trie in the making, and in use: the edges of a node are few, but for the root's.
#[derive(Debug)]
struct Trie {
    /// Edges of each node, the code and the node that it leads to.
    edges: Vec<Vec<(Code, Node)>>,
    entries: Vec<Vec<ShapeEntry>>,
    /// The root's edges by code; the root itself where there is none.
    roots: [Node; 256],
}

impl Default for Trie {
    fn default() -> Self {
        Self { edges: vec![Vec::new()], entries: vec![Vec::new()], roots: [ROOT; 256] }
    }
}

impl Trie {
    fn step(&self, node: Node, code: Code) -> Option<Node> {
        if node == ROOT {
            let next = self.roots[usize::from(code.0)];
            return (next != ROOT).then_some(next);
        }
        let edges = self.edges.get(node.0 as usize)?;
        edges.iter().find(|(edge, _)| *edge == code).map(|&(_, next)| next)
    }

    /// Whether a node leads to an entry by `left` letters and digits in runs of any lengths, and by the groups behind them.
    fn leads(&self, node: Node, left: usize, groups: &[usize]) -> bool {
        match groups.split_first() {
            None if left == 0 => !self.entries(Some(node)).is_empty(),
            Some((next, rest)) if left == 0 => {
                self.step(node, Code::literal(b'-')).is_some_and(|node| self.leads(node, *next, rest))
            }
            _ => (1..=left).any(|len| {
                let codes = [Code::digits(len), Code::letters(len), Code::alnum(len)];
                codes.iter().any(|&code| self.step(node, code).is_some_and(|node| self.leads(node, left - len, groups)))
            }),
        }
    }

    fn insert(&mut self, codes: &[Code], entry: ShapeEntry) {
        let mut node = ROOT;
        for &code in codes {
            node = self.step(node, code).unwrap_or_else(|| self.grow(node, code));
        }
        if let Some(entries) = self.entries.get_mut(node.0 as usize)
            && !entries.iter().any(|other| other.kind == entry.kind && other.pattern == entry.pattern)
        {
            entries.push(entry);
        }
    }

    fn grow(&mut self, node: Node, code: Code) -> Node {
        let next = Node(u32::try_from(self.edges.len()).unwrap_or(u32::MAX));
        self.edges.push(Vec::new());
        self.entries.push(Vec::new());
        if node == ROOT {
            self.roots[usize::from(code.0)] = next;
        } else if let Some(edges) = self.edges.get_mut(node.0 as usize) {
            edges.push((code, next));
        }
        next
    }

    fn entries(&self, node: Option<Node>) -> &[ShapeEntry] {
        node.and_then(|node| self.entries.get(node.0 as usize)).map_or(&[], Vec::as_slice)
    }
}

/// Where a walk stands in both tries.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Position {
    fine: Option<Node>,
    coarse: Option<Node>,
}

impl Position {
    /// Nowhere: no shape fits.
    pub(crate) const NONE: Self = Self { fine: None, coarse: None };
    const START: Self = Self { fine: Some(ROOT), coarse: Some(ROOT) };

    fn is_lost(self) -> bool {
        self == Self::NONE
    }
}

/// One way to read a run of text from a start: it ends here, and these shapes fit.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Reading {
    /// One past the last byte.
    pub(crate) end: usize,
    /// Where the entries are.
    pub(crate) position: Position,
}

/// The compiled shapes.
#[derive(Debug, Default)]
pub(crate) struct ShapeTable {
    fine: Trie,
    coarse: Trie,
    patterns: Vec<Box<[Sign]>>,
}

impl ShapeTable {
    /// Readings of one start that are kept: more groups than this no shape has.
    pub(crate) const READINGS_MAX: usize = 16;

    /// Adds one form of a rule.
    ///
    /// # Errors
    ///
    /// When the form is not in the notation, has too many variants, or a run that is too long.
    pub(crate) fn add(&mut self, kind: KindId, shape: u8, form: &str, weight: f32) -> Result<(), String> {
        for expanded in Shape::parse(form)?.expand() {
            for variant in variants(&expanded)? {
                let Compiled { codes, pattern, is_coarse } = compile(&variant)?;
                let pattern = pattern.map(|pattern| self.intern(pattern)).transpose()?;
                let entry = ShapeEntry { kind, shape, weight, pattern };
                let trie = if is_coarse { &mut self.coarse } else { &mut self.fine };
                trie.insert(&codes, entry);
            }
        }
        Ok(())
    }

    fn intern(&mut self, pattern: Vec<Sign>) -> Result<u16, String> {
        let known = self.patterns.iter().position(|other| **other == *pattern);
        let index = known.unwrap_or(self.patterns.len());
        if known.is_none() {
            self.patterns.push(pattern.into_boxed_slice());
        }
        u16::try_from(index).map_err(|error| format!("more than 65535 different patterns of shapes: {error}"))
    }

    /// Where the codes of a whole cell lead.
    pub(crate) fn locate(&self, codes: impl Iterator<Item = Code>) -> Position {
        let (mut fine, mut coarse) = (Some(ROOT), Some(ROOT));
        let mut run = 0;
        for (index, code) in codes.enumerate() {
            fine = fine.and_then(|node| self.fine.step(node, code));
            match code.run() {
                Some(len) => run += len,
                None => coarse = self.coarse_step(self.coarse_run(coarse, std::mem::take(&mut run)), code),
            }
            if index >= Profile::CODES_MAX || (fine.is_none() && coarse.is_none()) {
                return Position::NONE;
            }
        }
        let coarse = self.coarse_run(coarse, run);
        let fine = fine.filter(|&node| !self.fine.entries(Some(node)).is_empty());
        let coarse = coarse.filter(|&node| !self.coarse.entries(Some(node)).is_empty());
        Position { fine, coarse }
    }

    fn coarse_run(&self, node: Option<Node>, run: usize) -> Option<Node> {
        if run == 0 { node } else { self.coarse_step(node, Code::alnum(run)) }
    }

    fn coarse_step(&self, node: Option<Node>, code: Code) -> Option<Node> {
        node.and_then(|node| self.coarse.step(node, code))
    }

    /// Whether some value of letters and digits in groups of these lengths, with hyphens between them, has a shape.
    pub(crate) fn may_be_of_groups(&self, groups: &[usize]) -> bool {
        let Some((first, rest)) = groups.split_first() else { return false };
        self.fine.leads(ROOT, *first, rest) || self.coarse.leads(ROOT, *first, rest)
    }

    /// The entries at a position, in the order of the rules' kinds within each trie.
    pub(crate) fn entries(&self, position: Position) -> impl Iterator<Item = &ShapeEntry> {
        self.fine.entries(position.fine).iter().chain(self.coarse.entries(position.coarse))
    }

    /// Whether the value as written fits the entry's pattern; without one its path says all.
    pub(crate) fn fits(&self, entry: &ShapeEntry, value: &[u8]) -> bool {
        let Some(pattern) = entry.pattern.and_then(|index| self.patterns.get(usize::from(index))) else { return true };
        let mut bytes = value.iter().filter(|byte| byte.is_ascii_alphanumeric());
        pattern.iter().all(|sign| bytes.next().is_some_and(|&byte| sign.allows(byte))) && bytes.next().is_none()
    }

    /// What the entry's pattern says of the values of one form, of which `value` is one.
    pub(crate) fn fit_of_form(&self, entry: &ShapeEntry, value: &[u8]) -> Fit {
        let Some(pattern) = entry.pattern.and_then(|index| self.patterns.get(usize::from(index))) else {
            return Fit::Always;
        };
        let mut bytes = value.iter().filter(|byte| byte.is_ascii_alphanumeric());
        let fits = pattern.iter().all(|sign| bytes.next().is_some_and(|&byte| sign.may_allow(class(byte))));
        match (fits && bytes.next().is_none(), pattern.iter().all(|sign| sign.allows_classes())) {
            (false, _) => Fit::Never,
            (true, true) => Fit::Always,
            (true, false) => Fit::Sometimes,
        }
    }

    /// Reads `text` from `start` as far as any shape goes and notes every end at which some shape fits, shortest first.
    pub(crate) fn read(&self, text: &[u8], start: usize, readings: &mut Vec<Reading>) {
        readings.clear();
        let mut position = Position::START;
        let mut at = start;
        while let Some(&byte) = text.get(at) {
            at = match class(byte) {
                Class::Digit | Class::Letter => self.read_atom(text, at, &mut position),
                Class::Space | Class::Literal => {
                    let code = Code::literal(byte);
                    position = Position {
                        fine: position.fine.and_then(|node| self.fine.step(node, code)),
                        coarse: self.coarse_step(position.coarse, code),
                    };
                    at + 1
                }
                Class::Other | Class::High => return,
            };
            if position.is_lost() || readings.len() >= Self::READINGS_MAX {
                return;
            }
            if self.entries(position).next().is_some() {
                readings.push(Reading { end: at, position });
            }
        }
    }

    /// Steps over one run of letters and digits and gives its end.
    fn read_atom(&self, text: &[u8], start: usize, position: &mut Position) -> usize {
        let mut at = start;
        let mut run_start = start;
        let mut run_class = Class::Other;
        let limit = text.len().min(start + Code::RUN_MAX + 1);
        while at < limit {
            let found = class(text[at]);
            if !matches!(found, Class::Digit | Class::Letter) {
                break;
            }
            if found != run_class && at > run_start {
                position.fine = self.fine_run(position.fine, run_class, at - run_start);
                run_start = at;
            }
            run_class = found;
            at += 1;
        }
        position.fine = self.fine_run(position.fine, run_class, at - run_start);
        position.coarse = self.coarse_step(position.coarse, Code::alnum(at - start));
        at
    }

    fn fine_run(&self, node: Option<Node>, run_class: Class, len: usize) -> Option<Node> {
        let code = if run_class == Class::Digit { Code::digits(len) } else { Code::letters(len) };
        node.and_then(|node| self.fine.step(node, code))
    }
}

/// One part of a variant: a run of so many of one sort, or a literal.
pub(super) type Part = (Element, u8);

/// All ways to choose the lengths of a shape's runs.
pub(super) fn variants(shape: &Shape) -> Result<Vec<Vec<Part>>, String> {
    let mut all: Vec<Vec<Part>> = vec![Vec::with_capacity(shape.elements.len())];
    for &element in &shape.elements {
        let lengths = match element {
            Element::Digits { min, max } | Element::Letters { min, max, .. } | Element::Alnum { min, max } => min..=max,
            Element::Literal(_) | Element::Separator => 1..=1,
        };
        if lengths.start() == lengths.end() {
            all.iter_mut().for_each(|variant| variant.push((element, *lengths.start())));
            continue;
        }
        let extend = |variant: &Vec<Part>, len| {
            let mut extended = Vec::with_capacity(shape.elements.len());
            extended.extend_from_slice(variant);
            extended.push((element, len));
            extended
        };
        all = all.iter().flat_map(|variant| lengths.clone().map(move |len| extend(variant, len))).collect();
        if all.len() > VARIANTS_MAX {
            return Err(format!("more than {VARIANTS_MAX} variants"));
        }
    }
    Ok(all)
}

/// A variant as the tries hold it.
struct Compiled {
    codes: Vec<Code>,
    pattern: Option<Vec<Sign>>,
    is_coarse: bool,
}

impl Element {
    /// What a letter or digit of it must be; `None` of what is neither.
    fn sign(self) -> Option<Sign> {
        match self {
            Self::Digits { .. } => Some(Sign::Digit),
            Self::Letters { case: Case::Any, .. } => Some(Sign::Letter),
            Self::Letters { case: Case::Upper, .. } => Some(Sign::Upper),
            Self::Letters { case: Case::Lower, .. } => Some(Sign::Lower),
            Self::Alnum { .. } => Some(Sign::Alnum),
            Self::Literal(byte) if byte.is_ascii_alphanumeric() => Some(Sign::Exactly(byte)),
            Self::Literal(_) | Self::Separator => None,
        }
    }
}

fn compile(variant: &[Part]) -> Result<Compiled, String> {
    let is_coarse = variant.iter().any(|(element, _)| matches!(element, Element::Alnum { .. }));
    let is_plain = variant.iter().all(|(element, _)| element.sign().is_none_or(Sign::is_plain));
    let mut codes = Vec::with_capacity(variant.len());
    let mut pattern = (!is_plain).then(|| Vec::with_capacity(variant.iter().map(|(_, len)| usize::from(*len)).sum()));
    let mut run: Option<(Class, usize)> = None;
    for &(element, len) in variant {
        let sign = match (element.sign(), element) {
            (Some(sign), _) => sign,
            (None, Element::Literal(byte)) => {
                codes.extend(run.take().map(run_code));
                codes.push(literal(byte)?);
                continue;
            }
            (None, _) => return Err("a shape was not expanded".to_owned()),
        };
        if let Some(pattern) = &mut pattern {
            pattern.extend(std::iter::repeat_n(sign, usize::from(len)));
        }
        let class = if is_coarse { Class::Other } else { sign.class() };
        run = match run {
            Some((before, so_far)) if before == class => Some((class, so_far + usize::from(len))),
            other => {
                codes.extend(other.map(run_code));
                Some((class, usize::from(len)))
            }
        };
    }
    codes.extend(run.map(run_code));
    if codes.is_empty() || codes.iter().any(|code| code.run().is_some_and(|len| len == 0 || len > Code::RUN_MAX)) {
        return Err(format!("empty, or with a run longer than {}", Code::RUN_MAX));
    }
    let len: usize = codes.iter().map(|code| code.run().unwrap_or(1)).sum();
    if len > Profile::SHAPE_MAX {
        return Err(format!("longer than {} characters", Profile::SHAPE_MAX));
    }
    Ok(Compiled { codes, pattern, is_coarse })
}

fn run_code((class, len): (Class, usize)) -> Code {
    match class {
        Class::Digit => Code::digits(len),
        Class::Letter => Code::letters(len),
        Class::Space | Class::Literal | Class::Other | Class::High => Code::alnum(len),
    }
}

fn literal(byte: u8) -> Result<Code, String> {
    match class(byte) {
        Class::Space | Class::Literal => Ok(Code::literal(byte)),
        _ => Err(format!("`{}` cannot stand in a shape", char::from(byte).escape_default())),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn table(forms: &[&str]) -> ShapeTable {
        let mut table = ShapeTable::default();
        for (index, form) in forms.iter().enumerate() {
            table.add(KindId(0), u8::try_from(index).unwrap(), form, 0.0).unwrap();
        }
        table
    }

    fn shapes_of_cell(table: &ShapeTable, value: &[u8]) -> Vec<u8> {
        let profile = Profile::of(value);
        let position = profile.codes(value).map_or(Position::NONE, |codes| table.locate(codes));
        table.entries(position).filter(|entry| table.fits(entry, value)).map(|entry| entry.shape).collect()
    }

    #[test]
    fn cells_find_their_shape_and_only_theirs() {
        let table = table(&["d3-d2-d4", "d9", "(d3) d3-d4", "a1d6..8", "x4-x3"]);
        assert_eq!(shapes_of_cell(&table, b"536-90-4399"), [0]);
        assert_eq!(shapes_of_cell(&table, b"536904399"), [1]);
        assert_eq!(shapes_of_cell(&table, b"(212) 664-0100"), [2]);
        assert_eq!(shapes_of_cell(&table, b"A123456"), [3]);
        assert_eq!(shapes_of_cell(&table, b"A12345678"), [3]);
        assert_eq!(shapes_of_cell(&table, b"1EG4-TE5"), [4]);
        assert!(shapes_of_cell(&table, b"A12345").is_empty());
        assert!(shapes_of_cell(&table, b"536-90-439").is_empty());
    }

    #[test]
    fn shapes_of_groups_are_known() {
        for (form, is_one) in [
            ("x4-x2", true),
            ("d4-d2", true),
            ("a1d3-d1a1", true),
            ("x4", false),
            ("x4-x3", false),
            ("x4 x2", false),
            ("x4-x2-x1", false),
            ("d3..5-x1..2", true),
        ] {
            assert_eq!(table(&[form]).may_be_of_groups(&[4, 2]), is_one, "{form}");
        }
    }

    #[test]
    fn coarse_shapes_still_tell_digits_from_letters() {
        let table = table(&["d1x2a1"]);
        assert_eq!(shapes_of_cell(&table, b"1A2B"), [0]);
        assert!(shapes_of_cell(&table, b"AA2B").is_empty());
        assert!(shapes_of_cell(&table, b"1A22").is_empty());
    }

    #[test]
    fn literal_letters_digits_and_case_are_compared() {
        let table = table(&["WDLd2", "'1'd3", "u2d1", "d1'**'"]);
        assert_eq!(shapes_of_cell(&table, b"wdl12"), [0]);
        assert!(shapes_of_cell(&table, b"WDX12").is_empty());
        assert_eq!(shapes_of_cell(&table, b"1234"), [1]);
        assert!(shapes_of_cell(&table, b"2234").is_empty());
        assert_eq!(shapes_of_cell(&table, b"AB1"), [2]);
        assert!(shapes_of_cell(&table, b"Ab1").is_empty());
        assert_eq!(shapes_of_cell(&table, b"7**"), [3]);
    }

    #[test]
    fn one_separator_is_the_same_all_through() {
        let table = table(&["d4~d4~d4"]);
        assert_eq!(shapes_of_cell(&table, b"1111 2222 3333"), [0]);
        assert_eq!(shapes_of_cell(&table, b"1111-2222-3333"), [0]);
        assert!(shapes_of_cell(&table, b"1111-2222 3333").is_empty());
    }

    #[test]
    fn reading_text_gives_every_end_shortest_first() {
        let table = table(&["d3-d2", "d3-d2-d4", "+d1"]);
        let mut readings = Vec::new();
        table.read(b"536-90-4399-1", 0, &mut readings);
        assert_eq!(readings.iter().map(|reading| reading.end).collect::<Vec<_>>(), [6, 11]);
        table.read(b"x +1", 2, &mut readings);
        assert_eq!(readings.iter().map(|reading| reading.end).collect::<Vec<_>>(), [4]);
    }

    #[test]
    fn forms_that_cannot_be_matched_are_refused() {
        assert!(ShapeTable::default().add(KindId(0), 0, "d3@d2", 0.0).is_err());
        assert!(ShapeTable::default().add(KindId(0), 0, "d63", 0.0).is_err());
        assert!(ShapeTable::default().add(KindId(0), 0, "d32-d32", 0.0).is_err());
    }
}
