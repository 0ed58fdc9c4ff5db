//! Rows A: OAuth metadata.

use super::{Eras, Reader, Surface};

pub(super) const ROWS: [Surface; 5] = [
    Surface::new(
        "A01",
        "protected resource metadata",
        "HTTP",
        "resource, authorization_servers, scopes_supported",
    )
    .read_by(Eras::Both, &[Reader::Host, Reader::User])
    .serves("H", "SAFE-T1306, SAFE-T1009; RFC 9728")
    .stopped_by(&[])
    .not("authorization happens between host and identity provider, outside the chain of messages"),
    Surface::new(
        "A02",
        "authorization server metadata",
        "HTTP",
        "issuer, endpoints, code_challenge_methods_supported",
    )
    .read_by(Eras::Both, &[Reader::Host, Reader::User])
    .serves("H", "CVE-2025-6514, CVE-2025-58444; SAFE-T1408")
    .stopped_by(&[])
    .not("authorization happens between host and identity provider, outside the chain of messages"),
    Surface::new("A03", "redirect parameters", "HTTP", "code, state, iss, error_description")
        .read_by(Eras::Both, &[Reader::Host, Reader::User])
        .serves("GH", "SAFE-T1507; RFC 9207")
        .stopped_by(&[])
        .not("authorization happens between host and identity provider, outside the chain of messages"),
    Surface::new("A04", "token and registration response", "HTTP", "access_token, scope, client_id")
        .read_by(Eras::Both, &[Reader::Host])
        .serves("H", "SAFE-T1304, SAFE-T1307, SAFE-T1706; MCP01, MCP07")
        .stopped_by(&[])
        .not("authorization happens between host and identity provider, outside the chain of messages"),
    Surface::new("A05", "step-up challenge", "HTTP", "WWW-Authenticate: insufficient_scope")
        .read_by(Eras::Both, &[Reader::Host, Reader::User])
        .serves("DG", "SAFE-T1403; MCP02")
        .stopped_by(&[])
        .not("authorization happens between host and identity provider, outside the chain of messages"),
];
