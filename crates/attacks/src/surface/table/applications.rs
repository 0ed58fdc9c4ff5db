//! Rows UI and SK: MCP Apps and skills.

use super::{Eras, Reader, Surface};

pub(super) const ROWS: [Surface; 14] = [
    Surface::new("UI01", "page of an app", "resources/read", "ui:// HTML and scripts")
        .read_by(Eras::Extension, &[Reader::User, Reader::Host])
        .serves("BGH", "clickjacking; sandbox escape")
        .stopped_by(&[])
        .not("no host here renders MCP Apps"),
    Surface::new("UI02", "powers of an app", "tools/list", "_meta.ui.csp, permissions")
        .read_by(Eras::Extension, &[Reader::Host])
        .serves("FG", "swap between list and read")
        .stopped_by(&[])
        .not("no host here renders MCP Apps"),
    Surface::new("UI03", "message of an app", "ui/message", "params.content")
        .read_by(Eras::Extension, &[Reader::Model])
        .serves("AB", "text with the authority of the user")
        .stopped_by(&[])
        .not("no host here renders MCP Apps"),
    Surface::new("UI04", "context of an app", "ui/update-model-context", "params.content, structuredContent")
        .read_by(Eras::Extension, &[Reader::Model])
        .serves("ABF", "overwrites silently")
        .stopped_by(&[])
        .not("no host here renders MCP Apps"),
    Surface::new("UI05", "calls and tools of an app", "tools/call", "from the frame")
        .read_by(Eras::Extension, &[Reader::Host, Reader::Model])
        .serves("BE", "unattended calls")
        .stopped_by(&[])
        .not("no host here renders MCP Apps"),
    Surface::new("UI06", "link and download of an app", "ui/open-link", "params.url, contents")
        .read_by(Eras::Extension, &[Reader::User, Reader::Host])
        .serves("GH", "phishing; traversal")
        .stopped_by(&[])
        .not("no host here renders MCP Apps"),
    Surface::new("UI07", "display mode", "ui/request-display-mode", "params.mode")
        .read_by(Eras::Extension, &[Reader::User])
        .serves("G", "overlays")
        .stopped_by(&[])
        .not("no host here renders MCP Apps"),
    Surface::new("UI08", "tools for apps only", "tools/list", "_meta.ui.visibility")
        .read_by(Eras::Extension, &[Reader::Host])
        .serves("G", "hidden from model and user")
        .stopped_by(&[])
        .not("no host here renders MCP Apps"),
    Surface::new("SK01", "front matter of a skill", "skills/list", "result.skills[].frontmatter")
        .read_by(Eras::Extension, &[Reader::Model, Reader::Host])
        .serves("ABE", "skills threat model T1, T3, T8")
        .stopped_by(&[])
        .not("no host here loads skills from a server"),
    Surface::new("SK02", "body of a skill", "skills/get", "SKILL.md")
        .read_by(Eras::Extension, &[Reader::Model])
        .serves("B", "skills threat model T1, T2")
        .stopped_by(&[])
        .not("no host here loads skills from a server"),
    Surface::new("SK03", "files of a skill", "skills/get", "scripts, images")
        .read_by(Eras::Extension, &[Reader::Model, Reader::Host])
        .serves("B", "skills threat model T2, T7")
        .stopped_by(&[])
        .not("no host here loads skills from a server"),
    Surface::new("SK04", "digests of a skill", "skills/get", "resources[].digest, size")
        .read_by(Eras::Extension, &[Reader::Host])
        .serves("F", "skills threat model T4")
        .stopped_by(&[])
        .not("no host here loads skills from a server"),
    Surface::new("SK05", "folders of a skill", "resources/directory/read", "children")
        .read_by(Eras::Extension, &[Reader::Host])
        .serves("H", "skills threat model T5, T9")
        .stopped_by(&[])
        .not("no host here loads skills from a server"),
    Surface::new("SK06", "size of a skill", "skills/list", "pages, bytes")
        .read_by(Eras::Extension, &[Reader::Host])
        .serves("D", "skills threat model T6")
        .stopped_by(&[])
        .not("no host here loads skills from a server"),
];
