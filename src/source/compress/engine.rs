//! What decoders of one stream after another share: the loop around a library that turns some input into some output.
//!
//! An [`Engine`] is a thin shell of such a library. [`Concatenated`] feeds it, takes note of where its stream ends,
//! and begins the next one, as `cat a.bz2 b.bz2` makes them; NULs that pad a file to a tape's block are passed over.

use std::panic::{AssertUnwindSafe, catch_unwind};

use super::{Broken, Decoder, Input, Step};

/// Decodes one compressed stream, some bytes at a time.
pub(in crate::source) trait Engine: Send {
    /// Bytes that are asked for at a time. A library that says nothing of what it decoded before it broke loses as many.
    const PIECE_LEN: usize = 8 * 1024;

    /// The length of a stream that holds nothing and begins with `head`, as far as that can be told from
    /// [`Concatenated::EMPTY_LEN_MAX`] bytes: there is no need to set the library up for it.
    fn empty_len(_head: &[u8]) -> usize {
        0
    }

    /// Forgets everything: a new stream begins.
    fn reset(&mut self);

    /// Decodes from `input` into `out`. `is_last` says that nothing follows `input`.
    fn run(&mut self, input: &[u8], out: &mut [u8], is_last: bool) -> Result<Ran, Broken>;

    /// Harm that did not stop the stream, once.
    fn take_warning(&mut self) -> Option<&'static str> {
        None
    }
}

/// What one call of an [`Engine`] did.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(in crate::source) struct Ran {
    pub(in crate::source) read: usize,
    pub(in crate::source) written: usize,
    /// The stream is complete.
    pub(in crate::source) is_end: bool,
}

/// Streams of one kind, one after another.
pub(in crate::source) struct Concatenated<E> {
    engine: E,
    /// Whether another stream begins so.
    begins: fn(&[u8]) -> bool,
    /// How many bytes `begins` looks at.
    begin_len: usize,
    is_within: bool,
    streams: u64,
    /// Where it broke; what was decoded before is handed on first.
    broken: Option<Broken>,
}

impl<E: Engine> Concatenated<E> {
    pub(in crate::source) fn new(engine: E, begins: fn(&[u8]) -> bool, begin_len: usize) -> Self {
        Self { engine, begins, begin_len, is_within: false, streams: 0, broken: None }
    }

    /// One stream alone, whose end is the end.
    pub(in crate::source) fn single(engine: E) -> Self {
        Self::new(engine, |_| false, 1)
    }

    /// Bytes that [`Engine::empty_len`] looks at.
    const EMPTY_LEN_MAX: usize = 14;

    /// Passes over streams that hold nothing: a file may have millions of them.
    fn skip_empty(&mut self, input: &mut Input<'_>) {
        loop {
            let head = input.peek(Self::EMPTY_LEN_MAX);
            let len = E::empty_len(head);
            if len == 0 || self.streams > 0 && !(self.begins)(head) {
                return;
            }
            input.consume(len);
            self.streams += 1;
        }
    }

    /// Begins the next stream; `Some` where there is none.
    fn begin(&mut self, input: &mut Input<'_>) -> Option<Step> {
        self.skip_empty(input);
        if self.streams > 0 {
            let head = input.peek(self.begin_len);
            if head.is_empty() || head.first() == Some(&0) && input.skip_padding() {
                return Some(Step::Complete);
            }
            if !(self.begins)(input.peek(self.begin_len)) {
                return Some(Step::Trailing);
            }
        }
        self.engine.reset();
        self.streams += 1;
        self.is_within = true;
        None
    }

    /// Fills `out`, less only where the stream ends or breaks; gives how much it decoded.
    fn body(&mut self, input: &mut Input<'_>, out: &mut [u8]) -> usize {
        let mut written = 0;
        while self.is_within && self.broken.is_none() && written < out.len() {
            let end = out.len().min(written.saturating_add(E::PIECE_LEN));
            let piece = out.get_mut(written..end).unwrap_or_default();
            match self.run(input, piece) {
                Ok(ran) => {
                    written += ran.written;
                    self.is_within = !ran.is_end;
                }
                Err(broken) => self.broken = Some(broken),
            }
        }
        written
    }

    fn run(&mut self, input: &mut Input<'_>, out: &mut [u8]) -> Result<Ran, Broken> {
        let at_hand = input.fill();
        let is_last = at_hand.is_empty();
        let engine = &mut self.engine;
        // The libraries may panic on data that they did not foresee.
        let result = catch_unwind(AssertUnwindSafe(|| engine.run(at_hand, out, is_last)));
        let ran = result.unwrap_or(Err(Broken::corrupt("the compressed data is damaged")))?;
        input.consume(ran.read);
        if !ran.is_end && ran.written == 0 && ran.read == 0 {
            return Err(Broken::corrupt(if is_last { super::CUT } else { "the compressed data makes no progress" }));
        }
        Ok(ran)
    }
}

impl<E: Engine> Decoder for Concatenated<E> {
    fn decode(&mut self, input: &mut Input<'_>, out: &mut Vec<u8>, len_max: usize) -> Result<Step, Broken> {
        if !self.is_within
            && self.broken.is_none()
            && let Some(step) = self.begin(input)
        {
            return Ok(step);
        }
        let start = out.len();
        out.resize(start + len_max, 0);
        let written = self.body(input, out.get_mut(start..).unwrap_or_default());
        out.truncate(start + written);
        match self.broken {
            Some(broken) if written == 0 => Err(broken),
            _ => Ok(Step::More),
        }
    }

    fn take_warning(&mut self) -> Option<&'static str> {
        self.engine.take_warning()
    }
}
