//! The RPCs, as a client sees them.

#![allow(clippy::unwrap_used)] // A failure is a failure.

mod support;

use copydesk::server::copydesk_v1::pb::{self, document_result::Result as Outcome};
use std::collections::HashSet;
use support::{NEWS, Server, document, request};
use tokio_stream::StreamExt;

#[tokio::test]
async fn analyze_runs_all_stages() {
    let mut client = Server::start().await.client().await;
    let answer = client.analyze(request(NEWS)).await.unwrap().into_inner();
    let analysis = answer.analysis.unwrap();
    assert_eq!(analysis.id, "d");
    assert_eq!(analysis.language_code, "en");
    assert_eq!(analysis.offset_encoding(), pb::OffsetEncoding::Utf32);
    let names: Vec<_> = analysis.entities.unwrap().entities;
    let brook = names.iter().find(|entity| entity.name == "Ada Brook").unwrap();
    assert_eq!(brook.mentions.len(), 2);
    let sentiment = analysis.sentiment.unwrap();
    assert_eq!(sentiment.sentences.len(), 2);
    assert!(sentiment.sentences[0].sentiment.as_ref().unwrap().score > 0.0);
    let stages: Vec<_> = analysis.stages.iter().map(pb::StageReport::stage).collect();
    assert_eq!(stages, [pb::Stage::Cleaning, pb::Stage::Entities, pb::Stage::Sentiment]);
    for stage in &analysis.stages {
        assert!(stage.duration.unwrap().nanos > 0);
        assert!(stage.queued.is_some());
        assert!(!stage.model_version.is_empty());
    }
}

#[tokio::test]
async fn stages_that_are_not_listed_do_not_run() {
    let mut client = Server::start().await.client().await;
    let content = format!("  {NEWS}\r\n\r\nSubscribe to our newsletter");
    for stage in [pb::Stage::Cleaning, pb::Stage::Entities, pb::Stage::Sentiment] {
        let mut request = request(&content);
        request.options =
            Some(pb::AnalysisOptions { stages: vec![stage.into()], ..Default::default() });
        let analysis = client.analyze(request).await.unwrap().into_inner().analysis.unwrap();
        let ran: Vec<_> = analysis.stages.iter().map(pb::StageReport::stage).collect();
        assert_eq!(ran, [stage]);
        let text = analysis.cleaned.unwrap().text;
        let expected = if stage == pb::Stage::Cleaning { NEWS } else { &content };
        assert_eq!(text, expected);
        assert_eq!(analysis.entities.is_some(), stage == pb::Stage::Entities);
        assert_eq!(analysis.sentiment.is_some(), stage == pb::Stage::Sentiment);
    }
}

#[tokio::test]
async fn given_targets_are_scored_without_entities() {
    let mut client = Server::start().await.client().await;
    let mut request = request("The ferry was a great success. The bridge is old.");
    request.options = Some(pb::AnalysisOptions {
        stages: vec![pb::Stage::Sentiment.into()],
        sentiment: Some(pb::SentimentOptions {
            targets: vec!["ferry".to_owned(), "tunnel".to_owned()],
            ..Default::default()
        }),
        ..Default::default()
    });
    let analysis = client.analyze(request).await.unwrap().into_inner().analysis.unwrap();
    let targets = analysis.sentiment.unwrap().targets;
    assert_eq!(targets.len(), 1);
    assert_eq!(targets[0].target, "ferry");
    assert_eq!(targets[0].overall.as_ref().unwrap().polarity(), pb::Polarity::Positive);
}

#[tokio::test]
async fn cleaning_tells_what_was_asked_for() {
    let mut client = Server::start().await.client().await;
    let content = format!("{NEWS}\n\nSubscribe to our newsletter");
    let mut request = request(&content);
    let plain = client.analyze(request.clone()).await.unwrap().into_inner().analysis.unwrap();
    let plain = plain.cleaned.unwrap();
    assert!(plain.alignment.is_empty() && plain.removed.is_empty());
    request.options = Some(pb::AnalysisOptions {
        cleaning: Some(pb::CleaningOptions {
            include_alignment: true,
            include_removed: true,
            ..Default::default()
        }),
        ..Default::default()
    });
    let full = client.analyze(request).await.unwrap().into_inner().analysis.unwrap();
    let full = full.cleaned.unwrap();
    assert_eq!(full.removed[0].reason(), pb::RemovalReason::SubscriptionAppeal);
    assert_eq!(full.removed[0].rule, "newsletter");
    assert!(full.alignment[0].verbatim);
}

#[tokio::test]
async fn a_language_that_is_not_spoken_is_still_cleaned() {
    let mut client = Server::start().await.client().await;
    let text = "Der Minister sagte am Freitag, die Gespräche gingen am Wochenende weiter.";
    let analysis = client.analyze(request(text)).await.unwrap().into_inner().analysis.unwrap();
    assert_eq!(analysis.language_code, "de");
    assert_eq!(analysis.cleaned.unwrap().text, text);
    for stage in &analysis.stages[1..] {
        assert!(stage.warnings.iter().any(|warning| warning.starts_with("LANGUAGE_NOT_SUPPORTED")));
    }
}

/// The starts of the times in a text that was published on the evening of 2024-04-26, in UTC.
async fn starts(text: &str, time_zone: &str) -> Vec<String> {
    let mut client = Server::start().await.client().await;
    let published: jiff::Timestamp = "2024-04-26T22:30:00Z".parse().unwrap();
    let published = prost_types::Timestamp { seconds: published.as_second(), nanos: 0 };
    let document = pb::Document {
        publish_time: Some(published),
        time_zone: time_zone.to_owned(),
        ..document("", text)
    };
    let request = pb::AnalyzeRequest { document: Some(document), options: None };
    let analysis = client.analyze(request).await.unwrap().into_inner().analysis.unwrap();
    let values = analysis.entities.unwrap().values.into_iter();
    let times = values.map(|value| match value.kind {
        Some(pb::value::Kind::Time(time)) if time.anchored => time.start,
        kind => panic!("no time that is anchored: {kind:?}"),
    });
    times.collect()
}

#[tokio::test]
async fn relative_times_start_from_the_time_of_publication() {
    let text = "The council of Vienna met yesterday. It will vote next Tuesday.";
    assert_eq!(starts(text, "").await, ["2024-04-25", "2024-04-30"]);
    // The next day has begun there.
    let text = "The council of Tokyo met yesterday.";
    assert_eq!(starts(text, "Asia/Tokyo").await, ["2024-04-26"]);
}

#[tokio::test]
async fn a_batch_answers_in_order_and_item_by_item() {
    let mut client = Server::start().await.client().await;
    let documents = vec![document("a", NEWS), document("b", " "), document("c", NEWS)];
    let request = pb::BatchAnalyzeRequest { documents, options: None };
    let results = client.batch_analyze(request).await.unwrap().into_inner().results;
    let ids: Vec<_> = results.iter().map(|r| (r.id.as_str(), r.index)).collect();
    assert_eq!(ids, [("a", 0), ("b", 1), ("c", 2)]);
    assert!(matches!(results[0].result, Some(Outcome::Analysis(_))));
    assert!(matches!(results[2].result, Some(Outcome::Analysis(_))));
    let Some(Outcome::Error(error)) = &results[1].result else { panic!("{results:?}") };
    assert_eq!(error.code, i32::from(tonic::Code::InvalidArgument));
    assert!(error.message.contains("documents[1].content"));
    assert_eq!(error.details.len(), 2);
}

#[tokio::test]
async fn a_stream_answers_each_document_and_goes_on_after_bad_ones() {
    let mut client = Server::start().await.client().await;
    let message = |document| pb::StreamAnalyzeRequest { document: Some(document), options: None };
    let mut messages: Vec<_> = (0..20).map(|n| message(document(&format!("d{n}"), NEWS))).collect();
    messages.insert(3, message(document("", NEWS)));
    messages.insert(7, message(document("bad", "")));
    messages[0].options = Some(pb::AnalysisOptions {
        stages: vec![pb::Stage::Cleaning.into()],
        ..Default::default()
    });
    let answers = client.stream_analyze(tokio_stream::iter(messages)).await.unwrap().into_inner();
    let answers: Vec<_> = answers.map(|answer| answer.unwrap().result.unwrap()).collect().await;
    assert_eq!(answers.len(), 22);
    let indexes: HashSet<_> = answers.iter().map(|answer| answer.index).collect();
    assert_eq!(indexes.len(), 22);
    for answer in answers {
        match (answer.id.as_str(), answer.result.unwrap()) {
            ("" | "bad", Outcome::Error(error)) => assert_eq!(error.code, 3),
            // The options of the first message hold for all.
            (_, Outcome::Analysis(analysis)) => assert_eq!(analysis.stages.len(), 1),
            (id, Outcome::Error(error)) => panic!("{id}: {error:?}"),
        }
    }
}

#[tokio::test]
async fn capabilities_tell_stages_and_limits() {
    let mut client = Server::start().await.client().await;
    let answer = client.get_capabilities(pb::GetCapabilitiesRequest {}).await.unwrap();
    let answer = answer.into_inner();
    let analysis = client.analyze(request(NEWS)).await.unwrap().into_inner().analysis.unwrap();
    let ran = analysis.stages.iter().map(|report| report.stage);
    assert!(answer.stages.iter().map(|can| can.stage).eq(ran), "{:?}", answer.stages);
    assert_eq!(answer.stages[1].entity_types.len(), 11);
    assert!(answer.stages[1].entity_types.contains(&pb::EntityType::Other.into()));
    assert_eq!(answer.limits.unwrap().max_content_bytes, support::LIMITS.content_bytes);
    assert!(!answer.build_version.is_empty());
}
