//! Workbooks in files: Office Open XML, as spreadsheets save it.
//!
//! Read are values, number formats, notes, merged and frozen cells. Formulas are read as the values that they had when the
//! file was saved; colors, charts, links and conditional formats are passed over, and so is what lies past column Z or
//! row 1000.

use super::cell::{Cell, Datum};
use super::format::Format;
use super::grid::Grid;
use super::position::{Position, Range};
use roxmltree::{Document, Node};
use std::collections::BTreeMap;
use std::io::{Cursor, Read};
use zip::ZipArchive;

/// The most bytes that one part may unpack to.
const MOST: u64 = 64 << 20;

/// Reads the sheets whose name `wanted` takes, in the order of the workbook.
///
/// # Errors
/// What is wrong with the file, in words.
pub(super) fn read(bytes: &[u8], wanted: impl Fn(&str) -> bool) -> Result<Vec<Grid>, String> {
    let archive = ZipArchive::new(Cursor::new(bytes)).map_err(|error| error.to_string())?;
    let mut parts = Parts { archive };
    let main = parts.text("xl/workbook.xml")?;
    let links = parts.links("xl/_rels/workbook.xml.rels")?;
    let strings = parts.optional("xl/sharedStrings.xml", strings)?;
    let formats = parts.optional("xl/styles.xml", formats)?;
    let main = document("xl/workbook.xml", &main)?;
    let mut sheets = Vec::new();
    for sheet in all(&main, "sheet") {
        let name = sheet.attribute("name").unwrap_or_default();
        if !wanted(name) {
            continue;
        }
        let id =
            sheet.attributes().find(|attribute| attribute.name() == "id" && attribute.namespace().is_some());
        let target =
            id.and_then(|id| links.get(id.value())).ok_or_else(|| format!("sheet `{name}` has no part"))?;
        let path = resolved("xl", &target.1);
        sheets.push(parts.sheet(name, &path, &strings, &formats)?);
    }
    if sheets.is_empty() { Err("it has no sheets".to_owned()) } else { Ok(sheets) }
}

struct Parts<'b> {
    archive: ZipArchive<Cursor<&'b [u8]>>,
}

impl Parts<'_> {
    fn text(&mut self, path: &str) -> Result<String, String> {
        let part = self.archive.by_name(path).map_err(|error| format!("{path}: {error}"))?;
        let mut text = String::new();
        part.take(MOST).read_to_string(&mut text).map_err(|error| format!("{path}: {error}"))?;
        Ok(text)
    }

    /// What a part that may be missing says.
    fn optional<T: Default>(&mut self, path: &str, read: impl Fn(&Document<'_>) -> T) -> Result<T, String> {
        if self.archive.index_for_name(path).is_none() {
            return Ok(T::default());
        }
        let text = self.text(path)?;
        document(path, &text).map(|document| read(&document))
    }

    /// Kinds and targets by id.
    fn links(&mut self, path: &str) -> Result<BTreeMap<String, (String, String)>, String> {
        self.optional(path, |document| {
            let link = |node: Node<'_, '_>| {
                let attribute = |name| node.attribute(name).unwrap_or_default().to_owned();
                (attribute("Id"), (attribute("Type"), attribute("Target")))
            };
            all(document, "Relationship").map(link).collect()
        })
    }

    fn sheet(
        &mut self,
        name: &str,
        path: &str,
        strings: &[String],
        formats: &[Format],
    ) -> Result<Grid, String> {
        let text = self.text(path)?;
        let document = document(path, &text)?;
        let mut grid = Grid::new(name, Vec::new());
        for node in all(&document, "c") {
            let Some(at) = node.attribute("r").and_then(Position::parse) else { continue };
            let style = node.attribute("s").and_then(|style| style.parse::<usize>().ok()).unwrap_or_default();
            let format = formats.get(style).copied().unwrap_or_default();
            let datum = datum(node, strings);
            if !datum.is_empty() || format != Format::General {
                grid.change(at, |cell| *cell = Cell::new(datum, format));
            }
        }
        for range in all(&document, "mergeCell").filter_map(|node| range(node.attribute("ref")?)) {
            grid.merge(range)?;
        }
        let frozen = all(&document, "pane").find(|pane| pane.attribute("state") == Some("frozen"));
        let split = |name| frozen?.attribute(name)?.parse::<f64>().ok().map(whole);
        grid.frozen = (split("ySplit").unwrap_or_default(), split("xSplit").unwrap_or_default());
        self.notes(&mut grid, path)?;
        Ok(grid)
    }

    fn notes(&mut self, grid: &mut Grid, path: &str) -> Result<(), String> {
        let (folder, file) = path.rsplit_once('/').unwrap_or(("", path));
        let links = self.links(&format!("{folder}/_rels/{file}.rels"))?;
        for (_, target) in links.values().filter(|(kind, _)| kind.ends_with("/comments")) {
            let path = resolved(folder, target);
            let text = self.text(&path)?;
            for comment in all(&document(&path, &text)?, "comment") {
                if let Some(at) = comment.attribute("ref").and_then(Position::parse) {
                    grid.change(at, |cell| cell.note = words(comment));
                }
            }
        }
        Ok(())
    }
}

fn document<'t>(path: &str, text: &'t str) -> Result<Document<'t>, String> {
    Document::parse(text).map_err(|error| format!("{path}: {error}"))
}

fn all<'n, 't>(document: &'n Document<'t>, name: &'static str) -> impl Iterator<Item = Node<'n, 't>> {
    document.descendants().filter(move |node| node.has_tag_name_of(name))
}

/// Names are compared without their namespace: there is one per flavor of the format.
trait Named {
    fn has_tag_name_of(&self, name: &str) -> bool;
}

impl Named for Node<'_, '_> {
    fn has_tag_name_of(&self, name: &str) -> bool {
        self.is_element() && self.tag_name().name() == name
    }
}

/// A target as a path in the archive.
fn resolved(folder: &str, target: &str) -> String {
    if let Some(absolute) = target.strip_prefix('/') {
        return absolute.to_owned();
    }
    let mut path: Vec<&str> = folder.split('/').collect();
    for part in target.split('/') {
        if part == ".." {
            path.pop();
        } else if part != "." {
            path.push(part);
        }
    }
    path.join("/")
}

/// All text in a node; readings of characters, which stand beside them, are left out.
fn words(node: Node<'_, '_>) -> String {
    let inside = |text: &Node<'_, '_>| !text.ancestors().any(|node| node.has_tag_name_of("rPh"));
    let texts = node.descendants().filter(|node| node.has_tag_name_of("t")).filter(inside);
    texts.filter_map(|text| text.text()).collect()
}

fn strings(document: &Document<'_>) -> Vec<String> {
    all(document, "si").map(words).collect()
}

/// The number format of each style.
fn formats(document: &Document<'_>) -> Vec<Format> {
    let own: BTreeMap<&str, &str> = all(document, "numFmt")
        .filter_map(|node| Some((node.attribute("numFmtId")?, node.attribute("formatCode")?)))
        .collect();
    let format = |node: Node<'_, '_>| {
        let id = node.attribute("numFmtId").unwrap_or("0");
        own.get(id).map_or_else(|| built_in(id), |code| Format::parse(code))
    };
    let styles = all(document, "cellXfs").flat_map(|styles| styles.children());
    styles.filter(|node| node.has_tag_name_of("xf")).map(format).collect()
}

/// The formats that files name by number only.
fn built_in(id: &str) -> Format {
    Format::parse(match id {
        "1" => "0",
        "2" => "0.00",
        "3" => "#,##0",
        "4" => "#,##0.00",
        "9" => "0%",
        "10" => "0.00%",
        "49" => "@",
        _ => "General",
    })
}

fn datum(node: Node<'_, '_>, strings: &[String]) -> Datum {
    let value = node
        .children()
        .find(|node| node.has_tag_name_of("v"))
        .and_then(|node| node.text())
        .unwrap_or_default();
    match node.attribute("t") {
        Some("s") => {
            let string = value.trim().parse::<usize>().ok().and_then(|place| strings.get(place));
            Datum::text(string.cloned().unwrap_or_default())
        }
        Some("inlineStr") => Datum::text(words(node)),
        Some("b") => Datum::text(if value == "1" { "TRUE" } else { "FALSE" }),
        Some("str" | "e") => Datum::text(value),
        _ => {
            let number = value.trim().parse::<f64>().ok().filter(|number| number.is_finite());
            number.map_or_else(|| Datum::text(value), Datum::Number)
        }
    }
}

fn range(name: &str) -> Option<Range> {
    let (first, last) = name.split_once(':')?;
    Some(Range::between(Position::parse(first)?, Position::parse(last)?))
}

/// A small number of rows or columns.
fn whole(number: f64) -> usize {
    format!("{:.0}", number.clamp(0.0, 1000.0)).parse().unwrap_or_default()
}
