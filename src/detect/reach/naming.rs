//! Whether a label goes on to the value behind it: what people say between a verb and a number, which words make a noun the name
//! of the value, and which stop ends an abbreviation alone.

use super::between::is_tie;

/// The longest way from a verb to its number: `call André Brandt back at `.
const SPOKEN_MAX: usize = 40;
/// Words of a person's name.
const NAME_WORDS_MAX: usize = 3;

/// Whether what is said before a value goes on to it: nothing but a sign, words that end with `at`, `on`, `is`, or words that say
/// whose number it is: `call me `, `text Ann Moore `.
pub(super) fn goes_on_to_value(label: &[u8], between: &[u8]) -> bool {
    const ENDS: [&[u8]; 7] = [b" at ", b" on ", b" is ", b" at: ", b" on: ", b" is: ", b" @ "];
    let is_plain = || !between.iter().any(|byte| byte.is_ascii_digit() || b";\n".contains(byte));
    is_tie(between) || ENDS.iter().any(|end| between.ends_with(end)) && is_plain() || says_whose(label, between)
}

/// Whether pronouns, small words and the name of a person alone stand there: ` me `, ` Xiaoming Xu first (`, ` back # `.
fn says_whose(label: &[u8], between: &[u8]) -> bool {
    const SMALL: [&[u8]; 33] = [
        b"me", b"him", b"her", b"us", b"them", b"you", b"back", b"first", b"again", b"now", b"today", b"tonight",
        b"asap", b"please", b"pls", b"to", b"from", b"for", b"the", b"el", b"desde", b"al", b"mom", b"dad", b"his",
        b"my", b"le", b"la", b"au", b"unter", b"il", b"para", b"em",
    ];
    let body = between.strip_suffix(b"(").unwrap_or(between);
    let body = body.strip_suffix(b"# ").or_else(|| body.strip_suffix(b"#")).unwrap_or(body);
    let Some(body) =
        body.strip_suffix(b": ").or_else(|| body.strip_suffix(b" ")).and_then(|body| body.strip_prefix(b" "))
    else {
        return false;
    };
    let is_small = |word: &[u8]| SMALL.iter().any(|small| word.eq_ignore_ascii_case(small));
    let is_name = |word: &[u8]| {
        let is_letter = |byte: &u8| byte.is_ascii_lowercase() || *byte >= 0x80 || b"'-.".contains(byte);
        let (first, rest) = word.split_first().unwrap_or((&0, &[]));
        (first.is_ascii_uppercase() || *first >= 0x80)
            && rest.iter().all(|byte| is_letter(byte) || byte.is_ascii_uppercase())
    };
    let mut names = 0;
    let is_said = body.split(|byte| *byte == b' ').all(|word| {
        names += usize::from(!is_small(word));
        is_small(word) || is_name(word)
    });
    // `Home Depot 5` is a name of its own.
    let is_heading = label.first().is_some_and(u8::is_ascii_uppercase) && names == 1;
    is_said && names <= NAME_WORDS_MAX && !is_heading && between.len() <= SPOKEN_MAX
}

/// Whether a noun names the value behind it: nothing but signs, words for a number and other values stand between them. `order 12 or `,
/// `Order No. is `, and not `order placed by Ann Moore `.
pub(super) fn names_value(between: &[u8]) -> bool {
    const WORDS: [&[u8]; 22] = [
        b"no", b"nos", b"num", b"nbr", b"nr", b"number", b"numbers", b"id", b"ids", b"code", b"codes", b"is", b"was",
        b"are", b"were", b"and", b"or", b"to", b"through", b"thru", b"value", b"ref",
    ];
    let is_known = |word: &[u8]| WORDS.iter().any(|known| word.eq_ignore_ascii_case(known));
    let is_value = |word: &[u8]| word.iter().any(u8::is_ascii_digit);
    let mut words = between.split(|byte| !byte.is_ascii_alphanumeric() && *byte < 0x80).filter(|word| !word.is_empty());
    let has_value = between.iter().any(u8::is_ascii_digit);
    // Another clause begins behind a stop or a comma; values parted by commas are a list.
    let is_apart = !has_value && between.contains(&b',')
        || between.contains(&b'?')
        || [&b"; "[..], b"! ", b" - "].iter().any(|sign| between.windows(sign.len()).any(|part| part == *sign))
        || ends_sentence(between);
    words.all(|word| is_known(word) || is_value(word)) && !is_apart
}

/// Whether a stop and a space end a sentence there, and no word for a number: `. `, and not `No. `.
fn ends_sentence(between: &[u8]) -> bool {
    between.windows(2).enumerate().filter(|(_, sign)| *sign == b". ").any(|(at, _)| {
        let head = between.get(..at).unwrap_or_default();
        let word = head.iter().rev().take_while(|byte| byte.is_ascii_alphanumeric()).count();
        !is_abbreviation(head.get(head.len() - word..).unwrap_or_default())
    })
}

/// What stands between label and value but for the stop that ends the label as an abbreviation: `D.L. `, `Lic. `, `Tel. No. `.
pub(super) fn without_stop<'t>(label: &[u8], between: &'t [u8]) -> &'t [u8] {
    let Some(rest) = between.strip_prefix(b".") else { return between };
    let word = label.iter().rev().take_while(|byte| byte.is_ascii_alphanumeric()).count();
    let word = label.get(label.len() - word..).unwrap_or_default();
    if label.contains(&b'.') || is_abbreviation(word) { rest } else { between }
}

/// Whether a word is short for another one, and a stop behind it ends no sentence.
fn is_abbreviation(word: &[u8]) -> bool {
    const SHORT: [&[u8]; 15] = [
        b"no", b"nos", b"num", b"nbr", b"nr", b"lic", b"tel", b"ph", b"mob", b"cel", b"sec", b"soc", b"acct", b"ext",
        b"op",
    ];
    SHORT.iter().any(|short| word.eq_ignore_ascii_case(short))
}

/// Whether a value is a number of nine digits or more that signs part into groups: what has such a form says more for itself than a
/// word somewhere before it says against it.
pub(super) fn is_grouped(value: &[u8]) -> bool {
    const DIGITS_MIN: usize = 9;
    let digits = value.iter().filter(|byte| byte.is_ascii_digit()).count();
    digits >= DIGITS_MIN && digits < value.len() && !value.iter().any(u8::is_ascii_alphabetic)
}

/// Whether an area code stands in parentheses or a plus before a country's, which numbers of other things never have, and neither a
/// sign nor a word for a number ties the value to a noun.
pub(super) fn is_dialled(label: &[u8], between: &[u8], value: &[u8]) -> bool {
    const NUMBERS: [&[u8]; 6] = [b"no", b"num", b"nbr", b"number", b"id", b"ref"];
    let word = label.iter().rev().take_while(|byte| byte.is_ascii_alphabetic()).count();
    let word = label.get(label.len() - word..).unwrap_or_default();
    let is_number = NUMBERS.iter().any(|number| word.eq_ignore_ascii_case(number));
    matches!(value.first(), Some(b'(' | b'+')) && !is_number && !between.iter().any(|byte| b":=#".contains(byte))
}

/// Whether a noun is what the label before it is said of, in a sentence that ends with the value: `the number on the account is `.
pub(super) fn is_place(between: &[u8]) -> bool {
    const WORDS_MAX: usize = 3;
    const LINKS: [&[u8]; 6] = [b" on ", b" for ", b" in ", b" under ", b" from ", b" with "];
    let is_word = |byte: &u8| byte.is_ascii_lowercase() || b" '".contains(byte);
    LINKS.iter().any(|link| between.starts_with(link))
        && between.iter().all(is_word)
        && between.iter().filter(|byte| **byte == b' ').count() <= WORDS_MAX
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn verbs_go_on_over_pronouns_and_names() {
        for between in
            [" ", ": ", " me ", " him back at ", " Ann Moore ", " Xiaoming Xu first (", " back # ", " to ", " from "]
        {
            assert!(goes_on_to_value(b"call", between.as_bytes()), "{between}");
        }
        for between in [" about order ", " the office and ", ", ", " 12 ", " Ann Moore and Sons of Ohio "] {
            assert!(!goes_on_to_value(b"call", between.as_bytes()), "{between}");
        }
        assert!(!goes_on_to_value(b"Home", b" Depot "), "a name of its own");
    }

    #[test]
    fn nouns_name_what_stands_right_behind_them() {
        for between in [" ", ": ", " No. ", " number is ", " #", " 204-361-2367, ", " 12 or "] {
            assert!(names_value(between.as_bytes()), "{between}");
        }
        for between in [" placed by Ann Moore ", ", ", "? ", ". ", " and left ", " late; "] {
            assert!(!names_value(between.as_bytes()), "{between}");
        }
    }

    #[test]
    fn a_stop_ends_an_abbreviation_or_a_sentence() {
        assert_eq!(without_stop(b"D.L", b". #: "), b" #: ");
        assert_eq!(without_stop(b"Tel", b". "), b" ");
        assert_eq!(without_stop(b"SSN", b". "), b". ");
    }

    #[test]
    fn a_place_is_what_a_label_is_said_of() {
        assert!(
            is_place(b" on the ")
                && is_place(b" for this ")
                && !is_place(b" and the ")
                && !is_place(b" on order 7 for ")
        );
    }
}
