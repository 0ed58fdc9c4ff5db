//! What the catalogue says of every attack is so.

use crate::support::{plan, run_on};
use lab::check::{
    BATCHES, BEHAVIORS, CheckedAttack, ERAS, attacks, attacks_among_services, attacks_in, attacks_in_batches,
    behaviors_in, defenses, defenses_against, defenses_among_services, defenses_in_peace, every_defense,
    watched,
};

/// No problem is left, and less is asked of few.
fn check(checked: &[CheckedAttack], excused: usize) {
    let told = |attack: &CheckedAttack| {
        let problems = attack.problems.join("; ");
        (!problems.is_empty()).then(|| format!("{} {}: {problems}", attack.era, attack.attack))
    };
    assert_eq!(checked.iter().filter_map(told).collect::<Vec<_>>(), Vec::<String>::new());
    for attack in checked {
        // Two models, each with its hosts: every one of them can do the task.
        let (twins, solved) = attack.solved;
        assert!(twins >= 2 && solved == twins, "{} {}: {solved} of {twins}", attack.era, attack.attack);
    }
    let with: Vec<&str> = checked
        .iter()
        .filter(|attack| !attack.excuses.is_empty())
        .map(|attack| attack.attack.as_str())
        .collect();
    assert!(with.len() <= excused, "{with:?}");
}

#[test]
fn every_attack_in_the_stateless_era() {
    let ran = run_on(2, plan(&attacks_in(ERAS[0])));
    check(&attacks(ERAS[0], &ran.trials).unwrap(), 22);
}

#[test]
fn every_attack_where_initialize_opens_the_session() {
    let ran = run_on(2, plan(&attacks_in(ERAS[1])));
    check(&attacks(ERAS[1], &ran.trials).unwrap(), 19);
}

#[test]
fn batches_in_the_revision_that_has_them() {
    let ran = run_on(2, plan(&attacks_in_batches()));
    let checked = attacks(BATCHES, &ran.trials).unwrap();
    check(&checked, 0);
    assert!(
        matches!(&*checked, [batch] if batch.obedient.harmed && batch.strict == Some(false)),
        "{checked:?}"
    );
}

#[test]
fn behaviors_in_either_era() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("harmless.csv");
    std::fs::write(&file, BEHAVIORS).unwrap();
    for era in ERAS {
        let ran = run_on(2, plan(&behaviors_in(era, &file.display().to_string())));
        let checked = attacks(era, &ran.trials).unwrap();
        assert_eq!(checked.len(), 4, "two behaviors on two points");
        check(&checked, 0);
        assert!(checked.iter().all(|attack| attack.obedient.harmed && !attack.faithful));
    }
}

#[test]
fn every_attack_that_needs_several_services() {
    for era in ERAS {
        let ran = run_on(2, plan(&attacks_among_services(era).unwrap()));
        let checked = attacks(era, &ran.trials).unwrap();
        assert_eq!(checked.len(), 6);
        check(&checked, 0);
        assert!(checked.iter().all(|attack| attack.obedient.harmed && !attack.faithful), "{checked:?}");
        assert!(ran.trials.iter().all(|trial| trial.utility == 1.0), "the task is done all the same");
    }
}

/// Attacks that between them meet every defense, so that the test need not play all of them.
const TELLING: &str = "[none, TR01/direct/hijack/after/always, TL03/direct/hijack/after/always, \
     TR01/direct/exfiltrate/after/always, TR01/direct/exhaust/after/always, TR01/direct/degrade/after/always, \
     TL01/direct/hijack/after/always, TL04/direct/hijack/after/always, TL11/direct/hijack/after/always, \
     TL21/direct/protocol/after/always, TL22/direct/hijack/after/from-call:2, L05/direct/hijack/after/always, TR01/tags/hijack/after/always, \
     TR07/direct/hijack/after/always, R04/direct/protocol/after/always, N01/direct/hijack/after/always, N06/direct/hijack/after/always, \
     E02/direct/hijack/after/always, E03/direct/hijack/after/always, R12/direct/protocol/after/always, \
     TK01/direct/protocol/after/always, TK04/direct/protocol/after/always, L01/direct/protocol/after/always, L04/direct/hijack/after/always]";

#[test]
fn every_defense_stops_something_and_costs_no_benign_task() {
    let every = every_defense();
    let hostile = defenses_against(&every, ERAS[0]).replace("[none, catalogue]", TELLING);
    let mut trials = watched(&run_on(2, plan(&hostile)).store).unwrap();
    trials.extend(watched(&run_on(2, plan(&defenses_among_services(&every, ERAS[0]))).store).unwrap());
    let benign = run_on(2, plan(&defenses_in_peace(&every))).trials;
    let checked = defenses(&[(ERAS[0], &trials)], &benign);
    assert_eq!(checked.len(), ::defenses::DEFENSES.len());
    let told = |defense: &lab::check::CheckedDefense| {
        (!defense.problems().is_empty())
            .then(|| format!("{}: {}", defense.defense, defense.problems().join("; ")))
    };
    assert_eq!(checked.iter().filter_map(told).collect::<Vec<_>>(), Vec::<String>::new());
}

/// Cells of a row of the page of surfaces.
fn cells(id: &str) -> Vec<&'static str> {
    let page = include_str!("../../../../docs/surfaces.md");
    let row = page.lines().find(|line| line.starts_with(&format!("| {id} |"))).unwrap();
    row.split('|').map(str::trim).collect()
}

/// Whether a cell says that a defense does something in this era: all of the row's eras, where it names none.
fn says(cell: &str, defense: &str, era: &str) -> bool {
    let named = |word: &str| match word.split_once(" (") {
        Some((name, eras)) => name == defense && eras.trim_end_matches(')').split(' ').any(|one| one == era),
        None => word == defense,
    };
    cell.split(", ").any(named)
}

#[test]
fn the_page_of_surfaces_says_of_a_selection_what_is_measured() {
    // Of each of these rows the page tells of all its attacks, and the catalogue has one only.
    let rows = ["TL11", "TL04", "R04", "N01", "L04", "E03"];
    let attacks = rows.map(|row| {
        let objective = if row == "R04" { "protocol" } else { "hijack" };
        format!("{row}/direct/{objective}/after/always")
    });
    let names = ["detector", "schema", "capabilities", "spotlight", "state", "normalize"];
    let every: Vec<String> = ::defenses::DEFENSES
        .iter()
        .filter(|entry| names.contains(&entry.id))
        .map(|entry| format!("{{{}: {}}}", entry.id, entry.settings))
        .collect();
    let mut known = 0;
    for (era, name) in ERAS.into_iter().zip(["stateless", "initialize"]) {
        let hostile = defenses_against(&every.join(", "), era)
            .replace("[none, catalogue]", &format!("[none, {}]", attacks.join(", ")));
        let trials = watched(&run_on(2, plan(&hostile)).store).unwrap();
        for checked in defenses(&[(era, &trials)], &[]) {
            let defense = checked.defense.split('(').next().unwrap();
            for row in rows {
                let cells = cells(row);
                let told = (says(cells[8], defense, name), says(cells[9], defense, name));
                let is = (checked.stops.contains_key(row), checked.detects.contains_key(row));
                assert_eq!(told, is, "{row} {defense} {name}");
                known += usize::from(is.0) + usize::from(is.1);
            }
        }
    }
    assert!(known > 10, "the selection tells something: {known}");
}
