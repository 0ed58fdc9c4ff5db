//! Whole-process figures: what a user's machine pays for a run, from start to exit.
//!
//! `cargo bench -p safemcp --bench whole` prints one line a figure. CPU is user and system time of the finished
//! process, as the kernel counts it; memory is its highest resident set. Figures of a shared machine are upper bounds:
//! compare lines of one run with each other. Linux only, because it reads `/proc`.

#![expect(clippy::print_stdout, reason = "a benchmark speaks on standard output")]
#![expect(clippy::expect_used, reason = "a benchmark that cannot run should stop")]

use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

/// What a finished process cost.
struct Cost {
    wall: Duration,
    cpu: Duration,
    peak_kib: u64,
}

/// A reference trial as the figures mean it: TextCraft task 9 is solved by 3 tool calls, so the model is asked 4 times.
const TRIAL: &str = "textcraft: {tasks: [9]}";

fn main() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let help: Vec<_> = (0..20).map(|_| safemcp(folder.path(), &["--help"]).wall).collect();
    println!("--help                          {:>8.1} ms (median of 20)", millis(median(help)));
    reference(folder.path(), "clean", "none", "reference/faithful");
    reference(folder.path(), "hostile", "TR01/direct/hijack/after/always", "reference/obedient");
    in_flight(folder.path());
    results(folder.path());
}

/// CPU and throughput of trials in memory, record included.
fn reference(folder: &Path, name: &str, attack: &str, model: &str) {
    const TRIALS: u32 = 5_000;
    let grid = format!("environments: [{TRIAL}]\nattacks: [{attack}]\nmodels: [{model}]\nseeds: {TRIALS}\n");
    let cost = run(folder, name, &grid);
    // A hostile trial brings its clean twin.
    let trials = if attack == "none" { TRIALS } else { 2 * TRIALS };
    println!(
        "{name:<8} trial, {trials:>6} of them   {:>8.3} ms CPU each, {:>6.0} a second, {:>5.1} MiB",
        millis(cost.cpu) / f64::from(trials),
        f64::from(trials) / cost.wall.as_secs_f64(),
        mebi(cost.peak_kib)
    );
}

/// Two thousand trials at once, each model reply half a second late.
fn in_flight(folder: &Path) {
    let grid = format!(
        "environments: [{TRIAL}]\nmodels: [{{reference/faithful: {{latency_ms: 500}}}}]\nseeds: 2000\nconcurrency: 2000\n"
    );
    let cost = run(folder, "in-flight", &grid);
    // Four replies, one after the other.
    let ideal = 4.0 * 0.5;
    println!(
        "2,000 trials in flight          {:>8.2} x the ideal {ideal} s, {:.1} MiB",
        cost.wall.as_secs_f64() / ideal,
        mebi(cost.peak_kib)
    );
}

/// The table of a hundred thousand trials: the pilot's grid with more seeds.
fn results(folder: &Path) {
    let pilot = include_str!("../../../experiments/pilot.yaml").replace("seeds: 3", "seeds: 9");
    let made = run(folder, "many", &pilot.replace("name: pilot", "name: many"));
    println!(
        "101,952 trials of the pilot     {:>8.1} s, {:.1} MiB",
        made.wall.as_secs_f64(),
        mebi(made.peak_kib)
    );
    let read: Vec<_> = (0..5).map(|_| safemcp(folder, &["results", "many"]).wall).collect();
    println!("results of these                {:>8.1} ms (median of 5)", millis(median(read)));
}

fn run(folder: &Path, name: &str, grid: &str) -> Cost {
    let file = folder.join(format!("{name}.yaml"));
    std::fs::write(&file, grid).expect("the experiment file is written");
    safemcp(folder, &["run", "--quiet", "--name", name, &file.to_string_lossy()])
}

/// Runs the program to its end and counts.
#[expect(clippy::disallowed_methods, reason = "the program under measurement is our own")]
fn safemcp(folder: &Path, args: &[&str]) -> Cost {
    let (before, started) = (children(), Instant::now());
    let mut child = Command::new(env!("CARGO_BIN_EXE_safemcp"))
        .args(args)
        .current_dir(folder)
        .stdout(Stdio::null())
        .spawn()
        .expect("the program starts");
    let mut peak_kib = 0;
    let status = loop {
        peak_kib = peak_kib.max(resident(child.id()));
        if let Some(status) = child.try_wait().expect("the program can be waited for") {
            break status;
        }
        std::thread::sleep(Duration::from_micros(500));
    };
    assert!(status.success(), "safemcp {args:?} ended with {status}");
    Cost { wall: started.elapsed(), cpu: children() - before, peak_kib }
}

/// CPU time of all children that were waited for. The kernel counts in hundredths of a second.
fn children() -> Duration {
    let stat = std::fs::read_to_string("/proc/self/stat").unwrap_or_default();
    let fields = stat.rsplit(')').next().unwrap_or_default().split_whitespace();
    let ticks: u64 = fields.skip(13).take(2).filter_map(|field| field.parse::<u64>().ok()).sum();
    Duration::from_millis(ticks * 10)
}

/// Highest resident set of a process so far, in KiB.
fn resident(process: u32) -> u64 {
    let status = std::fs::read_to_string(format!("/proc/{process}/status")).unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).unwrap_or_default();
    line.split_whitespace().next().and_then(|number| number.parse().ok()).unwrap_or_default()
}

fn median(mut times: Vec<Duration>) -> Duration {
    times.sort();
    times.get(times.len() / 2).copied().unwrap_or_default()
}

fn millis(time: Duration) -> f64 {
    time.as_secs_f64() * 1_000.0
}

#[expect(clippy::cast_precision_loss, reason = "memory sizes are far below 2^53")]
fn mebi(kib: u64) -> f64 {
    kib as f64 / 1_024.0
}
