//! Commands that explain the program: rules, schemas, completions, manual pages.

use std::io::{self, Write};
use std::path::Path;

use clap::CommandFactory;
use plainsight::error::{Error, ErrorKind};
use plainsight::report::schema::{self, SchemaOf};
use plainsight::rules::{Finder, HarmClass, LabelSpec, RuleSet, RuleSpec};

use super::args::{Args, RulesArgs, SchemaArg};
use super::exit::Exit;
use super::output::to_stdout;

/// `plainsight rules`.
pub(crate) fn rules(args: &RulesArgs) -> Result<Exit, Error> {
    let rules = load_rules(args.rules.as_deref())?;
    match &args.kind {
        None => to_stdout(|out| write_table(rules.rules(), out))?,
        Some(kind) => {
            let rule = find_rule(&rules, kind)?;
            to_stdout(|out| write_page(rule, out))?;
        }
    }
    Ok(Exit::Done)
}

/// The rules in a folder, or the built-in ones.
pub(crate) fn load_rules(folder: Option<&Path>) -> Result<RuleSet, Error> {
    match folder {
        Some(folder) => RuleSet::load(folder),
        None => RuleSet::builtin(),
    }
}

/// The rule of a kind, or an error that names the nearest kinds.
pub(crate) fn find_rule<'a>(rules: &'a RuleSet, kind: &str) -> Result<&'a RuleSpec, Error> {
    if let Some(id) = rules.kind(kind) {
        return Ok(rules.rule(id));
    }
    let names = rules.rules().iter().map(|rule| rule.kind.as_str());
    let alike: Vec<String> = names.filter(|name| is_alike(name, kind)).map(|name| format!("`{name}`")).collect();
    let advice =
        if alike.is_empty() { "see `plainsight rules`".to_owned() } else { format!("perhaps {}", alike.join(" or ")) };
    Err(Error::new(ErrorKind::Config, format!("no rule finds `{kind}`, {advice}")))
}

/// Whether one name holds the other, or they share a word: `ssn` is like `us_ssn`.
fn is_alike(name: &str, wanted: &str) -> bool {
    let wanted = wanted.to_ascii_lowercase().replace('-', "_");
    name == wanted || wanted.split('_').any(|word| word.len() > 2 && name.split('_').any(|part| part == word))
}

fn harm_name(harm: HarmClass) -> &'static str {
    match harm {
        HarmClass::Low => "low",
        HarmClass::Medium => "medium",
        HarmClass::High => "high",
        HarmClass::Critical => "critical",
    }
}

fn write_table(rules: &[RuleSpec], out: &mut dyn Write) -> io::Result<()> {
    let width = |text: fn(&RuleSpec) -> &str, heading: &str| {
        rules.iter().map(|rule| text(rule).chars().count()).chain([heading.len()]).max().unwrap_or(0)
    };
    let (kind, name) = (width(|rule| &rule.kind, "Kind"), width(|rule| &rule.name, "Name"));
    writeln!(out, "{:kind$}  {:name$}  {:8}  Check", "Kind", "Name", "Harm")?;
    for rule in rules {
        let check = rule.validator.as_deref().unwrap_or("-");
        writeln!(out, "{:kind$}  {:name$}  {:8}  {check}", rule.kind, rule.name, harm_name(rule.harm))?;
    }
    Ok(())
}

fn write_page(rule: &RuleSpec, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "{}: {}\n", rule.kind, rule.name)?;
    writeln!(out, "Rule      {} ({})", rule.id, rule.category)?;
    writeln!(out, "Harm      {}", harm_name(rule.harm))?;
    writeln!(out, "Check     {}", rule.validator.as_deref().unwrap_or("none"))?;
    writeln!(out, "Found by  {}", finder_words(rule.finder))?;
    for shape in &rule.shapes {
        writeln!(out, "  {}  (weight {:+.1})", shape.form, shape.weight)?;
    }
    write_labels(&rule.labels, out)?;
    if rule.needs_label {
        writeln!(out, "The barest form counts only with such a word, or in a column that leaves no doubt.")?;
    }
    writeln!(out, "\nAccuracy\n  {}\n\nSources", rule.accuracy)?;
    rule.sources.iter().try_for_each(|source| writeln!(out, "  {source}"))
}

fn finder_words(finder: Finder) -> &'static str {
    match finder {
        Finder::Shape => "its written forms",
        Finder::Email => "local part, `@`, domain",
        Finder::Iban => "country code, check digits, account",
        Finder::PersonName => "lists of names and the forms they take",
        Finder::StreetAddress => "house number, street, unit, city, state, ZIP",
        Finder::Date => "calendar dates in all written forms",
        Finder::Pattern => "its regular expression",
        Finder::Labelled => "the value beside its label",
        Finder::IpAddress => "four numbers, or groups of hexadecimal digits",
        Finder::Mrz => "lines of fixed length with check digits",
        Finder::Aamva => "header with an issuer number and offsets, or stripe with an issuer number and dates",
        Finder::CardTrack => "sentinels, card number, expiry date",
    }
}

fn write_labels(labels: &LabelSpec, out: &mut dyn Write) -> io::Result<()> {
    let groups = [
        ("name it", &labels.strong),
        ("fit it", &labels.weak),
        ("name it in text", &labels.spoken),
        ("speak against it", &labels.negative),
        ("name another number in text", &labels.numbered),
        ("name something else above a column", &labels.headings),
    ];
    for (what, words) in groups.into_iter().filter(|(_, words)| !words.is_empty()) {
        writeln!(out, "Words that {what}: {}", words.join(", "))?;
    }
    Ok(())
}

/// `plainsight schema`.
pub(crate) fn schema(of: SchemaArg) -> Result<Exit, Error> {
    let of = match of {
        SchemaArg::Report => SchemaOf::Report,
        SchemaArg::Occurrence => SchemaOf::Occurrence,
    };
    to_stdout(|out| schema::write(of, out))?;
    Ok(Exit::Done)
}

/// `plainsight completions`.
pub(crate) fn completions(shell: clap_complete::Shell) -> Result<Exit, Error> {
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut Args::command(), "plainsight", &mut script);
    to_stdout(|out| out.write_all(&script))?;
    Ok(Exit::Done)
}

/// `plainsight man`.
pub(crate) fn man(command: Option<&str>) -> Result<Exit, Error> {
    let page = manual_page(command)?;
    to_stdout(|out| page.render(&mut &mut *out))?;
    Ok(Exit::Done)
}

fn manual_page(command: Option<&str>) -> Result<clap_mangen::Man, Error> {
    let mut root = Args::command().disable_help_subcommand(true);
    root.build();
    let Some(name) = command else { return Ok(clap_mangen::Man::new(root)) };
    let found = root.get_subcommands().find(|subcommand| subcommand.get_name() == name).cloned();
    let subcommand = found.ok_or_else(|| Error::new(ErrorKind::Config, format!("no command is named `{name}`")))?;
    let title = format!("plainsight-{name}");
    Ok(clap_mangen::Man::new(subcommand.display_name(title.clone())).title(title))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(write: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> String {
        let mut out = Vec::new();
        write(&mut out).unwrap();
        String::from_utf8(out).unwrap()
    }

    fn rule() -> RuleSpec {
        toml::from_str(
            r#"
            id = "us.example"
            kind = "us_example"
            name = "US example number"
            category = "government"
            harm = "critical"
            sources = ["An agency, its handbook, section 2"]
            validator = "us_example"
            prior = -2.5
            needs_label = true
            mask = "shape"
            accuracy = "Nine in ten random numbers pass."
            shape = [{ form = "d3-d2-d4", weight = 1.5 }]
            labels = { strong = ["example no"], negative = ["order id"] }
            "#,
        )
        .unwrap()
    }

    #[test]
    fn the_table_is_aligned_and_has_a_row_for_each_rule() {
        let table = text(|out| write_table(&[rule()], out));
        assert_eq!(
            table,
            "Kind        Name               Harm      Check\n\
             us_example  US example number  critical  us_example\n"
        );
    }

    #[test]
    fn the_page_of_a_kind_says_what_speaks_for_it_and_where_that_is_from() {
        let page = text(|out| write_page(&rule(), out));
        for part in
            ["d3-d2-d4  (weight +1.5)", "name it: example no", "against it: order id", "Nine in ten", "section 2"]
        {
            assert!(page.contains(part), "{part} in {page}");
        }
        assert!(!page.contains("fit it"));
    }

    #[test]
    fn a_kind_that_is_nearly_named_is_proposed() {
        assert!(is_alike("us_ssn", "ssn") && is_alike("us_ssn", "US-SSN") && is_alike("us_ssn_last4", "us_ssn"));
        assert!(!is_alike("us_ssn", "us_itin") && !is_alike("imei", "iban"));
    }

    #[test]
    fn every_command_has_a_manual_page() {
        let page = |command| {
            let page = manual_page(command).unwrap();
            text(|out| page.render(&mut &mut *out))
        };
        assert!(page(None).contains("plainsight"));
        for command in Args::command().get_subcommands() {
            let page = page(Some(command.get_name()));
            assert!(page.contains("plainsight\\-") && page.contains(".SH DESCRIPTION"), "{page}");
        }
        assert!(manual_page(Some("none")).is_err());
    }
}
