//! Law 7: a result, once reported, survives `kill -9`, and a re-run continues and repeats nothing.

use crate::support::Desk;
use std::time::Duration;

const GRID: &str = "
environments: [textcraft: {tasks: [150]}, todolist: {tasks: [3], shape: agentgym}]
attacks: [none, covering]
defenses: [none, whitelist]
models: [reference/obedient]
";

const RUN: &[&str] = &["run", "grid.yaml", "--quiet"];

const KILLS: u32 = 20;

/// The same numbers every time: moments may be random, tests may not.
struct Random(u64);

impl Random {
    fn below(&mut self, limit: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % limit
    }
}

fn planned(desk: &Desk) -> u64 {
    let plan: serde_json::Value = serde_json::from_str(&desk.read("runs/grid/plan.json")).unwrap();
    plan["trials"].as_u64().unwrap()
}

#[test]
fn a_run_that_is_killed_twenty_times_finds_what_a_calm_one_finds() {
    let desk = Desk::with(GRID);
    let mut random = Random(20_250_613_666);
    let (mut before, mut interrupted) = (0, 0);
    for kill in 0..KILLS {
        let mut child = desk.start(RUN);
        let wanted = if kill == 0 { 0 } else { before + random.below(10) };
        desk.wait_for_rows("grid", wanted, &mut child);
        std::thread::sleep(Duration::from_millis(random.below(25)));
        child.kill().unwrap();
        interrupted += u32::from(!child.wait().unwrap().success());
        let rows = desk.rows("grid").unwrap_or_default();
        assert!(rows >= before, "kill {kill}: {rows} trials are left of {before}");
        before = rows;
    }
    assert!(
        interrupted > KILLS / 2 && before > 0,
        "the kills hit {interrupted} times, {before} trials stood"
    );
    desk.good(RUN);
    let planned = planned(&desk);
    assert_eq!(desk.rows("grid"), Some(planned), "no trial lost, none twice");

    let calm = Desk::with(GRID);
    calm.good(RUN);
    assert_eq!(calm.rows("grid"), Some(planned));
    assert_eq!(desk.digest("grid"), calm.digest("grid"));
    let all = desk.good(&["run", "grid.yaml"]);
    assert!(all.contains("The whole table: safemcp results runs/grid"), "{all}");
    assert_eq!(desk.digest("grid"), calm.digest("grid"), "a run that is done is left alone");
}
