use std::sync::{Arc, LazyLock};

use proptest::prelude::*;

use super::*;
use crate::batch::ColumnId;
use crate::detect::{CellFacts, Cofield};
use crate::rules::{KindId, RuleSet, RuleSpec};

static DETECTOR: LazyLock<Detector> = LazyLock::new(|| Detector::new(Arc::new(RuleSet::builtin().unwrap())).unwrap());

/// Rules as a user may write them: short numbers, letters, signs, and elements that are either.
static USER_RULES: LazyLock<Detector> = LazyLock::new(|| {
    let forms = [
        "u3-d2",
        "d2-d2-d2",
        "x6",
        "d3x2-d4",
        "x1d3x2",
        "'#'d4",
        "+d1..2/d3",
        "a2d3..5a1",
        "d60..62",
        "l4'_'d2",
        "x4-x4",
        "x2.x3:d1",
        "x20",
        "x13",
        "a2x3",
    ];
    let rule = |(index, form): (usize, &&str)| {
        let rule = format!(
            "id = \"user.k{index}\"\nkind = \"k{index}\"\nname = \"k\"\ncategory = \"user\"\nharm = \"high\"\n\
             sources = [\"-\"]\nprior = 1.0\nmask = \"shape\"\naccuracy = \"-\"\n[[shape]]\nform = \"{form}\"\nweight = 0.5"
        );
        toml::from_str::<RuleSpec>(&rule).unwrap()
    };
    let rules = forms.iter().enumerate().map(rule).collect();
    Detector::new(Arc::new(RuleSet::from_specs(rules).unwrap())).unwrap()
});

/// A hit: its kind, where it is, its odds and its canonical value.
type ToldHit = (KindId, Range<usize>, u32, Vec<u8>);

/// What the sink was told, in order: hits, and after them `None` for each record.
#[derive(Debug, Default, PartialEq)]
struct Told(Vec<Option<ToldHit>>);

impl HitSink for Told {
    fn cell(&mut self, _column: ColumnId, _facts: &CellFacts) {}
    fn missed(&mut self, _column: ColumnId, _kind: KindId) {}
    fn cofield(&mut self, _column: ColumnId, _cofield: Cofield) {}

    fn hit(&mut self, hit: &Hit<'_>) {
        self.0.push(Some((hit.kind, hit.span.clone(), hit.odds.to_bits(), hit.canonical.expose().to_vec())));
    }

    fn end_record(&mut self) {
        self.0.push(None);
    }
}

/// What is told of `text[span]`, the plain way or the quick one.
fn told(detector: &Detector, text: &[u8], span: Range<usize>, is_plain: bool) -> Told {
    let mut told = Told::default();
    let mut scratch = Scratch::default();
    let text = &text[..span.end];
    if is_plain {
        detector.scan_plainly(&mut scratch.text, text, span, &Place::Piece, &mut told);
    } else {
        detector.scan_lines(&mut scratch.text, text, span, &Place::Piece, &mut told);
    }
    told
}

fn both_ways_agree(text: &[u8], span: Range<usize>) {
    for detector in [&*DETECTOR, &*USER_RULES] {
        let (plain, quick) = (told(detector, text, span.clone(), true), told(detector, text, span.clone(), false));
        if plain != quick {
            let differing = plain.0.iter().zip(&quick.0).find(|(a, b)| a != b);
            panic!("{differing:?} in {span:?} of {:?}", String::from_utf8_lossy(text));
        }
    }
}

/// Values of all kinds, what looks like them, words that matter beside them, and what stands between words.
const PARTS: &[&str] = &[
    "mac ac:c8:17:e6:3e:46",
    "MAC aa-ac-07-65-fe-19",
    "mac fa:ce:bc:17:e6:3e",
    "imei 351758O5417O855",
    "card number 4l11 l111 1111 111l",
    "pay with card 4.1.1.1.1.1.1.1.1.1.1.1.1.1.1.1",
    "SSN 54l-79-8l69",
    "NPI: 2636O57962",
    "write to j a n e @ m a i l . o r g",
    "call ( 2 1 2 )   6 6 4 - 0 1 0 0",
    "81.2.69.142 - - [11/May/2024:10:14:09 +0000] \"GET / HTTP/1.1\" 200 512",
    "Received: from mx.example (mx.example [81.2.69.142])",
    "IMEI 490154203237518; the old one, 351758054170855, is gone",
    "Secret question - first pet - answer - Rex",
    "Meeting ID: 812 4471 2290 Passcode: 004471",
    "user: 4111 1111 1111 1111\nbot: And the expiry and CVV?\nuser: 11/28, 833",
    "81.2.69.142 port 22",
    "host[81.2.69.142]:25",
    "five nine two, nine five, eight two four two",
    "call me at eight oh one six two six seven four five six",
    "born April eighth, nineteen eighty-one",
    "temp pw is BlueJird9623$",
    "wifi password Winter25!",
    "login: <code>admin / Winter54!</code>",
    "Basic YWRtaW46NWNhNEsjVkNHMjZx",
    "mail me at kristin75 at outlook dot com",
    "akan.y AT brightwater.io",
    "DL STATE AL NO. 1670474",
    "Duplicate entry '051686707' for key 'customers.ssn_uq'",
    "ABA 021000021 / 10955198826",
    "RTN MOORE, ANN M 08/16/1993",
    "when the clerk was asked about it in the morning she said\n",
    "\n> when the clerk was asked about it in the morning he said\n> ",
    "\n * and that the handset was registered with the device imei\n * ",
    "\n// and after a while the caller told us that she was born on\n// ",
    "Last name\n",
    "First name",
    "Whitfield",
    "SSN\n",
    "Q. What is your SSN?\nA. ",
    "claim # ",
    "account no. ",
    "Boise, ID ",
    "the team. Name ",
    "born May 1, 2004 and died ",
    "536 - 90 - 4399",
    "4111  1111  1111  1111",
    "4111+1111+1111+1111",
    "(212)+664-0100",
    "536-90-4399",
    "536 90 4399",
    "536.90.4399",
    "536904399",
    "12-3456789",
    "4111 1111 1111 1111",
    "4111111111111111",
    "3782-822463-10005",
    "5019717010103742",
    "49 015420 323751 8",
    "490154203237518",
    "35-209900-176148-1",
    "8901260123456789012",
    "310150123456789",
    "310-150-123456789",
    "(212) 664-0100",
    "+1 212 664 0100",
    "212.664.0100",
    "1-212-664-0100",
    "+44 20 7946 0958",
    "+49 (0)30 123456",
    "2126640100",
    "GB82 WEST 1234 5698 7654 32",
    "DE89370400440532013000",
    "jane@corp.com",
    "o'brien+tag@mail.co.uk",
    "@property",
    "a@b",
    "F255-9215-0094",
    "S-530-429-085-151",
    "WDLBCDF456DG",
    "POLLAJM305PR",
    "D8273641",
    "A1B2C3",
    "NHL12345678",
    "d12345678901234",
    "021000021",
    "1234567893",
    "07/04/1960",
    "1960-07-04",
    "4 Jul 1960",
    "July 4, 1960",
    "19600704",
    "1700000000",
    "192.168.10.7",
    "1.2.3",
    "200 672420",
    "404 4852",
    "8f34e070-1d8e-4243-a2e3-9c70033cae66",
    "5240ffdd",
    "0000",
    "John Smith",
    "Smith, John Q",
    "Mary Ann O'Neil",
    "Dr. Xyzzy",
    "my name is Qwert",
    "Dear Anna,",
    "SMITH^JOHN^Q",
    "Ludwig van Beethoven",
    "Maria de la Cruz",
    "J.R. Smith",
    "Juan Núñez",
    "Henry Ford Hospital",
    "McDonald",
    "Will",
    "The",
    "Linux",
    "GET",
    "Mr",
    "mrs.",
    "Smith-Jones",
    "John's",
    "123 N Main St",
    "123 Main Street, Springfield, IL 62704",
    "12 rue de la Paix",
    "12, rue de Rivoli",
    "Hauptstraße 12",
    "Calle Mayor 5",
    "PO Box 12",
    "RR 2 Box 152",
    "450 S 300 E",
    "100 Broadway",
    "1200 County Road 5",
    "N6W23001 Elm Ave",
    "12-34 Oak Blvd",
    "ABC-12",
    "12-34-56",
    "a1b2c3",
    "123ab-4567",
    "#1234",
    "+12/345",
    "ab1234c",
    "abcd_12",
    "123 1/2 Oak Ln",
    "742 Evergreen Terrace",
    "Springfield, IL 62704",
    "24 inch",
    "Suite 5",
    "5 Number 7",
    "ssn",
    "SSN:",
    "ssn=",
    "social security number",
    "SS#",
    "phone",
    "tel:",
    "driver license",
    "DL#",
    "license key",
    "dob",
    "date of birth:",
    "born",
    "imsi",
    "imei",
    "npi",
    "routing",
    "ein",
    "card",
    "order id",
    "customerSSN",
    "DLNo",
    "employer id",
    "iban",
    "536\u{2013}90\u{2013}4399",
    "\u{ff11}\u{ff12}3",
    "caf\u{e9}",
    "\u{c9}mile Zola",
    "\u{201c}x\u{201d}",
    "生年月日",
    // What stripes, zones, barcodes and encodings hold, what is disguised, and what stands behind labels alone.
    "%B4111111111111111^DOE/JOHN^25121010000?",
    ";4111111111111111=25121010000?",
    "P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<",
    "ANSI 636000",
    "password: s3cr3t!x",
    "PIN: 1234",
    "cvv=123",
    "last4 1234",
    "XXX-XX-1234",
    "***-**-1234",
    "U1NOIDUzNi05MC00Mzk5IG9mIEpvaG4gU21pdGg=",
    "d41d8cd98f00b204e9800998ecf8427e",
    "5 3 6 9 0 4 3 9 9",
    "1 2 3",
    "ssn%3A%20536-90-4399",
    "536&#45;90&#45;4399",
    "536\\u002d90",
    "=3D536=2D90=2D4399",
    "100%",
    "AT&T",
    "\\n",
    "&amp;",
    "ip",
    "10.1.2.3",
    "8.8.8.8",
    "2001:db8::1",
    "fe80::1",
    "VOGEL, Birgit",
    "Patient: Qwzelle, Anna",
    "c/o Qwzelle, Anna",
    "Changes By:",
    "Qwzelle, Bram",
    "Qwzelle",
    "John & Mary Smith",
    "with Jennifer",
    "Jennifer said",
    "customer Michael",
    "Flat 8, Osborne Ridge, London SW1A 1AA",
    "boulevard Voltaire, 75011 Paris",
    "ul. Długa 5",
    "123/4 Main St",
    "1 ULP per lane",
    "\u{661}\u{662}\u{663}",
    "4O1",
    "40\u{41e}1",
    "\u{200b}",
    "4111 1111 1111 1111 12/25",
    // Forms without a certain number in them, beside what is nearly one.
    "1EG4-TE5-MK73",
    "1EG4 TE5 MK73",
    "1EG4TE5MK73",
    "1EG4-TE5-MK7",
    "1HG CM8263 3A004352",
    "1HGCM82633A004352",
    "A0 000000 123456",
    "AF 0123 45 0ABCDE 9",
    "A0000012345678",
    "00:1b:44:11:3a:b7",
    "ab-cd-12-34-56-78",
    "001b.4411.3ab7",
    "RSSMRA85T10A562S",
    "with the 12",
    "this and 4 more",
    "ab12-cd34",
    "1a.2bc:3",
    "mac address",
    "meid",
    "codice fiscale",
    // Lines of logs.
    "109.242.73.64 - - [01/Mar/2024:00:00:00 +0000]",
    "\"GET /account/3979691357 HTTP/1.1\" 404 4852",
    "\"GET / HTTP/1.1\"",
    "/search?q=18a67b18&page=38",
    "page=20 ",
    "=\n",
    "=\r\n",
    "536-90=2D4399",
    "Mozilla/5.0 (X11; Linux x86_64; rv:103.0) Gecko/20100101",
    "client: 81.2.69.142,",
    "remote addr",
    "Nov 28 13:28:56 host sshd[1234]:",
    "ANSI",
    "opinion",
    "spinning 4",
    "passwd",
    "passport",
    "vin",
    "mbi",
    "dea",
    "account",
];
const GAPS: &[&str] = &[
    " ", " ", " ", ": ", ", ", "\n", "\n", "\"", "=", "-", ".", "/", "+", "(", ") ", "\t", "; ", "'", "", "\r\n",
    "\n\n", "[", "] ", "  ", "#", "_", "^", "&", " - ", "x", "$",
];

fn texts() -> impl Strategy<Value = Vec<u8>> {
    let part = prop_oneof![
        12 => prop::sample::select(PARTS).prop_map(|part| part.as_bytes().to_vec()),
        1 => prop::collection::vec(any::<u8>(), 1..6),
        2 => "[a-zA-Z]{1,12}".prop_map(String::into_bytes),
        2 => "[0-9]{1,20}".prop_map(String::into_bytes),
        1 => "[a-f0-9A-Z-]{1,20}".prop_map(String::into_bytes),
    ];
    let gap = prop::sample::select(GAPS).prop_map(|gap| gap.as_bytes().to_vec());
    prop::collection::vec((part, gap), 1..60)
        .prop_map(|pairs| pairs.into_iter().flat_map(|(part, gap)| [part, gap]).flatten().collect())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(512))]

    #[test]
    fn the_sieve_loses_nothing_of_what_the_plain_way_finds(text in texts(), ends in any::<[prop::sample::Index; 2]>()) {
        let ends = ends.map(|end| end.index(text.len() + 1));
        both_ways_agree(&text, 0..text.len());
        both_ways_agree(&text, ends[0].min(ends[1])..ends[0].max(ends[1]));
    }

    #[test]
    fn nor_at_any_edge_of_blocks_and_windows(text in texts(), before in prop_oneof![0..200usize, 8_000..8_300usize]) {
        let text = [" ".repeat(before).as_bytes(), &text, &[b' '; 300], &text].concat();
        both_ways_agree(&text, 0..text.len());
    }

    #[test]
    fn nor_in_arbitrary_bytes(text in prop::collection::vec(any::<u8>(), 0..3000)) {
        both_ways_agree(&text, 0..text.len());
    }
}

#[test]
fn the_texts_of_these_tests_hold_something() {
    let text = PARTS.join("\n");
    for (detector, wanted) in [(&*DETECTOR, 20), (&*USER_RULES, 5)] {
        let hits = told(detector, text.as_bytes(), 0..text.len(), false).0.into_iter().flatten().count();
        assert!(hits >= wanted, "{hits}");
    }
}

#[test]
fn long_lines_are_cut_and_lose_nothing() {
    let line = PARTS.iter().filter(|part| part.is_ascii()).cycle().take(20_000).copied().collect::<Vec<_>>().join(" ");
    both_ways_agree(line.as_bytes(), 0..line.len());
    let text = format!("{line}\nssn 536-90-4399\n{line}");
    both_ways_agree(text.as_bytes(), 0..text.len());
}

#[test]
fn every_part_is_found_at_every_place_of_a_block() {
    for part in PARTS {
        for at in 0..70 {
            let text = format!("{}{part} x\n{part}\nssn {part}, born {part}", " ".repeat(at));
            both_ways_agree(text.as_bytes(), 0..text.len());
        }
    }
}

#[test]
fn a_number_over_the_end_of_a_window_without_digits_is_found() {
    for text in ["driver license D1234562", "passport no: AB123456"] {
        for before in 8192 - text.len()..8194 {
            let text = format!("{}{text}", " ".repeat(before));
            both_ways_agree(text.as_bytes(), 0..text.len());
        }
    }
}

/// Words of which names are made, ordinary ones among them, and what stands before and behind.
const WORDS: &[&str] = &[
    "Water",
    "Hoof",
    "License",
    "Copyright",
    "The",
    "Value",
    "Smith",
    "Mary",
    "Moore",
    "VOGEL",
    "Birgit",
    "Xqv",
    "Cleave",
    "van",
    "der",
    "de",
    "la",
    "Van",
    "De",
    "Mr",
    "Dr.",
    "J.",
    "Jr.",
    "and",
    "said",
    "my name is",
    "Patient:",
    "with",
    ",",
    "^",
    "&",
    "Hospital",
    "\"Ann\",",
    "\"Water\",",
    "called",
];

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2048))]

    #[test]
    fn nor_where_ordinary_words_stand_beside_names(words in prop::collection::vec(prop::sample::select(WORDS), 1..24)) {
        let text = words.join(" ").replace(" ,", ",").replace(" ^ ", "^");
        both_ways_agree(text.as_bytes(), 0..text.len());
    }
}

#[test]
fn a_family_name_of_particles_and_an_ordinary_word_is_found() {
    let told = |text: &str| told(&DETECTOR, text.as_bytes(), 0..text.len(), false).0.into_iter().flatten().count();
    for text in ["Dr Xqv van der Hoof called", "my name is Xqv van de Water"] {
        assert!(told(text) > 0, "{text}");
        both_ways_agree(text.as_bytes(), 0..text.len());
    }
}
