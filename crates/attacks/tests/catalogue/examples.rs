//! The examples in the documentation of placements are true.

use attacks::PLACEMENTS;
use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::SeedableRng;
use serde_json::Value;
use std::path::Path;

/// The `before -> after` of the example block of a source file.
fn example(folder: &str, id: &str) -> (Value, Value) {
    let name = id.rsplit(':').next().unwrap().to_lowercase();
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("src").join(folder).join(format!("{name}.rs"));
    let source = std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    let docs: String =
        source.lines().filter_map(|line| line.strip_prefix("//!")).map(|line| format!("{line}\n")).collect();
    let (_, example) = docs.split_once("## Example").unwrap_or_else(|| panic!("{id} has no example"));
    let block = example.split("```").nth(1).unwrap().strip_prefix("text").unwrap();
    let (before, after) =
        block.split_once("->").unwrap_or_else(|| panic!("{id}: an example is `before -> after`"));
    let read =
        |text: &str| serde_json::from_str(text).unwrap_or_else(|error| panic!("{id}: {text}: {error}"));
    (read(before), read(after))
}

fn rng() -> ChaCha8Rng {
    ChaCha8Rng::seed_from_u64(1)
}

#[test]
fn placements() {
    for placement in PLACEMENTS {
        let (before, after) = example("placement", placement.id());
        let payload = if ["fused", "fused:register", "fused:model"].contains(&placement.id()) {
            "First. Second."
        } else {
            "PAYLOAD"
        };
        assert_eq!(
            placement.place(before.as_str().unwrap(), payload, &mut rng()),
            after,
            "{}",
            placement.id()
        );
    }
}
