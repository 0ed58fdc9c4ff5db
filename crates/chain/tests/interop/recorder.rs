//! A gateway that passes HTTP on and keeps the bodies.

use crate::record::{Exchange, Place};
use axum::Router;
use axum::body::{Body, to_bytes};
use axum::extract::{Request, State};
use axum::http::header::{CONNECTION, CONTENT_LENGTH, CONTENT_TYPE, HOST, TRANSFER_ENCODING};
use axum::response::Response;
use futures_util::StreamExt;
use std::sync::{Arc, Mutex};
use wire::Limits;
use wire::http::{HttpClient, HttpTarget};

#[derive(Clone)]
struct Gateway {
    base: String,
    client: reqwest::Client,
    exchanges: Arc<Mutex<Vec<Exchange>>>,
}

/// An address that leads to `url`, and the record of what goes through.
pub(crate) async fn in_front_of(url: &str) -> (String, Place) {
    let base = url.strip_suffix("/mcp").unwrap().to_owned();
    // Making a link of ours installs the TLS provider that every HTTP client wants.
    drop(HttpClient::new(&HttpTarget::new("http://localhost"), Limits::default()).unwrap());
    let client = reqwest::Client::builder().tls_certs_only([]).no_proxy().build().unwrap();
    let gateway = Gateway { base, client, exchanges: Arc::default() };
    let place = Place::Exchanges(Arc::clone(&gateway.exchanges));
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let router = Router::new().fallback(pass).with_state(gateway);
    tokio::spawn(async move { axum::serve(listener, router).await.unwrap() });
    (format!("http://{address}/mcp"), place)
}

async fn pass(State(gateway): State<Gateway>, request: Request) -> Response {
    let (mut head, body) = request.into_parts();
    let asked = to_bytes(body, usize::MAX).await.unwrap();
    let index = {
        let mut exchanges = gateway.exchanges.lock().unwrap();
        exchanges.push(Exchange { asked: asked.to_vec(), ..Exchange::default() });
        exchanges.len() - 1
    };
    [HOST, CONTENT_LENGTH, CONNECTION].iter().for_each(|name| drop(head.headers.remove(name)));
    let url = format!("{}{}", gateway.base, head.uri);
    let sent =
        gateway.client.request(head.method, url).headers(head.headers).body(asked).send().await.unwrap();
    let (status, mut headers) = (sent.status(), sent.headers().clone());
    [CONTENT_LENGTH, CONNECTION, TRANSFER_ENCODING].iter().for_each(|name| drop(headers.remove(name)));
    let media = headers.get(CONTENT_TYPE).and_then(|media| media.to_str().ok()).unwrap_or_default();
    let exchanges = gateway.exchanges;
    exchanges.lock().unwrap()[index].events = media.starts_with("text/event-stream");
    let body = sent.bytes_stream().inspect(move |part| {
        let Ok(part) = part else { return };
        exchanges.lock().unwrap()[index].answered.extend_from_slice(part);
    });
    let mut response = Response::new(Body::from_stream(body));
    (*response.status_mut(), *response.headers_mut()) = (status, headers);
    response
}
