//! Members of archives as sources.
//!
//! An archive is read front to back. Small members, and all members of an archive that lies in a file as it is, are
//! gathered into batches and read side by side; what came of them is taken in their order, so that nothing depends on
//! how many work. Archives within archives are read one after another: so their members are taken in order too, no more
//! than one batch of results is held, and the budget is the same for any number of threads. Large members that can only
//! be reached by decoding are read as they come.

use std::fs::File;
use std::sync::{Mutex, PoisonError};

use foldhash::fast::FixedState;

use super::archive::{
    Archive, CheckSum, Content, Folder, Member, Members, Next, Packed, Packing, SevenZip, Sum, WRONG_SUM, member_name,
};
use super::chain::{CHUNK, Chain, Raw, Stop};
use super::feed::{Feed, Within};
use super::level::{Budget, Level, Rest};
use super::open;
use super::text::TextBuffers;
use super::window::AsRaw;
use super::{Account, SourceAccount};
use crate::error::{Reason, Severity};
use crate::span::{SourceName, Span};

/// Members up to this length in the archive are read into memory, to be dealt with side by side.
const SMALL_MEMBER_MAX: u64 = 256 * 1024;
/// A batch is as large as this in all, at least one member.
const BATCH_BYTES: u64 = 1 << 20;
/// Members of a batch.
const BATCH_MEMBERS: usize = 256;
/// Large members of a batch: each may take the memory of a stream.
const BATCH_LARGE_MEMBERS: usize = 16;

/// A member that waits to be read.
pub(super) struct Job<'a> {
    pub(super) name: SourceName,
    pub(super) place: Place<'a>,
    pub(super) packing: Packing,
    /// Bytes in the archive, as they should be.
    pub(super) len: u64,
    pub(super) as_raw: Option<AsRaw>,
    pub(super) check: Option<CheckSum>,
}

pub(super) enum Place<'a> {
    Memory(Vec<u8>, Option<Stop>),
    /// A range of the file: where it begins, and its length.
    File(&'a File, u64, u64),
}

/// What came of a member.
struct Outcome<T> {
    account: Account,
    sources: Vec<(SourceAccount, T)>,
}

/// Members gathered so far.
#[derive(Default)]
struct Batch<'a> {
    jobs: Vec<Job<'a>>,
    bytes: u64,
    large: usize,
}

/// An archive that is being unpacked.
pub(super) struct Unpacking<'a> {
    pub(super) feed: Feed<'a>,
    batch: Batch<'a>,
    /// The archive itself, for its own bytes.
    pub(super) own_name: SourceName,
    /// What its members' names begin with.
    base: SourceName,
    depth: usize,
    /// Whether its bytes are bytes of the level.
    pub(super) is_own: bool,
    /// Names that were met, by their hashes: a second member of a name is told apart.
    names: std::collections::HashSet<u64, FixedState>,
    members: u64,
}

impl<T: Send> Level<'_, T> {
    /// Reads an archive. Its bytes are those in `text` and all that follow in the chain.
    pub(super) fn archive<'a>(
        &mut self,
        archive: Archive,
        chain: Chain<'a>,
        text: TextBuffers,
        names: &[SourceName],
    ) -> Rest<'a> {
        let own_name = names.last().unwrap_or(&self.name).clone();
        let mut unpacking = Unpacking {
            is_own: chain.layers.is_empty(),
            // `a.tar.gz!b.csv`: the compression around an archive is no step of its own.
            base: self.name.clone(),
            depth: self.depth_within(names),
            feed: Feed::new(chain, text.text),
            batch: Batch::default(),
            own_name,
            names: std::collections::HashSet::default(),
            members: 0,
        };
        let before = self.account.source_bytes + self.account.lost_bytes;
        let buffers = TextBuffers { text: Vec::new(), bytes: text.bytes };
        let raw_rest = match archive {
            Archive::Front(open) => {
                let mut members = open(&unpacking.feed);
                self.front(&mut unpacking, members.as_mut())
            }
            Archive::SevenZip => self.seven_zip(&mut unpacking),
            Archive::GitPack => self.git_pack(&mut unpacking),
        };
        self.flush(&mut unpacking);
        let (at, is_own, stop) = (unpacking.feed.at, unpacking.is_own, unpacking.feed.stop);
        let (chain, bytes) = unpacking.feed.into_rest();
        let failure =
            if self.shared.crew.is_cancelled() { Some(Reason::Interrupted) } else { stop.map(|stop| stop.reason) };
        let mut rest = Rest { chain: Some(chain), buffers, end: at, failure, surplus: Vec::new() };
        if is_own {
            let others = self.account.source_bytes + self.account.lost_bytes - before;
            self.account.container_bytes += at.saturating_sub(others);
        }
        if let Some(stop) = stop {
            self.tell_of(&unpacking.own_name, Severity::Error, stop.reason, Some(at), stop.message.to_owned());
        } else if rest.failure.is_none() {
            let reason = raw_rest.unwrap_or(Reason::CorruptStream);
            let as_raw = Some(AsRaw { reason, format: "the archive" });
            rest = self.remainder(unpacking.own_name, as_raw, bytes, at, rest, is_own);
        }
        rest
    }

    /// Reads an archive front to back. Gives why its rest is to be scanned as it stands, if so.
    fn front(&mut self, unpacking: &mut Unpacking<'_>, members: &mut dyn Members) -> Option<Reason> {
        while !self.shared.crew.is_cancelled() {
            match unpacking.feed.read(|input| members.next(input)) {
                Ok(Next::End) => {
                    // NULs fill a block of a tape.
                    unpacking.feed.read(|input| input.skip_padding());
                    return None;
                }
                Ok(Next::Gap(len)) => {
                    self.gap(unpacking, len, Some(AsRaw { reason: Reason::CorruptStream, format: "the archive" }));
                }
                Ok(Next::Before(len)) => self.gap(unpacking, len, None),
                Ok(Next::Note(name, reason, message)) => {
                    let name = unpacking.base.member(member_name(&name, unpacking.members));
                    self.tell_of(&name, Severity::Warning, reason, None, message.to_owned());
                    self.lose(name, Span { start: 0, end: 0 }, reason, false);
                }
                Ok(Next::Member(member)) => {
                    if self.account.members >= self.budget.members_left {
                        let message = "the containers of the file have more members than the limit";
                        self.tell_of(
                            &unpacking.own_name.clone(),
                            Severity::Error,
                            Reason::LimitReached,
                            None,
                            message.to_owned(),
                        );
                        return Some(Reason::LimitReached);
                    }
                    self.account.members += 1;
                    let name = unpacking.name(&member.name);
                    self.next_member(unpacking, member, name);
                }
                Err(broken) => {
                    let at = unpacking.feed.at;
                    if at > 0 {
                        let message = broken.message.to_owned();
                        self.tell_of(&unpacking.own_name.clone(), Severity::Warning, broken.reason, Some(at), message);
                    }
                    return Some(broken.reason);
                }
            }
        }
        None
    }

    fn next_member<'a>(&mut self, unpacking: &mut Unpacking<'a>, member: Member, name: SourceName) {
        let check = member.check;
        let (packing, as_raw) = match member.content {
            Content::Packed(packing) => (packing, None),
            Content::Unsupported(format) => {
                (Packing::Stored, Some(AsRaw { reason: Reason::UnsupportedFormat, format }))
            }
            Content::Encrypted => {
                self.flush(unpacking);
                self.leave(unpacking, name, member.len.unwrap_or(0));
                return;
            }
        };
        let Some(len) = member.len else {
            self.flush(unpacking);
            self.large(unpacking, name, (&packing, check), None, as_raw);
            return;
        };
        if len <= SMALL_MEMBER_MAX {
            let bytes = unpacking.feed.take(usize::try_from(len).unwrap_or(0));
            let is_cut = (bytes.len() as u64) < len;
            let stop = is_cut.then(|| unpacking.feed.stop.unwrap_or(super::archive::CUT));
            let len = bytes.len() as u64;
            self.add(unpacking, Job { name, place: Place::Memory(bytes, stop), packing, len, as_raw, check });
        } else if let Some((file, at)) = unpacking.feed.range(len) {
            unpacking.feed.skip(len);
            self.add(unpacking, Job { name, place: Place::File(file, at, len), packing, len, as_raw, check });
        } else {
            self.flush(unpacking);
            self.large(unpacking, name, (&packing, check), Some(len), as_raw);
        }
    }

    /// Adds a member to the batch, and has the batch read when it is full.
    pub(super) fn add<'a>(&mut self, unpacking: &mut Unpacking<'a>, job: Job<'a>) {
        unpacking.batch.add(job);
        if unpacking.batch.is_full() {
            self.flush(unpacking);
        }
    }

    /// An encrypted member: its name is all there is to see.
    fn leave(&mut self, unpacking: &mut Unpacking<'_>, name: SourceName, len: u64) {
        let before = unpacking.feed.at;
        unpacking.feed.skip(len);
        let len = unpacking.feed.at - before;
        self.tell_of(
            &name,
            Severity::Error,
            Reason::Encrypted,
            None,
            "the member is encrypted, and was left".to_owned(),
        );
        self.lose(name, Span { start: 0, end: len }, Reason::Encrypted, unpacking.is_own);
    }

    /// A member that is read as it comes.
    fn large(
        &mut self,
        unpacking: &mut Unpacking<'_>,
        name: SourceName,
        (packing, check): (&Packing, Option<CheckSum>),
        len: Option<u64>,
        as_raw: Option<AsRaw>,
    ) {
        let mut sum = Sum::default();
        let is_summed = matches!(packing, Packing::Stored) && check.is_some() && as_raw.is_none();
        let before = unpacking.feed.at;
        let budget = self.member_budget(len);
        let shared = self.shared;
        let mut level = Level::new(shared, name, unpacking.depth, budget, &mut *self.take);
        level.is_open_ended = len.is_none();
        let summed = is_summed.then_some(&mut sum);
        let raw = Raw::Within(Box::new(Within { feed: &mut unpacking.feed, left: len, sum: summed }));
        let surplus = shared.with_buffers(|buffers| match as_raw {
            Some(as_raw) => level.as_it_stands(raw, as_raw, len, buffers),
            None => level.member(raw, (packing, check), len, buffers),
        });
        if is_summed && check.zip(len).is_some_and(|(check, len)| sum.is_wrong(check, len)) {
            level.damaged(&level.name.clone(), len.unwrap_or(0), WRONG_SUM);
        }
        let mut account = level.account;
        unpacking.feed.give_back(&surplus);
        if let Some(len) = len {
            let left = (before + len).saturating_sub(unpacking.feed.at);
            if !unpacking.feed.skip(left) {
                account.clip(unpacking.feed.at - before);
            }
        }
        self.absorb(account, unpacking.is_own);
    }

    /// Bytes between members, or before them, that are no structure.
    fn gap(&mut self, unpacking: &mut Unpacking<'_>, len: u64, as_raw: Option<AsRaw>) {
        self.flush(unpacking);
        let (name, origin, is_own) = (unpacking.own_name.clone(), unpacking.feed.at, unpacking.is_own);
        let bytes = unpacking.feed.read(|input| input.peek(1).first().copied());
        if bytes == Some(0) && unpacking.feed.is_zero(len) {
            unpacking.feed.skip(len);
            return;
        }
        let end = origin + len;
        let raw = Raw::Within(Box::new(Within { feed: &mut unpacking.feed, left: Some(len), sum: None }));
        let chain = Chain::new(raw, self.limits());
        let rest = Rest {
            chain: Some(chain),
            buffers: TextBuffers::default(),
            end: origin,
            failure: None,
            surplus: Vec::new(),
        };
        let rest = self.remainder(name, as_raw, Vec::new(), origin, rest, is_own);
        let end_seen = rest.end;
        drop(rest);
        unpacking.feed.skip(end.saturating_sub(unpacking.feed.at));
        if is_own && end_seen < unpacking.feed.at {
            let span = Span { start: end_seen, end: unpacking.feed.at };
            self.lose(unpacking.own_name.clone(), span, Reason::Interrupted, true);
        }
    }

    /// Makes an archive readable at any place: one that is not a file as it is, is held in memory. False where it is too
    /// long for that.
    pub(super) fn hold_whole(&mut self, unpacking: &mut Unpacking<'_>) -> bool {
        let whole_max = self.limits().whole_member_bytes_max;
        if unpacking.feed.len().is_some() || unpacking.feed.read_whole(whole_max) {
            return true;
        }
        let message = "longer than what is held in memory of such an archive: the bytes were scanned as they stand";
        let name = unpacking.own_name.clone();
        self.tell_of(&name, Severity::Warning, Reason::LimitReached, None, message.to_owned());
        false
    }

    /// A 7z archive, by its directory.
    fn seven_zip(&mut self, unpacking: &mut Unpacking<'_>) -> Option<Reason> {
        if !self.hold_whole(unpacking) {
            return Some(Reason::LimitReached);
        }
        let directory = match SevenZip::read(&unpacking.feed) {
            Ok(directory) => directory,
            Err(Reason::Encrypted) => {
                // Not even the names can be seen.
                unpacking.feed.skip_all();
                let (name, span) = (unpacking.own_name.clone(), Span { start: 0, end: unpacking.feed.at });
                let message = "the archive and its directory are encrypted, and were left".to_owned();
                self.tell_of(&name, Severity::Error, Reason::Encrypted, None, message);
                self.lose(name, span, Reason::Encrypted, unpacking.is_own);
                return None;
            }
            Err(reason) => return Some(reason),
        };
        for folder in directory.folders {
            if self.shared.crew.is_cancelled() {
                break;
            }
            if self.account.members >= self.budget.members_left {
                return Some(Reason::LimitReached);
            }
            // What lies between folders is no structure that we know, but there is nothing to be seen in it either.
            let before = folder.at.saturating_sub(unpacking.feed.at);
            if folder.at < unpacking.feed.at || !unpacking.feed.skip(before) {
                continue;
            }
            self.folder(unpacking, folder);
        }
        self.flush(unpacking);
        // The directory itself ends the archive.
        unpacking.feed.skip_all();
        None
    }

    /// Members of a 7z archive that are packed together.
    fn folder(&mut self, unpacking: &mut Unpacking<'_>, folder: Folder) {
        let count = folder.members.len() as u64;
        match folder.content {
            Content::Packed(packing) if count != 1 => {
                self.account.members += count;
                self.flush(unpacking);
                self.solid(unpacking, &folder.members, &packing, folder.len);
            }
            content => {
                self.account.members += count.max(1);
                let first = folder.members.first().map_or("", |member| member.name.as_str());
                let shown = if count > 1 { format!("{first} (and {} more)", count - 1) } else { first.to_owned() };
                let name = unpacking.name(shown.as_bytes());
                let check = folder.members.first().and_then(|member| member.check).filter(|_| count == 1);
                let member = Member { name: Vec::new(), len: Some(folder.len), content, check };
                self.next_member(unpacking, member, name);
            }
        }
    }

    /// A folder of many members: one stream, in which they lie one after another.
    fn solid(&mut self, unpacking: &mut Unpacking<'_>, members: &[Packed], packing: &Packing, len: u64) {
        let before = unpacking.feed.at;
        let budget = self.member_budget(Some(len));
        let base = unpacking.base.clone();
        let mut names = std::mem::take(&mut unpacking.names);
        let shared = self.shared;
        let mut level = Level::new(shared, unpacking.own_name.clone(), unpacking.depth, budget, &mut *self.take);
        let raw = Raw::Within(Box::new(Within { feed: &mut unpacking.feed, left: Some(len), sum: None }));
        let mut chain = Chain::of_member(raw, level.limits(), budget.decoded_left);
        if let Some(decoder) = packing.decoder() {
            chain.decode(&super::archive::PACKED, decoder, Vec::new());
        }
        let mut inner = Unpacking {
            is_own: chain.layers.is_empty(),
            feed: Feed::new(chain, Vec::new()),
            batch: Batch::default(),
            own_name: base.clone(),
            base,
            depth: unpacking.depth,
            names: std::mem::take(&mut names),
            members: unpacking.members,
        };
        for member in members {
            if shared.crew.is_cancelled() {
                break;
            }
            let name = inner.name(member.name.as_bytes());
            let content = Content::Packed(Packing::Stored);
            let (len, check) = (Some(member.len), member.check);
            level.next_member(&mut inner, Member { name: Vec::new(), len, content, check }, name);
            if inner.feed.stop.is_some() {
                break;
            }
        }
        level.flush(&mut inner);
        let stop = inner.feed.stop;
        let (consumed, decoded) = (inner.feed.chain.consumed(), inner.feed.chain.decoded());
        let (names, members) = (std::mem::take(&mut inner.names), inner.members);
        drop(inner);
        (unpacking.names, unpacking.members) = (names, members);
        let mut account = level.account;
        account.decoded += decoded;
        account.container_bytes = consumed;
        self.absorb(account, false);
        unpacking.feed.skip((before + len).saturating_sub(unpacking.feed.at));
        if let Some(stop) = stop {
            let name = unpacking.own_name.clone();
            self.tell_of(&name, Severity::Error, stop.reason, Some(before + consumed), stop.message.to_owned());
            let span = Span { start: before + consumed, end: unpacking.feed.at };
            self.lose(name, span, stop.reason, unpacking.is_own);
        }
    }

    /// What a member may decode: what is left for the file, and no more than the ratio allows.
    fn member_budget(&self, len: Option<u64>) -> Budget {
        let limits = self.limits();
        let by_ratio = len.map_or(u64::MAX, |len| len.saturating_mul(limits.ratio_max).max(limits.ratio_grace_bytes));
        Budget {
            decoded_left: self.budget.decoded_left.saturating_sub(self.account.decoded).min(by_ratio),
            members_left: self.budget.members_left.saturating_sub(self.account.members),
        }
    }

    /// Reads the members of the batch, side by side, and takes what came of them in their order.
    pub(super) fn flush(&mut self, unpacking: &mut Unpacking<'_>) {
        let batch = std::mem::take(&mut unpacking.batch);
        if batch.jobs.is_empty() {
            return;
        }
        let budgets: Vec<Budget> = batch.jobs.iter().map(|job| self.member_budget(Some(job.len))).collect();
        let outcomes: Vec<Mutex<Option<Outcome<T>>>> = batch.jobs.iter().map(|_| Mutex::new(None)).collect();
        let shared = self.shared;
        let depth = unpacking.depth;
        let work = |index: usize| {
            let (Some(job), Some(&budget), Some(slot)) =
                (batch.jobs.get(index), budgets.get(index), outcomes.get(index))
            else {
                return;
            };
            let mut sources = Vec::new();
            let mut take = |account, outcome| sources.push((account, outcome));
            let mut level = Level::new(shared, job.name.clone(), depth, budget, &mut take);
            level.defers_archives = true;
            level.job(job);
            let account = level.account;
            *slot.lock().unwrap_or_else(PoisonError::into_inner) = Some(Outcome { account, sources });
        };
        shared.crew.each(batch.jobs.len(), &work);
        for (job, slot) in batch.jobs.iter().zip(outcomes) {
            let outcome = slot.into_inner().unwrap_or_else(PoisonError::into_inner);
            match outcome {
                Some(outcome) if !outcome.account.is_deferred => {
                    for (account, outcome) in outcome.sources {
                        (self.take)(account, outcome);
                    }
                    self.absorb(outcome.account, unpacking.is_own);
                }
                Some(_) => {
                    let budget = self.member_budget(Some(job.len));
                    let mut level = Level::new(shared, job.name.clone(), depth, budget, &mut *self.take);
                    level.job(job);
                    let account = level.account;
                    self.absorb(account, unpacking.is_own);
                }
                // Its worker failed: nothing is known of it.
                None => {
                    self.lose(
                        job.name.clone(),
                        Span { start: 0, end: job.len },
                        Reason::InternalError,
                        unpacking.is_own,
                    );
                }
            }
        }
    }

    fn job(&mut self, job: &Job<'_>) {
        let shared = self.shared;
        let raw = match &job.place {
            Place::Memory(bytes, stop) => Raw::Memory { bytes, stop: *stop },
            &Place::File(file, at, left) => Raw::Range { file, origin: at, at, left },
        };
        shared.with_buffers(|buffers| match job.as_raw {
            Some(as_raw) => self.as_it_stands(raw, as_raw, Some(job.len), buffers),
            None => self.member(raw, (&job.packing, job.check), Some(job.len), buffers),
        });
        let is_stored = matches!(job.packing, Packing::Stored) && job.as_raw.is_none() && !self.account.is_deferred;
        if let Some(check) = job.check.filter(|_| is_stored)
            && job.place.sum().is_wrong(check, job.len)
        {
            self.damaged(&self.name.clone(), job.len, WRONG_SUM);
        }
    }

    /// Adds what came of a member. Its lost bytes are lost to this level where its bytes are this level's.
    fn absorb(&mut self, account: Account, is_own: bool) {
        self.account.decoded += account.decoded;
        self.account.members += account.members;
        for mut lost in account.not_examined {
            lost.is_of_file &= is_own;
            self.account.not_examined.push(lost);
        }
        self.account.lost_bytes += if is_own { account.lost_bytes } else { 0 };
        self.account.add_diagnostics(account.diagnostics);
    }
}

impl Account {
    /// The member turned out to end at `len`: what would lie behind is not lost, for it is not there.
    fn clip(&mut self, len: u64) {
        for lost in self.not_examined.iter_mut().filter(|lost| lost.is_of_file && lost.span.end > len) {
            let before = lost.span.len();
            lost.span.end = len.max(lost.span.start);
            self.lost_bytes -= before - lost.span.len();
        }
    }
}

impl Place<'_> {
    /// The sum of bytes that are stored as they are. They were read just now, and are at hand.
    fn sum(&self) -> Sum {
        let mut sum = Sum::default();
        match *self {
            Self::Memory(ref bytes, _) => sum.add(bytes),
            Self::File(file, from, len) => {
                let end = from + len;
                let mut at = from;
                while at < end {
                    let step = usize::try_from(end - at).unwrap_or(CHUNK).min(CHUNK);
                    let bytes = open::bytes_at(file, at, step);
                    if bytes.is_empty() {
                        break;
                    }
                    sum.add(&bytes);
                    at += bytes.len() as u64;
                }
            }
        }
        sum
    }
}

impl<'a> Batch<'a> {
    fn add(&mut self, job: Job<'a>) {
        match &job.place {
            Place::Memory(bytes, _) => self.bytes += bytes.len() as u64,
            Place::File(..) => self.large += 1,
        }
        self.jobs.push(job);
    }

    fn is_full(&self) -> bool {
        self.jobs.len() >= BATCH_MEMBERS || self.bytes >= BATCH_BYTES || self.large >= BATCH_LARGE_MEMBERS
    }
}

impl Unpacking<'_> {
    /// The name of the next member.
    pub(super) fn name(&mut self, name: &[u8]) -> SourceName {
        use std::hash::BuildHasher as _;
        let index = self.members;
        self.members += 1;
        let shown = member_name(name, index);
        let is_new = self.names.insert(FixedState::default().hash_one(&shown));
        self.base.member(if is_new { shown } else { format!("{shown}#{}", index + 1) })
    }
}
