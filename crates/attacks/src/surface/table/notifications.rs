//! Rows N and E: notifications and errors.

use super::{Eras, Reader, Surface};
use crate::carrier::failure::failure;
use crate::carrier::notice::{FLOOD, notice};
use crate::goal::Breach;

pub(super) const ROWS: [Surface; 9] = [
    Surface::new("N01", "log message", "notifications/message", "params.data, params.logger")
        .read_by(Eras::Both, &[Reader::Log, Reader::User])
        .serves("DG", "ANSI in logs; Log-To-Leak")
        .stopped_by(&["normalize", "limit"])
        .carried(|| notice("notifications/message", r#"{"level":"emergency","logger":"service","data":"PAYLOAD"}"#, 1)),
    Surface::new("N02", "progress", "notifications/progress", "params.message, params.progress")
        .read_by(Eras::Both, &[Reader::User, Reader::Host])
        .serves("DG", "timeouts reset for ever")
        .stopped_by(&["budget", "detector"])
        .carried(|| notice("notifications/progress", r#"{"progressToken":"ID","progress":"COUNT","message":"PAYLOAD"}"#, FLOOD)),
    Surface::new("N03", "cancellation", "notifications/cancelled", "params.requestId, params.reason")
        .read_by(Eras::Both, &[Reader::Host, Reader::User, Reader::Log])
        .serves("GH", "cancels what others asked")
        .stopped_by(&["detector"])
        .carried(|| notice("notifications/cancelled", r#"{"requestId":"ID","reason":"PAYLOAD"}"#, 1)),
    Surface::new("N04", "change of a list", "notifications/tools/list_changed", "params")
        .read_by(Eras::Both, &[Reader::Host])
        .serves("DF", "relist storms")
        .stopped_by(&["budget"])
        .carried(|| notice("notifications/tools/list_changed", r#"{"_meta":{"note":"PAYLOAD"}}"#, 1))
        .breach(Breach::Repeated("tools/list", 1)),
    Surface::new("N05", "subscription", "notifications/subscriptions/acknowledged", "params._meta.subscriptionId")
        .read_by(Eras::Stateless, &[Reader::Host])
        .serves("H", "another host's subscription")
        .stopped_by(&["detector"])
        .carried(|| notice("notifications/subscriptions/acknowledged", r#"{"_meta":{"io.modelcontextprotocol/subscriptionId":"PAYLOAD"}}"#, 1)),
    Surface::new("N06", "status of a task", "notifications/tasks/status", "params")
        .read_by(Eras::Both, &[Reader::Host, Reader::User, Reader::Model])
        .serves("G", "as TK")
        .stopped_by(&["state"])
        .carried(|| notice("notifications/tasks/status", r#"{"taskId":"t1","status":"working","statusMessage":"PAYLOAD","createdAt":"2026-01-01T00:00:00Z","lastUpdatedAt":"2026-01-01T00:00:00Z","ttl":null}"#, 1)),
    Surface::new("E01", "code of an error", "tools/call", "error.code")
        .read_by(Eras::Both, &[Reader::Host])
        .serves("H", "forced fallback, new lists, logins")
        .stopped_by(&[])
        .carried(|| failure(r#""error":{"code":-32020,"message":"PAYLOAD"}"#))
        .breach(Breach::Repeated("tools/list", 1)),
    Surface::new("E02", "message of an error", "tools/call", "error.message")
        .read_by(Eras::Both, &[Reader::Model, Reader::User, Reader::Log])
        .serves("ABD", "arXiv 2510.15994, 2601.10955; not seen by guards of results")
        .stopped_by(&["detector", "limit", "spotlight"])
        .carried(|| failure(r#""error":{"code":-32000,"message":"PAYLOAD"}"#)),
    Surface::new("E03", "data of an error", "tools/call", "error.data")
        .read_by(Eras::Both, &[Reader::Model, Reader::Log])
        .serves("AB", "hidden channel")
        .stopped_by(&["limit", "detector"])
        .carried(|| failure(r#""error":{"code":-32000,"message":"The call failed.","data":{"detail":"PAYLOAD"}}"#)),
];
