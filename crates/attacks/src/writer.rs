//! One writer for every surface.

use wire::Message;
use wire::json::{JsonError, Path, Segment, Shape, Span, encode};

/// Rewrites the first string that `path` names. Where the objects on the way exist but the last member does not, it
/// is added if it is `optional`. Every other byte of the message stays. `None` when the message has no place for it.
///
/// # Errors
/// [`JsonError`] should the outcome not be JSON.
pub fn write(
    message: &Message,
    path: &Path,
    optional: bool,
    edit: impl FnOnce(&str) -> String,
) -> Result<Option<Message>, JsonError> {
    let text = message.as_str();
    let tape = message.tape();
    let found = tape.select(text, path).into_iter().find_map(|id| {
        let node = tape.node(id).filter(|node| node.shape == Shape::String)?;
        Some((node.span, tape.text(text, id)))
    });
    if let Some((span, old)) = found {
        return message.splice(vec![(span, encode(&edit(&old)))]).map(Some);
    }
    let Some((Segment::Key(name), holder)) = path.segments().split_last().filter(|_| optional) else {
        return Ok(None);
    };
    let holder = tape.select(text, &Path::from(holder.to_vec())).into_iter().find_map(|id| {
        let node = tape.node(id).filter(|node| node.shape == Shape::Object)?;
        if tape.children(id).any(|member| tape.key(text, member) == **name) {
            return None;
        }
        Some((node.span.start, tape.children(id).next().is_none()))
    });
    let Some((start, empty)) = holder else { return Ok(None) };
    let comma = if empty { "" } else { "," };
    let opening = Span { start, end: start + 1 };
    message.splice(vec![(opening, format!("{{{}:{}{comma}", encode(name), encode(&edit(""))))]).map(Some)
}

#[cfg(test)]
mod tests {
    use super::*;
    use wire::Limits;

    fn check(path: &str, before: &str, after: Option<&str>) {
        checked(path, true, before, after);
    }

    fn checked(path: &str, optional: bool, before: &str, after: Option<&str>) {
        let message = Message::parse(before, &Limits::default()).unwrap();
        let written = write(&message, &path.parse().unwrap(), optional, |old| format!("{old}!")).unwrap();
        assert_eq!(written.as_ref().map(Message::as_str), after);
    }

    #[test]
    fn only_the_field_changes() {
        check(
            "result.tools[*].description",
            r#"{"result":{"tools":[{"name" :"a","description":"x\ny","n":123456789012345678901234567890}, {"description":"z"}]}}"#,
            Some(
                r#"{"result":{"tools":[{"name" :"a","description":"x\ny!","n":123456789012345678901234567890}, {"description":"z"}]}}"#,
            ),
        );
    }

    #[test]
    fn a_missing_member_is_added() {
        check(
            "result.tools[*].description",
            r#"{"result":{"tools":[{"name":"a"}]}}"#,
            Some(r#"{"result":{"tools":[{"description":"!","name":"a"}]}}"#),
        );
        check("result.x", r#"{"result":{}}"#, Some(r#"{"result":{"x":"!"}}"#));
    }

    #[test]
    fn no_place_is_no_change() {
        check("result.tools[*].description", r#"{"result":{"tools":[]}}"#, None);
        check("result.tools[*].description", r#"{"result":{"tools":[{"description":null}]}}"#, None);
        check("result.content[*].text", r#"{"error":{"code":1,"message":"no"}}"#, None);
        checked("result.content[*].text", false, r#"{"result":{"content":[{"type":"image"}]}}"#, None);
    }
}
