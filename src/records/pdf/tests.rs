use super::*;
use crate::records::testing::{Collector, head_of, read_whole};

const PEOPLE: &[u8] = include_bytes!("../../../testdata/documents/people.pdf");
const TABLE: &str = include_str!("../../../testdata/documents/people.csv");

fn read(source: &[u8]) -> Collector {
    read_whole(&*Pdf.open(&head_of(source)).expect("this is PDF"), source)
}

#[test]
fn tables_are_records_by_the_places_of_their_cells() {
    let sink = read(PEOPLE);
    let names: Vec<_> = sink.columns["table"].iter().map(|spec| spec.name.as_str()).collect();
    assert_eq!(names, ["id", "name", "email", "ssn", "phone", "birth_date", "account", "note"]);
    let people: Vec<_> = sink.records.iter().filter(|(table, _)| table == "table").collect();
    assert_eq!(people.len(), 60);
    for (line, (_, cells)) in TABLE.lines().skip(12).zip(people.iter().skip(10)) {
        let values: Vec<_> = cells.iter().map(|(_, value)| value.as_str()).collect();
        assert_eq!(format!("{},", values.join(",")), line);
    }
}

#[test]
fn text_is_joined_over_fonts_and_metadata_is_read() {
    let sink = read(PEOPLE);
    let text: String = sink.decoded.iter().map(|(text, _)| text.as_str()).collect();
    assert!(text.contains("The SSN of James Smith is 536-22-8713."), "{text}");
    let author = ("author".to_owned(), "Mary Johnson".to_owned());
    assert!(sink.records.iter().any(|(table, cells)| table == "properties" && cells.contains(&author)));
}

#[test]
fn cut_and_changed_documents_are_read_or_scanned() {
    for len in (5..PEOPLE.len()).step_by(331) {
        read(&PEOPLE[..len]);
    }
    for seed in 0..60usize {
        let mut source = PEOPLE.to_vec();
        for change in 0..10usize {
            let at = 8 + (seed * 7_919 + change * 104_729) % (source.len() - 8);
            source[at] = u8::try_from((seed * 31 + change * 17) % 256).unwrap();
        }
        read(&source);
    }
}

/// A document of pages that all show one stream, each in a font of its own.
fn shared(content: &str, pages: usize) -> Vec<u8> {
    use lopdf::{Dictionary, Document, Object, Stream};
    let name = |name: &str| Object::Name(name.as_bytes().to_vec());
    let mut document = Document::with_version("1.7");
    let mut stream = Stream::new(Dictionary::new(), content.as_bytes().to_vec());
    stream.compress().unwrap();
    let content = document.add_object(stream);
    let node = document.new_object_id();
    let page = |document: &mut Document, number: usize| {
        let font = Dictionary::from_iter([
            ("Type", name("Font")),
            ("Subtype", name("Type1")),
            ("BaseFont", name(&format!("Font{number}"))),
        ]);
        let fonts = Dictionary::from_iter([("F1", Object::Reference(document.add_object(font)))]);
        Dictionary::from_iter([
            ("Type", name("Page")),
            ("Parent", Object::Reference(node)),
            ("Contents", Object::Reference(content)),
            ("Resources", Object::Dictionary(Dictionary::from_iter([("Font", Object::Dictionary(fonts))]))),
        ])
    };
    let pages: Vec<Object> = (0..pages)
        .map(|number| {
            let page = page(&mut document, number);
            Object::Reference(document.add_object(page))
        })
        .collect();
    let count = i64::try_from(pages.len()).unwrap();
    let tree = [("Type", name("Pages")), ("Count", Object::Integer(count)), ("Kids", Object::Array(pages))];
    document.set_object(node, Dictionary::from_iter(tree));
    let catalog =
        document.add_object(Dictionary::from_iter([("Type", name("Catalog")), ("Pages", Object::Reference(node))]));
    document.trailer.set("Root", Object::Reference(catalog));
    let mut bytes = Vec::new();
    document.save_to(&mut bytes).unwrap();
    bytes
}

#[test]
fn pages_that_share_a_stream_are_read_until_the_budget_is_used_up() {
    const TEXT: &str = "BT /F1 9 Tf 50 700 Td (the SSN of Ann is 219-09-9999) Tj ET ";
    let few = read(&shared(TEXT, 3));
    assert_eq!((few.decoded.len(), few.diagnostics.len(), few.texts.len()), (3, 0, 0));
    let content = [TEXT, &"0 0 m ".repeat(4 << 20)].concat();
    let source = shared(&content, 8);
    assert!(source.len() < 100_000);
    let many = read(&source);
    assert!((1..8).contains(&many.decoded.len()), "{}", many.decoded.len());
    assert_eq!(many.diagnostics, [(Reason::LimitReached, 0)]);
    assert_eq!(many.texts, [(0..source.len(), TextClass::Binary)]);
}

#[test]
fn a_page_of_more_runs_than_are_read_is_said() {
    let source = shared(&format!("BT /F1 9 Tf {}ET", "0 1 Td(a)Tj ".repeat(250_000)), 1);
    let sink = read(&source);
    assert_eq!(sink.diagnostics, [(Reason::LimitReached, 0)]);
    assert_eq!(sink.texts, [(0..source.len(), TextClass::Binary)]);
}

#[test]
fn a_page_whose_stream_is_cut_or_damaged_is_said_and_read_as_far_as_it_goes() {
    let content: String =
        (0..400).map(|line| format!("BT /F1 9 Tf 50 {} Td (line {line} of many) Tj ET ", 4_000 - line * 10)).collect();
    let whole = shared(&content, 1);
    assert_eq!(read(&whole).unread, []);
    let start = memchr::memmem::find_iter(&whole, b"stream").next().unwrap();
    let mut damaged = whole;
    damaged[start + 600] ^= 0x55;
    let sink = read(&damaged);
    assert_eq!(sink.diagnostics, [(Reason::CorruptStream, 0)]);
    assert_eq!(sink.unread, [(0..0, Reason::CorruptStream)]);
    assert!(!sink.decoded.is_empty());
}

/// Pages of two writers: one packs them, the other writes them in characters, too.
const FPDF: &[u8] = include_bytes!("../../../testdata/documents/pages-fpdf.pdf");
const REPORTLAB: &[u8] = include_bytes!("../../../testdata/documents/pages-reportlab.pdf");

#[test]
fn what_is_changed_within_a_stream_is_said() {
    for source in [FPDF, REPORTLAB] {
        let whole = read(source);
        assert_eq!(whole.unread, [], "what is whole is read wholly");
        let first = memchr::memmem::find(source, b"stream").unwrap() + 10;
        let end = memchr::memmem::find(source, b"endstream").unwrap();
        for at in (first..end).step_by(61) {
            let mut changed = source.to_vec();
            changed[at] ^= 1;
            let found = read(&changed);
            let is_same = (&found.records, &found.decoded) == (&whole.records, &whole.decoded);
            assert!(is_same || !found.unread.is_empty(), "{at}");
        }
    }
}

#[test]
fn a_document_that_is_cut_and_pages_that_are_missing_are_said() {
    for source in [FPDF, REPORTLAB, PEOPLE] {
        for percent in [20, 45, 70, 90] {
            let found = read(&source[..source.len() * percent / 100]);
            assert!(!found.unread.is_empty(), "{percent}");
        }
    }
    let kid = memchr::memmem::find(FPDF, b"/Type /Page\n").unwrap();
    let mut changed = FPDF.to_vec();
    changed[kid + 6] = b'X';
    assert!(!read(&changed).unread.is_empty());
}
