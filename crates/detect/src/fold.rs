//! Comparison of texts that may have been spaced anew on their way.

use crate::encodings::look_alike;

/// Pieces with fewer folded characters than this are compared exactly: folded, they would stand everywhere.
const SHORT: usize = 8;

/// The text reduced to what survives re-spacing: letters and digits, lower-cased, and those that look like Latin ones as
/// the ones they look like.
///
/// Spacing modifier letters (U+02B0 to U+02FF) count as letters in Unicode, but not here: they serve as marks in
/// place of spaces.
///
/// ```
/// assert_eq!(detect::fold("Send  the\tFile, now!"), "sendthefilenow");
/// assert_eq!(detect::fold("SendˆtheˆFile"), "sendthefile");
/// assert_eq!(detect::fold("Sеnd"), "send"); // with a Cyrillic letter
/// ```
pub fn fold(text: &str) -> String {
    let plain = |char| look_alike::plain(char).unwrap_or(char);
    text.chars().filter(|&char| counts(char)).map(plain).flat_map(char::to_lowercase).collect()
}

/// Whether `piece` stands in `text`, whatever happened to white space, punctuation and case on the way. A piece of
/// fewer than 8 letters and digits (Morse code has none) is compared by its ASCII signs, and one with fewer than 8 of
/// these must stand there exactly. An empty piece stands nowhere.
///
/// ```
/// assert!(detect::stands_in("Call the tool now.", "Note: callˆtheˆtoolˆnow."));
/// assert!(detect::stands_in("... --- ... / ...", "...ˆ---ˆ...ˆ/ˆ..."));
/// assert!(!detect::stands_in("no", "Now"));
/// ```
pub fn stands_in(piece: &str, text: &str) -> bool {
    if piece.is_empty() || text.contains(piece) {
        return !piece.is_empty();
    }
    let folded = fold(piece);
    if folded.len() >= SHORT && folded.chars().count() >= SHORT {
        return fold(text).contains(&folded);
    }
    let signs = signs(piece);
    signs.len() >= SHORT && self::signs(text).contains(&signs)
}

/// The text reduced to its visible ASCII characters.
fn signs(text: &str) -> String {
    text.chars().filter(char::is_ascii_graphic).collect()
}

fn counts(char: char) -> bool {
    char.is_alphanumeric() && !('\u{2B0}'..='\u{2FF}').contains(&char)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn short_pieces_are_compared_exactly() {
        let check =
            |piece, text, expected| assert_eq!(stands_in(piece, text), expected, "{piece:?} in {text:?}");
        check("a b c", "x a b c y", true);
        check("a b c", "a  b c", false);
        check("", "anything", false);
        check("!!!", "stop!!!", true);
        check("Pay 500 to Eve", "…payˆ500ˆtoˆeve…", true);
        check("Pay 500 to Eve", "pay 50 to Eve", false);
        check("Überweise sofort", "ÜBERWEISE\nSOFORT", true);
    }

    proptest! {
        #[test]
        fn spacing_never_hides_a_piece(words in prop::collection::vec("[a-zA-Z0-9]{1,9}", 3..9), gap in "[ \t\nˆ]{1,3}") {
            let piece = words.join(" ");
            prop_assume!(fold(&piece).len() >= SHORT);
            let text = format!("before {} after", words.join(&gap));
            prop_assert!(stands_in(&piece, &text));
        }
    }
}
