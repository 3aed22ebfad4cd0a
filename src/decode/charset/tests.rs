use proptest::prelude::*;

use super::*;
use crate::span::OffsetMap;

#[test]
fn text_of_mainframes_is_told_by_its_letters_and_read() {
    let text = "cust_no,first_name,ssn\n5001,Jeffrey,464-90-0020\n5002,Brian,202-64-0116\n".repeat(20);
    let bytes = encode(Charset::Ebcdic, &text);
    assert_eq!(&bytes[..4], [0x83, 0xA4, 0xA2, 0xA3]);
    assert_eq!(EBCDIC.chars().count(), 192);
    assert_eq!(detect(&bytes), Detected::text(Charset::Ebcdic, 0));
    let mut transcoder = Transcoder::new(Charset::Ebcdic, 0).unwrap();
    let (mut decoded, mut checkpoints) = (Vec::new(), Vec::new());
    bytes.chunks(7).for_each(|chunk| transcoder.push(chunk, &mut decoded, &mut checkpoints));
    transcoder.finish(&mut decoded, &mut checkpoints);
    assert_eq!(String::from_utf8(decoded).unwrap(), text);
    for other in [encoding_rs::WINDOWS_1251, encoding_rs::GBK, encoding_rs::SHIFT_JIS, encoding_rs::EUC_JP] {
        let bytes = other.encode("Имя клиента и адрес его дома, 姓名 電話 氏名 住所\n").0.repeat(20);
        assert_ne!(detect(&bytes).charset, Charset::Ebcdic);
    }
}

#[test]
fn load_files_with_thorns_are_text() {
    let row = b"\xFE1\xFE\x14\xFEJos\xE9\xFE\x14\xFE464-90-0020\xFE\r\n".repeat(40);
    assert_eq!(detect(&row), Detected::text(Charset::Windows1252, 0));
    let other = b"\x14\xFE1\x14\x14\x14Jos\xE9\x14\xFE464\x14\x14".repeat(40);
    assert!(detect(&other).is_binary);
}

#[test]
fn packed_objects_are_no_text() {
    let object = |number: u8| [b"\x82\xA4name\xA3Ann\xA3ssn\xAB464-90-0020".as_slice(), &[number]].concat();
    let bytes: Vec<u8> = [0xDC, 0, 100].into_iter().chain((0x30..0x6C).flat_map(object)).collect();
    assert!(detect(&bytes).is_binary);
    let text = encoding_rs::WINDOWS_1251.encode("Имя клиента\nи адрес\n").0.repeat(100);
    assert!(!detect(&text).is_binary);
}

const ALL: [Charset; 4] = [Charset::Utf16Le, Charset::Utf16Be, Charset::Utf32Le, Charset::Utf32Be];

fn encode(charset: Charset, text: &str) -> Vec<u8> {
    match charset {
        Charset::Identity => text.as_bytes().to_vec(),
        Charset::Utf16Le => text.encode_utf16().flat_map(u16::to_le_bytes).collect(),
        Charset::Utf16Be => text.encode_utf16().flat_map(u16::to_be_bytes).collect(),
        Charset::Utf32Le => text.chars().flat_map(|char| u32::from(char).to_le_bytes()).collect(),
        Charset::Utf32Be => text.chars().flat_map(|char| u32::from(char).to_be_bytes()).collect(),
        Charset::Windows1252 => encoding_rs::WINDOWS_1252.encode(text).0.into_owned(),
        Charset::Ebcdic => {
            let table: Vec<char> = EBCDIC.chars().collect();
            let byte_of = |char| (0..=0xFF).find(|&byte| of_ebcdic(byte, &table) == char).unwrap();
            text.chars().map(byte_of).collect()
        }
    }
}

#[test]
fn utf_32_without_a_mark_is_told_by_its_characters() {
    let text = "name,ssn\nZo\u{eb} Lee,536-22-8713\nBob Ray,536-22-8714\n";
    for charset in [Charset::Utf32Le, Charset::Utf32Be] {
        assert_eq!(detect(&encode(charset, text)), Detected::text(charset, 0));
        assert_eq!(detect(&encode(charset, &format!("{text}\u{1}"))), Detected::BINARY);
    }
    let numbers: Vec<u8> = (0u32..500).flat_map(|n| (n * 3 % 200).to_le_bytes()).collect();
    assert!(detect(&numbers).is_binary);
}

/// The text in chunks of `chunk_len`, and the map of all of it.
fn transcode(charset: Charset, bytes: &[u8], chunk_len: usize) -> (Vec<u8>, OffsetMap) {
    let mut transcoder = Transcoder::new(charset, 0).unwrap();
    let (mut text, mut checkpoints) = (Vec::new(), Vec::new());
    for chunk in bytes.chunks(chunk_len) {
        transcoder.push(chunk, &mut text, &mut checkpoints);
    }
    transcoder.finish(&mut text, &mut checkpoints);
    let checkpoints = checkpoints.iter().map(|&(at, source)| (u32::try_from(at).unwrap(), source)).collect();
    (text, OffsetMap::Transcoded { checkpoints, unit: charset.unit().unwrap() })
}

fn check(charset: Charset, text: &str, chunk_len: usize) {
    let bytes = encode(charset, text);
    let (decoded, map) = transcode(charset, &bytes, chunk_len);
    assert_eq!(decoded, text.as_bytes());
    let mut source = 0;
    for (at, char) in text.char_indices() {
        assert_eq!(map.to_source(&decoded, at), source, "character {at} in chunks of {chunk_len}");
        source += encode(charset, char.encode_utf8(&mut [0; 4])).len() as u64;
    }
    assert_eq!(map.to_source(&decoded, decoded.len()), source);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    #[test]
    fn every_character_maps_to_its_bytes(text in "(?s).{0,200}", which in 0..4usize, chunk_len in 1..50usize) {
        check(ALL[which], &text, chunk_len);
    }

    #[test]
    fn single_byte_text_maps_byte_by_byte(bytes in prop::collection::vec(any::<u8>(), 0..300), chunk_len in 1..50usize) {
        let (text, map) = transcode(Charset::Windows1252, &bytes, chunk_len);
        let text = String::from_utf8(text).unwrap();
        prop_assert_eq!(&encode(Charset::Windows1252, &text), &bytes);
        for (index, (at, _)) in text.char_indices().enumerate() {
            prop_assert_eq!(map.to_source(text.as_bytes(), at), index as u64);
        }
    }

    #[test]
    fn any_bytes_become_valid_text_whatever_the_chunks(
        bytes in prop::collection::vec(any::<u8>(), 0..300), which in 0..4usize, chunk_len in 1..20usize
    ) {
        let (whole, _) = transcode(ALL[which], &bytes, bytes.len().max(1));
        let (parts, map) = transcode(ALL[which], &bytes, chunk_len);
        prop_assert_eq!(&whole, &parts);
        prop_assert!(String::from_utf8(parts.clone()).is_ok());
        prop_assert!(map.to_source(&parts, parts.len()) == bytes.len() as u64);
    }

    #[test]
    fn detection_takes_any_bytes(bytes in prop::collection::vec(any::<u8>(), 0..300)) {
        let detected = detect(&bytes);
        prop_assert!(detected.mark_len <= bytes.len());
    }
}

#[test]
fn long_text_has_checkpoints_close_enough() {
    let text = "Zoë ⚙ 😀 ".repeat(3000);
    for charset in ALL {
        check(charset, &text, 700);
    }
}

#[test]
fn an_unpaired_surrogate_is_one_replacement_character_of_two_bytes() {
    let bytes = [0x41, 0, 0x00, 0xD8, 0x42, 0, 0x00, 0xDC, 0x00, 0xD8];
    let (text, map) = transcode(Charset::Utf16Le, &bytes, 3);
    assert_eq!(text, "A\u{FFFD}B\u{FFFD}\u{FFFD}".as_bytes());
    assert_eq!(map.to_source(&text, 4), 4);
    assert_eq!(map.to_source(&text, 5), 6);
    assert_eq!(map.to_source(&text, text.len()), 10);
}

fn charset_of(head: &[u8]) -> Charset {
    detect(head).charset
}

#[test]
fn marks_are_recognised_and_measured() {
    assert_eq!(detect(b"\xEF\xBB\xBFname\n"), Detected::text(Charset::Identity, 3));
    for (mark_len, charset) in [(2, ALL[0]), (2, ALL[1]), (4, ALL[2]), (4, ALL[3])] {
        let bytes = encode(charset, "\u{FEFF}name;Zoë 12\r\n");
        assert_eq!(detect(&bytes), Detected::text(charset, mark_len));
    }
    assert_eq!(charset_of(b"\xFF\xFEssn 536-90-4399, plain text behind a false mark"), Charset::Windows1252);
}

#[test]
fn utf16_is_recognised_without_a_mark() {
    for text in ["id,name\n1,Ann\n", "Имя, фамилия и отчество\n", "姓名,电话\n王小明,1380013\n李,1\n"]
    {
        assert_eq!(charset_of(&encode(Charset::Utf16Le, text)), Charset::Utf16Le, "{text}");
        assert_eq!(charset_of(&encode(Charset::Utf16Be, text)), Charset::Utf16Be, "{text}");
    }
}

#[test]
fn binary_numbers_are_not_utf16() {
    let numbers: Vec<u8> = (0..5000u32).flat_map(|n| (n * 7).to_le_bytes()).collect();
    assert!(detect(&numbers).is_binary);
    let shorts: Vec<u8> = (0..5000u16).flat_map(u16::to_be_bytes).collect();
    assert!(detect(&shorts).is_binary);
}

#[test]
fn a_dump_with_a_binary_column_stays_utf8() {
    let mut random = 7u32;
    let mut bytes = |len: usize| -> Vec<u8> {
        let next = std::iter::repeat_with(|| {
            random = random.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            (random >> 24) as u8
        });
        next.take(len).collect()
    };
    let (mut utf8, mut latin) = (Vec::new(), Vec::new());
    for row in 0..400usize {
        let text = format!("({row},'a name of plain letters, and some more to read','");
        let (name, name_latin): (&[u8], &[u8]) =
            if row % 8 == 0 { ("José Müller".as_bytes(), b"Jos\xE9 M\xFCller") } else { (b"Ann Lee", b"Ann Lee") };
        utf8.extend([text.as_bytes(), name, b"',_binary '", &bytes(row % 23), b"'),\n"].concat());
        latin.extend([text.as_bytes(), name_latin, b"'),\n"].concat());
    }
    assert_eq!(charset_of(&utf8), Charset::Identity);
    assert_eq!(charset_of(&latin), Charset::Windows1252);
}

#[test]
fn utf8_stays_as_it_is_even_with_broken_bytes() {
    assert_eq!(detect("Zoë, Łódź".as_bytes()), Detected::text(Charset::Identity, 0));
    assert_eq!(detect("cut Zo\u{eb}".as_bytes().split_last().unwrap().1), Detected::text(Charset::Identity, 0));
    assert_eq!(detect(b"").charset, Charset::Identity);
    let mut dump = "INSERT INTO t VALUES ('Zoë','Łódź','José');\n".repeat(20).into_bytes();
    dump.extend(b"x'\xFF\xFE\x80'");
    assert_eq!(detect(&dump), Detected::text(Charset::Identity, 0));
    dump.push(0);
    assert!(!detect(&dump).is_binary);
}

#[test]
fn single_byte_text_and_binary_are_told_apart() {
    assert_eq!(charset_of(b"Stra\xDFe 5, M\xFCnchen, caf\xE9 \x96 ok\r\n"), Charset::Windows1252);
    let mut state = 1u32;
    let random: Vec<u8> = (0..4096)
        .map(|_| {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            (state >> 24).to_le_bytes()[0]
        })
        .collect();
    assert!(detect(&random).is_binary);
    assert!(detect(b"\x7fELF\x02\x01\x01\0\0\0\0\0\0\0\0\0\x03\0").is_binary);
}
