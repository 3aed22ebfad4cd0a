//! Which keys belong together: `user:123` and `user:124` are records of the table `user:*`.

use std::collections::BTreeMap;

use crate::records::json::is_id;

/// Distinct segments at one place, beyond which they are values rather than names.
const NAMES_MAX: usize = 32;
/// Segments of a key that are told apart.
const SEGMENTS_MAX: usize = 8;

/// The names that occur at one place in the keys, and what follows each.
#[derive(Debug, Clone, Default)]
pub(in crate::records) struct Names {
    names: BTreeMap<Vec<u8>, Names>,
    /// What follows segments that are values.
    any: Option<Box<Names>>,
    are_values: bool,
}

impl Names {
    /// Takes note of a key.
    pub(in crate::records) fn learn(&mut self, key: &[u8]) {
        let mut at = self;
        for segment in segments(key) {
            if !at.are_values && !at.names.contains_key(segment) && at.names.len() >= NAMES_MAX && !is_id(segment) {
                at.are_values = true;
                at.names.clear();
            }
            at = if at.are_values || is_id(segment) {
                at.any.get_or_insert_default()
            } else {
                at.names.entry(segment.to_vec()).or_default()
            };
        }
    }

    /// The table of a key, and the name that its values have by it.
    pub(in crate::records) fn table_of(&self, key: &[u8]) -> (String, String) {
        let mut at = Some(self);
        let mut table = String::new();
        let mut last = None;
        for (index, segment) in segments(key).enumerate() {
            if index > 0 {
                table.push(':');
            }
            let is_value = is_id(segment) || at.is_none_or(|at| at.are_values || !at.names.contains_key(segment));
            at = at.and_then(|at| if is_value { at.any.as_deref() } else { at.names.get(segment) });
            let name = String::from_utf8_lossy(segment);
            table.push_str(if is_value { "*" } else { &name });
            last = (!is_value && index > 0).then(|| name.into_owned());
        }
        (table, last.unwrap_or_else(|| "value".to_owned()))
    }
}

fn segments(key: &[u8]) -> impl Iterator<Item = &[u8]> {
    key.splitn(SEGMENTS_MAX, |&byte| byte == b':')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn segments_that_are_values_are_folded() {
        let mut names = Names::default();
        for i in 0..100 {
            names.learn(format!("user:{i}").as_bytes());
            names.learn(format!("user:{i}:email").as_bytes());
            names.learn(format!("session:{:c<2$}{}", "abc", i % 7, 3 + i).as_bytes());
        }
        names.learn(b"settings");
        let table_of = |key: &str| names.table_of(key.as_bytes());
        assert_eq!(table_of("user:17"), ("user:*".to_owned(), "value".to_owned()));
        assert_eq!(table_of("user:17:email"), ("user:*:email".to_owned(), "email".to_owned()));
        assert_eq!(table_of("session:abccc1").0, "session:*");
        assert_eq!(table_of("settings").0, "settings");
        assert_eq!(table_of("jane@example.com").0, "*");
    }
}
