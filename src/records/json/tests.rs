//! Whole sources: every layout, every way of cutting, and what is broken.

use proptest::prelude::*;
use serde_json::Value;

use super::Layout;
use super::testing::{
    open, open_head, read, read_all, read_cut, read_forced, read_predicted, read_until_stopped, reader,
};
use crate::error::Reason;
use crate::records::TextClass;

#[test]
fn each_line_is_a_record() {
    let kept = read_all("{\"name\":\"Ann\",\"age\":41}\n\n[\"x\",2]\r\n{\"name\":\"Bo\",\"ok\":true,\"no\":null}");
    assert_eq!(kept.lines(), [": name=Ann age=41", ": [0]=x [1]=2", ": name=Bo ok=true"]);
    assert!(kept.texts.is_empty() && kept.reasons.is_empty());
}

#[test]
fn a_broken_line_is_text_and_the_next_one_is_a_record() {
    let source = "{\"a\":1}\n{\"a\":\"536-90-4399\n{\"a\":3}\n{\"a\":4}\n{\"a\":5} trailing\n{\"a\":6}";
    let kept = read_all(source);
    assert_eq!(kept.lines(), [": a=1", ": a=3", ": a=4", ": a=6"]);
    assert_eq!(kept.text(source.as_bytes()), ["{\"a\":\"536-90-4399\n", "{\"a\":5} trailing\n"]);
    assert_eq!(kept.reasons, [Reason::NotUnderstood; 2]);
}

#[test]
fn what_parts_and_fills_lines_is_no_trouble() {
    let source =
        "{\"a\":1}\n***5642bee8-a5ff-11dc-8314-0800200c9a66***\n{\"a\":2}\0\0\n{\"a\":3}\n-----\n{\"a\":4}\n\0\0";
    let kept = read_all(source);
    assert_eq!(kept.lines(), [": a=1", ": a=2", ": a=3", ": a=4"]);
    assert!(kept.reasons.is_empty(), "{:?}", kept.reasons);
    let broken = read_all("{\"a\":1}\n***536-90-4399 hello***\n{\"a\":2}\n{\"a\":3}\n");
    assert_eq!(broken.reasons, [Reason::NotUnderstood]);
}

#[test]
fn paths_name_columns() {
    let kept = read_all(
        r#"[{"address":{"city":"Rome"},"phones":["1","2"],"contacts":[{"email":"a@b.c"},{"email":"d@e.f"}],"":0,"m":[[1],[2]]}]"#,
    );
    let want =
        "address.city=Rome phones[]=1 phones[]=2 contacts[].email=a@b.c contacts[].email=d@e.f \"\"=0 m[][]=1 m[][]=2";
    assert_eq!(kept.lines(), [format!(": {want}")]);
}

#[test]
fn arrays_of_objects_in_the_document_are_tables() {
    let source = r#"{"v":1,"users":[{"n":"a"},{"n":"b","orders":[{"t":5}]}],"meta":{"by":"me","log":{"entries":[{"u":"x"}]},"z":9}}"#;
    let want =
        [": v=1", "users: n=a", "users: n=b orders[].t=5", ": meta.by=me", "meta.log.entries: u=x", ": meta.z=9"];
    assert_eq!(read_all(source).lines(), want);
}

#[test]
fn keys_that_are_values_fold_and_are_cells() {
    let source = r#"{"users":{"-MqZ3bXk_TfVnWcJhLpQ":{"n":"a"},"-MqZ3bXk_TfVnWcJhLpR":{"n":"b"}}}"#;
    let want = ["users: {key}=-MqZ3bXk_TfVnWcJhLpQ n=a", "users: {key}=-MqZ3bXk_TfVnWcJhLpR n=b"];
    assert_eq!(read_all(source).lines(), want);
    let source = r#"[{"by_ssn":{"536-90-4399":"Ann","078-05-1120":"Bo"}}]"#;
    let want = ": by_ssn.{key}=536-90-4399 by_ssn.*=Ann by_ssn.{key}=078-05-1120 by_ssn.*=Bo";
    assert_eq!(read_all(source).lines(), [want]);
}

#[test]
fn many_distinct_keys_fold_once_the_head_has_shown_them() {
    let members: Vec<_> = (0..400).map(|n| format!("\"k{}\":{{\"n\":{n}}}", letters(n))).collect();
    let kept = read_all(&format!("{{\"users\":{{{}}}}}", members.join(",")));
    assert_eq!(kept.records.len(), 400);
    assert!(kept.lines()[399].starts_with("users: {key}=k"));
    let kept = read_all(&format!("[{{\"of\":{{{}}}}}]", members.join(",")));
    assert!(kept.records[0].1.iter().all(|(column, ..)| column == "of.*.n" || column == "of.{key}"));
}

fn letters(n: usize) -> String {
    [n / 26 % 26, n % 26].iter().map(|&n| (b'a' + u8::try_from(n).unwrap()) as char).collect()
}

#[test]
fn extended_json_belongs_to_the_key_above() {
    let source = "{\"_id\":{\"$oid\":\"507f1f77bcf86cd799439011\"},\"n\":{\"$numberLong\":\"123\"},\"at\":{\"$date\":{\"$numberLong\":\"5\"}}}\n{\"_id\":{\"$oid\":\"x\"},\"n\":{\"$numberLong\":\"4\"}}\n";
    assert_eq!(read_all(source).lines(), [": _id=507f1f77bcf86cd799439011 n=123 at=5", ": _id=x n=4"]);
}

#[test]
fn duplicate_keys_repeat_the_column_and_escapes_are_undone() {
    let source = r#"[{"a":"1","a":"2","k\u00e9y":"\ud83d\ude00\n\/","n":-12345678901234567890123456789.5e+300}]"#;
    let kept = read_all(source);
    assert_eq!(kept.lines(), [": a=1 a=2 kéy=😀\n/ n=-12345678901234567890123456789.5e+300"]);
    let (_, _, span) = &kept.records[0].1[2];
    assert_eq!(source.get(span.clone()).unwrap(), r"\ud83d\ude00\n\/");
}

#[test]
fn rows_and_scalars_are_records() {
    assert_eq!(read_all(r#"[["name","ssn"],["Ann","1"]]"#).lines(), [": name=Ann ssn=1"]);
    assert_eq!(read_all(r#"[["Bob","2"],["Ann","1"]]"#).lines(), [": [0]=Bob [1]=2", ": [0]=Ann [1]=1"]);
    assert_eq!(read_all(r#"["a@b.c", "d@e.f"]"#).lines(), [": []=a@b.c", ": []=d@e.f"]);
    assert_eq!(read_all(r#"{"rows":[[1,[2,3]]]}"#).lines(), ["rows: [0]=1 [1][]=2 [1][]=3"]);
}

#[test]
fn documents_may_follow_each_other() {
    let source = "{\n  \"a\": 1,\n  \"o\": [{\"b\": 2}]\n}\n{\n  \"a\": 3\n}\n";
    assert_eq!(read_all(source).lines(), [": a=1 o[].b=2", ": a=3"]);
    assert_eq!(read_all("{\"a\":1}{\"a\":2}\x1e{\"a\":3}").lines(), [": a=1", ": a=2", ": a=3"]);
    assert_eq!(read_all("[{\"a\":1},{\"a\":2}]\n[{\"a\":3}]\n").lines(), [": a=1", ": a=2", ": a=3"]);
}

#[test]
fn a_prefix_against_scripts_is_skipped() {
    let source = ")]}',\n[{\"a\":1}]";
    let kept = read_all(source);
    assert_eq!(kept.lines(), [": a=1"]);
    assert_eq!(kept.text(source.as_bytes()), [")]}',"]);
}

#[test]
fn a_document_that_a_script_names_is_read() {
    for (before, behind) in [
        ("window.YTD.account.part0 = ", ""),
        ("var people=", ";\n"),
        ("export const people = ", ";"),
        ("callback(", ");"),
        ("\n const $a =\n", "\n"),
    ] {
        let source = format!("{before}[{{\"a\":1}},{{\"a\":2}}]{behind}");
        let kept = read_all(&source);
        assert_eq!(kept.lines(), [": a=1", ": a=2"], "{source}");
        assert_eq!(kept.text(source.as_bytes()), [before], "{source}");
        assert!(kept.reasons.is_empty(), "{source}");
    }
    for other in [
        "var a = {b: 1};",
        "var a = [1, 2];\nvar b = 3;\n",
        "f({\"a\": 1}).then(g)",
        "if ([1].x) { y }",
        "x == [1]",
        "var a = {\"b\": function () { return 1 }};",
    ] {
        assert!(open(other.as_bytes()).is_none(), "{other}");
    }
}

#[test]
fn a_table_of_a_phpmyadmin_export_has_its_name() {
    let source = "[\n{\"type\":\"header\",\"version\":\"5.1\"},\n{\"type\":\"database\",\"name\":\"shop\"},\n{\"type\":\"table\",\"name\":\"users\",\"database\":\"shop\",\"data\":\n[\n{\"id\":\"1\"},\n{\"id\":\"2\"}\n]\n}\n]\n";
    let lines = read_all(source).lines();
    assert_eq!(lines[2..], [": type=table name=users database=shop", "users: id=1", "users: id=2"]);
}

#[test]
fn a_broken_element_is_text_and_the_next_one_is_a_record() {
    let source = r#"{"t":[{"a":1},{"a":[2,],"s":"},{"},{"a":3},{a:4},{"a":5,{"a":6},{"a":7}],"u":[{"b":1}]}"#;
    let kept = read(&*reader(Layout::Document), source.as_bytes());
    assert_eq!(kept.lines(), ["t: a=1", "t: a=3", "t: a=7", "u: b=1"]);
    assert_eq!(kept.text(source.as_bytes()), [r#"{"a":[2,],"s":"},{"}"#, "{a:4}", r#"{"a":5,{"a":6}"#]);
}

#[test]
fn a_cut_document_gives_what_came_before_the_cut() {
    let source = r#"{"v":1,"users":[{"n":"a"},{"n":"b","s":"536-90-43"#;
    let kept = read_all(source);
    assert_eq!(kept.lines(), [": v=1", "users: n=a"]);
    assert_eq!(kept.text(source.as_bytes()), [r#",{"n":"b","s":"536-90-43"#]);
    assert_eq!(kept.texts[0].1, TextClass::NotUnderstood);
}

#[test]
fn what_only_begins_like_json_is_not_json() {
    let not_json = [
        "{ color: red; }\nbody { margin: 0 }\n",
        "{\n  // comment\n  \"a\": 1\n}\n",
        "{'a': 1}",
        "[section]\nkey=value\n",
        "[2021-08-17 10:00:00] INFO started\n",
        "[1] A footnote.\n[2] Another.\n",
        "{{ template }}",
        "{\"a\"",
        "[main] {\"a\":1}\n",
        "",
        "  ",
        "[INFO] x",
        "plain",
    ];
    for source in not_json {
        assert!(open(source.as_bytes()).is_none(), "{source}");
    }
    for source in ["{}", "[]", " {\"a\":1}", "[1,2", "{\"a\":1,\"b\":tr"] {
        assert!(open(source.as_bytes()).is_some(), "{source}");
    }
}

#[test]
fn a_million_brackets_end() {
    let bomb = "[".repeat(1_000_000);
    for layout in [Layout::Lines, Layout::Records, Layout::Document] {
        let kept = read(&*reader(layout), bomb.as_bytes()).joined();
        let covered: usize = kept.texts.iter().map(|(span, _)| span.len()).sum();
        assert!(covered >= bomb.len() - 2, "{layout:?}");
    }
    let deep = format!("[{{\"a\":{}1{}}},{{\"b\":2}}]", "[".repeat(600), "]".repeat(600));
    let kept = read(&*reader(Layout::Document), deep.as_bytes());
    assert_eq!(kept.lines(), [": b=2"]);
}

#[test]
fn brackets_that_never_close_take_time_by_their_length() {
    let source = "{\"a\":[\n".repeat(300_000);
    for layout in [Layout::Lines, Layout::Records, Layout::Document] {
        let kept = read(&*reader(layout), source.as_bytes());
        assert!(!kept.texts.is_empty());
    }
}

#[test]
fn a_long_element_is_walked_through() {
    let rows: Vec<_> = (0..40_000).map(|n| format!("{{\"email\":\"user{n}@example.com\"}}")).collect();
    let source = format!("[{{\"dept\":\"x\",\"staff\":[{}],\"z\":1}},{{\"dept\":\"y\"}}]", rows.join(","));
    let kept = read_all(&source);
    assert_eq!(kept.records.len(), 40_003);
    assert_eq!(kept.lines()[0], ": dept=x");
    assert_eq!(kept.lines()[1], "staff: email=user0@example.com");
    assert_eq!(kept.lines()[40_001..], [": z=1", ": dept=y"]);
}

const FORMS: &[&str] = &[
    "{\"name\":\"Ann\",\"age\":41}\n\n{\"a\":\"x\\\"y\\u00e9\",\"b\":[1,{\"c\":\"d\"}]}\r\n{\"broken\n{\"n\":3}",
    "[{\"id\":1,\"o\":[{\"t\":1},{\"t\":2}]},{\"id\":2,\"o\":[]},{\"id\":3}]",
    "[\n  {\n    \"id\": 1,\n    \"o\": [\n      {\n        \"t\": 1\n      }\n    ]\n  },\n  {\n    \"id\": 2\n  }\n]\n",
    "{\"v\":1,\"users\":[{\"n\":\"a\"},{\"n\":\"b\"}],\"meta\":{\"by\":\"me\",\"tags\":[1,2],\"e\":{}},\"empty\":[],\"m\":{\"1\":{\"x\":1},\"2\":{\"x\":2}}}",
    "{\n \"a\": 1\n}\n{\n \"a\": 2,\n \"b\": [[1]]\n}\n",
    "[[1,\"x\"],[2,\"y\"],\"z\",3,true,null,{}]",
    "{\"101\":{\"n\":\"a\"},\"102\":{\"n\":\"b\"}}",
    ")]}'\n[{\"type\":\"table\",\"name\":\"users\",\"data\":[{\"id\":\"1\"}]}]",
    "{\"t\":[{\"a\":1},{\"a\":[2,]},{\"a\":3} {\"a\":4},{\"a\":5}],\"b\":6}",
];

#[test]
fn a_cut_at_any_byte_changes_nothing() {
    for source in FORMS {
        let bytes = source.as_bytes();
        let reader = open(bytes).unwrap_or_else(|| reader(Layout::Document));
        let whole = read(&*reader, bytes).joined();
        assert!(!whole.records.is_empty());
        for cut in 0..=bytes.len() {
            assert_eq!(read_cut(&*reader, bytes, &[cut]).joined(), whole, "{source} cut at {cut}");
        }
        let every: Vec<_> = (1..bytes.len()).collect();
        assert_eq!(read_cut(&*reader, bytes, &every).joined(), whole, "{source} grown byte by byte");
    }
}

/// Sources of some length, in each form, with the part of predictions that must be right.
fn long_sources() -> Vec<String> {
    let row =
        |n: usize| serde_json::json!({"id": n, "name": format!("N{n}"), "o": [{"t": n}, {"t": 2}], "a": {"c": "d"}});
    let rows: Vec<_> = (0..300).map(row).collect();
    let lines: Vec<_> = rows.iter().map(Value::to_string).collect();
    let map: serde_json::Map<_, _> = rows.iter().map(|row| (row["id"].to_string(), row.clone())).collect();
    let strings: Vec<_> = (0..500).map(|n| format!("user{n}@example.com")).collect();
    let pretty: Vec<_> = rows.iter().map(|row| serde_json::to_string_pretty(row).unwrap()).collect();
    vec![
        lines.join("\n"),
        serde_json::to_string(&rows).unwrap(),
        serde_json::to_string_pretty(&rows).unwrap(),
        serde_json::json!({"users": rows, "z": 1}).to_string(),
        serde_json::to_string_pretty(&serde_json::json!({"v": 1, "data": {"users": rows}})).unwrap(),
        Value::Object(map).to_string(),
        serde_json::to_string(&strings).unwrap(),
        pretty.join("\n"),
        lines.concat(),
    ]
}

#[test]
fn predictions_are_nearly_always_right_and_never_change_the_result() {
    for source in long_sources() {
        let bytes = source.as_bytes();
        let reader = open_head(bytes, 4096).expect("this is JSON");
        let whole = read(&*reader, bytes).joined();
        let (kept, right, wrong) = read_predicted(&*reader, bytes, 1500);
        assert_eq!(kept.joined(), whole);
        assert!(right >= 5 && wrong <= 2, "{right} right, {wrong} wrong: {}", source.get(..60).unwrap());
    }
}

#[test]
fn two_tables_in_one_document_survive_wrong_predictions() {
    let users: Vec<_> = (0..100).map(|n| format!("{{\"id\":{n},\"n\":\"x\"}}")).collect();
    let orders: Vec<_> = (0..100).map(|n| format!("{{\"no\":{n},\"p\":[{{\"id\":1}}]}}")).collect();
    let source = format!("{{\"users\":[{}],\"k\":1,\"orders\":[{}]}}", users.join(","), orders.join(","));
    let reader = open_head(source.as_bytes(), 700).expect("this is JSON");
    let whole = read(&*reader, source.as_bytes()).joined();
    assert_eq!(whole.records.len(), 201);
    for len in [64, 300, 1000] {
        assert_eq!(read_predicted(&*reader, source.as_bytes(), len).0.joined(), whole);
    }
}

#[test]
fn an_element_that_is_too_long_is_text() {
    let source = format!("[{{\"a\":1}},{{\"a\":\"{}\"}},{{\"a\":3}},{{\"a\":4}}]", "x, ".repeat(100));
    let reader = open(source.as_bytes()).expect("this is JSON");
    let kept = read_forced(&*reader, source.as_bytes(), 64);
    assert_eq!(kept.lines(), [": a=1", ": a=3", ": a=4"]);
    assert!(kept.reasons.contains(&Reason::RecordTooLong));
}

#[test]
fn a_sink_that_wants_no_more_stops_the_reader() {
    for (layout, seam) in [(Layout::Lines, "\n"), (Layout::Records, " "), (Layout::Document, " ")] {
        let source = vec!["{\"a\":1}"; 5000].join(seam);
        let (consumed, kept) = read_until_stopped(&*reader(layout), source.as_bytes());
        assert_eq!(kept.records.len(), 1024, "{layout:?}");
        assert!(consumed.len < source.len() / 4 && kept.texts.is_empty(), "{layout:?}");
    }
}

/// The leaves of a tree as `path=value`, by serde's reading of it.
fn leaves(value: &Value, path: &str, out: &mut Vec<String>) {
    match value {
        Value::Null => {}
        Value::String(text) => out.push(format!("{path}={text}")),
        Value::Bool(_) | Value::Number(_) => out.push(format!("{path}={value}")),
        Value::Array(items) => items.iter().for_each(|item| leaves(item, &format!("{path}[]"), out)),
        Value::Object(members) => {
            for (key, member) in members {
                let dot = if path.is_empty() { "" } else { "." };
                leaves(member, &format!("{path}{dot}{key}"), out);
            }
        }
    }
}

/// The leaves that were read, in the same form. `root` is what the records of table `""` are below.
fn leaves_read(kept: &super::testing::Kept, root: &str) -> Vec<String> {
    let mut out = Vec::new();
    for (table, cells) in &kept.records {
        for (column, value, _) in cells {
            let below = if table.is_empty() { root.to_owned() } else { format!("{table}[]") };
            let column = if column == "[]" && (below.ends_with("[]")) { "" } else { column };
            let dot = if below.is_empty() || column.is_empty() || column.starts_with('[') { "" } else { "." };
            out.push(format!("{below}{dot}{}={value}", positions_as_elements(column)));
        }
    }
    out
}

fn positions_as_elements(column: &str) -> String {
    let mut out = String::new();
    for char in column.chars() {
        if !(out.ends_with('[') && char.is_ascii_digit()) {
            out.push(char);
        }
    }
    out
}

fn any_value() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<f64>().prop_filter_map("finite", |float| serde_json::Number::from_f64(float).map(Value::Number)),
        any::<String>().prop_map(Value::from),
        "[a-z ,:{}\\[\\]\"\\\\]{0,12}".prop_map(Value::from),
    ];
    leaf.prop_recursive(5, 64, 6, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..6).prop_map(Value::from),
            prop::collection::btree_map("[a-z]{1,6}", inner, 0..6)
                .prop_map(|members| Value::Object(members.into_iter().collect())),
        ]
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    #[test]
    fn the_leaves_are_those_of_the_tree(value in any_value(), pretty in any::<bool>()) {
        let value = if value.is_object() || value.is_array() { value } else { Value::Array(vec![value]) };
        let source = if pretty { serde_json::to_string_pretty(&value).unwrap() } else { value.to_string() };
        let mut want = Vec::new();
        leaves(&value, "", &mut want);
        want.sort();
        for layout in [Layout::Document, Layout::Records] {
            let kept = read(&*reader(layout), source.as_bytes());
            prop_assert!(kept.texts.is_empty());
            let is_table = match (&value, layout) {
                (Value::Array(items), Layout::Records) => {
                    items.first().is_some_and(|item| item.is_object() || item.is_array())
                }
                (value, _) => value.is_array(),
            };
            let mut got = leaves_read(&kept, if is_table { "[]" } else { "" });
            got.sort();
            prop_assert_eq!(&got, &want, "{:?}", layout);
        }
        if !pretty {
            let kept = read(&*reader(Layout::Lines), format!("{source}\n").as_bytes());
            prop_assert!(kept.texts.is_empty());
        }
    }

    #[test]
    fn arbitrary_bytes_are_read_to_the_end(
        source in "[\\[\\]{}\",:\\\\a1\n -]{0,60}|(\\{\"[ab]\":[\\[1,\\]{}\"\n]{1,6}\\}[,\n]?){0,8}",
        cut in 0usize..60,
        len in 1usize..40,
    ) {
        for layout in [Layout::Lines, Layout::Records, Layout::Document] {
            let reader = reader(layout);
            let whole = read(&*reader, source.as_bytes()).joined();
            let cut = read_cut(&*reader, source.as_bytes(), &[cut.min(source.len())]).joined();
            prop_assert_eq!(cut, whole, "{:?}", layout);
            read_forced(&*reader, source.as_bytes(), len);
            read_predicted(&*reader, source.as_bytes(), len);
        }
        if let Some(reader) = open(source.as_bytes()) {
            read(&*reader, source.as_bytes());
        }
    }

    #[test]
    fn bytes_that_are_not_text_are_read_to_the_end(source in prop::collection::vec(any::<u8>(), 0..200)) {
        for layout in [Layout::Lines, Layout::Records, Layout::Document] {
            read(&*reader(layout), &source);
            read_forced(&*reader(layout), &source, 16);
        }
    }
}
