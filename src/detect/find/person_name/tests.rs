use super::*;

fn odds(value: &str) -> Option<f32> {
    PersonNames::new().cell(value.as_bytes(), None).map(|found| found.odds)
}
#[test]
fn look() {
    for value in [
        "Smith",
        "John Smith",
        "Rose",
        "Xylophone Systems Inc",
        "PUBLIC^JOHN^Q",
        "PUBLIC/JOHN MR",
        "Public, John Q.",
        "DOE, JANE",
        "Mary Ann O'Brien",
        "Dr. María García López",
        "Juan de la Cruz",
        "J. Q. Public",
        "JQ Public",
        "Will Price",
        "Grant Young",
        "Texas",
        "Austin",
        "Austin, Texas",
        "New York",
        "Long Beach",
        "Virginia Beach",
        "active",
        "pending",
        "May",
        "blue",
        "Chicago",
        "United States",
        "Smith John",
        "john smith",
        "John Smith, Jr.",
        "John Smith III",
        "Jan Kowalczyk",
        "Jürgen Müller",
        "Nathan Lane",
        "Main Street",
        "Maple Avenue",
        "San Francisco",
        "Mahogany Table",
        "Ruby Ring",
        "Li",
        "Wu Li",
        "Jenkins",
        "Grafana Loki",
        "Apache Kafka",
        "Martin Luther King Blvd",
        "Software Engineer",
        "Sales Manager",
        "Marketing",
        "iPhone",
        "Bob",
    ] {
        println!("{value}: {:?}", odds(value));
    }
}
