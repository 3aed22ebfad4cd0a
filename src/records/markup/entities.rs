//! References to characters. Entities that a document defines itself are never expanded.

use crate::decode::markup::HTML_NAMES;

/// Which names are known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::records) enum Entities {
    /// The five of XML.
    Xml,
    /// Those of XML, and the Latin ones of HTML.
    Html,
}

/// The longest reference, without `&` and `;`.
const LEN_MAX: usize = 10;

/// Appends `raw` with its references resolved; what is none, or not known, stays.
pub(in crate::records) fn unescape(raw: &[u8], entities: Entities, out: &mut Vec<u8>) {
    let mut rest = raw;
    while let Some(at) = memchr::memchr(b'&', rest) {
        let (before, from) = rest.split_at_checked(at).unwrap_or((rest, &[]));
        out.extend_from_slice(before);
        let inside = from.get(1..from.len().min(LEN_MAX + 2)).unwrap_or_default();
        let resolved = memchr::memchr(b';', inside)
            .and_then(|len| inside.get(..len))
            .and_then(|name| Some((name.len() + 2, resolve(name, entities)?)));
        let len = match resolved {
            Some((len, text)) => {
                out.extend_from_slice(text.as_bytes());
                len
            }
            None => {
                out.push(b'&');
                1
            }
        };
        rest = from.get(len..).unwrap_or_default();
    }
    out.extend_from_slice(rest);
}

fn resolve(name: &[u8], entities: Entities) -> Option<String> {
    let name = std::str::from_utf8(name).ok()?;
    if let Some(number) = name.strip_prefix('#') {
        let code = match number.strip_prefix(['x', 'X']) {
            Some(digits) => u32::from_str_radix(digits, 16).ok()?,
            None => number.parse().ok()?,
        };
        return char::from_u32(code).map(String::from);
    }
    let known = match name {
        "amp" => "&",
        "lt" => "<",
        "gt" => ">",
        "quot" => "\"",
        "apos" => "'",
        _ if entities == Entities::Html => HTML_NAMES.iter().find(|(known, _)| *known == name)?.1,
        _ => return None,
    };
    Some(known.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn unescaped(raw: &str, entities: Entities) -> String {
        let mut out = Vec::new();
        unescape(raw.as_bytes(), entities, &mut out);
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn references_become_characters() {
        assert_eq!(unescaped("M&#252;ller &amp; S&#xF6;hne &lt;3", Entities::Xml), "Müller & Söhne <3");
        assert_eq!(unescaped("M&uuml;ller&nbsp;AG", Entities::Html), "Müller AG");
    }

    #[test]
    fn what_is_not_known_stays() {
        assert_eq!(
            unescaped("&uuml; &own; &#x110000; &#; & &amp", Entities::Xml),
            "&uuml; &own; &#x110000; &#; & &amp"
        );
    }
}
