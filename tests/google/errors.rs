//! Requests that are refused.

use crate::{
    PLAIN_TEXT, STORY, clients, documents, everything,
    support::{LIMITS, Server, fields, reason},
    v1, v2,
};
use std::time::Duration;
use tonic::{Code, Request};
use v1::pb::document::Source;

const GERMAN: &str = "Der Bürgermeister sagte am Montag, dass die neue Linie nach der Eröffnung im \
    Frühling alle Menschen des Tals zu ihrer Arbeit bringen werde.";

#[tokio::test]
async fn a_bad_document_is_told_by_field() {
    let (mut google, _) = clients(&Server::start().await).await;
    let good = documents(PLAIN_TEXT, STORY).0.unwrap();
    let with = |change: &dyn Fn(&mut v1::pb::Document)| {
        let mut document = good.clone();
        change(&mut document);
        Some(document)
    };
    let long = "x".repeat(LIMITS.content_bytes as usize + 1);
    let content = |text: &str| Some(Source::Content(text.to_owned()));
    for (document, expected, why) in [
        (None, &["document.type", "document.content"][..], "INVALID_REQUEST"),
        (with(&|one| one.r#type = 0), &["document.type"], "INVALID_REQUEST"),
        (with(&|one| one.r#type = 9), &["document.type"], "INVALID_REQUEST"),
        (with(&|one| one.source = None), &["document.content"], "INVALID_REQUEST"),
        (with(&|one| one.source = content(" \r\n")), &["document.content"], "INVALID_REQUEST"),
        (with(&|one| one.source = content(&long)), &["document.content"], "CONTENT_TOO_LARGE"),
        (
            with(&|one| one.source = Some(Source::GcsContentUri("gs://a/b".to_owned()))),
            &["document.gcs_content_uri"],
            "INVALID_REQUEST",
        ),
        (
            with(&|one| one.language = "klingon".to_owned()),
            &["document.language"],
            "INVALID_REQUEST",
        ),
        (
            with(&|one| one.language = "fi".to_owned()),
            &["document.language"],
            "LANGUAGE_NOT_SUPPORTED",
        ),
        (
            with(&|one| one.source = content(GERMAN)),
            &["document.language"],
            "LANGUAGE_NOT_SUPPORTED",
        ),
    ] {
        let request = v1::pb::AnalyzeEntitiesRequest { document, encoding_type: 1 };
        let status = google.analyze_entities(request).await.unwrap_err();
        assert_eq!(status.code(), Code::InvalidArgument, "{status:?}");
        assert_eq!(
            (fields(&status), reason(&status).as_str()),
            (expected.iter().map(|&field| field.to_owned()).collect(), why)
        );
    }
}

#[tokio::test]
async fn an_unknown_unit_is_refused() {
    let (mut google, mut newer) = clients(&Server::start().await).await;
    for unit in [-1, 4, 99] {
        let (document, newer_document) = documents(PLAIN_TEXT, STORY);
        let request = v1::pb::AnalyzeSentimentRequest { document, encoding_type: unit };
        let status = google.analyze_sentiment(request).await.unwrap_err();
        assert_eq!(fields(&status), ["encoding_type"]);
        let request =
            v2::pb::AnalyzeSentimentRequest { document: newer_document, encoding_type: unit };
        let status = newer.analyze_sentiment(request).await.unwrap_err();
        assert_eq!(fields(&status), ["encoding_type"]);
    }
}

#[tokio::test]
async fn features_that_are_missing_or_not_offered_are_named() {
    let (mut google, mut newer) = clients(&Server::start().await).await;
    let (mut one, mut two) = everything(PLAIN_TEXT, STORY, 1);
    let features = one.features.as_mut().unwrap();
    (features.extract_syntax, features.classify_text, features.moderate_text) = (true, true, true);
    let status = google.annotate_text(one.clone()).await.unwrap_err();
    let expected = ["features.extract_syntax", "features.classify_text", "features.moderate_text"];
    assert_eq!(
        (fields(&status), reason(&status).as_str()),
        (expected.map(str::to_owned).to_vec(), "INVALID_REQUEST")
    );
    two.features.as_mut().unwrap().moderate_text = true;
    let status = newer.annotate_text(two.clone()).await.unwrap_err();
    assert_eq!(fields(&status), ["features.moderate_text"]);
    (one.features, two.features) = (None, Some(Default::default()));
    assert_eq!(fields(&google.annotate_text(one).await.unwrap_err()), ["features"]);
    assert_eq!(fields(&newer.annotate_text(two).await.unwrap_err()), ["features"]);
}

#[tokio::test]
async fn methods_that_are_not_offered_say_so() {
    let (mut google, mut newer) = clients(&Server::start().await).await;
    let (document, newer_document) = documents(PLAIN_TEXT, STORY);
    let syntax = v1::pb::AnalyzeSyntaxRequest { document: document.clone(), encoding_type: 1 };
    let classify = v1::pb::ClassifyTextRequest { document: document.clone(), ..Default::default() };
    let moderate = v1::pb::ModerateTextRequest { document };
    let newer_classify = v2::pb::ClassifyTextRequest { document: newer_document.clone() };
    let newer_moderate =
        v2::pb::ModerateTextRequest { document: newer_document, ..Default::default() };
    for status in [
        google.analyze_syntax(syntax).await.unwrap_err(),
        google.classify_text(classify).await.unwrap_err(),
        google.moderate_text(moderate).await.unwrap_err(),
        newer.classify_text(newer_classify).await.unwrap_err(),
        newer.moderate_text(newer_moderate).await.unwrap_err(),
    ] {
        assert_eq!((status.code(), reason(&status).as_str()), {
            (Code::Unimplemented, "METHOD_NOT_OFFERED")
        });
    }
}

#[tokio::test]
async fn the_second_version_tells_of_a_language_that_it_does_not_speak() {
    let (_, mut newer) = clients(&Server::start().await).await;
    let (_, request) = everything(PLAIN_TEXT, GERMAN, 1);
    let answer = newer.annotate_text(request).await.unwrap().into_inner();
    assert_eq!(answer.language_code, "de");
    assert!(!answer.language_supported && answer.entities.is_empty());
}

#[tokio::test]
async fn what_cannot_be_taken_on_is_refused_so_that_nobody_tries_again_at_once() {
    let server = Server::start().await;
    let release = server.block().await;
    let (google, _) = clients(&server).await;
    let call = || {
        let (request, _) = everything(PLAIN_TEXT, STORY, 1);
        let mut google = google.clone();
        tokio::spawn(async move { google.annotate_text(request).await })
    };
    let calls = [call(), call(), call(), call()];
    // Google's clients would repeat UNAVAILABLE for ten minutes.
    let mut refused = 0;
    tokio::time::sleep(Duration::from_millis(300)).await;
    drop(release);
    for call in calls {
        if let Err(status) = call.await.unwrap() {
            assert_eq!((status.code(), reason(&status).as_str()), {
                (Code::ResourceExhausted, "OVERLOADED")
            });
            refused += 1;
        }
    }
    assert_eq!(refused, 2);
}

#[tokio::test]
async fn a_deadline_that_is_over_is_told_as_such() {
    let server = Server::start().await;
    let _release = server.block().await;
    let (mut google, _) = clients(&server).await;
    let (request, _) = everything(PLAIN_TEXT, STORY, 1);
    let mut request = Request::new(request);
    request.metadata_mut().insert("grpc-timeout", "50m".parse().unwrap());
    let status = google.annotate_text(request).await.unwrap_err();
    assert_eq!((status.code(), reason(&status).as_str()), {
        (Code::DeadlineExceeded, "DEADLINE_EXCEEDED")
    });
}
