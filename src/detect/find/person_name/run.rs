//! Runs of capitalised words in text: where names stand.

use std::ops::Range;

use super::ends::{begins_other, begins_sentence, is_race_and_sex, is_small_capitals};
use super::letters::{Folded, letter_at};
use super::table::{NameTable, class};
use super::token::{Case, Token, bare_token_at};

/// Most words of a run that are looked at together. Longer runs are headings; they are read piece by piece.
const RUN_MAX: usize = 12;
/// Most particles in a row: `de los`, `van der`, and one to spare.
const PARTICLES_MAX: usize = 3;
/// Longest particle, in letters: `della`.
const PARTICLE_LEN_MAX: usize = 5;

/// Capitalised words, initials and the particles between them, one space apart.
#[derive(Default)]
pub(super) struct Run {
    tokens: [Token; RUN_MAX],
    len: usize,
    /// Where its first word begins, or the one that is no name.
    pub(super) start: usize,
    /// One past the last byte that was looked at.
    pub(super) end: usize,
    /// Whether a word follows that is capitalised too and cannot be a name: code, `iPhone`.
    pub(super) is_cut: bool,
}

impl Run {
    /// The run that starts with the word at `start`. It may be empty; then `end` is past that word.
    ///
    /// Words are looked up when the run has ended: nearly all runs of text are single words that open a sentence, and
    /// most capitals of logs and code stand in identifiers.
    pub(super) fn new(text: &[u8], start: usize, table: &NameTable) -> Self {
        let mut run = Self::default();
        run.read(text, start, table);
        run
    }

    /// Reads the run that starts with the word at `start` in place of the one before.
    pub(super) fn read(&mut self, text: &[u8], start: usize, table: &NameTable) {
        let run = self;
        (run.len, run.start, run.end, run.is_cut) = (0, start, start, false);
        let mut next = Some(start);
        while let Some(pos) = next {
            let Some(mut token) = bare_token_at(text, pos) else { break };
            run.end = run.end.max(token.end);
            if run.len > 0
                && (begins_other(text, &token)
                    || is_race_and_sex(text, &token)
                    || run.tokens().last().is_some_and(Token::is_initial) && begins_sentence(text, &token))
                || token.case == Case::Upper && is_small_capitals(text.get(token.start..token.end).unwrap_or_default())
            {
                break;
            }
            let is_inner_particle = run.len > 0 && token.case == Case::Lower;
            // `name=Ann+Moore`
            let is_joined = run.len > 0 && pos.checked_sub(1).and_then(|at| text.get(at)) == Some(&b'+');
            let start = run.tokens().first().map_or(token.start, |first| first.start);
            let is_in_code = || !is_joined && is_code_before(text, &token) || is_code_behind(text, &token, start);
            let is_name = is_inner_particle || is_name_like(text, &token, table) && !is_in_code();
            if !is_name || run.len == RUN_MAX {
                run.is_cut = run.len > 0;
                break;
            }
            let is_listed = || token.looked_up(text, table).entry.is_name();
            if run.len > 1 && is_next_key(text, run.tokens[0].start, token.end) && !is_listed() {
                break;
            }
            let is_possessive = cut_possessive(text, &mut token);
            run.tokens[run.len] = token;
            run.len += 1;
            next = if is_possessive { None } else { run.next_word(text, &token, table) };
        }
        while run.tokens().last().is_some_and(|token| token.case == Case::Lower) {
            run.len -= 1;
        }
    }

    /// Looks its words up.
    pub(super) fn look_up(&mut self, text: &[u8], table: &NameTable) {
        for token in self.tokens.get_mut(..self.len).unwrap_or_default() {
            *token = token.looked_up(text, table);
        }
    }

    /// Its words.
    pub(super) fn tokens(&self) -> &[Token] {
        self.tokens.get(..self.len).unwrap_or_default()
    }

    /// Whether `St.` at the end of a run begins a family name: behind a title or what is a given name before all else, and before no
    /// saint that places are called after. `Mary St. James`, `Mr. St. James`; not `Jackson St. is`, `Jack, St. Lucia`.
    fn is_saint_in_name(&self, text: &[u8], stop: usize, table: &NameTable) -> bool {
        let before = self.len.checked_sub(2).and_then(|at| self.tokens.get(at));
        let is_behind_given = before.is_some_and(|token| {
            let entry = token.looked_up(text, table).entry;
            entry.is(class::TITLE) || entry.given_ratio() > entry.surname_ratio()
        });
        let is_saint = |word: &[u8]| word == b"St" || word == b"Saint";
        let mut others = self.tokens().iter().rev().skip(1);
        let is_behind_saint =
            self.tokens().first().and_then(|first| text.get(..first.start)).is_some_and(|head| head.ends_with(b"St. "));
        let is_first = !is_behind_saint && !others.any(|token| text.get(token.start..token.end).is_some_and(is_saint));
        let saint = bare_token_at(text, stop + 2).and_then(|saint| text.get(saint.start..saint.end));
        is_behind_given && is_first && saint.is_some_and(|saint| !SAINTS_OF_PLACES.contains(&saint))
    }

    /// Where the family name starts behind a given name and a nickname: `Robert (Bob) Moore`, `Thomas "Tommy" Moore`.
    fn behind_nickname(&self, text: &[u8], token: &Token, table: &NameTable) -> Option<usize> {
        let close = match text.get(token.end..)? {
            [b' ', b'(', next, ..] if next.is_ascii_uppercase() => b')',
            [b' ', b'"', next, ..] if next.is_ascii_uppercase() => b'"',
            _ => return None,
        };
        let nickname = bare_token_at(text, token.end + 2)?;
        let behind = nickname.end + 2;
        let is_closed = text.get(nickname.end..behind) == Some(&[close, b' ']);
        let is_given = |token: Token| token.looked_up(text, table).entry.is_given();
        let is_name = is_closed && letter_at(text, behind)?.is_upper && is_given(*token) && is_given(nickname);
        is_name.then_some(behind)
    }

    /// Where the next word of the run starts: one space on, after a full stop only where the word is an abbreviation.
    fn next_word(&self, text: &[u8], token: &Token, table: &NameTable) -> Option<usize> {
        let mut pos = token.end;
        if let Some(next) = self.behind_nickname(text, token, table) {
            return Some(next);
        }
        if text.get(pos) == Some(&b'.') {
            let is_abbreviation = || {
                let word = text.get(token.start..token.end).unwrap_or_default();
                table.cue(&token.folded(text)).is(class::TITLE | class::SUFFIX)
                    && !is_manuscript(text, token.end, table)
                    || self.len == 1 && GIVEN_ABBREVIATED.contains(&word)
                    || word == b"St" && self.is_saint_in_name(text, token.end, table)
            };
            if !token.is_initial() && (text.get(pos + 1) != Some(&b' ') || !is_abbreviation()) {
                return None;
            }
            pos += 1;
            if token.is_initial() && letter_at(text, pos).is_some_and(|letter| letter.is_upper) {
                return Some(pos);
            }
        }
        let is_query = text.get(pos) == Some(&b'+') && is_query_value(text, self.tokens.first()?.start..pos);
        if text.get(pos) != Some(&b' ') && !is_query {
            return None;
        }
        pos += 1;
        (letter_at(text, pos)?.is_upper || is_article_at(text, pos) || leads_to_capital(text, pos, table))
            .then_some(pos)
    }
}

/// Saints that towns, islands and states are called after more often than persons.
const SAINTS_OF_PLACES: [&[u8]; 22] = [
    b"Louis",
    b"Lucia",
    b"Paul",
    b"Petersburg",
    b"Kitts",
    b"Helena",
    b"Helens",
    b"Croix",
    b"Vincent",
    b"Thomas",
    b"Augustine",
    b"Albans",
    b"Andrews",
    b"Moritz",
    b"Tropez",
    b"Gallen",
    b"Ives",
    b"Cloud",
    b"Charles",
    b"Joseph",
    b"Maarten",
    b"Lawrence",
];

/// Given names as they were abbreviated in letters and registers, a full stop behind them.
pub(super) const GIVEN_ABBREVIATED: [&[u8]; 16] = [
    b"Wm", b"Chas", b"Geo", b"Jas", b"Jos", b"Thos", b"Robt", b"Benj", b"Saml", b"Danl", b"Edw", b"Fredk", b"Jno",
    b"Richd", b"Alexr", b"Margt",
];

/// Whether `MS` ends at `end` as manuscripts are cited, and no title: `MS. Harl. 4506`, `MS. Box 12`.
pub(super) fn is_manuscript(text: &[u8], end: usize, table: &NameTable) -> bool {
    let is_capital = text.get(..end).is_some_and(|head| head.ends_with(b"MS"));
    if !is_capital || text.get(end..end + 2) != Some(b". ") {
        return false;
    }
    let next = bare_token_at(text, end + 2).filter(|next| next.case == Case::Title);
    next.is_some_and(|next| text.get(next.end) == Some(&b'.') || next.looked_up(text, table).entry.is(class::WORD))
}

/// Whether an Arabic article stands at `pos` that is drawn together with its name: `al-Zahrani`, `el-Sayed`.
pub(super) fn is_article_at(text: &[u8], pos: usize) -> bool {
    matches!(text.get(pos..), Some([b'a' | b'e', b'l', b'-', next, ..]) if next.is_ascii_uppercase())
}

/// Whether particles stand at `pos` and a capitalised word after them.
fn leads_to_capital(text: &[u8], mut pos: usize, table: &NameTable) -> bool {
    let start = pos;
    for _ in 0..PARTICLES_MAX {
        // Nearly every word after a capitalised one is too long, and need not be looked up.
        let reach = text.get(pos..text.len().min(pos + PARTICLE_LEN_MAX + 1)).unwrap_or_default();
        let Some(len) = reach.iter().position(|&byte| byte == b' ').filter(|&len| len > 0) else { return false };
        pos += len + 1;
        if letter_at(text, pos).is_some_and(|letter| letter.is_upper) {
            let particles = text.get(start..pos - 1).unwrap_or_default();
            return particles.split(|&byte| byte == b' ').all(|word| table.cue(&Folded::new(word)).is(class::PARTICLE));
        }
    }
    false
}

fn is_name_like(text: &[u8], token: &Token, table: &NameTable) -> bool {
    matches!(token.case, Case::Title | Case::Upper | Case::Initial) || table.cue(&token.folded(text)).is(class::SUFFIX)
}

/// Whether the byte before a word says that it belongs to a path, a host name, an identifier or an e-mail address.
pub(super) fn is_code_before(text: &[u8], token: &Token) -> bool {
    let before = token.start.checked_sub(1).and_then(|index| text.get(index));
    if before.is_some_and(|byte| matches!(byte, b'/' | b'\\' | b'@' | b'#' | b'$' | b'-' | b'%' | b'~' | b'+')) {
        return true;
    }
    before == Some(&b'.') && !is_after_initial(text, token.start)
}

/// The same for what stands behind it, in a run that begins at `start`.
pub(super) fn is_code_behind(text: &[u8], token: &Token, start: usize) -> bool {
    let after = text.get(token.end..).unwrap_or_default();
    match after {
        // `name=Ann+Moore`
        [b'+', b'A'..=b'Z', ..] => !is_query_value(text, start..token.end),
        [b'_', ..] => !is_before_blank_line(text, token.end),
        // `\"name\":\"Ann Moore\"`
        [b'\\', b'"', ..] => false,
        [b'@' | b'/' | b'\\' | b'=' | b'(' | b'[' | b'{' | b'#' | b'$' | b'%' | b'+', ..] => true,
        [b':', b':', ..] | [b'-', b'0'..=b'9' | b'-' | b'>', ..] => true,
        [b'.', next, ..] => !token.is_initial() && (next.is_ascii_alphanumeric() || matches!(next, b'_' | b'.' | b'/')),
        [next, ..] => next.is_ascii_digit(),
        [] => false,
    }
}

/// Whether a line to be written on ends at `at`: `Name: ___Ann Moore_____`. Two signs are one behind a colon alone.
pub(crate) fn is_behind_blank_line(text: &[u8], at: usize) -> bool {
    match text.get(..at) {
        Some([.., b'_', b'_', b'_']) => true,
        Some([before @ .., b'_', b'_'] | [before @ .., b':', b'_']) => {
            before.trim_ascii_end().ends_with(b":") || matches!(text.get(at.wrapping_sub(2)), Some(b':'))
        }
        _ => false,
    }
}

/// Whether a line to be written on begins at `at`.
pub(crate) fn is_before_blank_line(text: &[u8], at: usize) -> bool {
    // One sign is emphasis: `Name:_Ann Moore_`.
    matches!(
        text.get(at..),
        Some([b'_'] | [b'_', b'\n' | b'\r' | b' ', ..] | [b'_', b'_'] | [b'_', b'_', b'_' | b'\n' | b'\r' | b' ', ..])
    )
}

/// Whether a word is the next key of a struct that is printed without commas: `{Name:Ann Moore Email:a@b.org}`.
fn is_next_key(text: &[u8], start: usize, end: usize) -> bool {
    let is_value = start.checked_sub(1).and_then(|at| text.get(at)) == Some(&b':');
    is_value && matches!(text.get(end..), Some([b':', next, ..]) if !next.is_ascii_whitespace())
}

/// Whether words are the value of a field of a query or a form, so far: `?name=Ann`, `&customer=Ann`, where `+` stands for a blank.
fn is_query_value(text: &[u8], words: Range<usize>) -> bool {
    let before = text.get(..words.start).unwrap_or_default();
    let is_joined = !text.get(words).unwrap_or_default().contains(&b' ');
    is_joined && matches!(before, [.., b'a'..=b'z' | b'A'..=b'Z', b'='])
}

/// Whether the full stop before `start` follows an initial: `J.Smith`.
fn is_after_initial(text: &[u8], start: usize) -> bool {
    let initial = start.checked_sub(2).and_then(|index| text.get(index));
    let before = start.checked_sub(3).and_then(|index| text.get(index));
    initial.is_some_and(u8::is_ascii_uppercase) && before.is_none_or(|byte| !byte.is_ascii_alphanumeric())
}

/// Cuts `'s` from the end of a word. Returns whether there was one.
fn cut_possessive(text: &[u8], token: &mut Token) -> bool {
    let word = text.get(token.start..token.end).unwrap_or_default();
    let Some(rest) = word.strip_suffix(b"'s").or_else(|| word.strip_suffix("’s".as_bytes())) else {
        return false;
    };
    let end = token.start + rest.len();
    if let Some(shorter) = text.get(..end).and_then(|text| bare_token_at(text, token.start)) {
        *token = shorter;
    }
    true
}

/// What a byte may be for a capital letter: in ASCII; by the bytes that lead capitals with accents; or none.
const NONE: u8 = 0;
const CAPITAL: u8 = 1;
const LEAD: u8 = 2;
const CAPITALS: [u8; 256] = {
    let mut kinds = [NONE; 256];
    let mut byte = 0;
    while byte < 256 {
        kinds[byte] = match byte {
            0x41..=0x5A => CAPITAL,
            0xC3..=0xC9 | 0xE1 => LEAD,
            _ => NONE,
        };
        byte += 1;
    }
    kinds
};

/// The next place at or after `pos` where a word begins with a capital.
pub(super) fn next_capital(text: &[u8], mut pos: usize) -> Option<usize> {
    loop {
        pos = skip_small(text, pos);
        let rest = text.get(pos..)?;
        let at = pos + rest.iter().position(|&byte| CAPITALS[usize::from(byte)] != NONE)?;
        let is_ascii = text.get(at).is_some_and(u8::is_ascii);
        if (is_ascii || letter_at(text, at).is_some_and(|letter| letter.is_upper)) && !is_inside_word(text, at) {
            return Some(at);
        }
        pos = at + 1;
    }
}

/// Passes over eight bytes at a time that hold neither a capital nor a byte from 0x80.
///
/// Each byte of the sum of `byte + 0x3F` has its top bit from `A` on, and of `byte + 0x25` from `[` on: what has the first
/// and not the second is a capital. With all top bits of the text clear no sum carries into the next byte.
fn skip_small(text: &[u8], mut pos: usize) -> usize {
    const TOPS: u64 = 0x8080_8080_8080_8080;
    const FROM_A: u64 = 0x3F3F_3F3F_3F3F_3F3F;
    const FROM_BRACKET: u64 = 0x2525_2525_2525_2525;
    while let Some(chunk) = text.get(pos..).and_then(<[u8]>::first_chunk::<8>) {
        let bytes = u64::from_le_bytes(*chunk);
        let low = bytes & !TOPS;
        let capitals = (low + FROM_A) & !(low + FROM_BRACKET) & TOPS;
        if (capitals | bytes & TOPS) != 0 {
            break;
        }
        pos += 8;
    }
    pos
}

fn is_inside_word(text: &[u8], at: usize) -> bool {
    match at.checked_sub(1).and_then(|index| text.get(index)) {
        Some(b'_') => !is_behind_blank_line(text, at),
        Some(byte) if byte.is_ascii() => byte.is_ascii_alphanumeric(),
        Some(_) => (2..=3).any(|len| {
            at.checked_sub(len).and_then(|start| letter_at(text, start)).is_some_and(|letter| letter.len == len)
        }),
        None => false,
    }
}
