//! Addresses of computers: IPv4 and IPv6 (Internet Protocol) and MAC (IEEE 802).
//!
//! An address of a connection is personal data where someone can tell whose line it is; those of private networks,
//! of the machine itself, and those set aside for documentation name nobody. A MAC with the local bit was drawn at random.
//!
//! Sources: RFC 791, 4291, 5952; RFC 1918, 5737, 3849, 6598 (ranges); IEEE 802-2014, clause 8.
//!
//! ```
//! use plainsight::detect::validate::{Verdict, network};
//! assert_eq!(network::ip(b"81.2.69.142").verdict, Verdict::Valid);
//! assert_eq!(network::ip(b"81.2.69.342").verdict, Verdict::Invalid);
//! assert!(network::ip(b"192.0.2.1").is_test);
//! ```

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use super::{Check, Facts, Validator, Verdict};

/// The validator of Internet addresses, as written.
pub const IP: Validator = Validator { name: "ip_address", random_pass_rate: 0.02, check: ip, facts: &[] };
/// The validator of hardware addresses.
pub const MAC: Validator = Validator { name: "mac_address", random_pass_rate: 0.000_05, check: mac, facts: &[] };

/// Checks an address as written, dots and colons included.
#[must_use]
pub fn ip(written: &[u8]) -> Check {
    let parsed = || std::str::from_utf8(written).ok().and_then(|text| text.parse::<IpAddr>().ok());
    let address = four_numbers(written).or_else(|| padded(written)).map(IpAddr::V4).or_else(parsed);
    let (names_nobody, is_low) = match address {
        None => return Check::INVALID,
        Some(IpAddr::V4(address)) if is_netmask(address) => return Check::INVALID,
        // Names of ports in a storage network are eight pairs of digits.
        Some(IpAddr::V6(_)) if written.split(|byte| *byte == b':').all(|group| group.len() == 2) => {
            return Check::INVALID;
        }
        Some(IpAddr::V4(address)) => (v4_names_nobody(address), (1..=LOW_MAX).contains(&address.octets()[0])),
        Some(IpAddr::V6(address)) => (v6_names_nobody(address), false),
    };
    Check { is_test: names_nobody, facts: Facts(if is_low { LOW } else { 0 }), ..Check::VALID }
}

/// Facts bit 0: the first number is as small as that of a version or a section.
pub const LOW: u8 = 1;
const LOW_MAX: u8 = 32;

/// Ones and then noughts, more than a byte of them.
fn is_netmask(address: Ipv4Addr) -> bool {
    let bits = u32::from(address);
    bits.leading_ones() >= 8 && bits.leading_ones() + bits.trailing_zeros() == 32
}

/// An address of version 4 as nearly all are written; of others nothing is said.
fn four_numbers(written: &[u8]) -> Option<Ipv4Addr> {
    let mut octets = [0; 4];
    let mut rest = written;
    for (at, octet) in octets.iter_mut().enumerate() {
        let len = rest.iter().take(4).take_while(|byte| byte.is_ascii_digit()).count();
        let (digits, behind) = rest.split_at_checked(len)?;
        let number = digits.iter().fold(0, |number, digit| 10 * number + u16::from(digit - b'0'));
        if !(1..=3).contains(&len) || len > 1 && digits.starts_with(b"0") {
            return None;
        }
        *octet = u8::try_from(number).ok()?;
        rest = if at < 3 { behind.strip_prefix(b".")? } else { behind };
    }
    rest.is_empty().then(|| Ipv4Addr::from(octets))
}

/// An address of version 4 whose numbers have noughts before them, so that all have three digits, as old systems keep them.
fn padded(written: &[u8]) -> Option<Ipv4Addr> {
    const LEN: usize = 15;
    if written.len() != LEN {
        return None;
    }
    let mut octets = [0; 4];
    let mut numbers = written.split(|byte| *byte == b'.');
    for octet in &mut octets {
        let digits = numbers.next().filter(|digits| digits.len() == 3 && digits.iter().all(u8::is_ascii_digit))?;
        let number = digits.iter().fold(0, |number, digit| 10 * number + u16::from(digit - b'0'));
        *octet = u8::try_from(number).ok()?;
    }
    numbers.next().is_none().then(|| Ipv4Addr::from(octets))
}

fn v4_names_nobody(address: Ipv4Addr) -> bool {
    let [a, b, ..] = address.octets();
    let is_shared = a == 100 && (64..128).contains(&b);
    address.is_private()
        || address.is_loopback()
        || address.is_link_local()
        || address.is_documentation()
        || address.is_broadcast()
        || address.is_unspecified()
        || address.is_multicast()
        || is_shared
        || a == 0
        || a >= 240
}

fn v6_names_nobody(address: Ipv6Addr) -> bool {
    let first = address.segments()[0];
    let is_documentation = address.segments()[..2] == [0x2001, 0x0DB8];
    let is_local = first & 0xFE00 == 0xFC00 || first & 0xFFC0 == 0xFE80;
    address.is_loopback() || address.is_unspecified() || address.is_multicast() || is_documentation || is_local
}

/// Checks twelve hexadecimal digits.
#[must_use]
pub fn mac(canonical: &[u8]) -> Check {
    // Twelve decimal digits are an article number far more often.
    let has_letter = canonical.iter().any(u8::is_ascii_alphabetic);
    if canonical.len() != 12 || !has_letter || !canonical.iter().all(u8::is_ascii_hexdigit) {
        return Check::INVALID;
    }
    if super::digits::has_two_at_most(canonical) {
        return Check::PLACEHOLDER;
    }
    let low = char::from(canonical[1]).to_digit(16).unwrap_or(0);
    // The lowest bit is that of groups, the next that of addresses given out locally: of a random one.
    Check { verdict: if low & 1 == 0 { Verdict::Valid } else { Verdict::Invalid }, ..Check::VALID }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::sample::assert_rates;
    use super::*;

    #[test]
    fn stated_rates_hold_for_random_values() {
        // Four numbers of up to three digits, as version numbers are not: those are lower.
        assert_rates(&Validator { random_pass_rate: 0.004_29, ..IP }, 200_000, |random| {
            (0..4).map(|_| random.digits(3)).collect::<Vec<_>>().join(&b'.')
        });
        assert_rates(&Validator { random_pass_rate: 0.000_029, ..MAC }, 3_000_000, |random| {
            (0..12).map(|_| random.byte_of(b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ")).collect()
        });
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(2048))]

        #[test]
        fn four_numbers_are_what_the_standard_library_reads(
            text in "([0-9]{1,3}[.]){3}[0-9]{1,3}|([12]?[0-9]{1,2}[.]){2,4}[0-9]{0,4}[ .x]?|[0-9.]{0,16}"
        ) {
            prop_assert_eq!(four_numbers(text.as_bytes()), text.parse::<Ipv4Addr>().ok());
        }
    }

    #[test]
    fn addresses_that_name_nobody_are_marked() {
        for address in
            ["10.1.2.3", "127.0.0.1", "192.168.1.1", "203.0.113.9", "100.64.0.1", "::1", "2001:db8::7", "fe80::1"]
        {
            assert!(ip(address.as_bytes()).is_test, "{address}");
        }
        for address in ["8.8.8.8", "172.32.0.1", "2a00:1450:4009::200e", "081.002.069.142"] {
            assert!(!ip(address.as_bytes()).is_test, "{address}");
        }
        for other in ["1.2.3", "081.002.69.142", "081.002.069.342", "255.255.240.0", "77:8a:50:b7:fa:78:73:e6"] {
            assert_eq!(ip(other.as_bytes()).verdict, Verdict::Invalid, "{other}");
        }
    }
}
