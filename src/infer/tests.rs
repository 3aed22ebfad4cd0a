//! What the verdict says of small columns, made value by value.

use std::sync::Arc;

use super::{TableVerdict, infer};
use crate::aggregate::{ColumnAggregate, TableAggregate, TableKey};
use crate::batch::ColumnSpec;
use crate::detect::{CellFacts, Detector, KnownColumns};
use crate::rules::RuleSet;

fn detector() -> Detector {
    Detector::new(Arc::new(RuleSet::builtin().unwrap())).unwrap()
}

/// A column whose cells all pass as `kind` in the written form `form`, with the given numbers (0: not a number).
fn column(detector: &Detector, name: &str, kind: &str, form: &str, facts: &[u8], numbers: &[u64]) -> ColumnAggregate {
    let is_named = !name.is_empty();
    let mut column = ColumnAggregate::new(ColumnSpec { name: name.to_owned(), is_named, sql_type: None });
    let kind = detector.rules().kind(kind).unwrap();
    let rule = detector.rules().rule(kind);
    let shape = rule.shapes.iter().position(|shape| shape.form == form).unwrap_or(0);
    let count = u64::try_from(numbers.len()).unwrap();
    for (hash, &number) in (1u64..).zip(numbers) {
        let integer = Some(number).filter(|&number| number > 0);
        let hash = hash.wrapping_mul(0x9e37_79b9_7f4a_7c15);
        column.add_cell(&CellFacts { len: 10, digits: 10, letters: 0, spaces: 0, integer, hash });
    }
    let index = column.kind_index(kind);
    let aggregate = &mut column.kinds[index];
    aggregate.shapes.resize(shape + 1, 0);
    aggregate.shapes[shape] = count;
    aggregate.parts[0] = count;
    aggregate.whole.matched = count;
    for &fact in facts {
        aggregate.facts[usize::from(fact)] = count;
    }
    (1..=count).for_each(|hash| aggregate.whole.distinct.insert(hash.wrapping_mul(0x9e37_79b9_7f4a_7c15)));
    column
}

fn verdict(detector: &Detector, columns: Vec<ColumnAggregate>) -> TableVerdict {
    let mut table = TableAggregate::new(TableKey::default());
    table.columns = columns;
    infer(detector, &mut KnownColumns::default(), &table, 0.5)
}

fn is_found(columns: impl FnOnce(&Detector) -> Vec<ColumnAggregate>) -> bool {
    let detector = detector();
    verdict(&detector, columns(&detector)).columns[0].column().is_some()
}

/// Numbers far from each other, none with a leading zero.
fn spread(count: u64, step: u64) -> Vec<u64> {
    (0..count).map(|index| 200_000_000 + (index * 7_919 % 1_000) * step).collect()
}

#[test]
fn bare_ten_digits_get_the_weight_of_their_own_form() {
    // Their form stands far down the list of forms.
    let few = |name: &'static str| {
        is_found(move |detector| vec![column(detector, name, "phone", "d10", &[], &spread(3, 7_000_000))])
    };
    assert!(!few("reading"));
    assert!(few("phone"));
}

#[test]
fn a_sequence_is_no_column_of_phones_however_many_pass() {
    let rising: Vec<u64> = (0..400).map(|index| 2_123_456_789 + index * 3).collect();
    assert!(!is_found(|detector| vec![column(detector, "id", "phone", "d10", &[0], &rising)]));
    let three = &rising[..3];
    assert!(!is_found(|detector| vec![column(detector, "", "phone", "d10", &[0], three)]));
}

#[test]
fn nine_digits_that_never_begin_with_zero_are_keys_unless_named() {
    let keys = spread(500, 500_000);
    let found = |name: &'static str| {
        let keys = keys.clone();
        is_found(move |detector| vec![column(detector, name, "us_ssn", "d9", &[0], &keys)])
    };
    assert!(!found("parent_id"));
    assert!(!found(""));
    assert!(found("ssn"));
}

#[test]
fn company_makes_no_number_of_a_bare_key() {
    let people = |detector: &Detector, name: &str, form: &str| {
        let mut columns = vec![column(detector, name, "us_ssn", form, &[], &spread(5, 500_000))];
        columns.push(column(detector, "email", "email", "", &[], &[0; 20]));
        columns.push(column(detector, "full_name", "person_name", "", &[], &[0; 20]));
        columns.push(column(detector, "phone", "phone", "(d3) d3-d4", &[0], &[0; 20]));
        columns
    };
    assert!(!is_found(|detector| people(detector, "key", "d9")));
    assert!(!is_found(|detector| people(detector, "part_no", "d3-d2-d4")));
    assert!(is_found(|detector| people(detector, "", "d3-d2-d4")));
}

#[test]
fn dates_are_birth_dates_by_name_or_by_year_among_people() {
    let dates = |detector: &Detector, name: &str, facts: &[u8]| {
        let mut columns = vec![column(detector, name, "date_of_birth", "", facts, &[0; 40])];
        columns.push(column(detector, "email", "email", "", &[], &[0; 20]));
        columns.push(column(detector, "full_name", "person_name", "", &[], &[0; 20]));
        columns
    };
    assert!(is_found(|detector| dates(detector, "DOB_DT", &[0])));
    assert!(is_found(|detector| dates(detector, "", &[0])));
    assert!(!is_found(|detector| dates(detector, "", &[])));
    assert!(!is_found(|detector| dates(detector, "founded", &[0])));
    assert!(!is_found(|detector| dates(detector, "hire_date", &[0])));
}

#[test]
fn few_names_over_many_rows_are_brands_unless_named() {
    let names = |detector: &Detector, name: &str| {
        let mut column = column(detector, name, "person_name", "", &[], &[0; 100]);
        let kind = &mut column.kinds[0];
        kind.parts = [0; 5];
        kind.parts[crate::detect::Part::FamilyName as usize] = 100;
        let mut six = crate::aggregate::Distinct::default();
        (1..=6u64).for_each(|hash| six.insert(hash << 40));
        kind.whole.distinct = six.clone();
        column.distinct = six;
        vec![column]
    };
    assert!(!is_found(|detector| names(detector, "")));
    assert!(is_found(|detector| names(detector, "last_name")));
}

/// Adds a kind that so many cells are as well, each sure by itself.
fn with_other(detector: &Detector, mut column: ColumnAggregate, kind: &str, count: u64) -> ColumnAggregate {
    let index = column.kind_index(detector.rules().kind(kind).unwrap());
    let aggregate = &mut column.kinds[index];
    aggregate.shapes.resize(1, 0);
    aggregate.shapes[0] = count;
    aggregate.whole.matched = count;
    (1..=count).for_each(|hash| aggregate.whole.distinct.insert(hash << 32));
    column
}

#[test]
fn what_is_sure_stays_where_a_quarter_of_the_column_is_not_what_most_of_it_is() {
    let stays = |mails: usize, phones: u64| {
        let detector = detector();
        let mut contacts = column(&detector, "value", "email", "", &[], &[0; 20]);
        let mails = u64::try_from(mails).unwrap();
        contacts.kinds[0].shapes[0] = mails;
        contacts.kinds[0].parts[0] = mails;
        contacts.kinds[0].whole.matched = mails;
        let contacts = with_other(&detector, contacts, "phone", phones);
        let verdict = verdict(&detector, vec![contacts]);
        let kinds = &verdict.columns[0].kinds;
        assert_eq!(verdict.columns[0].column().map(|kind| kind.kind), Some(kinds[0].kind));
        kinds[1].counts_sure
    };
    assert!(stays(15, 5));
    assert!(!stays(16, 4), "one telephone number among mails is a stray one");
}

#[test]
fn dates_that_lie_as_ages_refute_the_name_of_what_programs_write() {
    use crate::detect::find::date::{ADULT, ELDER, YOUNGER};
    let bit = |fact: u8| u8::try_from(fact.trailing_zeros()).unwrap();
    let found = |name: &'static str, facts: &'static [u8], count: usize| {
        is_found(move |detector| {
            let facts: Vec<u8> = facts.iter().map(|&fact| bit(fact)).collect();
            let mut columns = vec![column(detector, name, "date_of_birth", "", &facts, &vec![0; count])];
            columns.push(column(detector, "email", "email", "", &[], &[0; 20]));
            columns.push(column(detector, "full_name", "person_name", "", &[], &[0; 20]));
            columns
        })
    };
    assert!(found("created_at", &[ADULT, ELDER, YOUNGER], 40));
    assert!(!found("created_at", &[ADULT, ELDER], 40), "old ones alone are those of something else");
    assert!(!found("founded", &[ADULT, ELDER, YOUNGER], 40), "firms are as old as people");
    let is_refuted = |count: usize| {
        let detector = detector();
        let facts = [ADULT, ELDER, YOUNGER].map(bit);
        let dates = column(&detector, "created_at", "date_of_birth", "", &facts, &vec![0; count]);
        let verdict = verdict(&detector, vec![dates]);
        verdict.columns[0].kinds[0].evidence.iter().any(|evidence| evidence.detail.contains("older than what"))
    };
    assert!(is_refuted(12) && !is_refuted(11), "a few may be mistyped");
}

#[test]
fn numbers_in_three_two_and_four_digits_refute_the_name_of_another_number() {
    let found = |name: &'static str, form: &'static str, count: u64| {
        is_found(move |detector| vec![column(detector, name, "us_ssn", form, &[], &spread(count, 500_000))])
    };
    assert!(found("part_no", "d3-d2-d4", 20));
    assert!(!found("part_no", "d3-d2-d4", 19));
    assert!(!found("part_no", "d9", 20));
}

#[test]
fn whole_names_that_vary_beside_people_refute_the_name_of_a_thing() {
    let found = |name: &'static str, neighbour: Option<&'static str>, repeats: bool| {
        is_found(move |detector| {
            let mut names = column(detector, name, "person_name", "", &[], &[0; 40]);
            if repeats {
                let mut few = crate::aggregate::Distinct::default();
                (1..=20u64).for_each(|hash| few.insert(hash << 40));
                names.distinct = few;
            }
            let beside = neighbour.map(|kind| column(detector, kind, kind, "", &[], &[0; 20]));
            std::iter::once(names).chain(beside).collect()
        })
    };
    assert!(found("product", Some("email"), false));
    assert!(found("city", Some("email"), false));
    assert!(!found("product", None, false), "nothing says that they are people");
    assert!(!found("product", Some("email"), true), "things are named again and again");
    assert!(!found("school", Some("email"), false), "schools are called after whole people");
}

#[test]
fn numbers_that_never_begin_with_a_zero_lose_by_how_many_they_are() {
    let detector = detector();
    let weight = |numbers: &[u64]| {
        let verdict = verdict(&detector, vec![column(&detector, "", "us_ssn", "d9", &[], numbers)]);
        let evidence = &verdict.columns[0].kinds[0].evidence;
        let said = evidence.iter().find(|evidence| evidence.detail.contains("begins with a zero"));
        said.map_or(0.0, |evidence| evidence.weight)
    };
    let numbers = spread(60, 500_000);
    assert!(weight(&numbers[..19]) == 0.0);
    assert!((weight(&numbers[..20]) + 1.21).abs() < 0.01);
    assert!((weight(&numbers[..40]) + 2.42).abs() < 0.01);
    assert!((weight(&numbers) + 2.48).abs() < 0.01, "more than 41 say no more");
    let with_zero: Vec<u64> = numbers.iter().copied().chain([12_345_678]).collect();
    assert!(weight(&with_zero) == 0.0);
}

#[test]
fn licences_whose_fields_hold_need_no_name_and_no_column_that_speaks_for_them() {
    use crate::detect::Part;
    let found = |name: &'static str, letters: u32, holding: u64, part: Part| {
        is_found(move |detector| {
            let mut numbers = column(detector, name, "us_drivers_license", "a1d12", &[], &[0; 30]);
            numbers.kinds[0].facts[0] = holding;
            numbers.kinds[0].links.first_letters = letters;
            numbers.kinds[0].links.names = [30, 1];
            let mut names = column(detector, "name", "person_name", "", &[], &[0; 30]);
            names.kinds[0].parts = [0; 5];
            names.kinds[0].parts[part as usize] = 30;
            vec![numbers, names]
        })
    };
    assert!(found("field7", 0x3ff, 30, Part::GivenName));
    assert!(found("part_no", 0x3ff, 30, Part::GivenName));
    assert!(!found("field7", 0x3ff, 10, Part::GivenName), "a third may hold by chance");
    assert!(!found("field7", 1 << 1, 30, Part::GivenName), "serial numbers of one series");
    assert!(!found("field7", 0x3ff, 30, Part::Whole), "they are of other people");
}

/// Numbers of nine digits at most, so many of each hundred millions, and longer ones; those of less lost a nought.
fn lying(detector: &Detector, name: &str, counts: &[u64; 9], longer: u64) -> ColumnAggregate {
    let of_part = |(part, &count): (u64, &u64)| {
        (0..count).map(move |index| part * 100_000_000 + 10_000_000 + index * 7_919 % 1_000 * 83_000)
    };
    let numbers: Vec<u64> = (0..).zip(counts).flat_map(of_part).collect();
    let mut column = column(detector, name, "us_ssn", "d9", &[0], &numbers);
    let mended = detector.rules().rule(column.kinds[0].kind).shapes.len();
    let kind = &mut column.kinds[0];
    kind.shapes.resize(mended + 1, 0);
    kind.shapes[mended] = counts[0];
    kind.shapes.iter_mut().take(mended).filter(|count| **count > 0).for_each(|count| *count -= counts[0]);
    for index in 0..longer {
        let integer = Some(1_000_000_000 + index * 83_000_000);
        column.add_cell(&CellFacts { len: 10, digits: 10, letters: 0, spaces: 0, integer, hash: index + 1 });
    }
    column
}

#[test]
fn numbers_that_lie_as_sizes_do_are_none_of_people() {
    let found = |name: &'static str, counts: &'static [u64; 9], longer: u64| {
        is_found(move |detector| vec![lying(detector, name, counts, longer)])
    };
    assert!(found("", &[7, 8, 9, 9, 8, 10, 7, 2, 0], 0));
    let sizes = &[12, 13, 10, 7, 5, 4, 2, 1, 1];
    assert!(!found("", sizes, 5));
    assert!(found("ssn", sizes, 5), "the name knows better");
}

/// The same column with so many cells that failed the check, which are integers or not.
fn with_missed(mut column: ColumnAggregate, missed: u64, integer: Option<u64>) -> ColumnAggregate {
    column.kinds[0].missed = missed;
    for hash in 1..=missed {
        let hash = hash.wrapping_mul(0x517c_c1b7_2722_0a95);
        column.add_cell(&CellFacts { len: 10, digits: 10, letters: 0, spaces: 0, integer, hash });
    }
    column
}

#[test]
fn taxpayers_without_a_number_of_their_own_are_no_failures_of_a_column() {
    let found = |facts: &'static [u8], itins: u64, missed: u64| {
        is_found(move |detector| {
            let numbers = column(detector, "", "us_ssn", "d3-d2-d4", facts, &vec![0; 60]);
            vec![with_missed(with_other(detector, numbers, "us_itin", itins), missed, None)]
        })
    };
    assert!(found(&[0], 15, 15));
    assert!(!found(&[], 15, 15), "by chance they lie in areas that were not in use as well");
    assert!(found(&[0], 5, 15), "in these groups and areas, what else begins with a nine was made up");
}

#[test]
fn ten_digits_of_one_prefix_are_telephone_numbers_only_if_next_to_all_pass() {
    let documents: Vec<u64> = (0..40).map(|index| 4_500_000_000 + index * 7_919 % 1_000 * 90_000).collect();
    let found = |missed: u64| {
        let documents = documents.clone();
        is_found(move |detector| {
            vec![with_missed(column(detector, "", "phone", "d10", &[0], &documents), missed, Some(4_500_123_456))]
        })
    };
    assert!(found(0));
    assert!(!found(5), "one in five begins an exchange that is none");
}

#[test]
fn six_digits_beside_towns_are_postal_codes() {
    let found = |first: u64, city: Option<&'static str>| {
        is_found(move |detector| {
            let numbers: Vec<u64> = (0..12).map(|index| first * 100_000 + index * 6_113).collect();
            let mut columns = vec![column(detector, "pin", "account_pin", "", &[], &numbers)];
            columns.extend(city.map(|name| {
                let mut city =
                    ColumnAggregate::new(ColumnSpec { name: name.to_owned(), is_named: true, sql_type: None });
                city.cells = 12;
                city.city_cells = 12;
                city
            }));
            columns
        })
    };
    assert!(found(4, None));
    assert!(!found(4, Some("city")));
    assert!(found(9, Some("city")), "no postal code begins with a nine");
}

#[test]
fn few_whole_names_are_people_where_the_column_says_what_they_do() {
    let found = |name: &'static str| {
        is_found(move |detector| {
            let mut column = column(detector, name, "person_name", "", &[], &[0; 100]);
            let mut few = crate::aggregate::Distinct::default();
            (1..=10u64).for_each(|hash| few.insert(hash << 40));
            column.kinds[0].whole.distinct = few.clone();
            column.distinct = few;
            vec![column]
        })
    };
    assert!(found("Manager") && found("assigned_to") && found("siteInvestigator"));
    assert!(!found("label") && !found("management"));
}

#[test]
fn numbers_of_versions_are_no_addresses() {
    let found = |name: &'static str, low: u64| {
        is_found(move |detector| {
            let mut column = column(detector, name, "ip_address", "", &[], &[0; 60]);
            column.kinds[0].facts[0] = low;
            vec![column]
        })
    };
    assert!(found("last_ip", 0) && found("", 0) && found("", 9) && found("last_ip", 60));
    assert!(!found("version", 60) && !found("section_no", 40) && !found("", 60) && !found("", 55));
    assert!(found("version", 5), "hardly a version begins above 32");
}
