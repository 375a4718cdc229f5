//! What stands where in the answers.

use crate::{
    PLAIN_TEXT, STORY, clients, documents, everything,
    support::{self, Server},
    v1, v2,
};
use copydesk::server::copydesk_v1::pb;
use std::collections::HashMap;
use v1::pb::entity::Type;

/// Score and magnitude.
fn first(sentiment: Option<&v1::pb::Sentiment>) -> Option<(f32, f32)> {
    sentiment.map(|sentiment| (sentiment.score, sentiment.magnitude))
}

fn second(sentiment: Option<&v2::pb::Sentiment>) -> Option<(f32, f32)> {
    sentiment.map(|sentiment| (sentiment.score, sentiment.magnitude))
}

#[tokio::test]
async fn both_versions_tell_what_ours_tells() {
    let server = Server::start().await;
    let (mut google, mut newer) = clients(&server).await;
    let (one, two) = everything(PLAIN_TEXT, STORY, 3);
    let one = google.annotate_text(one).await.unwrap().into_inner();
    let two = newer.annotate_text(two).await.unwrap().into_inner();
    let mut ours = support::request(STORY);
    let stages = vec![pb::Stage::Entities.into(), pb::Stage::Sentiment.into()];
    ours.options = Some(pb::AnalysisOptions { stages, ..Default::default() });
    let ours = server.client().await.analyze(ours).await.unwrap().into_inner().analysis.unwrap();
    let (found, tone) = (ours.entities.unwrap(), ours.sentiment.unwrap());

    let whole = tone.document.map(|tone| (tone.score, tone.magnitude));
    assert_eq!(first(one.document_sentiment.as_ref()), whole);
    assert_eq!(second(two.document_sentiment.as_ref()), whole);
    assert_eq!((one.language, two.language_code), ("en".to_owned(), "en".to_owned()));
    assert!(two.language_supported);

    let tones: Vec<_> = tone.sentences.iter().map(|one| one.sentiment.clone().unwrap()).collect();
    let tones: Vec<_> = tones.iter().map(|tone| Some((tone.score, tone.magnitude))).collect();
    let read: Vec<_> = one.sentences.iter().map(|one| first(one.sentiment.as_ref())).collect();
    assert_eq!(read, tones);
    let read: Vec<_> = two.sentences.iter().map(|one| second(one.sentiment.as_ref())).collect();
    assert_eq!(read, tones);

    // The names come first, then the values.
    let names: Vec<_> = found.entities.iter().map(|entity| entity.name.as_str()).collect();
    assert!(names.len() >= 4, "{names:?}");
    assert_eq!(one.entities.len(), two.entities.len());
    for (index, ours) in found.entities.iter().enumerate() {
        let (one, two) = (&one.entities[index], &two.entities[index]);
        assert_eq!((&one.name, &two.name), (&ours.name, &ours.name));
        assert_eq!((one.salience, one.r#type), (ours.salience, two.r#type));
        assert_eq!(one.metadata, two.metadata);
        let towards = tone.targets.iter().find(|target| target.entity_id == ours.id).unwrap();
        let overall = towards.overall.as_ref().map(|tone| (tone.score, tone.magnitude));
        assert_eq!(first(one.sentiment.as_ref()), overall, "{}", ours.name);
        assert_eq!(second(two.sentiment.as_ref()), overall, "{}", ours.name);
        for (at, mention) in ours.mentions.iter().enumerate() {
            assert_eq!(one.mentions[at].r#type, v1::pb::entity_mention::Type::Proper as i32);
            assert_eq!(two.mentions[at].probability, mention.confidence);
            let there = towards.mentions[at].sentiment.as_ref();
            let there = there.map(|tone| (tone.score, tone.magnitude));
            assert_eq!(first(one.mentions[at].sentiment.as_ref()), there);
            assert_eq!(second(two.mentions[at].sentiment.as_ref()), there);
        }
    }
    let values: Vec<_> = two.entities[names.len()..].iter().collect();
    assert!(values.iter().all(|value| value.mentions[0].probability == 1.0));
    assert!(one.entities[names.len()..].iter().all(|value| value.salience == 0.0));
}

#[tokio::test]
async fn entities_have_googles_types_and_keys() {
    let server = Server::start().await;
    let (mut google, _) = clients(&server).await;
    let (document, _) = documents(PLAIN_TEXT, STORY);
    let request = v1::pb::AnalyzeEntitiesRequest { document, encoding_type: 0 };
    let answer = google.analyze_entities(request).await.unwrap().into_inner();
    let entity = |name: &str| {
        let found = answer.entities.iter().find(|entity| entity.name == name);
        let found = found.unwrap_or_else(|| panic!("no {name}: {:#?}", answer.entities));
        assert!(found.sentiment.is_none(), "nobody asked for a tone");
        let metadata = found.metadata.iter();
        let metadata: HashMap<_, _> =
            metadata.map(|(key, value)| (key.as_str(), value.as_str())).collect();
        (found.r#type(), metadata)
    };
    assert_eq!(entity("Zoë Lindqvist"), (Type::Person, HashMap::new()));
    assert_eq!(entity("World Bank").0, Type::Organization);
    let (kind, country) = entity("Norway");
    assert_eq!((kind, country["country_code"]), (Type::Location, "NO"));
    assert!(country["geonames_url"].starts_with("https://sws.geonames.org/"));
    assert_eq!(entity("$5 million"), {
        (Type::Price, HashMap::from([("value", "5000000"), ("currency", "USD")]))
    });
    assert_eq!(entity("12 percent"), (Type::Number, HashMap::from([("value", "12")])));
    let date = HashMap::from([("year", "2024"), ("month", "04"), ("day", "26")]);
    assert_eq!(entity("26 April 2024"), (Type::Date, date));
}

#[tokio::test]
async fn a_text_has_one_tone_whatever_is_asked_for() {
    let server = Server::start().await;
    let (mut google, mut newer) = clients(&server).await;
    let (document, newer_document) = documents(PLAIN_TEXT, STORY);
    let (all, _) = everything(PLAIN_TEXT, STORY, 3);
    let all = google.annotate_text(all).await.unwrap().into_inner();
    let request = v1::pb::AnalyzeSentimentRequest { document: document.clone(), encoding_type: 3 };
    let tone = google.analyze_sentiment(request).await.unwrap().into_inner();
    assert_eq!(tone.document_sentiment, all.document_sentiment);
    assert_eq!(tone.sentences, all.sentences);
    let request = v1::pb::AnalyzeEntitySentimentRequest { document, encoding_type: 3 };
    let towards = google.analyze_entity_sentiment(request).await.unwrap().into_inner();
    assert_eq!(towards.entities, all.entities);
    let request = v2::pb::AnalyzeSentimentRequest { document: newer_document, encoding_type: 3 };
    let newer = newer.analyze_sentiment(request).await.unwrap().into_inner();
    assert_eq!(second(newer.document_sentiment.as_ref()), first(all.document_sentiment.as_ref()));
}

#[tokio::test]
async fn what_was_not_asked_for_is_not_told() {
    let server = Server::start().await;
    let (mut google, mut newer) = clients(&server).await;
    let (mut tone, mut newer_entities) = everything(PLAIN_TEXT, STORY, 3);
    tone.features = Some(v1::pb::annotate_text_request::Features {
        extract_document_sentiment: true,
        ..Default::default()
    });
    let tone = google.annotate_text(tone).await.unwrap().into_inner();
    assert!(tone.entities.is_empty() && !tone.sentences.is_empty());
    newer_entities.features = Some(v2::pb::annotate_text_request::Features {
        extract_entities: true,
        ..Default::default()
    });
    let found = newer.annotate_text(newer_entities).await.unwrap().into_inner();
    assert!(!found.entities.is_empty() && found.sentences.is_empty());
    assert!(found.document_sentiment.is_none());
    assert!(found.entities.iter().all(|entity| entity.sentiment.is_none()));
}
