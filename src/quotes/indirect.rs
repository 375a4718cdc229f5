//! Speech without quotation marks: "Brook said that the port would close".

use super::{
    attribution::{Attribution, according, subject_after, subject_before},
    context::Scene,
    verbs::is_reporting,
};
use crate::{
    document::{Quote, QuoteKind},
    text::Span,
};
use std::ops::Range;

/// What sentences without quotation marks say that somebody said.
pub fn find(scene: &Scene) -> Vec<Quote> {
    let sentences = scene.tokens.sentences.iter();
    sentences.filter_map(|sentence| indirect_speech(scene, sentence.clone())).collect()
}

fn indirect_speech(scene: &Scene, sentence: Range<usize>) -> Option<Quote> {
    if sentence.clone().any(|at| scene.is_quoted(at)) {
        return None;
    }
    let verb = sentence.clone().find(|&at| is_reporting(scene.word(at)));
    let (found, content) = match verb {
        // "The port will close on Monday, Brook said."
        Some(verb) if verb + 6 > sentence.end => {
            let comma = (sentence.start..verb).rev().find(|&at| scene.is(at, &[","]))?;
            let inverted = comma + 1 == verb;
            let found = if inverted {
                subject_after(scene, verb + 1..sentence.end)
            } else {
                subject_before(scene, comma + 1, verb, verb)
            };
            let cue = Some(scene.tokens.spans[verb]);
            (Attribution { cue, ..found }, sentence.start..comma)
        }
        // "Brook said that the port would close on Monday."
        Some(verb) => {
            let that = (verb + 1..sentence.end.min(verb + 6)).find(|&at| scene.is(at, &["that"]));
            let start = that.map_or(verb + 1, |at| at + 1);
            (subject_before(scene, sentence.start, verb, verb), start..sentence.end)
        }
        None => {
            let found = according(scene, &sentence)?;
            (found, sentence.clone())
        }
    };
    let speaker = found.speaker?;
    let last = content.clone().rfind(|&at| !scene.is(at, &[".", ","]))?;
    let span = Span::new(scene.tokens.spans[content.start].start, scene.tokens.spans[last].end);
    (content.len() >= 4).then(|| Quote {
        kind: QuoteKind::Indirect,
        content: vec![span],
        speaker: Some(speaker),
        speaker_span: found.span,
        cue: found.cue,
        confidence: found.confidence,
    })
}
