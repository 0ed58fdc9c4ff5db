//! Rows L: how a session opens.

use super::{Eras, Reader, Surface};
use crate::carrier::field::field;
use crate::carrier::opening::opening;
use crate::goal::Breach;
use crate::write::Place;

pub(super) const ROWS: [Surface; 5] = [
    Surface::new(
        "L01",
        "protocol version",
        "initialize, server/discover",
        "result.protocolVersion, result.supportedVersions",
    )
    .read_by(Eras::Both, &[Reader::Host])
    .serves("H", "downgrade")
    .stopped_by(&["state"])
    .carried(opening)
    .breach(Breach::Downgraded),
    Surface::new("L02", "capabilities", "initialize, server/discover", "result.capabilities")
        .read_by(Eras::Both, &[Reader::Host])
        .serves("H", "arXiv 2601.17549")
        .stopped_by(&["state", "capabilities"])
        .carried(|| {
            field(
                &["initialize", "server/discover"],
                &[Place::Value("result.capabilities.experimental", r#"{"PAYLOAD":{}}"#)],
            )
        }),
    Surface::new("L03", "name for itself", "initialize, server/discover", "result.serverInfo")
        .read_by(Eras::Both, &[Reader::User, Reader::Host, Reader::Log])
        .serves("EG", "SAFE-T1004, SAFE-T1407")
        .stopped_by(&["namespace", "normalize"])
        .carried(|| {
            field(
                &["initialize", "server/discover"],
                &[
                    Place::Text("result.serverInfo.name"),
                    Place::Text(r#"result._meta."io.modelcontextprotocol/serverInfo".name"#),
                ],
            )
        }),
    Surface::new("L04", "instructions", "initialize, server/discover", "result.instructions")
        .read_by(Eras::Both, &[Reader::Model])
        .serves("AB", "SAFE-T1401, SAFE-T1001; MCP03, MCP06")
        .stopped_by(&["detector", "pin", "spotlight", "limit"])
        .carried(|| field(&["initialize", "server/discover"], &[Place::Member("result.instructions")])),
    Surface::new("L05", "cache of the discovery", "server/discover", "result.ttlMs, result.cacheScope")
        .read_by(Eras::Stateless, &[Reader::Host, Reader::Other])
        .serves("FH", "cache poisoning")
        .stopped_by(&["cache"])
        .carried(|| field(&["server/discover"], &[Place::Value("result.cacheScope", r#""PAYLOAD""#)])),
];
