use super::*;

fn numbers(numbers: &[i64]) -> Vec<Object> {
    numbers.iter().map(|&number| Object::Integer(number)).collect()
}

#[test]
fn widths_are_those_of_lists_and_of_ranges() {
    let mut parts = numbers(&[7]);
    parts.push(Object::Array(numbers(&[500, 600])));
    parts.extend(numbers(&[20, 22, 250]));
    let widths = listed_widths(&Document::new(), &parts);
    let of = |glyph| width_of(&widths, glyph);
    assert_eq!([6, 7, 8, 9].map(of), [None, Some(500.0), Some(600.0), None]);
    assert_eq!([19, 20, 22, 23].map(of), [None, Some(250.0), Some(250.0), None]);
}

#[test]
fn widths_that_are_said_again_and_again_end() {
    let widths = listed_widths(&Document::new(), &numbers(&[0, 65_535, 500].repeat(100_000)));
    assert_eq!((widths.len(), width_of(&widths, 9)), (WIDTHS_MAX, Some(500.0)));
}

/// A document of one page with this content, on which one font has many names.
fn document(content: &str) -> (Document, ObjectId) {
    let mut document = Document::with_version("1.7");
    let name = |name: &str| Object::Name(name.as_bytes().to_vec());
    let entries = |entries: Vec<(&str, Object)>| Dictionary::from_iter(entries);
    let font = entries(vec![("Type", name("Font")), ("Subtype", name("Type1")), ("BaseFont", name("Helvetica"))]);
    let font = document.add_object(font);
    let names = (0..50).map(|number| (format!("F{number}"), Object::Reference(font)));
    let fonts = Dictionary::from_iter(names);
    let content = document.add_object(lopdf::Stream::new(Dictionary::new(), content.as_bytes().to_vec()));
    let resources = entries(vec![("Font", Object::Dictionary(fonts))]);
    let page = entries(vec![
        ("Type", name("Page")),
        ("Contents", Object::Reference(content)),
        ("Resources", Object::Dictionary(resources)),
    ]);
    let page = document.add_object(page);
    (document, page)
}

fn reading(document: &Document) -> Reading<'_> {
    Reading::new(document, Budget::new(1_000, crate::config::Limits::default()))
}

fn texts(drawn: &Drawn) -> Vec<(&str, bool)> {
    drawn.runs.iter().map(|run| (run.text.as_str(), run.is_placed)).collect()
}

#[test]
fn a_font_is_read_once_whatever_pages_call_it() {
    let content: String = (0..50).map(|number| format!("BT /F{number} 9 Tf (a) Tj ET ")).collect();
    let (document, page) = document(&content);
    let mut reading = reading(&document);
    assert_eq!(reading.page(page).unwrap().runs.len(), 50);
    assert_eq!(reading.fonts.read.len(), 1);
}

#[test]
fn pages_that_are_the_same_are_drawn_once() {
    let (mut document, first) = document("BT /F0 9 Tf (a) Tj ET");
    let copy = document.get_object(first).unwrap().clone();
    let second = document.add_object(copy.clone());
    let mut other = copy;
    other.as_dict_mut().unwrap().set("Resources", Object::Dictionary(Dictionary::new()));
    let third = document.add_object(other);
    let mut reading = reading(&document);
    let runs = [first, second, third].map(|page| reading.page(page).map(|drawn| drawn.runs.len()));
    assert_eq!(runs, [Some(1), None, Some(1)], "the third is drawn with another font");
}

#[test]
fn what_is_placed_behind_a_blank_goes_on_with_nothing() {
    let at = |x: u32, text: &str| format!("1 0 0 1 {x} 700 Tm ({text}) Tj ");
    let content = format!("BT /F0 9 Tf {}{}(219-09-9999) Tj {}ET", at(50, "Ann"), at(90, " "), at(160, "Bob"));
    let (document, page) = document(&content);
    let drawn = reading(&document).page(page).unwrap();
    assert_eq!(texts(&drawn), [("Ann", true), ("219-09-9999", true), ("Bob", true)]);
}

/// A page that draws this form, which may draw itself.
fn with_form(content: &str) -> (Document, ObjectId) {
    let (mut document, page) = document("BT /F0 9 Tf (Ann) Tj ET q 1 0 0 1 30 40 cm /X Do Q BT (Lee) Tj ET");
    let mut form = Dictionary::new();
    form.set("Subtype", Object::Name(b"Form".to_vec()));
    form.set("Matrix", Object::Array(numbers(&[2, 0, 0, 2, 0, 0])));
    let form = document.add_object(lopdf::Stream::new(form, content.as_bytes().to_vec()));
    let forms = Object::Dictionary(Dictionary::from_iter([("X", Object::Reference(form))]));
    let page_dict = document.get_object_mut(page).unwrap().as_dict_mut().unwrap();
    page_dict.get_mut(b"Resources").unwrap().as_dict_mut().unwrap().set("XObject", forms);
    (document, page)
}

#[test]
fn forms_are_drawn_where_the_page_puts_them() {
    let (document, page) = with_form("BT /F0 9 Tf 10 20 Td (219-09-9999) Tj ET");
    let drawn = reading(&document).page(page).unwrap();
    assert_eq!(texts(&drawn), [("Ann", false), ("219-09-9999", true), ("Lee", false)]);
    assert_eq!((drawn.runs[1].x, drawn.runs[1].y, drawn.runs[1].size), (50.0, 80.0, 18.0));
    assert_eq!(drawn.unread, None);
}

#[test]
fn a_form_that_draws_itself_ends() {
    let (document, page) = with_form(&"/X Do ".repeat(1_000));
    let mut reading = reading(&document);
    let drawn = reading.page(page).unwrap();
    assert_eq!((drawn.unread, reading.budget.is_used_up()), (Some(Unread::Limit), true));
    assert_eq!(texts(&drawn), [("Ann", false)]);
}

#[test]
fn standard_widths_are_those_of_the_standard_fonts_alone() {
    let width = |kind: &str, name: &str| {
        let object = |name: &str| Object::Name(name.as_bytes().to_vec());
        let font = Dictionary::from_iter([("Subtype", object(kind)), ("BaseFont", object(name))]);
        Widths::of(&Document::new(), &font).of_string(b"11")
    };
    assert_eq!(width("Type1", "Helvetica-Bold"), Some(1_112.0));
    assert_eq!(width("TrueType", "Courier"), Some(1_200.0));
    assert_eq!(width("Type1", "Helvetica-Condensed"), None);
    assert_eq!(width("Type0", "Courier"), None);
}
