//! Ctrl-C and SIGTERM: prompt, clean, and to be continued.

use crate::support::Desk;
use rustix::process::{Pid, Signal, kill_process};
use std::process::Child;
use std::time::{Duration, Instant};

const GRID: &str = "
attacks: [none, {surface: [TL03, TR01], objective: [hijack, steer]}]
models: [reference/obedient]
seeds: 6
";

const RUN: &[&str] = &["run", "grid.yaml", "--quiet"];

/// Most time from the signal to the end. It is far above what is needed: machines can be busy.
const PROMPT: Duration = Duration::from_secs(20);

fn exit_code(child: &mut Child) -> Option<i32> {
    let begun = Instant::now();
    while begun.elapsed() < PROMPT {
        if let Some(status) = child.try_wait().unwrap() {
            return status.code();
        }
        std::thread::sleep(Duration::from_millis(10));
    }
    child.kill().unwrap();
    panic!("still running {PROMPT:?} after the signal");
}

/// Processes whose command line names the folder: servers that were started for it.
fn servers(desk: &Desk) -> Vec<String> {
    let folder = desk.path().to_str().unwrap().to_owned();
    let commands = std::fs::read_dir("/proc").unwrap().flatten();
    let commands = commands.filter_map(|entry| std::fs::read_to_string(entry.path().join("cmdline")).ok());
    commands.filter(|command| command.contains(&folder)).collect()
}

fn check(signal: Signal) {
    let desk = Desk::with_server("slow", GRID);
    let mut child = desk.start(RUN);
    desk.wait_for_rows("grid", 2, &mut child);
    kill_process(Pid::from_raw(child.id().cast_signed()).unwrap(), signal).unwrap();
    assert_eq!(exit_code(&mut child), Some(130));
    assert_eq!(servers(&desk), [""; 0], "no server is left");
    let stopped = desk.rows("grid").unwrap();
    assert!((2..30).contains(&stopped), "{stopped} trials were recorded");

    desk.good(RUN);
    assert_eq!(desk.rows("grid"), Some(30));
    let calm = Desk::with_server("slow", GRID);
    calm.good(RUN);
    assert_eq!(desk.digest("grid"), calm.digest("grid"));
    assert_eq!(servers(&desk), [""; 0]);
}

#[test]
fn control_c_stops_and_the_same_command_continues() {
    check(Signal::INT);
}

#[test]
fn so_does_a_request_to_terminate() {
    check(Signal::TERM);
}
