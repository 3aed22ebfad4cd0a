use proptest::prelude::*;

use super::{Edifact, Hl7, X12};
use crate::records::testing::{assert_cuts_agree_by_table, head_of, read_whole};
use crate::records::{Format, Reader};

const HL7: &str = "MSH|^~\\&|LAB|HOSP|EHR|HOSP|20210817140000||ADT^A01|42|P|2.5\rPID|1||4711^^^HOSP^MR~219099999^^^USA^SS||Example^Ann^M||19800304|F|||12 Main St^^Springfield^IL^62701||(212)555-0142||||||219-09-9999\rNK1|1|Example^Bob|SPO\r";
const X12_TEXT: &str = "ISA*00*          *00*          *ZZ*SENDER         *ZZ*RECEIVER       *210817*1400*^*00501*000000001*0*P*:~\nGS*HC*S*R*20210817*1400*1*X*005010X222A1~\nNM1*IL*1*EXAMPLE*ANN*M***MI*W123456789~\nN3*12 MAIN ST~\nN4*SPRINGFIELD*IL*62701~\nDMG*D8*19800304*F~\nREF*SY*219099999~\nNM1*PR*2*PAYER INC*****PI*12345~\nCLM*1*100***11:B:1~\n";

fn open(source: &[u8]) -> Option<Box<dyn Reader>> {
    Hl7.open(&head_of(source)).or_else(|| X12.open(&head_of(source))).or_else(|| Edifact.open(&head_of(source)))
}

fn rows(source: &str) -> Vec<(String, Vec<String>)> {
    let reader = open(source.as_bytes()).expect("it is known");
    assert_cuts_agree_by_table(&*reader, source.as_bytes());
    let found = read_whole(&*reader, source.as_bytes());
    let row = |cells: &[(String, String)]| cells.iter().map(|(name, value)| format!("{name}={value}")).collect();
    found.records.iter().map(|(table, cells)| (table.clone(), row(cells))).collect()
}

fn row_of(source: &str, table: &str) -> Vec<String> {
    rows(source).into_iter().find(|(name, _)| name == table).expect("the table is there").1
}

#[test]
fn segments_of_hl7_are_records_of_named_fields() {
    let expected = [
        "PID-1=1",
        "PID-3 patient_id=4711",
        "PID-3.4=HOSP",
        "PID-3.5=MR",
        "PID-3 ssn=219099999",
        "PID-3.4=USA",
        "PID-3.5=SS",
        "PID-5 last_name=Example",
        "PID-5.2 first_name=Ann",
        "PID-5.3 middle_name=M",
        "PID-7 birth_date=19800304",
        "PID-8 sex=F",
        "PID-11 street_address=12 Main St",
        "PID-11.3 city=Springfield",
        "PID-11.4 state=IL",
        "PID-11.5 zip_code=62701",
        "PID-13 home_phone=(212)555-0142",
        "PID-19 ssn=219-09-9999",
    ];
    assert_eq!(row_of(HL7, "PID"), expected);
    assert_eq!(row_of(HL7, "MSH")[0], "MSH-3=LAB");
    assert_eq!(row_of(&HL7.replace('\r', "\n"), "PID"), expected);
    assert_eq!(row_of(&HL7.replace('\r', "\r\n"), "PID"), expected);
}

#[test]
fn a_traveller_in_edifact_is_one_record() {
    let body = "UNB+UNOC:3+S:14+R:14+210817:1400+1'\nUNH+1+PAXLST:D:02B:UN:IATA'\nBGM+745'\n\
                NAD+FL+++EXAMPLE:ANN+12 MAIN ST?'S+RENO+NV+89501+USA'\nATT+2++F'\nDTM+329:19800304'\nCOM+ann@example.com:EM'\n\
                COM+2125550142:TE'\nDOC+P:110:111+X1234567'\nNAD+MS+++AIR EXAMPLE'\nUNT+9+1'\nUNZ+1+1'\n";
    let expected = [
        "NAD-1=FL",
        "NAD-4 last_name=EXAMPLE",
        "NAD-4.2 first_name=ANN",
        "NAD-5 street_address=12 MAIN ST?'S",
        "NAD-6 city=RENO",
        "NAD-7 state=NV",
        "NAD-8 zip_code=89501",
        "NAD-9 country=USA",
        "ATT-1=2",
        "ATT-3=F",
        "DTM 329-1=329",
        "DTM-1.2 birth_date=19800304",
        "COM-1 email=ann@example.com",
        "COM-1.2=EM",
        "COM-1 phone=2125550142",
        "COM-1.2=TE",
        "DOC P-1=P",
        "DOC P-1.2=110",
        "DOC P-1.3=111",
        "DOC-2 passport_number=X1234567",
    ];
    assert_eq!(row_of(body, "NAD FL"), expected);
    assert_eq!(row_of(body, "NAD MS"), ["NAD-1=MS", "NAD-4 name=AIR EXAMPLE"]);
    assert_eq!(row_of(&format!("UNA:+.? '\n{body}"), "NAD FL"), expected);
    let others = body.replace('+', "|").replace('\'', "~").replace("?~S", "?'S");
    assert_eq!(row_of(&format!("UNA:|.? ~{others}"), "NAD FL")[1], expected[1]);
    for other in ["UNA is a word", "UNB+1'", "UNA:+.? 'UNH+1+2+3+4'", "UNBELIEVABLE+a+b+c+d'"] {
        assert!(open(other.as_bytes()).is_none(), "{other}");
    }
}

#[test]
fn a_person_in_x12_is_one_record() {
    let expected = [
        "NM1-01=IL",
        "NM1-02=1",
        "NM1-03 last_name=EXAMPLE",
        "NM1-04 first_name=ANN",
        "NM1-05 middle_name=M",
        "NM1-08=MI",
        "NM1-09 identifier=W123456789",
        "N3-01 street_address=12 MAIN ST",
        "N4-01 city=SPRINGFIELD",
        "N4-02 state=IL",
        "N4-03 zip_code=62701",
        "DMG-01=D8",
        "DMG-02 birth_date=19800304",
        "DMG-03 sex=F",
        "REF SY-01=SY",
        "REF SY-02 ssn=219099999",
    ];
    assert_eq!(row_of(X12_TEXT, "NM1 IL"), expected);
    assert_eq!(row_of(X12_TEXT, "CLM")[2], "CLM-05=11");
    assert_eq!(rows(X12_TEXT).len(), 5);
}

#[test]
fn other_text_is_left_alone() {
    for text in ["MSH is a segment", "ISA*00", "MSH|^~\\&", "", "PID|1|2|3|4|5"] {
        assert!(open(text.as_bytes()).is_none(), "{text}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn mutated_sources_are_read(is_hl7: bool, cut in any::<prop::sample::Index>(), changes in prop::collection::vec((any::<prop::sample::Index>(), prop_oneof![Just(b'\n'), Just(b'|'), Just(b'~'), Just(b'*'), any::<u8>()]), 0..10)) {
        let mut source = if is_hl7 { HL7 } else { X12_TEXT }.as_bytes().to_vec();
        for (at, byte) in changes {
            let at = at.index(source.len());
            source[at] = byte;
        }
        source.truncate(cut.index(source.len() + 1));
        if let Some(reader) = open(&source) {
            read_whole(&*reader, &source);
            assert_cuts_agree_by_table(&*reader, &source);
        }
    }
}

#[test]
fn identifiers_of_names_are_what_the_code_before_them_says() {
    let text = X12_TEXT.replace("M***MI*W123456789", "M***34*219099999");
    assert!(row_of(&text, "NM1 IL").contains(&"NM1-09 ssn=219099999".to_owned()));
}

#[test]
fn parties_that_are_no_persons_have_no_family_name() {
    assert_eq!(row_of(X12_TEXT, "NM1 PR")[2], "NM1-03 organisation=PAYER INC");
    assert_eq!(row_of(X12_TEXT, "NM1 IL")[2], "NM1-03 last_name=EXAMPLE");
    let doctor = X12_TEXT.replace("NM1*PR*2*PAYER INC*****PI", "NM1*PR*2*QUORN*ADA****PI");
    assert_eq!(row_of(&doctor, "NM1 PR")[2], "NM1-03 last_name=QUORN");
}

#[test]
fn a_member_of_a_plan_is_one_record() {
    let head = X12_TEXT.split_once("NM1*").expect("there is a name").0;
    let text = format!(
        "{head}INS*Y*18*030*XN*A***FT~\nREF*0F*219099999~\nREF*1L*960140~\nDTP*356*D8*20180114~\n\
         NM1*IL*1*EXAMPLE*ANN*M***34*219099999~\nPER*IP**HP*2125550142*EM*ann@example.com*ZZ*17~\nN3*12 MAIN ST~\nHD*030**HLT~\n\
         NM1*IN*2*PAYER INC~\n"
    );
    let expected = [
        "INS-01=Y",
        "INS-02=18",
        "INS-03=030",
        "INS-04=XN",
        "INS-05=A",
        "INS-08=FT",
        "REF 0F-01=0F",
        "REF 0F-02 subscriber_identifier=219099999",
        "REF 1L-01=1L",
        "REF 1L-02 group_number=960140",
        "DTP 356-01=356",
        "DTP 356-02=D8",
        "DTP 356-03=20180114",
        "NM1-01=IL",
        "NM1-02=1",
        "NM1-03 last_name=EXAMPLE",
        "NM1-04 first_name=ANN",
        "NM1-05 middle_name=M",
        "NM1-08=34",
        "NM1-09 ssn=219099999",
        "PER-01=IP",
        "PER-03=HP",
        "PER-04 home_phone=2125550142",
        "PER-05=EM",
        "PER-06 email=ann@example.com",
        "PER-07=ZZ",
        "PER-08 phone_or_email=17",
        "N3-01 street_address=12 MAIN ST",
    ];
    assert_eq!(row_of(&text, "INS"), expected);
    assert_eq!(row_of(&text, "HD")[0], "HD-01=030");
    assert_eq!(row_of(&text, "NM1 IN")[2], "NM1-03 organisation=PAYER INC");
}
