//! A server on standard input and output for the interoperability tests: `peer sdk` runs the reference SDK,
//! `peer script` a scripted service on our own link.

#[path = "../tests/common/mod.rs"]
mod common;

use rmcp::ServiceExt;
use std::process::ExitCode;
use wire::Limits;
use wire::stdio::StdioServer;

#[tokio::main(flavor = "current_thread")]
async fn main() -> ExitCode {
    match std::env::args().nth(1).as_deref() {
        Some("sdk") => {
            let Ok(service) = common::Adder.serve(rmcp::transport::stdio()).await else {
                return ExitCode::FAILURE;
            };
            if service.waiting().await.is_ok() { ExitCode::SUCCESS } else { ExitCode::FAILURE }
        }
        Some("script") => {
            common::scripted_adder().play(StdioServer::stdio(Limits::default())).await;
            ExitCode::SUCCESS
        }
        _ => ExitCode::from(1),
    }
}
