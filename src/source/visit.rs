//! The way from one file to its sources, and the account of its bytes.

use std::path::Path;
use std::sync::Arc;

use super::chain::{Chain, Layer, LayerEnd, Raw, Stop, read_once};
use super::compress::{Opening, by_name, sniff};
use super::mapped::Mapped;
use super::open::{Mapping, OpenFile, is_shorter};
use super::text::{Beginning, TextBuffers, TextStream};
use super::window::{AsRaw, Body, Finished, Source, head_of};
use super::{Buffers, FileAccount, HEAD_LEN, SMALL_LEN_MAX, SourceSettings};
use crate::decode::charset::{self, Charset, Detected};
use crate::error::{Diagnostic, Reason, Severity};
use crate::span::{SourceName, Span, path_text};
use crate::walk::FileEntry;

/// Opens a file, calls `visitor` with each source in it, and accounts for its bytes.
///
/// The visitor reads as far as it likes; what it leaves is accounted for as [`Reason::Interrupted`]. Nothing here
/// fails: a file that cannot be read has an account that says so.
pub fn visit(
    entry: &FileEntry,
    settings: &SourceSettings,
    buffers: &mut Buffers,
    visitor: &mut dyn FnMut(&mut Source<'_>),
) -> FileAccount {
    let mut visit = Visit::new(entry, settings, visitor);
    if entry.is_stdin {
        visit.stream(Raw::Stream(Box::new(std::io::stdin())), None, None, buffers);
        return visit.account;
    }
    match OpenFile::open(&entry.path) {
        Err(stop) => visit.unread(entry.len_hint, stop),
        Ok(open) if open.len > 0 && open.len <= SMALL_LEN_MAX => visit.small(&open, buffers),
        Ok(open) => {
            let left = (open.len > 0).then_some(open.len);
            visit.stream(Raw::File { file: &open.file, left }, left, Some(&open), buffers);
            if let Some(change) = left.and_then(|_| open.change()) {
                visit.tell(Severity::Warning, Reason::Changed, None, change);
            }
        }
    }
    visit.account
}

#[cfg(test)]
pub(super) fn visit_reader(
    reader: impl std::io::Read + Send,
    settings: &SourceSettings,
    visitor: &mut dyn FnMut(&mut Source<'_>),
) -> FileAccount {
    let entry = FileEntry { index: 0, path: Path::new("-").into(), len_hint: 0, is_stdin: true };
    let mut visit = Visit::new(&entry, settings, visitor);
    visit.stream(Raw::Stream(Box::new(reader)), None, None, &mut Buffers::default());
    visit.account
}

struct Visit<'v> {
    entry: &'v FileEntry,
    settings: &'v SourceSettings,
    visitor: &'v mut dyn FnMut(&mut Source<'_>),
    account: FileAccount,
}

/// What was found at the bottom of a chain of containers.
struct Innermost {
    name: SourceName,
    as_raw: Option<AsRaw>,
    /// Whether it may be text: what is recognised as something else is not, whatever its first bytes look like.
    is_text: bool,
}

impl<'v> Visit<'v> {
    fn new(entry: &'v FileEntry, settings: &'v SourceSettings, visitor: &'v mut dyn FnMut(&mut Source<'_>)) -> Self {
        let account = FileAccount {
            input_bytes: 0,
            container_bytes: 0,
            not_examined: Vec::new(),
            sources: Vec::new(),
            diagnostics: Vec::new(),
        };
        Self { entry, settings, visitor, account }
    }

    fn name(&self) -> SourceName {
        SourceName { path: Arc::clone(&self.entry.path), members: Arc::from([]) }
    }

    /// The quick way: one read, and a source that is the buffer. Whatever is not plain goes the long way.
    fn small(&mut self, open: &OpenFile, buffers: &mut Buffers) {
        let mut whole = std::mem::take(&mut buffers.whole);
        let (len, stop) = self.read_whole(open, &mut whole);
        let bytes = whole.get(..len).unwrap_or_default();
        let detected = charset::detect(head_of(bytes));
        let is_container = sniff(bytes).is_some() || by_name(&file_name(self.entry)).is_some();
        if is_container || detected.charset != Charset::Identity {
            // The bytes go into the buffer of the stream at once, so that a container can give them back.
            let mut text = buffers.take_text();
            text.text.extend_from_slice(bytes);
            let mut chain = Chain::new(Raw::Memory { bytes: &[], stop }, self.settings.limits);
            chain.raw_len = len as u64;
            self.content(chain, text, None, open.len, buffers);
        } else {
            let text = bytes.get(detected.mark_len..).unwrap_or_default();
            let source = Source::new(self.name(), self.entry.index, detected, Body::Whole { bytes: text, stop });
            let finished = self.call(source);
            self.close(finished.account_end(), open.len, finished.failure());
        }
        buffers.whole = whole;
    }

    /// Reads a small file into `whole`: a read that comes short of the room it was given met the end of the file, so
    /// one call is enough.
    fn read_whole(&mut self, open: &OpenFile, whole: &mut Vec<u8>) -> (usize, Option<Stop>) {
        let expected = usize::try_from(open.len).unwrap_or(usize::MAX);
        if whole.len() <= expected {
            whole.resize(expected.saturating_add(1).next_power_of_two(), 0);
        }
        let mut len = 0;
        while len < expected {
            // One byte more than expected, to see that the file did not grow.
            let room = whole.get_mut(len..=expected).unwrap_or_default();
            match read_once(&mut &open.file, room) {
                Ok(0) if is_shorter(&open.file) => {
                    let message = "the file became shorter while it was read";
                    return (len, Some(Stop { reason: Reason::Truncated, message }));
                }
                Ok(0) => return (len, None),
                Ok(read) => len += read,
                Err(stop) => return (len, Some(stop)),
            }
        }
        if len > expected {
            let message = "the file became longer while it was read; what was appended was not examined";
            self.tell(Severity::Warning, Reason::Changed, None, message);
        }
        (expected, None)
    }

    /// The long way, for files that are not read at once.
    fn stream(&mut self, raw: Raw<'_>, len: Option<u64>, open: Option<&OpenFile>, buffers: &mut Buffers) {
        let chain = Chain::new(raw, self.settings.limits);
        let text = buffers.take_text();
        self.content(chain, text, open.filter(|_| len.is_some()), len.unwrap_or(0), buffers);
    }

    /// Goes down to the content, hands it out, and then whatever follows the containers that ended before their bytes
    /// did. `text` holds bytes that were pulled from the chain already; `mappable` is the file where it may be mapped.
    fn content(
        &mut self,
        mut chain: Chain<'_>,
        mut text: TextBuffers,
        mappable: Option<&OpenFile>,
        len: u64,
        buffers: &mut Buffers,
    ) {
        let innermost = self.descend(&mut chain, &mut text.text);
        let mappable = mappable.filter(|_| chain.layers.is_empty());
        let body_of = |text, detected| self.body(chain, text, detected, mappable);
        let source = open_source(innermost, self.entry.index, text, 0, body_of);
        let first = self.call(source);
        let (mut last, mut examined_to) = self.unwind(first);
        let chain = last.chain.take();
        if let Some(outermost) = chain.as_ref().and_then(|chain| chain.layers.first()) {
            // The source, or what followed it, was not read to its end: the containers around it were left open.
            self.account.container_bytes = outermost.consumed;
            examined_to = outermost.consumed;
        }
        for (depth, layer) in chain.iter().flat_map(|chain| &chain.layers).enumerate() {
            self.tell_warning(&truncated(&last.account.name, depth), layer);
        }
        let raw_len = chain.map_or(0, |chain| chain.raw_len);
        self.close(examined_to, len.max(raw_len), last.failure());
        buffers.give_back(last.buffers);
    }

    /// Takes off the containers around a source that was read to its end, innermost first, and hands out the bytes
    /// that follow where a container ended before its bytes did. Gives the last source, and up to where the file was
    /// examined.
    fn unwind<'a>(&mut self, first: Finished<'a>) -> (Finished<'a>, u64) {
        let mut examined_to = first.account_end();
        let mut last = first;
        let mut name = last.account.name.clone();
        while last.failure().is_none() {
            let Some((layer, rest)) = last.chain.as_mut().and_then(Chain::pop) else { break };
            name = outer(&name);
            self.tell_warning(&name, &layer);
            if name.members.is_empty() {
                self.account.container_bytes = layer.consumed;
                examined_to = layer.consumed;
            }
            if layer.end == Some(LayerEnd::Trailing) {
                last = self.remainder(name.clone(), &layer, rest, last);
                if name.members.is_empty() {
                    examined_to = last.account_end();
                }
            }
        }
        (last, examined_to)
    }

    /// Hands out what follows the end of a container: `rest`, and all that its chain still gives.
    fn remainder<'a>(&mut self, name: SourceName, layer: &Layer, rest: Vec<u8>, before: Finished<'a>) -> Finished<'a> {
        let Some(chain) = before.chain else { return before };
        let text = TextBuffers { text: rest, ..before.buffers };
        let as_raw = Some(AsRaw { reason: Reason::CorruptStream, format: layer.container.name });
        let body_of = |text, detected| self.stream_body(chain, text, detected, layer.consumed);
        let source =
            open_source(Innermost { name, as_raw, is_text: true }, self.entry.index, text, layer.consumed, body_of);
        self.call(source)
    }

    /// Puts decoders on the chain until its content is no container, and leaves the first bytes of that in `head`.
    fn descend(&self, chain: &mut Chain<'_>, head: &mut Vec<u8>) -> Innermost {
        let mut name = self.name();
        loop {
            // A failure comes again when the text is read; what is there so far is told apart all the same.
            while head.len() < HEAD_LEN && chain.append(head, HEAD_LEN - head.len()).is_ok_and(|len| len > 0) {}
            let outer_name = name.members.last().cloned().unwrap_or_else(|| file_name(self.entry));
            let Some(container) = sniff(head).or_else(|| by_name(&outer_name)) else {
                return Innermost { name, as_raw: None, is_text: true };
            };
            let raw = |reason| Some(AsRaw { reason, format: container.name });
            let make_decoder = match container.opening {
                Opening::Decode(make_decoder) => make_decoder,
                Opening::Bytes => return Innermost { name, as_raw: None, is_text: false },
                Opening::Raw => return Innermost { name, as_raw: raw(Reason::UnsupportedFormat), is_text: false },
            };
            if chain.layers.len() >= self.settings.limits.depth_max {
                return Innermost { name, as_raw: raw(Reason::LimitReached), is_text: false };
            }
            chain.decode(container, make_decoder(), std::mem::take(head));
            let is_broken = chain.append(head, HEAD_LEN).is_err() || container.is_named && chain.is_damaged();
            if is_broken && let Some(bytes) = chain.take_back() {
                // It only begins like a container: no byte of it can be decoded.
                *head = bytes;
                if container.is_named {
                    return Innermost { name, as_raw: None, is_text: true };
                }
                return Innermost { name, as_raw: raw(Reason::CorruptStream), is_text: true };
            }
            name = name.member(container.member_name(&outer_name));
        }
    }

    /// The body of a source: mapped, where it is a large local file that needs no decoding.
    fn body<'a>(
        &self,
        chain: Chain<'a>,
        text: TextBuffers,
        detected: Detected,
        mappable: Option<&'a OpenFile>,
    ) -> Body<'a> {
        let is_identity = detected.charset == Charset::Identity;
        let mappable = mappable.filter(|open| {
            is_identity && self.settings.use_mmap && open.len > SMALL_LEN_MAX && Mapping::is_local(&open.file)
        });
        let Some(open) = mappable else { return self.stream_body(chain, text, detected, 0) };
        Body::Mapped(Mapped {
            file: &open.file,
            len: open.len - detected.mark_len as u64,
            mapping: None,
            stop: None,
            buffers: text,
            limits: self.settings.limits,
        })
    }

    fn stream_body<'a>(&self, chain: Chain<'a>, text: TextBuffers, detected: Detected, origin: u64) -> Body<'a> {
        Body::Stream(Box::new(TextStream::new(chain, text, &Beginning { origin, detected })))
    }

    /// Hands a source to the visitor and keeps its account.
    fn call<'a>(&mut self, mut source: Source<'a>) -> Finished<'a> {
        (self.visitor)(&mut source);
        let as_raw = source.raw();
        let finished = source.finish();
        let account = &finished.account;
        if let Some(AsRaw { reason, format }) = as_raw {
            let why = match reason {
                Reason::UnsupportedFormat => "is recognised and not unpacked",
                Reason::LimitReached => "lies deeper than containers are unpacked",
                _ if account.span.start > 0 => "ends here and other bytes follow",
                _ => "is what it begins like, but it cannot be unpacked",
            };
            let message = format!("{format} {why}: the bytes were scanned as they stand");
            self.tell_of(&account.name, Severity::Warning, reason, Some(account.span.start), message);
        }
        if let Some(stop) = finished.stop {
            self.tell_of(&account.name, Severity::Error, stop.reason, Some(account.span.end), stop.message.to_owned());
        }
        self.account.sources.push(account.clone());
        finished
    }

    /// The file was not opened.
    fn unread(&mut self, len: u64, stop: Stop) {
        self.tell(Severity::Error, stop.reason, None, stop.message);
        self.close(0, len, Some(stop.reason));
    }

    /// Closes the account: what lies beyond `examined_to` was not examined.
    fn close(&mut self, examined_to: u64, len: u64, failure: Option<Reason>) {
        self.account.input_bytes = examined_to;
        if let Some(reason) = failure {
            self.account.input_bytes = len.max(examined_to);
            if len > examined_to {
                self.account.not_examined.push((Span { start: examined_to, end: len }, reason));
            }
        }
    }

    fn tell_warning(&mut self, name: &SourceName, layer: &Layer) {
        if let Some((offset, message)) = layer.warning {
            self.tell_of(name, Severity::Warning, Reason::CorruptStream, Some(offset), message.to_owned());
        }
    }

    fn tell(&mut self, severity: Severity, reason: Reason, offset: Option<u64>, message: &str) {
        self.tell_of(&self.name(), severity, reason, offset, message.to_owned());
    }

    fn tell_of(&mut self, name: &SourceName, severity: Severity, reason: Reason, offset: Option<u64>, message: String) {
        let source = name.to_string();
        self.account.diagnostics.push(Diagnostic { source, severity, reason, offset, message });
    }
}

/// Tells the character set of the bytes in `text`, and makes them a source.
fn open_source<'a>(
    innermost: Innermost,
    index: u64,
    text: TextBuffers,
    origin: u64,
    body_of: impl FnOnce(TextBuffers, Detected) -> Body<'a>,
) -> Source<'a> {
    let detected = if innermost.is_text { charset::detect(head_of(&text.text)) } else { Detected::BINARY };
    Source::new(innermost.name, index, detected, body_of(text, detected)).scanned_raw(innermost.as_raw).at(origin)
}

fn file_name(entry: &FileEntry) -> String {
    if entry.is_stdin {
        "stdin".to_owned()
    } else {
        entry.path.file_name().map(Path::new).map_or_else(String::new, path_text)
    }
}

/// The source around a member.
fn outer(name: &SourceName) -> SourceName {
    truncated(name, name.members.len().saturating_sub(1))
}

fn truncated(name: &SourceName, depth: usize) -> SourceName {
    let members = name.members.get(..depth).unwrap_or(&name.members);
    SourceName { path: Arc::clone(&name.path), members: Arc::from(members) }
}

impl Finished<'_> {
    /// One past the last byte of the source that was handed out.
    fn account_end(&self) -> u64 {
        self.account.span.end
    }

    /// Why not all of the source was handed out.
    fn failure(&self) -> Option<Reason> {
        match self.stop {
            Some(stop) => Some(stop.reason),
            None => (!self.account.is_complete).then_some(Reason::Interrupted),
        }
    }
}
