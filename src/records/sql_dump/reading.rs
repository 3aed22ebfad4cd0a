//! Reads one piece: the loop over statements, tuples and rows, and what happens where one cannot be read.
//!
//! What is not in cells is handed on as text, in runs as long as they come. The syntax of a record is not: the
//! parentheses, commas, quotes and NULLs, the COPY terminator, and the part of an INSERT before its tuples (whose
//! names reach the sink as table and columns).

use std::ops::Range;
use std::sync::Arc;

use super::binding::Binding;
use super::copy::{self, RowsStop, Source};
use super::header::{Header, insert_header};
use super::lexer::{
    Ending, Scanned, Stop, comment_end, is_any, line_end, skip_blank, skip_space, statement_end, whole_word,
};
use super::listed::{self, Listing};
use super::plain_tuples::plain_tuples;
use super::resync::{group_end, next_statement};
use super::state::{Context, Place, SqlState, Target};
use super::statement::{Step, Structure, begins_statement, step};
use super::tuple::{Cells, Tuple, plain_tuple, tuple};
use super::tuple_ends::TupleEnds;
use crate::batch::BatchBuf;
use crate::error::{Reason, Severity};
use crate::records::{BatchSink, Consumed, Piece, State, TextClass};

/// Bindings that are kept: statements on a few tables may alternate.
const BINDINGS_MAX: usize = 16;

/// A piece while it is read.
pub(super) struct Reading<'a> {
    bytes: &'a [u8],
    at_end: bool,
    must_consume: bool,
    sink: &'a mut dyn BatchSink,
    context: Context,
    place: Place,
    /// Everything before it has been read.
    at: usize,
    /// Everything before it is in records, or has been handed on as text.
    text_from: usize,
    buf: BatchBuf,
    asides: Vec<Range<usize>>,
    ends: TupleEnds,
    seldom: Seldom,
    bindings: Vec<Binding>,
    /// The binding that the records in `buf` belong to.
    bound: usize,
    /// The last INSERT up to its tuples: the next is mostly the same.
    last_header: Option<(Range<usize>, Arc<Target>)>,
    /// Bytes that may still be looked at in vain. Bounds the time on input made to fail late again and again.
    vain_left: usize,
    has_diagnosed: bool,
    is_stopped: bool,
}

/// When to try again what mostly fails.
#[derive(Default)]
struct Seldom {
    /// How often it is still passed over, and how often it will be when it fails again.
    left: u32,
    next: u32,
}

impl Seldom {
    const NEXT_MAX: u32 = 63;

    fn is_due(&mut self) -> bool {
        let is_due = self.left == 0;
        self.left = self.left.saturating_sub(1);
        is_due
    }

    fn note(&mut self, succeeded: bool) {
        (self.left, self.next) = if succeeded { (0, 0) } else { (self.next, (self.next * 2 + 1).min(Self::NEXT_MAX)) };
    }
}

/// Reads `piece`, which is text up to `start` and goes on in `state`.
pub(super) fn read(piece: &Piece<'_>, start: usize, state: &SqlState, sink: &mut dyn BatchSink) -> Consumed {
    const LEN_MAX: usize = 1 << 31;
    let is_cut = piece.bytes.len() > LEN_MAX;
    let bytes = piece.bytes.get(..piece.bytes.len().min(LEN_MAX)).unwrap_or_default();
    let mut reading = Reading {
        bytes,
        at_end: piece.at_end && !is_cut,
        must_consume: piece.must_consume || is_cut,
        sink,
        context: state.context.clone(),
        place: state.place.clone(),
        at: 0,
        text_from: 0,
        buf: BatchBuf::default(),
        asides: Vec::new(),
        ends: TupleEnds::new(false),
        seldom: Seldom::default(),
        bindings: Vec::new(),
        bound: 0,
        last_header: None,
        vain_left: bytes.len().saturating_mul(4) + (1 << 20),
        has_diagnosed: false,
        is_stopped: false,
    };
    reading.at = start.min(bytes.len());
    reading.text_to(reading.at, TextClass::Text);
    reading.run();
    let state = SqlState { context: reading.context, place: reading.place };
    Consumed { len: reading.at, state: State::Sql(Arc::new(state)) }
}

impl Reading<'_> {
    fn run(&mut self) {
        while self.at < self.bytes.len() && !self.is_stopped {
            let result = match self.place.clone() {
                Place::Between => self.between(),
                Place::Copy(target) => self.copy(&target),
                Place::CopyRest(target) => self.copy_rest(target),
                Place::Tuple(target) => self.tuples(&target),
                Place::AfterTuple(_) => self.after_tuple(),
            };
            match result {
                Ok(()) => {}
                Err(Stop::Cut) if self.must_go_on() => self.give_up(),
                Err(Stop::Cut) => break,
                Err(Stop::Bad) => {
                    if self.skip_bad().is_err() {
                        if !self.must_go_on() {
                            break;
                        }
                        self.give_up();
                    }
                }
            }
        }
        self.flush();
        self.text_to(self.at, TextClass::Structure);
    }

    /// Whether what is cut has to be consumed all the same. A piece of the largest size need not be consumed whole, but
    /// by half, so that reading the rest of the source in such pieces stays linear.
    fn must_go_on(&self) -> bool {
        self.at_end || self.must_consume && self.at < self.bytes.len() / 2
    }

    fn between(&mut self) -> Scanned<()> {
        if let Some((header, target)) = self.repeated_header() {
            self.text_to(header.start, TextClass::Structure);
            self.begin_rows(header.end, Place::Tuple(target));
            return Ok(());
        }
        match step(&mut self.context, self.bytes, self.at)? {
            Step::Structure { end, kind } => {
                self.at = end;
                if matches!(kind, Structure::Table | Structure::TableBeyondLimit) {
                    self.last_header = None;
                }
                if kind == Structure::TableBeyondLimit {
                    self.diagnose(Reason::TooManyColumns, "the dump declares more columns than are kept");
                }
            }
            Step::Insert(header) => self.begin_insert(header),
            Step::Copy(header) => {
                self.text_to(header.end, TextClass::Structure);
                self.begin_rows(header.end, Place::Copy(header.target));
            }
        }
        Ok(())
    }

    /// The same INSERT as the last one, if it comes next.
    fn repeated_header(&self) -> Option<(Range<usize>, Arc<Target>)> {
        let (range, target) = self.last_header.as_ref()?;
        let start = skip_space(self.bytes, self.at);
        let text = self.bytes.get(range.clone())?;
        let is_same = self.bytes.get(start..)?.starts_with(text);
        is_same.then(|| (start..start + text.len(), Arc::clone(target)))
    }

    fn begin_insert(&mut self, header: Header) {
        let range = header.start..header.end;
        let text = self.bytes.get(range.clone()).unwrap_or_default();
        let has_comment = ["--", "/*", "#"].iter().any(|mark| memchr::memmem::find(text, mark.as_bytes()).is_some());
        // Of a row without parentheses the header says nothing of the next statement.
        let last = text.rsplit(u8::is_ascii_whitespace).find(|word| !word.is_empty()).unwrap_or_default();
        let is_followed = !is_any(last, &["VALUES", "VALUE"]);
        if has_comment || is_followed {
            self.text_to(range.end, TextClass::Structure);
            self.last_header = None;
        } else {
            self.text_to(range.start, TextClass::Structure);
            self.last_header = Some((range.clone(), Arc::clone(&header.target)));
        }
        self.begin_rows(range.end, Place::Tuple(header.target));
    }

    fn begin_rows(&mut self, at: usize, place: Place) {
        (self.at, self.text_from, self.place) = (at, at, place);
    }

    fn tuples(&mut self, target: &Arc<Target>) -> Scanned<()> {
        self.bind(target);
        loop {
            let open = skip_space(self.bytes, self.at);
            match self.bytes.get(open) {
                None => {
                    (self.at, self.text_from) = (open, open);
                    return Ok(());
                }
                Some(b'(') if self.plain_tuples(open) => {}
                Some(b'(') => self.tuple(target, open)?,
                Some(b'R' | b'r') if whole_word(self.bytes, open)?.eq_ignore_ascii_case(b"ROW") => {
                    let open = skip_space(self.bytes, open + b"ROW".len());
                    match self.bytes.get(open) {
                        None => return Err(Stop::Cut),
                        Some(b'(') => self.tuple(target, open)?,
                        Some(_) => return Err(Stop::Bad),
                    }
                }
                Some(b'S' | b's') => {
                    let word = whole_word(self.bytes, open)?;
                    let listing = Listing::of(word).ok_or(Stop::Bad)?;
                    self.row_with(target, |cells, _| listed::row(cells, open + word.len(), listing))?;
                }
                Some(_) => {
                    let end = comment_end(self.bytes, open, self.context.dialect)?.ok_or(Stop::Bad)?;
                    self.at = end;
                    self.text_to(end, TextClass::Structure);
                    continue;
                }
            }
            let next = skip_space(self.bytes, self.at);
            if self.bytes.get(next) != Some(&b',') {
                self.place = Place::AfterTuple(Arc::clone(target));
                return Ok(());
            }
            (self.at, self.text_from) = (next + 1, next + 1);
            if self.is_stopped {
                return Ok(());
            }
        }
    }

    /// Reads the tuples from that at `open` on that are plain. False if there is none.
    #[inline]
    fn plain_tuples(&mut self, open: usize) -> bool {
        let count = self.bindings.get(self.bound).and_then(Binding::own_count);
        let Some(count) = count.filter(|_| self.seldom.is_due()) else { return false };
        let end = plain_tuples(self.bytes, open, (count, self.context.dialect.has_backslash), &mut self.buf);
        self.seldom.note(end.is_some());
        let Some(end) = end else { return false };
        self.ends.leave();
        (self.at, self.text_from) = (end, end);
        if self.buf.is_full() {
            self.flush();
        }
        true
    }

    /// Reads the tuple at `open`.
    #[inline]
    fn tuple(&mut self, target: &Target, open: usize) -> Scanned<()> {
        self.row_with(target, |cells, ends| match plain_tuple(cells, ends, open) {
            Some(plain) => Ok(plain),
            None => {
                cells.buf.drop_open_record();
                tuple(cells, open)
            }
        })
    }

    /// Takes the row that `read` reads.
    #[inline]
    fn row_with(
        &mut self,
        target: &Target,
        read: impl FnOnce(&mut Cells<'_>, &mut TupleEnds) -> Scanned<Tuple>,
    ) -> Scanned<()> {
        let mut cells = Cells {
            bytes: self.bytes,
            dialect: self.context.dialect,
            target,
            buf: &mut self.buf,
            asides: &mut self.asides,
        };
        let tuple = read(&mut cells, &mut self.ends).inspect_err(|_| {
            self.buf.drop_open_record();
            self.asides.clear();
        })?;
        self.ends.go_on(self.bytes, tuple.end);
        if let Some(binding) = self.bindings.get_mut(self.bound) {
            binding.map_tuple(self.sink, &mut self.buf, tuple.count);
        }
        self.buf.end_record();
        for span in self.asides.drain(..) {
            self.is_stopped |= self.sink.text(self.bytes, span, TextClass::Structure).is_break();
        }
        (self.at, self.text_from) = (tuple.end, tuple.end);
        if self.buf.is_full() {
            self.flush();
        }
        Ok(())
    }

    fn after_tuple(&mut self) -> Scanned<()> {
        let at = skip_space(self.bytes, self.at);
        let Some(&byte) = self.bytes.get(at) else {
            self.at = at;
            return Ok(());
        };
        if let Some(end) = comment_end(self.bytes, at, self.context.dialect)? {
            self.at = end;
            return Ok(());
        }
        match byte {
            b',' => {
                if let Place::AfterTuple(target) = std::mem::take(&mut self.place) {
                    self.text_to(at, TextClass::Structure);
                    self.begin_rows(at + 1, Place::Tuple(target));
                }
                return Ok(());
            }
            b';' => self.at = at + 1,
            _ => {
                let word = whole_word(self.bytes, at)?;
                if word.is_empty() {
                    return Err(Stop::Bad);
                }
                if word.eq_ignore_ascii_case(b"INTO") {
                    // Oracle: `INSERT ALL INTO t VALUES (1) INTO u VALUES (2) SELECT ...`
                    let header = insert_header(&self.context, self.bytes, at)?;
                    self.begin_insert(header);
                    return Ok(());
                }
                if let Some(at) = self.next_selected(at)? {
                    let Place::AfterTuple(target) = std::mem::take(&mut self.place) else { return Ok(()) };
                    self.text_to(at, TextClass::Structure);
                    self.begin_rows(at, Place::Tuple(target));
                    return Ok(());
                }
                if !begins_statement(word) {
                    self.at = statement_end(self.bytes, at, &self.context, Ending::Line)?;
                }
            }
        }
        self.place = Place::Between;
        Ok(())
    }

    /// Where the next row of `SELECT 1, 'x' [FROM dual] UNION ALL SELECT 2, 'y'` begins, if one follows at `at`.
    fn next_selected(&self, at: usize) -> Scanned<Option<usize>> {
        let dialect = self.context.dialect;
        let mut at = at;
        let word_at = |at: usize| whole_word(self.bytes, at);
        if is_any(word_at(at)?, &["FROM"]) {
            let from = skip_blank(self.bytes, at + b"FROM".len(), dialect)?;
            let table = word_at(from)?;
            if !is_any(table, &["DUAL"]) {
                return Ok(None);
            }
            at = skip_blank(self.bytes, from + table.len(), dialect)?;
        }
        for expected in ["UNION", "ALL"] {
            let word = word_at(at)?;
            if is_any(word, &[expected]) {
                at = skip_blank(self.bytes, at + word.len(), dialect)?;
            } else if expected == "UNION" {
                return Ok(None);
            }
        }
        let word = word_at(at)?;
        let is_row = is_any(word, &["SELECT"])
            && match listed::names(self.bytes, at + word.len(), Listing::Select, dialect) {
                Ok(_) => true,
                Err(Stop::Bad) => false,
                Err(Stop::Cut) => return Err(Stop::Cut),
            };
        Ok(is_row.then_some(at))
    }

    fn copy(&mut self, target: &Arc<Target>) -> Scanned<()> {
        self.bind(target);
        let Some(options) = target.copy else { return Err(Stop::Bad) };
        loop {
            let bytea = |position: usize| target.may_hold_bytes(position);
            let source = Source { is_whole: self.at_end, bytea: &bytea };
            let rows = copy::rows(self.bytes, self.at, options, source, &mut self.buf);
            (self.at, self.text_from) = (rows.end, rows.end);
            if let Some(binding) = self.bindings.get_mut(self.bound) {
                binding.map_rows(self.sink, &mut self.buf, rows.values_max);
            }
            self.flush();
            match rows.stop {
                _ if self.is_stopped => return Ok(()),
                RowsStop::Full | RowsStop::Asked => {}
                RowsStop::Cut if self.at == self.bytes.len() => {
                    // What a server wrote to a file of its own needs no line that ends it.
                    if self.at_end && !options.is_file {
                        self.diagnose(Reason::NotUnderstood, "the rows of COPY end without the line that ends them");
                    }
                    return Ok(());
                }
                RowsStop::Cut => return Err(Stop::Cut),
                RowsStop::Terminated => {
                    self.place = Place::Between;
                    return Ok(());
                }
            }
        }
    }

    fn copy_rest(&mut self, target: Arc<Target>) -> Scanned<()> {
        match line_end(self.bytes, self.at) {
            Ok(end) => {
                self.at = end;
                self.place = Place::Copy(target);
            }
            Err(_) => self.at = self.bytes.len(),
        }
        self.text_to(self.at, TextClass::NotUnderstood);
        Ok(())
    }

    /// Passes over a tuple that cannot be read, or the rest of its statement.
    fn skip_bad(&mut self) -> Scanned<()> {
        let start = skip_space(self.bytes, self.at);
        let (end, is_tuple) = match group_end(self.bytes, start, &self.context) {
            Ok(end) => (end, true),
            Err(Stop::Bad) => (statement_end(self.bytes, start, &self.context, Ending::Line)?, false),
            Err(Stop::Cut) => return Err(Stop::Cut),
        };
        self.at = end;
        self.diagnose(Reason::NotUnderstood, "the values of a statement could not be read as such");
        self.text_to(end, TextClass::NotUnderstood);
        self.place = match std::mem::take(&mut self.place) {
            Place::Tuple(target) if is_tuple => Place::AfterTuple(target),
            _ => Place::Between,
        };
        Ok(())
    }

    /// Consumes what does not end in this piece, though it should.
    fn give_up(&mut self) {
        let rest = self.bytes.len() - self.at;
        let is_exhausted = self.vain_left < rest;
        self.vain_left = self.vain_left.saturating_sub(rest);
        let resumed = if is_exhausted { None } else { next_statement(self.bytes, self.at) };
        match std::mem::take(&mut self.place) {
            Place::Between | Place::AfterTuple(_) if self.at_end && !is_exhausted => {
                // A statement that the source ends in. Its first line goes, for the next may begin another.
                self.at = line_end(self.bytes, self.at).unwrap_or(self.bytes.len());
                return;
            }
            Place::Copy(target) | Place::CopyRest(target) => {
                self.place = Place::CopyRest(target);
                self.at = self.bytes.len();
            }
            Place::Between | Place::Tuple(_) | Place::AfterTuple(_) => {
                self.at = resumed.unwrap_or(self.bytes.len());
            }
        }
        if self.at_end {
            self.diagnose(Reason::NotUnderstood, "a statement does not end");
        } else {
            self.diagnose(Reason::RecordTooLong, "a record is longer than records are read");
        }
        self.text_to(self.at, TextClass::NotUnderstood);
    }

    /// Binds the records to come to `target`.
    fn bind(&mut self, target: &Arc<Target>) {
        if self.bindings.get(self.bound).is_some_and(|binding| Arc::ptr_eq(&binding.target, target)) {
            return;
        }
        self.flush();
        let known = self.bindings.iter().position(|binding| binding.target == *target);
        self.bound = known.unwrap_or_else(|| {
            if self.bindings.len() >= BINDINGS_MAX {
                self.bindings.remove(0);
            }
            self.bindings.push(Binding::new(Arc::clone(target), self.sink));
            self.bindings.len() - 1
        });
    }

    /// Hands on the records.
    fn flush(&mut self) {
        if let Some(binding) = self.bindings.get_mut(self.bound) {
            if !self.buf.record_ends.is_empty() {
                self.is_stopped |= self.sink.batch(binding.table, &self.buf.as_batch(self.bytes)).is_break();
            }
            if binding.has_new_overflow() {
                self.diagnose(Reason::TooManyColumns, "a row has more values than columns are kept");
            }
        }
        self.buf.clear();
    }

    /// Hands on as text what stands between the records and `end`.
    fn text_to(&mut self, end: usize, class: TextClass) {
        let span = std::mem::replace(&mut self.text_from, end)..end;
        let Some(text) = self.bytes.get(span.clone()) else { return };
        let says_something = text.iter().any(|byte| !matches!(byte, b' ' | b'\t' | b'\r' | b'\n' | b';' | b','));
        if says_something {
            self.is_stopped |= self.sink.text(self.bytes, span, class).is_break();
        }
    }

    /// Says once for the piece that something was not understood.
    fn diagnose(&mut self, reason: Reason, message: &str) {
        if !std::mem::replace(&mut self.has_diagnosed, true) {
            self.sink.diagnostic(Severity::Warning, reason, self.text_from, message);
        }
    }
}
