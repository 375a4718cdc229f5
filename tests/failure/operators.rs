//! The operators' port, when others than operators come.

use crate::support::{NEWS, request, served::Served};
use std::{
    io::{Read, Write},
    net::TcpStream,
};

/// The first line of the answer to a request.
fn answer(served: &Served, request: &str) -> String {
    let mut stream = TcpStream::connect(served.admin()).unwrap();
    stream.write_all(request.as_bytes()).unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).unwrap();
    answer.lines().next().unwrap_or_default().to_owned()
}

#[tokio::test]
async fn many_who_say_nothing_or_read_nothing_hold_up_nobody() {
    let served = Served::start(&[]);
    let mut kept = Vec::new();
    for number in 0..500 {
        let mut stream = TcpStream::connect(served.admin()).unwrap();
        if number % 2 == 0 {
            // Answers that are never read.
            let _ =
                stream.write_all("GET /metrics HTTP/1.1\r\nhost: a\r\n\r\n".repeat(100).as_bytes());
        }
        kept.push(stream);
    }
    assert!(served.metrics().contains("copydesk_"));
    served.client().await.analyze(request(NEWS)).await.unwrap();
    let descriptors = served.metric("process_unix_file_descriptor_count", &[]);
    assert!(descriptors < 200.0, "{descriptors}");
}

#[test]
fn a_filter_that_is_none_changes_nothing() {
    let served = Served::start(&[]);
    for (body, expected) in [("garbage", "400"), ("info,x=loud", "400"), ("debug", "204")] {
        let length = body.len();
        let request = format!(
            "PUT /log HTTP/1.1\r\nhost: a\r\nconnection: close\r\ncontent-length: {length}\r\n\r\n{body}"
        );
        assert!(answer(&served, &request).contains(expected), "{body}");
    }
    let long = "x".repeat(5000);
    let request = format!(
        "PUT /log HTTP/1.1\r\nhost: a\r\nconnection: close\r\ncontent-length: 5000\r\n\r\n{long}"
    );
    assert!(answer(&served, &request).contains("413"));
}
