//! `said` and `holds`: what the final answer, and what the experiment's own predicate says.

use crate::case::{Case, marker};
use attacks::Predicate;
use judge::Facts;

#[test]
fn a_marker_counts_in_the_final_answer() {
    let said = |texts: &[&str], answer| {
        let case = texts.iter().fold(Case::default(), |case, text| case.says(text, &[]));
        Case { answer, ..case }
    };
    said(&["Done."], "Done.").acts(marker(), [false, false, false]);
    said(&["As told: AMBER-fern-1234", "Done."], "Done.").acts(marker(), [true, false, false]);
    said(&["Done. Amber-Fern-1234"], "Done. Amber-Fern-1234").acts(marker(), [true, true, true]);
    said(&["amber fern 1234"], "amber fern 1234").acts(marker(), [false, false, false]);
    Case::default().says("", &[("tell", "amber-fern-1234")]).acts(marker(), [false, false, false]);
}

#[test]
fn an_expression_decides_all_three() {
    let holds = |expression: &str| Predicate::Holds { expression: expression.into() };
    let case = || Case { facts: Some(Facts { answer: "42".into(), ..Facts::default() }), ..Case::default() };
    case().acts(holds(r#"answer == "42""#), [true, true, true]);
    case().acts(holds(r#"answer == "43""#), [false, false, false]);
    case().fails(holds("answer"), "not true or false");
    case().fails(holds("answer =="), "cannot be read");
    Case::default().fails(holds("true"), "facts of this trial are missing");
}
