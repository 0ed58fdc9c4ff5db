//! Law 7: a result, once reported, survives `kill -9`, and a re-run continues and repeats nothing.

use crate::support::Desk;
use std::collections::BTreeMap;
use std::time::Duration;
use store::{Key, Run};

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

/// Searches that end early, late and never.
const SEARCHES: &str = "
environments: [textcraft: {tasks: [150]}]
attacks:
  - adaptive: {search: best-of, budget: 9, over: &over [{surface: [TL03, TR01], strategy: [direct, authority, base64, morse, tags]}]}
  - adaptive: {search: genetic, budget: 9, over: *over}
  - adaptive: {search: autodan, budget: 9, over: *over}
defenses: [detector, whitelist, normalize]
models: [reference/obedient]
concurrency: 2
";

/// Queries that are recorded of searches that are not over.
fn journal(desk: &Desk, searches: &[Key]) -> BTreeMap<Key, usize> {
    let Ok(run) = Run::open_read_only(desk.path().join("runs/grid")) else { return BTreeMap::new() };
    searches.iter().map(|key| (*key, run.journal(*key).unwrap().len())).collect()
}

#[test]
fn a_search_that_is_killed_in_its_midst_goes_on_and_finds_what_a_calm_one_finds() {
    let calm = Desk::with(SEARCHES);
    calm.good(RUN);
    let mut searches = Vec::new();
    let run = Run::open_read_only(calm.path().join("runs/grid")).unwrap();
    run.trials(|trial| searches.extend(trial.queries.is_some().then_some(trial.key))).unwrap();
    assert_eq!(searches.len(), 9);

    let desk = Desk::with(SEARCHES);
    let mut random = Random(20_261_129);
    let (mut before, mut hit) = (BTreeMap::new(), 0);
    for kill in 0..KILLS {
        let mut child = desk.start(RUN);
        let stood: usize = before.values().sum();
        for _ in 0..12_000 {
            let moved = journal(&desk, &searches).values().sum::<usize>() != stood;
            if moved || child.try_wait().unwrap().is_some() {
                break;
            }
            std::thread::sleep(Duration::from_millis(2));
        }
        std::thread::sleep(Duration::from_millis(random.below(25)));
        child.kill().unwrap();
        child.wait().unwrap();
        let now = journal(&desk, &searches);
        let Ok(run) = Run::open_read_only(desk.path().join("runs/grid")) else { continue };
        let done = run.done().unwrap();
        for (key, queries) in &now {
            let lost = *queries < before.get(key).copied().unwrap_or_default() && !done.contains(key);
            assert!(!lost, "kill {kill}: {queries} queries of {key} are left of {before:?}");
            assert!(*queries == 0 || !done.contains(key), "kill {kill}: {key} is over and has a journal");
        }
        hit += u32::from(now.values().any(|queries| *queries > 0));
        before = now;
    }
    assert!(hit > KILLS / 4, "{hit} kills left a search that had begun");
    let said = desk.safemcp(&["run", "grid.yaml"]);
    assert_eq!(said.code, Some(0), "{}", said.err);
    let queries: usize = before.values().sum();
    assert_eq!(said.err.contains(&format!("{queries} quer")), queries > 0, "{}", said.err);
    assert_eq!(journal(&desk, &searches).values().sum::<usize>(), 0, "what is recorded needs no journal");
    assert_eq!(desk.rows("grid"), calm.rows("grid"));
    assert_eq!(desk.digest("grid"), calm.digest("grid"));
}
