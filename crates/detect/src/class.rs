//! Bytes by class.

pub(crate) const LOWER: u8 = 1 << 0;
pub(crate) const UPPER: u8 = 1 << 1;
pub(crate) const DIGIT: u8 = 1 << 2;
pub(crate) const UNDERSCORE: u8 = 1 << 3;
/// Part of a character beyond ASCII.
pub(crate) const WIDE: u8 = 1 << 4;

/// Latin letters.
pub(crate) const LETTER: u8 = LOWER | UPPER;
/// What words and names are made of.
pub(crate) const WORD: u8 = LETTER | DIGIT | UNDERSCORE;

static CLASSES: [u8; 256] = {
    let mut classes = [0; 256];
    let mut byte = 0_u8;
    loop {
        // A byte is a place in a table of 256.
        #[expect(clippy::indexing_slicing, reason = "`get_mut` is not const")]
        {
            classes[byte as usize] = match byte {
                b'a'..=b'z' => LOWER,
                b'A'..=b'Z' => UPPER,
                b'0'..=b'9' => DIGIT,
                b'_' => UNDERSCORE,
                0x80.. => WIDE,
                _ => 0,
            };
        }
        if byte == u8::MAX {
            break classes;
        }
        byte += 1;
    }
};

/// The class of a byte.
pub(crate) fn class(byte: u8) -> u8 {
    CLASSES.get(usize::from(byte)).copied().unwrap_or_default()
}
