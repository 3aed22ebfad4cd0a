//! Dumps that real servers make: the same rows in PostgreSQL, MariaDB, SQLite and Redis, dumped in every form that their
//! tools offer. Each form must give the same verdicts and counts, and accuse no other column.
//!
//! There are two sets of rows: plain ones, enough for dumps of several pieces, and a few with all that breaks readers, which
//! Python's libraries wrote in formats that have no server (`testdata/invariance`).

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs::{self, File};
use std::os::unix::fs::{MetadataExt, PermissionsExt, chown};
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use plainsight::report::model::{Cohort, Location};

use crate::corpus::{Customers, Rng, with_luhn};
use crate::fixture::{Fixture, scan_paths};

/// Every column of the schema that holds personal data, and the kind that it holds.
const EXPECTED: &[(&str, &str)] = &[
    ("contacts.address", "street_address"),
    ("contacts.full_name", "person_name"),
    ("contacts.mobile", "phone"),
    ("customers.birth_date", "date_of_birth"),
    ("customers.email", "email"),
    ("customers.first_name", "person_name"),
    ("customers.last_name", "person_name"),
    ("customers.phone", "phone"),
    ("customers.ssn", "us_ssn"),
    ("customers.street", "street_address"),
    ("devices.iccid", "iccid"),
    ("devices.imei", "imei"),
    ("devices.imsi", "imsi"),
    ("identity_documents.dl_number", "us_drivers_license"),
    ("payments.card_number", "payment_card"),
];

const SCHEMA: &str = "
CREATE TABLE customers (id integer PRIMARY KEY, first_name varchar(40), last_name varchar(40), birth_date date, ssn varchar(11),
  email varchar(80), phone varchar(20), street varchar(80), city varchar(40), state char(2), zip varchar(10), status varchar(10),
  created_at timestamp NULL);
CREATE TABLE devices (id integer PRIMARY KEY, customer_id integer, imei varchar(15), iccid varchar(20), imsi varchar(15),
  model varchar(30), activated_at timestamp NULL);
CREATE TABLE identity_documents (id integer PRIMARY KEY, customer_id integer, dl_number varchar(20), dl_state char(2), issued_on date);
CREATE TABLE payments (id integer PRIMARY KEY, customer_id integer, card_number varchar(19), amount numeric(10,2), paid_at timestamp NULL);
CREATE TABLE orders (id integer PRIMARY KEY, order_no bigint, sku varchar(20), price numeric(10,2), latitude numeric(9,6),
  longitude numeric(9,6), weight double precision, placed_at timestamp NULL);
CREATE TABLE audit_log (id integer PRIMARY KEY, request_id varchar(36), epoch_ms bigint, sequence_no bigint, detail text);
CREATE TABLE contacts (id integer PRIMARY KEY, full_name varchar(80), address text, mobile varchar(20));
";

const ROWS_EACH: usize = 6_000;

/// The rows as multi-row INSERTs in the standard dialect, which all three servers read.
fn rows_sql() -> String {
    let mut rng = Rng(7);
    let mut tables: BTreeMap<&str, Vec<String>> = BTreeMap::new();
    for (index, customer) in Customers::new(11).take(ROWS_EACH).enumerate() {
        let id = index + 1;
        let when = format!(
            "20{:02}-{:02}-{:02} {:02}:{:02}:{:02}",
            15 + id % 10,
            id % 12 + 1,
            id % 28 + 1,
            id % 24,
            id % 60,
            id % 59
        );
        let day = &when[..10];
        let quoted = |value: &str| format!("'{}'", value.replace('\'', "''"));
        let mut add =
            |table, cells: Vec<String>| tables.entry(table).or_default().push(format!("({id},{})", cells.join(",")));
        add(
            "customers",
            [
                customer.given,
                customer.family,
                &customer.birth,
                &customer.ssn,
                &customer.email,
                &customer.phone,
                &customer.street,
                customer.city,
                customer.state,
                &customer.zip,
                ["active", "closed", "suspended"][id % 3],
                &when,
            ]
            .map(quoted)
            .to_vec(),
        );
        let iccid = with_luhn(&format!("8901260{}", rng.digits(12)));
        let imsi = format!("310260{}", rng.digits(9));
        add(
            "devices",
            vec![
                id.to_string(),
                quoted(&customer.imei),
                quoted(&iccid),
                quoted(&imsi),
                quoted(["SM-G991U", "A2633", "XT2125-4"][id % 3]),
                quoted(&when),
            ],
        );
        add(
            "identity_documents",
            vec![id.to_string(), quoted(&customer.licence), quoted(customer.licence_state), quoted(day)],
        );
        let card =
            customer.card.clone().unwrap_or_else(|| with_luhn(&format!("5{}{}", rng.range(1, 5), rng.digits(13))));
        add(
            "payments",
            vec![
                id.to_string(),
                quoted(&card),
                format!("{}.{:02}", rng.range(1, 900), rng.range(0, 99)),
                quoted(&when),
            ],
        );
        let order = vec![
            (7_000_000_000u64 + rng.bits() % 2_999_999_999).to_string(),
            quoted(&format!("{}-{}-{}", rng.pick(&["AB", "QX", "ZR"]), rng.digits(4), rng.digits(3))),
            format!("{}.{:02}", rng.range(1, 2000), rng.range(0, 99)),
            format!("{}.{}", rng.range(24, 48), rng.digits(6)),
            format!("-{}.{}", rng.range(67, 124), rng.digits(6)),
            format!("{}.{}", rng.range(0, 40), rng.digits(3)),
            quoted(&when),
        ];
        add("orders", order);
        let (high, low) = (rng.bits(), rng.bits());
        let request = format!(
            "{:08x}-{:04x}-4{:03x}-a{:03x}-{:012x}",
            high >> 32,
            high >> 16 & 0xFFFF,
            high & 0xFFF,
            low >> 52,
            low & 0xFFFF_FFFF_FFFF
        );
        let detail = [
            "login ok; from web",
            "password changed\nby the user's request",
            "tab\there (and), (there); it's done",
            "C:\\logs\\app.txt",
        ][id % 4];
        add(
            "audit_log",
            vec![
                quoted(&request),
                (1_690_000_000_000u64 + id as u64 * 9_731).to_string(),
                (500_000_000 + id * 3).to_string(),
                quoted(detail),
            ],
        );
        let address = format!("{}, {}, {} {}", customer.street, customer.city, customer.state, customer.zip);
        let digits: String = customer.phone.chars().filter(char::is_ascii_digit).collect();
        let mobile = &digits[digits.len() - 10..];
        add(
            "contacts",
            vec![quoted(&format!("{} {}", customer.given, customer.family)), quoted(&address), quoted(mobile)],
        );
    }
    let mut sql = String::new();
    for (table, rows) in tables {
        for chunk in rows.chunks(500) {
            writeln!(sql, "INSERT INTO {table} VALUES {};", chunk.join(",\n")).unwrap();
        }
    }
    sql
}

/// Columns of the rows with awkward values, likewise. Of two kinds in one column both stand here.
const EXPECTED_AWKWARD: &[(&str, &str)] = &[
    ("contacts.full_name", "person_name"),
    ("contacts.mobile", "phone"),
    ("customers.birth_date", "date_of_birth"),
    ("customers.email", "email"),
    ("customers.first_name", "person_name"),
    ("customers.last_name", "person_name"),
    ("customers.ssn", "us_ssn"),
    ("customers.street", "street_address"),
    ("devices.iccid", "iccid"),
    ("devices.imei", "imei"),
    ("messages.body", "phone"),
    ("messages.body", "us_ssn"),
    ("messages.sender", "email"),
    ("payments.card_number", "payment_card"),
];

/// A set of rows, by the name of its database.
const PLAIN: &str = "crm";
const AWKWARD: &str = "awkward";
const SETS: [&str; 2] = [PLAIN, AWKWARD];

/// What Python's libraries wrote of the awkward rows. A folder with more of them, or with more rows, may be named by hand
/// (`PLAINSIGHT_INVARIANCE`, as `testdata/invariance/generate.py` writes it).
fn awkward_files() -> PathBuf {
    let ours = || Path::new(env!("CARGO_MANIFEST_DIR")).join("testdata/invariance");
    std::env::var_os("PLAINSIGHT_INVARIANCE").map_or_else(ours, PathBuf::from)
}

/// What a scan says of a set of rows, whatever the form: for each `table.column` and kind how many cells there are, how
/// many of them matched, and how many of those are distinct; records by table; and records and people by cohort.
#[derive(Debug, PartialEq)]
struct Said {
    columns: BTreeMap<(String, String), (u64, u64, u64)>,
    records: Vec<(String, u64)>,
    cohorts: Vec<(Vec<String>, u64, u64)>,
}

/// The name of a table, or of the file that is one.
fn table_name(location: &Location) -> String {
    let name = match &location.table {
        // A schema before it, and what stands for the number of a row in a key, do not belong to its name.
        Some(table) => table.rsplit('.').next().unwrap_or_default().trim_end_matches(":*"),
        None => location.source.rsplit('/').next().unwrap_or_default().split('.').next().unwrap_or_default(),
    };
    name.to_owned()
}

fn said(path: &Path) -> Said {
    let report = scan_paths(&[path]);
    let mut columns = BTreeMap::new();
    for finding in &report.findings {
        let table = table_name(&finding.location);
        let column = finding.location.column.clone().unwrap_or_default();
        let counts = (finding.counts.cells, finding.counts.matched, finding.counts.distinct);
        let before = columns.insert((format!("{table}.{column}"), finding.kind.clone()), counts);
        assert_eq!(before, None, "{} twice in {table}.{column}", finding.kind);
    }
    let mut records: Vec<_> = report.tables.iter().map(|table| (table_name(&table.location), table.records)).collect();
    records.sort();
    let of_cohort = |cohort: &Cohort| (cohort.kinds.clone(), cohort.records, cohort.people.best);
    let mut cohorts: Vec<_> = report.cohorts.iter().map(of_cohort).collect();
    cohorts.sort();
    assert!(report.ledger.entries.is_empty(), "{}: {:?}", path.display(), report.ledger.entries);
    Said { columns, records, cohorts }
}

fn assert_same(dumps: &[(String, PathBuf)], expected: &[(&str, &str)]) {
    let all: Vec<_> = dumps.iter().map(|(name, path)| (name, said(path))).collect();
    let (first_name, first) = &all[0];
    let mut differences = String::new();
    for (name, found) in &all {
        let kinds: Vec<(&str, &str)> =
            found.columns.keys().map(|(place, kind)| (place.as_str(), kind.as_str())).collect();
        if kinds != expected {
            writeln!(differences, "{name}: {kinds:?}").unwrap();
        } else if found != first {
            writeln!(differences, "{name} differs from {first_name}: {found:?}").unwrap();
        }
    }
    assert!(differences.is_empty(), "{first_name}: {first:?}\n{differences}");
}

#[test]
fn every_form_of_every_server_and_library_gives_the_same_verdicts_counts_and_cohorts() {
    let fixture = Fixture::new("servers");
    fs::write(fixture.path("crm.schema.sql"), SCHEMA).unwrap();
    fs::write(fixture.path("crm.rows.sql"), rows_sql()).unwrap();
    fs::copy(awkward_files().join("schema.sql"), fixture.path("awkward.schema.sql")).unwrap();
    fs::copy(awkward_files().join("rows.sql"), fixture.path("awkward.rows.sql")).unwrap();
    let mut dumps = postgres_dumps(&fixture);
    dumps.extend(mariadb_dumps(&fixture));
    dumps.extend(sqlite_dumps(&fixture));
    dumps.extend(redis_dumps(&fixture));
    dumps.push((PLAIN, "mongodump --archive".to_owned(), mongodump(&fixture)));
    for entry in fs::read_dir(awkward_files()).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            dumps.push((AWKWARD, path.file_name().unwrap().to_string_lossy().into_owned(), path));
        }
    }
    let of_set = |set: &str| -> Vec<(String, PathBuf)> {
        dumps.iter().filter(|(of, ..)| *of == set).map(|(_, name, path)| (name.clone(), path.clone())).collect()
    };
    let (plain, awkward) = (of_set(PLAIN), of_set(AWKWARD));
    assert_same(&plain, EXPECTED);
    for ((place, _), (_, matched, _)) in said(&plain[0].1).columns {
        assert!(matched * 100 >= ROWS_EACH as u64 * 85, "only {matched} of {ROWS_EACH} in {place}");
    }
    assert_same(&awkward, EXPECTED_AWKWARD);
    assert!(plain.len() >= 28 && awkward.len() >= 48, "{} {}", plain.len(), awkward.len());
}

/// The statements of a file of a set, with bytes as a server writes them: the type and the literal around its digits.
fn statements(fixture: &Fixture, set: &str, file: &str, sql_type: &str, literal: [&str; 2]) -> PathBuf {
    let text = fs::read_to_string(fixture.path(&format!("{set}.{file}"))).unwrap().replace("@BINARY@", sql_type);
    let mut out = String::with_capacity(text.len());
    let mut rest = text.as_str();
    while let Some((before, after)) = rest.split_once("@X") {
        let (digits, after) = after.split_once('@').unwrap();
        out.extend([before, literal[0], digits, literal[1]]);
        rest = after;
    }
    out.push_str(rest);
    fixture.file(&format!("{set}.{sql_type}.{file}"), out)
}

fn run(command: &mut Command) {
    let output = command.output().unwrap_or_else(|error| panic!("{command:?}: {error}"));
    assert!(output.status.success(), "{command:?}: {}", String::from_utf8_lossy(&output.stderr));
}

fn run_into(command: &mut Command, path: &Path) {
    run(command.stdout(File::create(path).unwrap()));
}

/// Ends the server when the test ends, however it ends.
struct Server(Child);

impl Drop for Server {
    fn drop(&mut self) {
        drop(self.0.kill());
        drop(self.0.wait());
    }
}

fn wait_for(what: &str, mut is_ready: impl FnMut() -> bool) {
    let start = Instant::now();
    while !is_ready() {
        assert!(start.elapsed() < Duration::from_secs(60), "{what} did not start");
        std::thread::park_timeout(Duration::from_millis(100));
    }
}

/// PostgreSQL refuses to run as root: its files then belong to its own user.
fn postgres_owner(dir: &Path) -> (u32, u32) {
    let own = fs::metadata(dir).unwrap();
    if own.uid() != 0 {
        return (own.uid(), own.gid());
    }
    let output = Command::new("id").args(["-u", "postgres"]).output().unwrap();
    let uid: u32 = String::from_utf8_lossy(&output.stdout).trim().parse().expect("a user `postgres`");
    chown(dir, Some(uid), None).unwrap();
    fs::set_permissions(dir, fs::Permissions::from_mode(0o755)).unwrap();
    (uid, own.gid())
}

/// A set of rows, the form it is in, and where that is.
type Dump = (&'static str, String, PathBuf);

fn postgres_dumps(fixture: &Fixture) -> Vec<Dump> {
    let dir = fixture.dir("pg");
    let (uid, gid) = postgres_owner(&dir);
    let data = dir.join("data");
    let as_owner = |program: &str| {
        let mut command = Command::new(postgres_program(program));
        command.uid(uid).gid(gid).current_dir(&dir).stdin(Stdio::null());
        command
    };
    run(as_owner("initdb")
        .args(["-U", "scan", "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync", "-D"])
        .arg(&data));
    let mut server = as_owner("postgres");
    server.arg("-D").arg(&data).arg("-k").arg(&dir).args(["-c", "listen_addresses=", "-c", "fsync=off"]);
    let _server = Server(server.stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap());
    let client = |program: &str| {
        let mut command = Command::new(postgres_program(program));
        command.arg("-h").arg(&dir).args(["-U", "scan"]).stdin(Stdio::null());
        command
    };
    wait_for("postgres", || {
        client("psql").args(["-d", "postgres", "-c", "SELECT 1"]).output().unwrap().status.success()
    });
    let mut dumps = Vec::new();
    for set in SETS {
        run(client("psql").args(["-q", "-d", "postgres", "-c"]).arg(format!("CREATE DATABASE {set}")));
        for file in ["schema.sql", "rows.sql"] {
            let path = statements(fixture, set, file, "bytea", ["'\\x", "'"]);
            run(client("psql").args(["-q", "-v", "ON_ERROR_STOP=1", "-d", set, "-f"]).arg(path));
        }
        dumps.extend(postgres_forms(fixture, set, &client));
        dumps.push((set, "the server's own files".to_owned(), postgres_files(fixture, set, &data, &client)));
    }
    dumps
}

/// Copies of the files of the tables of a set, and of those that name them.
fn postgres_files(fixture: &Fixture, set: &str, data: &Path, client: &dyn Fn(&str) -> Command) -> PathBuf {
    let folder = fixture.dir(&format!("{set}.pgfiles"));
    let paths = "SELECT pg_relation_filepath(oid) FROM pg_class WHERE relkind = 'r'
      AND (relnamespace = 'public'::regnamespace OR relname IN ('pg_class', 'pg_attribute'))";
    run(client("psql").args(["-q", "-d", set, "-c", "CHECKPOINT"]));
    let output = client("psql").args(["-qAt", "-d", set, "-c", paths]).output().unwrap();
    for path in String::from_utf8(output.stdout).unwrap().lines() {
        let name = Path::new(path).file_name().unwrap();
        fs::copy(data.join(path), folder.join(name)).unwrap();
    }
    folder
}

fn postgres_forms(fixture: &Fixture, set: &'static str, client: &dyn Fn(&str) -> Command) -> Vec<Dump> {
    let forms: [&[&str]; 9] = [
        &[],
        &["--inserts"],
        &["--column-inserts"],
        &["--inserts", "--rows-per-insert=100"],
        &["-Fc"],
        &["-Fc", "-Z0"],
        &["-Fc", "--inserts"],
        &["-Ft"],
        &["-Ft", "--inserts"],
    ];
    let mut dumps = Vec::new();
    for (index, args) in forms.iter().enumerate() {
        let path = fixture.path(&format!("{set}.pg{index}"));
        run_into(client("pg_dump").args(*args).args(["-d", set]), &path);
        dumps.push((set, format!("pg_dump {}", args.join(" ")), path));
    }
    for args in [["-Fd", "-Z6"], ["-Fd", "-Z0"]] {
        let path = fixture.path(&format!("{set}.pg{}", args.concat()));
        run(client("pg_dump").args(args).arg("-f").arg(&path).args(["-d", set]));
        dumps.push((set, format!("pg_dump {}", args.join(" ")), path));
    }
    let packed = fixture.path(&format!("{set}.pgd.tar.gz"));
    run(Command::new("tar").arg("-czf").arg(&packed).arg("-C").arg(fixture.root()).arg(format!("{set}.pg-Fd-Z6")));
    dumps.push((set, "pg_dump -Fd | tar | gzip".to_owned(), packed));
    dumps
}

/// Debian keeps the server's programs out of the path.
fn postgres_program(name: &str) -> PathBuf {
    let versions = fs::read_dir("/usr/lib/postgresql").into_iter().flatten().flatten();
    let newest = versions.map(|entry| entry.path().join("bin").join(name)).filter(|path| path.exists()).max();
    newest.unwrap_or_else(|| PathBuf::from(name))
}

fn mariadb_dumps(fixture: &Fixture) -> Vec<Dump> {
    let dir = fixture.dir("my");
    let (data, socket) = (dir.join("data"), dir.join("s"));
    let path_option = |name: &str, path: &Path| format!("--{name}={}", path.display());
    run(Command::new("mariadb-install-db")
        .args(["--no-defaults", "--auth-root-authentication-method=normal", "--skip-test-db", "--user=root"])
        .arg(path_option("datadir", &data)));
    let mut server = Command::new("mariadbd");
    server.args(["--no-defaults", "--user=root", "--skip-networking", "--innodb-flush-log-at-trx-commit=0"]);
    server.arg(path_option("datadir", &data)).arg(path_option("socket", &socket));
    let _server = Server(server.stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap());
    let client = |program: &str| {
        let mut command = Command::new(program);
        command.args(["--no-defaults", "-uroot"]).arg(path_option("socket", &socket));
        command
    };
    wait_for("mariadbd", || client("mariadb").args(["-e", "SELECT 1"]).output().unwrap().status.success());
    let mut dumps = Vec::new();
    for set in SETS {
        run(client("mariadb").arg("-e").arg(format!("CREATE DATABASE {set} CHARACTER SET utf8mb4")));
        for file in ["schema.sql", "rows.sql"] {
            let input = File::open(statements(fixture, set, file, "blob", ["X'", "'"])).unwrap();
            // The rows are written in the standard dialect, where a backslash is a character like any other.
            let mode = "--init-command=SET sql_mode='NO_BACKSLASH_ESCAPES'";
            run(client("mariadb").args([mode, "--default-character-set=utf8mb4", set]).stdin(input));
        }
        dumps.extend(mariadb_forms(fixture, set, &client));
        let (packed, plain) = (fixture.path(&format!("{set}.packed")), fixture.path(&format!("{set}.plain")));
        for (path, arg) in [(&packed, Some("-c")), (&plain, None)] {
            let mut dumper = Command::new("mydumper");
            run(dumper.args(["-u", "root", "-S"]).arg(&socket).args(["-B", set]).args(arg).arg("-o").arg(path));
        }
        dumps.push((set, "mydumper".to_owned(), plain));
        dumps.push((set, "mydumper -c".to_owned(), packed));
    }
    dumps
}

fn mariadb_forms(fixture: &Fixture, set: &'static str, client: &dyn Fn(&str) -> Command) -> Vec<Dump> {
    let forms: [&[&str]; 5] = [
        &[],
        &["--xml", "--hex-blob"],
        &["--skip-extended-insert"],
        &["--complete-insert"],
        &["--no-create-info", "--complete-insert", "--hex-blob"],
    ];
    let mut dumps = Vec::new();
    for (index, args) in forms.iter().enumerate() {
        let path = fixture.path(&format!("{set}.my{index}"));
        run_into(client("mariadb-dump").args(*args).arg(set), &path);
        dumps.push((set, format!("mariadb-dump {}", args.join(" ")), path));
    }
    let tab = fixture.dir(&format!("{set}.tab"));
    let folder = format!("--tab={}", tab.display());
    run(client("mariadb-dump").args([&folder, "--default-character-set=utf8mb4", set]));
    dumps.push((set, "mariadb-dump --tab".to_owned(), tab));
    dumps.push((set, "innodb".to_owned(), innodb_files(fixture, set, client)));
    dumps
}

/// The files of the tables themselves, as they are while the server holds still.
fn innodb_files(fixture: &Fixture, set: &str, client: &dyn Fn(&str) -> Command) -> PathBuf {
    let folder = fixture.dir(&format!("{set}.innodb"));
    let data = fixture.path("my/data").join(set);
    let tables = "SELECT GROUP_CONCAT(table_name) FROM information_schema.tables WHERE table_schema = DATABASE()";
    let output = client("mariadb").args(["-N", "-e", tables, set]).output().unwrap();
    let tables = String::from_utf8(output.stdout).unwrap();
    let (tables, data, folder_text) = (tables.trim(), data.display(), folder.display());
    let copy =
        format!("FLUSH TABLES {tables} FOR EXPORT;\n\\! cp {data}/*.ibd {data}/*.frm {folder_text}\nUNLOCK TABLES;\n");
    let script = fixture.file(&format!("{set}.export"), copy);
    run(client("mariadb").arg(set).stdin(File::open(script).unwrap()));
    folder
}

fn sqlite_dumps(fixture: &Fixture) -> Vec<Dump> {
    let mut dumps = Vec::new();
    for set in SETS {
        let database = fixture.path(&format!("{set}.sqlite"));
        for file in ["schema.sql", "rows.sql"] {
            let input = File::open(statements(fixture, set, file, "blob", ["X'", "'"])).unwrap();
            run(Command::new("sqlite3").arg(&database).stdin(input));
        }
        let plain = fixture.path(&format!("{set}.lite"));
        run_into(Command::new("sqlite3").arg(&database).arg(".dump"), &plain);
        let packed = fixture.path(&format!("{set}.lite.gz"));
        run_into(Command::new("gzip").arg("-c").arg(&plain), &packed);
        dumps.push((set, "sqlite3 .dump".to_owned(), plain));
        dumps.push((set, "sqlite3 .dump | gzip".to_owned(), packed));
        dumps.push((set, "sqlite".to_owned(), database));
        dumps.push((set, "sqlite with a log".to_owned(), sqlite_log(fixture, set)));
    }
    dumps
}

/// A database whose rows are all in its write-ahead log, as it is while a server has it open.
fn sqlite_log(fixture: &Fixture, set: &str) -> PathBuf {
    let folder = fixture.dir(&format!("{set}.wal"));
    let database = fixture.path(&format!("{set}.open"));
    let files = ["schema.sql", "rows.sql"].map(|file| statements(fixture, set, file, "blob", ["X'", "'"]));
    let [schema, rows] = files.map(|file| file.display().to_string());
    let (open, folder_text) = (database.display(), folder.display());
    let script = format!(
        "PRAGMA journal_mode=WAL;\nPRAGMA wal_autocheckpoint=0;\n.read {schema}\n.read {rows}\n\
         .shell cp {open} {open}-wal {folder_text}\n"
    );
    let input = fixture.file(&format!("{set}.script"), script);
    run(Command::new("sqlite3").arg(&database).stdin(File::open(input).unwrap()));
    folder
}

/// The awkward rows with the names of their columns, less those that are NULL.
fn awkward_rows() -> Vec<(String, Vec<(String, String)>)> {
    let mut rows = Vec::new();
    for table in ["customers", "devices", "payments", "orders", "messages", "contacts"] {
        let lines = fs::read_to_string(awkward_files().join(format!("ndjson/{table}.ndjson"))).unwrap();
        for line in lines.lines() {
            let row: serde_json::Map<String, serde_json::Value> = serde_json::from_str(line).unwrap();
            let cells = row.into_iter().filter(|(_, value)| !value.is_null());
            let text = |value: serde_json::Value| value.as_str().map_or_else(|| value.to_string(), str::to_owned);
            rows.push((table.to_owned(), cells.map(|(name, value)| (name, text(value))).collect()));
        }
    }
    rows
}

/// All plain rows with the names of their columns, from the SQLite database.
fn rows_of_tables(fixture: &Fixture) -> Vec<(String, Vec<(String, String)>)> {
    let mut rows = Vec::new();
    for table in ["customers", "devices", "identity_documents", "payments", "orders", "audit_log", "contacts"] {
        let mut shell = Command::new("sqlite3");
        shell.arg("-json").arg(fixture.path("crm.sqlite")).arg(format!("SELECT * FROM {table}"));
        let output = shell.output().unwrap();
        let parsed: Vec<serde_json::Map<String, serde_json::Value>> = serde_json::from_slice(&output.stdout).unwrap();
        for row in parsed {
            let text = |value: serde_json::Value| match value {
                serde_json::Value::String(text) => text,
                other => other.to_string(),
            };
            rows.push((table.to_owned(), row.into_iter().map(|(name, value)| (name, text(value))).collect()));
        }
    }
    rows
}

/// The rows as hashes of a Redis server, as its snapshot and as its append-only file.
fn redis_dumps(fixture: &Fixture) -> Vec<Dump> {
    let mut dumps = redis_forms(fixture, PLAIN, rows_of_tables(fixture));
    dumps.extend(redis_forms(fixture, AWKWARD, awkward_rows()));
    dumps
}

fn redis_forms(fixture: &Fixture, set: &'static str, rows: Vec<(String, Vec<(String, String)>)>) -> Vec<Dump> {
    let dir = fixture.dir(&format!("{set}.redis"));
    let socket = dir.join("s");
    let mut server = Command::new("redis-server");
    server.arg("--dir").arg(&dir).args(["--port", "0", "--save", "", "--appendonly", "yes", "--appendfsync", "no"]);
    // All commands stay in one file, however many there are.
    server.args(["--auto-aof-rewrite-percentage", "0"]);
    server.arg("--unixsocket").arg(&socket);
    let _server = Server(server.stdout(Stdio::null()).spawn().unwrap());
    let client = || {
        let mut command = Command::new("redis-cli");
        command.arg("-s").arg(&socket);
        command
    };
    wait_for("redis-server", || client().arg("PING").output().unwrap().stdout.starts_with(b"PONG"));
    let mut commands = String::new();
    for (table, cells) in rows {
        let (_, id) = cells.iter().find(|(name, _)| name == "id").unwrap();
        let key = format!("{table}:{id}");
        let arguments: Vec<&str> = cells.iter().flat_map(|(name, value)| [name.as_str(), value.as_str()]).collect();
        write!(commands, "*{}\r\n$4\r\nHSET\r\n${}\r\n{key}\r\n", arguments.len() + 2, key.len()).unwrap();
        for argument in arguments {
            write!(commands, "${}\r\n{argument}\r\n", argument.len()).unwrap();
        }
    }
    let input = fixture.file(&format!("{set}.resp"), commands);
    run(client().arg("--pipe").stdin(File::open(input).unwrap()));
    run(client().arg("SAVE"));
    let increments = fs::read_dir(dir.join("appendonlydir")).unwrap().map(|entry| entry.unwrap().path());
    let commands = increments.filter(|path| path.to_string_lossy().ends_with(".incr.aof")).max().unwrap();
    let snapshot = dir.join("dump.rdb");
    vec![(set, "redis snapshot".to_owned(), snapshot), (set, "redis commands".to_owned(), commands)]
}

/// The rows as documents of strings, laid out as `mongodump --archive` does: no server of that kind is packaged here.
fn mongodump(fixture: &Fixture) -> PathBuf {
    fn document(cells: &[(&str, &str)]) -> Vec<u8> {
        let mut body = Vec::new();
        for (name, value) in cells {
            body.push(2);
            body.extend(name.as_bytes());
            body.push(0);
            body.extend((value.len() as u32 + 1).to_le_bytes());
            body.extend(value.as_bytes());
            body.push(0);
        }
        [(body.len() as u32 + 5).to_le_bytes().as_slice(), &body, &[0]].concat()
    }
    let end = [0xFF; 4];
    let mut archive = vec![0x6D, 0xE2, 0x99, 0x81];
    archive.extend(document(&[("version", "0.1")]));
    archive.extend(end);
    let mut last = String::new();
    for (table, cells) in rows_of_tables(fixture) {
        if table != last {
            if !last.is_empty() {
                archive.extend(end);
            }
            archive.extend(document(&[("db", "crm"), ("collection", &table)]));
            last = table;
        }
        let cells: Vec<(&str, &str)> = cells.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        archive.extend(document(&cells));
    }
    archive.extend(end);
    fixture.file("crm.archive", archive)
}
