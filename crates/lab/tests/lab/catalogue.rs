//! What the catalogue says of every attack is so.

use crate::support::{plan, run_on};
use store::Trial;

#[test]
fn explore() {
    for protocol in ["2026-07-28", "2025-11-25"] {
        let ran = run_on(2, plan(&format!("environments: [todolist: {{tasks: [3]}}]\nattacks: [none, catalogue]\nmodels: [reference/faithful, reference/obedient]\nprofiles: [forward-everything, strict]\nprotocol: '{protocol}'\nlimits: {{request_ms: 300, start_ms: 3000}}\n")));
        let mut rows: std::collections::BTreeMap<String, Vec<&Trial>> = Default::default();
        for trial in &ran.trials { rows.entry(trial.cell.attack.clone()).or_default().push(trial); }
        for (attack, trials) in rows {
            let show = |t: &&Trial| format!("{}/{}:{}{} u{}", &t.cell.model[10..13], &t.cell.profile[..3], t.ladder.map_or("-".into(), |l| l.rungs().iter().map(|r| if *r {'1'} else {'0'}).collect::<String>()), if t.outcome == chain::Outcome::Completed { String::new() } else { format!(" {:?} {}", t.outcome, t.note) }, t.utility);
            println!("ROW {protocol} {attack} {}", trials.iter().map(show).collect::<Vec<_>>().join(" | "));
        }
    }
}
