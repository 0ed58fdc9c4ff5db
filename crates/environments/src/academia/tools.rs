//! The tools, and the grammar in words.

use crate::agentboard::{Row, Type};

/// The actions of the original, in its order, and ours.
pub(super) const ACTIONS: &[&str] = &[
    "loadPaperNet",
    "loadAuthorNet",
    "neighbourCheck",
    "paperNodeCheck",
    "authorNodeCheck",
    "authorEdgeCheck",
    "paperEdgeCheck",
    "check_valid_actions",
    "finish",
    "sendMessage",
];

/// The grammar, for an agent.
pub(super) const GRAMMAR: &str = "Looks things up in a library of papers and authors and returns what you see. An action is \
    written as: Action: [name] with Action Input: [Python dict]. The actions and their inputs are:\n\
    loadPaperNet {} opens PaperNet: papers, and which papers each of them cites\n\
    loadAuthorNet {} opens AuthorNet: authors, and who wrote papers with whom\n\
    neighbourCheck {'graph': 'PaperNet' or 'AuthorNet', 'node': title or name}\n\
    paperNodeCheck {'node': title}\n\
    authorNodeCheck {'node': name}\n\
    authorEdgeCheck {'node1': name, 'node2': name}\n\
    paperEdgeCheck {'node1': title, 'node2': title}\n\
    sendMessage {'author': name, 'message': str}\n\
    check_valid_actions {}\n\
    finish {'answer': answer} ends the task";

const GRAPH: (&str, Type) = ("graph", Type::OneOf(&["PaperNet", "AuthorNet"]));
const TITLE: Type = Type::Of("The exact title of a paper.");
const NAME: Type = Type::Of("The exact name of an author.");
const LOADED: &[(&str, Type)] = &[("message", Type::Text)];
const EDGE: &[(&str, Type)] = &[("edge", Type::Object)];
const ANSWER: Type =
    Type::Answer("A word, a title, a name, a number or a list of these, as the question asks for.");

/// The tools, in the order in which they are listed.
pub(super) const TOOLS: &[Row] = &[
    Row::changes(
        "load_paper_net",
        "Opens PaperNet: its nodes are papers, its edges lead from each to those that it cites.",
        &[],
        LOADED,
    ),
    Row::changes(
        "load_author_net",
        "Opens AuthorNet: its nodes are authors, its edges join those who wrote papers together.",
        &[],
        LOADED,
    ),
    Row::reads(
        "neighbour_check",
        "Lists the papers that a paper cites, or the authors with whom an author wrote papers.",
        &[GRAPH, ("node", Type::Of("The exact title of a paper, or the exact name of an author."))],
        &[("neighbours", Type::Texts)],
    ),
    Row::reads(
        "paper_node_check",
        "What is known of a paper: authors, year, venue, citations, keywords, kind.",
        &[("node", TITLE)],
        &[("paper", Type::Object)],
    ),
    Row::reads(
        "author_node_check",
        "What is known of an author: name and organization.",
        &[("node", NAME)],
        &[("author", Type::Object)],
    ),
    Row::reads(
        "author_edge_check",
        "What is known of two authors together: the papers that they wrote with each other.",
        &[("node1", NAME), ("node2", NAME)],
        EDGE,
    ),
    Row::reads(
        "paper_edge_check",
        "What is known of a citation: whether the first paper cites the second.",
        &[("node1", TITLE), ("node2", TITLE)],
        EDGE,
    ),
    Row::changes(
        "send_message",
        "Sends a message to an author.",
        &[("author", NAME), ("message", Type::Text)],
        &[("message", Type::Text), ("author", Type::Text)],
    ),
    Row::changes("finish", "Ends the work with the answer.", &[("answer", ANSWER)], &[("answer", Type::Any)]),
];
