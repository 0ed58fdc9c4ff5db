//! Rows TK: tasks.

use super::{Eras, Reader, Surface};
use crate::carrier::task::{Part, task};
use crate::goal::Breach;

pub(super) const ROWS: [Surface; 8] = [
    Surface::new("TK01", "id of a task", "tools/call", "result.taskId")
        .read_by(Eras::Both, &[Reader::Host])
        .serves("H", "guessable and foreign handles")
        .stopped_by(&["state", "capabilities"])
        .carried(|| task(Part::Id))
        .breach(Breach::Echoed),
    Surface::new("TK02", "status of a task", "tasks/get", "result.status")
        .read_by(Eras::Both, &[Reader::Host])
        .serves("CD", "never done")
        .stopped_by(&["budget", "state", "capabilities"])
        .carried(|| task(Part::Endless))
        .breach(Breach::Repeated("tasks/get", 20)),
    Surface::new("TK03", "status message", "tasks/get", "result.statusMessage")
        .read_by(Eras::Both, &[Reader::User, Reader::Model])
        .serves("ABG", "as progress")
        .stopped_by(&["detector", "normalize"])
        .carried(|| task(Part::Message)),
    Surface::new("TK04", "times of a task", "tasks/get", "result.ttlMs, result.pollIntervalMs")
        .read_by(Eras::Both, &[Reader::Host])
        .serves("D", "poll storms and stalls")
        .stopped_by(&["budget", "state", "capabilities"])
        .carried(|| task(Part::Poll))
        .breach(Breach::Repeated("tasks/get", 20)),
    Surface::new("TK05", "question in a task", "tasks/get", "result.inputRequests")
        .read_by(Eras::Extension, &[Reader::Host, Reader::User])
        .serves("G", "late consent")
        .stopped_by(&["capabilities"])
        .carried(|| task(Part::Input))
        .breach(Breach::Answered("elicitation/create")),
    Surface::new("TK06", "result of a task", "tasks/result", "result.content")
        .read_by(Eras::Both, &[Reader::Model])
        .serves("F", "arrives after approval and scan")
        .stopped_by(&["detector", "spotlight"])
        .carried(|| task(Part::Result)),
    Surface::new("TK07", "task nobody wanted", "tools/call", "result.resultType: task")
        .read_by(Eras::Extension, &[Reader::Host])
        .serves("CD", "only if declared")
        .stopped_by(&["state", "capabilities"])
        .carried(|| task(Part::Undeclared))
        .breach(Breach::Repeated("tasks/get", 0)),
    Surface::new("TK08", "immediate response", "tools/call", "result._meta: model-immediate-response")
        .read_by(Eras::Initialize, &[Reader::Model])
        .serves("AB", "a string meant for the model")
        .stopped_by(&["detector", "limit"])
        .carried(|| task(Part::Immediate)),
];
