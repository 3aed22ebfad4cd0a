//! The names of columns and tables, from the relations that the server keeps them in: `pg_attribute` (file `1249`) and
//! `pg_class` (`1259`), which lie in the same folder.
//!
//! Both are heaps themselves, whose columns have fixed places at the beginning of each tuple. Those of `pg_attribute` moved in
//! PostgreSQL 16; which they are is told by what they say of `pg_class`.

use std::collections::BTreeMap;

use super::page::{Layout, Page, Tuple, page_len, u16_at, u32_at};
use super::value::{Kind, until_zero};

/// The number of `pg_class`.
const PG_CLASS: u32 = 1259;
const NAME_LEN: usize = 64;

/// A column of a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Column {
    pub(super) name: String,
    pub(super) kind: Kind,
    pub(super) layout: Layout,
    /// It was dropped, and its values are left.
    pub(super) is_dropped: bool,
}

/// The columns of the table `number`, as `pg_attribute` has them.
pub(super) fn columns(attributes: &[u8], number: u32) -> Option<Vec<Column>> {
    let places = Places::of(attributes)?;
    let mut found: BTreeMap<i16, Column> = BTreeMap::new();
    for tuple in live(attributes, Some(number)) {
        let values = tuple.values();
        if u32_at(values, 0) == Some(number)
            && let Some((index, column)) = places.column(values)
        {
            found.insert(index, column);
        }
    }
    let is_whole = found.keys().copied().eq(1..=i16::try_from(found.len()).ok()?);
    (is_whole && !found.is_empty()).then(|| found.into_values().collect())
}

/// The number and the name of the table whose rows are in the file of this number, as `pg_class` has them.
pub(super) fn table_of_file(classes: &[u8], file: u32) -> Option<(u32, String)> {
    /// Where the number of the file stands behind the name: a schema, types, an owner and a method come before it.
    const FILE: usize = NAME_LEN + 20;
    live(classes, Some(file)).find_map(|tuple| {
        let values = tuple.values();
        // Before PostgreSQL 12 a row has its number beside its columns.
        let (number, columns) = match tuple.oid {
            Some(number) => (number, values),
            None => (u32_at(values, 0)?, values.get(4..)?),
        };
        let is_it = u32_at(columns, FILE)? == file && file != 0;
        is_it.then(|| name(columns).map(|name| (number, name)))?
    })
}

/// The tuples of a relation that were not deleted; of the pages alone that hold `number` anywhere.
fn live(bytes: &[u8], number: Option<u32>) -> impl Iterator<Item = Tuple<'_>> {
    let len = page_len(bytes).unwrap_or(usize::MAX);
    let wanted = number.map(|number| memchr::memmem::Finder::new(&number.to_le_bytes()).into_owned());
    let pages = bytes
        .chunks_exact(len.min(bytes.len()).max(1))
        .filter(move |page| wanted.as_ref().is_none_or(|wanted| wanted.find(page).is_some()))
        .filter_map(Page::of);
    let tuples =
        pages.flat_map(|page| page.tuples().spans.into_iter().filter_map(move |span| Tuple::of(page.bytes_of(span))));
    tuples.filter(|tuple| !tuple.is_dead)
}

fn name(values: &[u8]) -> Option<String> {
    let name = std::str::from_utf8(until_zero(values.get(..NAME_LEN)?)).ok()?;
    (!name.is_empty()).then(|| name.to_owned())
}

/// Where `pg_attribute` has what: table (4), name (64) and type (4) stand first.
#[derive(Debug, Clone, Copy)]
struct Places {
    len: usize,
    align: usize,
}

impl Places {
    fn of(attributes: &[u8]) -> Option<Self> {
        live(attributes, None).find_map(|tuple| {
            let values = tuple.values();
            let is_known = u32_at(values, 0)? == PG_CLASS && until_zero(values.get(4..4 + NAME_LEN)?) == b"relname";
            // Its name is of 64 bytes, and its first or second column.
            let is_len = |&at: &usize| u16_at(values, at) == Some(64) && matches!(u16_at(values, at + 2), Some(1 | 2));
            let len = [72, 76].into_iter().filter(|_| is_known).find(is_len)?;
            let align = (len + 4..len + 28).find(|&at| values.get(at) == Some(&b'c'))?;
            Some(Self { len, align })
        })
    }

    /// The column that a row describes, and its number.
    fn column(self, values: &[u8]) -> Option<(i16, Column)> {
        let oid = u32_at(values, 4 + NAME_LEN)?;
        let len = u16_at(values, self.len)?.cast_signed();
        let index = u16_at(values, self.len + 2)?.cast_signed();
        let align = match values.get(self.align)? {
            b'c' => 1,
            b's' => 2,
            b'i' => 4,
            b'd' => 8,
            _ => return None,
        };
        let column = Column {
            name: name(values.get(4..)?)?,
            kind: Kind::of(oid, len),
            layout: Layout { len, align },
            is_dropped: oid == 0,
        };
        (index > 0 && len >= -2).then_some((index, column))
    }
}
