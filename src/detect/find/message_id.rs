//! Identifiers of messages, which look like addresses and are nobody's: `Message-ID: <20240514.2884@mail.example.com>`.

/// Names of the fields that hold them.
const FIELDS: [&str; 7] =
    ["message-id", "in-reply-to", "references", "content-id", "x-message-id", "resent-message-id", "message_id"];
/// How far before an identifier its field may begin: references are many.
const REACH: usize = 1024;

/// Whether what begins at `start` stands in brackets behind such a field's name, others of its sort between them or not.
#[must_use]
pub fn is_named(text: &[u8], start: usize) -> bool {
    let before = text.get(..start).unwrap_or_default();
    let Some(before) = before.strip_suffix(b"<") else {
        return is_of_event(before, text.get(start..).unwrap_or_default());
    };
    let window = before.get(before.len().saturating_sub(REACH)..).unwrap_or_default();
    let mut head = window;
    loop {
        head = head.trim_ascii_end();
        match head.last() {
            // Another identifier before this one.
            Some(b'>') => match memchr::memrchr(b'<', head) {
                Some(open) => head = head.get(..open).unwrap_or_default(),
                None => return false,
            },
            Some(b':' | b'=') => {
                head = head.get(..head.len() - 1).unwrap_or_default().trim_ascii_end();
                // People stand behind `References:` in other papers.
                let has_digit = || {
                    let local = text.get(start..).unwrap_or_default().iter().take_while(|byte| **byte != b'@');
                    local.take(REACH).any(u8::is_ascii_digit)
                };
                let field = FIELDS.iter().find(|field| ends_with_word(head, field.as_bytes()));
                return field.is_some_and(|field| *field != "references" || has_digit());
            }
            _ => return false,
        }
    }
}

/// Whether a line begins with `UID:` and an identifier behind it, as events of calendars have one (RFC 5545, section 3.8.4.7): it holds a
/// digit, and a day or fields of an event stand there.
/// The users of a directory stand behind `uid: `.
fn is_of_event(before: &[u8], rest: &[u8]) -> bool {
    const LOCAL_MAX: usize = 128;
    const DATE_LEN: usize = 8;
    const FIELDS: [&[u8]; 3] = [b"BEGIN:VEVENT", b"BEGIN:VTODO", b"DTSTAMP"];
    let head = before.strip_suffix(b"UID:");
    let is_field = head.is_some_and(|head| matches!(head.last(), None | Some(b'\n')));
    let local = rest.get(..LOCAL_MAX).unwrap_or(rest).split(|byte| *byte == b'@').next().unwrap_or_default();
    let has_date = || local.windows(DATE_LEN).any(|digits| digits.iter().all(u8::is_ascii_digit));
    let window = before.get(before.len().saturating_sub(REACH)..).unwrap_or_default();
    let is_of_calendar = || FIELDS.iter().any(|field| memchr::memmem::find(window, field).is_some());
    is_field && local.iter().any(u8::is_ascii_digit) && (has_date() || is_of_calendar())
}

fn ends_with_word(head: &[u8], word: &[u8]) -> bool {
    let Some(at) = head.len().checked_sub(word.len()) else { return false };
    head.get(at..).is_some_and(|tail| tail.eq_ignore_ascii_case(word))
        && at.checked_sub(1).and_then(|at| head.get(at)).is_none_or(|byte| !byte.is_ascii_alphanumeric())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn identifiers_are_told_by_their_field() {
        let is = |text: &str| is_named(text.as_bytes(), text.rfind("ann").unwrap());
        for text in [
            "Message-ID: <ann@example.com>",
            "message-id=<ann@example.com>",
            "References: <a.1@example.com>\n <ann.2@example.com>",
            "In-Reply-To:\n\t<ann@example.com>",
            "BEGIN:VEVENT\nUID:ann-20240514@example.com",
        ] {
            assert!(is(text), "{text}");
        }
        for text in [
            "From: <ann@example.com>",
            "UID:ann@example.com",
            "UID:ann1984@example.com",
            "uid: ann2@example.com",
            "GUID:ann2@example.com",
            "Message-ID: ann@example.com",
            "Ann <ann@example.com>",
            "<ann@example.com>",
            "References: <ann@example.com>",
        ] {
            assert!(!is(text), "{text}");
        }
    }
}
