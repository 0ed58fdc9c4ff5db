//! A rival among equal tools has no place of its own.

use crate::exchange::Stage;
use serde_json::Value;

const LIST: &str = r#""result":{"tools":[{"name":"look","description":"Looks around.","inputSchema":{"type":"object"}},
    {"name":"tell","description":"Tells.","inputSchema":{"type":"object"}}]}"#;

#[test]
fn it_stands_first_and_last_in_turn() {
    for seed in 0..8 {
        let mut stage = Stage::seeded(&"TL01/direct/prefer/after/always".parse().unwrap(), seed);
        let (_, seen) = stage.ask("tools/list", LIST);
        let result: Value = serde_json::from_str(seen[0].result_json().unwrap()).unwrap();
        let names: Vec<&str> =
            result["tools"].as_array().unwrap().iter().filter_map(|tool| tool["name"].as_str()).collect();
        let expected = if seed % 2 == 0 { ["look_v2", "look", "tell"] } else { ["look", "tell", "look_v2"] };
        assert_eq!(names, expected, "seed {seed}");
    }
}
