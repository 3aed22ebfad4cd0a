//! Innocent texts: file name and templates; and the patterns that their slots stand for.

/// All of them.
pub(crate) const ALL: &[(&str, &[&str])] = &[
    ("code.py", CODE),
    ("package-lock.txt", LOCK),
    ("service.log", LOG),
    ("metrics.txt", METRICS),
    ("hashes.txt", HASHES),
    ("places.txt", GEODATA),
    ("catalogue.txt", CATALOGUE),
    ("statistics.txt", STATISTICS),
    ("manual.txt", MANUAL),
    ("dumps.txt", DUMPS),
    ("constants.h", HEADER),
    ("settings.conf", SETTINGS),
    ("changes.txt", CHANGES),
    ("schema.txt", SCHEMA),
    ("notes.patch", PATCH),
    ("identifiers.txt", IDENTIFIERS),
    ("characters.txt", CHARACTERS),
    ("standards.txt", STANDARDS),
    ("results.txt", RESULTS),
];

/// What slots stand for.
pub(crate) const PATTERNS: &[(&str, &str)] = &[
    ("n", "9|9#|9##"),
    ("n9", "9########"),
    ("n10", "9#########"),
    ("n15", "9##############"),
    ("n16", "9###############"),
    ("epoch", "17########"),
    ("hex8", "%%%%%%%%"),
    ("hex4", "%%%%"),
    ("hex2", "%%"),
    ("octal", "0##|1##|2##|3##"),
    ("d2", "##"),
    ("d3", "###"),
    ("d4", "####"),
    ("year", "199#|200#|201#|202#"),
    ("base64", "@%@%@@#%@%@%@@#%@%@%@@#%@%@%@@#%@%@%@@#%@%@%@@#%=="),
    ("sha1", "%%%%%%%%%%%%%%%%%%%%%%%%%%%%%%%%%%%%%%%%"),
    ("sha256", "%%%%%%%%%%%%%%%%%%%%%%%%%%%%%%%%%%%%%%%%%%%%%%%%%%%%%%%%%%%%%%%%"),
    ("uuid", "%%%%%%%%-%%%%-4%%%-b%%%-%%%%%%%%%%%%"),
    ("version", "9.#.#|0.##.9|2#.#.#"),
    ("package", "left-pad|rose-tree|mason|jasmine-core|chai|marked|ember-data|sinon|nock|grant-express"),
    ("function", "grace_period|parse_frank|hunter_gather|mark_done|bill_total|load_page|rob_stack|may_block"),
    ("class", "JasonParser|RoseTree|MasonBuilder|HtmlPage|GrantStore|AmberTheme"),
    ("word", "buffer|socket|thread|packet|cursor|kernel|table|index"),
    ("town", "Jackson|Madison|Austin|Lincoln|Houston|Charlotte|Clayton|Marion|Salem|Dover"),
    ("state", "Mississippi|Wisconsin|Texas|Nebraska|Georgia|Virginia"),
    ("month", "April|May|June|August|January"),
    ("decimal", "4#.######|-7#.#####|0.########"),
    (
        "product",
        "Madison Chair|Walnut Desk Lamp|Hunter Boots|Taylor Guitar|Carson Bed Frame|Jackson Sofa|Stella Pendant Light",
    ),
    ("money", "9#.##|1,2##.##"),
    ("sku", "@@@-####|##-###-####"),
    (
        "work",
        "The Merchant of Venice|Pride and Prejudice|Robinson Crusoe|Madame Bovary|Great Expectations|Wuthering Heights",
    ),
    (
        "company",
        "Baker Hughes Company|Smith Barney Holdings Inc|Wells Fargo Bank|Ernst & Young LLP|Morgan Stanley Services Group",
    ),
];

const CODE: &[&str] = &[
    "def {function}(self, {word}_id={n9}, timeout={n}):",
    "    return {class}.{function}({word}, 0x{hex8})  # see RFC {n}",
    "    @property",
    "    {word}_map = {\"{uuid}\": {n10}, \"ssn\": None, \"phone\": str}",
    "import {word}.{function} as {word}_{n}",
    "    assert {function}(\"{version}\") == {decimal}",
    "    raise ValueError(\"Bad {word} number: %s\" % {word}.name)",
    "    if {word}.address == 0x{hex8} and len({word}.street) > {n}:",
    "class {class}(Base{class}): pass  # Will Price this later, May be slow",
    "    url = \"git@github.com:acme/{package}.git#v{version}\"",
];

const LOCK: &[&str] = &[
    "    \"node_modules/{package}\": { \"version\": \"{version}\", \"integrity\": \"sha512-{sha256}==\" },",
    "      \"resolved\": \"https://registry.npmjs.org/{package}/-/{package}-{version}.tgz\",",
    "\"{package}@^{version}\":\n  version \"{version}\"\n  checksum: {sha256}",
    "  - {package}@{version}({package}@{version})",
    "name = \"{package}\"\nversion = \"{version}\"\nchecksum = \"{sha256}\"",
    "github.com/acme/{package} v{version}+incompatible h1:{sha1}=",
];

const LOG: &[&str] = &[
    "{epoch}.{n} kernel: [{n9}.{n}] usb 1-{n}: new device number {n} using xhci_hcd",
    "10.1.{n}.7 - - [11/Mar/2025:08:{n}:02 +0000] \"GET /item/{n10}?ref={uuid} HTTP/1.1\" 200 {n9}",
    "INFO  worker-{n} took {n9} ns for job {uuid} (queue {n16})",
    "WARN  Will retry in {n} s: Connection to Mercury Bay Station lost at offset {n10}",
    "DEBUG trace={sha1} span={hex8} order={n10} shard={n}",
    "ERROR Grant table {n15} exhausted on node Austin, see page {n} of the Admin Guide",
    "systemd[1]: Started Rose Garden Backup Service for Jackson Building {n}.",
];

const METRICS: &[&str] = &[
    "http_requests_total{method=\"post\",code=\"200\"} {n10} {epoch}000",
    "node_disk_bytes{device=\"sda{n}\"} {n15}",
    "go_gc_duration_seconds{quantile=\"0.5\"} {decimal}",
    "cpu,host=web{n},region=us-west usage={decimal} {epoch}000000000",
    "latency_bucket{le=\"{n}\"} {n9}",
];

const HASHES: &[&str] = &[
    "{sha256}  {package}-{version}.tar.gz",
    "{sha1}  {word}/{hex8}",
    "{uuid}",
    "index {hex8}..{hex8} 100644",
    "commit {sha1}",
    "{n16}{n16}",
    "{n9} {n10} {n15}",
];

const GEODATA: &[&str] = &[
    "{town}, {state}\t{decimal}\t{decimal}\t{n9}",
    "POLYGON(({decimal} {decimal}, {decimal} {decimal}))",
    "{town} County has {n} towns along the {town} River, {n} miles west of {town}, {state}.",
    "Exit {n}: Martin Luther King Blvd, {town}",
    "Lake {town} covers {n} square miles; its dam is {n} feet high.",
    "The road from {town} to {town} was rebuilt in {month}.",
];

const CATALOGUE: &[&str] = &[
    "{sku}  {product}, 24 inch, {n} in stock, ${money}",
    "{product} - 3 way switch, 6 ft cord, 2 year warranty. Item {n10}, UPC 0{n10}5",
    "Ask for the {product} in Rose, Amber or Olive. Sizes 8 to 12.",
    "Sold by {company}. Ships from {town} in {n} to {n} days.",
    "{work} (paperback, {n} pages, ISBN 978-0-{n}-4{n}12-6)",
    "{product} fits {n} drive bays and {n} court shoes; page {n} has the chart.",
];

const STATISTICS: &[&str] = &[
    "{town}\t{n9}\t{decimal}\t{n}\t{n10}",
    "In {month} the rate was {decimal} percent, {n} points above {state}.",
    "Table {n}. Households in {town} and {town} by income, thousands of dollars",
    "{state} {n} {n9} {n9} {n10} {n} {n}",
    "Source: Bureau of Labor Statistics, {month} release; Franklin and {town} counties combined.",
];

const MANUAL: &[&str] = &[
    "Press the Mark button for {n} seconds until the Page light turns Amber.",
    "See Chapter {n}, Figure {n}. The Long Way Round, on page {n}, explains the Art of Cooking.",
    "{company} reports that sales in North {town} rose {n} percent in {month}.",
    "The option --grace-period={n} was added in version {version} by popular request.",
    "In {work}, the sea is calm and the weather fair; General Motors and United Airlines sponsor the tour.",
    "Turn the Allen key {n} times, then check the Bell housing and the Philips screw.",
    "Will the Young Reader enjoy it? May be. The Black Forest, the White House and Green Park await.",
    "Options: -n {n} number of lines, -p {n} port, -w {n} wide.",
    "Microsoft Windows Server {n} and Oracle Linux {n} are supported; Apple Safari is not.",
    "Saint Paul Street runs past Jefferson Square to Victoria Station and Prince Edward Island.",
];

const DUMPS: &[&str] = &[
    "{hex8}: {hex4} {hex4} {hex4} {hex4} {hex4} {hex4} {hex4} {hex4}  ................",
    "0000{d3} {octal} {octal} {octal} {octal} {octal} {octal} {octal} {octal}",
    "0000{d3}   A   L   B   A   N   I   A {octal} {octal} {octal} {octal}",
    "{hex2} {hex2} {hex2} {hex2} {hex2} {hex2} {hex2} {hex2} {hex2} {hex2}",
    "{d4} {d4} {d4} {d4}",
    "{base64}{base64}",
    "0x{hex8}, 0x{hex8}, 0x{hex8}, {n10}, {n9},",
];

const HEADER: &[&str] = &[
    "#define {word}_ID_{n} {n10}UL",
    "pub const PHN_{word}: u32 = {n10};",
    "static const uint64_t kCardinal[] = { {n16}ULL, {n15}ULL };",
    " * Copyright (c) {year} The {word} project, see section {n} of the license",
    "#define SSN_MAX {n9} /* subsystem number */",
    "case TEL_{word}: return {n10}; // line {n}",
    "\t.id_table = { {d3}, {d3}, {d4} },",
    "extern int dl_{function}(void); /* see #{n9} */",
];

const SETTINGS: &[&str] = &[
    "password_encryption = scram-sha-256",
    "passwd: files systemd",
    "#pin_{word} = {n9}",
    "max_card_{word} = {n16}",
    "listen = 0.0.0.0:{n}",
    "license_server = 27000@{word}{n}",
    "phone_format = (###) ###-####",
    "{word}.address = {hex8}-{hex4}",
    "account_timeout = {n10}",
    "name = {package}-{version}",
];

const CHANGES: &[&str] = &[
    "  * Fix the {word} license text (Closes: #{n9})",
    "  * dl_{word}(): off by one, see #{n10}",
    "  - **{word}**: drop the table [{hex8}](https://code.example.org/commit/{hex8}{hex2})",
    "  {word}_set_password: check the password before use",
    "Release {version} ({year}-0{n}-11): Happy Birthday edition",
    "  * Chapter {n} Private Keys was rewritten; the {n} Large Tables moved",
    "  * bump {package} from {version} to {version} ({hex8})",
];

const SCHEMA: &[&str] = &[
    "CREATE TABLE {word} (ssn CHAR(11) NOT NULL, phone VARCHAR({n}), card_number NUMERIC(16));",
    "COMMENT ON COLUMN {word}.email IS 'at most {n} characters';",
    "  \"{word}\": {\"type\": \"string\", \"pattern\": \"^[0-9]{3 }-[0-9]{2 }-[0-9]{4 }$\", \"maxLength\": {n} },",
    "INSERT INTO {word} (id, checksum, offset) VALUES ({n10}, '{hex8}', {n9});",
    "ALTER SEQUENCE {word}_imei_seq RESTART WITH {n15};",
    "SELECT count(*) FROM {word} WHERE dob < '{year}-01-01' LIMIT {n};",
];

const PATCH: &[&str] = &[
    "@@ -{n},{n} +{n},{n} @@ {function}",
    "index {hex8}..{hex8} 100755",
    "+    {word}({n10}, {n15}); /* {hex8} */",
    "-    ssn = {word}[{n}]; phone = {word}->tel;",
    "From {sha1} Mon Sep 17 00:00:00 2001",
    "+++ b/{word}/{function}.c",
];

const IDENTIFIERS: &[&str] = &[
    "{uuid} {uuid}",
    "urn:isbn:978-0-{d3}-{d4}5-{n}",
    "arn:aws:license-manager:us-west-2:{n9}{d3}:license-configuration:lic-{hex8}",
    "doi:10.{d4}/{n10}.{year}.{n9}",
    "sha256:{sha256}",
    "{n9}-{d4}-{n}",
    "/change/C{n9}{d4}",
    "id={n10}&session={n16}&card=gold&state=open",
    "ticket {n9}, order {n10}, batch 2024{d3}{d3}",
];

const CHARACTERS: &[&str] = &[
    "{hex4}  ; [.{d4}.0020.0002][.{d4}.0024.0002] # LETTER {hex2} WITH HOOK",
    "00{d2} 0302 0340 ; [.2007.0024.0002]",
    "<U{hex4}>     /x{hex2}/x{hex2}/x{hex2}/x{hex2}",
    "U+{hex4} {d4} {d4} 0{d3}",
    "STARTCHAR uni{hex4} ENCODING {n9} BBX {n} {n} 0 -{n}",
];

const STANDARDS: &[&str] = &[
    "See ETSI TS {d3} {d3} Annex E and ISO 639-{n}, clause {n} Way Forward.",
    "RFC {d4}, section {n}: the {n} Point Rule applies to {word} numbers.",
    "Volume {n} Park Avenue Edition, pages {n} to {n}, Table {n} Court Fees",
    "From fall {year} through spring {year}, {town} stayed on standard time.",
    "Part No. {d3}-{d4}-{d3}, drawing {d4}-{d3}, revision {n}",
    "{d2} N {d2} E; {d2} S {d2} W at low water.",
];

const RESULTS: &[&str] = &[
    "{town} {n}-{n} {town} ({n}-{n}), att. {n9}",
    "1. {town} City {n} pts 2. North {town} {n} pts 3. Lake {town} {n} pts",
    "The {n} Mile Run at {town} Park drew {n} clubs in {month}.",
    "Heat {n}, lane {n}: {decimal} s, wind {decimal}",
    "Graves, White and Marion shares rose {n} percent; {company} fell.",
];
