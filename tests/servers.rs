//! Dumps that real servers make: the same 105,000 rows in seven tables, in PostgreSQL, MariaDB, SQLite and Redis, dumped in
//! every form that their tools offer. Each form must give the same verdicts and counts, and accuse no other column.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs::{self, File};
use std::os::unix::fs::{MetadataExt, PermissionsExt, chown};
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

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

const ROWS_EACH: usize = 15_000;

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

/// Kind and matched count by `table.column`, schema prefixes removed.
fn verdicts(path: &Path) -> BTreeMap<String, (String, u64, u64)> {
    let report = scan_paths(&[path]);
    let mut found = BTreeMap::new();
    for finding in &report.findings {
        let table = finding.location.table.clone().unwrap_or_else(|| "(text)".to_owned());
        // A schema before it, and what stands for the number of a row in a key, do not belong to its name.
        let table = table.rsplit('.').next().unwrap_or_default().trim_end_matches(":*").to_owned();
        let column = finding.location.column.clone().unwrap_or_default();
        let counts = (finding.kind.clone(), finding.counts.matched, finding.counts.distinct);
        let before = found.insert(format!("{table}.{column}"), counts);
        assert_eq!(before, None, "two kinds in {table}.{column}");
    }
    found
}

fn assert_expected(name: &str, found: &BTreeMap<String, (String, u64, u64)>) {
    let kinds: Vec<(&str, &str)> = found.iter().map(|(place, (kind, ..))| (place.as_str(), kind.as_str())).collect();
    assert_eq!(kinds, EXPECTED, "{name}");
    for (place, (_, matched, _)) in found {
        assert!(*matched * 100 >= ROWS_EACH as u64 * 85, "{name}: only {matched} of {ROWS_EACH} in {place}");
    }
}

#[test]
fn every_dump_form_of_every_server_gives_the_same_verdicts_and_counts() {
    let fixture = Fixture::new("servers");
    fs::write(fixture.path("schema.sql"), SCHEMA).unwrap();
    fs::write(fixture.path("rows.sql"), rows_sql()).unwrap();
    let mut dumps = postgres_dumps(&fixture);
    dumps.extend(mariadb_dumps(&fixture));
    dumps.extend(sqlite_dumps(&fixture));
    dumps.extend(redis_dumps(&fixture));
    dumps.push(("mongodump --archive", mongodump(&fixture)));
    let all: Vec<_> = dumps.iter().map(|(name, path)| (*name, verdicts(path))).collect();
    let (_, first) = &all[0];
    for (name, found) in &all {
        assert_expected(name, found);
        assert_eq!(found, first, "{name} differs from {}", all[0].0);
    }
    assert_eq!(all.len(), 18);
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

fn postgres_dumps(fixture: &Fixture) -> Vec<(&'static str, PathBuf)> {
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
    for file in ["schema.sql", "rows.sql"] {
        run(client("psql").args(["-q", "-v", "ON_ERROR_STOP=1", "-d", "postgres", "-f"]).arg(fixture.path(file)));
    }
    let forms: [(&str, &[&str]); 7] = [
        ("pg_dump", &[]),
        ("pg_dump --inserts", &["--inserts"]),
        ("pg_dump --column-inserts", &["--column-inserts"]),
        ("pg_dump --rows-per-insert", &["--inserts", "--rows-per-insert=100"]),
        ("pg_dump -Fc", &["-Fc"]),
        ("pg_dump -Fc -Z0", &["-Fc", "-Z0"]),
        ("pg_dump -Fc --inserts", &["-Fc", "--inserts"]),
    ];
    forms
        .iter()
        .enumerate()
        .map(|(index, &(name, args))| {
            let path = fixture.path(&format!("pg{index}.sql"));
            run_into(client("pg_dump").args(args).args(["-d", "postgres"]), &path);
            (name, path)
        })
        .collect()
}

/// Debian keeps the server's programs out of the path.
fn postgres_program(name: &str) -> PathBuf {
    let versions = fs::read_dir("/usr/lib/postgresql").into_iter().flatten().flatten();
    let newest = versions.map(|entry| entry.path().join("bin").join(name)).filter(|path| path.exists()).max();
    newest.unwrap_or_else(|| PathBuf::from(name))
}

fn mariadb_dumps(fixture: &Fixture) -> Vec<(&'static str, PathBuf)> {
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
    run(client("mariadb").args(["-e", "CREATE DATABASE crm CHARACTER SET utf8mb4"]));
    for file in ["schema.sql", "rows.sql"] {
        let input = File::open(fixture.path(file)).unwrap();
        // The rows are written in the standard dialect, where a backslash is a character like any other.
        run(client("mariadb").args(["--init-command=SET sql_mode='NO_BACKSLASH_ESCAPES'", "crm"]).stdin(input));
    }
    let forms: [(&str, &[&str]); 5] = [
        ("mariadb-dump", &[]),
        ("mariadb-dump --xml", &["--xml"]),
        ("mariadb-dump --skip-extended-insert", &["--skip-extended-insert"]),
        ("mariadb-dump --complete-insert", &["--complete-insert"]),
        (
            "mariadb-dump --no-create-info --complete-insert --hex-blob",
            &["--no-create-info", "--complete-insert", "--hex-blob"],
        ),
    ];
    forms
        .iter()
        .enumerate()
        .map(|(index, &(name, args))| {
            let path = fixture.path(&format!("my{index}.sql"));
            run_into(client("mariadb-dump").args(args).arg("crm"), &path);
            (name, path)
        })
        .collect()
}

fn sqlite_dumps(fixture: &Fixture) -> Vec<(&'static str, PathBuf)> {
    let database = fixture.path("crm.sqlite");
    for file in ["schema.sql", "rows.sql"] {
        run(Command::new("sqlite3").arg(&database).stdin(File::open(fixture.path(file)).unwrap()));
    }
    let plain = fixture.path("lite0.sql");
    run_into(Command::new("sqlite3").arg(&database).arg(".dump"), &plain);
    let packed = fixture.path("lite1.sql.gz");
    run_into(Command::new("gzip").arg("-c").arg(&plain), &packed);
    vec![("sqlite3 .dump", plain), ("sqlite3 .dump | gzip", packed), ("sqlite", database)]
}

/// All rows with the names of their columns, from the SQLite database: NULLs are not there.
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
fn redis_dumps(fixture: &Fixture) -> Vec<(&'static str, PathBuf)> {
    let dir = fixture.dir("redis");
    let socket = dir.join("s");
    let mut server = Command::new("redis-server");
    server.arg("--dir").arg(&dir).args(["--port", "0", "--save", "", "--appendonly", "yes", "--appendfsync", "no"]);
    server.arg("--unixsocket").arg(&socket);
    let _server = Server(server.stdout(Stdio::null()).spawn().unwrap());
    let client = || {
        let mut command = Command::new("redis-cli");
        command.arg("-s").arg(&socket);
        command
    };
    wait_for("redis-server", || client().arg("PING").output().unwrap().stdout.starts_with(b"PONG"));
    let mut commands = String::new();
    for (table, cells) in rows_of_tables(fixture) {
        let (_, id) = cells.iter().find(|(name, _)| name == "id").unwrap();
        let key = format!("{table}:{id}");
        let arguments: Vec<&str> = cells.iter().flat_map(|(name, value)| [name.as_str(), value.as_str()]).collect();
        write!(commands, "*{}\r\n$4\r\nHSET\r\n${}\r\n{key}\r\n", arguments.len() + 2, key.len()).unwrap();
        for argument in arguments {
            write!(commands, "${}\r\n{argument}\r\n", argument.len()).unwrap();
        }
    }
    let input = fixture.file("commands.resp", commands);
    run(client().arg("--pipe").stdin(File::open(input).unwrap()));
    run(client().arg("SAVE"));
    let increments = fs::read_dir(dir.join("appendonlydir")).unwrap().map(|entry| entry.unwrap().path());
    let commands = increments.filter(|path| path.to_string_lossy().ends_with(".incr.aof")).max().unwrap();
    vec![("redis snapshot", dir.join("dump.rdb")), ("redis commands", commands)]
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
