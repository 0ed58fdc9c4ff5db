//! Questions on databases: the original's manner, what is refused, and BIRD's files.

#![expect(clippy::unwrap_used, reason = "a test may fail")]

use environments::{Environment, EnvironmentError, Family, Shape, SqlGym};
use rusqlite::Connection;
use serde_json::{Value, json};
use std::path::Path;

fn open(index: usize) -> Box<dyn Environment> {
    SqlGym.open(index, 0, &Value::Null).unwrap()
}

fn block(sql: &str) -> String {
    format!("Thought: so.\n\nAction: ```sql\n{sql}\n```")
}

#[test]
fn every_question_has_an_answer_and_says_which_value_it_is_about() {
    let mut different = 0;
    for index in 0..SqlGym.tasks(&Value::Null).unwrap() {
        let texts: Vec<String> = (0..4)
            .map(|seed| {
                let world = SqlGym.open(index, seed, &Value::Null).unwrap();
                let answer = world.solution(Shape::Native).answer;
                assert!(answer.starts_with("[(") && answer != "[(None,)]", "{index} {seed}: {answer}");
                let text = world.observation();
                assert!(!text.contains("{}"), "{text}");
                text
            })
            .collect();
        different += usize::from(texts.iter().any(|text| *text != texts[0]));
    }
    assert!(different > 40, "{different}");
}

#[test]
fn speaks_as_the_original_does() {
    let text = open(0).observation();
    assert!(text.starts_with("library contains tables such as book, branch, copy, loan, member. Table book has columns such as book_id, title, author, genre, year, pages. book_id is the primary key. "), "{text}");
    assert!(text.contains(" The book_id of copy is the foreign key of book_id of book."), "{text}");
    assert!(text.contains("\n\nHow many books of the genre "), "{text}");
    for (sql, expected) in [
        ("SELECT 1, 2.0, NULL, 'it''s';", "[(1, 2.0, None, \"it's\")]"),
        ("SELECT name FROM branch WHERE branch_id = 1", "[('Canal House',)]"),
        ("SELECT * FROM nobody", "no such table: nobody"),
        ("SELEC", "near \"SELEC\": syntax error"),
        ("SELECT 1; SELECT 2", "You can only execute one statement at a time."),
        ("", "[]"),
        ("SELECT strftime('%Y', '2031-02-03'), date('2031-02-03', '+1 day')", "[('2031', '2031-02-04')]"),
    ] {
        let mut world = open(0);
        let step = world.step(&block(sql));
        assert_eq!((step.observation.as_str(), step.reward, step.done), (expected, 0.0, true), "{sql}");
        assert_eq!(world.step(&block("SELECT 1")).observation, "The task is over.");
    }
    let long = open(0).step(&block("SELECT title FROM book")).observation;
    assert_eq!((long.chars().count(), long.ends_with("...")), (103, true), "{long}");
    let mut world = open(0);
    let gold = world.solution(Shape::Native).calls[1].arguments["sql"].as_str().unwrap().to_owned();
    assert_eq!(world.step(&gold).reward, 1.0, "a bare query is one too");
}

#[test]
fn nothing_is_written_and_nothing_runs_on() {
    let endless = "WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) SELECT";
    let cases = [
        ("INSERT INTO book (title) VALUES ('x')".to_owned(), "not authorized"),
        ("DROP TABLE book".to_owned(), "not authorized"),
        ("ATTACH DATABASE '/tmp/x' AS y".to_owned(), "not authorized"),
        ("PRAGMA query_only = OFF".to_owned(), "not authorized"),
        ("PRAGMA journal_mode".to_owned(), "not authorized"),
        ("BEGIN".to_owned(), "not authorized"),
        ("VACUUM INTO '/tmp/x'".to_owned(), "not authorized"),
        ("SELECT load_extension('/tmp/x')".to_owned(), "not authorized to use function: load_extension"),
        ("SELECT random()".to_owned(), "not authorized to use function: random"),
        ("SELECT CURRENT_TIMESTAMP".to_owned(), "not authorized to use function: CURRENT_TIMESTAMP"),
        ("SELECT date( 'NOW' )".to_owned(), "the time of day is not available; name a day instead"),
        ("SELECT strftime('%Y') - 1".to_owned(), "the time of day is not available; name a day instead"),
        ("SELECT date()".to_owned(), "the time of day is not available; name a day instead"),
        (
            format!("{endless} count(*) FROM n"),
            "interrupted: the query takes more than 2000000 steps; ask for less",
        ),
        (
            format!("{endless} x FROM n"),
            "the result has more than 20000 rows or too many bytes; ask for less",
        ),
        (format!("SELECT 1{}", "+1".repeat(500)), "Expression tree is too large"),
        (format!("SELECT {}1{}", "(".repeat(9000), ")".repeat(9000)), "Recursion limit"),
        (format!("SELECT '{}'", "x".repeat(30_000)), "too"),
    ];
    for (sql, words) in cases {
        let mut world = open(0);
        let before = world.state();
        for tool in ["query", "submit"] {
            let reply = world.call(tool, &json!({"sql": sql}));
            assert!(reply.failed && reply.text.contains(words), "{sql}: {}", reply.text);
        }
        assert_eq!(world.state(), before);
        let fine = world.call("query", &json!({"sql": "SELECT count(*) FROM book"}));
        assert_eq!(fine.structured["rows"], json!([[42]]));
    }
}

#[test]
fn native_tools_look_around() {
    let mut world = open(0);
    let tables = world.call("list_tables", &json!({}));
    assert_eq!(tables.structured["tables"], json!(["book", "branch", "copy", "loan", "member"]));
    let copy = world.call("describe_table", &json!({"table": "COPY"})).structured;
    assert_eq!(copy["columns"][0], json!({"name": "copy_id", "type": "INTEGER", "primary_key": true}));
    assert_eq!(
        copy["foreign_keys"][0],
        json!({"column": "book_id", "table": "book", "references": "book_id"})
    );
    let missing = world.call("describe_table", &json!({"table": "x"}));
    assert!(missing.failed && missing.text.contains("the tables are book,"));
    let result = world.call("query", &json!({"sql": "SELECT loan_id, day_back FROM loan"})).structured;
    assert_eq!(result["rows"].as_array().unwrap().len(), 50);
    assert_eq!((&result["row_count"], &result["columns"]), (&json!(260), &json!(["loan_id", "day_back"])));
    assert!(!world.call("query", &json!({"sql": "PRAGMA table_info(book)"})).failed);
    assert!(!world.done());
}

fn bird(folder: &Path) -> Value {
    let databases = folder.join("dev").join("dev_databases").join("tiny");
    std::fs::create_dir_all(&databases).unwrap();
    let file = Connection::open(databases.join("tiny.sqlite")).unwrap();
    file.execute_batch(
        "CREATE TABLE Cat (id INTEGER PRIMARY KEY, name TEXT, weight REAL); INSERT INTO Cat VALUES (1, 'Tom', 4.5), (2, 'Ada', 3.0);",
    )
    .unwrap();
    let entry = |question: &str, sql: &str| json!({"question_id": 0, "db_id": "tiny", "question": question, "evidence": "heavy means > 4", "SQL": sql, "difficulty": "simple"});
    let entries = json!([
        entry("Which cats are heavy?", "SELECT name FROM Cat WHERE weight > 4"),
        {"db_id": "../tiny", "question": "", "SQL": ""},
        {"db_id": "none", "question": "", "SQL": ""},
    ]);
    std::fs::write(folder.join("dev").join("dev.json"), entries.to_string()).unwrap();
    json!({"bird": folder})
}

#[test]
fn questions_of_bird_can_be_played() {
    let folder = tempfile::tempdir().unwrap();
    let settings = bird(folder.path());
    assert_eq!(SqlGym.tasks(&settings).unwrap(), 3);
    let mut world = SqlGym.open(0, 0, &settings).unwrap();
    assert_eq!(
        world.observation(),
        "tiny contains tables such as cat. Table cat has columns such as id, name, weight. id is the primary key.\n\nWhich cats are heavy?"
    );
    assert!(world.task().prompt.ends_with("Hint: heavy means > 4"));
    assert!(world.call("query", &json!({"sql": "DELETE FROM Cat"})).failed);
    let answer = world.step(&block("SELECT name FROM cat ORDER BY weight DESC LIMIT 1"));
    assert_eq!((answer.observation.as_str(), answer.reward, answer.done), ("[('Tom',)]", 1.0, true));
    let folder_of_split = json!({"bird": folder.path().join("dev"), "split": "dev"});
    assert_eq!(SqlGym.tasks(&folder_of_split).unwrap(), 3);
    for index in [1, 2] {
        let error = SqlGym.open(index, 0, &settings).err().unwrap();
        assert!(matches!(error, EnvironmentError::Data { .. }), "{error}");
    }
}

#[test]
fn settings_that_cannot_be_used_are_named() {
    let folder = tempfile::tempdir().unwrap();
    let good = bird(folder.path());
    for (settings, words) in [
        (json!({"bird": "/nowhere"}), "/nowhere"),
        (json!({"bird": good["bird"], "split": "test"}), "`dev` or `train`"),
        (json!({"bird": good["bird"], "split": "train"}), "train.json"),
        (json!({"split": "dev"}), "name the folder"),
    ] {
        let error = SqlGym.tasks(&settings).unwrap_err().to_string();
        assert!(error.contains(words), "{error}");
    }
}
