//! What the catalogue says of every attack is so.

use crate::support::{plan, run_on};
use lab::check::{AMONG_SERVICES, CheckedAttack, ERAS, attacks, attacks_in};

/// No problem is left, and less is asked of few.
fn check(checked: &[CheckedAttack], excused: usize) {
    for attack in checked {
        assert_eq!(attack.problems, Vec::<String>::new(), "{} {}", attack.era, attack.attack);
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
    check(&attacks(ERAS[0], &ran.trials).unwrap(), 17);
}

#[test]
fn every_attack_where_initialize_opens_the_session() {
    let ran = run_on(2, plan(&attacks_in(ERAS[1])));
    check(&attacks(ERAS[1], &ran.trials).unwrap(), 15);
}

#[test]
fn attacks_among_services() {
    let ran = run_on(2, plan(AMONG_SERVICES));
    let checked = attacks(ERAS[0], &ran.trials).unwrap();
    assert_eq!(checked.len(), 2);
    check(&checked, 0);
    assert!(checked.iter().all(|attack| attack.obedient.harmed));
}
