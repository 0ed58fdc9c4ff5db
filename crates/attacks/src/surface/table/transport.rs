//! Rows T: transport and framing.

use super::{Eras, Reader, Surface};
use crate::carrier::ask::unbidden;
use crate::carrier::field::field;
use crate::carrier::notice::{FLOOD, notice};
use crate::carrier::silence::silence;
use crate::carrier::stray::{Way, stray};
use crate::goal::Breach;
use crate::write::Place;

pub(super) const ROWS: [Surface; 12] = [
    Surface::new("T01", "authorization challenge", "HTTP", "401, 403 with WWW-Authenticate")
        .read_by(Eras::Both, &[Reader::Host, Reader::User])
        .serves("H", "SAFE-T1007, SAFE-T1308, SAFE-T1408; MCP02, MCP07; MCP security best practices")
        .stopped_by(&[])
        .not("authorization happens between host and identity provider, outside the chain of messages"),
    Surface::new("T02", "redirect", "HTTP", "3xx Location")
        .read_by(Eras::Both, &[Reader::Host])
        .serves("H", "SSRF; token leak to another origin")
        .stopped_by(&[])
        .not("hosts here never follow a redirect of a server"),
    Surface::new("T03", "session id", "HTTP", "Mcp-Session-Id")
        .read_by(Eras::Initialize, &[Reader::Host])
        .serves("H", "CVE-2025-6515, CVE-2026-52869")
        .stopped_by(&["limit"])
        .served(),
    Surface::new("T04", "event stream", "HTTP", "SSE id, retry, comments, end")
        .read_by(Eras::Both, &[Reader::Host])
        .serves("DH", "slow streams; origin switch")
        .stopped_by(&["limit"])
        .served()
        .left(
            "nothing is resumed in the stateless era, so that `id` and `retry` are obeyed in the other one only; no host here \
             takes an address for its messages from a stream, as 2024-11-05 had it",
        ),
    Surface::new("T05", "other headers", "HTTP", "Content-Type, Content-Length, compression, Retry-After")
        .read_by(Eras::Both, &[Reader::Host])
        .serves("DH", "decompression bombs; smuggling")
        .stopped_by(&["limit"])
        .not("the HTTP library of the host bounds and drops them before MCP begins"),
    Surface::new("T06", "form of a message", "any", "duplicate keys, depth, size, numbers")
        .read_by(Eras::Both, &[Reader::Host])
        .serves("DH", "CVE-2025-53365, CVE-2025-53366; parser differentials")
        .stopped_by(&["limit", "state"])
        .carried(|| {
            field(
                &["tools/call"],
                &[Place::Value("result.content", r#"[{"type":"text","text":"No news.","text":"PAYLOAD"}]"#)],
            )
        }),
    Surface::new("T07", "newline framing", "stdio", "embedded newlines, partial lines, other output")
        .read_by(Eras::Both, &[Reader::Host])
        .serves("DH", "MCP stdio framing")
        .stopped_by(&["limit"])
        .served(),
    Surface::new("T08", "id of an answer", "any", "id in another type, of nobody, used twice")
        .read_by(Eras::Both, &[Reader::Host])
        .serves("H", "CVE-2026-25536")
        .stopped_by(&["state"])
        .carried(|| stray(Way::Retyped)),
    Surface::new("T09", "batch", "any", "[...]")
        .read_by(Eras::Initialize, &[Reader::Host])
        .serves("DH", "MCP 2025-03-26: batches")
        .stopped_by(&["state"])
        .carried(|| stray(Way::Batched)),
    Surface::new("T10", "request to the host", "any", "any method, whenever")
        .read_by(Eras::Initialize, &[Reader::Host])
        .serves("H", "SEP-2260")
        .stopped_by(&["state", "capabilities"])
        .carried(|| unbidden("roots/list", r#"{"_meta":{"note":"PAYLOAD"}}"#))
        .breach(Breach::Answered("roots/list")),
    Surface::new("T11", "unknown notification", "any", "any method, any number")
        .read_by(Eras::Both, &[Reader::Host, Reader::Log])
        .serves("DH", "floods; handler confusion")
        .stopped_by(&["state", "limit"])
        .carried(|| notice("notifications/unknown", r#"{"data":"PAYLOAD"}"#, FLOOD)),
    Surface::new("T12", "silence and delay", "any", "no answer")
        .read_by(Eras::Both, &[Reader::Host])
        .serves("CDF", "stalls")
        .stopped_by(&["budget"])
        .carried(silence),
];
