//! Rows RS, PR and CP: resources, prompts, completion.

use super::{Eras, Reader, Surface};
use crate::carrier::field::field;
use crate::carrier::notice::notice;
use crate::carrier::shelf::shelf;
use crate::write::Place;

pub(super) const ROWS: [Surface; 8] = [
    Surface::new("RS01", "list of resources", "resources/list", "result.resources[]")
        .read_by(Eras::Both, &[Reader::User, Reader::Model, Reader::Host])
        .serves("ABE", "impersonation of files")
        .stopped_by(&["namespace", "pin", "detector"])
        .carried(|| field(&["resources/list"], &[Place::Member("result.resources[*].description")])),
    Surface::new("RS02", "list of templates", "resources/templates/list", "result.resourceTemplates[]")
        .read_by(Eras::Both, &[Reader::Host, Reader::User, Reader::Model])
        .serves("DH", "CVE-2026-0621; traversal")
        .stopped_by(&["pin", "detector"])
        .carried(|| {
            field(
                &["resources/templates/list"],
                &[Place::Item(
                    "result.resourceTemplates",
                    r#"{"uriTemplate":"note://{name}","name":"note","description":"PAYLOAD"}"#,
                )],
            )
        }),
    Surface::new("RS03", "content of a resource", "resources/read", "result.contents[].text")
        .read_by(Eras::Both, &[Reader::Model, Reader::Host])
        .serves("ABH", "SAFE-T1105; CVE-2025-53109, CVE-2025-53110")
        .stopped_by(&["detector", "spotlight", "state"])
        .carried(|| field(&["resources/read"], &[Place::Text("result.contents[*].text")])),
    Surface::new("RS04", "change of a resource", "notifications/resources/updated", "params.uri")
        .read_by(Eras::Both, &[Reader::Host])
        .serves("DF", "refresh storms")
        .stopped_by(&["limit", "detector"])
        .carried(|| notice("notifications/resources/updated", r#"{"uri":"PAYLOAD"}"#, 1)),
    Surface::new(
        "RS05",
        "children of a folder",
        "resources/directory/read",
        "result.resources[].name, description",
    )
    .read_by(Eras::Extension, &[Reader::Host, Reader::Model])
    .serves("H", "subtree escape; skills threat model T5")
    .stopped_by(&["detector", "limit"])
    .carried(|| {
        const SKILLS: &str = r#"{"io.modelcontextprotocol/skills":{"directoryRead":true}}"#;
        shelf(
            &[
                ("initialize", Place::Value("result.capabilities.extensions", SKILLS)),
                ("server/discover", Place::Value("result.capabilities.extensions", SKILLS)),
                (
                    "resources/list",
                    Place::Item(
                        "result.resources",
                        r#"{"uri":"note://shelf","name":"shelf","mimeType":"inode/directory"}"#,
                    ),
                ),
            ],
            "resources/directory/read",
            r#"{"resources":[{"uri":"note://shelf/1","name":"one","description":"PAYLOAD"}]}"#,
        )
    }),
    Surface::new("PR01", "list of prompts", "prompts/list", "result.prompts[]")
        .read_by(Eras::Both, &[Reader::User, Reader::Host])
        .serves("EG", "look-alike commands")
        .stopped_by(&["namespace", "normalize", "pin"])
        .carried(|| field(&["prompts/list"], &[Place::Member("result.prompts[*].description")])),
    Surface::new("PR02", "prompt", "prompts/get", "result.messages[].content, role")
        .read_by(Eras::Both, &[Reader::Model])
        .serves("AB", "text with the authority of the user")
        .stopped_by(&["detector", "spotlight"])
        .carried(|| field(&["prompts/get"], &[Place::Text("result.messages[*].content.text")])),
    Surface::new("CP01", "completion", "completion/complete", "result.completion.values[]")
        .read_by(Eras::Both, &[Reader::User, Reader::Host])
        .serves("BG", "pre-filled arguments")
        .stopped_by(&["normalize", "limit"])
        .carried(|| {
            shelf(
                &[
                    ("initialize", Place::Value("result.capabilities.completions", "{}")),
                    ("server/discover", Place::Value("result.capabilities.completions", "{}")),
                    (
                        "prompts/list",
                        Place::Value("result.prompts[*].arguments", r#"[{"name":"style","required":false}]"#),
                    ),
                ],
                "completion/complete",
                r#"{"completion":{"values":["PAYLOAD"],"total":1,"hasMore":false},"resultType":"complete"}"#,
            )
        }),
];
