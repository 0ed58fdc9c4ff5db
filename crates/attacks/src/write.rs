//! Edits of one message, every other byte kept.

use crate::template::filled;
use wire::Message;
use wire::json::{JsonError, NodeId, Path, Segment, Shape, Span, Tape, encode};

/// Where in a message something is written.
#[derive(Clone, Copy, Debug)]
pub enum Place {
    /// Strings that this path names; nothing, where there are none.
    Text(&'static str),
    /// The same; where there is none, it is added to the deepest object on its way, with what is missing between.
    Member(&'static str),
    /// A new item at the end of the array that this path names, of this form. The array itself is added where only it
    /// is missing.
    Item(&'static str, &'static str),
    /// A new member of the object that this path names, called by the text, with a value of this form.
    Key(&'static str, &'static str),
    /// The value that this path names becomes one of this form; added like a missing member.
    Value(&'static str, &'static str),
    /// The same for everything that this path names, not only for the first of it.
    Every(&'static str, &'static str),
}

/// Writes into one place of a message, up to `parts` times where it names several strings or takes several items. `edit`
/// sees the benign text, empty where there is none. `None` when the message has no such place.
///
/// # Errors
/// [`JsonError`] should the outcome not be JSON.
pub fn write(
    message: &Message,
    place: &Place,
    parts: usize,
    edit: impl FnMut(&str) -> String,
) -> Result<Option<Message>, JsonError> {
    let mut page = Page { text: message.as_str(), tape: message.tape(), parts: parts.max(1), edit };
    let edits = match *place {
        Place::Text(path) => page.strings(&parsed(path)),
        Place::Member(path) => match page.strings(&parsed(path)) {
            edits if edits.is_empty() => page.built(&parsed(path), r#""PAYLOAD""#),
            edits => edits,
        },
        Place::Item(path, form) => page.items(&parsed(path), form),
        Place::Key(path, form) => page.key(&parsed(path), form),
        Place::Value(path, form) => page.value(&parsed(path), form),
        Place::Every(path, form) => page.every(&parsed(path), form),
    };
    if edits.is_empty() { Ok(None) } else { message.splice(edits).map(Some) }
}

/// Paths are written in this crate; a test reads them all.
fn parsed(path: &str) -> Path {
    path.parse().unwrap_or_default()
}

type Edits = Vec<(Span, String)>;

struct Page<'m, F> {
    text: &'m str,
    tape: Tape,
    parts: usize,
    edit: F,
}

impl<F: FnMut(&str) -> String> Page<'_, F> {
    /// Rewrites the first strings of a path, one part each; parts that find none stand behind the last.
    fn strings(&mut self, path: &Path) -> Edits {
        let strings = self.tape.select(self.text, path).into_iter().filter_map(|id| {
            let node = self.tape.node(id).filter(|node| node.shape == Shape::String)?;
            Some((node.span, self.tape.text(self.text, id).into_owned()))
        });
        let mut found: Vec<(Span, String)> = strings.take(self.parts).collect();
        let spare = self.parts - found.len().min(self.parts);
        for (_, text) in &mut found {
            *text = (self.edit)(text);
        }
        if let Some((_, last)) = found.last_mut() {
            for _ in 0..spare {
                *last = (self.edit)(last);
            }
        }
        found.into_iter().map(|(span, text)| (span, encode(&text))).collect()
    }

    fn items(&mut self, path: &Path, form: &str) -> Edits {
        let Some((id, end)) = self.first(path, Shape::Array) else {
            return self.built(path, &format!("[{form}]"));
        };
        let empty = self.tape.children(id).next().is_none();
        let items: Vec<String> = (0..self.parts).map(|_| filled(form, &(self.edit)(""))).collect();
        let comma = if empty { "" } else { "," };
        vec![(Span { start: end - 1, end }, format!("{comma}{}]", items.join(",")))]
    }

    fn key(&mut self, path: &Path, form: &str) -> Edits {
        let objects = self.tape.select(self.text, path).into_iter().filter_map(|id| {
            let node = self.tape.node(id).filter(|node| node.shape == Shape::Object)?;
            Some((node.span.start, self.tape.children(id).next().is_none()))
        });
        let Some((start, empty)) = objects.into_iter().next() else { return vec![] };
        let comma = if empty { "" } else { "," };
        let member = encode(&(self.edit)(""));
        vec![(Span { start, end: start + 1 }, format!("{{{member}:{form}{comma}"))]
    }

    fn value(&mut self, path: &Path, form: &str) -> Edits {
        let found = self.tape.select(self.text, path).into_iter().next().and_then(|id| self.tape.node(id));
        match found {
            Some(node) => vec![(node.span, filled(form, &(self.edit)("")))],
            None => self.built(path, form),
        }
    }

    fn every(&mut self, path: &Path, form: &str) -> Edits {
        self.each(path).iter().flat_map(|path| self.value(path, form)).collect()
    }

    /// A path of its own for each item and each member that a path with stars names.
    fn each(&self, path: &Path) -> Vec<Path> {
        let segments = path.segments();
        let star = segments.iter().position(|one| matches!(one, Segment::Each | Segment::AnyKey));
        let Some((head, [star, tail @ ..])) = star.and_then(|at| segments.split_at_checked(at)) else {
            return vec![path.clone()];
        };
        let outer = self.tape.select(self.text, &Path::from(head.to_vec())).into_iter().next();
        let below = outer.into_iter().flat_map(|id| self.tape.children(id)).enumerate();
        let named = below.flat_map(|(at, child)| {
            let step = match star {
                Segment::Each => Segment::Index(at),
                _ => Segment::Key(self.tape.key(self.text, child).into()),
            };
            let path = [head, std::slice::from_ref(&step), tail].concat();
            self.each(&Path::from(path))
        });
        named.collect()
    }

    /// Adds what is missing of a path of plain names below the deepest object that exists.
    fn built(&mut self, path: &Path, form: &str) -> Edits {
        let segments = path.segments();
        for known in (0..segments.len()).rev() {
            let (head, missing) = segments.split_at(known);
            let names: Option<Vec<&str>> = missing.iter().map(name).collect();
            let Some(names) = names else { return vec![] };
            let Some((object, start)) = self.holder(&Path::from(head.to_vec()), names.first().copied())
            else {
                continue;
            };
            let inner = names
                .iter()
                .skip(1)
                .rev()
                .fold(form.to_owned(), |inner, name| format!("{{{}:{inner}}}", encode(name)));
            let comma = if self.tape.children(object).next().is_none() { "" } else { "," };
            let first = encode(names.first().copied().unwrap_or_default());
            let inner = filled(&inner, &(self.edit)(""));
            return vec![(Span { start, end: start + 1 }, format!("{{{first}:{inner}{comma}"))];
        }
        vec![]
    }

    /// The first object of a path that has no such member.
    fn holder(&self, path: &Path, member: Option<&str>) -> Option<(NodeId, u32)> {
        self.tape.select(self.text, path).into_iter().find_map(|id| {
            let node = self.tape.node(id).filter(|node| node.shape == Shape::Object)?;
            let taken = self.tape.children(id).any(|child| Some(&*self.tape.key(self.text, child)) == member);
            (!taken).then_some((id, node.span.start))
        })
    }

    /// The first node of a path that has this shape, and where it ends.
    fn first(&self, path: &Path, shape: Shape) -> Option<(NodeId, u32)> {
        self.tape.select(self.text, path).into_iter().find_map(|id| {
            let node = self.tape.node(id).filter(|node| node.shape == shape)?;
            Some((id, node.span.end))
        })
    }
}

fn name(segment: &Segment) -> Option<&str> {
    match segment {
        Segment::Key(name) => Some(name),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use wire::Limits;

    fn check(place: Place, parts: usize, before: &str, after: Option<&str>) {
        let message = Message::parse(before, &Limits::default()).unwrap();
        let written = write(&message, &place, parts, |old| format!("{old}!")).unwrap();
        assert_eq!(written.as_ref().map(Message::as_str), after);
    }

    const DESCRIPTION: Place = Place::Member("result.tools[*].description");

    #[test]
    fn only_the_field_changes() {
        check(
            DESCRIPTION,
            1,
            r#"{"result":{"tools":[{"name" :"a","description":"x\ny","n":123456789012345678901234567890}, {"description":"z"}]}}"#,
            Some(
                r#"{"result":{"tools":[{"name" :"a","description":"x\ny!","n":123456789012345678901234567890}, {"description":"z"}]}}"#,
            ),
        );
    }

    #[test]
    fn several_parts_go_into_several_fields() {
        let two = r#"{"result":{"tools":[{"description":"x"},{"description":"z"}]}}"#;
        check(
            DESCRIPTION,
            2,
            two,
            Some(r#"{"result":{"tools":[{"description":"x!"},{"description":"z!"}]}}"#),
        );
        check(
            DESCRIPTION,
            3,
            two,
            Some(r#"{"result":{"tools":[{"description":"x!"},{"description":"z!!"}]}}"#),
        );
    }

    #[test]
    fn what_is_missing_is_built() {
        check(
            DESCRIPTION,
            1,
            r#"{"result":{"tools":[{"name":"a"}]}}"#,
            Some(r#"{"result":{"tools":[{"description":"!","name":"a"}]}}"#),
        );
        check(
            Place::Member("result.tools[*].annotations.title"),
            1,
            r#"{"result":{"tools":[{}]}}"#,
            Some(r#"{"result":{"tools":[{"annotations":{"title":"!"}}]}}"#),
        );
        check(
            Place::Item("result.content", r#"{"type":"text","text":"PAYLOAD"}"#),
            1,
            r#"{"result":{"content":[1]}}"#,
            Some(r#"{"result":{"content":[1,{"type":"text","text":"!"}]}}"#),
        );
        check(
            Place::Item("result.icons", r#""PAYLOAD""#),
            1,
            r#"{"result":{}}"#,
            Some(r#"{"result":{"icons":["!"]}}"#),
        );
        check(
            Place::Value("result.ttlMs", "0"),
            1,
            r#"{"result":{"ttlMs":5}}"#,
            Some(r#"{"result":{"ttlMs":0}}"#),
        );
    }

    #[test]
    fn everything_of_a_path_is_written() {
        check(
            Place::Every("result.tools[*].annotations", r#"{"readOnlyHint":true}"#),
            1,
            r#"{"result":{"tools":[{"name":"a"},{"annotations":{"x":1}},{}]}}"#,
            Some(
                r#"{"result":{"tools":[{"annotations":{"readOnlyHint":true},"name":"a"},{"annotations":{"readOnlyHint":true}},{"annotations":{"readOnlyHint":true}}]}}"#,
            ),
        );
        check(
            Place::Every("result.tools[*].p.*.minLength", "9"),
            1,
            r#"{"result":{"tools":[{"p":{"a":{},"b":{"minLength":1}}},{}]}}"#,
            Some(r#"{"result":{"tools":[{"p":{"a":{"minLength":9},"b":{"minLength":9}}},{}]}}"#),
        );
        check(Place::Every("result.tools[*].p", "9"), 1, r#"{"result":{"tools":[]}}"#, None);
    }

    #[test]
    fn no_place_is_no_change() {
        check(DESCRIPTION, 1, r#"{"result":{"tools":[]}}"#, None);
        check(DESCRIPTION, 1, r#"{"result":{"tools":[{"description":null}]}}"#, None);
        check(Place::Member("result.content[*].text"), 1, r#"{"error":{"code":1,"message":"no"}}"#, None);
        check(Place::Text("result.content[*].text"), 1, r#"{"result":{"content":[{"type":"image"}]}}"#, None);
    }
}
