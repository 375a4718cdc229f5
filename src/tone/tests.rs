use super::*;
use crate::{
    clean::{Cleaner, SiteRules},
    document::{
        Document, Polarity, Raw, Sentiment, Target, TargetSentiment, Voice, Wanted, WantedSentiment,
    },
    entities::Tagger,
    language::ENGLISH,
    text::PhraseSet,
};

fn score(content: &str, targets: &[&str]) -> (Tagged, SentimentAnalysis) {
    let mut wanted = Wanted::everything();
    wanted.sentiment = Some(WantedSentiment {
        targets: PhraseSet::new(targets.iter().map(|&target| target.to_owned()).collect()),
        evidence: true,
    });
    let document = Document { language: Some("en".to_owned()), ..content.into() };
    let (cleaned, _) =
        Cleaner::embedded(&ENGLISH, SiteRules::default()).run(Raw::new(document, wanted));
    let (tagged, _) = Tagger::embedded(&ENGLISH).run(cleaned);
    let (Scored { tagged, sentiment }, _) = Scorer::embedded(&ENGLISH).run(tagged);
    (tagged, sentiment.expect("it was asked for"))
}

/// The tone towards a target of the request.
fn towards<'found>(found: &'found SentimentAnalysis, name: &str) -> &'found TargetSentiment {
    let is = |target: &&TargetSentiment| target.target == Target::Given(name.to_owned());
    found.targets.iter().find(is).expect("the text mentions it")
}

#[test]
fn tells_good_from_bad() {
    let (_, found) = score(
        "The rescue was a great success and everyone is happy. \
         The war killed thousands in a terrible attack. The train leaves at nine.",
        &[],
    );
    let polarity = |index: usize| found.sentences[index].sentiment.tone.polarity();
    assert_eq!(polarity(0), Polarity::Positive);
    assert_eq!(polarity(1), Polarity::Negative);
    assert_eq!(polarity(2), Polarity::Neutral);
}

#[test]
fn who_does_what_to_whom_matters() {
    let text = "Anna Bell accused Carl Dorn of fraud and praised Eva Finch for her courage.";
    let (_, found) = score(text, &["anna bell", "carl dorn", "eva finch"]);
    let score = |name: &str| towards(&found, name).overall.tone.score;
    assert!(score("carl dorn") < score("anna bell"));
    assert!(score("carl dorn") < score("eva finch") - 0.4);
    assert_eq!(towards(&found, "carl dorn").overall.tone.polarity(), Polarity::Negative);
}

#[test]
fn targets_that_the_text_does_not_mention_are_not_answered() {
    let (_, found) =
        score("The Ferry left. Critics hate ÖRESUND.", &["ferry", "öresund", "tunnel"]);
    let given = found.targets.iter().filter(|target| matches!(target.target, Target::Given(_)));
    assert_eq!(given.count(), 2);
}

#[test]
fn an_opinion_belongs_to_who_is_quoted() {
    let text = "The mayor, Rosa Klein, opened the bridge on Monday. \
                “Rosa Klein is a corrupt liar who has ruined this city,” Otto Brand said.";
    let (tagged, found) = score(text, &["Rosa Klein"]);
    let target = towards(&found, "Rosa Klein");
    let harsh = target.mentions[1].opinion.expect("quotations were asked for");
    assert_eq!(harsh.voice, Voice::Quoted);
    let entities = tagged.entities.expect("they were asked for").entities;
    assert_eq!(harsh.holder.map(|holder| entities[holder].name.as_str()), Some("Otto Brand"));
    let of = |voice: Voice| {
        let voiced = target.voices.iter().find(|voiced| voiced.opinion.voice == voice);
        voiced.expect("it speaks").sentiment.tone
    };
    assert_eq!(of(Voice::Quoted).polarity(), Polarity::Negative);
    assert!(of(Voice::Author).score > of(Voice::Quoted).score + 0.3);
    assert_eq!(found.sentences[1].voice, Some(Voice::Quoted));
}

#[test]
fn an_accusation_is_the_view_of_who_accuses() {
    let (tagged, found) = score("Anna Bell accused Carl Dorn of fraud.", &["Carl Dorn"]);
    let entities = tagged.entities.expect("they were asked for").entities;
    let accuser = entities.iter().position(|entity| entity.name == "Anna Bell");
    let [author, reported] = &towards(&found, "Carl Dorn").voices[..] else {
        panic!("two voices");
    };
    assert_eq!(reported.opinion.voice, Voice::Reported);
    assert_eq!((reported.opinion.holder, accuser.is_some()), (accuser, true));
    assert_eq!(reported.sentiment.tone.polarity(), Polarity::Negative);
    assert_eq!(author.sentiment.tone.polarity(), Polarity::Neutral);
    assert!(!author.sentiment.evidence.is_empty(), "what little it is has its words");
}

#[test]
fn evidence_names_the_words_that_matter() {
    let text = "Critics praised the excellent film. The horrible storm killed dozens of people.";
    let (tagged, found) = score(text, &["film"]);
    let strongest = |sentiment: &Sentiment| {
        let evidence = sentiment.evidence.first().expect("it says something");
        (evidence.span.of(&tagged.cleaned.article.text).to_owned(), evidence.contribution > 0.0)
    };
    let (words, good) = strongest(&towards(&found, "film").overall);
    assert!(good && (words.contains("praised") || words.contains("excellent")), "{words}");
    let (words, good) = strongest(&found.sentences[1].sentiment);
    assert!(!good && (words.contains("horrible") || words.contains("killed")), "{words}");
}

#[test]
fn the_same_text_is_read_the_same() {
    let text = "Ministers blamed the storm. The storm, they said, was the worst in years.";
    let (_, once) = score(text, &["storm"]);
    assert_eq!(once, score(text, &["storm"]).1);
}

#[test]
fn a_sentence_without_end_is_read_to_its_end() {
    let text = format!("{}and then they saved the hero.", "He walked on, ".repeat(400));
    let (_, found) = score(&text, &["hero"]);
    assert_eq!(towards(&found, "hero").mentions.len(), 1);
}
