//! The answers to input that the service cannot take.

#![allow(clippy::unwrap_used)] // A failure is a failure.

mod support;

use copydesk::server::{Limits, copydesk_v1::pb};
use prost::Message;
use std::time::Duration;
use support::{LIMITS, NEWS, Server, document, fields, reason, request};
use tokio_stream::StreamExt;
use tonic::{Code, Status};
use tonic_types::StatusExt;

#[tokio::test]
async fn blank_content_is_refused_by_name() {
    let mut client = Server::start().await.client().await;
    let missing = pb::AnalyzeRequest::default();
    for request in [missing, request(""), request(" \r\n\u{a0}\u{200b}\0")] {
        let status = client.analyze(request).await.unwrap_err();
        assert_eq!(status.code(), Code::InvalidArgument);
        assert_eq!(fields(&status), ["document.content"]);
        assert_eq!(reason(&status), "INVALID_REQUEST");
    }
}

#[tokio::test]
async fn content_over_the_limit_is_refused_with_both_numbers() {
    let mut client = Server::start().await.client().await;
    let content = "x".repeat(LIMITS.content_bytes as usize + 1);
    let status = client.analyze(request(&content)).await.unwrap_err();
    assert_eq!(status.code(), Code::InvalidArgument);
    assert_eq!(reason(&status), "CONTENT_TOO_LARGE");
    let details = status.get_error_details();
    let facts = &details.error_info().unwrap().metadata;
    assert_eq!(facts["content_bytes"], "4097");
    assert_eq!(facts["max_content_bytes"], "4096");
}

#[tokio::test]
async fn a_message_over_the_transports_limit_has_details_too() {
    let mut client = Server::start().await.client().await;
    let content = "x".repeat(LIMITS.message_bytes() + 1);
    let status = client.analyze(request(&content)).await.unwrap_err();
    assert_eq!(status.code(), Code::InvalidArgument);
    assert_eq!(reason(&status), "MESSAGE_TOO_LARGE");
}

/// A request in which everything is wrong.
fn all_wrong() -> pb::AnalyzeRequest {
    pb::AnalyzeRequest {
        document: Some(pb::Document {
            id: "i".repeat(300),
            format: 77,
            language_code: "klingon".to_owned(),
            time_zone: "Mars/Olympus".to_owned(),
            publish_time: Some(prost_types::Timestamp { seconds: i64::MAX, nanos: 0 }),
            ..document("", "")
        }),
        options: Some(pb::AnalysisOptions {
            stages: vec![0, 1, 9],
            offset_encoding: -1,
            entities: Some(pb::EntityOptions {
                types: vec![99],
                min_confidence: -0.5,
                known_entities: vec![pb::KnownEntity { r#type: 1, ..Default::default() }],
                ..Default::default()
            }),
            sentiment: Some(pb::SentimentOptions {
                targets: vec![String::new(), "t".repeat(300)],
                ..Default::default()
            }),
            ..Default::default()
        }),
    }
}

#[tokio::test]
async fn all_violations_are_told_at_once() {
    let mut client = Server::start().await.client().await;
    let status = client.analyze(all_wrong()).await.unwrap_err();
    assert_eq!(reason(&status), "INVALID_REQUEST");
    let expected = [
        "options.stages[0]",
        "options.stages[2]",
        "options.offset_encoding",
        "options.entities.types[0]",
        "options.entities.min_confidence",
        "options.entities.known_entities[0].names",
        "options.sentiment.targets[0]",
        "options.sentiment.targets[1]",
        "document.id",
        "document.content",
        "document.language_code",
        "document.time_zone",
        "document.format",
        "document.publish_time",
    ];
    assert_eq!(fields(&status), expected);
}

#[tokio::test]
async fn batches_and_streams_tell_all_of_theirs_too() {
    let mut client = Server::start().await.client().await;
    let options = Some(pb::AnalysisOptions { stages: vec![9], ..Default::default() });
    let batch = pb::BatchAnalyzeRequest { documents: Vec::new(), options: options.clone() };
    let status = client.batch_analyze(batch).await.unwrap_err();
    assert_eq!(fields(&status), ["options.stages[0]", "documents"]);

    let message = pb::StreamAnalyzeRequest { document: Some(document("", " ")), options };
    let mut stream =
        client.stream_analyze(tokio_stream::iter([message])).await.unwrap().into_inner();
    let result = stream.next().await.unwrap().unwrap().result.unwrap().result;
    let Some(pb::document_result::Result::Error(error)) = result else { panic!("{result:?}") };
    let expected = ["options.stages[0]", "document.id", "document.content"];
    assert_eq!(fields(&Status::with_details(Code::Ok, "", error.encode_to_vec().into())), expected);
}

#[tokio::test]
async fn names_that_are_none_by_their_standards() {
    let mut client = Server::start().await.client().await;
    for zone in ["localtime", "posixrules", "Factory", "Etc/Unknown", "EST5EDT4", "UTC+3"] {
        let mut request = request(NEWS);
        request.document.as_mut().unwrap().time_zone = zone.to_owned();
        let refused = client.analyze(request).await.err().unwrap_or_else(|| panic!("{zone}"));
        assert_eq!(fields(&refused), ["document.time_zone"], "{zone}");
    }
    // However it is written, it says that the language is not known.
    for undetermined in ["und", "UND", "und-Latn", "Und"] {
        let mut request = request(NEWS);
        request.document.as_mut().unwrap().language_code = undetermined.to_owned();
        let analysis = client.analyze(request).await.unwrap().into_inner().analysis.unwrap();
        assert_eq!(analysis.language_code, "en", "{undetermined}");
    }
}

#[tokio::test]
async fn a_thousand_violations_still_fit_the_status() {
    let mut client = Server::start().await.client().await;
    let mut request = request(NEWS);
    request.options = Some(pb::AnalysisOptions { stages: vec![99; 1000], ..Default::default() });
    let status = client.analyze(request).await.unwrap_err();
    assert_eq!(status.code(), Code::InvalidArgument);
    let fields = fields(&status);
    assert_eq!(fields.len(), 26);
    assert_eq!(fields[25], "request");
}

#[tokio::test]
async fn not_a_number_is_no_confidence() {
    let mut client = Server::start().await.client().await;
    let mut request = request(NEWS);
    request.options = Some(pb::AnalysisOptions {
        entities: Some(pb::EntityOptions { min_confidence: f32::NAN, ..Default::default() }),
        ..Default::default()
    });
    let status = client.analyze(request).await.unwrap_err();
    assert_eq!(fields(&status), ["options.entities.min_confidence"]);
}

#[tokio::test]
async fn batches_over_their_limits_are_refused_whole() {
    let mut client = Server::start().await.client().await;
    let batch = |contents: Vec<String>| {
        let documents = contents.iter().map(|content| document("", content)).collect();
        let mut client = client.clone();
        async move {
            let request = pb::BatchAnalyzeRequest { documents, options: None };
            client.batch_analyze(request).await.unwrap_err()
        }
    };
    let too_many = vec![NEWS.to_owned(); 5];
    let too_long = vec!["x".repeat(4000); 3];
    for contents in [Vec::new(), too_many, too_long] {
        let status = batch(contents).await;
        assert_eq!(status.code(), Code::InvalidArgument);
        assert_eq!(fields(&status), ["documents"]);
    }
    let options = Some(pb::AnalysisOptions { offset_encoding: 9, ..Default::default() });
    let request = pb::BatchAnalyzeRequest { documents: vec![document("", NEWS)], options };
    let status = client.batch_analyze(request).await.unwrap_err();
    assert_eq!(fields(&status), ["options.offset_encoding"]);
}

#[tokio::test]
async fn unknown_methods_and_malformed_messages_have_details() {
    let server = Server::start().await;
    let mut raw = tonic::client::Grpc::new(server.channel().await);
    for (path, code, expected) in [
        ("/copydesk.v1.TextAnalysisService/Nothing", Code::Unimplemented, "METHOD_NOT_FOUND"),
        ("/copydesk.v1.TextAnalysisService/Analyze", Code::InvalidArgument, "MALFORMED_MESSAGE"),
    ] {
        raw.ready().await.unwrap();
        let codec: tonic_prost::ProstCodec<String, pb::AnalyzeResponse> =
            tonic_prost::ProstCodec::default();
        // Field 1 as text that is no message.
        let request = tonic::Request::new("\u{7f}no message".to_owned());
        let path = path.parse().unwrap();
        let status = raw.unary(request, path, codec).await.unwrap_err();
        assert_eq!(status.code(), code);
        assert_eq!(reason(&status), expected);
    }
}

/// Each must be answered or refused within the time, and none may take the server with it.
#[tokio::test]
async fn rubbish_is_survived() {
    let limits = Limits { content_bytes: 1 << 20, single_bytes: 4 << 20, ..LIMITS };
    let server = Server::with(limits).await;
    let mut client = server.client().await.max_decoding_message_size(1 << 28);
    let binary: String =
        (0..200_000_u32).filter_map(|n| char::from_u32(n * 31 % 0x0011_0000)).collect();
    let contents = [
        "a".repeat(1 << 20),
        "\n".repeat(100_000) + "x",
        "\u{301}".repeat(100_000),
        "A. ".repeat(100_000),
        "“".repeat(100_000),
        "Ab ".repeat(200_000),
        "<div>".repeat(100_000) + "deep",
        "<p>&amp;".repeat(50_000),
        "((((".repeat(100_000),
        "&".repeat(500_000) + "<html></p></p></p>",
        format!("<html><a {}>x", "b=\"c\" ".repeat(100_000)),
        "<nav>".repeat(90_000) + &"</form>".repeat(80_000) + "x",
        format!("x{}y", " ".repeat(1_000_000)),
        (0..20_000).map(|n| format!("Ada Brook{n} said. ")).collect(),
        binary,
    ];
    for content in contents {
        let head: String = content.chars().take(8).collect();
        let answer =
            tokio::time::timeout(Duration::from_secs(60), client.analyze(request(&content)));
        let answer = answer.await.unwrap_or_else(|_| panic!("{head:?} hangs"));
        if let Err(status) = answer {
            panic!("{head:?}: {status:?}");
        }
    }
}
