use std::sync::LazyLock;

use proptest::prelude::*;

use super::*;

static NAMES: LazyLock<PersonNames> = LazyLock::new(PersonNames::new);
/// The prior of a name in running text: what [`Found::odds`] leaves out.
const PRIOR: f32 = -1.5;

fn cell(value: &str) -> Option<Found> {
    NAMES.cell(value.as_bytes(), None)
}

fn all(text: &str) -> Vec<(String, f32)> {
    let mut found = Vec::new();
    NAMES.text(text.as_bytes(), &mut |name| {
        let value = text.get(name.span.clone()).expect("spans lie on characters");
        found.push((value.to_owned(), name.odds));
    });
    found
}

/// The names that are likely by themselves, without a label.
fn likely(text: &str) -> Vec<String> {
    all(text).into_iter().filter(|(_, odds)| odds + PRIOR > 0.0).map(|(name, _)| name).collect()
}

#[test]
fn every_written_form_is_read() {
    for (value, shape) in [
        ("John Smith", Shape::FirstLast),
        ("john smith", Shape::FirstLast),
        ("JOHN SMITH", Shape::FirstLast),
        ("Mark Q. Johnson", Shape::FirstInitialLast),
        ("Mary Ann O'Brien", Shape::FirstMiddleLast),
        ("Mary Ann O’Brien", Shape::FirstMiddleLast),
        ("J. Q. Johnson", Shape::InitialsLast),
        ("JQ Johnson", Shape::FirstLast),
        ("SMITH, JOHN Q", Shape::Inverted),
        ("van der Berg, Pieter", Shape::Inverted),
        ("SMITH^JOHN^Q^JR^DR", Shape::Components),
        ("SMITH$JOHN$Q", Shape::Components),
        ("SMITH/JOHN MR", Shape::Slashed),
        ("Smith John", Shape::Reversed),
        ("Dr. María García López", Shape::FirstMiddleLast),
        ("Juan de la Cruz", Shape::FirstMiddleLast),
        ("Anna Smith-Jones", Shape::FirstLast),
        ("Jean-Luc Picard", Shape::FirstLast),
        ("John Smith, Jr.", Shape::FirstLast),
        ("John Smith III", Shape::FirstLast),
        ("Robert (Bob) Jones", Shape::FirstMiddleLast),
        ("Nguyễn Văn Minh", Shape::Reversed),
    ] {
        let found = cell(value).unwrap_or_else(|| panic!("{value} is a name"));
        assert_eq!((found.shape, found.part), (shape as u8, Part::Whole), "{value}");
        assert_eq!(found.span, 0..value.len(), "{value}");
        assert!(found.odds > 0.0, "{value}: {}", found.odds);
    }
}

#[test]
fn what_is_no_person_is_not_read() {
    for value in [
        "",
        " ",
        "Xylophone Systems Inc",
        "Jones Hardware LLC",
        "Smith & Sons",
        "First National Bank",
        "Main Street",
        "Maple Avenue",
        "Martin Luther King Blvd",
        "Austin, Texas",
        "Charlotte, NC",
        "Chicago",
        "New York",
        "United States",
        "active",
        "pending",
        "blue",
        "Marketing",
        "Software Engineer",
        "Mahogany Table",
        "iPhone",
        "john.smith",
        "john_smith",
        "Smith42",
        "john@example.com",
        "Li",
        "J",
        "a very long line of words that goes on and on until nobody would take it for a name of a person any more",
        "山田太郎",
    ] {
        assert_eq!(cell(value).map(|found| found.odds), None, "{value}");
    }
}

#[test]
fn a_name_that_is_a_word_says_less() {
    let odds = |value| cell(value).map_or(-9.0, |found| found.odds);
    assert!(odds("Smith") > odds("Rose") && odds("Rose") > 0.0 && odds("Will") < 0.0);
    assert!(odds("John Smith") > 1.8);
    assert!(odds("Will Price") < 0.5);
    assert!(odds("Jan Zzyzxer") < odds("John Smith"), "an unlisted surname says less than a listed one");
}

#[test]
fn a_hint_says_which_part_a_cell_holds() {
    let part = |value: &str, hint| NAMES.cell(value.as_bytes(), Some(hint)).map(|found| found.part);
    assert_eq!(part("Mary Ann", Part::GivenName), Some(Part::GivenName));
    assert_eq!(part("de la Cruz", Part::FamilyName), Some(Part::FamilyName));
    assert_eq!(part("García López", Part::FamilyName), Some(Part::FamilyName));
    assert_eq!(part("Li", Part::FamilyName), Some(Part::FamilyName));
    assert_eq!(part("Q", Part::MiddleName), Some(Part::MiddleName));
    assert_eq!(part("Q.", Part::MiddleName), Some(Part::MiddleName));
    assert_eq!(part("Zzyzxer", Part::FamilyName), Some(Part::FamilyName), "a quarter of surnames is on no list");
    assert_eq!(part("database", Part::FamilyName), None, "a word is no name whatever the hint");
    assert_eq!(part("Smith, John", Part::FamilyName), Some(Part::Whole));
    assert_eq!(cell("Jenkins").map(|found| found.part), Some(Part::FamilyName));
    assert_eq!(cell("Michelle").map(|found| found.part), Some(Part::GivenName));
}

#[test]
fn facts_say_what_is_listed() {
    let facts = |value| cell(value).map(|found| found.facts.0);
    assert_eq!(facts("Michelle Jenkins"), Some(0b1011));
    assert_eq!(facts("Rose Jenkins"), Some(0b1111));
    assert_eq!(facts("Michelle Zzyzxer"), Some(0b1001));
    assert_eq!(facts("Jenkins"), Some(0b0010));
}

#[test]
fn published_stand_ins_are_marked() {
    for value in ["John Doe", "JANE DOE", "Doe, Jane", "John Q. Public", "PUBLIC^JOHN^Q"] {
        assert!(cell(value).is_some_and(|found| found.is_test), "{value}");
    }
    assert!(cell("John Smith").is_some_and(|found| !found.is_test));
}

#[test]
fn names_in_text_are_found_whole_and_without_their_title() {
    for (text, name) in [
        ("Yesterday John Smith called about his order.", "John Smith"),
        ("my name is Robert Brown and I live here", "Robert Brown"),
        ("Mr. Smith said no.", "Smith"),
        ("then Dr. Anna B. Jenkins came", "Anna B. Jenkins"),
        ("Dear John,\nthank you", "John"),
        ("Sincerely,\nMary Jones", "Mary Jones"),
        ("Contact: SMITH, JOHN Q", "SMITH, JOHN Q"),
        ("patient Grant Young admitted", "Grant Young"),
        ("PID|1||123||SMITH^JOHN^Q||19600101", "SMITH^JOHN^Q"),
        ("customer John Smith Jr. paid", "John Smith Jr."),
        ("Juan de la Cruz, Jr. was here", "Juan de la Cruz, Jr."),
        ("Mary Smith, MD", "Mary Smith, MD"),
        ("it is Mary Ann O'Brien's car", "Mary Ann O'Brien"),
        ("ATTN: JANE JENKINS", "JANE JENKINS"),
        ("c/o John Q. Jenkins", "John Q. Jenkins"),
        ("{\"name\": \"José García\"}", "José García"),
        ("Author: Michelle Jenkins <m@example.org>", "Michelle Jenkins"),
    ] {
        assert_eq!(likely(text), [name], "{text}");
    }
}

#[test]
fn several_names_are_found_in_order() {
    assert_eq!(likely("John Jenkins, Mary Jones and Robert Miller"), ["John Jenkins", "Mary Jones", "Robert Miller"]);
}

#[test]
fn one_name_is_found_where_persons_are_spoken_of() {
    for (text, name) in [
        ("have questions, ask for Michael at noon", "Michael"),
        ("hey Jackie, its Tanya. call me", "Tanya"),
        ("Crew: 1. VOGEL, Birgit", "VOGEL, Birgit"),
        ("The board elected Jason Green as chair", "Jason Green"),
        ("according to Szymon Krawczykowski, a driver", "Szymon Krawczykowski"),
        ("Dear John & Mary Smith,", "John & Mary Smith"),
        ("the late Jean DUPONT was", "Jean DUPONT"),
    ] {
        assert!(likely(text).contains(&name.to_owned()), "{text}: {:?}", all(text));
    }
    assert_eq!(likely("Michael is a name."), [""; 0]);
}

#[test]
fn other_capitalised_words_are_left_alone() {
    for text in [
        "the May report will price the long hall",
        "Jackson, Mississippi 39201",
        "down Martin Luther King Blvd to Henry Ford Hospital.",
        "San Francisco and New York are cities.",
        "class JohnSmith extends Mary.Jones",
        "/home/John/Smith and Mary_Jones and John Smith(x)",
        "Johnson & Johnson products",
        "Goldman Sachs Group, Wells Fargo Bank",
        "April May June",
        "Good Morning America, Happy Friday Everyone",
        "Rose Hill Avenue",
        "the Virginia Beach police",
        "John F. Kennedy International Airport",
        "Dear Customer, Dear Sir or Madam",
        "John Smith University",
        "the Calvin Klein bag and the Mercedes Benz",
        "since 00:00:00 GMT, Jan 1970",
        "moved to St. Louis, MO 63164",
        "Free Software Foundation",
        "Will Price",
        "Lt Le Ne Ge Gt",
        "John",
    ] {
        assert_eq!(likely(text), [""; 0], "{text}");
    }
}

#[test]
fn a_label_lifts_what_is_weak_alone() {
    let odds = |text| all(text).first().map_or(0.0, |(_, odds)| *odds);
    assert!(odds("Patient: Will Price") > odds("Will Price"));
    assert!(odds("Name: Linus Zzyzxer") > odds("Linus Zzyzxer") + 1.0);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 256, ..ProptestConfig::default() })]

    #[test]
    fn arbitrary_bytes_are_read_without_panic_and_with_spans_inside(bytes in proptest::collection::vec(any::<u8>(), 0..300)) {
        let mut end = 0;
        NAMES.text(&bytes, &mut |found| {
            assert!(end <= found.span.start && found.span.start < found.span.end && found.span.end <= bytes.len());
            end = found.span.end;
        });
        if let Some(found) = NAMES.cell(&bytes, None) {
            prop_assert!(found.span.end <= bytes.len());
        }
    }

    #[test]
    fn text_of_names_and_marks_keeps_spans_on_characters_and_gives_the_same_twice(
        words in proptest::collection::vec(
            proptest::sample::select(vec![
                "John", "SMITH", "de", "la", "Cruz", "Mr.", "Jr.", ",", "Q.", "é", "山", "\n", "^", "/", "’s", "O’Brien", "Dear", ":", "&", "Nguyễn",
                "name is", "Bank", "\u{301}", "-", "x@y",
            ]),
            0..40,
        ),
        gap in proptest::sample::select(vec![" ", "", "\n"]),
    ) {
        let text = words.join(gap);
        let mut first = Vec::new();
        NAMES.text(text.as_bytes(), &mut |found| first.push(found.clone()));
        for found in &first {
            prop_assert!(text.get(found.span.clone()).is_some());
        }
        let mut second = Vec::new();
        NAMES.text(text.as_bytes(), &mut |found| second.push(found.clone()));
        prop_assert_eq!(first, second);
    }
}

fn is_plain_place(value: &str) -> bool {
    PersonNames::is_plain_place(&CellValue::new(value.as_bytes(), 0..value.len()))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2048))]

    #[test]
    fn what_begins_as_a_place_is_one_without_a_look_at_the_lists(
        head in prop::sample::select(["North", "lake", "PORT", "New", "Upper", "Eastern", "Mary"].as_slice()),
        rest in prop::collection::vec("[A-Z]?[a-z]{0,7}|[A-Z]{1,4}|Jr|Dr|Mc[A-Z][a-z]{2}|O'[A-Z][a-z]|[a-z]{2}[.,/-]", 0..4),
        gap in " {1,2}"
    ) {
        let value = rest.iter().fold(head.to_owned(), |value, word| value + &gap + word);
        let is_place = is_plain_place(&value);
        prop_assert!(!is_place || NAMES.name_or_firm(value.as_bytes(), None) == NameOrFirm::Firm, "{}", value);
    }
}

#[test]
fn plain_places_are_told_by_their_first_word() {
    for value in ["East Jessica", "lake stephanie", "NORTH LITTLE ROCK"] {
        assert!(is_plain_place(value), "{value}");
    }
    let others =
        ["East", "East ", " East", "Easton Jessica", "Mary Lake", "Lake McDonald", "Lake O'Hara", "East Jessica, TX"];
    for value in others {
        assert!(!is_plain_place(value), "{value}");
    }
}
