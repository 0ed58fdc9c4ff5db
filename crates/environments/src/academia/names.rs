//! What the tools are called natively and in the original's grammar.

/// Native name and the original's. The last one is ours.
const NAMES: [(&str, &str); 10] = [
    ("load_paper_net", "loadPaperNet"),
    ("load_author_net", "loadAuthorNet"),
    ("neighbour_check", "neighbourCheck"),
    ("neighbour_check", "neighborCheck"),
    ("paper_node_check", "paperNodeCheck"),
    ("author_node_check", "authorNodeCheck"),
    ("author_edge_check", "authorEdgeCheck"),
    ("paper_edge_check", "paperEdgeCheck"),
    ("finish", "finish"),
    ("send_message", "sendMessage"),
];

/// The native name of an action by either name.
pub(super) fn native(name: &str) -> Option<&'static str> {
    NAMES.iter().find(|(native, original)| *native == name || *original == name).map(|(native, _)| *native)
}

/// The original's name of a native tool.
pub(super) fn original(name: &str) -> &str {
    NAMES.iter().find(|(native, _)| *native == name).map_or(name, |(_, original)| *original)
}
