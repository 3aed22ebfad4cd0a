//! Passwords that stand behind the name they are for, in text: in the address of a site (`ftp://ann:Tr0ub4dor@host`), behind an
//! option of a command (`curl -u ann:Tr0ub4dor`, `mysql -pTr0ub4dor`), or behind an address of e-mail (`ann@mail.example:Tr0ub4dor`).
//!
//! The place tells what it is, so that no label is asked for; but documentation writes such places with words that stand for a
//! password, so that the value must look like one.

use std::ops::Range;

use super::secret::is_chosen;
use crate::detect::encoded;
use crate::detect::validate::labelled::is_reference;

/// The longest name and password.
const NAME_MAX: usize = 80;
const SECRET_MAX: usize = 128;
/// The shortest password that is told from a word that stands for one.
const SECRET_MIN: usize = 6;
/// How far before an option its command may stand.
const COMMAND_MAX: usize = 120;

/// The password in the address of a site, whose `://` begins at `at`: what stands between a colon and the last `@` before its host.
#[must_use]
pub fn in_site(text: &[u8], at: usize) -> Option<Range<usize>> {
    let start = at + 3;
    let rest = text.get(start..text.len().min(start + NAME_MAX + SECRET_MAX))?;
    let is_end = |byte: &u8| byte.is_ascii_whitespace() || b"\"'<>`|,;".contains(byte);
    let whole = rest.get(..rest.iter().position(is_end).unwrap_or(rest.len()))?;
    let colon = memchr::memchr(b':', whole.get(..NAME_MAX).unwrap_or(whole))?;
    let is_name = |byte: &u8| byte.is_ascii_alphanumeric() || b"._-%+".contains(byte);
    if !whole.get(..colon)?.iter().all(is_name) {
        return None;
    }
    // A password that is written as it should be has no `/`; of those that are not, only the sign of the host's end tells.
    let authority = memchr::memchr(b'/', whole).map_or(whole, |slash| whole.get(..slash).unwrap_or_default());
    // `host:8080/~ann@home`
    let has_port = authority.get(colon + 1..).is_some_and(|port| port.iter().all(u8::is_ascii_digit));
    let beyond = || if has_port { None } else { memchr::memrchr(b'@', whole) };
    let sign = memchr::memrchr(b'@', authority).or_else(beyond)?;
    let span = start + colon + 1..start + sign;
    // `proxy:3128&email=jane@host`: digits up to a sign of a query are a port.
    let digits = whole.get(colon + 1..)?.iter().take_while(|byte| byte.is_ascii_digit()).count();
    if digits > 0 && matches!(whole.get(colon + 1 + digits), Some(b'&' | b'?' | b'=')) {
        return None;
    }
    (sign > colon && is_host(whole.get(sign + 1..)?) && is_secret(text.get(span.clone())?)).then_some(span)
}

/// Whether what follows the sign is the host of a site: a name of several parts that ends in letters, four numbers, or one name that
/// a path or a port follows. Versions and digests of packages are none.
fn is_host(text: &[u8]) -> bool {
    let is_part = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.');
    let len = text.iter().position(|byte| !is_part(byte)).unwrap_or(text.len());
    let (host, behind) = text.split_at(len);
    let last = host.rsplit(|byte| *byte == b'.').next().unwrap_or_default();
    let has_dots = last.len() < host.len();
    let is_named = has_dots && last.len() > 1 && last.iter().all(u8::is_ascii_alphabetic);
    let is_numbers = std::str::from_utf8(host).is_ok_and(|host| host.parse::<std::net::Ipv4Addr>().is_ok());
    let is_ended = matches!(behind, [b'/', ..] | [b':', b'0'..=b'9', ..]);
    text.first() == Some(&b'[')
        || host == b"localhost"
        || is_named
        || is_numbers
        || !has_dots && is_ended && host.first().is_some_and(u8::is_ascii_alphabetic)
}

/// The password behind the option that begins at `at` with its blank: ` -u ann:Tr0ub4dor`, ` -pTr0ub4dor`, `sshpass -p Tr0ub4dor`.
#[must_use]
pub fn in_option(text: &[u8], at: usize) -> Option<Range<usize>> {
    const USER: &[u8] = b" --user ";
    let option = *text.get(at + 2)?;
    let before = line_before(text, at);
    let has = |command: &[u8]| memchr::memmem::find(before, command).is_some();
    if text.get(at) == Some(&b'/') {
        return if has(b"net use") { behind_user(text, at + "/user:".len()) } else { None };
    }
    let is_long = text.get(at..)?.starts_with(USER);
    let (option, value) =
        if is_long { (b'u', argument(text, at + USER.len())?) } else { (option, argument(text, at + 3)?) };
    let is_glued = text.get(at + 3) != Some(&b' ');
    let has_mysql = || {
        let commands = [&b"mysql "[..], b"mariadb ", b"mysqldump ", b"mysqladmin ", b"mariadb-dump "];
        commands.into_iter().any(has)
    };
    let span = match option {
        b'u' if has(b"curl") || has(b"wget") || has(b"http") => {
            let colon = memchr::memchr(b':', text.get(value.clone())?)?;
            value.start + colon + 1..value.end
        }
        b'p' if has(b"sshpass") || is_glued && has_mysql() => value,
        _ => return None,
    };
    is_secret(text.get(span.clone())?).then_some(span)
}

/// The password behind the name of a user that begins at `at`, and a blank: `/user:ann Tr0ub4dor&3`.
fn behind_user(text: &[u8], at: usize) -> Option<Range<usize>> {
    let is_name = |byte: &&u8| byte.is_ascii_graphic() && !b"\"'<>|;".contains(*byte);
    let name = text.get(at..)?.iter().take(NAME_MAX).take_while(is_name).count();
    let value = argument(text, at + name).filter(|value| name > 0 && value.start > at + name)?;
    is_chosen(text.get(value.clone())?).then_some(value)
}

/// The password that is handed to the command `chpasswd`, whose name begins at `at`, with the name of its user: `echo 'ann:Tr0ub4dor&3' |
/// chpasswd`.
fn before_command(text: &[u8], at: usize) -> Option<Range<usize>> {
    let line = line_before(text, at);
    let start = at - line.len();
    let echo = memchr::memmem::find(line, b"echo ")? + "echo ".len();
    let echo = echo + if line.get(echo..)?.starts_with(b"-n ") { 3 } else { 0 };
    let value = argument(text, start + echo)?;
    let colon = memchr::memchr(b':', text.get(value.clone())?)?;
    let span = value.start + colon + 1..value.end;
    (value.end <= at && is_secret(text.get(span.clone())?)).then_some(span)
}

/// What stands before `at` in its line, as far as a command may stand away.
fn line_before(text: &[u8], at: usize) -> &[u8] {
    let before = text.get(at.saturating_sub(COMMAND_MAX)..at).unwrap_or_default();
    memchr::memrchr(b'\n', before).and_then(|end| before.get(end + 1..)).unwrap_or(before)
}

/// The argument that begins at `at`, perhaps behind a blank, without quotes around it.
fn argument(text: &[u8], at: usize) -> Option<Range<usize>> {
    let at = at + usize::from(text.get(at) == Some(&b' '));
    let quote = text.get(at).copied().filter(|byte| matches!(byte, b'"' | b'\''));
    let start = at + usize::from(quote.is_some());
    let rest = text.get(start..text.len().min(start + NAME_MAX + SECRET_MAX))?;
    let is_end =
        |byte: &u8| quote.map_or(byte.is_ascii_whitespace() || *byte == b';', |quote| *byte == quote || *byte == b'\n');
    let len = rest.iter().position(is_end).unwrap_or(rest.len());
    (len > 0).then_some(start..start + len)
}

/// The encoded name and password behind the word `Basic` whose second letter is at `at`: what stands there decodes to both, with a
/// colon between them.
#[must_use]
pub fn in_basic(text: &[u8], at: usize) -> Option<Range<usize>> {
    const LEN: std::ops::RangeInclusive<usize> = 12..=256;
    let before = text.get(..at)?.strip_suffix(b"B").or_else(|| text.get(..at)?.strip_suffix(b"b"))?;
    if before.last().is_some_and(u8::is_ascii_alphanumeric) {
        return None;
    }
    let start = at + "asic ".len();
    let rest = text.get(start..)?;
    let is_part = |byte: &&u8| byte.is_ascii_alphanumeric() || b"+/-_".contains(byte);
    let len = rest.iter().take(LEN.end() + 1).take_while(is_part).count();
    let run = rest.get(..len).filter(|_| LEN.contains(&len))?;
    let mut decoded = Vec::new();
    let is_text = encoded::decode(run, &mut decoded);
    let colon = memchr::memchr(b':', &decoded).filter(|&colon| is_text && (1..=NAME_MAX).contains(&colon))?;
    let padding = rest.iter().skip(len).take(2).take_while(|byte| **byte == b'=').count();
    is_secret(decoded.get(colon + 1..)?).then_some(start..start + len + padding)
}

/// The password that the command whose name ends at `at` makes a secret of: `ConvertTo-SecureString "Tr0ub4dor" -AsPlainText`; or
/// that a call hands to a database: `mysqli_connect('localhost', 'ann', 'Tr0ub4dor', 'crm')`.
#[must_use]
pub fn in_secure_string(text: &[u8], at: usize) -> Option<Range<usize>> {
    const OPTIONS_MAX: usize = 48;
    /// Calls, and how many arguments stand before the password in them.
    const CALLS: [(&[u8], usize); 5] =
        [(b"mysqli", 2), (b"PDO(", 2), (b"etConnection", 2), (b"etworkCredential", 1), (b"uth=(", 1)];
    let rest = text.get(at..)?;
    let head = text.get(..at)?;
    if let Some(command) = head.strip_suffix(b"chpasswd") {
        return before_command(text, command.len());
    }
    if let Some((name, before)) = CALLS.iter().find(|(name, _)| head.ends_with(name)) {
        return in_call(text, at - usize::from(name.ends_with(b"(")), *before);
    }
    let at = at + if rest.starts_with(b"-String ") { "-String ".len() } else { 0 };
    let value = argument(text, at)?;
    let behind = text.get(value.end..text.len().min(value.end + OPTIONS_MAX))?;
    let line = memchr::memchr(b'\n', behind).and_then(|len| behind.get(..len)).unwrap_or(behind);
    let is_plain = memchr::memmem::find(&line.to_ascii_lowercase(), b"-asplaintext").is_some();
    (is_plain && is_secret(text.get(value.clone())?)).then_some(value)
}

/// The argument of the call whose name goes on at `at` that stands behind so many others, as the host and the user: a string.
fn in_call(text: &[u8], at: usize, before: usize) -> Option<Range<usize>> {
    const ARGUMENT_MAX: usize = 96;
    let skip = |at: usize, part: &[u8]| {
        at + if text.get(at..).is_some_and(|rest| rest.starts_with(part)) { part.len() } else { 0 }
    };
    let past_blanks = |at: usize| {
        at + text
            .get(at..)
            .map_or(0, |rest| rest.iter().take_while(|byte| byte.is_ascii_whitespace()).take(ARGUMENT_MAX).count())
    };
    let open = past_blanks(skip(at, b"_connect"));
    let mut at = (text.get(open) == Some(&b'(')).then_some(open + 1)?;
    at = past_blanks(at);
    for _ in 0..before {
        let rest = text.get(at..text.len().min(at + ARGUMENT_MAX))?;
        // What stands in a string is of it, and all that does.
        let string = match rest.first() {
            Some(quote @ (b'"' | b'\'')) => memchr::memchr(*quote, rest.get(1..)?)? + 2,
            _ => 0,
        };
        at += string;
        let rest = rest.get(string..)?;
        let comma = memchr::memchr(b',', rest)?;
        // `mysqli_connect($host, user($x), …)`: what stands between brackets is no argument of this call.
        if rest.get(..comma)?.iter().any(|byte| b"();\n".contains(byte)) {
            return None;
        }
        at = past_blanks(at + comma + 1);
    }
    let value = argument(text, at).filter(|value| value.start == at + 1)?;
    let is_closed = matches!(text.get(value.end + 1), Some(b',' | b')' | b' ' | b'\n' | b'\r'));
    (is_closed && is_secret(text.get(value.clone())?)).then_some(value)
}

/// The password behind a name that a word for both announces, whose mark ends at `at`: `creds are admin:Tr0ub4dor&3`, `login: <code>admin /
/// Tr0ub4dor&3</code>`. It must be one of those that little else looks like.
#[must_use]
pub fn behind_name(text: &[u8], at: usize) -> Option<Range<usize>> {
    const LEADS: [&[u8]; 9] = [b": ", b" = ", b"=", b" is ", b" are ", b":", b" - ", b" (", b" "];
    const OPENINGS: [&[u8]; 6] = [b"<code>", b"`", b"\"", b"'", b"**", b"("];
    const OF_BOTH: [&[u8]; 6] = [b"/password", b"/passwd", b"/pass", b"/pwd", b"/pw", b" and password"];
    const SEPARATORS: [&[u8]; 5] = [b" / ", b" : ", b"/", b":", b" "];
    let skip = |at: usize, list: &[&[u8]]| {
        let rest = text.get(at..).unwrap_or_default();
        list.iter().find(|part| rest.starts_with(part)).map(|part| at + part.len())
    };
    let word = text.get(at..)?.iter().take(8).take_while(|byte| byte.is_ascii_lowercase()).count();
    // `server.login("ann@mail.example", "Tr0ub4dor&3")`
    if word == 0 && matches!(text.get(at..), Some([b'(', b'"' | b'\'', ..])) {
        // `page.login('#user1', '#pass1')` names parts of a page, `login('user1', 'remember2')` what is to be kept.
        return in_call(text, at, 1).filter(|span| {
            let value = text.get(span.clone()).unwrap_or_default();
            let is_name = value.iter().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit());
            !value.starts_with(b"#") && !value.starts_with(b".") && !is_name
        });
    }
    // `login/pass: `
    let lead = skip(at + word, &OF_BOTH).unwrap_or(at + word);
    let start = skip(lead, &LEADS)?;
    let is_signed = text.get(lead..start).is_some_and(|lead| lead.iter().any(|byte| b":=".contains(byte)));
    let start = skip(start, &OPENINGS).unwrap_or(start);
    let is_name = |byte: &&u8| byte.is_ascii_alphanumeric() || b"._-@\\+".contains(byte);
    let name = text.get(start..)?.iter().take(NAME_MAX).take_while(is_name).count();
    let end = start + name;
    let secret = skip(end, &SEPARATORS).filter(|_| name > 0)?;
    // `credentials: ann Tr0ub4dor&3`, and no sentence.
    let is_blank = text.get(end..secret) == Some(b" ");
    let is_end = |byte: &u8| byte.is_ascii_whitespace() || b"\"'`<>,;|".contains(byte);
    let rest = text.get(secret..text.len().min(secret + SECRET_MAX))?;
    let len = rest.iter().position(is_end).unwrap_or(rest.len());
    let len = len - rest.get(..len)?.iter().rev().take_while(|byte| b".)*".contains(byte)).count();
    (is_chosen(rest.get(..len)?) && (is_signed || !is_blank)).then_some(secret..secret + len)
}

/// The password behind an address of e-mail that ends at `at`.
#[must_use]
pub fn behind_address(text: &[u8], at: usize) -> Option<Range<usize>> {
    // `ann@mail.example : Tr0ub4dor`, in lists of them.
    let behind = text.get(at..)?;
    let (rest, lead) = match behind.strip_prefix(b":") {
        Some(rest) => (rest, 1),
        None => (behind.strip_prefix(b" : ")?, 3),
    };
    let is_end = |byte: &u8| byte.is_ascii_whitespace() || b"\"<>,;|".contains(byte);
    let len = rest.iter().take(SECRET_MAX + 1).position(is_end).unwrap_or(rest.len().min(SECRET_MAX + 1));
    let secret = rest.get(..len).filter(|_| len <= SECRET_MAX)?;
    // `ann@host:/srv/data`, `git@host:group/project.git`, `ann@host:backup2.tar`
    // `ann@host:Volume1 /mnt` behind a command that copies, `ann@host:2024-05-14T10:00`
    let command = line_before(text, at);
    let copies = [&b"scp "[..], b"rsync ", b"ssh ", b"sftp ", b"git "];
    let is_copied = copies.into_iter().any(|copy| memchr::memmem::find(command, copy).is_some());
    let is_time = secret.first().is_some_and(u8::is_ascii_digit)
        && secret.iter().all(|byte| byte.is_ascii_digit() || b"-:.TZ+".contains(byte));
    // A word and a number is one only where nothing else follows.
    let behind = rest.get(len..).and_then(<[u8]>::first);
    let is_plain = secret.iter().all(u8::is_ascii_alphanumeric);
    let ends = behind.is_none_or(|byte| matches!(byte, b'\n' | b'\r' | b'|' | b';' | b'"'));
    if is_copied || is_time || (is_plain || lead > 1) && !ends {
        return None;
    }
    let is_path = secret.contains(&b'/')
        || secret.contains(&b'.') && secret.iter().all(|byte| byte.is_ascii_alphanumeric() || b"._-".contains(byte));
    (!is_path && is_secret(secret)).then_some(at + lead..at + lead + len)
}

/// Whether a value looks like a password that someone has: letters and digits, or signs among them, and no place for one to be put.
fn is_secret(value: &[u8]) -> bool {
    let has = |test: fn(&u8) -> bool| value.iter().any(test);
    let is_template = matches!(value.first(), Some(b'{' | b'<' | b'['))
        || matches!(value.first(), Some(b'$' | b'%'))
            && (is_reference(value) || memchr::memchr2_iter(b'$', b'%', value).count() > 1)
        || value.starts_with(b"*") && value.ends_with(b"*")
        || has(|byte| b"{}<>()`\\".contains(byte))
        || has(|byte| !byte.is_ascii_graphic());
    let is_hidden = value.iter().all(|byte| b"*xX.#-_".contains(byte));
    let digits = value.iter().filter(|byte| byte.is_ascii_digit()).count();
    let is_mixed =
        digits > 0 && digits < value.len() || has(u8::is_ascii_uppercase) && has(|byte| b"!@#$%^&*?~+=".contains(byte));
    (SECRET_MIN..=SECRET_MAX).contains(&value.len()) && is_mixed && !is_template && !is_hidden
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn passwords_stand_in_addresses_of_sites() {
        for (text, wanted) in [
            ("ftp://ann:Tr0ub4dor@files.example/x", Some("Tr0ub4dor")),
            ("://app:Qw3r@ty99x@db.example.com:5432/prod?x=1", Some("Qw3r@ty99x")),
            ("https://svc:*9^TfHz+k@git.example.com", Some("*9^TfHz+k")),
            ("redis://:s3cr/et9@10.0.0.7", Some("s3cr/et9")),
            ("https://host.example:8080/a@b", None),
            ("https://host.example/ann:x9y8z7@b", None),
            ("https://ann@host.example", None),
            ("http://proxy:3128&email=jane.d0e@kestrel.io", None),
            ("ftp://user:password@host", None),
            ("postgres://app:Qw3rty99x@db/prod", Some("Qw3rty99x")),
            ("docker://registry:Image2024@sha256:abcd", None),
            ("npm://scope:pkg1name@1.2.3", None),
            ("s3://bucket:prefix2/file@v2", None),
            ("ftp://user:${PASS1}@host", None),
            ("https://u:%s@host", None),
        ] {
            let at = text.find("://").unwrap();
            assert_eq!(in_site(text.as_bytes(), at).and_then(|span| text.get(span)), wanted, "{text}");
        }
    }

    #[test]
    fn passwords_stand_behind_options() {
        for (text, wanted) in [
            ("curl -u ann:Tr0ub4dor https://x", Some("Tr0ub4dor")),
            ("curl -s -u 'ann:Tr0ub 4dor' https://x", None),
            ("curl -u \"ann:Tr0ub4dor\" https://x", Some("Tr0ub4dor")),
            ("mysql -h db -u root -pTr0ub4dor shop", Some("Tr0ub4dor")),
            ("sshpass -p Tr0ub4dor ssh ann@host", Some("Tr0ub4dor")),
            ("mysql -u root -p shop2024", None),
            ("mkdir -pv a1b2c3d4", None),
            ("sort -u file:2024x", None),
        ] {
            let places = text.match_indices(" -").map(|(at, _)| at);
            let found = places.filter_map(|at| in_option(text.as_bytes(), at)).find_map(|span| text.get(span));
            assert_eq!(found, wanted, "{text}");
        }
    }

    #[test]
    fn long_lines_are_looked_at_no_farther_than_commands_stand() {
        let line = "a1 docker run -p 80:1 x ".repeat(200_000);
        assert_eq!(line_before(line.as_bytes(), line.len()).len(), COMMAND_MAX);
    }

    #[test]
    fn passwords_stand_behind_names_and_in_codes() {
        for (text, wanted) in [
            ("login: <code>admin / Winter54!</code>", Some("Winter54!")),
            ("login ann / sunshine437", Some("sunshine437")),
            ("login credentials: ann xK9$a1b2c3!", Some("xK9$a1b2c3!")),
            ("login: page / version12", None),
            ("login failed for ann / 2024-01-02", None),
            ("login ann Winter54!", None),
        ] {
            let at = text.find("redential").map_or("login".len(), |at| at + "redential".len());
            assert_eq!(behind_name(text.as_bytes(), at).and_then(|span| text.get(span)), wanted, "{text}");
        }
        for (text, wanted) in [
            ("Basic YWRtaW46NWNhNEsjVkNHMjZx", Some("YWRtaW46NWNhNEsjVkNHMjZx")),
            ("Basic YWRtaW46c3VtbWVyMjU=, x", Some("YWRtaW46c3VtbWVyMjU=")),
            ("Basic authentication2024", None),
            ("Basic QWxhZGRpbg==", None),
        ] {
            assert_eq!(in_basic(text.as_bytes(), 1).and_then(|span| text.get(span)), wanted, "{text}");
        }
        let command = "ConvertTo-SecureString \"Winter54!\" -AsPlainText -Force";
        let at = command.find('"').unwrap();
        assert_eq!(in_secure_string(command.as_bytes(), at), Some(at + 1..at + 10));
        assert_eq!(in_secure_string(b"SecureString \"Winter54!\" -Key $k", 13), None);
        for (text, wanted) in [
            ("mysqli_connect('localhost', 'root', 'Winter54!', 'crm');", Some("Winter54!")),
            ("mysqli(\"localhost\",$user,\"Winter54!\")", Some("Winter54!")),
            ("mysqli_connect('localhost', 'root', $pass1, 'crm');", None),
            ("mysqli_connect('localhost', 'root', '', 'crm2024!');", None),
            ("mysqli_connect(f('a', 'b'), 'Winter54!', 'x');", None),
            ("mysqli_query($link, 'a', 'Winter54!')", None),
        ] {
            assert_eq!(in_secure_string(text.as_bytes(), 6).and_then(|span| text.get(span)), wanted, "{text}");
        }
        for (text, end, wanted) in [
            ("PDO('mysql:host=db;dbname=x', 'ann', 'Winter54!');", 4, Some("Winter54!")),
            ("getConnection(\"jdbc:sqlserver://db;a=b\", \"ann\", \"Winter54!\")", 13, Some("Winter54!")),
            ("getConnection(url, user, pass1)", 13, None),
            ("NetworkCredential(\"ann\", \"Winter54!\")", 17, Some("Winter54!")),
            ("auth=('ann', 'Winter54!')", 6, Some("Winter54!")),
            ("auth=('user', 'pass')", 6, None),
            ("auth=(user, 'Winter54!')", 6, Some("Winter54!")),
            ("echo 'ann:Winter54!' | chpasswd", 31, Some("Winter54!")),
            ("echo \"ann:$PASS1\" | chpasswd", 29, None),
        ] {
            assert_eq!(in_secure_string(text.as_bytes(), end).and_then(|span| text.get(span)), wanted, "{text}");
        }
        for (text, at, wanted) in [
            ("curl --user ann:Winter54! https://x.example", 4, Some("Winter54!")),
            ("mysqldump -uroot -p'Winter54!' crm", 16, Some("Winter54!")),
            ("mysqldump -uroot -p crm2024x", 16, None),
            ("net use Z: \\\\srv\\s /user:ann Winter54!", 19, Some("Winter54!")),
            ("run.exe /user:ann Winter54!", 8, None),
        ] {
            assert_eq!(in_option(text.as_bytes(), at).and_then(|span| text.get(span)), wanted, "{text}");
        }
    }

    #[test]
    fn passwords_stand_behind_addresses() {
        for (text, wanted) in [
            ("ann@mail.example:Tr0ub4dor", Some("Tr0ub4dor")),
            ("ann@mail.example:Tr0u:b4dor, and", Some("Tr0u:b4dor")),
            ("ann@mail.example:$FpeXaJX07r8", Some("$FpeXaJX07r8")),
            ("ann@mail.example:%tg73Kq92!x", Some("%tg73Kq92!x")),
            ("ann@mail.example:$PASS1word", None),
            ("ann@mail.example:%PASS1%", None),
            ("ann@mail.example:22", None),
            ("ann@mail.example : sunshine437\n", Some("sunshine437")),
            ("ann@mail.example : Port8080 is open", None),
            ("scp ann@mail.example:Release2024 .", None),
            ("ann@mail.example:2024-05-14T10:00", None),
            ("ann@mail.example:Port8080 is open", None),
            ("ann@mail.example: hello2 you", None),
            ("ann@mail.example:/srv/data2", None),
            ("ann@mail.example:backup2.tar", None),
            ("ann@mail.example:group/project2", None),
        ] {
            let at = text.find(".example").unwrap() + ".example".len();
            assert_eq!(behind_address(text.as_bytes(), at).and_then(|span| text.get(span)), wanted, "{text}");
        }
    }
}
