//! Makes text from the input harmless where it goes.
//!
//! Names of files, tables and columns belong to whoever made the data. They may hold escape sequences that rewrite the
//! screen, characters that turn the reading direction, markup, or spreadsheet formulas. Each output has one function
//! here, and every name passes through it.

/// Whether `char` can change how the text around it is shown, or hides itself: control characters, marks of writing
/// direction, characters without width, line separators, and code points that XML forbids.
#[must_use]
pub fn is_hostile(char: char) -> bool {
    char.is_control()
        || matches!(char,
            '\u{00AD}' | '\u{034F}' | '\u{061C}' | '\u{115F}' | '\u{1160}' | '\u{17B4}' | '\u{17B5}'
            | '\u{180B}'..='\u{180F}' | '\u{200B}'..='\u{200F}' | '\u{2028}'..='\u{202E}' | '\u{2060}'..='\u{206F}'
            | '\u{3164}' | '\u{FEFF}' | '\u{FFA0}' | '\u{FFF0}'..='\u{FFFB}' | '\u{FFFE}' | '\u{FFFF}'
            | '\u{E0000}'..='\u{E0FFF}')
}

/// For a terminal: every hostile character becomes U+FFFD.
#[must_use]
pub fn terminal(text: &str) -> String {
    text.chars().map(tame).collect()
}

/// For HTML and XML, in text and in quoted attributes.
#[must_use]
pub fn markup(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for char in text.chars() {
        match tame(char) {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            char => out.push(char),
        }
    }
    out
}

/// For Markdown, within a table too: a code span, in which nothing is interpreted. The two characters that could end
/// the span or the table's cell are replaced by ones that look like them.
#[must_use]
pub fn markdown_code(text: &str) -> String {
    let inner: String = text
        .chars()
        .map(|char| match tame(char) {
            '`' => '\u{2019}',
            '|' => '\u{00A6}',
            char => char,
        })
        .collect();
    // A span needs content, and loses one space at either end.
    if inner.trim().is_empty() { "` `".to_owned() } else { format!("`{inner}`") }
}

/// For a CSV field: quoted always, and led by an apostrophe where a spreadsheet would take it for a formula.
#[must_use]
pub fn csv(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    out.push('"');
    if text.chars().find(|char| !char.is_whitespace() && !is_hostile(*char)).is_some_and(starts_formula) {
        out.push('\'');
    }
    for char in text.chars() {
        match tame(char) {
            '"' => out.push_str("\"\""),
            char => out.push(char),
        }
    }
    out.push('"');
    out
}

/// The half-width and the full-width forms; spreadsheets take both.
fn starts_formula(char: char) -> bool {
    matches!(char, '=' | '+' | '-' | '@' | '|' | '%' | '＝' | '＋' | '－' | '＠')
}

/// For the path part of a URI reference: what RFC 3986 leaves unreserved, and `/`, stays.
#[must_use]
pub fn uri_path(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for byte in text.bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b'/' => out.push(char::from(byte)),
            _ => out.push_str(&format!("%{byte:02X}")),
        }
    }
    out
}

fn tame(char: char) -> char {
    if is_hostile(char) { char::REPLACEMENT_CHARACTER } else { char }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ATTACKS: &[&str] = &[
        "\u{1b}[2J\u{1b}]0;owned\u{7}",
        "users\u{202E}lqs.exe",
        "a\u{200B}b\u{FEFF}c\r\nd\te\u{9b}31m",
        "<script>alert(1)</script>",
        "]]><x/>",
        "\" onload='x'",
        "=cmd|' /C calc'!A0",
        "a|b`c\\|d",
    ];

    #[test]
    fn no_attack_reaches_a_terminal_with_a_hostile_character() {
        for attack in ATTACKS {
            assert!(!terminal(attack).chars().any(is_hostile), "{attack:?}");
        }
        assert_eq!(terminal("Kundenliste_für_Zürich.csv"), "Kundenliste_für_Zürich.csv");
    }

    #[test]
    fn no_attack_opens_a_tag_ends_an_attribute_or_a_section() {
        for attack in ATTACKS {
            let escaped = markup(attack);
            assert!(!escaped.contains(['<', '>', '"', '\'']) && !escaped.chars().any(is_hostile), "{attack:?}");
        }
        assert_eq!(markup("a & b"), "a &amp; b");
    }

    #[test]
    fn a_code_span_has_two_backticks_and_no_pipe() {
        for attack in ATTACKS {
            let span = markdown_code(attack);
            assert_eq!(span.matches('`').count(), 2, "{attack:?}");
            assert!(!span.contains(['|', '\n']), "{attack:?}");
        }
        assert_eq!(markdown_code("  "), "` `");
    }

    #[test]
    fn a_formula_becomes_text() {
        for formula in ["=1+1", "+1", "-1", "@SUM(A1)", " =1", "\t=1", "＝1", "\u{200B}=1"] {
            assert!(csv(formula).starts_with("\"'"), "{formula:?}");
        }
        assert_eq!(csv("say \"hi\""), "\"say \"\"hi\"\"\"");
        assert_eq!(csv("users.ssn"), "\"users.ssn\"");
    }

    #[test]
    fn a_uri_path_holds_no_reserved_byte() {
        assert_eq!(uri_path("a b/ü#?.sql"), "a%20b/%C3%BC%23%3F.sql");
    }
}
