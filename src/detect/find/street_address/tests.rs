use std::sync::LazyLock;

use proptest::prelude::*;

use super::*;

static ADDRESSES: LazyLock<StreetAddresses> = LazyLock::new(StreetAddresses::new);

fn cell(value: &str) -> Option<Found> {
    ADDRESSES.cell(value.as_bytes())
}

fn likely(text: &str) -> Vec<String> {
    let mut found = Vec::new();
    ADDRESSES.text(text.as_bytes(), &mut |address| {
        if address.odds > 0.0 {
            found.push(text.get(address.span.clone()).expect("spans lie on characters").to_owned());
        }
    });
    found
}

#[test]
fn streets_with_a_number_for_a_name_are_known_behind_every_number() {
    for street in ["42nd Dr", "2nd Avenue", "101st Street"] {
        let found = |number: &str| ADDRESSES.numbered_street(format!("{number} {street}").as_bytes(), 0);
        assert!(found("5012").is_some(), "{street}");
        assert_eq!(found("5012"), found("7713"), "{street}");
    }
    assert_eq!(ADDRESSES.numbered_street(b"12 34 56th", 0), None);
}

#[test]
fn street_lines_of_every_form_are_read() {
    for (value, shape) in [
        ("123 Main St", Shape::Suffix),
        ("123 N MAIN ST APT 4B", Shape::Suffix),
        ("123 main street", Shape::Suffix),
        ("123A Elm Court", Shape::Suffix),
        ("123 1/2 Oak Ave", Shape::Suffix),
        ("12-34 150th Street", Shape::Suffix),
        ("N6W23001 Bluemound Rd", Shape::Suffix),
        ("456 Oak Park Ave, Unit 7", Shape::Suffix),
        ("77 Massachusetts Avenue", Shape::Suffix),
        ("5 Mill Creek Valley Rd", Shape::Suffix),
        ("100 Broadway", Shape::NoSuffix),
        ("PO BOX 123", Shape::PostOfficeBox),
        ("P.O. Box 12", Shape::PostOfficeBox),
        ("Post Office Box 12", Shape::PostOfficeBox),
        ("RR 2 BOX 152", Shape::Route),
        ("HC 1 BOX 25", Shape::Route),
        ("UNIT 2050 BOX 4190", Shape::Military),
        ("PSC 0042, Box 3222", Shape::Military),
        ("1200 County Road 5", Shape::Highway),
        ("45 US HWY 30 W", Shape::Highway),
        ("9 FM 1960", Shape::Highway),
        ("450 S 300 E", Shape::Grid),
        ("12 rue de la Paix", Shape::KindFirst),
        ("150 Calle A", Shape::KindFirst),
        ("Hauptstraße 12", Shape::NumberLast),
        ("Lange Straße 5a", Shape::NumberLast),
        ("Kerkstraat 12", Shape::NumberLast),
        ("Calle Mayor 5", Shape::NumberLast),
        ("Via Roma 10", Shape::NumberLast),
    ] {
        let found = cell(value).unwrap_or_else(|| panic!("{value} is an address"));
        assert_eq!((found.shape, found.part), (shape as u8, Part::Street), "{value}");
        assert_eq!(found.span, 0..value.len(), "{value}");
        assert!(found.odds > 0.0, "{value}: {}", found.odds);
    }
}

#[test]
fn addresses_of_other_countries_are_found_from_the_street_to_the_code() {
    for address in [
        "Saraweg 259, 2333 IP, Eexterveen",
        "Davepad 150, 2797DD, Aldeboarn",
        "Keizersgracht 123, 1015 CJ Amsterdam",
        "Storgatan 12, 111 51 Stockholm",
        "ul. Długa 80, 36-193 Piotrków Trybunalski",
        "Rua Augusta 120, 1100-053 Lisboa",
        "Rotonda Manuel, 8, 80019, Qualiano (NA)",
        "Flat 8, Osborne Ridge, Great Yarmouth, NR30 1HB",
        "boulevard Voltaire, 75011 Paris",
        "37 Harbour Drive, Sydney NSW 2607",
        "6 Park Street, Perth, WA, 6000",
        "1905 Kenneth Ave Apt. 432, West Town, BC B3C2K4",
        "141 Station Road, Kolkata 389520",
    ] {
        assert_eq!(likely(&format!("Send it to {address}.")), [address]);
        assert!(cell(address).is_some(), "{address}");
    }
}

#[test]
fn a_rare_suffix_needs_a_line_of_its_own_or_a_word_before() {
    assert_eq!(likely("lives at 4009 Allen Vista with"), ["4009 Allen Vista"]);
    assert_eq!(likely("4009 Allen Vista\n"), ["4009 Allen Vista"]);
    assert_eq!(likely("the 3 Mountain Vista hikes"), [""; 0]);
    assert_eq!(likely("about 1 ULP per lane, and 24 Hour drive"), [""; 0]);
    assert_eq!(likely("Flat 8, Osborne Ridge, is let"), [""; 0], "a flat without a code is none");
}

#[test]
fn whole_addresses_tell_what_they_have() {
    const ALL: u8 = FACT_ZIP | FACT_STATE | FACT_AGREED;
    for (value, facts) in [
        ("123 N Main St Apt 4B, Springfield, IL 62704", ALL | FACT_UNIT),
        ("123 Main St\nApt 4B\nSpringfield, IL 62704", ALL | FACT_UNIT),
        ("123 MAIN ST SPRINGFIELD IL 62704-1234", ALL),
        ("P.O. Box 12, Dover, DE 19901", ALL),
        ("PSC 802 BOX 74, APO AE 09499", ALL),
        ("1 Infinite Loop, Cupertino, California 95014, USA", ALL),
        ("5 Broadway, New York, New York 10004", ALL),
        ("55 Elm Road, Boise, Idaho", FACT_STATE),
        ("55 Elm Road, Boise 83702", FACT_ZIP),
        ("55 Elm Road, Boise, ID 10001", FACT_ZIP | FACT_STATE),
        ("10 Downing Road, London SW1A 2AA", 0),
        ("5 King Road, Toronto M5V 2T6", 0),
        ("Hauptstraße 12, 10115 Berlin", 0),
        ("Mary Smith, 123 Main St, Springfield, IL 62704", ALL),
    ] {
        let found = cell(value).unwrap_or_else(|| panic!("{value} is an address"));
        assert_eq!((found.facts.0, found.part), (facts, Part::Whole), "{value}");
        assert!(found.odds > 1.0, "{value}: {}", found.odds);
    }
}

#[test]
fn cells_in_small_letters_are_read_as_if_they_had_capitals() {
    for value in [
        "havkajakgade 5, 5867 auning",
        "owenlaan 96, 6822 as, vegelinsoord",
        "9580 michael wall apt. 771, lake caitlinburgh, mb b2y 1p3",
        "lange straße 12, 20095 hamburg",
    ] {
        assert!(cell(value).is_some(), "{value}");
    }
    for value in ["cpu 12, 38063 load=9", "retry 5 times, then stop", "order 12, 4 pieces"] {
        assert!(cell(value).is_none(), "{value}");
    }
}

#[test]
fn agreement_of_zip_and_state_raises_and_disagreement_lowers() {
    let odds = |value| cell(value).map_or(-9.0, |found| found.odds);
    let agreed = odds("123 Oak St, Springfield, IL 62704");
    let unsure = odds("123 Oak St, Springfield 62704");
    let disagreed = odds("123 Oak St, Springfield, NY 62704");
    assert!(agreed > unsure + 1.0 && disagreed < unsure);
}

#[test]
fn what_is_no_address_is_not_read() {
    for value in [
        "",
        "24 inch monitor",
        "12 pack",
        "3 way stop",
        "3 Way St conversation",
        "24 hour drive",
        "2 point",
        "12 March 2020",
        "March 12, 2020",
        "2020-03-12",
        "5 rows in set",
        "3 Oak Tables",
        "2 Bedroom Apt",
        "1 Large Pizza",
        "Room 12",
        "Apt 4B",
        "192.168.1.1",
        "Main Street",
        "62704",
        "0 AN AV",
        "$5 Main St",
    ] {
        assert_eq!(cell(value).map(|found| found.odds), None, "{value}");
    }
}

#[test]
fn famous_houses_are_marked() {
    assert!(cell("1600 Pennsylvania Ave NW, Washington, DC 20500").is_some_and(|found| found.is_test));
    assert!(cell("1601 Pennsylvania Ave").is_some_and(|found| !found.is_test));
}

#[test]
fn addresses_in_text_go_from_the_house_number_to_the_zip() {
    for (text, address) in [
        (
            "I live at 123 N Main St Apt 4B, Springfield, IL 62704 and you?",
            "123 N Main St Apt 4B, Springfield, IL 62704",
        ),
        ("To:\nMary Smith\n123 Main St\nApt 4B\nSpringfield, IL 62704\n", "123 Main St\nApt 4B\nSpringfield, IL 62704"),
        ("Ship to: Mary, 55 Elm Street, Boston MA 02108.", "55 Elm Street, Boston MA 02108"),
        ("send it to P.O. Box 99, Dover, DE 19901 please", "P.O. Box 99, Dover, DE 19901"),
        ("\"123 MAIN ST\",\"SPRINGFIELD\"", "123 MAIN ST"),
        ("he lives at 55 Elm Street now", "55 Elm Street"),
        ("123 main st, springfield, il 62704", "123 main st, springfield, il 62704"),
        ("Wohnt in der Hauptstraße 12, 10115 Berlin.", "Hauptstraße 12, 10115 Berlin"),
        ("at PSC 802 BOX 74, APO AE 09499", "PSC 802 BOX 74, APO AE 09499"),
        ("1 Broadway, New York, NY 10004", "1 Broadway, New York, NY 10004"),
    ] {
        assert_eq!(likely(text), [address], "{text}");
    }
}

#[test]
fn numbers_and_words_in_text_are_left_alone() {
    for text in [
        "Jackson, Mississippi 39201",
        "3 Way St conversation",
        "see page 12 Road works",
        "123 F.3d 456",
        "a 2 point lead at the 3 way stop in the 24 hour Drive",
        "cast(AnyStr, 42) and find(SUBSTR, 0)",
        "argument 1 must be str",
        "on 2000/09/07 22:29:26 rushing Exp",
        "Raspberry Pi 4",
        "tuple!(0 AN AV 1 BN BV)",
        "v1.2.3 Main St",
        "12345 records in Main",
    ] {
        assert_eq!(likely(text), [""; 0], "{text}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 256, ..ProptestConfig::default() })]

    #[test]
    fn arbitrary_bytes_are_read_without_panic_and_with_spans_inside(bytes in proptest::collection::vec(any::<u8>(), 0..300)) {
        let mut end = 0;
        ADDRESSES.text(&bytes, &mut |found| {
            assert!(end <= found.span.start && found.span.start < found.span.end && found.span.end <= bytes.len());
            end = found.span.end;
        });
        if let Some(found) = ADDRESSES.cell(&bytes) {
            prop_assert!(found.span.end <= bytes.len());
        }
        prop_assert!(is_assigned_zip(&bytes) || bytes.len() < 5 || zip_state_agree(&bytes, "NY") != Some(true));
    }

    #[test]
    fn text_of_address_words_keeps_spans_on_characters_and_gives_the_same_twice(
        words in proptest::collection::vec(
            proptest::sample::select(vec![
                "12", "123", "62704", "1/2", "N", "Main", "St", "St.", "Ave,", "Apt", "4B", "#", "PO", "Box", "RR", "\n", ",", "IL", "Springfield",
                "Hauptstraße", "Calle", "é", "山", "-", "SW1A", "2AA", "New", "York",
            ]),
            0..40,
        ),
        gap in proptest::sample::select(vec![" ", "", "\n"]),
    ) {
        let text = words.join(gap);
        let mut first = Vec::new();
        ADDRESSES.text(text.as_bytes(), &mut |found| first.push(found.clone()));
        for found in &first {
            prop_assert!(text.get(found.span.clone()).is_some());
        }
        let mut second = Vec::new();
        ADDRESSES.text(text.as_bytes(), &mut |found| second.push(found.clone()));
        prop_assert_eq!(first, second);
    }
}
