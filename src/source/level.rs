//! One run of bytes with a name, a file or a member of an archive: down through the compressions around its content,
//! to the source or the archive within, and up again, with an account of every byte.

use std::path::Path;

use super::archive::{CheckSum, Checked, PACKED, Packing, ZIP_BEHIND, is_zip_behind};
use super::chain::{Chain, Layer, LayerEnd, Raw, Stop};
use super::compress::{Container, Opening, recognise};
use super::mapped::Mapped;
use super::open::{self, Change, Mapping, OpenFile};
use super::text::{Beginning, TextBuffers, TextStream};
use super::visit::Shared;
use super::window::{AsRaw, Body, Source, head_of};
use super::{Account, Buffers, FileAccount, HEAD_LEN, Lost, SMALL_LEN_MAX, SourceAccount};
use crate::decode::charset::{self, Charset, Detected};
use crate::error::{Diagnostic, Reason, Severity};
use crate::span::{SourceName, Span, path_text};

/// What may still be used up of the budget of the file.
#[derive(Debug, Clone, Copy)]
pub(super) struct Budget {
    pub(super) decoded_left: u64,
    pub(super) members_left: u64,
}

/// A file or a member, being read.
pub(super) struct Level<'v, T> {
    pub(super) shared: &'v Shared<'v, T>,
    pub(super) name: SourceName,
    /// Containers around these bytes.
    pub(super) depth: usize,
    pub(super) budget: Budget,
    pub(super) take: &'v mut dyn FnMut(SourceAccount, T),
    pub(super) account: Account,
    /// Archives within are left, and said to be there: they are read later, one after another.
    pub(super) defers_archives: bool,
    /// Only decoding tells where these bytes end.
    pub(super) is_open_ended: bool,
    /// Layers that are the packing of this member in its archive, and no containers of their own.
    packing_layers: usize,
}

/// What was found at the bottom of a chain of containers.
pub(super) struct Innermost {
    pub(super) as_raw: Option<AsRaw>,
    /// Whether it may be text: what is recognised as something else is not, whatever its first bytes look like.
    is_text: bool,
    archive: Option<super::archive::Archive>,
}

/// What is left of a chain when a source or an archive in it was read.
pub(super) struct Rest<'a> {
    pub(super) chain: Option<Chain<'a>>,
    pub(super) buffers: TextBuffers,
    /// Where it ended, in its own bytes.
    pub(super) end: u64,
    /// Why not all of it was read.
    pub(super) failure: Option<Reason>,
    /// Bytes that were pulled and are not part of the member, where it is open-ended.
    pub(super) surplus: Vec<u8>,
}

impl<'v, T: Send> Level<'v, T> {
    pub(super) fn new(
        shared: &'v Shared<'v, T>,
        name: SourceName,
        depth: usize,
        budget: Budget,
        take: &'v mut dyn FnMut(SourceAccount, T),
    ) -> Self {
        let account = Account::default();
        let (defers_archives, is_open_ended, packing_layers) = (false, false, 0);
        Self { shared, name, depth, budget, take, account, defers_archives, is_open_ended, packing_layers }
    }

    /// Bounds what all members of a file may decode together by the length of the file.
    pub(super) fn limit_by_len(&mut self, len: Option<u64>) {
        let limits = self.limits();
        let by_ratio = len.map_or(u64::MAX, |len| len.saturating_mul(limits.ratio_max).max(limits.ratio_grace_bytes));
        self.budget.decoded_left = self.budget.decoded_left.min(by_ratio);
    }

    /// The quick way: a source that lies in memory. Whatever is not plain goes the long way.
    pub(super) fn whole(&mut self, bytes: &[u8], stop: Option<Stop>, len: u64, buffers: &mut Buffers) {
        let is_container = recognise(bytes, &self.last_name(&self.name)).is_some()
            || is_zip_behind(bytes, bytes.len() as u64, &|at, len| slice_at(bytes, at, len));
        let detected = (!is_container).then(|| charset::detect(head_of(bytes)));
        let Some(detected) = detected.filter(|detected| detected.charset == Charset::Identity) else {
            // The bytes go into the buffer of the stream at once, so that a container can give them back.
            let mut text = buffers.take_text();
            text.text.extend_from_slice(bytes);
            let mut chain = Chain::of_member(Raw::Memory { bytes: &[], stop }, self.limits(), self.budget.decoded_left);
            chain.raw_len = bytes.len() as u64;
            self.content(chain, text, None, Some(len), buffers);
            return;
        };
        let text = bytes.get(detected.mark_len..).unwrap_or_default();
        let source = Source::new(self.name.clone(), self.index(), detected, Body::Whole { bytes: text, stop });
        let rest = self.call(source, true);
        self.close(rest.end, len, rest.failure);
    }

    /// The long way, for bytes that are not read at once.
    pub(super) fn stream(&mut self, raw: Raw<'_>, len: Option<u64>, open: Option<&OpenFile>, buffers: &mut Buffers) {
        let chain = Chain::new(raw, self.limits());
        let text = buffers.take_text();
        self.limit_by_len(len);
        self.content(chain, text, open.filter(|_| len.is_some()), len, buffers);
    }

    /// A member of an archive; gives the bytes that were pulled and are not part of it.
    pub(super) fn member(
        &mut self,
        raw: Raw<'_>,
        (packing, check): (&Packing, Option<CheckSum>),
        len: Option<u64>,
        buffers: &mut Buffers,
    ) -> Vec<u8> {
        if let (Raw::Memory { bytes, stop }, Packing::Stored, Some(len)) = (&raw, packing, len) {
            self.whole(bytes, *stop, len, buffers);
            return Vec::new();
        }
        if self.budget.decoded_left == 0 && !matches!(packing, Packing::Stored) && len.is_some() {
            let as_raw = AsRaw { reason: Reason::LimitReached, format: "the member" };
            return self.as_it_stands(raw, as_raw, len, buffers);
        }
        let mut chain = Chain::of_member(raw, self.limits(), self.budget.decoded_left);
        if let Some(decoder) = packing.decoder() {
            let decoder = match check {
                Some(check) => Box::new(Checked::new(decoder, check)),
                None => decoder,
            };
            chain.decode(&PACKED, decoder, Vec::new());
        }
        let text = buffers.take_text();
        self.content(chain, text, None, len, buffers)
    }

    /// A member whose bytes are scanned as they stand.
    pub(super) fn as_it_stands(
        &mut self,
        raw: Raw<'_>,
        as_raw: AsRaw,
        len: Option<u64>,
        buffers: &mut Buffers,
    ) -> Vec<u8> {
        let chain = Chain::new(raw, self.limits());
        let innermost = Innermost { as_raw: Some(as_raw), is_text: false, archive: None };
        let body_of = |text, detected| stream_body(chain, text, detected, 0);
        let source = open_source(self.name.clone(), &innermost, self.index(), buffers.take_text(), 0, body_of);
        let rest = self.call(source, true);
        self.close(rest.end, len.unwrap_or(rest.end), rest.failure);
        buffers.give_back(rest.buffers);
        Vec::new()
    }

    /// Goes down to the content, has it read, and then whatever follows the containers that ended before their bytes
    /// did. `text` holds bytes that were pulled from the chain already; `mappable` is the file where it may be mapped.
    fn content(
        &mut self,
        mut chain: Chain<'_>,
        mut text: TextBuffers,
        mappable: Option<&OpenFile>,
        len: Option<u64>,
        buffers: &mut Buffers,
    ) -> Vec<u8> {
        self.packing_layers = chain.layers.len();
        let mut names = vec![self.name.clone(); self.packing_layers + 1];
        let innermost = self.descend(&mut chain, &mut text.text, &mut names);
        if innermost.archive.is_some() && self.defers_archives {
            self.account.is_deferred = true;
            return Vec::new();
        }
        let is_own = chain.layers.is_empty();
        let name = names.last().unwrap_or(&self.name).clone();
        let rest = if let Some(archive) = innermost.archive {
            self.archive(archive, chain, text, &names)
        } else {
            let mappable = mappable.filter(|_| is_own);
            let body_of = |text, detected| self.body(chain, text, detected, mappable);
            let source = open_source(name, &innermost, self.index(), text, 0, body_of);
            self.call(source, is_own)
        };
        let rest = self.unwind(names, rest);
        let mut examined_to = rest.end;
        if let Some(chain) = &rest.chain {
            if let Some(outermost) = chain.layers.first() {
                // The content, or what followed it, was not read to its end: the containers around it were left open.
                self.account.container_bytes += outermost.consumed;
                examined_to = outermost.consumed;
            }
            self.account.decoded += chain.decoded();
            for layer in &chain.layers {
                self.tell_warning(&self.name.clone(), layer);
            }
        }
        let raw_len = rest.chain.as_ref().map_or(0, |chain| chain.raw_len);
        let len = if self.is_open_ended { examined_to } else { len.unwrap_or(0).max(raw_len) };
        self.close(examined_to, len, rest.failure);
        buffers.give_back(rest.buffers);
        rest.surplus
    }

    /// Takes off the containers around what was read, innermost first, and has the bytes read that follow where a
    /// container ended before its bytes did, or was stopped by a limit.
    fn unwind<'a>(&mut self, mut names: Vec<SourceName>, mut rest: Rest<'a>) -> Rest<'a> {
        loop {
            let is_limit = rest.failure == Some(Reason::LimitReached);
            if rest.failure.is_some() && !is_limit {
                break;
            }
            let Some((layer, input)) = rest.chain.as_mut().and_then(Chain::pop) else { break };
            names.pop();
            let Some(name) = names.last().cloned() else { break };
            self.account.decoded += layer.decoded;
            self.tell_warning(&name, &layer);
            let is_own = rest.chain.as_ref().is_some_and(|chain| chain.layers.is_empty());
            rest.end = layer.consumed;
            if is_own {
                self.account.container_bytes += layer.consumed;
            }
            let reason = match layer.end {
                Some(LayerEnd::Trailing) if is_own && self.is_open_ended => {
                    rest.surplus = input;
                    continue;
                }
                Some(LayerEnd::Trailing) => Reason::CorruptStream,
                _ if is_limit => Reason::LimitReached,
                _ => continue,
            };
            let as_raw = Some(AsRaw { reason, format: layer.container.name });
            rest = self.remainder(name, as_raw, input, layer.consumed, rest, is_own);
        }
        rest
    }

    /// Has read as it stands what follows the end of a container: `bytes`, and all that the chain still gives.
    pub(super) fn remainder<'a>(
        &mut self,
        name: SourceName,
        as_raw: Option<AsRaw>,
        bytes: Vec<u8>,
        origin: u64,
        before: Rest<'a>,
        is_own: bool,
    ) -> Rest<'a> {
        let Some(mut chain) = before.chain else { return before };
        let mut text = TextBuffers { text: bytes, ..before.buffers };
        // A container that was stopped may have been at its end: then nothing follows.
        if text.text.is_empty() && matches!(chain.append(&mut text.text, HEAD_LEN), Ok(0)) {
            return Rest { chain: Some(chain), buffers: text, failure: None, ..before };
        }
        let innermost = Innermost { as_raw, is_text: true, archive: None };
        let body_of = |text, detected| stream_body(chain, text, detected, origin);
        let source = open_source(name, &innermost, self.index(), text, origin, body_of);
        self.call(source, is_own)
    }

    /// Puts decoders on the chain until its content is no compression, and leaves the first bytes of that in `head`.
    fn descend(&self, chain: &mut Chain<'_>, head: &mut Vec<u8>, names: &mut Vec<SourceName>) -> Innermost {
        loop {
            // A failure comes again when the text is read; what is there so far is told apart all the same.
            while head.len() < HEAD_LEN && chain.append(head, HEAD_LEN - head.len()).is_ok_and(|len| len > 0) {}
            let name = names.last().unwrap_or(&self.name);
            let outer_name = self.last_name(name);
            let plain = |as_raw, is_text| Innermost { as_raw, is_text, archive: None };
            let Some(container) = recognise(head, &outer_name).or_else(|| archive_behind(chain, head)) else {
                return plain(None, true);
            };
            let raw = |reason| Some(AsRaw { reason, format: container.name });
            let is_deep = self.depth_within(names) > self.limits().depth_max || self.budget.decoded_left == 0;
            let make_decoder = match container.opening() {
                Opening::Bytes => return plain(None, false),
                Opening::Raw => return plain(raw(Reason::UnsupportedFormat), false),
                Opening::Decode(_) | Opening::Archive(_) if is_deep => return plain(raw(Reason::LimitReached), false),
                Opening::Archive(archive) => {
                    let as_raw = raw(Reason::CorruptStream);
                    return Innermost { as_raw, is_text: false, archive: Some(archive) };
                }
                Opening::Decode(make_decoder) => make_decoder,
            };
            chain.decode(container, make_decoder(), std::mem::take(head));
            let is_broken = chain.append(head, HEAD_LEN).is_err() || container.is_named && chain.is_damaged();
            if is_broken && let Some(bytes) = chain.take_back() {
                // It only begins like a container: no byte of it can be decoded.
                *head = bytes;
                let as_raw = if container.is_named { None } else { raw(Reason::CorruptStream) };
                return plain(as_raw, true);
            }
            names.push(name.member(container.member_name(&outer_name)));
        }
    }

    /// Containers around what is inside the last of `names`.
    pub(super) fn depth_within(&self, names: &[SourceName]) -> usize {
        self.depth + names.len() - self.packing_layers
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
            let use_mmap = self.shared.settings.use_mmap;
            is_identity && use_mmap && open.len > SMALL_LEN_MAX && Mapping::is_local(&open.file)
        });
        let Some(open) = mappable else { return stream_body(chain, text, detected, 0) };
        Body::Mapped(Mapped {
            file: &open.file,
            len: open.len - detected.mark_len as u64,
            mapping: None,
            stop: None,
            buffers: text,
            limits: self.limits(),
        })
    }

    /// Has a source read and keeps its account. `is_own` says that its bytes are bytes of this level.
    pub(super) fn call<'a>(&mut self, mut source: Source<'a>, is_own: bool) -> Rest<'a> {
        let outcome = (self.shared.read)(&mut source);
        let as_raw = source.raw();
        let finished = source.finish();
        let account = finished.account;
        if let Some(AsRaw { reason, format }) = as_raw {
            let why = match reason {
                Reason::UnsupportedFormat => "is recognised and not unpacked",
                Reason::LimitReached if account.span.start > 0 => {
                    "was unpacked up to a limit; what follows is its rest"
                }
                Reason::LimitReached => "lies beyond a limit, of depth or of bytes to decode, and is not unpacked",
                _ if account.span.start > 0 => "ends here and other bytes follow",
                _ => "is what it begins like, but it cannot be unpacked",
            };
            let message = format!("{format} {why}: the bytes were scanned as they stand");
            self.tell_of(&account.name, Severity::Warning, reason, Some(account.span.start), message);
        }
        if let Some(stop) = finished.stop {
            self.tell_of(&account.name, Severity::Error, stop.reason, Some(account.span.end), stop.message.to_owned());
        }
        let failure = match finished.stop {
            Some(stop) => Some(stop.reason),
            None => (!account.is_complete).then_some(Reason::Interrupted),
        };
        let end = account.span.end;
        if is_own {
            self.account.source_bytes += account.span.len();
        }
        (self.take)(account, outcome);
        Rest { chain: finished.chain, buffers: finished.buffers, end, failure, surplus: Vec::new() }
    }

    /// The file was not opened. One of which no length is known may hold anything, so the ledger has a line for it, too.
    pub(super) fn unread(&mut self, len: u64, stop: Stop) {
        self.tell(Severity::Error, stop.reason, None, stop.message);
        self.account.input_bytes = len;
        self.lose(self.name.clone(), Span { start: 0, end: len }, stop.reason, true);
    }

    /// Closes the account: what lies beyond `examined_to` was not examined.
    fn close(&mut self, examined_to: u64, len: u64, failure: Option<Reason>) {
        self.account.input_bytes = examined_to;
        if let Some(reason) = failure {
            self.account.input_bytes = len.max(examined_to);
            if len > examined_to {
                self.lose(self.name.clone(), Span { start: examined_to, end: len }, reason, true);
            }
        }
    }

    /// The file is not what it was when it was opened; it had `len` bytes then.
    pub(super) fn changed(&mut self, len: u64, change: &Change) {
        self.tell(Severity::Warning, Reason::Changed, None, change.message);
        if change.appended > 0 {
            self.account.input_bytes += change.appended;
            let span = Span { start: len, end: len + change.appended };
            self.lose(self.name.clone(), span, Reason::Changed, true);
        }
    }

    /// Takes note of bytes that nobody saw. `is_own` says that they are bytes of this level.
    pub(super) fn lose(&mut self, source: SourceName, span: Span, reason: Reason, is_own: bool) {
        self.account.lost_bytes += if is_own { span.len() } else { 0 };
        self.account.not_examined.push(Lost { source, span, reason, is_of_file: is_own });
    }

    pub(super) fn into_file_account(self) -> FileAccount {
        self.account.into()
    }

    pub(super) fn limits(&self) -> crate::config::Limits {
        self.shared.settings.limits
    }

    pub(super) fn index(&self) -> u64 {
        self.shared.entry.index
    }

    /// The last step of a name, from which the name of what is inside is made.
    fn last_name(&self, name: &SourceName) -> String {
        match name.members.last() {
            // A member's name may be a path.
            Some(member) => member.rsplit('/').next().unwrap_or(member).to_owned(),
            None if self.shared.entry.is_stdin => "stdin".to_owned(),
            None => self.shared.entry.path.file_name().map(Path::new).map_or_else(String::new, path_text),
        }
    }

    fn tell_warning(&mut self, name: &SourceName, layer: &Layer) {
        if let Some((offset, message)) = layer.warning {
            self.damaged(name, offset, message);
        }
    }

    /// Bytes were decoded, but are not those that were packed: which of them are wrong, or missing, is not known.
    pub(super) fn damaged(&mut self, name: &SourceName, at: u64, message: &str) {
        self.tell_of(name, Severity::Error, Reason::CorruptStream, Some(at), message.to_owned());
        self.lose(name.clone(), Span { start: at, end: at }, Reason::CorruptStream, false);
    }

    pub(super) fn tell(&mut self, severity: Severity, reason: Reason, offset: Option<u64>, message: &str) {
        self.tell_of(&self.name.clone(), severity, reason, offset, message.to_owned());
    }

    pub(super) fn tell_of(
        &mut self,
        name: &SourceName,
        severity: Severity,
        reason: Reason,
        offset: Option<u64>,
        message: String,
    ) {
        let source = name.to_string();
        self.account.add_diagnostics([Diagnostic { source, severity, reason, offset, message }]);
    }
}

/// An archive that does not begin with `head` but ends what the chain gives, where that can be told.
fn archive_behind(chain: &Chain<'_>, head: &[u8]) -> Option<&'static Container> {
    let is_behind = match chain.raw.extent(chain.raw_len) {
        Some((file, origin, len)) if chain.layers.is_empty() => {
            is_zip_behind(head, len, &|at, len| open::bytes_at(file, origin + at, len))
        }
        None if matches!(chain.raw, Raw::Memory { bytes: [], .. }) && chain.layers.is_empty() => {
            is_zip_behind(head, head.len() as u64, &|at, len| slice_at(head, at, len))
        }
        _ => false,
    };
    is_behind.then_some(&ZIP_BEHIND)
}

fn slice_at(bytes: &[u8], at: u64, len: usize) -> Vec<u8> {
    let rest = usize::try_from(at).ok().and_then(|at| bytes.get(at..)).unwrap_or_default();
    rest.get(..len).unwrap_or(rest).to_vec()
}

pub(super) fn stream_body<'a>(chain: Chain<'a>, text: TextBuffers, detected: Detected, origin: u64) -> Body<'a> {
    Body::Stream(Box::new(TextStream::new(chain, text, &Beginning { origin, detected })))
}

/// Tells the character set of the bytes in `text`, and makes them a source.
pub(super) fn open_source<'a>(
    name: SourceName,
    innermost: &Innermost,
    index: u64,
    text: TextBuffers,
    origin: u64,
    body_of: impl FnOnce(TextBuffers, Detected) -> Body<'a>,
) -> Source<'a> {
    let detected = if innermost.is_text { charset::detect(head_of(&text.text)) } else { Detected::BINARY };
    let body = body_of(text, detected);
    Source::new(name, index, detected, body).scanned_raw(innermost.as_raw).at(origin)
}
