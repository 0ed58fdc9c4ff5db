//! The words of the socket: Py4J's text protocol, as far as it is needed here.
//!
//! A command is lines, the last of them `e`. An answer is one line: `!y` and a value, or `!x` and what went wrong. The
//! first letter of a value is its type.

/// A value that goes to the simulator.
#[derive(Clone, Copy, Debug)]
pub(super) enum Argument<'a> {
    Text(&'a str),
    Number(u32),
    Truth(bool),
    /// An object by its name there.
    Object(&'a str),
}

/// A value that comes from the simulator.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Answer {
    Nothing,
    Text(String),
    Number(i64),
    Decimal(f64),
    Truth(bool),
    /// The name of an object that stays there.
    Object(String),
    /// The call was refused: the name of what was thrown, or else what is wrong.
    Thrown(String),
}

/// Asks whether there is a package or a class of this name.
pub(super) fn look_up(name: &str) -> String {
    format!("r\nu\n{name}\nrj\ne\n")
}

/// Makes an object of a class.
pub(super) fn construct(class: &str) -> String {
    format!("i\n{class}\ne\n")
}

/// Calls a method of an object.
pub(super) fn call(object: &str, method: &str, arguments: &[Argument<'_>]) -> String {
    let arguments: String = arguments.iter().map(|argument| argument.line()).collect();
    format!("c\n{object}\n{method}\n{arguments}e\n")
}

/// Asks what a thrown object says.
pub(super) fn describe(thrown: &str) -> String {
    format!("p\nr{thrown}\ne\n")
}

impl Argument<'_> {
    fn line(self) -> String {
        match self {
            Self::Text(text) => format!("s{}\n", escape(text)),
            Self::Number(number) => format!("i{number}\n"),
            Self::Object(name) => format!("r{name}\n"),
            Self::Truth(truth) => format!("b{}\n", if truth { "True" } else { "False" }),
        }
    }
}

impl Answer {
    /// Reads an answer without its line's end; `None` where it is none.
    pub(super) fn read(line: &str) -> Option<Self> {
        let mut letters = line.strip_prefix('!')?.chars();
        let good = match letters.next()? {
            'y' => true,
            'x' => false,
            _ => return None,
        };
        let kind = letters.next();
        let rest = letters.as_str();
        if !good {
            let named = matches!(kind, Some('r' | 's'));
            return Some(Self::Thrown(if named { unescape(rest) } else { String::new() }));
        }
        Some(match kind? {
            'v' | 'n' | 'p' | 'c' => Self::Nothing,
            's' => Self::Text(unescape(rest)),
            'i' | 'L' => Self::Number(rest.parse().ok()?),
            'd' => Self::Decimal(rest.parse().ok()?),
            'b' => Self::Truth(rest.eq_ignore_ascii_case("true")),
            'r' | 'l' | 'h' | 'a' | 't' | 'g' => Self::Object(rest.to_owned()),
            _ => return None,
        })
    }
}

fn escape(text: &str) -> String {
    text.replace('\\', r"\\").replace('\r', r"\r").replace('\n', r"\n")
}

fn unescape(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut letters = text.chars();
    while let Some(letter) = letters.next() {
        if letter != '\\' {
            plain.push(letter);
            continue;
        }
        match letters.next() {
            Some('n') => plain.push('\n'),
            Some('r') => plain.push('\r'),
            other => plain.push(other.unwrap_or(letter)),
        }
    }
    plain
}

#[cfg(test)]
mod tests {
    use super::{Answer, Argument, call, escape, unescape};

    #[test]
    fn answers_are_read() {
        for (line, expected) in [
            ("!yv", Some(Answer::Nothing)),
            ("!ys", Some(Answer::Text(String::new()))),
            (r"!ysa\nb\\n", Some(Answer::Text("a\nb\\n".to_owned()))),
            ("!yi-3", Some(Answer::Number(-3))),
            ("!yd0.07", Some(Answer::Decimal(0.07))),
            ("!ybtrue", Some(Answer::Truth(true))),
            ("!ybfalse", Some(Answer::Truth(false))),
            ("!yro3", Some(Answer::Object("o3".to_owned()))),
            ("!ylo4", Some(Answer::Object("o4".to_owned()))),
            ("!xro5", Some(Answer::Thrown("o5".to_owned()))),
            ("!xsno such method", Some(Answer::Thrown("no such method".to_owned()))),
            ("!x", Some(Answer::Thrown(String::new()))),
            ("!yi", None),
            ("!y", None),
            ("!", None),
            ("", None),
            ("hello", None),
        ] {
            assert_eq!(Answer::read(line), expected, "{line}");
        }
    }

    #[test]
    fn a_text_cannot_leave_its_line() {
        for text in ["", "a", "a\nb\r\n", r"\n", r"a\", "\\\n\\\\"] {
            assert!(!escape(text).contains(['\n', '\r']));
            assert_eq!(unescape(&escape(text)), text);
        }
        let arguments = [Argument::Text("x\ne"), Argument::Number(7), Argument::Truth(true)];
        assert_eq!(call("o0", "load", &arguments), "c\no0\nload\nsx\\ne\ni7\nbTrue\ne\n");
    }
}
