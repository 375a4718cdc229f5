//! TLS: certificates of the server, and of clients.

use crate::support::{
    Client, NEWS,
    authority::{Authority, secure},
    folder::Folder,
    request,
    served::{BINARY, Served},
};
use std::process::Command;
use tonic::transport::{Channel, Endpoint};
use tonic_health::pb::{HealthCheckRequest, health_client::HealthClient};

async fn analyzes(channel: Result<Channel, tonic::transport::Error>) -> bool {
    match channel {
        Ok(channel) => Client::new(channel).analyze(request(NEWS)).await.is_ok(),
        Err(_) => false,
    }
}

#[tokio::test]
async fn certificates_change_without_a_broken_connection() {
    let folder = Folder::new("tls");
    let (first, second) = (Authority::new(), Authority::new());
    let (certificate, key) = first.sign("localhost");
    let certificate = folder.write("tls.crt", &certificate);
    let key = folder.write("tls.key", &key);
    let served = Served::start(&["--tls-certificate", &certificate, "--tls-key", &key]);
    let mut open = Client::new(secure(&served, &first, None).await.unwrap());
    open.analyze(request(NEWS)).await.unwrap();
    assert!(!analyzes(secure(&served, &second, None).await).await, "who it does not trust");
    // Plain text is not answered.
    let plain = Endpoint::from_shared(format!("http://{}", served.address)).unwrap();
    assert!(!analyzes(plain.connect().await).await);

    let (new_certificate, new_key) = second.sign("localhost");
    folder.write("tls.crt", &new_certificate);
    // Between the two files they do not fit: the old ones serve on.
    served.until("copydesk_reloads_total", &["ok=\"false\""], |count| count >= 1.0).await;
    assert!(analyzes(secure(&served, &first, None).await).await);
    folder.write("tls.key", &new_key);
    served.until("copydesk_reloads_total", &["ok=\"true\""], |count| count >= 1.0).await;
    assert!(analyzes(secure(&served, &second, None).await).await);
    assert!(!analyzes(secure(&served, &first, None).await).await);
    open.analyze(request(NEWS)).await.unwrap();
    // Probes of Kubernetes speak no TLS: they ask for health where operators do.
    let mut health = HealthClient::new(served.admin_channel().await);
    health.check(HealthCheckRequest::default()).await.unwrap();
}

#[tokio::test]
async fn only_clients_with_a_certificate_are_let_in() {
    let folder = Folder::new("mtls");
    let (own, clients) = (Authority::new(), Authority::new());
    let (certificate, key) = own.sign("localhost");
    let served = Served::start(&[
        "--tls-certificate",
        &folder.write("tls.crt", &certificate),
        "--tls-key",
        &folder.write("tls.key", &key),
        "--tls-client-ca",
        &folder.write("ca.crt", &clients.pem),
    ]);
    assert!(analyzes(secure(&served, &own, Some(clients.sign("caller"))).await).await);
    assert!(!analyzes(secure(&served, &own, None).await).await);
    assert!(!analyzes(secure(&served, &own, Some(own.sign("caller"))).await).await);
}

#[test]
fn bad_files_stop_the_start() {
    let folder = Folder::new("bad");
    let (certificate, _) = Authority::new().sign("localhost");
    let (_, key) = Authority::new().sign("localhost");
    let certificate = folder.write("tls.crt", &certificate);
    let key = folder.write("tls.key", &key);
    for arguments in [
        &["--tls-certificate", &certificate, "--tls-key", &key][..],
        &["--tls-certificate", &key, "--tls-key", &key],
        &["--tls-certificate", "no-such-file", "--tls-key", &key],
        &["--tls-certificate", &certificate],
        &["--api-keys", &certificate],
        &["--memory-limit", "1000000"],
        &["--max-bytes-in-flight", "1000"],
    ] {
        let mut command = Command::new(BINARY);
        let output = command.args(["--listen", "127.0.0.1:0"]).args(arguments).output().unwrap();
        assert_eq!(output.status.code(), Some(64), "{arguments:?}");
        let line = String::from_utf8(output.stderr).unwrap();
        assert!(line.starts_with("copydesk: ") && line.lines().count() == 1, "{line}");
    }
}

#[tokio::test]
async fn ends_and_failures_are_told() {
    let (folder, authority) = (Folder::new("tls-told"), Authority::new());
    let (certificate, key) = authority.sign("localhost");
    let certificate = folder.write("certificate.pem", &certificate);
    let key = folder.write("key.pem", &key);
    let served = Served::start(&["--tls-certificate", &certificate, "--tls-key", &key]);
    // rcgen's certificates end in the year 4096.
    assert!(served.metric("copydesk_certificate_expiry_seconds", &[]) > 4e9);
    let plain = Endpoint::from_shared(format!("http://{}", served.address)).unwrap();
    assert!(!analyzes(plain.connect().await).await);
    let failed = "copydesk_connections_failed_total";
    served.until(failed, &["\"tls\""], |count| count >= 1.0).await;
}
