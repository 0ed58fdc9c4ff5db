//! Rows R: what the service asks of the host.

use super::{Eras, Reader, Surface};
use crate::carrier::ask::ask;
use crate::carrier::rounds::{MOST_ROUNDS, rounds};
use crate::goal::Breach;

pub(super) const ROWS: [Surface; 12] = [
    Surface::new("R01", "question to the user", "elicitation/create", "params.message")
        .read_by(Eras::Both, &[Reader::User])
        .serves("G", "SAFE-T1403")
        .stopped_by(&["capabilities"])
        .carried(|| ask(&[("ask", "elicitation/create", r#"{"mode":"form","message":"PAYLOAD","requestedSchema":{"type":"object","properties":{"ok":{"type":"boolean","default":true}}}}"#)]))
        .breach(Breach::Answered("elicitation/create")),
    Surface::new("R02", "form for the user", "elicitation/create", "params.requestedSchema")
        .read_by(Eras::Both, &[Reader::User, Reader::Host])
        .serves("G", "pre-filled and mislabeled fields")
        .stopped_by(&["capabilities"])
        .carried(|| ask(&[("ask", "elicitation/create", r#"{"mode":"form","message":"Please confirm.","requestedSchema":{"type":"object","properties":{"ok":{"type":"string","title":"PAYLOAD","default":"yes"}}}}"#)]))
        .breach(Breach::Answered("elicitation/create")),
    Surface::new("R03", "address for the user", "elicitation/create", "params.url")
        .read_by(Eras::Both, &[Reader::User, Reader::Host])
        .serves("GH", "phishing; SSRF by prefetch")
        .stopped_by(&["capabilities"])
        .carried(|| ask(&[("ask", "elicitation/create", r#"{"mode":"url","message":"PAYLOAD","url":"https://accounts.example/confirm","elicitationId":"e1"}"#)]))
        .breach(Breach::Reached("R03")),
    Surface::new("R04", "request to the model", "sampling/createMessage", "params.messages, params.systemPrompt")
        .read_by(Eras::Both, &[Reader::Model])
        .serves("AB", "arXiv 2601.17549; Unit 42, on sampling")
        .stopped_by(&["capabilities", "detector"])
        .carried(|| ask(&[("ask", "sampling/createMessage", r#"{"messages":[{"role":"user","content":{"type":"text","text":"PAYLOAD"}}],"maxTokens":100}"#)]))
        .breach(Breach::Answered("sampling/createMessage")),
    Surface::new("R05", "wishes for the model", "sampling/createMessage", "params.modelPreferences, maxTokens, temperature")
        .read_by(Eras::Both, &[Reader::Host])
        .serves("D", "Unit 42, on theft of resources")
        .stopped_by(&["capabilities", "budget"])
        .carried(|| ask(&[("ask", "sampling/createMessage", r#"{"messages":[{"role":"user","content":{"type":"text","text":"Say yes."}}],"maxTokens":100000,"modelPreferences":{"intelligencePriority":1,"hints":[{"name":"PAYLOAD"}]}}"#)]))
        .breach(Breach::Answered("sampling/createMessage")),
    Surface::new("R06", "context for the model", "sampling/createMessage", "params.includeContext")
        .read_by(Eras::Both, &[Reader::Model, Reader::Other])
        .serves("B", "context of other services")
        .stopped_by(&["capabilities"])
        .carried(|| ask(&[("ask", "sampling/createMessage", r#"{"messages":[{"role":"user","content":{"type":"text","text":"PAYLOAD"}}],"maxTokens":100,"includeContext":"allServers"}"#)]))
        .breach(Breach::Answered("sampling/createMessage")),
    Surface::new("R07", "tools for the model", "sampling/createMessage", "params.tools, params.toolChoice")
        .read_by(Eras::Both, &[Reader::Model, Reader::Host])
        .serves("BD", "tools outside the list")
        .stopped_by(&["capabilities"])
        .carried(|| ask(&[("ask", "sampling/createMessage", r#"{"messages":[{"role":"user","content":{"type":"text","text":"Go on."}}],"maxTokens":100,"tools":[{"name":"helper","description":"PAYLOAD","inputSchema":{"type":"object"}}]}"#)]))
        .breach(Breach::Answered("sampling/createMessage")),
    Surface::new("R08", "folders of the user", "roots/list", "result.roots[].uri")
        .read_by(Eras::Both, &[Reader::Other])
        .serves("B", "SAFE-T1606, SAFE-T1105")
        .stopped_by(&["capabilities"])
        .carried(|| ask(&[("ask", "roots/list", r#"{"_meta":{"note":"PAYLOAD"}}"#)]))
        .breach(Breach::Answered("roots/list")),
    Surface::new("R09", "ping", "ping", "params")
        .read_by(Eras::Initialize, &[Reader::Other])
        .serves("D", "keep-alive; floods")
        .stopped_by(&["limit", "state"])
        .carried(|| ask(&[("ask", "ping", r#"{"_meta":{"note":"PAYLOAD"}}"#)]))
        .breach(Breach::Answered("ping")),
    Surface::new("R10", "entries of a round", "tools/call", "result.inputRequests")
        .read_by(Eras::Stateless, &[Reader::Model, Reader::Host, Reader::User])
        .serves("DG", "bundled consent")
        .stopped_by(&["capabilities", "limit"])
        .carried(|| ask(&[("PAYLOAD", "elicitation/create", r#"{"mode":"form","message":"Please confirm.","requestedSchema":{"type":"object","properties":{"ok":{"type":"boolean","default":true}}}}"#), ("roots", "roots/list", r#"{}"#)]))
        .breach(Breach::Answered("roots/list")),
    Surface::new("R11", "state of a round", "tools/call", "result.requestState")
        .read_by(Eras::Stateless, &[Reader::Other])
        .serves("DH", "covert tracking; size")
        .stopped_by(&["limit", "budget"])
        .carried(|| rounds(1, 64 * 1024))
        .breach(Breach::Echoed),
    Surface::new("R12", "number of rounds", "tools/call", "result.resultType: input_required")
        .read_by(Eras::Stateless, &[Reader::Host])
        .serves("D", "unbounded by the specification")
        .stopped_by(&["budget"])
        .carried(|| rounds(MOST_ROUNDS, 0))
        .breach(Breach::Repeated("tools/call", 20)),
];
