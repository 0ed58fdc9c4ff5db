//! Law 4: the same grid gives the same store, whoever works on it.

use crate::support::{plan, run_on};
use std::collections::BTreeSet;

const GRID: &str = "
environments:
  - textcraft: {tasks: [150]}
  - todolist: {tasks: [3], shape: agentgym}
attacks: [none, {surface: [TL03, TR01], objective: [hijack, steer, exhaust], trigger: [always, 'from-call:2']}, {surface: [TL03, TR01], placement: 'fused:model'}]
defenses: [none, whitelist, spotlight: {by: datamark}]
models: [reference/obedient]
";

fn digest(threads: usize, concurrency: usize, seeds: &str) -> String {
    let mut plan = plan(&format!("{GRID}seeds: {seeds}\n"));
    plan.concurrency = Some(concurrency);
    run_on(threads, plan).digest()
}

#[test]
fn workers_and_order_change_nothing() {
    let alone = digest(1, 1, "[7]");
    assert_eq!(digest(4, 64, "[7]"), alone, "many workers find what one finds");
    assert_eq!(digest(2, 5, "[7]"), alone, "a run can be repeated");
    assert_ne!(digest(4, 64, "[8]"), alone, "another seed is another run");
}

#[test]
fn seeds_show_in_what_happened_and_not_only_in_names() {
    let plan = plan(
        "environments: [textcraft]\nattacks: [TL03/direct/hijack/after/always]\nmodels: [reference/obedient]\nseeds: 3\n",
    );
    let ran = run_on(2, plan);
    let hostile = ran.trials.iter().filter(|trial| trial.ladder.is_some());
    let traces: BTreeSet<String> = hostile.map(|trial| ran.store.trace_text(trial.key).unwrap()).collect();
    assert_eq!(traces.len(), 3, "each seed has a token and a secret of its own");
}
