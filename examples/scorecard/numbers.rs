//! Numbers with the structure that their issuers publish. Shared by both generators: arithmetic has no style.

use crate::random::Rng;

/// Adds the Luhn check digit.
pub(crate) fn with_luhn(body: &str) -> String {
    let sum: u32 = body
        .bytes()
        .rev()
        .enumerate()
        .map(|(place, byte)| {
            let digit = u32::from(byte - b'0') * if place % 2 == 0 { 2 } else { 1 };
            if digit > 9 { digit - 9 } else { digit }
        })
        .sum();
    format!("{body}{}", (10 - sum % 10) % 10)
}

/// A number of the ranges that were issued until 2011, without hyphens.
pub(crate) fn ssn(rng: &mut Rng) -> String {
    loop {
        let area = rng.range(1, 772);
        if area != 666 {
            return format!("{area:03}{:02}{:04}", rng.range(1, 99), rng.range(1, 9999));
        }
    }
}

/// An individual taxpayer number, without hyphens.
pub(crate) fn itin(rng: &mut Rng) -> String {
    let group = if rng.chance(60) { rng.range(70, 88) } else { rng.range(50, 65) };
    format!("9{}{group}{:04}", rng.digits(2), rng.range(1, 9999))
}

/// A card number of 16 digits (15 for American Express).
pub(crate) fn card(rng: &mut Rng) -> String {
    match rng.range(0, 4) {
        0 | 1 => with_luhn(&format!("4{}", rng.digits(14))),
        2 => with_luhn(&format!("5{}{}", rng.range(1, 5), rng.digits(13))),
        3 => with_luhn(&format!("6011{}", rng.digits(11))),
        _ => with_luhn(&format!("37{}", rng.digits(12))),
    }
}

/// An equipment identity with an allocating body's prefix; one of few models.
pub(crate) fn imei(rng: &mut Rng) -> String {
    let model = rng.range(0, 30) * 7919 % 1_000_000;
    let body = rng.any(&["35", "86", "01"]);
    with_luhn(&format!("{body}{model:06}{}", rng.digits(6)))
}

/// A subscriber identity of an American network.
pub(crate) fn imsi(rng: &mut Rng) -> String {
    format!("{}{}", rng.any(&["310410", "310260", "311480", "310120"]), rng.digits(9))
}

/// A SIM card of an American network.
pub(crate) fn iccid(rng: &mut Rng) -> String {
    with_luhn(&format!("8901{}{}", rng.any(&["410", "260", "480"]), rng.digits(11)))
}

/// An account number of a few countries, with its check digits, without spaces.
pub(crate) fn iban(rng: &mut Rng) -> String {
    let (country, account) = match rng.range(0, 3) {
        0 => ("DE", rng.digits(18)),
        1 => ("GB", format!("{}{}", rng.letters("ABCDEFGHKLMNPRSTUVWXY", 4), rng.digits(14))),
        2 => ("FR", rng.digits(23)),
        _ => ("ES", rng.digits(20)),
    };
    let number = format!("{account}{country}00").bytes().fold(0_u32, |rest, byte| match byte {
        b'0'..=b'9' => (rest * 10 + u32::from(byte - b'0')) % 97,
        _ => (rest * 100 + u32::from(byte - b'A') + 10) % 97,
    });
    format!("{country}{:02}{account}", 98 - number)
}

/// Ten digits of a North American telephone number, not in the range set aside for fiction.
pub(crate) fn phone(rng: &mut Rng) -> String {
    const AREAS: &[&str] = &[
        "201", "202", "205", "206", "208", "210", "212", "213", "214", "215", "216", "217", "219", "224", "225", "228",
        "229", "231", "234", "239", "240", "248", "251", "252", "253", "254", "256", "260", "262", "267", "269", "270",
        "276", "281", "301", "302", "303", "304", "305", "307", "308", "309", "310", "312", "313", "314", "315", "316",
        "317", "318", "319", "320", "321", "323", "325", "330", "334", "336", "337", "347", "352", "360", "361", "386",
        "401", "402", "404", "405", "406", "407", "408", "409", "410", "412", "413", "414", "415", "417", "419", "423",
        "502", "503", "504", "505", "507", "508", "509", "510", "512", "513", "515", "516", "517", "518", "520", "530",
        "601", "602", "603", "605", "606", "607", "608", "609", "610", "612", "614", "615", "616", "617", "618", "619",
        "701", "702", "703", "704", "706", "707", "708", "712", "713", "714", "715", "716", "717", "718", "719", "720",
        "801", "802", "803", "804", "805", "806", "808", "810", "812", "813", "814", "815", "816", "817", "818", "828",
        "901", "903", "904", "906", "907", "908", "909", "910", "912", "913", "914", "915", "916", "917", "918", "919",
    ];
    let exchange = loop {
        let exchange = rng.range(200, 999);
        if exchange % 100 != 11 && exchange != 555 {
            break exchange;
        }
    };
    format!("{}{exchange}{}", rng.any(AREAS), rng.digits(4))
}

/// A licence number of one of the states whose form has a letter and digits, or digits alone.
pub(crate) fn license(rng: &mut Rng) -> String {
    let letter = rng.letters("ABCDEFGHJKLMNPRSTW", 1);
    match rng.range(0, 5) {
        0 => format!("{letter}{}", rng.digits(7)),
        1 => format!("{letter}{}", rng.digits(12)),
        2 => format!("{letter}{}-{}-{}", rng.digits(3), rng.digits(4), rng.digits(4)),
        3 => rng.digits(8),
        4 => rng.digits(9),
        _ => format!("{letter}{}", rng.digits(8)),
    }
}

/// Year, month, day of an adult's birth.
pub(crate) fn birth(rng: &mut Rng) -> (u64, u64, u64) {
    (rng.range(1938, 2006), rng.range(1, 12), rng.range(1, 28))
}

/// Digits in a written form: `#` is the next digit, everything else stands as it is.
pub(crate) fn written(digits: &str, form: &str) -> String {
    let mut digits = digits.chars();
    form.chars().filter_map(|char| if char == '#' { digits.next() } else { Some(char) }).collect()
}
