//! Messages that are too large are refused before they are read.

use crate::{
    refused::refused,
    support::{NEWS, reason, request, served::Served},
};
use tonic::{Code, Request, codec::CompressionEncoding};
use tonic_health::pb::{HealthCheckRequest, health_client::HealthClient};
use tonic_types::StatusExt;

#[tokio::test]
async fn what_is_too_large_is_refused_unread() {
    let served = Served::start(&["--max-content-bytes", "20000", "--max-batch-bytes", "20000"]);
    let mut client = served.client().await;
    let text = "a ".repeat(5_000_000);
    let answer = refused(client.analyze(request(&text)).await);
    assert_eq!(answer, (Code::InvalidArgument, "MESSAGE_TOO_LARGE".to_owned()));
    // Compressed it is short, and must not unfold.
    let mut zipped = served.client().await.send_compressed(CompressionEncoding::Gzip);
    let answer = refused(zipped.analyze(request(&text)).await);
    assert_eq!(answer, (Code::InvalidArgument, "MESSAGE_TOO_LARGE".to_owned()));
    let mut headers = Request::new(request(NEWS));
    headers.metadata_mut().insert("x-long", "a".repeat(20_000).parse().unwrap());
    client.analyze(headers).await.unwrap_err();
    client.analyze(request(NEWS)).await.unwrap();
    // Nor is more read where nobody needs a key.
    let mut health = HealthClient::new(served.channel().await);
    let long = HealthCheckRequest { service: "a".repeat(5000) };
    let status = health.check(long).await.unwrap_err();
    assert_eq!(reason(&status), "MESSAGE_TOO_LARGE");
    let limit =
        status.get_error_details().error_info().unwrap().metadata["max_message_bytes"].clone();
    assert_eq!(limit, "4096");
}
