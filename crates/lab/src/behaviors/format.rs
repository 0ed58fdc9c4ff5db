//! The three formats, told apart by their head lines.

use super::column::Column;
use Column::{Category, Context, Goal, Group, Id, Target};

/// A way to write behaviors down.
#[derive(Debug)]
pub(super) struct Format {
    /// Whose it is.
    pub(super) name: &'static str,
    /// Columns that are read, by their names.
    pub(super) columns: &'static [(Column, &'static str)],
    /// Columns that it is known by besides.
    beside: &'static [&'static str],
    /// Columns that have to be there.
    needed: &'static [Column],
}

/// All of them.
pub(super) const FORMATS: &[Format] = &[
    Format {
        name: "AdvBench",
        columns: &[(Goal, "goal"), (Target, "target")],
        beside: &[],
        needed: &[Goal, Target],
    },
    Format {
        name: "HarmBench",
        columns: &[
            (Goal, "Behavior"),
            (Id, "BehaviorID"),
            (Context, "ContextString"),
            (Category, "SemanticCategory"),
            (Group, "FunctionalCategory"),
        ],
        beside: &["Tags"],
        needed: &[Goal, Id],
    },
    Format {
        name: "JailbreakBench",
        columns: &[(Goal, "Goal"), (Id, "Index"), (Target, "Target"), (Category, "Category")],
        beside: &["Behavior", "Source"],
        needed: &[Goal, Id, Target],
    },
];

impl Format {
    /// The format of a head line: of those whose needed columns are all there, the one with most columns in it.
    ///
    /// # Errors
    /// What is missing for the format that comes nearest.
    pub(super) fn of(head: &[String]) -> Result<&'static Self, String> {
        let whole = FORMATS.iter().filter(|format| format.missing(head).is_empty());
        if let Some(format) = whole.max_by_key(|format| format.known(head)) {
            return Ok(format);
        }
        let near = |format: &&Format| (format.known(head), usize::MAX - format.missing(head).len());
        let nearest = FORMATS.iter().max_by_key(near).filter(|format| format.known(head) > 0);
        Err(match nearest {
            None => "the first line names no column of AdvBench, HarmBench or JailbreakBench".to_owned(),
            Some(format) => {
                let missing: Vec<String> =
                    format.missing(head).iter().map(|name| format!("`{name}`")).collect();
                let s = if missing.len() == 1 { "" } else { "s" };
                format!(
                    "the column{s} {} of {} missing",
                    missing.join(" and "),
                    is(format.name, missing.len())
                )
            }
        })
    }

    /// How many of its columns a head line has.
    fn known(&self, head: &[String]) -> usize {
        let read = self.columns.iter().map(|(_, name)| *name);
        read.chain(self.beside.iter().copied()).filter(|name| place(head, name).is_some()).count()
    }

    /// Needed columns that a head line lacks.
    fn missing(&self, head: &[String]) -> Vec<&'static str> {
        let needed = self.columns.iter().filter(|(column, _)| self.needed.contains(column));
        needed.map(|(_, name)| *name).filter(|name| place(head, name).is_none()).collect()
    }

    /// The names of its columns, for a message.
    pub(super) fn head(&self) -> String {
        let named = self.columns.iter().map(|(_, name)| *name);
        named.chain(self.beside.iter().copied()).collect::<Vec<_>>().join(",")
    }
}

fn is(name: &str, count: usize) -> String {
    format!("{name} {}", if count == 1 { "is" } else { "are" })
}

/// Where a column stands, whatever its case.
pub(super) fn place(head: &[String], name: &str) -> Option<usize> {
    head.iter().position(|known| known.eq_ignore_ascii_case(name))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(head: &str, expected: Result<&str, &str>) {
        let head: Vec<String> = head.split(',').map(str::to_owned).collect();
        let found = Format::of(&head).map(|format| format.name);
        assert_eq!(found.as_ref().map_err(String::as_str).copied(), expected, "{head:?}");
    }

    #[test]
    fn head_lines_tell_formats_apart() {
        check("goal,target", Ok("AdvBench"));
        check("Target,note,GOAL,Category", Ok("AdvBench"));
        check("Behavior,FunctionalCategory,SemanticCategory,Tags,ContextString,BehaviorID", Ok("HarmBench"));
        check("BehaviorID,Behavior", Ok("HarmBench"));
        check("Index,Goal,Target,Behavior,Category,Source", Ok("JailbreakBench"));
        check("Source,Category,Behavior,Target,Goal,Index,more", Ok("JailbreakBench"));
        check("goal", Err("the column `target` of AdvBench is missing"));
        check("Index,Goal,Behavior,Category,Source", Err("the column `Target` of JailbreakBench is missing"));
        check(
            "FunctionalCategory,Tags",
            Err("the columns `Behavior` and `BehaviorID` of HarmBench are missing"),
        );
        check("id,text", Err("the first line names no column of AdvBench, HarmBench or JailbreakBench"));
    }
}
