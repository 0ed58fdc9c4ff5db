//! No file is long, and half of them are short.

use super::{Source, Violation};

/// Most lines of one file, tests aside.
const MOST: usize = 600;

/// Most lines of the median file, tests aside.
const MEDIAN: usize = 150;

pub(super) fn check(sources: &[Source]) -> Vec<Violation> {
    let mut lengths: Vec<(usize, &str)> = sources
        .iter()
        .filter(|source| source.ships())
        .map(|source| (source.lines(), source.path.as_str()))
        .collect();
    lengths.sort_unstable();
    let long = lengths.iter().filter(|(lines, _)| *lines > MOST).map(|(lines, path)| {
        Violation::new(path, MOST + 1, format!("{lines} lines: split the file, {MOST} is the most"))
    });
    let middle = lengths.get(lengths.len() / 2).filter(|(lines, _)| *lines > MEDIAN);
    let median = middle.map(|(lines, path)| {
        Violation::new(
            path,
            1,
            format!("the median file has {lines} lines: split files until it is {MEDIAN}"),
        )
    });
    long.chain(median).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(lengths: &[usize], tests: usize, expected: &[&str]) {
        let text = |lines: &usize| format!("{}#[cfg(test)]\n{}", "x\n".repeat(*lines), "y\n".repeat(tests));
        let sources: Vec<_> = lengths
            .iter()
            .enumerate()
            .map(|(nth, lines)| Source::new(&format!("crates/a/src/{nth}.rs"), text(lines)))
            .collect();
        let found: Vec<_> = super::check(&sources).iter().map(ToString::to_string).collect();
        assert_eq!(found.len(), expected.len(), "{found:?}");
        assert!(found.iter().zip(expected).all(|(found, part)| found.contains(part)), "{found:?}");
    }

    #[test]
    fn long_files_are_found() {
        check(&[10, 20, 600], 900, &[]);
        check(&[10, 20, 601], 0, &["2.rs:601: 601 lines"]);
        check(&[10, 151, 160], 0, &["1.rs:1: the median file has 151 lines"]);
    }
}
