//! The to-do list in the original's words, and tasks in the original's files.

#![expect(clippy::unwrap_used, reason = "a test may fail")]

use environments::{EnvironmentError, Family, Shape, TodoList};
use serde_json::{Value, json};
use std::path::Path;

const PROJECTS: &str = r#"[
  {"name": "Garden", "tasks": [
    {"content": "Mow", "description": "The lawn, twice", "due_date": "2031-05-20", "duration": 30, "duration_unit": "minute", "priority": 2, "labels": []},
    {"content": "It's late", "description": "", "due_date": "2031-05-01", "duration": 1, "duration_unit": "day", "priority": 1}
  ]},
  {"name": "Home", "tasks": [{"content": "Dust", "description": "Shelf", "due_date": "2031-06-01", "duration": 15, "duration_unit": "minute", "priority": 4}]}
]"#;

fn settings(folder: &Path) -> Value {
    let start = json!({"current_date": "2031-05-10", "current_location": "Ghent"});
    let garden = json!({"order": 9, "color": "red", "name": "Garden", "is_favorite": false});
    let home = json!({"order": 7, "color": "red", "name": "Home", "is_favorite": true});
    let mow =
        json!({"order": 1, "content": "Mow", "is_completed": false, "priority": 2, "due_date": "2031-05-20"});
    let dust = json!({"order": 1, "content": "Dust", "is_completed": false, "priority": 4, "due_date": "2031-07-01"});
    let left = json!({"projects": [garden, home], "tasks": [mow, dust]});
    let lines = [
        json!({"id": 0, "goal": "Is Mow a task of Garden?", "subgoals": ["yes"],
               "additional_info": {"answer": null, "init_config": start, "goal_type": 0, "tool": "todo"}, "difficulty": "easy"}),
        json!({"id": 1, "goal": "Clean up.", "subgoals": ["done"],
               "additional_info": {"answer": left, "init_config": start, "goal_type": 1, "tool": "todo"}, "difficulty": "hard"}),
    ];
    std::fs::write(folder.join("tasks.jsonl"), lines.map(|line| line.to_string()).join("\n")).unwrap();
    std::fs::write(folder.join("projects.json"), PROJECTS).unwrap();
    json!({"tasks": folder.join("tasks.jsonl"), "projects": folder.join("projects.json")})
}

#[test]
fn speaks_as_the_original_does() {
    let folder = tempfile::tempdir().unwrap();
    let mut world = TodoList.open(0, 0, &settings(folder.path())).unwrap();
    assert_eq!(
        world.observation(),
        "Now new trial starts.\nYou should perform actions to accomplish the goal: Is Mow a task of Garden?\nGive me one action."
    );
    let shown =
        "'order': 1, 'content': 'Mow', 'is_completed': False, 'priority': 2, 'due_date': '2031-05-20'";
    let late = "'order': 2, 'content': \"It's late\"";
    for (action, seen) in [
        ("get_user_current_date with Action Input: {}", "2031-05-10".to_owned()),
        ("get_user_current_location with Action Input: {}", "Ghent".to_owned()),
        ("get_tasks with Action Input: {'project_id': '2203306141'}", format!("[{{'id': '7100000003', {shown}}}, {{'id': '7100104732', {late}, 'is_completed': False, 'priority': 1, 'due_date': '2031-05-01'}}]")),
        ("get_tasks with Action Input: {'project_id': 1}", "Project not found".to_owned()),
        ("get_tasks with Action Input: {}", "ERROR | KeyError('project_id')".to_owned()),
        ("get_tasks with Action Input: 5", "ERROR | TypeError('int' object is not subscriptable)".to_owned()),
        ("get_tasks with Action Input: {'project_id': os}", "ERROR | Exception(Parameters in action input are not valid, please change your action input.)".to_owned()),
        ("get_task_description with Action Input: {'task_id': 7100000003}", "{'id': '7100000003', 'content': 'Mow', 'description': 'The lawn, twice'}".to_owned()),
        ("get_task_duration with Action Input: {'task_id': '7100104732'}", "{'id': '7100104732', 'content': \"It's late\", 'duration': '1(day)'}".to_owned()),
        ("complete_task with Action Input: {'task_id': '1'}", "Task 1 is not exists.".to_owned()),
        ("update_task with Action Input: {'task_id': '7100000003', 'due_date': 'soon'}", "due_date must be a date like 2031-05-20".to_owned()),
        ("fly with Action Input: {}", "ERROR | Invalid action: fly.".to_owned()),
        ("update_project with Action Input: {'project_id': '2203306141', 'is_favorite': True}", "{'message': 'Update the project successfully.', 'project': {'id': '2203306141', 'order': 1, 'color': 'charcoal', 'name': 'Garden', 'is_favorite': True}}".to_owned()),
        ("delete_task with Action Input: {'task_id': '7100000003'}", format!("{{'message': 'Delete the task successfully.', 'task': {{'id': '7100000003', {shown}}}}}")),
        ("finish with Action Input: {'answer': ['b', 'a']}", "['a', 'b']".to_owned()),
    ] {
        let step = world.step(&format!("Thought: so.\n\nAction: {action}"));
        assert_eq!(step.observation, format!("Observation: {seen}\nGive me one action."), "{action}");
    }
    assert!(world.step("get_projects").observation.starts_with("Format error, please response"));
    assert_eq!((world.reward(), world.done()), (0.0, true));
}

#[test]
fn reward_needs_the_answer_and_the_state() {
    let folder = tempfile::tempdir().unwrap();
    let settings = settings(folder.path());
    assert_eq!(TodoList.tasks(&settings).unwrap(), 2);
    let finish = |answer: &str| ("finish", json!({"answer": answer}));
    let delete = ("delete_task", json!({"task_id": "7100104732"}));
    let spoil = ("delete_task", json!({"task_id": "7100000003"}));
    let favorite = ("update_project", json!({"project_id": "2203314060", "is_favorite": true}));
    let postpone = ("update_task", json!({"task_id": "7100209461", "due_date": "2031-07-01"}));
    for (index, calls, reward) in [
        (0, vec![finish("yes")], 1.0),
        (0, vec![finish("no")], 0.0),
        (0, vec![finish("no"), finish("yes")], 0.0),
        (0, vec![finish("yes"), spoil.clone()], 1.0),
        (0, vec![spoil, finish("yes")], 0.0),
        (1, vec![finish("done")], 0.0),
        (1, vec![delete.clone(), favorite.clone(), finish("done")], 0.0),
        (1, vec![delete, favorite, postpone, finish("done")], 1.0),
    ] {
        let mut world = TodoList.open(index, 0, &settings).unwrap();
        for (tool, arguments) in &calls {
            let over = world.done();
            assert_eq!(world.call(tool, arguments).failed, over, "{tool} {arguments}");
        }
        assert_eq!(world.reward(), reward, "{index} {calls:?}");
    }
}

#[test]
fn tasks_of_the_original_have_solutions() {
    let folder = tempfile::tempdir().unwrap();
    let settings = settings(folder.path());
    for index in 0..2 {
        for shape in [Shape::Native, Shape::AgentGym] {
            let mut world = TodoList.open(index, 0, &settings).unwrap();
            for act in world.solution(shape).calls {
                match shape {
                    Shape::Native => drop(world.call(&act.tool, &act.arguments)),
                    Shape::AgentGym => drop(world.step(act.arguments["action"].as_str().unwrap())),
                }
            }
            assert_eq!(world.reward(), 1.0, "{index} {shape:?}");
        }
    }
}

#[test]
fn files_that_cannot_be_used_are_named() {
    let folder = tempfile::tempdir().unwrap();
    let good = settings(folder.path());
    let bad = folder.path().join("bad");
    std::fs::write(&bad, "{\"goal\": 1}\n").unwrap();
    let empty = folder.path().join("empty");
    std::fs::write(&empty, "\n").unwrap();
    for (tasks, projects, words) in [
        (json!(bad), good["projects"].clone(), "line 1"),
        (json!(empty), good["projects"].clone(), "it has no tasks"),
        (good["tasks"].clone(), json!(bad), "bad"),
        (good["tasks"].clone(), json!("/nowhere"), "/nowhere"),
        (good["tasks"].clone(), json!(null), "name both files"),
    ] {
        let error = TodoList.tasks(&json!({"tasks": tasks, "projects": projects})).unwrap_err();
        let known = matches!(error, EnvironmentError::Data { .. } | EnvironmentError::Settings { .. });
        assert!(known && error.to_string().contains(words), "{error}");
    }
}
