//! Porter's stemmer of 1980, in the form that Lucene uses: search terms meet where their stems meet.

/// Suffix and replacement, tried in order; the first that ends the word decides.
type Rules = &'static [(&'static str, &'static str)];

const DERIVED: Rules = &[
    ("ational", "ate"),
    ("tional", "tion"),
    ("enci", "ence"),
    ("anci", "ance"),
    ("izer", "ize"),
    ("bli", "ble"),
    ("alli", "al"),
    ("entli", "ent"),
    ("eli", "e"),
    ("ousli", "ous"),
    ("ization", "ize"),
    ("ation", "ate"),
    ("ator", "ate"),
    ("alism", "al"),
    ("iveness", "ive"),
    ("fulness", "ful"),
    ("ousness", "ous"),
    ("aliti", "al"),
    ("iviti", "ive"),
    ("biliti", "ble"),
    ("logi", "log"),
];
const QUALITY: Rules = &[
    ("icate", "ic"),
    ("ative", ""),
    ("alize", "al"),
    ("iciti", "ic"),
    ("ical", "ic"),
    ("ful", ""),
    ("ness", ""),
];
const ENDINGS: [&str; 19] = [
    "al", "ance", "ence", "er", "ic", "able", "ible", "ant", "ement", "ment", "ent", "ion", "ou", "ism",
    "ate", "iti", "ous", "ive", "ize",
];

/// The stem of a word in lower case.
pub(super) fn stem(word: &str) -> String {
    if word.chars().count() < 3 {
        return word.to_owned();
    }
    let mut word = past(plural(word));
    if let Some(stem) = word.strip_suffix('y')
        && has_vowel(stem)
    {
        word = format!("{stem}i");
    }
    let word = replace(replace(word, DERIVED), QUALITY);
    last_letter(ending(word))
}

fn plural(word: &str) -> String {
    let cut = |count: usize| word.get(..word.len() - count).unwrap_or(word).to_owned();
    if word.ends_with("sses") || word.ends_with("ies") {
        cut(2)
    } else if word.ends_with('s') && !word.ends_with("ss") {
        cut(1)
    } else {
        word.to_owned()
    }
}

fn past(word: String) -> String {
    if let Some(stem) = word.strip_suffix("eed") {
        return if measure(stem) > 0 { format!("{stem}ee") } else { word };
    }
    let stem = word.strip_suffix("ed").or_else(|| word.strip_suffix("ing"));
    let Some(stem) = stem.filter(|stem| has_vowel(stem)) else { return word };
    if ["at", "bl", "iz"].iter().any(|end| stem.ends_with(end)) {
        return format!("{stem}e");
    }
    if is_doubled(stem) && !stem.ends_with(['l', 's', 'z']) {
        return without_last(stem);
    }
    if !is_doubled(stem) && measure(stem) == 1 && is_short(stem) {
        return format!("{stem}e");
    }
    stem.to_owned()
}

fn replace(word: String, rules: Rules) -> String {
    let found = rules.iter().find_map(|(suffix, new)| Some((word.strip_suffix(suffix)?, *new)));
    match found {
        Some((stem, new)) if measure(stem) > 0 => format!("{stem}{new}"),
        _ => word,
    }
}

fn ending(word: String) -> String {
    let fits = |suffix: &str, stem: &str| suffix != "ion" || stem.ends_with(['s', 't']);
    let found = ENDINGS.iter().find_map(|suffix| word.strip_suffix(suffix).filter(|stem| fits(suffix, stem)));
    match found {
        Some(stem) if measure(stem) > 1 => stem.to_owned(),
        _ => word,
    }
}

fn last_letter(mut word: String) -> String {
    let measured = measure(&word);
    if let Some(stem) = word.strip_suffix('e')
        && (measured > 1 || measured == 1 && !is_short(stem))
    {
        word = stem.to_owned();
    }
    if word.ends_with("ll") && measured > 1 { without_last(&word) } else { word }
}

fn without_last(word: &str) -> String {
    let mut word = word.to_owned();
    word.pop();
    word
}

/// For each letter whether it is a consonant: a `y` after a consonant is a vowel.
fn consonants(word: &str) -> Vec<bool> {
    let mut before = false;
    let kind = |letter: char| {
        before = match letter {
            'a' | 'e' | 'i' | 'o' | 'u' => false,
            'y' => !before,
            _ => true,
        };
        before
    };
    word.chars().map(kind).collect()
}

/// How many times consonants follow vowels.
fn measure(word: &str) -> usize {
    let kinds = consonants(word);
    kinds.iter().zip(kinds.iter().skip(1)).filter(|(first, second)| !**first && **second).count()
}

fn has_vowel(word: &str) -> bool {
    consonants(word).contains(&false)
}

/// Whether it ends in two equal consonants.
fn is_doubled(word: &str) -> bool {
    let mut letters = word.chars().rev();
    let (last, before) = (letters.next(), letters.next());
    last.is_some() && last == before && consonants(word).last() == Some(&true)
}

/// Whether it ends in consonant, vowel, consonant, and the last is not `w`, `x` or `y`.
fn is_short(word: &str) -> bool {
    consonants(word).ends_with(&[true, false, true]) && !word.ends_with(['w', 'x', 'y'])
}

#[cfg(test)]
mod tests {
    use super::stem;

    #[test]
    fn stems_are_porters() {
        for (word, expected) in [
            ("caresses", "caress"),
            ("ponies", "poni"),
            ("cats", "cat"),
            ("agreed", "agre"),
            ("feed", "feed"),
            ("plastered", "plaster"),
            ("motoring", "motor"),
            ("sing", "sing"),
            ("conflated", "conflat"),
            ("hopping", "hop"),
            ("falling", "fall"),
            ("filing", "file"),
            ("happy", "happi"),
            ("sky", "sky"),
            ("relational", "relat"),
            ("vietnamization", "vietnam"),
            ("hopefulness", "hope"),
            ("electrical", "electr"),
            ("adoption", "adopt"),
            ("replacement", "replac"),
            ("probate", "probat"),
            ("rate", "rate"),
            ("controlling", "control"),
            ("roll", "roll"),
            ("as", "as"),
            ("machine", "machin"),
            ("washable", "washabl"),
        ] {
            assert_eq!(stem(word), expected, "{word}");
        }
    }
}
