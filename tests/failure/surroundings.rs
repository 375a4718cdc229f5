//! Surroundings that give the server next to nothing.

use crate::support::{
    Client, NEWS, request,
    served::{BINARY, Served},
};
use copydesk::server::copydesk_v1::pb;
use std::{net::TcpListener, process::Command, time::Duration};
use tokio::task::JoinSet;

#[tokio::test]
async fn a_bad_collector_costs_no_answer() {
    let closed = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    // Accepts and never answers.
    let slow = TcpListener::bind("127.0.0.1:0").unwrap();
    // Speaks gRPC, and has no such method.
    let failing = Served::start(&[]);
    let addresses =
        [closed.to_string(), slow.local_addr().unwrap().to_string(), failing.address.clone()];
    for address in addresses {
        let endpoint = format!("http://{address}");
        let variables = [
            ("OTEL_EXPORTER_OTLP_ENDPOINT", endpoint.as_str()),
            ("OTEL_EXPORTER_OTLP_TIMEOUT", "200"),
            ("OTEL_BSP_MAX_QUEUE_SIZE", "8"),
            ("OTEL_BSP_MAX_EXPORT_BATCH_SIZE", "8"),
            ("OTEL_BSP_SCHEDULE_DELAY", "100"),
        ];
        let mut served = Served::with(&["--grace-period", "20s"], &variables);
        let mut client = served.client().await;
        for _ in 0..20 {
            client.analyze(request(NEWS)).await.unwrap();
        }
        // Five spans each; none is lost without being counted.
        let lost = async || {
            let unsent = served.metric("otel_sdk_exporter_span_exported_total", &["error_type="]);
            let full = "error_type=\"queue_full\"";
            unsent + served.metric("otel_sdk_processor_span_processed_total", &[full])
        };
        let all = async {
            while lost().await < 100.0 {
                tokio::time::sleep(Duration::from_millis(50)).await;
            }
        };
        let counted = tokio::time::timeout(Duration::from_secs(60), all).await;
        assert!(counted.is_ok(), "{address}: {}", served.metrics());
        drop(client);
        served.signal("TERM");
        assert_eq!(served.wait(), Some(0), "{address}");
    }
}

#[tokio::test]
async fn runs_with_next_to_nothing() {
    // What is logged goes to a disk that is full.
    let full = std::fs::OpenOptions::new().write(true).open("/dev/full").unwrap();
    let port = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    let mut command = Command::new(BINARY);
    command.args(["--listen", &port.to_string()]).stderr(full).env_clear();
    let mut child = command.spawn().unwrap();
    let mut connected = Err(String::new());
    for _ in 0..500 {
        let endpoint = tonic::transport::Endpoint::from_shared(format!("http://{port}")).unwrap();
        connected = endpoint.connect().await.map_err(|error| error.to_string());
        if connected.is_ok() {
            break;
        }
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    let mut client = Client::new(connected.unwrap());
    client.analyze(request(NEWS)).await.unwrap();
    child.kill().unwrap();
    child.wait().unwrap();
}

/// A log driver that is stalled: its pipe takes 64 KiB, and no more.
#[tokio::test]
async fn a_log_that_nobody_reads_stops_nothing() {
    let mut served = Served::unread(&["--drain-delay", "1s"]);
    let mut calls = JoinSet::new();
    for _ in 0..20 {
        let mut client = served.client().await;
        calls.spawn(async move {
            for _ in 0..1000 {
                let answer = client.get_capabilities(pb::GetCapabilitiesRequest {});
                tokio::time::timeout(Duration::from_secs(10), answer).await.unwrap().unwrap();
            }
        });
    }
    while let Some(called) = calls.join_next().await {
        called.unwrap();
    }
    assert!(served.metric("copydesk_log_lost_lines_total", &[]) > 0.0);
    served.signal("TERM");
    assert_eq!(served.wait(), Some(0));
}

/// As the first process of a container it gets no signal that it does not ask for.
#[test]
fn every_signal_that_ends_is_obeyed() {
    for name in ["TERM", "INT", "HUP", "QUIT"] {
        let mut served = Served::start(&[]);
        served.signal(name);
        assert_eq!(served.wait(), Some(0), "{name}");
    }
}

/// Nothing to write to, an unknown user, no HOME: what a container gives it.
#[tokio::test]
#[ignore = "needs the right to change mounts and users"]
async fn runs_with_what_a_container_gives_it() {
    let script = "mount --make-rprivate / && mount -o remount,ro,bind / && cd / && \
                  exec setpriv --reuid 54321 --regid 54321 --clear-groups env -i \"$0\" \"$@\"";
    let mut command = Command::new("unshare");
    command.args(["--mount", "sh", "-c", script, BINARY]);
    let mut served = Served::run(command);
    served.client().await.analyze(request(NEWS)).await.unwrap();
    served.signal("TERM");
    assert_eq!(served.wait(), Some(0));
}
