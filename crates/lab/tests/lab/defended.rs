//! Defenses that ask a model of their own.

use crate::support::{Ran, plan, run_on};

#[test]
fn another_model_can_be_asked_and_its_cost_counts() {
    let grid = "environments: [weather: {tasks: [3]}]\nmodels: [reference/obedient]\ndefenses: [none, verification]\n";
    let own = run_on(1, plan(grid));
    let other = run_on(1, plan(&format!("{grid}second_model: reference/faithful\n")));
    let requests =
        |ran: &Ran, defense: &str| ran.only(|trial| trial.cell.defense == defense).metrics.model_calls;
    let calls = own.only(|trial| trial.cell.defense == "none").metrics.tool_calls;
    for ran in [&own, &other] {
        assert_eq!(requests(ran, "verification"), requests(ran, "none") + calls);
    }
    let key = |ran: &Ran| ran.only(|trial| trial.cell.defense == "none").key;
    assert_ne!(key(&own), key(&other), "another second model makes other trials");
}
