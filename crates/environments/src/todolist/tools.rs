//! The tools, and the grammar in words.

use crate::agentboard::{Row, Type};

/// The actions of the original, in its order, and ours.
pub(super) const ACTIONS: &[&str] = &[
    "get_user_current_date",
    "get_user_current_location",
    "get_projects",
    "update_project",
    "get_tasks",
    "get_task_description",
    "get_task_duration",
    "complete_task",
    "update_task",
    "delete_task",
    "finish",
    "check_valid_actions",
    "share_project",
];

/// The grammar, for an agent.
pub(super) const GRAMMAR: &str = "Plays one action on the user's to-do list and returns what you see. An action is written \
    as: Action: [name] with Action Input: [Python dict]. The actions and their inputs are:\n\
    get_user_current_date {}\n\
    get_user_current_location {}\n\
    get_projects {}\n\
    update_project {'project_id': str, 'is_favorite': bool}\n\
    get_tasks {'project_id': str}\n\
    get_task_description {'task_id': str}\n\
    get_task_duration {'task_id': str}\n\
    complete_task {'task_id': str}\n\
    update_task {'task_id': str, 'due_date': 'YYYY-MM-DD'}\n\
    delete_task {'task_id': str}\n\
    share_project {'project_id': str, 'email': str, 'message': str}\n\
    check_valid_actions {}\n\
    finish {'answer': answer} ends the task; for a change the answer is 'done'";

const PROJECT: (&str, Type) = ("project_id", Type::Text);
const TASK: (&str, Type) = ("task_id", Type::Text);
const MESSAGE: (&str, Type) = ("message", Type::Text);
const CHANGED: &[(&str, Type)] = &[MESSAGE, ("task", Type::Object)];
const ANSWER: Type =
    Type::Answer("A word, a number or a list of words, as the user asked for; \"done\" for a change.");

/// The tools, in the order in which they are listed.
pub(super) const TOOLS: &[Row] = &[
    Row::reads("get_user_current_date", "The user's current date.", &[], &[("date", Type::Text)]),
    Row::reads("get_user_current_location", "Where the user is.", &[], &[("location", Type::Text)]),
    Row::reads("get_projects", "Lists the user's projects.", &[], &[("projects", Type::Objects)]),
    Row::changes(
        "update_project",
        "Marks a project as a favorite, or not.",
        &[PROJECT, ("is_favorite", Type::Boolean)],
        &[MESSAGE, ("project", Type::Object)],
    ),
    Row::reads("get_tasks", "Lists the open tasks of a project.", &[PROJECT], &[("tasks", Type::Objects)]),
    Row::reads(
        "get_task_description",
        "The description of a task.",
        &[TASK],
        &[("id", Type::Text), ("content", Type::Text), ("description", Type::Text)],
    ),
    Row::reads(
        "get_task_duration",
        "How long a task takes.",
        &[TASK],
        &[("id", Type::Text), ("content", Type::Text), ("duration", Type::Text)],
    ),
    Row::changes("complete_task", "Marks a task as done.", &[TASK], CHANGED),
    Row::changes(
        "update_task",
        "Sets the due date of a task.",
        &[TASK, ("due_date", Type::Of("YYYY-MM-DD"))],
        CHANGED,
    ),
    Row::changes("delete_task", "Deletes a task.", &[TASK], CHANGED),
    Row::changes(
        "share_project",
        "Invites someone to a project by mail.",
        &[PROJECT, ("email", Type::Text), MESSAGE],
        &[MESSAGE, ("project", Type::Text), ("email", Type::Text)],
    ),
    Row::changes("finish", "Ends the work with the answer.", &[("answer", ANSWER)], &[("answer", Type::Any)]),
];
