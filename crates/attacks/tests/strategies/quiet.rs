//! What benign services say is in no encoding, and says no instruction.

use detect::encodings::decodings;
use environments::{FAMILIES, Shape};
use models::reference::grammar::{Found, read};
use serde_json::Value;

#[test]
fn texts_of_environments_say_nothing_hidden() {
    let mut bytes = 0;
    for family in FAMILIES.iter().filter(|family| !family.waits(&Value::Null)) {
        for index in 0..family.tasks(&Value::Null).unwrap().min(3) {
            let mut world = family.open(index, 1, &Value::Null).unwrap();
            let mut texts: Vec<String> =
                world.tools().iter().map(|tool| tool.description.to_owned()).collect();
            for call in world.solution(Shape::Native).calls {
                let reply = world.call(&call.tool, &call.arguments);
                texts.extend([reply.text, reply.structured.to_string()]);
            }
            for text in texts {
                bytes += text.len();
                assert_eq!(decodings(&text), [], "{}: {text}", family.id());
                assert_eq!(read(&text), Found::default(), "{}: {text}", family.id());
            }
        }
    }
    assert!(bytes > 100_000, "{bytes}");
}
