//! Paths into a JSON text: `result.tools[*].inputSchema.properties.*.description`.

use std::fmt;
use std::str::FromStr;
use thiserror::Error;

/// One step of a path.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Segment {
    /// `name`: the member of an object with this name.
    Key(Box<str>),
    /// `*`: every member of an object.
    AnyKey,
    /// `[3]`: an item of an array, counted from 0.
    Index(usize),
    /// `[*]`: every item of an array.
    Each,
    /// `**`: the value itself and everything below it.
    Deep,
}

/// A parsed path. The empty path is the root.
///
/// A member name that contains a dot, bracket or star is written in JSON quotes: `a."x.y".b`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Path(Vec<Segment>);

/// A path text that cannot be read.
#[derive(Clone, Debug, Error, PartialEq, Eq)]
#[error("`{path}` is not a path: {reason} (an example: `result.tools[*].description`)")]
pub struct PathError {
    /// The text as given.
    pub path: String,
    /// What is wrong with it.
    pub reason: &'static str,
}

impl Path {
    /// The steps, outermost first.
    pub fn segments(&self) -> &[Segment] {
        &self.0
    }
}

impl From<Vec<Segment>> for Path {
    fn from(segments: Vec<Segment>) -> Self {
        Self(segments)
    }
}

impl FromStr for Path {
    type Err = PathError;

    fn from_str(text: &str) -> Result<Self, PathError> {
        let fail = |reason| PathError { path: text.to_owned(), reason };
        let mut segments = Vec::new();
        let mut rest = text;
        while !rest.is_empty() {
            let (segment, tail) = if let Some(inner) = rest.strip_prefix('[') {
                bracket(inner).ok_or_else(|| fail("an index is a number or `*`, closed by `]`"))?
            } else {
                let name = if segments.is_empty() {
                    rest
                } else {
                    rest.strip_prefix('.').ok_or_else(|| fail("steps are joined by `.`"))?
                };
                member(name).ok_or_else(|| fail("a member name is missing"))?
            };
            segments.push(segment);
            rest = tail;
        }
        Ok(Self(segments))
    }
}

fn bracket(inner: &str) -> Option<(Segment, &str)> {
    let (index, tail) = inner.split_once(']')?;
    Some((if index == "*" { Segment::Each } else { Segment::Index(index.parse().ok()?) }, tail))
}

fn member(text: &str) -> Option<(Segment, &str)> {
    if text.starts_with('"') {
        let mut stream = serde_json::Deserializer::from_str(text).into_iter::<String>();
        let name = stream.next()?.ok()?;
        return Some((Segment::Key(name.into()), text.get(stream.byte_offset()..)?));
    }
    let end = text.find(['.', '[']).unwrap_or(text.len());
    let (name, tail) = text.split_at_checked(end)?;
    match name {
        "" => None,
        "*" => Some((Segment::AnyKey, tail)),
        "**" => Some((Segment::Deep, tail)),
        _ => Some((Segment::Key(name.into()), tail)),
    }
}

impl fmt::Display for Path {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (at, segment) in self.0.iter().enumerate() {
            let dot = if at == 0 { "" } else { "." };
            match segment {
                Segment::Key(name) if name.is_empty() || name.contains(['.', '[', '*', '"']) => {
                    write!(f, "{dot}{}", super::encode(name))?;
                }
                Segment::Key(name) => write!(f, "{dot}{name}")?,
                Segment::AnyKey => write!(f, "{dot}*")?,
                Segment::Deep => write!(f, "{dot}**")?,
                Segment::Index(index) => write!(f, "[{index}]")?,
                Segment::Each => write!(f, "[*]")?,
            }
        }
        Ok(())
    }
}
