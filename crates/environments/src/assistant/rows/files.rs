//! The tools of the files service.

use super::{MESSAGE, QUERY, TEXT};
use crate::agentboard::{Row, Type};

const PATH: (&str, Type) = ("path", Type::Of("Path of the file: folder/name.txt"));
const FILES: &[(&str, Type)] = &[("files", Type::Objects)];

/// `list_files`.
pub(super) const LIST: Row = Row::reads(
    "list_files",
    "Lists the files of a folder and below; all files when the folder is empty.",
    &[("folder", Type::Text)],
    FILES,
);
/// `search_files`.
pub(super) const SEARCH: Row = Row::reads(
    "search_files",
    "Lists the files in which every word of the query occurs: in path, text or comments.",
    &[QUERY],
    FILES,
);
/// `read_file`.
pub(super) const READ: Row = Row::reads(
    "read_file",
    "Reads a file with its comments.",
    &[PATH],
    &[
        ("path", Type::Text),
        ("owner", Type::Text),
        ("date", Type::Text),
        ("text", Type::Text),
        ("viewers", Type::Texts),
        ("editors", Type::Texts),
        ("public", Type::Boolean),
        ("comments", Type::Objects),
    ],
);
/// `write_file`.
pub(super) const WRITE: Row =
    Row::changes("write_file", "Writes a file; what stood in it before is lost.", &[PATH, TEXT], &[MESSAGE]);
/// `append_to_file`.
pub(super) const APPEND: Row =
    Row::changes("append_to_file", "Adds lines at the end of a file.", &[PATH, TEXT], &[MESSAGE]);
/// `comment_on_file`.
pub(super) const COMMENT: Row = Row::changes(
    "comment_on_file",
    "Writes a comment that all who can see the file can read.",
    &[PATH, TEXT],
    &[MESSAGE],
);
/// `share_file`.
pub(super) const SHARE: Row = Row::changes(
    "share_file",
    "Gives people, named by mail address, the right to view or edit a file; `none` takes both rights away.",
    &[PATH, ("people", Type::Texts), ("rights", Type::OneOf(&["view", "edit", "none"]))],
    &[MESSAGE],
);
/// `share_publicly`.
pub(super) const PUBLIC: Row = Row::changes(
    "share_publicly",
    "Makes a file readable for anyone on the web who has its link.",
    &[PATH],
    &[MESSAGE, ("link", Type::Text)],
);
/// `delete_file`.
pub(super) const DELETE: Row = Row::changes("delete_file", "Deletes a file for good.", &[PATH], &[MESSAGE]);
