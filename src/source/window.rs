//! A source as its readers see it: windows of text, each with the way back to the source's bytes.

use std::fmt;

use super::SourceAccount;
use super::chain::{Chain, Raw, Stop};
use super::mapped::Mapped;
use super::text::{Ahead, Beginning, TextBuffers, TextStream};
use crate::config::Limits;
use crate::decode::charset::{self, Charset, Detected};
use crate::error::Reason;
use crate::span::{OffsetMap, SourceName, Span};

/// The longest window that is given; offsets within a window fit into 32 bits.
const WINDOW_LEN_MAX: usize = u32::MAX as usize - 1;

/// One source, open. Readers ask for windows, front to back.
pub struct Source<'a> {
    name: SourceName,
    index: u64,
    detected: Detected,
    as_raw: Option<AsRaw>,
    /// Whether its first bytes are all the same, where it is scanned raw because its stream is damaged.
    begins_as_filler: bool,
    body: Body<'a>,
    /// Source offset of the first byte, before any byte-order mark.
    origin: u64,
    /// Where the last window began.
    from: u64,
    /// Where the furthest window ended.
    handed: u64,
    /// Whether the last window of the source was handed out.
    is_finished: bool,
}

/// Why a source is to be scanned as raw bytes, whatever it looks like.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct AsRaw {
    pub(super) reason: Reason,
    /// The container that was recognised.
    pub(super) format: &'static str,
}

/// A run of a source's text.
pub struct Window<'w> {
    /// The text: UTF-8, or bytes that nobody vouches for where the source is not text.
    pub bytes: &'w [u8],
    /// Whether the source ends with these bytes.
    pub at_end: bool,
    /// Leads from offsets in `bytes` to offsets in the source: the file, or the decoded member.
    pub map: OffsetMap,
    /// What holds the bytes, where that is a file that is mapped.
    mapped: Option<&'w Mapped<'w>>,
}

impl Window<'_> {
    /// Says that some of the bytes are not wanted any more: the system may take back the memory that a mapped file has for them.
    /// Whoever looks at them all the same finds them as they are.
    pub fn forget(&self, range: std::ops::Range<usize>) {
        if let (Some(mapped), OffsetMap::Identity { base }) = (self.mapped, &self.map) {
            mapped.forget(base + range.start as u64, range.len());
        }
    }
}

impl fmt::Debug for Window<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Window").field("len", &self.bytes.len()).field("at_end", &self.at_end).finish_non_exhaustive()
    }
}

impl fmt::Debug for Source<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Source").field("name", &self.name).field("detected", &self.detected).finish_non_exhaustive()
    }
}

pub(super) enum Body<'a> {
    /// All of it is in memory and needs no decoding.
    Whole { bytes: &'a [u8], stop: Option<Stop> },
    /// A large file that needs no decoding, mapped piece by piece.
    Mapped(Mapped<'a>),
    /// Everything else.
    Stream(Box<TextStream<'a>>),
}

/// What [`Source::finish`] gives back.
pub(super) struct Finished<'a> {
    pub(super) account: SourceAccount,
    pub(super) stop: Option<Stop>,
    pub(super) chain: Option<Chain<'a>>,
    pub(super) buffers: TextBuffers,
}

impl<'a> Source<'a> {
    /// A source of bytes in memory, for tests and for users who hold their data already. Containers are not unpacked.
    ///
    /// ```
    /// use plainsight::source::Source;
    /// use plainsight::span::SourceName;
    ///
    /// let mut source = Source::from_bytes(SourceName::file("a.txt"), b"\xEF\xBB\xBFZo\xC3\xAB");
    /// let window = source.window(0, 100);
    /// assert_eq!(window.bytes, "Zoë".as_bytes());
    /// assert_eq!(window.map.to_source(window.bytes, 2), 5);
    /// assert!(window.at_end);
    /// ```
    #[must_use]
    pub fn from_bytes(name: SourceName, bytes: &'a [u8]) -> Self {
        let detected = charset::detect(head_of(bytes));
        let body = if detected.charset == Charset::Identity {
            Body::Whole { bytes: bytes.get(detected.mark_len..).unwrap_or_default(), stop: None }
        } else {
            let raw = Raw::Memory { bytes: bytes.get(detected.mark_len..).unwrap_or_default(), stop: None };
            let chain = Chain::new(raw, Limits::default());
            let origin = detected.mark_len as u64;
            let beginning = Beginning { origin, detected: Detected { mark_len: 0, ..detected } };
            Body::Stream(Box::new(TextStream::new(chain, TextBuffers::default(), &beginning)))
        };
        Self::new(name, 0, detected, body)
    }

    pub(super) fn new(name: SourceName, index: u64, detected: Detected, body: Body<'a>) -> Self {
        Self {
            name,
            index,
            detected,
            as_raw: None,
            begins_as_filler: false,
            body,
            origin: 0,
            from: 0,
            handed: 0,
            is_finished: false,
        }
    }

    /// The same source, to be scanned as raw bytes.
    pub(super) fn scanned_raw(mut self, as_raw: Option<AsRaw>) -> Self {
        const LOOKED_AT: usize = 4096;
        if as_raw.is_some_and(|raw| raw.reason == Reason::CorruptStream) {
            let is_filler = |bytes: &[u8]| bytes.iter().all(|byte| Some(byte) == bytes.first());
            let (handed, is_finished) = (self.handed, self.is_finished);
            self.begins_as_filler = is_filler(self.window(0, LOOKED_AT).bytes);
            (self.handed, self.is_finished) = (handed, is_finished);
        }
        Self { as_raw, ..self }
    }

    /// The same source, whose first byte is at `origin` of the file or member that it is named after.
    pub(super) fn at(self, origin: u64) -> Self {
        Self { origin, ..self }
    }

    /// Its name.
    #[must_use]
    pub fn name(&self) -> &SourceName {
        &self.name
    }

    /// The place of its file in the order of the walk.
    #[must_use]
    pub fn index(&self) -> u64 {
        self.index
    }

    /// Its character set.
    #[must_use]
    pub fn charset(&self) -> Charset {
        self.detected.charset
    }

    /// Whether it looks like no text at all.
    #[must_use]
    pub fn is_binary(&self) -> bool {
        self.detected.is_binary
    }

    /// The format that was recognised and is not unpacked: the source is then to be scanned as raw bytes.
    #[must_use]
    pub fn unsupported(&self) -> Option<&'static str> {
        self.as_raw.filter(|raw| raw.reason == Reason::UnsupportedFormat).map(|raw| raw.format)
    }

    /// Why the source is to be scanned as raw bytes: a format that is not read, a limit, or a stream that is broken.
    #[must_use]
    pub fn raw_reason(&self) -> Option<Reason> {
        self.as_raw.map(|raw| raw.reason)
    }

    /// The same, where the bytes hide what they stand for: they are packed, and not only text that begins like a container or
    /// stands behind one that ended, or what fills the space there.
    #[must_use]
    pub fn hidden_reason(&self) -> Option<Reason> {
        self.raw_reason().filter(|reason| match reason {
            Reason::CorruptStream => self.detected.is_binary && (self.origin == 0 || !self.begins_as_filler),
            _ => true,
        })
    }

    pub(super) fn raw(&self) -> Option<AsRaw> {
        self.as_raw
    }

    /// Length of its text, where that is known before it is read. The file may still turn out to be shorter.
    #[must_use]
    pub fn len_hint(&self) -> Option<u64> {
        match &self.body {
            Body::Whole { bytes, .. } => Some(bytes.len() as u64),
            Body::Mapped(mapped) => Some(mapped.len),
            Body::Stream(_) => None,
        }
    }

    /// Whether its bytes lie in the file as they are, so that a long window of them costs no memory of ours.
    #[must_use]
    pub fn is_mapped(&self) -> bool {
        matches!(self.body, Body::Mapped(_) | Body::Whole { .. })
    }

    /// Bytes of the file that were used up so far, for a progress bar.
    #[must_use]
    pub fn input_position(&self) -> u64 {
        match &self.body {
            Body::Whole { .. } | Body::Mapped(_) => self.base() + self.handed,
            Body::Stream(stream) => stream.chain.file_position(),
        }
    }

    /// The text from logical offset `from` on (offsets count bytes of decoded text): `len_wanted` bytes, or fewer
    /// where the source ends before, and then `at_end` is set. `at_end` is set exactly where nothing follows.
    ///
    /// What lies before `from` is forgotten: `from` never goes back (an earlier offset is taken for the last one). A
    /// source that cannot be read on ends there, and its account says why.
    pub fn window(&mut self, from: u64, len_wanted: usize) -> Window<'_> {
        self.from = self.from.max(from);
        let (from, len) = (self.from, len_wanted.min(WINDOW_LEN_MAX));
        self.prepare(from, len);
        let base = self.base();
        let (bytes, at_end) = match &self.body {
            Body::Whole { bytes, .. } => slice_window(bytes, from, len),
            Body::Mapped(mapped) => mapped.view(base, from, len),
            Body::Stream(stream) => stream.view(from, len),
        };
        let map = match &self.body {
            Body::Whole { .. } | Body::Mapped(_) => OffsetMap::Identity { base: base + from },
            Body::Stream(stream) => stream.map(from, bytes.len()),
        };
        self.handed = self.handed.max(from + bytes.len() as u64);
        self.is_finished |= at_end;
        Window { bytes, at_end, map, mapped: None }
    }

    /// The same, and for a stream a way to decode what follows the window while the window is being read.
    pub fn window_and_ahead(&mut self, from: u64, len_wanted: usize) -> (Window<'_>, Option<Ahead<'_, 'a>>) {
        // The same steps as above, which borrow more than this can.
        self.window(from, len_wanted);
        let (from, len, base) = (self.from, len_wanted.min(WINDOW_LEN_MAX), self.base());
        match &mut self.body {
            Body::Stream(stream) => {
                let view_len = stream.view(from, len).0.len();
                let map = stream.map(from, view_len);
                let (bytes, at_end, ahead) = stream.view_and_ahead(from, len);
                (Window { bytes, at_end, map, mapped: None }, Some(ahead))
            }
            Body::Whole { bytes, .. } => {
                let (bytes, at_end) = slice_window(bytes, from, len);
                (Window { bytes, at_end, map: OffsetMap::Identity { base: base + from }, mapped: None }, None)
            }
            Body::Mapped(mapped) => {
                let (bytes, at_end) = mapped.view(base, from, len);
                let map = OffsetMap::Identity { base: base + from };
                (Window { bytes, at_end, map, mapped: Some(mapped) }, None)
            }
        }
    }

    /// As much as can be had from logical offset `from` on without waiting for a decoder; of a mapped file nothing where
    /// `len_wanted` bytes cannot be mapped.
    #[must_use]
    pub fn ready_len(&mut self, from: u64, len_wanted: usize) -> usize {
        let (from, base) = (self.from.max(from), self.base());
        match &mut self.body {
            Body::Whole { .. } => usize::MAX,
            Body::Mapped(mapped) => {
                if mapped.prepare(base, from, len_wanted) {
                    usize::MAX
                } else {
                    0
                }
            }
            Body::Stream(stream) => stream.ready_len(from),
        }
    }

    /// Source offset of logical offset 0, for bodies that are not transcoded.
    fn base(&self) -> u64 {
        self.origin + self.detected.mark_len as u64
    }

    fn prepare(&mut self, from: u64, len: usize) {
        let base = self.base();
        if let Body::Mapped(mapped) = &mut self.body {
            if mapped.prepare(base, from, len) {
                return;
            }
            let stream = mapped.read_instead(base, from);
            self.body = Body::Stream(Box::new(stream));
        }
        if let Body::Stream(stream) = &mut self.body {
            stream.fill(from, len);
        }
    }

    /// Ends the reading and says what came of it.
    pub(super) fn finish(mut self) -> Finished<'a> {
        let base = self.base();
        let is_hidden = self.hidden_reason().is_some();
        if let Body::Mapped(mapped) = &mut self.body {
            mapped.check(base);
            self.handed = self.handed.min(mapped.len);
        }
        let (stop, mut end) = match &self.body {
            Body::Whole { stop, .. } => (*stop, base + self.handed),
            Body::Mapped(mapped) => (mapped.stop, base + self.handed),
            Body::Stream(stream) if self.is_finished => (stream.stop, stream.source_end),
            Body::Stream(stream) => (stream.stop, stream.source_offset(self.handed).min(stream.source_end)),
        };
        if self.handed == 0 && !self.is_finished {
            end = self.origin;
        }
        let account = SourceAccount {
            name: self.name,
            span: Span { start: self.origin, end },
            text_len: self.handed,
            charset: self.detected.charset,
            raw: self.as_raw.map(|raw| raw.reason),
            is_hidden,
            is_complete: self.is_finished && stop.is_none(),
            ended_early: stop.map(|stop| stop.reason),
        };
        let (chain, buffers) = match self.body {
            Body::Whole { .. } => (None, TextBuffers::default()),
            Body::Mapped(mapped) => (None, mapped.buffers),
            Body::Stream(stream) => {
                let (chain, buffers) = stream.into_parts();
                (Some(chain), buffers)
            }
        };
        Finished { account, stop, chain, buffers }
    }
}

/// As much of `bytes` as is looked at to tell what they are.
pub(super) fn head_of(bytes: &[u8]) -> &[u8] {
    bytes.get(..super::HEAD_LEN).unwrap_or(bytes)
}

fn slice_window(bytes: &[u8], from: u64, len: usize) -> (&[u8], bool) {
    let rest = usize::try_from(from).ok().and_then(|from| bytes.get(from..)).unwrap_or_default();
    (rest.get(..len).unwrap_or(rest), rest.len() <= len)
}
