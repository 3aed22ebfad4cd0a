//! Packs (gitformat-pack): `PACK`, version, count, then objects, and a check sum.
//!
//! ```text
//! object   kind(3 bits) and length in groups of 7 bits, [offset back to its base, or its base's identifier], zlib stream
//! ```
//!
//! Objects are met in their order. One that is a difference is put together from its base, which lies somewhere before
//! it; those that were met last are kept for that. What is held in memory is bounded, and so is the work: all that is
//! inflated and put together counts, also what is done again.

use std::collections::{HashMap, VecDeque};
use std::sync::Arc;

use flate2::{Decompress, FlushDecompress, Status};
use foldhash::fast::FixedState;

use super::super::compress::Broken;
use super::super::feed::Feed;
use super::{Hash, Id, Kind, delta};
use crate::error::Reason;

/// Objects up to this length are read in memory; as long may be what takes part in a difference.
const WHOLE_LEN_MAX: u64 = 16 << 20;
/// Bytes of objects that are kept as bases.
const KEPT_BYTES: usize = 32 << 20;
/// Differences between an object and its base's base's base; git makes 4095 at most.
const CHAIN_MAX: usize = 4096;
/// Bytes of all differences of such a chain.
const CHAIN_BYTES: u64 = 32 << 20;
/// Objects whose identifiers are kept, for those that name their base so.
const IDS_MAX: usize = 1_000_000;
/// Rounds through the differences that wait for their bases: chains of those alone are short.
const ROUNDS_MAX: usize = 50;
const READ_LEN: usize = 64 * 1024;
/// Kind, length and base of an object take no more.
const HEADER_LEN: usize = 48;

const DAMAGED: Broken = Broken::corrupt("the pack is damaged or cut short");
const TOO_MUCH: Broken =
    Broken { reason: Reason::LimitReached, message: "the objects of the pack decode to more bytes than the limit" };

/// Where the pack begins, in a pack or a bundle.
pub(super) fn begins(head: &[u8]) -> Option<usize> {
    let is_bundle = head.starts_with(b"# v2 git bundle\n") || head.starts_with(b"# v3 git bundle\n");
    let at = if is_bundle { memchr::memmem::find(head, b"\n\nPACK")? + 2 } else { 0 };
    matches!(head.get(at..)?, [b'P', b'A', b'C', b'K', 0, 0, 0, 2 | 3, ..]).then_some(at)
}

/// A pack that is being read.
pub(super) struct Pack {
    pub(super) hash: Hash,
    /// Offset of the next object.
    pub(super) at: u64,
    /// Objects that should still come.
    left: u32,
    /// Differences whose base was not met yet: a pack that was fetched has such bases at its end.
    waiting: VecDeque<u64>,
    /// How often one of them is looked at again.
    tries_left: usize,
    /// Why no further object can be met.
    broken: Option<Broken>,
    /// Bytes that were inflated or put together.
    pub(super) work: u64,
    /// How many they may be.
    work_max: u64,
    /// A run of the archive, and its offset.
    buf: Vec<u8>,
    buf_at: u64,
    inflate: Decompress,
    piece: Vec<u8>,
    kept: Kept,
    ids: HashMap<Id, u64, FixedState>,
}

/// What comes next in a pack.
pub(super) enum Object {
    /// An object.
    Whole(Kind, Id, Arc<Vec<u8>>),
    /// A long one, by the range where its zlib stream lies.
    Packed(Id, u64, u64),
    /// A difference to what is not here, or too long to be put together: where it lies, itself, where it is short enough,
    /// and why.
    Difference(u64, Option<Vec<u8>>, Reason),
    /// A difference that is looked at again when its base was met.
    Later,
}

struct Header {
    form: Form,
    size: u64,
    /// Where the zlib stream begins.
    body_at: u64,
}

enum Form {
    Plain(Kind),
    /// To the object at an offset; `None` where it is not here.
    Difference(Option<u64>),
}

impl Pack {
    /// A pack of this name that may do so much work; `None` where there is none.
    pub(super) fn new(feed: &Feed<'_>, name: &str, work_max: u64) -> Option<Self> {
        let head = feed.read_at(0, super::super::HEAD_LEN);
        let begin = begins(&head)?;
        let (&count, _) = head.get(begin + 8..)?.split_first_chunk::<4>()?;
        Some(Self {
            hash: Hash::of_pack(name, head.get(..begin).unwrap_or_default()),
            at: begin as u64 + 12,
            left: u32::from_be_bytes(count),
            waiting: VecDeque::new(),
            tries_left: 0,
            broken: None,
            work: 0,
            work_max,
            buf: Vec::new(),
            buf_at: 0,
            inflate: Decompress::new(true),
            piece: vec![0; READ_LEN],
            kept: Kept::default(),
            ids: HashMap::default(),
        })
    }

    /// The next object; `None` behind the last.
    pub(super) fn next(&mut self, feed: &Feed<'_>) -> Option<Result<Object, Broken>> {
        if self.left == 0 {
            return self.next_waiting(feed).or_else(|| self.broken.take().map(Err));
        }
        self.left -= 1;
        let at = self.at;
        let object = match self.object(feed, at) {
            Ok((object, end)) => {
                self.at = end;
                object
            }
            Err(broken) => {
                (self.left, self.broken) = (0, Some(broken));
                Object::Later
            }
        };
        let is_early = matches!(object, Object::Difference(.., Reason::NotUnderstood)) && self.waiting.len() < IDS_MAX;
        if is_early {
            self.waiting.push_back(at);
        }
        if self.left == 0 {
            self.tries_left = self.waiting.len().saturating_mul(ROUNDS_MAX);
        }
        Some(Ok(if is_early { Object::Later } else { object }))
    }

    fn next_waiting(&mut self, feed: &Feed<'_>) -> Option<Result<Object, Broken>> {
        let at = self.waiting.pop_front()?;
        self.tries_left = self.tries_left.saturating_sub(1);
        Some(self.object(feed, at).map(|(object, _)| {
            if self.tries_left > 0 && matches!(object, Object::Difference(.., Reason::NotUnderstood)) {
                self.waiting.push_back(at);
                return Object::Later;
            }
            object
        }))
    }

    /// The object at `begin`, and where it ends.
    fn object(&mut self, feed: &Feed<'_>, begin: u64) -> Result<(Object, u64), Broken> {
        let header = self.header(feed, begin)?;
        let is_long = header.size > WHOLE_LEN_MAX;
        let (mut body, mut hash) = (Vec::new(), self.hash.start());
        if let Form::Plain(kind) = header.form {
            hash.update(format!("{} {}\0", kind.name(), header.size));
        }
        let is_plain = matches!(header.form, Form::Plain(_));
        let end = self.inflate(feed, &header, |piece| {
            if is_plain {
                hash.update(piece);
            }
            if !is_long {
                body.extend_from_slice(piece);
            }
        })?;
        let (kind, bytes) = match header.form {
            Form::Plain(_) if is_long => {
                let id = hash.finish();
                return Ok((Object::Packed(id, header.body_at, end - header.body_at), end));
            }
            Form::Plain(kind) => (kind, Arc::new(body)),
            Form::Difference(_) if is_long => {
                return Ok((Object::Difference(begin, None, Reason::LimitReached), end));
            }
            Form::Difference(base) => match self.put_together(feed, base, body)? {
                Ok((kind, bytes)) => {
                    hash.update(format!("{} {}\0", kind.name(), bytes.len()));
                    hash.update(&*bytes);
                    (kind, bytes)
                }
                Err((body, reason)) => return Ok((Object::Difference(begin, Some(body), reason), end)),
            },
        };
        let id = hash.finish();
        if self.ids.len() < IDS_MAX {
            self.ids.insert(id, begin);
        }
        self.kept.add(begin, kind, &bytes);
        Ok((Object::Whole(kind, id, bytes), end))
    }

    /// The object that `body` is a difference to the one at `base` of; `body` itself where that cannot be made.
    #[expect(clippy::type_complexity, reason = "two ways to fail: the pack, and this object alone")]
    fn put_together(
        &mut self,
        feed: &Feed<'_>,
        base: Option<u64>,
        body: Vec<u8>,
    ) -> Result<Result<(Kind, Arc<Vec<u8>>), (Vec<u8>, Reason)>, Broken> {
        let mut chain = vec![body];
        let mut chain_bytes = 0;
        let mut base = base;
        let mut whole = loop {
            let failed = |mut chain: Vec<Vec<u8>>, reason| Ok(Err((chain.swap_remove(0), reason)));
            let Some(at) = base else { return failed(chain, Reason::NotUnderstood) };
            if let Some(kept) = self.kept.get(at) {
                break kept;
            }
            // A damaged base is damage of this object alone: the base itself was met, and said to be so.
            let Ok(header) = self.header(feed, at) else { return failed(chain, Reason::CorruptStream) };
            chain_bytes = header.size.saturating_add(chain_bytes);
            if header.size > WHOLE_LEN_MAX || chain_bytes > CHAIN_BYTES || chain.len() > CHAIN_MAX {
                return failed(chain, Reason::LimitReached);
            }
            let mut bytes = Vec::new();
            match self.inflate(feed, &header, |piece| bytes.extend_from_slice(piece)) {
                Err(broken) if broken.reason == Reason::LimitReached => return Err(broken),
                Err(_) => return failed(chain, Reason::CorruptStream),
                Ok(_) => {}
            }
            match header.form {
                Form::Plain(kind) => break (kind, Arc::new(bytes)),
                Form::Difference(further) => {
                    chain.push(bytes);
                    base = further;
                }
            }
        };
        while let Some(delta) = chain.pop() {
            let len_max = usize::try_from(WHOLE_LEN_MAX).unwrap_or(usize::MAX);
            let Some(bytes) = delta::apply(&whole.1, &delta, len_max) else {
                let first = if chain.is_empty() { delta } else { chain.swap_remove(0) };
                return Ok(Err((first, Reason::CorruptStream)));
            };
            self.work += bytes.len() as u64;
            if self.work > self.work_max {
                return Err(TOO_MUCH);
            }
            whole = (whole.0, Arc::new(bytes));
        }
        Ok(Ok(whole))
    }

    fn header(&mut self, feed: &Feed<'_>, at: u64) -> Result<Header, Broken> {
        let hash = self.hash;
        let bytes = self.bytes(feed, at, HEADER_LEN);
        let (kind, size, base, len) = parse(bytes, at, hash).ok_or(DAMAGED)?;
        let form = match kind {
            1 => Form::Plain(Kind::Commit),
            2 => Form::Plain(Kind::Tree),
            3 => Form::Plain(Kind::Blob),
            4 => Form::Plain(Kind::Tag),
            _ => Form::Difference(match base {
                Base::At(base) => Some(base),
                // A base by its identifier may lie anywhere: only those that were met are known, so that no two objects
                // can be each other's base.
                Base::Of(id) => self.ids.get(&id).copied(),
            }),
        };
        Ok(Header { form, size, body_at: at + len as u64 })
    }

    /// Inflates a zlib stream, piece by piece, and gives where it ends. It must give as many bytes as were stated.
    fn inflate(&mut self, feed: &Feed<'_>, header: &Header, mut take: impl FnMut(&[u8])) -> Result<u64, Broken> {
        self.inflate.reset(true);
        let (mut at, mut len) = (header.body_at, 0);
        loop {
            self.bytes(feed, at, 1);
            let skip = usize::try_from(at - self.buf_at).unwrap_or(usize::MAX);
            let at_hand = self.buf.get(skip..).unwrap_or_default();
            let (read, written) = (self.inflate.total_in(), self.inflate.total_out());
            let status = self.inflate.decompress(at_hand, &mut self.piece, FlushDecompress::None);
            let (read, written) = (self.inflate.total_in() - read, self.inflate.total_out() - written);
            at += read;
            len += written;
            self.work += written;
            if self.work > self.work_max {
                return Err(TOO_MUCH);
            }
            take(self.piece.get(..usize::try_from(written).unwrap_or(0)).unwrap_or_default());
            match status {
                Ok(Status::StreamEnd) if len == header.size => return Ok(at),
                Ok(Status::Ok | Status::BufError) if len <= header.size && (read > 0 || written > 0) => {}
                _ => return Err(DAMAGED),
            }
        }
    }

    /// The bytes from `at` on, `len` of them at least unless the archive ends before.
    fn bytes(&mut self, feed: &Feed<'_>, at: u64, len: usize) -> &[u8] {
        let skip = at.checked_sub(self.buf_at).and_then(|skip| usize::try_from(skip).ok());
        let is_at_hand = skip.and_then(|skip| self.buf.get(skip..)).is_some_and(|rest| rest.len() >= len);
        if !is_at_hand {
            self.buf = feed.read_at(at, READ_LEN);
            self.buf_at = at;
        }
        let skip = usize::try_from(at - self.buf_at).unwrap_or(usize::MAX);
        self.buf.get(skip..).unwrap_or_default()
    }
}

enum Base {
    At(u64),
    Of(Id),
}

/// Kind, length, base, and how many bytes they take.
fn parse(bytes: &[u8], at: u64, hash: Hash) -> Option<(u8, u64, Base, usize)> {
    let mut rest = bytes;
    let mut next = || {
        let (&byte, after) = rest.split_first()?;
        rest = after;
        Some(byte)
    };
    let mut byte = next()?;
    let kind = byte >> 4 & 7;
    let (mut size, mut shift) = (u64::from(byte & 0xF), 4);
    while byte & 0x80 != 0 {
        byte = next()?;
        size |= u64::from(byte & 0x7F).checked_shl(shift).filter(|_| shift < 57)?;
        shift += 7;
    }
    let base = match kind {
        1..=4 => Base::At(at),
        6 => {
            byte = next()?;
            let mut back = u64::from(byte & 0x7F);
            while byte & 0x80 != 0 {
                byte = next()?;
                back = back.checked_add(1)?.checked_mul(128)? | u64::from(byte & 0x7F);
            }
            Base::At(at.checked_sub(back).filter(|_| back > 0)?)
        }
        7 => {
            let (id, after) = hash.split(rest)?;
            rest = after;
            Base::Of(id)
        }
        _ => return None,
    };
    Some((kind, size, base, bytes.len() - rest.len()))
}

/// Objects that were met last, by their offsets.
#[derive(Default)]
struct Kept {
    objects: HashMap<u64, (Kind, Arc<Vec<u8>>), FixedState>,
    order: VecDeque<u64>,
    bytes: usize,
}

impl Kept {
    fn get(&self, at: u64) -> Option<(Kind, Arc<Vec<u8>>)> {
        self.objects.get(&at).map(|(kind, bytes)| (*kind, Arc::clone(bytes)))
    }

    fn add(&mut self, at: u64, kind: Kind, bytes: &Arc<Vec<u8>>) {
        self.bytes += bytes.len();
        self.order.push_back(at);
        self.objects.insert(at, (kind, Arc::clone(bytes)));
        while self.bytes > KEPT_BYTES
            && let Some(oldest) = self.order.pop_front()
        {
            let dropped = self.objects.remove(&oldest);
            self.bytes -= dropped.map_or(0, |(_, bytes)| bytes.len());
        }
    }
}
