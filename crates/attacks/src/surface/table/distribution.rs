//! Rows P: what is decided before the first message, and by the process itself.

use super::{Eras, Reader, Surface};

pub(super) const ROWS: [Surface; 9] = [
    Surface::new("P01", "registry entry", "server.json", "name, title, description, websiteUrl, repository")
        .read_by(Eras::Outside, &[Reader::User, Reader::Host])
        .serves("E", "SAFE-T1002, SAFE-T1003, SAFE-T1004; MCP04, MCP09; arXiv 2506.01333, 2506.02040")
        .stopped_by(&["namespace"])
        .not("no package is installed and no registry asked: this is decided before the first message"),
    Surface::new("P02", "package and version", "server.json", "packages[].identifier, version, fileSha256")
        .read_by(Eras::Outside, &[Reader::Host])
        .serves("FH", "SAFE-T1002, SAFE-T1003, SAFE-T1203, SAFE-T1207; MCP04; postmark-mcp")
        .stopped_by(&["pin"])
        .not("no package is installed and no registry asked: this is decided before the first message"),
    Surface::new(
        "P03",
        "command line of a package",
        "server.json",
        "packages[].runtimeHint, runtimeArguments, environmentVariables",
    )
    .read_by(Eras::Outside, &[Reader::Host])
    .serves("H", "SAFE-T1101; MCP05; CVE-2026-30615, CVE-2026-30623, CVE-2026-40933")
    .stopped_by(&[])
    .not("no package is installed and no registry asked: this is decided before the first message"),
    Surface::new(
        "P04",
        "entry in the host configuration",
        "configuration",
        "command, args, env, url, headers",
    )
    .read_by(Eras::Outside, &[Reader::Host, Reader::User])
    .serves("GH", "SAFE-T1206, SAFE-T1006; CVE-2025-54135, CVE-2025-54136, CVE-2025-59536, CVE-2025-64106")
    .stopped_by(&["pin"])
    .not("the host configuration is the user's own; a scanner reads it"),
    Surface::new("P05", "the server process itself", "process", "files, environment, network, children")
        .read_by(Eras::Both, &[Reader::Host, Reader::Other])
        .serves("BH", "SAFE-T1503, SAFE-T1502, SAFE-T1203, SAFE-T1305; MCP01")
        .stopped_by(&[])
        .not("nothing of it is a message: the sandbox decides what a process may do"),
    Surface::new("P06", "standard error", "process", "text")
        .read_by(Eras::Both, &[Reader::Log, Reader::User])
        .serves("G", "ANSI escapes in terminals: Trail of Bits")
        .stopped_by(&["normalize", "limit"])
        .served(),
    Surface::new("P07", "exit, crash and hang", "process", "exit code, start time, end")
        .read_by(Eras::Both, &[Reader::Host])
        .serves("CD", "MCP stdio: restart of servers")
        .stopped_by(&["budget"])
        .served(),
    Surface::new("P08", "bundle manifest", ".mcpb", "manifest, icons")
        .read_by(Eras::Extension, &[Reader::User, Reader::Host])
        .serves("H", "archives")
        .stopped_by(&[])
        .not("no package is installed and no registry asked: this is decided before the first message"),
    Surface::new("P09", "server card and catalog", "discovery", "entries[].url, displayName, remotes[].url")
        .read_by(Eras::Extension, &[Reader::Host, Reader::User])
        .serves("EH", "MCP drafts: server cards")
        .stopped_by(&[])
        .not("a draft without a host that reads it"),
];
