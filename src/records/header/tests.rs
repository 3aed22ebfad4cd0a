use super::*;

/// Judges a table written as lines of cells joined by `|`.
fn judge(table: &[&str]) -> bool {
    let mut rows: Vec<Vec<&[u8]>> = table.iter().map(|line| line.split('|').map(str::as_bytes).collect()).collect();
    let first = rows.remove(0);
    is_header(&first, &rows)
}

#[test]
fn words_for_missing_values_are_no_longer_than_said() {
    assert_eq!(MISSING_WORDS.iter().map(|word| word.len()).max(), Some(MISSING_LEN_MAX));
}

#[test]
fn labels_above_values_are_a_header() {
    assert!(judge(&["id|name|email", "1|Ann Lee|ann@example.com"]));
    assert!(judge(&["first_name|last_name|city", "James|Smith|Boston", "Mary|Jones|Denver"]));
    assert!(judge(&["Name|City", "James Smith|Boston", "Mary Jones|Denver"]));
    assert!(judge(&["firstName|dateOfBirth", "James|1985-03-12"]));
    assert!(judge(&["Nachname|Vorname|Telefon", "Muster|Anna|030 555 0100"]));
    assert!(judge(&["|sepal|petal", "1|5.1|1.4", "2|4.9|1.3"]));
    assert!(judge(&["ssn", "536-90-4399"]));
}

#[test]
fn numbered_rows_have_their_names_above() {
    let with = |first: &'static str, rows: &[&'static str]| [&[first], rows].concat();
    let rows = ["1|mites|wilt", "2|none|no wilt", "3|mites|wilt", "4|none|none", "5|none|wilt"];
    assert!(judge(&with("id|treatment|outcome", &rows)));
    let paid = ["1|ann|12", "2|bob|17", "3|eve|21", "4|lee|9", "5|ray|30"];
    assert!(
        !judge(&with("|okafor|refused", &paid))
            && judge(&with("|x", &["1|0.5", "2|0.25", "3|0.75", "4|0.5", "5|0.25"]))
    );
    assert!(!judge(&with("|Okafor|refused", &rows)) && !judge(&with("|okafor|hunter2", &rows)));
    assert!(judge(&["|x", "0|5.25", "1|8.5", "2|1.75", "3|9.5", "4|6.25"]));
    assert!(!judge(&with(
        "Okafor|Ada|refused",
        &["1007|mites|wilt", "1008|none|no wilt", "1009|mites|wilt", "1010|x|y", "1011|x|z"]
    )));
    assert!(!judge(&with("6|mites|wilt", &rows)) && !judge(&with("Okafor|Ada|refused", &rows[..3])));
    assert!(!judge(&with("Okafor|Ada|refused", &[&rows[1..], &rows[..1]].concat())));
}

#[test]
fn years_that_follow_each_other_are_names_above_other_numbers() {
    assert!(judge(&["site|ssn|2018|2019|2020", "Bath|536-90-4399|17|21|9", "York|536-90-4398|12|4|30"]));
    assert!(judge(&["country|1999|2000", "Bath|18311|20400", "Quorn|5110|6200"]));
    assert!(!judge(&["country|1999|2000", "Land|2001|2002", "Quorn|2003|2004"]), "years stand below");
    assert!(!judge(&["Winter|1999|2007|2010", "Land|18311|20400|7", "Quorn|5110|6200|8"]));
    assert!(!judge(&["Okafor|1999|2000", "Land|18311|20400", "Quorn|5110|6200"]));
}

#[test]
fn what_is_written_as_a_missing_value_may_be_a_name_among_others() {
    assert!(judge(&["sample|ssn|Na|K", "17|536-90-4399|0.25|1.5", "21|536-90-4398|0.5|1.25"]));
    assert!(!judge(&["Okafor|null|n/a", "Land|17|21", "Quorn|18|22"]), "two that are missing are no names");
    assert!(!judge(&["unknown|null|Bath", "Land|17|York", "Quorn|18|Leeds"]));
}

#[test]
fn words_above_nothing_but_numbers_are_a_header_where_no_value_is_among_them() {
    let with = |first: &'static str, row: &'static str| {
        [first].into_iter().chain(std::iter::repeat_n(row, 25)).collect::<Vec<_>>()
    };
    assert!(judge(&with("rec|title", "1007|Moby-Dick")));
    assert!(judge(&with("address|x", "6600 BLOCK CYPRESS|1000")));
    assert!(!judge(&with("Zebediah Quux|pending", "Ann Lee|7180")));
    assert!(!judge(&with("Garcia|withheld", "MOORE|123456789")));
    assert!(!judge(&with("Rec|xyz", "1007|Moby-Dick")[..9]));
}

#[test]
fn words_above_many_columns_of_numbers_are_a_header_with_a_code_among_them() {
    let with = |first: &'static str, row: &'static str| {
        [first].into_iter().chain(std::iter::repeat_n(row, 25)).collect::<Vec<_>>()
    };
    let series = "Date|PAYEMS|HOUST|PERMIT|UNRATE|INDPRO|RSAFS|TCU|IR|A261RX1Q020";
    assert!(judge(&with(series, "1985-01-01|96373|1711|1660|7.3|56.6|-0.2|79.9|75.5|7407.5")));
    assert!(judge(&with(series, "1985-01-01|96373|1711|1660|7.3|56.6|-0.2|79.9|75.5|")));
    // Below the code is a word; too few words; the record of a person, who has numbers as the others.
    assert!(!judge(&with(series, "1985-01-01|96373|1711|1660|7.3|56.6|-0.2|79.9|75.5|Quorn")));
    assert!(!judge(&with("Zebediah|PAYEMS|HOUST|A261RX1Q020", "7180|96373|1711|7407.5")));
    let people = "Zebediah|Quux|Quorn|Lee|Moss|Land|Hill|Ray|53690|536904399";
    assert!(!judge(&with(people, "Ann|Lee|Bonn|x|7180|96373|1711|1660|7407|536904398")));
}

#[test]
fn the_same_letters_numbered_above_other_values_are_a_header() {
    assert!(judge(&["PID5|PID7|PID19", "ADAMS LORI|19381110|536904399", "HILL TOM|19630601|536904398"]));
    assert!(judge(&["M8|M9", "1.22.3.4|x", "4.5.16.7|x"]));
    assert!(judge(&["PID-5|PID-7", "ADAMS LORI|MOSS", "HILL TOM|LAND"]));
    assert!(!judge(&["A17|A9", "A22|A10", "A31|A4"]), "all records are numbered so");
    assert!(!judge(&["A17|A9", "C22|D10", "E31|F4"]), "records may begin with the same letters by chance");
}

#[test]
fn names_in_a_case_that_no_value_has_are_a_header() {
    let with = |first: &'static str, rows: usize| {
        [first].into_iter().chain(std::iter::repeat_n("Winter|Quorn", rows)).collect::<Vec<_>>()
    };
    assert!(judge(&with("season|zubot", 30)) && !judge(&with("season|zubot", 9)));
    assert!(!judge(&with("Season|zubot", 30)) && !judge(&with("qvar|zubot", 30)));
    // A record may be typed so, with a word in place of a number: where no word labels columns, it could be somebody.
    assert!(!judge(&["qvar|zubot", "2017|Quorn", "2018|Tavish", "2019|Ulmo"]));
    assert!(!judge(&["OKAFOR|ADA|REFUSED", "Land|Eve|536904399", "Price|Lee|536904398", "Moss|Kurt|536904397"]));
    assert!(!judge(&["MOBLEY|LONNIE", "LAND|EVE", "PRICE|LEE", "MOSS|KURT"]), "no surname is two labels");
    assert!(!judge(&["okafor|ann", "Land|Eve", "Price|Lee", "Kovacs|Kurt"]), "one record may be typed otherwise");
    assert!(!judge(&["okafor|1938", "Land|1940", "Price|1951", "Kovacs|1962"]));
}

#[test]
fn two_label_words_in_capitals_without_a_gap_are_a_label() {
    assert!(judge(&["CUSTNM|CUSTADDR", "Ann Smith|Reno", "Tom Jones|Boise"]));
    assert!(!judge(&["CUSTNAX|ADDRQ", "Ann Smith|Reno", "Tom Jones|Boise"]));
    assert!(!judge(&["Keyline|Landis", "Ann|Lee", "Tom|Moss"]), "people are called so");
}

#[test]
fn codes_above_values_of_other_forms_are_a_header() {
    let with = |first: &'static str, row: &'static str| {
        [first].into_iter().chain(std::iter::repeat_n(row, 9)).collect::<Vec<_>>()
    };
    assert!(judge(&with("A4|x8|col_3", "James Smith|536-90-4399|A17")));
    assert!(judge(&with("instrument|principal|sn", "DE81148436808022093596|NULL|353328117102978")));
    assert!(judge(&with("VAR00012|VAR00013", "James Smith|536-90-4399")));
    assert!(judge(&with("c3a|f7", "James Smith|536-90-4399")));
    assert!(judge(&with("X|X.1", "James Smith|536-90-4399")));
    assert!(!judge(&with("A4|x8", "B7|K12")));
    let codes =
        ["q4|c3a", "9f2|0be", "b07|1c", "7a|f0f", "00d|9e9", "f9|a1b2", "3c3|77a", "e0e|5", "4ab|d4d4", "8|8c8"];
    assert!(!judge(&codes), "codes of many forms");
    assert!(!judge(&with("A4|James Smith", "B7 12|Mary Jones")));
}

#[test]
fn a_record_of_values_is_never_a_header() {
    assert!(!judge(&["James|Smith|Boston", "Mary|Jones|Denver", "Ann|Lee|Austin"]));
    assert!(!judge(&["James|Smith|1985-03-12", "Mary|Jones|1990-01-02"]));
    assert!(!judge(&["James|unknown", "Mary|617-555-0100", "Ann|617-555-0101"]));
    assert!(!judge(&["James|Smith|unlisted|unlisted", "Mary|Jones|617-555-0100|617-555-0101"]));
    assert!(!judge(&["name|james@example.com", "email|mary@example.com"]));
    assert!(!judge(&["Peter|Street|London", "Ann|Lee|Paris"]));
    assert!(!judge(&["Boston|MA", "Denver|CO", "Boston|MA"]));
    assert!(!judge(&["536-90-4399", "536-90-4398"]));
    assert!(!judge(&["id|name"]));
}

/// A header above so many rows, each cell of which is made of those that stand for its column.
fn table(first: &str, columns: &[&[&str]], rows: usize) -> Vec<String> {
    let row = |at: usize| {
        let cells = columns.iter().enumerate().map(|(index, values)| values[(at + index * at / 7) % values.len()]);
        cells.collect::<Vec<_>>().join("|")
    };
    std::iter::once(first.to_owned()).chain((0..rows).map(row)).collect()
}

fn judge_rows(first: &str, columns: &[&[&str]]) -> bool {
    let rows = table(first, columns, 40);
    judge(&rows.iter().map(String::as_str).collect::<Vec<_>>())
}

const SURNAMES: &[&str] = &["Garrison", "Schultz", "Arias", "Kovacs", "Price", "Land", "Okafor"];
const GIVEN: &[&str] = &["Kurt", "Christopher", "Kayla", "Ann", "Lee"];
const DATES: &[&str] = &["08/23/1988", "02/03/1947", "07/15/1980"];
const STREETS: &[&str] = &["384 SE 47th Ct", "10625 Valley View Ln", "8348 S 47th Trl"];
const TOWNS: &[&str] = &["FRISCO", "TACOMA", "BUFFALO"];
const NUMBERS: &[&str] = &["519245", "238710", "578751"];
const AMOUNTS: &[&str] = &["1587.08", "2.80", "536.65"];
const MARKS: &[&str] = &["X", "N", ""];

#[test]
fn names_that_hold_a_number_or_a_date_forbid_no_header() {
    for odd in [
        "GENERAL-11/05/2024",
        "GENERAL_2024_11_05",
        "2024",
        "Q1 2025",
        "01/2024",
        "1",
        "50%",
        ">$100",
        "support@corp.com",
        "617-555-0100",
    ] {
        assert!(judge_rows(&format!("LAST|FIRST|DOB|{odd}"), &[SURNAMES, GIVEN, DATES, MARKS]), "{odd}");
    }
    assert!(judge_rows("name|dl_number|2023|2024", &[GIVEN, NUMBERS, AMOUNTS, AMOUNTS]));
}

#[test]
fn header_words_of_many_languages_and_systems_are_known() {
    for first in ["fn|ln|street", "NACHN|VORNA|STRAS", "nazwisko|imię|ulica", "nome|sobrenome|logradouro"] {
        assert!(judge_rows(first, &[SURNAMES, GIVEN, STREETS]), "{first}");
    }
    assert!(judge_rows("efternamn|förnamn|gatuadress|ort", &[SURNAMES, GIVEN, STREETS, TOWNS]));
    assert!(judge_rows("фамилия|имя|город", &[SURNAMES, GIVEN, TOWNS]));
    assert!(judge_rows("姓名|地址", &[SURNAMES, STREETS]));
    assert!(judge_rows("c1|city|c3|c4", &[NUMBERS, TOWNS, MARKS, NUMBERS]));
    assert!(judge_rows("guest|room_type", &[SURNAMES, TOWNS]));
}

#[test]
fn first_records_of_people_are_never_a_header() {
    let cases: &[(&str, &[&[&str]])] = &[
        ("Price|Ann|08/23/1991", &[SURNAMES, GIVEN, DATES]),
        ("Price|Land|617-555-0100", &[SURNAMES, GIVEN, NUMBERS]),
        ("Miller|Street|10625 Valley View Ln", &[SURNAMES, GIVEN, STREETS]),
        ("Jordan|Ward|2024", &[SURNAMES, GIVEN, AMOUNTS]),
        (
            "Ann|Lee|ann.lee@example.com|active",
            &[GIVEN, SURNAMES, &["x@example.com", "y@example.com"], &["active", "deleted"]],
        ),
        ("home|Jones|617-555-0100", &[&["work", "home", "mobile"], SURNAMES, NUMBERS]),
        ("home|billing|617-555-0100", &[&["work", "home", "mobile"], &["billing", "office"], NUMBERS]),
        (
            "user_created|order_paid|12",
            &[&["user_deleted", "user_created", "login_failed"], &["order_sent", "order_open"], NUMBERS],
        ),
        ("active|card|2024-01-02|5", &[&["active", "closed"], &["card", "bank"], DATES, NUMBERS]),
        ("Calle Mayor|Ana|28013", &[&["Calle Real", "Gran Via", "Calle Luna"], GIVEN, NUMBERS]),
        ("Bonn|Meier|Anna", &[TOWNS, SURNAMES, GIVEN]),
        ("MILLER|ANN|F", &[&["KOVACS", "LAND", "PRICE"], &["EVE", "LEE"], &["F", "M"]]),
        ("536-90-4399|Ann Lee", &[&["536-90-4398", "536-90-4397"], SURNAMES]),
        ("Ms|Ann|Lee|1980", &[&["Mr", "Ms"], GIVEN, SURNAMES, &["1991", "1975"]]),
        ("St. Paul|MN|55101", &[&["Reno", "Boise"], &["NV", "ID"], &["89501", "83701"]]),
        ("unknown|Lee|Reno", &[SURNAMES, GIVEN, TOWNS]),
        ("Peter|Neuer|Ort", &[GIVEN, SURNAMES, TOWNS]),
        ("nurse|Ann|4399", &[&["nurse", "doctor"], GIVEN, NUMBERS]),
        ("ERROR|login|failed", &[&["INFO", "ERROR", "WARN"], &["login", "payment"], &["failed", "done"]]),
        ("true|Male|Single", &[&["true", "false"], &["Male", "Female"], &["Single", "Married"]]),
    ];
    for (first, columns) in cases {
        assert!(!judge_rows(first, columns), "{first}");
    }
}

#[test]
fn what_could_be_someones_is_never_the_name_of_a_column() {
    let shown = |name: &str| named_columns([name.as_bytes()])[0].is_named;
    for name in
        ["GENERAL-11/05/2024", "GENERAL_2024_11_05", "2024", "Q1 2025", "01/2024", "2024-01", "1", "50%", ">$100"]
    {
        assert!(shown(name), "{name}");
    }
    for name in [
        "support@corp.com",
        "617-555-0100",
        "(617) 555-0100",
        "+16175550100",
        "536-90-4399",
        "536904399",
        "11/05/1984",
        "1984-11-05",
        "11/05/2012",
        "Ann Lee 11/05/2012",
        "born-11/05/1984",
        "D8273641",
        "4111 1111 1111 1111",
        "10115",
        "https://example.com/ann",
    ] {
        assert!(!shown(name), "{name}");
    }
    let specs = named_columns([b"id".as_slice(), b"support@corp.com"]);
    assert_eq!((specs[1].name.as_str(), specs[1].is_named), ("column_2", false));
}

#[test]
fn names_in_other_scripts_are_known_by_words_that_label_columns() {
    for name in [
        "姓名",
        "客户姓名",
        "电话",
        "имя",
        "Имя клиента",
        "Номер паспорта",
        "телефон",
        "नाम",
        "जन्म तिथि",
        "氏名",
        "メールアドレス",
        "휴대전화번호",
        "الاسم",
        "تاريخ الميلاد",
        "όνομα",
        "first_name",
        "Größe",
        "Họ tên",
        "users[].姓名",
        "ＳＳＮ",
    ] {
        assert!(!is_unknown_in_script(name), "{name}");
    }
    for name in
        ["王伟", "李小龙", "Иван Петров", "Полина", "राम कुमार", "प्रिया", "田中 太郎", "さくら", "김민수", "by.王伟.age"]
    {
        assert!(is_unknown_in_script(name), "{name}");
    }
}

#[test]
fn columns_have_unique_names() {
    let specs = named_columns([b"\xEF\xBB\xBFid ".as_slice(), b"", b"phone", b"phone", b"phone"]);
    let names: Vec<_> = specs.iter().map(|spec| (spec.name.as_str(), spec.is_named)).collect();
    assert_eq!(names, [("id", true), ("column_2", false), ("phone", true), ("phone#2", true), ("phone#3", true)]);
}

#[test]
fn a_heading_may_be_broken_into_lines() {
    assert!(judge(&["Subscriber\nSSN|Dependent\r\nName", "536-22-8713|Ann Lee", "536-22-8714|Bob Ray"]));
    let names = named_columns([&b"Subscriber\nSSN"[..], b"Dependent \r\n Name", b"Ann\x01Lee"]);
    let names: Vec<&str> = names.iter().map(|spec| spec.name.as_str()).collect();
    assert_eq!(names, ["Subscriber SSN", "Dependent Name", "column_3"]);
}
