//! Tags: directories of entries behind a header of TIFF (Exif 3.0, 4.6).

use std::ops::Range;

use crate::records::rows::Rows;

/// Directories of one file.
const DIRECTORIES_MAX: usize = 32;
/// The longest text.
const TEXT_LEN_MAX: usize = 64 << 10;

/// Tags of text, and what their columns are called.
const TEXTS: &[(u16, &str)] = &[
    (0x010E, "description"),
    (0x010F, "camera_make"),
    (0x0110, "camera_model"),
    (0x0131, "software"),
    (0x0132, "modified"),
    (0x013B, "artist"),
    (0x013C, "host_computer"),
    (0x8298, "copyright"),
    (0x9003, "taken"),
    (0x9286, "comment"),
    (0x9C9B, "title"),
    (0x9C9C, "comment"),
    (0x9C9D, "author"),
    (0xA430, "owner_name"),
    (0xA431, "serial_number"),
    (0xA435, "lens_serial_number"),
];

/// Reads the tags in `span`, whose offsets count from its start.
pub(super) fn read(span: Range<usize>, rows: &mut Rows<'_, '_>) {
    let bytes = rows.bytes.get(span.clone()).unwrap_or_default();
    let tiff = Tiff { bytes, base: span.start, is_little: bytes.starts_with(b"II") };
    rows.table("exif");
    let mut open = vec![tiff.number(4, 4).unwrap_or_default()];
    let mut seen = Vec::new();
    let mut place = Place::default();
    while let Some(at) = open.pop() {
        if seen.contains(&at) || seen.len() >= DIRECTORIES_MAX {
            continue;
        }
        seen.push(at);
        tiff.directory(at, &mut open, &mut place, rows);
    }
    for (name, number, span) in place.cells() {
        let column = rows.typed(name, "double");
        rows.decoded(column, format!("{number:.6}").as_bytes(), &span);
    }
    rows.end_record();
}

/// Degrees, and whether they count to the south or the west.
#[derive(Default)]
struct Place {
    latitude: Option<(f64, Range<usize>)>,
    longitude: Option<(f64, Range<usize>)>,
    is_south: bool,
    is_west: bool,
}

impl Place {
    fn cells(self) -> impl Iterator<Item = (&'static str, f64, Range<usize>)> {
        let signed = |is_negative: bool, degrees: f64| if is_negative { -degrees } else { degrees };
        let latitude = self.latitude.map(|(degrees, span)| ("gps_latitude", signed(self.is_south, degrees), span));
        let longitude = self.longitude.map(|(degrees, span)| ("gps_longitude", signed(self.is_west, degrees), span));
        latitude.into_iter().chain(longitude)
    }
}

struct Tiff<'a> {
    bytes: &'a [u8],
    base: usize,
    is_little: bool,
}

impl Tiff<'_> {
    fn number(&self, at: usize, len: usize) -> Option<usize> {
        let raw = self.bytes.get(at..at.checked_add(len)?)?;
        let fold = |number: usize, byte: &u8| number << 8 | usize::from(*byte);
        Some(if self.is_little { raw.iter().rev().fold(0, fold) } else { raw.iter().fold(0, fold) })
    }

    fn directory(&self, at: usize, open: &mut Vec<usize>, place: &mut Place, rows: &mut Rows<'_, '_>) {
        let count = self.number(at, 2).unwrap_or_default();
        for index in 0..count {
            if self.entry(at + 2 + index * 12, open, place, rows).is_none() {
                return;
            }
        }
        open.extend(self.number(at + 2 + count * 12, 4).filter(|&next| next > 0));
    }

    fn entry(&self, at: usize, open: &mut Vec<usize>, place: &mut Place, rows: &mut Rows<'_, '_>) -> Option<()> {
        let tag = u16::try_from(self.number(at, 2)?).ok()?;
        let kind = self.number(at + 2, 2)?;
        let count = self.number(at + 4, 4)?;
        let value = self.number(at + 8, 4)?;
        let size = match kind {
            3 | 8 => 2,
            4 | 9 | 11 => 4,
            5 | 10 | 12 => 8,
            _ => 1,
        };
        let len = count.saturating_mul(size);
        let start = if len <= 4 { at + 8 } else { value };
        let span = start..start.saturating_add(len).min(self.bytes.len());
        let Some(raw) = self.bytes.get(span.clone()) else { return Some(()) };
        let whole = self.base + span.start..self.base + span.end;
        match tag {
            // Exif, GPS and further directories.
            0x8769 | 0x8825 | 0xA005 => open.push(value),
            1 if raw.starts_with(b"S") => place.is_south = true,
            3 if raw.starts_with(b"W") => place.is_west = true,
            2 if kind == 5 => place.latitude = self.degrees(start).map(|degrees| (degrees, whole)),
            4 if kind == 5 => place.longitude = self.degrees(start).map(|degrees| (degrees, whole)),
            _ => {
                if let Some((_, name)) = TEXTS.iter().find(|(known, _)| *known == tag) {
                    text(name, raw, whole, rows);
                }
            }
        }
        Some(())
    }

    /// Three fractions: degrees, minutes, seconds.
    fn degrees(&self, at: usize) -> Option<f64> {
        let mut degrees = 0.0;
        for (index, unit) in [1.0, 60.0, 3_600.0].into_iter().enumerate() {
            let part = |at| Some(f64::from(u32::try_from(self.number(at, 4)?).ok()?));
            let (above, below) = (part(at + index * 8)?, part(at + index * 8 + 4)?);
            degrees += if below > 0.0 { above / below / unit } else { 0.0 };
        }
        Some(degrees)
    }
}

fn text(name: &str, raw: &[u8], span: Range<usize>, rows: &mut Rows<'_, '_>) {
    let raw = raw.get(..TEXT_LEN_MAX).unwrap_or(raw);
    let column = rows.named(name);
    // The tags of Windows are UTF-16, comments begin with the name of their character set.
    if raw.len() > 2 && raw.get(1) == Some(&0) {
        let units = raw.chunks_exact(2).filter_map(|unit| <[u8; 2]>::try_from(unit).ok()).map(u16::from_le_bytes);
        let text: String = char::decode_utf16(units).map(|char| char.unwrap_or('\u{FFFD}')).collect();
        rows.decoded(column, text.trim_end_matches('\0').as_bytes(), &span);
        return;
    }
    let skip = if raw.starts_with(b"ASCII\0\0\0") { 8 } else { 0 };
    let inner = raw.get(skip..).unwrap_or_default();
    let len = inner.iter().rposition(|&byte| byte != 0 && byte != b' ').map_or(0, |last| last + 1);
    rows.verbatim(column, &(span.start + skip..span.start + skip + len));
}
