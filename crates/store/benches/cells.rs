//! What it costs to write trials, and to read the results of 100,000 of them.
#![expect(clippy::unwrap_used, reason = "a benchmark fails loudly")]

#[path = "../tests/support/mod.rs"]
mod support;

use divan::Bencher;
use divan::counter::ItemsCount;
use std::sync::OnceLock;
use store::{Axis, Run};
use tempfile::TempDir;

const TRIALS: u64 = 100_000;

fn main() {
    divan::main();
}

/// A run that is made once and read by all benchmarks below.
fn stored() -> Run {
    static FOLDER: OnceLock<TempDir> = OnceLock::new();
    let folder = FOLDER.get_or_init(|| {
        let folder = tempfile::tempdir().unwrap();
        support::store(&Run::create_or_open(folder.path(), &support::plan()).unwrap(), 0..TRIALS);
        folder
    });
    Run::open_read_only(folder.path()).unwrap()
}

#[divan::bench(sample_count = 10)]
fn cells(bencher: Bencher<'_, '_>) {
    let run = stored();
    bencher.bench_local(|| run.cells().unwrap());
}

#[divan::bench(sample_count = 10)]
fn cells_by_model_and_defense(bencher: Bencher<'_, '_>) {
    let run = stored();
    bencher.bench_local(|| run.cells_by(&[Axis::Model, Axis::Defense]).unwrap());
}

#[divan::bench(sample_count = 10)]
fn logical_digest(bencher: Bencher<'_, '_>) {
    let run = stored();
    bencher.bench_local(|| run.logical_digest().unwrap());
}

#[divan::bench(sample_count = 10)]
fn one_trace(bencher: Bencher<'_, '_>) {
    let run = stored();
    bencher.bench_local(|| run.trace_text(support::key(4_711)).unwrap());
}

#[divan::bench(sample_count = 5)]
fn put_10_000(bencher: Bencher<'_, '_>) {
    bencher
        .counter(ItemsCount::new(10_000_u64))
        .with_inputs(|| tempfile::tempdir().unwrap())
        .bench_local_values(|folder| {
            support::store(&Run::create_or_open(folder.path(), &support::plan()).unwrap(), 0..10_000);
            folder
        });
}
