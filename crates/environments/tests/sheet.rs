//! The workbook in the original's words, and tasks in the original's files.

#![expect(clippy::unwrap_used, reason = "a test may fail")]

use environments::{Environment, EnvironmentError, Family, Shape, Sheet};
use proptest::prelude::*;
use serde_json::{Value, json};
use std::io::{Cursor, Write};
use std::path::Path;
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

const MAIN: &str = r#"<workbook xmlns="m" xmlns:r="r"><sheets><sheet name="Sheet1" sheetId="1" r:id="rId1"/><sheet name="Answer1" sheetId="2" r:id="rId1"/></sheets></workbook>"#;
const LINKS: &str = r#"<Relationships xmlns="p"><Relationship Id="rId1" Type="x/worksheet" Target="worksheets/sheet1.xml"/></Relationships>"#;
const STRINGS: &str = r#"<sst xmlns="m"><si><t>Item</t></si><si><r><t>Pri</t></r><r><t>ce</t></r></si><si><t>tea</t></si><si><t>Count</t></si></sst>"#;
const STYLES: &str = r##"<styleSheet xmlns="m"><numFmts><numFmt numFmtId="164" formatCode="0.0"/></numFmts><cellStyleXfs><xf numFmtId="9"/></cellStyleXfs><cellXfs><xf numFmtId="0"/><xf numFmtId="4"/><xf numFmtId="164"/><xf numFmtId="49"/></cellXfs></styleSheet>"##;
const SHEET: &str = r#"<worksheet xmlns="m"><sheetViews><sheetView><pane ySplit="1.0" state="frozen"/></sheetView></sheetViews><sheetData>
<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c><c r="C1" t="s"><v>3</v></c><c r="D1" t="inlineStr"><is><t>Note</t></is></c></row>
<row r="2"><c r="A2" t="s"><v>2</v></c><c r="B2" s="1"><v>1234.5</v></c><c r="C2" s="2"><v>3</v></c><c r="D2" t="b"><v>1</v></c></row>
<row r="3"><c r="A3" t="str"><f>x</f><v>jam</v></c><c r="B3" s="1"><v>2.5</v></c><c r="C3" s="2"><v>10</v></c><c r="D3" s="3" t="s"><v>2</v></c></row>
<row r="4"><c r="A4" t="inlineStr"><is><t>rye</t></is></c><c r="B4" s="1"><v>80</v></c><c r="C4" s="2"><v>7.25</v></c></row>
</sheetData><mergeCells><mergeCell ref="D3:D4"/></mergeCells></worksheet>"#;
const SHEET_LINKS: &str = r#"<Relationships xmlns="p"><Relationship Id="rId2" Type="x/comments" Target="../comments1.xml"/></Relationships>"#;
const COMMENTS: &str = r#"<comments xmlns="m"><commentList><comment ref="A3" authorId="0"><text><t>Count is 5 now.</t></text></comment></commentList></comments>"#;

fn workbook(parts: &[(&str, &str)]) -> Vec<u8> {
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    for (path, text) in parts {
        archive.start_file(*path, SimpleFileOptions::default()).unwrap();
        archive.write_all(text.as_bytes()).unwrap();
    }
    archive.finish().unwrap().into_inner()
}

fn settings(folder: &Path) -> Value {
    let parts = [
        ("xl/workbook.xml", MAIN),
        ("xl/_rels/workbook.xml.rels", LINKS),
        ("xl/sharedStrings.xml", STRINGS),
        ("xl/styles.xml", STYLES),
        ("xl/worksheets/sheet1.xml", SHEET),
        ("xl/worksheets/_rels/sheet1.xml.rels", SHEET_LINKS),
        ("xl/comments1.xml", COMMENTS),
    ];
    std::fs::write(folder.join("book.xlsx"), workbook(&parts)).unwrap();
    let answer = json!([
        ["Item", "Price", "Count", "Note"],
        ["rye", "80.00", "7.3", "tea"],
        ["jam", "2.50", "5.0", "tea"],
        ["tea", "1,234.50", "3.0", "TRUE"],
    ]);
    let path = "Reference Action Path: \n\
        Action 1: get_note with Action Input: {'position': 'A3'}\n\
        Action 2: update_range with Action Input: {'start_position': 'C3', 'end_position': 'C3', 'values_list': '[[5]]'}\n\
        Action 3: delete_batch_data with Action Input: {'dimension': 'col', 'index_list': '[4]'}\n\
        Action 4: insert_cols with Action Input: {'values_list': \"[['Note', 'TRUE', 'tea', 'tea']]\", 'col_idx': '4'}\n\
        Action 5: sort_sheet_by_col with Action Input: {'col_num': '3', 'order': 'des'}\n";
    let info = json!({"answer": answer.to_string(), "init_config": null, "goal_type": 1, "tool": "sheet"});
    let goal = "In \"Sheet1\", do as the note on \"jam\" says.";
    let line = json!({"id": 0, "goal": goal, "subgoals": path, "additional_info": info});
    let short = json!({"id": 1, "goal": goal, "subgoals": "", "additional_info": info});
    std::fs::write(folder.join("tasks.jsonl"), format!("{line}\n{short}\n")).unwrap();
    json!({"tasks": folder.join("tasks.jsonl"), "workbook": folder.join("book.xlsx")})
}

fn seen(world: &mut dyn Environment, action: &str) -> String {
    let step = world.step(&format!("Thought: so.\n\nAction: {action}"));
    let seen = step.observation.strip_prefix("Observation: ").unwrap_or(&step.observation).to_owned();
    seen.strip_suffix("\nGive me one action.").unwrap_or(&seen).to_owned()
}

#[test]
fn speaks_as_the_original_does() {
    let folder = tempfile::tempdir().unwrap();
    let mut world = Sheet.open(0, 0, &settings(folder.path())).unwrap();
    let rows =
        "['tea', '1,234.50', '3.0', 'TRUE'], ['jam', '2.50', '10.0', 'tea'], ['rye', '80.00', '7.3', 'tea']";
    let all = format!("[['Item', 'Price', 'Count', 'Note'], {rows}]");
    for (action, expected) in [
        ("get_all_values with Action Input: {}", "Please open a sheet before operating it".to_owned()),
        ("open_sheet with Action Input: {'name': 'Answer1'}", "WorksheetNotFound('Answer1'); the sheets are Sheet1".to_owned()),
        ("open_sheet with Action Input: {'name': 'Sheet1'}", "<Worksheet 'Sheet1' id:0>".to_owned()),
        ("get_all_values with Action Input: {}", all.clone()),
        ("get_range_values with Action Input: {'start_position': 'C3', 'end_position': 'Z9'}", "[['10.0', 'tea'], ['7.3', 'tea']]".to_owned()),
        ("get_range_values with Action Input: {'start_position': 'F5', 'end_position': 'G6'}", "[[]]".to_owned()),
        ("get_cell_value with Action Input: {'position': 'B2'}", "1,234.50".to_owned()),
        ("get_cell_value with Action Input: {'position': 'F9'}", "None".to_owned()),
        ("get_cell_value with Action Input: {}", "ERROR | KeyError('position')".to_owned()),
        ("get_note with Action Input: {'position': 'A3'}", "Count is 5 now.".to_owned()),
        ("get_A1_annotation with Action Input: {'row': '3', 'col': 2}", "B3".to_owned()),
        ("get_value_by_formula with Action Input: {'start_position': 'B2', 'end_position': 'B4', 'operator': 'SUM'}", "1,317.00".to_owned()),
        ("get_value_by_formula with Action Input: {'position_list': ['B3', 'C3'], 'operator': 'PRODUCT'}", "25".to_owned()),
        ("get_value_by_formula with Action Input: {'start_position': 'B2', 'end_position': 'b', 'operator': 'SUM'}", "'In the sheet formula, you should use A1 notation to display all positions in the sheet and you can use get_A1_annotation(row, col) to get its A1 address.'".to_owned()),
        ("get_value_by_formula with Action Input: {'start_position': 'B2', 'end_position': 'B3', 'operator': 'MEDIAN'}", "'the operator should be one of the [\"SUM\", \"AVERAGE\", \"COUNT\", \"MAX\", \"MIN\", \"MINUS\", \"PRODUCT\"]'".to_owned()),
        ("filter_cells with Action Input: {'query': '^(tea|rye)$'}", "['A2', 'D3', 'A4']".to_owned()),
        ("filter_cells with Action Input: {'query': \"re.compile('e')\", 'in_column': '1'}", "['A1', 'A2', 'A4']".to_owned()),
        ("filter_cells with Action Input: {'query': 'e', 'in_row': 1, 'in_column': 1}", "TypeError(\"Either 'in_row' or 'in_column' should be specified.\")".to_owned()),
        ("sort_sheet_by_col with Action Input: {'col_num': 1, 'order': 'up'}", "ValueError(\"Either 'asc' or 'des' should be specified as sort order.\")".to_owned()),
        ("update_range with Action Input: {'start_position': 'A1', 'end_position': 'D4', 'values_list': [[1]]}", "'Warning: You cannot update whole sheet at once, please try other functions'".to_owned()),
        ("update_range with Action Input: {'start_position': 'A2', 'end_position': 'A3', 'values_list': '[[1]]'}", "'The values_list needs to be a 2D list, please check your parameter'".to_owned()),
        ("delete_batch_data with Action Input: {'dimension': 'row', 'index_list': [2, 3, 4]}", "'Warning: You cannot delete whole sheet at once, please try other functions'".to_owned()),
        ("delete_batch_data with Action Input: {'dimension': 'both', 'index_list': []}", "'Wrong dimension, please choose from row/col'".to_owned()),
        ("freeze_data with Action Input: {'dimension': 'rows', 'num': 1}", "You have successfully freeze the rows 1".to_owned()),
        ("update_note with Action Input: {'position': 'A2', 'content': 'hot'}", "Updated! the A2's note is hot".to_owned()),
        ("update_cell with Action Input: {'position': 'E2', 'value': '=B2*2'}", all.replace("'Note'", "'Note', ''").replace("'TRUE'", "'TRUE', '2469'").replace("'tea']", "'tea', '']")),
    ] {
        assert_eq!(seen(world.as_mut(), action), expected, "{action}");
    }
    assert!(seen(world.as_mut(), "fly with Action Input: {}").starts_with(
        "ERROR | Invalid action: fly. Please choose another valid action from ['open_sheet', 'del_sheet',"
    ));
}

#[test]
fn formats_go_from_argument_to_result() {
    let folder = tempfile::tempdir().unwrap();
    let settings = settings(folder.path());
    for (operator, range, expected) in [
        ("SUM", ("B2", "B4"), "1,317.00"),
        ("AVERAGE", ("C2", "C4"), "6.8"),
        ("MAX", ("C2", "C4"), "10.0"),
        ("MIN", ("C2", "C4"), "3.0"),
        ("COUNT", ("B2", "C4"), "6"),
        ("PRODUCT", ("B3", "C3"), "25"),
    ] {
        let mut world = Sheet.open(0, 0, &settings).unwrap();
        world.call("open_sheet", &json!({"name": "Sheet1"}));
        let input = json!({"start_position": range.0, "end_position": range.1, "result_position": "E2", "operator": operator});
        let reply = world.call("update_cell_by_formula", &input);
        assert_eq!(reply.structured["values"][1][4], expected, "{operator}: {}", reply.text);
    }
}

#[test]
fn progress_is_the_originals_and_the_reward_is_of_the_whole_sheet() {
    let folder = tempfile::tempdir().unwrap();
    let settings = settings(folder.path());
    let mut world = Sheet.open(0, 0, &settings).unwrap();
    assert_eq!(world.step("nonsense").reward, 0.0);
    let open = world.step("Action: open_sheet with Action Input: {'name': 'Sheet1'}");
    assert!(open.reward > 0.2 && open.reward < 1.0, "{}", open.reward);
    let delete = "Action: delete_batch_data with Action Input: {'dimension': 'row', 'index_list': [2, 3]}";
    assert_eq!((world.step(delete).reward, world.reward()), (0.875, 0.4375));
    let deleted = world.step("Action: update_cell with Action Input: {'position': 'D2', 'value': 'tea'}");
    assert_eq!((deleted.reward, world.reward()), (1.0, 0.5), "an overlap is not the whole");
    assert!(!deleted.done);
    let done = world.step("Action: finish with Action Input: {}");
    assert!(done.done && world.call("get_all_values", &json!({})).failed);
}

#[test]
fn tasks_of_the_original_have_solutions() {
    let folder = tempfile::tempdir().unwrap();
    let settings = settings(folder.path());
    assert_eq!(Sheet.tasks(&settings).unwrap(), 2);
    for shape in [Shape::Native, Shape::AgentGym] {
        let mut world = Sheet.open(0, 0, &settings).unwrap();
        for act in world.solution(shape).calls {
            match shape {
                Shape::Native => drop(world.call(&act.tool, &act.arguments)),
                Shape::AgentGym => drop(world.step(act.arguments["action"].as_str().unwrap())),
            }
        }
        assert_eq!((world.reward(), world.done()), (1.0, true), "{shape:?} {}", world.state());
    }
    let short = Sheet.open(1, 0, &settings).unwrap().solution(Shape::Native);
    assert!(short.calls.is_empty(), "a path that does not lead to the answer is no solution");
}

#[test]
fn merged_cells_move_with_their_rows() {
    let mut world = Sheet.open(0, 0, &Value::Null).unwrap();
    let sheet = world.solution(Shape::Native).calls[0].arguments.clone();
    world.call("open_sheet", &sheet);
    let mut call = |tool: &str, arguments: Value| world.call(tool, &arguments).text;
    call("merge_cells", json!({"start_position": "A3", "end_position": "A5"}));
    assert!(
        call("merge_cells", json!({"start_position": "A5", "end_position": "A6"})).contains("merged range")
    );
    assert!(call("sort_sheet_by_col", json!({"col_num": 1, "order": "asc"})).contains("merged cells"));
    call("insert_rows", json!({"values_list": [["new"], ["newer"]], "row_idx": 2}));
    call("delete_batch_data", json!({"dimension": "row", "index_list": [6]}));
    let state = world.state();
    let sheets = state["sheets"].as_array().unwrap();
    let changed = sheets.iter().find(|found| found["name"] == sheet["name"]).unwrap();
    assert_eq!(changed["merges"], json!(["A5:A6"]));
    assert_eq!(changed["values"][1][0], "new");
    assert_eq!(changed["values"][4][0], changed["values"][5][0]);
}

#[test]
fn files_that_cannot_be_used_are_named() {
    let folder = tempfile::tempdir().unwrap();
    let good = settings(folder.path());
    let file = |name: &str, bytes: &[u8]| {
        std::fs::write(folder.path().join(name), bytes).unwrap();
        json!(folder.path().join(name))
    };
    let no_part = workbook(&[("xl/workbook.xml", MAIN)]);
    for (tasks, book, words) in [
        (file("a", b"{\"goal\": 1}\n"), good["workbook"].clone(), "line 1"),
        (
            file("b", b"{\"goal\": \"\", \"additional_info\": {\"answer\": \"x\"}}"),
            good["workbook"].clone(),
            "no table",
        ),
        (file("c", b"\n"), good["workbook"].clone(), "it has no tasks"),
        (good["tasks"].clone(), file("d", b"PK"), "d"),
        (good["tasks"].clone(), file("e", &no_part), "`Sheet1` has no part"),
        (good["tasks"].clone(), file("f", &workbook(&[("xl/workbook.xml", "<a")])), "xl/workbook.xml"),
        (good["tasks"].clone(), json!("/nowhere"), "/nowhere"),
        (good["tasks"].clone(), Value::Null, "name both files"),
    ] {
        let error = Sheet.tasks(&json!({"tasks": tasks, "workbook": book})).unwrap_err();
        let known = matches!(error, EnvironmentError::Data { .. } | EnvironmentError::Settings { .. });
        assert!(known && error.to_string().contains(words), "{error}");
    }
}

/// Words of the grammar and of the sheets.
const WORDS: &[&str] = &[
    "Action:",
    "with Action Input:",
    "open_sheet",
    "update_cell",
    "insert_rows",
    "insert_cols",
    "delete_batch_data",
    "merge_cells",
    "sort_sheet_by_col",
    "filter_cells",
    "finish",
    "{}",
    "{'name': 'Stock'}",
    "{'position': 'A1', 'value': '=SUM(A1:Z1000)'}",
    "{'values_list': [[1, 'a'], []], 'row_idx': 2}",
    "{'dimension': 'row', 'index_list': [2, 2]}",
    "'",
    "\\u",
    "\n",
];

fn garbage() -> impl Strategy<Value = Value> {
    let names = [
        "A1",
        "B3",
        "Z1000",
        "AA1",
        "",
        "row",
        "col",
        "rows",
        "asc",
        "des",
        "SUM",
        "MINUS",
        "PRODUCT",
        "Stock",
        "Grades",
        "=A1/0",
        "=((((",
        "(a+)+$",
        "[",
        "re.compile('x')",
        "1e400",
        "-1",
        "999",
        "1000",
        "nan",
    ];
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        (0u64..30).prop_map(Value::from),
        any::<String>().prop_map(Value::from),
        prop::sample::select(names.to_vec()).prop_map(Value::from),
    ];
    leaf.prop_recursive(2, 12, 4, |inner| prop::collection::vec(inner, 0..4).prop_map(Value::from))
}

fn call() -> impl Strategy<Value = (String, Value)> {
    let tools: Vec<&str> =
        Sheet.open(0, 0, &Value::Null).unwrap().tools().iter().map(|tool| tool.name).collect();
    let names = [
        "name",
        "dimension",
        "num",
        "row",
        "col",
        "values_list",
        "col_idx",
        "row_idx",
        "index_list",
        "position",
        "value",
        "start_position",
        "end_position",
        "position_list",
        "result_position",
        "operator",
        "col_num",
        "order",
        "content",
        "query",
        "in_row",
        "in_column",
        "email",
        "message",
    ];
    // Most calls get every name, so that most are near to a good one.
    let values = prop::collection::vec(garbage(), names.len());
    let arguments = (values, any::<u32>()).prop_map(move |(values, missing)| {
        let members = names.iter().zip(values).enumerate().filter(|(place, _)| missing >> place & 7 != 7);
        members
            .map(|(_, (name, value))| ((*name).to_owned(), value))
            .collect::<serde_json::Map<_, _>>()
            .into()
    });
    (prop::sample::select(tools).prop_map(str::to_owned), arguments)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 32, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_input_breaks_a_workbook(
        index in 0usize..90,
        calls in prop::collection::vec(call(), 40),
        actions in prop::collection::vec(prop::collection::vec(prop::sample::select(WORDS), 0..6), 20),
    ) {
        let mut world = Sheet.open(index, 0, &Value::Null).unwrap();
        let sheet = world.solution(Shape::Native).calls[0].clone();
        world.call(&sheet.tool, &sheet.arguments);
        for (tool, arguments) in calls {
            let before = world.state();
            let reply = world.call(&tool, &arguments);
            if reply.failed {
                prop_assert_eq!(world.state(), before, "{} {}", tool, arguments);
                prop_assert!(reply.structured.is_null() && !reply.text.is_empty());
            } else {
                prop_assert!(reply.structured.is_object(), "{} {}", tool, reply.structured);
            }
            prop_assert!((0.0..=1.0).contains(&world.reward()));
        }
        for action in actions {
            world.step(&action.join(" "));
        }
    }
}
