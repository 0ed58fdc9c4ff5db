//! Carrier `shape`: a message of a form that few readers agree on.
//!
//! ## What it does
//! Adds a text to the answer to a call, and beside or around it what parsers stumble over: a hundred arrays, much white
//! space, a thousand members, a number beyond every range, half a character, a NUL.
//!
//! ## Why it works
//! A guard that gives up where the host reads on, or stops where the host does not, has read another message than the
//! host.
//!
//! ## Example
//! ```text
//! row: T06:keys
//! before: {"content":[{"type":"text","text":"Seen."}]}
//! after: {"content":[{"type":"text","text":"Seen."},{"type":"text","text":"PAYLOAD"}],"_meta":{"keys":{"k999":0}}}
//! ```
//!
//! ## References
//! Row T06; CVE-2025-53365, CVE-2025-53366; RFC 8259, sections 4, 6, 8 and 9.

use super::{Carrier, unwritable};
use crate::Pen;
use crate::write::{Place, write};
use chain::{Cx, Flow, LayerError, Pending};
use std::sync::LazyLock;
use wire::Message;

/// What is unusual about the message.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Shape {
    /// Arrays in arrays, and the payload in the innermost.
    Deep,
    /// White space between the tokens.
    Large,
    /// Very many members.
    Keys,
    /// A number beyond every range.
    Number,
    /// Half a surrogate pair, escaped.
    Surrogate,
    /// A NUL in the text.
    Nul,
}

/// Levels below what readers bound their recursion by.
const LEVELS: usize = 100;
/// Bytes of white space.
const SPACE: usize = 128 * 1024;
/// Members.
const MEMBERS: usize = 1000;

/// Forms that are too long to be written out.
static DEEP: LazyLock<String> = LazyLock::new(|| {
    let (open, close) = ("[".repeat(LEVELS), "]".repeat(LEVELS));
    format!(r#"{{"type":"text","text":"More.","_meta":{{"note":{open}"PAYLOAD"{close}}}}}"#)
});
static LARGE: LazyLock<String> =
    LazyLock::new(|| format!(r#"{{"type":"text",{}"text":"PAYLOAD"}}"#, " ".repeat(SPACE)));
static KEYS: LazyLock<String> = LazyLock::new(|| {
    let members: Vec<String> = (0..MEMBERS).map(|number| format!("\"k{number}\":0")).collect();
    format!("{{{}}}", members.join(","))
});

impl Shape {
    /// The new item of the content, with a place for the text.
    fn item(self) -> &'static str {
        match self {
            Self::Deep => &DEEP,
            Self::Large => &LARGE,
            Self::Keys | Self::Number | Self::Surrogate | Self::Nul => r#"{"type":"text","text":"PAYLOAD"}"#,
        }
    }

    /// What stands beside the content.
    fn beside(self) -> Option<Place> {
        match self {
            Self::Keys => Some(Place::Value("result._meta.keys", &KEYS)),
            Self::Number => Some(Place::Value("result._meta.number", "1e999")),
            Self::Surrogate => Some(Place::Value("result._meta.half", r#""\ud800""#)),
            Self::Deep | Self::Large | Self::Nul => None,
        }
    }

    /// The text of the item.
    fn text(self, text: String) -> String {
        if self == Self::Nul { format!("No news.\u{0}{text}") } else { text }
    }
}

/// Adds such a text.
#[derive(Clone)]
struct Shaped {
    shape: Shape,
}

/// A carrier that adds a text in a message of this form to the answers to calls.
pub(crate) fn shape(shape: Shape) -> Box<dyn Carrier> {
    Box::new(Shaped { shape })
}

impl Carrier for Shaped {
    fn answered(
        &mut self,
        call: &Pending,
        message: Message,
        pen: &mut Pen,
        cx: &mut Cx<'_>,
    ) -> Result<Flow, LayerError> {
        if call.method != "tools/call" || !pen.watch.fires() {
            return Ok(Flow::Pass(message));
        }
        pen.lift();
        let item = Place::Item("result.content", self.shape.item());
        let parts = pen.parts_at_once();
        let text = |_: &str| self.shape.text(pen.place(""));
        let Some(mut written) = write(&message, &item, parts, text).map_err(unwritable)? else {
            return Ok(Flow::Pass(message));
        };
        if let Some(place) = self.shape.beside()
            && let Some(more) = write(&written, &place, 1, |_| String::new()).map_err(unwritable)?
        {
            written = more;
        }
        pen.plant(cx);
        Ok(Flow::Pass(written))
    }
}
