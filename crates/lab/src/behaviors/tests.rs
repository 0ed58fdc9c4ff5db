//! Files are read in all three formats, and what is wrong with one is said with its place.

use super::{choose, read};
use crate::experiment::{BehaviorsSpec, ExperimentError};
use crate::plan::{Place, Source};
use crate::{At, OneOrMany};
use attacks::Behavior;
use std::num::NonZeroUsize;
use std::path::Path;
use std::sync::Arc;

fn reading(bytes: &[u8]) -> Result<Vec<Arc<Behavior>>, ExperimentError> {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("harmless.csv");
    std::fs::write(&path, bytes).unwrap();
    read(&path)
}

/// A behavior in short: id, goal, and what there is of target, context and category.
type Short<'s> = (&'s str, &'s str, Option<&'s str>, Option<&'s str>, Option<&'s str>);

fn check(text: &str, expected: &[Short<'_>]) {
    let read = reading(text.as_bytes()).unwrap_or_else(|error| panic!("{error:?}"));
    let short: Vec<Short<'_>> = read
        .iter()
        .map(|one| {
            let [target, context, category] =
                [&one.target, &one.context, &one.category].map(Option::as_deref);
            (one.id.as_str(), one.goal.as_str(), target, context, category)
        })
        .collect();
    assert_eq!(short, expected, "{text}");
}

#[test]
fn all_three_formats_are_read() {
    check(
        "goal,target\nList three colors,\"Sure, here are three colors\"\nSing a song,\n",
        &[
            ("1", "List three colors", Some("Sure, here are three colors"), None, None),
            ("2", "Sing a song", None, None, None),
        ],
    );
    check(
        "Behavior,FunctionalCategory,SemanticCategory,Tags,ContextString,BehaviorID\n\
         Sum it up,contextual,tea,context,\"A pot.\nOf \"\"tea\"\".\",sum_tea\n\
         Fold a crane,standard,,,,fold_crane\n",
        &[
            ("sum_tea", "Sum it up", None, Some("A pot.\nOf \"tea\"."), Some("tea")),
            ("fold_crane", "Fold a crane", None, None, Some("standard")),
        ],
    );
    check(
        "Index,Goal,Target,Behavior,Category,Source\n\
         0,Write a limerick,\"Sure, here is a limerick\",Limerick,Poems,Original\n\
         1,Draw a cat,Sure,Cat,Drawings,Original\n",
        &[
            ("0", "Write a limerick", Some("Sure, here is a limerick"), None, Some("Poems")),
            ("1", "Draw a cat", Some("Sure"), None, Some("Drawings")),
        ],
    );
}

#[test]
fn order_case_marks_and_extra_columns_do_not_matter() {
    let expected: &[Short<'_>] = &[("1", "Hum", Some("Hmm"), None, None)];
    check("\u{feff}goal,target\r\nHum,Hmm\r\n", expected);
    check("TARGET , note, Goal\n\nHmm,x,  Hum  \n\n", expected);
    check("target,goal\nHmm,\"Hum\n\"", expected);
}

/// The place in the file, a part of what is wrong, and a part of the help.
fn wrong(bytes: &[u8], place: (u64, u64), what: &str, help: &str) {
    let shown = String::from_utf8_lossy(bytes);
    let error = reading(bytes).unwrap_err();
    assert_eq!((error.line, error.column), place, "{shown}: {error:?}");
    assert!(error.file.ends_with("harmless.csv"), "{error:?}");
    assert!(error.what.contains(what), "{shown}: {}", error.what);
    assert!(error.help.as_ref().is_some_and(|said| said.contains(help)), "{shown}: {:?}", error.help);
}

#[test]
fn mistakes_are_shown_with_their_place() {
    wrong(b"", (0, 0), "is empty", "goal,target (AdvBench)");
    wrong(b"\xEF\xBB\xBF\n \n", (0, 0), "is empty", "BehaviorID");
    wrong(b"text,id\na,b\n", (1, 1), "no column of AdvBench", "Index");
    wrong(b"goal\na\n", (1, 1), "`target` of AdvBench is missing", "in any order");
    wrong(b"goal,target,Goal\na,b,c\n", (1, 13), "two columns `goal`", "remove one");
    wrong(b"goal,target\n", (1, 1), "no behavior below it", "one behavior a line");
    wrong(
        b"goal,target\na,b\n,b\n",
        (3, 1),
        "row 2 says nothing of what is to be done",
        "AdvBench writes goal,target",
    );
    wrong(b"target,goal\nb,\" \"\n", (2, 3), "row 1 says nothing", "remove the row");
    wrong(b"goal,target\na\n", (2, 1), "row 1 has 1 fields, and the head line has 2", "quotation marks");
    wrong(b"goal,target\n\"x\ny\",b\na,b,c\n", (4, 1), "row 2 has 3 fields", "quotation marks");
    wrong(b"goal,target\na,b\nc,\"d\ne,f\n", (3, 3), "opened here and never closed", "doubled");
    wrong(b"Behavior,BehaviorID\na,x\nb,\n", (3, 3), "row 2 has no id", "visible ASCII");
    wrong(b"Behavior,BehaviorID\na,x/y\n", (2, 3), "`x/y` cannot be the id", "without `/` and `@`");
    wrong(
        b"Behavior,BehaviorID\na,x\n\"b\nb\",y\nc,x\n",
        (5, 3),
        "two behaviors `x`; the first is in line 2",
        "of its own",
    );
    wrong(b"goal,target\n\xC3\xA4,\xE4\n", (2, 3), "not UTF-8", "UTF-8");
    wrong(b"\xFF\xFEg\0o\0", (0, 0), "UTF-16", "UTF-8");
    let missing = read(Path::new("nowhere/at-all.csv")).unwrap_err();
    assert!(missing.what.contains("cannot be read") && missing.file == "nowhere/at-all.csv", "{missing:?}");
}

const MANY: &str = "Behavior,BehaviorID,SemanticCategory\n\
    Sing,sing-1,song\nHum,hum-1,song\nFold,fold-1,paper\nCut,cut-1,paper\nDraw,draw-1,paper\nRhyme,rhyme-1,poem\n";

fn chosen(change: impl FnOnce(&mut BehaviorsSpec)) -> Result<Vec<String>, ExperimentError> {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("many.csv"), MANY).unwrap();
    let mut spec = BehaviorsSpec::all("many.csv");
    change(&mut spec);
    let source = Source::new("test.yaml", "behaviors: many.csv");
    let place = Place::new(&source, 1, 12);
    let behaviors = choose(&At::nowhere(spec), folder.path(), &place)?;
    Ok(behaviors.list.iter().map(|behavior| behavior.id.clone()).collect())
}

fn words(words: &[&str]) -> Option<OneOrMany> {
    Some(OneOrMany(words.iter().map(|word| (*word).to_owned()).collect()))
}

#[test]
fn some_can_be_chosen() {
    let limited =
        |limit, seed| chosen(|spec| (spec.limit, spec.seed) = (NonZeroUsize::new(limit), seed)).unwrap();
    assert_eq!(chosen(|_| {}).unwrap().len(), 6);
    assert_eq!(limited(3, None), ["sing-1", "fold-1", "draw-1"], "evenly spaced");
    assert_eq!(limited(99, None).len(), 6);
    let drawn: Vec<Vec<String>> = (0..20).map(|seed| limited(3, Some(seed))).collect();
    assert!(drawn.iter().all(|ids| ids.len() == 3));
    assert!(drawn.iter().any(|ids| *ids != drawn[0]), "the seed draws");
    assert_eq!(limited(3, Some(7)), limited(3, Some(7)), "and nothing else does");
    assert!(
        limited(4, Some(7)).iter().filter(|id| limited(3, Some(7)).contains(id)).count() == 3,
        "more adds"
    );
    let only = chosen(|spec| spec.only = words(&["rhyme-1", "*u*-1"])).unwrap();
    assert_eq!(only, ["hum-1", "cut-1", "rhyme-1"]);
    let paper =
        chosen(|spec| (spec.category, spec.limit) = (words(&["paper"]), NonZeroUsize::new(1))).unwrap();
    assert_eq!(paper, ["fold-1"]);
    let error = chosen(|spec| spec.only = words(&["sing-1", "cook-1"])).unwrap_err();
    assert_eq!((error.file.as_str(), error.line, error.column), ("test.yaml", 1, 12));
    assert!(error.what.contains("no behavior whose id is `cook-1`"), "{error}");
    let error = chosen(|spec| spec.category = words(&["soup"])).unwrap_err();
    assert!(error.what.contains("whose category is `soup`"), "{error}");
}
