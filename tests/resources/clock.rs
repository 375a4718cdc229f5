//! The server on a system whose clock jumps.

use crate::support::{
    Client, NEWS,
    folder::Folder,
    request,
    served::{BINARY, Served},
};
use copydesk::server::copydesk_v1::pb;
use std::{process::Command, time::Duration};
use tonic::Request;

/// A call with an API key, and with time enough.
fn with_key(content: &str, key: &str) -> Request<pb::AnalyzeRequest> {
    let mut call = Request::new(request(content));
    call.metadata_mut().insert("x-api-key", key.parse().unwrap());
    call.set_timeout(Duration::from_secs(60));
    call
}

/// A server with a clock that a file sets, and with a key of one document a second.
fn serve(folder: &Folder, clock: &str) -> (Served, String) {
    let output = Command::new(BINARY).args(["new-key", "slow"]).output().unwrap();
    let key = String::from_utf8(output.stdout).unwrap();
    let entry = String::from_utf8(output.stderr).unwrap();
    let rates = "documents_per_second = 1\ndocument_burst = 2\n";
    let keys = folder.write("keys.toml", &(entry + rates));
    // The library of https://github.com/wolfcw/libfaketime.
    let library = std::env::var("COPYDESK_LIBFAKETIME").expect("COPYDESK_LIBFAKETIME");
    let mut command = Command::new(BINARY);
    command.env("LD_PRELOAD", library).env("FAKETIME_TIMESTAMP_FILE", clock);
    command.env("FAKETIME_NO_CACHE", "1").env("DONT_FAKE_MONOTONIC", "1");
    command.args(["--api-keys", &keys, "--threads", "1"]);
    (Served::run(command), key.trim().to_owned())
}

/// The number of ten documents that are refused.
async fn refused_of_ten(mut client: Client, key: &str) -> usize {
    let mut refused = 0;
    for _ in 0..10 {
        refused += usize::from(client.analyze(with_key(NEWS, key)).await.is_err());
    }
    refused
}

#[tokio::test]
#[ignore = "needs COPYDESK_LIBFAKETIME: the path of libfaketimeMT.so.1"]
async fn a_clock_that_jumps_changes_nothing() {
    let folder = Folder::new("clock");
    let clock = folder.write("clock", "+0");
    let (mut served, key) = serve(&folder, &clock);
    let text: String = (0..2000).map(|number| format!("On day {number}, {NEWS}\n\n")).collect();
    for by in ["+1d", "-1d", "+0"] {
        let mut client = served.client().await;
        let call = with_key(&text, &key);
        let long = tokio::spawn(async move { client.analyze(call).await });
        served.until("copydesk_calls_in_flight", &[], |calls| calls == 1.0).await;
        folder.write("clock", by);
        // The day that passed by the clock neither ends the call nor fills the bucket.
        long.await.unwrap().unwrap();
        let refused = refused_of_ten(served.client().await, &key).await;
        assert!(refused >= 6, "{by}: {refused} of 10 refused");
        tokio::time::sleep(Duration::from_secs(2)).await;
    }
    served.signal("TERM");
    assert_eq!(served.wait(), Some(0));
}
