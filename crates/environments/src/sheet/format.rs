//! How numbers are shown.

/// A number format.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Format {
    /// As many digits as there are, ten at most.
    #[default]
    General,
    /// `@`: what is typed stays text.
    Text,
    /// A fixed number of decimals.
    Fixed {
        /// How many.
        decimals: u8,
        /// Whether thousands are set apart by commas.
        grouped: bool,
        /// Whether it is shown in percent.
        percent: bool,
    },
}

impl Format {
    /// `0`, `0.0` and so on.
    pub(super) const fn fixed(decimals: u8) -> Self {
        Self::Fixed { decimals, grouped: false, percent: false }
    }

    /// `#,##0` and so on.
    pub(super) const fn grouped(decimals: u8) -> Self {
        Self::Fixed { decimals, grouped: true, percent: false }
    }

    /// Reads a format code; one that we do not know is taken as `General`.
    pub(super) fn parse(code: &str) -> Self {
        let (code, percent) = code.strip_suffix('%').map_or((code, false), |code| (code, true));
        let (whole, decimals) = code.split_once('.').unwrap_or((code, ""));
        let decimals = Some(decimals).filter(|zeros| zeros.bytes().all(|byte| byte == b'0'));
        let decimals = decimals.and_then(|zeros| u8::try_from(zeros.len()).ok());
        match (whole, decimals) {
            ("@", _) => Self::Text,
            ("0", Some(decimals @ 0..=10)) => Self::Fixed { decimals, grouped: false, percent },
            ("#,##0", Some(decimals @ 0..=10)) => Self::Fixed { decimals, grouped: true, percent },
            _ => Self::General,
        }
    }

    /// A number as it is shown.
    pub(super) fn show(self, number: f64) -> String {
        match self {
            Self::General | Self::Text => general(number),
            Self::Fixed { decimals, grouped, percent } => {
                let shown = fixed(if percent { number * 100.0 } else { number }, decimals);
                let shown = if grouped { group(&shown) } else { shown };
                if percent { format!("{shown}%") } else { shown }
            }
        }
    }
}

/// Rounds half away from zero, as spreadsheets do, where Rust's formatting looks at the binary digits.
fn fixed(number: f64, decimals: u8) -> String {
    let places = usize::from(decimals);
    let scale = 10_f64.powi(i32::from(decimals));
    let scaled = number * scale * (1.0 + 4.0 * f64::EPSILON);
    let number = if scaled.abs() < 1e15 { scaled.round() / scale } else { number };
    // Adding nothing makes a negative zero plain.
    format!("{:.places$}", number + 0.0)
}

fn general(number: f64) -> String {
    if number.fract() == 0.0 && number.abs() < 1e15 {
        return format!("{:.0}", number + 0.0);
    }
    let rounded: f64 = format!("{number:.9e}").parse().unwrap_or(number);
    if (1e-5..1e15).contains(&rounded.abs()) {
        return rounded.to_string();
    }
    let short = format!("{rounded:e}");
    let (digits, exponent) = short.split_once('e').unwrap_or((&short, "0"));
    let (sign, size) = exponent.strip_prefix('-').map_or(('+', exponent), |size| ('-', size));
    format!("{digits}E{sign}{size:0>2}")
}

fn group(shown: &str) -> String {
    let (sign, digits) = shown.strip_prefix('-').map_or(("", shown), |digits| ("-", digits));
    let (whole, rest) = digits.split_at(digits.find('.').unwrap_or(digits.len()));
    let mut out = sign.to_owned();
    for (place, digit) in whole.chars().enumerate() {
        if place > 0 && (whole.len() - place).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out + rest
}

#[cfg(test)]
mod tests {
    use super::Format;

    #[test]
    fn shows_numbers() {
        for (code, number, expected) in [
            ("General", 2.8 * 66.0, "184.8"),
            ("General", 1.0 / 3.0, "0.3333333333"),
            ("General", -7.0, "-7"),
            ("General", 1.5e16, "1.5E+16"),
            ("General", 0.000_001, "1E-06"),
            ("dd/mm", 12.5, "12.5"),
            ("0", 2.5, "3"),
            ("0", -0.2, "0"),
            ("0.0", 0.25, "0.3"),
            ("0.00", 1.005, "1.01"),
            ("#,##0", 1_234_567.0, "1,234,567"),
            ("#,##0.00", -1234.5, "-1,234.50"),
            ("#,##0", 123.0, "123"),
            ("0%", 0.125, "13%"),
            ("@", 5.0, "5"),
        ] {
            assert_eq!(Format::parse(code).show(number), expected, "{code} {number}");
        }
    }
}
