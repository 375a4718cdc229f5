//! Speech without quotation marks: "Brook said that the port would close".

use super::{
    document::QuotedDocument,
    subject::{following_subject, of_verb_at_end, source},
};
use crate::{
    document::{Quote, QuoteKind},
    text::Span,
};
use std::ops::Range;

/// The distance of a verb from the end of its sentence, in tokens, from which on it stands before
/// what it reports.
const LAST_TOKENS: usize = 5;
/// The number of tokens after the verb in which a conjunction begins what it reports.
const COMPLEMENTIZER_REACH: usize = 5;
/// The shortest statement, in tokens.
const LEAST_TOKENS: usize = 4;

/// Finds the indirect speech in the sentences without quotation marks, in text order.
pub(super) fn find(document: &QuotedDocument) -> Vec<Quote> {
    let sentences = document.tokens.sentences.iter();
    sentences.filter_map(|sentence| reported(document, sentence.clone())).collect()
}

fn reported(document: &QuotedDocument, sentence: Range<usize>) -> Option<Quote> {
    if sentence.clone().any(|at| document.is_quoted(at)) {
        return None;
    }
    let spans = &document.tokens.spans;
    let verb = sentence.clone().find(|&at| document.cues.is_reporting(document.token(at)));
    let (found, content) = match verb {
        // "The port will close on Monday, Brook said."
        Some(verb) if verb + LAST_TOKENS >= sentence.end => {
            let comma = (sentence.start..verb).rev().find(|&at| document.is(at, &[","]))?;
            let inverted = comma + 1 == verb;
            let mut found = if inverted {
                following_subject(document, verb + 1..sentence.end)
            } else {
                of_verb_at_end(document, comma + 1..verb, verb)
            };
            found.cue = Some(spans[verb]);
            (found, sentence.start..comma)
        }
        // "Brook said that the port would close on Monday."
        Some(verb) => {
            let words = document.cues.words;
            let mut near = verb + 1..sentence.end.min(verb + 1 + COMPLEMENTIZER_REACH);
            let that = near.find(|&at| document.is(at, words.complementizers));
            let found = of_verb_at_end(document, sentence.start..verb, verb);
            (found, that.unwrap_or(verb) + 1..sentence.end)
        }
        // "According to Brook the port will close on Monday."
        None => (source(document, &sentence)?, sentence),
    };
    found.speaker?;
    let last = content.clone().rfind(|&at| !document.is(at, &[".", ","]))?;
    let span = Span::new(spans[content.start].start, spans[last].end);
    (content.len() >= LEAST_TOKENS).then(|| found.into_quote(QuoteKind::Indirect, vec![span]))
}
