use super::*;
use crate::{
    document::{Opinion, Voice},
    text::Span,
};

/// A tone of this score that is neutral with this probability.
fn sentiment(score: f32, neutral: f32) -> Sentiment {
    let (positive, negative) = ((1.0 - neutral + score) / 2.0, (1.0 - neutral - score) / 2.0);
    let tone = Tone { score, magnitude: 1.0 - neutral, negative, neutral, positive };
    Sentiment { tone, evidence: Vec::new() }
}

fn part(kind: BlockKind, sentiment: &Sentiment) -> Part<'_> {
    Part { kind, salience: 0.0, sentiment }
}

#[track_caller]
fn assert_close(found: f32, expected: f32) {
    assert!((found - expected).abs() < 1e-5, "{found} is not {expected}");
}

fn score(parts: &[Part]) -> f32 {
    document(parts).expect("there are parts").tone.score
}

#[test]
fn parts_weigh_by_how_likely_they_are_not_neutral() {
    let (good, flat) = (sentiment(0.8, 0.0), sentiment(0.0, 1.0));
    let parts = [part(BlockKind::Headline, &good), part(BlockKind::Headline, &flat)];
    assert_close(score(&parts), (1.0 + NEUTRAL_WEIGHT) * 0.8 / (1.0 + 2.0 * NEUTRAL_WEIGHT));
}

#[test]
fn a_headline_counts_more_than_a_sentence() {
    let (good, bad) = (sentiment(0.8, 0.2), sentiment(-0.4, 0.2));
    let parts = [part(BlockKind::Headline, &good), part(BlockKind::Body, &bad)];
    assert_close(score(&parts), (HEADLINE_WEIGHT * 0.8 - 0.4) / (HEADLINE_WEIGHT + 1.0));
}

#[test]
fn the_ninth_sentence_of_prose_counts_half_as_much_as_the_first() {
    let (good, bad, flat) =
        (sentiment(0.8, 0.2), sentiment(-0.4, 0.2), sentiment(0.0, 1.0 + NEUTRAL_WEIGHT));
    // Those between weigh nothing.
    let mut parts = vec![part(BlockKind::Body, &good)];
    parts.extend([part(BlockKind::Body, &flat); 7]);
    parts.push(part(BlockKind::Caption, &bad));
    assert_close(score(&parts), (0.8 - 0.5 * 0.4) / 1.5);
}

#[test]
fn lines_around_the_prose_have_no_say() {
    let (good, bad) = (sentiment(0.8, 0.2), sentiment(-0.4, 0.2));
    let mut parts = vec![part(BlockKind::Body, &good)];
    for kind in [BlockKind::Dateline, BlockKind::Byline, BlockKind::Credits] {
        parts.insert(0, part(kind, &bad));
    }
    assert_close(score(&parts), 0.8);
    parts.pop();
    assert_eq!(document(&parts), None);
}

#[test]
fn sentences_weigh_by_the_salience_of_what_they_name() {
    let (good, bad) = (sentiment(0.8, 0.2), sentiment(-0.4, 0.2));
    let named = Part { salience: 1.5, ..part(BlockKind::Headline, &good) };
    let parts = [named, part(BlockKind::Headline, &bad)];
    assert_close(score(&parts), (2.5 * 0.8 - 0.4) / 3.5);
}

#[test]
fn the_headline_is_read_by_itself() {
    let (good, bad) = (sentiment(0.8, 0.2), sentiment(-0.4, 0.9));
    let parts = [part(BlockKind::Headline, &good), part(BlockKind::Body, &bad)];
    assert_eq!(headline(&parts), Some(good.clone()));
    assert_eq!(headline(&parts[1..]), None);
    let two = [part(BlockKind::Headline, &good), part(BlockKind::Headline, &bad)];
    assert_close(headline(&two).expect("a headline").tone.score, 0.2);
}

#[test]
fn evidence_counts_as_much_as_its_part_and_only_the_strongest_is_kept() {
    let phrase = |at: usize, contribution: f32| Evidence {
        span: Span::new(at, at + 1),
        contribution,
        negated: false,
    };
    let weak = Sentiment {
        evidence: (0..20).map(|at| phrase(at, 0.1 + at as f32 / 100.0)).collect(),
        ..sentiment(0.5, 0.5)
    };
    let strong = Sentiment { evidence: vec![phrase(30, -0.8)], ..sentiment(-0.5, 0.5) };
    let mean = weighted_mean([(3.0, &weak), (1.0, &strong)].into_iter());
    assert_eq!(mean.evidence.len(), 12);
    let first = mean.evidence[0];
    assert_eq!(first.span, Span::new(19, 20));
    assert_close(first.contribution, 0.75 * 0.29);
    let of_strong = mean.evidence.iter().find(|phrase| phrase.span.start == 30);
    assert_close(of_strong.expect("it is among the strongest").contribution, -0.2);
}

/// A mention of a target where each of these holders says something; `None`: the author.
fn mention(target: usize, said: &[(Option<usize>, &Sentiment)]) -> ScoredMention {
    let voices = said.iter().map(|&(holder, sentiment)| VoicedSentiment {
        opinion: opinion(holder),
        sentiment: sentiment.clone(),
    });
    let sentiment = said[0].1.clone();
    let sentiment = MentionSentiment { span: Span::new(0, 1), sentiment, opinion: None };
    ScoredMention { target, sentiment, voices: voices.collect() }
}

fn opinion(holder: Option<usize>) -> Opinion {
    let voice = if holder.is_some() { Voice::Quoted } else { Voice::Author };
    Opinion { voice, holder }
}

#[test]
fn the_voices_of_a_target_are_told_apart_by_who_speaks() {
    let (good, bad, flat) = (sentiment(0.8, 0.0), sentiment(-0.4, 0.0), sentiment(0.0, 1.0));
    let mentions = vec![
        mention(1, &[(None, &flat), (Some(7), &bad)]),
        mention(0, &[(None, &good)]),
        mention(1, &[(Some(7), &good), (Some(8), &good)]),
    ];
    let given = ["a", "b"].map(|name| Target::Given(name.to_owned()));
    let found = targets(given.to_vec(), mentions);
    let mentions = found.iter().map(|target| target.mentions.len()).collect::<Vec<_>>();
    assert_eq!(mentions, [1, 2]);
    assert_close(found[0].overall.tone.score, 0.8);
    assert_close(
        found[1].overall.tone.score,
        (1.0 + NEUTRAL_WEIGHT) * 0.8 / (1.0 + 2.0 * NEUTRAL_WEIGHT),
    );
    let voices = found[1].voices.iter().map(|voiced| voiced.opinion).collect::<Vec<_>>();
    assert_eq!(voices, [None, Some(7), Some(8)].map(opinion));
    assert_close(found[1].voices[1].sentiment.tone.score, 0.2);
}
