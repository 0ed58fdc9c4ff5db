//! Words in images and sounds: what a file says of itself, without a look at its pixels or an ear for its samples.
//!
//! PNG text chunks (`tEXt`, `iTXt` as it stands), the INFO list of RIFF files (WAV) and the texts of an SVG are read. What is
//! compressed, drawn in pixels or spoken is not.

use base64::Engine as _;
use base64::alphabet::STANDARD;
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};

/// How a PNG begins.
const PNG: &[u8] = b"\x89PNG\r\n\x1a\n";

/// How such files begin in base64.
const BEGINNINGS: [&str; 3] = ["iVBORw0KGgo", "UklGR", "PHN2Z"];

/// Reads what others wrote, padded or not.
const TOLERANT: GeneralPurpose = GeneralPurpose::new(
    &STANDARD,
    GeneralPurposeConfig::new()
        .with_decode_padding_mode(DecodePaddingMode::Indifferent)
        .with_decode_allow_trailing_bits(true),
);

/// The words of a file, one text a line; `None` for a file of another kind, or one that says nothing.
///
/// ```
/// assert_eq!(detect::media::words(b"RIFF\x18\0\0\0WAVELIST\x0c\0\0\0INFOICMT\0\0\0\0"), Some(String::new()));
/// assert_eq!(detect::media::words(b"plain text"), None);
/// ```
pub fn words(bytes: &[u8]) -> Option<String> {
    let texts = if let Some(chunks) = bytes.strip_prefix(PNG) {
        png(chunks)
    } else if bytes.starts_with(b"<svg") {
        svg(&String::from_utf8_lossy(bytes))
    } else {
        wav(bytes.strip_prefix(b"RIFF")?.get(4..)?.strip_prefix(b"WAVE")?)
    };
    (!texts.is_empty()).then(|| texts.join("\n"))
}

/// The words of every such file that stands in a text in base64.
pub fn within(text: &str) -> Vec<String> {
    let starts = BEGINNINGS.iter().flat_map(|beginning| text.match_indices(beginning));
    let digit = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'/');
    let files = starts.filter_map(|(at, _)| {
        let rest = text.get(at..)?;
        let end = rest.as_bytes().iter().position(|byte| !digit(byte)).unwrap_or(rest.len());
        // A rest of one digit says nothing.
        let end = end - usize::from(end % 4 == 1);
        words(&TOLERANT.decode(rest.get(..end)?).ok()?)
    });
    files.collect()
}

fn png(mut chunks: &[u8]) -> Vec<String> {
    let mut texts = Vec::new();
    while let Some((length, rest)) = chunks.split_first_chunk::<4>()
        && let Some((kind, rest)) = rest.split_first_chunk::<4>()
    {
        let length = usize::try_from(u32::from_be_bytes(*length)).unwrap_or(usize::MAX);
        let Some((data, rest)) = rest.split_at_checked(length) else { break };
        match kind {
            b"tEXt" => {
                texts.extend(after_nul(data).map(|text| text.iter().copied().map(char::from).collect()));
            }
            b"iTXt" => texts.extend(international(data)),
            _ => {}
        }
        let Some((_, next)) = rest.split_first_chunk::<4>() else { break };
        chunks = next;
    }
    texts
}

/// Keyword, flag and method of compression, language, translated keyword; then the text.
fn international(data: &[u8]) -> Option<String> {
    let rest = after_nul(data)?;
    let rest = rest.strip_prefix(&[0])?.get(1..)?;
    Some(String::from_utf8_lossy(after_nul(after_nul(rest)?)?).into_owned())
}

fn after_nul(data: &[u8]) -> Option<&[u8]> {
    let at = data.iter().position(|byte| *byte == 0)?;
    data.get(at + 1..)
}

fn wav(chunks: &[u8]) -> Vec<String> {
    let lists = riff(chunks).into_iter().filter(|(kind, _)| kind == b"LIST");
    let infos = lists.filter_map(|(_, list)| list.strip_prefix(b"INFO"));
    let text = |(_, data): ([u8; 4], &[u8])| String::from_utf8_lossy(data).trim_end_matches('\0').to_owned();
    infos.flat_map(riff).map(text).collect()
}

fn svg(drawing: &str) -> Vec<String> {
    let texts = drawing.split("<text").skip(1).filter_map(|rest| {
        let (_, rest) = rest.split_once('>')?;
        Some(rest.split_once('<')?.0.replace("&lt;", "<").replace("&amp;", "&"))
    });
    texts.collect()
}

fn riff(mut chunks: &[u8]) -> Vec<([u8; 4], &[u8])> {
    let mut found = Vec::new();
    while let Some((kind, rest)) = chunks.split_first_chunk::<4>()
        && let Some((length, rest)) = rest.split_first_chunk::<4>()
    {
        let length = usize::try_from(u32::from_le_bytes(*length)).unwrap_or(usize::MAX);
        let Some((data, rest)) = rest.split_at_checked(length) else { break };
        found.push((*kind, data));
        chunks = rest.get(length % 2..).unwrap_or_default();
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const TEXT: &[u8] = b"\x89PNG\r\n\x1a\n\0\0\0\x08tEXtNote\0abc\0\0\0\0";

    #[test]
    fn words_are_found_in_base64_wherever_it_stands() {
        assert_eq!(words(TEXT).as_deref(), Some("abc"));
        let data = base64::engine::general_purpose::STANDARD.encode(TEXT);
        let text = format!("[image data:image/png;base64,{data}]");
        assert_eq!(within(&text), ["abc"]);
        assert_eq!(within("iVBORw0KGgo="), Vec::<String>::new());
        assert_eq!(within("nothing"), Vec::<String>::new());
    }

    proptest! {
        #[test]
        fn nothing_is_too_broken(start in 0_usize..3, rest in prop::collection::vec(any::<u8>(), 0..200)) {
            let start: &[u8] = [PNG, b"RIFF\0\0\0\0WAVE", b""][start];
            words(&[start, &rest].concat());
        }

        #[test]
        fn a_cut_file_is_read_as_far_as_it_goes(end in 0..TEXT.len()) {
            words(&TEXT[..end]);
        }
    }
}
