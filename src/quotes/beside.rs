//! The attribution of a quotation in the sentence that it stands in.

use super::{
    attribution::{Attribution, NOMINAL, REACH, UNNAMED},
    cues::Form,
    document::QuotedDocument,
    elided, inverted,
    marks::QuotedRegion,
    subject::{self, Subject},
    verbs,
};
use crate::text::{Span, punctuation::is_sentence_terminal};
use std::ops::Range;

/// The number of tokens after the end of a sentence in which its attribution has a verb.
const AFTERTHOUGHT_REACH: usize = 12;
/// The number of tokens after a quotation in which its attribution has a verb.
const CLOSING_REACH: usize = 24;
/// The number of tokens after a quotation in which its attribution names the speaker.
const SPEAKER_REACH: usize = 8;
/// The number of tokens after "quoted" in which the speaker is named.
const QUOTED_REACH: usize = 6;
/// The number of tokens after a verb in which "by" makes it passive.
const AGENT_REACH: usize = 2;

/// Finds the attribution in the sentence of a quotation of these tokens.
pub(super) fn find(
    document: &QuotedDocument,
    quotation: Range<usize>,
    region: &QuotedRegion,
) -> Option<Attribution> {
    let Range { start, end } = quotation;
    let (left, right) = (left(document, start), right(document, end, region));
    let announced = start > left.start
        && document.is(start - 1, &[":"])
        && document.is_saying(start.saturating_sub(2));
    if !announced && let Some(found) = right.clone().and_then(|right| closing(document, right)) {
        return Some(found);
    }
    if let Some(verb) = left.clone().rev().find(|&at| document.is_saying(at)) {
        return Some(of_verb(document, left.start, verb, start));
    }
    if start > 0
        && document.is(start - 1, &[":"])
        && let Some(speaker) = document.mentions(left.clone()).iter().find(|one| one.may_speak())
    {
        return Some(Attribution::to(speaker, NOMINAL));
    }
    let source = |tokens: Range<usize>| {
        { tokens.clone() }.find_map(|at| inverted::source(document, at, tokens.end))
    };
    if let Some(found) = source(left).or_else(|| source(right.clone()?)) {
        return Some(found.found);
    }
    let verb = right?.find(|&at| document.is_saying(at))?;
    Some(of_verb(document, end, verb, verb))
}

/// The attribution to who is said to say something by a verb whose clause begins at `floor`; what the verb
/// reports begins, or ends, at `limit`.
fn of_verb(document: &QuotedDocument, floor: usize, verb: usize, limit: usize) -> Attribution {
    let found = logical_subject(document, verb, limit)
        .or_else(|| grammatical_subject(document, floor, verb, limit))
        .map(|subject| subject.found);
    let cue = document.tokens.spans.get(verb).copied();
    Attribution { cue, ..found.unwrap_or_default() }
}

/// The speaker that is no grammatical subject: "the paper quoted Brook as saying", "was praised by
/// Brook as".
fn logical_subject(document: &QuotedDocument, verb: usize, limit: usize) -> Option<Subject> {
    let words = document.cues.words;
    let passive = verb > 0 && document.is(verb - 1, words.passive_auxiliaries);
    if document.is(verb, words.verbs.quoting) && !passive {
        return inverted::after(document, verb + 1, verb + 1 + QUOTED_REACH);
    }
    let mut near = verb + 1..limit.min(verb + 1 + AGENT_REACH);
    let by = near.find(|&at| document.is(at, words.agent_prepositions))?;
    inverted::after(document, by + 1, limit)
}

/// The subject of a verb: before it, behind it where it opens its sentence, or that of the sentence.
fn grammatical_subject(
    document: &QuotedDocument,
    floor: usize,
    verb: usize,
    limit: usize,
) -> Option<Subject> {
    let words = document.cues.words;
    // "quoted Brook as saying".
    let quoting = (floor..verb)
        .rev()
        .take(QUOTED_REACH)
        .find(|&at| document.is(at, words.verbs.quoting) && !document.is_quoted(at));
    if let Some(quoting) = quoting {
        return inverted::after(document, quoting + 1, verb);
    }
    let first = verbs::first_of_chain(document, verb);
    let form = document.cues.reporting(document.token(verb)).map(|known| known.form);
    let participle = form == Some(Form::Participle)
        || form.is_none() && document.cues.is_gerund(document.token(verb));
    let finite = (first..verb).any(|at| document.is(at, words.passive_auxiliaries));
    if participle && !finite {
        return elided::of_participle(document, floor, verb)
            .or_else(|| elided::of_verb_before(document, floor, verb))
            .or_else(|| elided::of_sentence(document, floor..verb));
    }
    if first <= floor {
        return inverted::after(document, verb + 1, limit);
    }
    subject::before(document, floor, first).or_else(|| elided::of_sentence(document, floor..verb))
}

/// The tokens of the sentence before a quotation that starts at a token.
pub(super) fn left(document: &QuotedDocument, start: usize) -> Range<usize> {
    let before = start.saturating_sub(1);
    let limit = start.saturating_sub(REACH);
    let sentence = document.sentence_tokens(document.sentence(before));
    let sentence = sentence.map_or(0, |tokens| tokens.start);
    let stop = (limit..start).rev().find(|&at| document.ends_sentence(at));
    // After a colon the quotation is a sentence of its own.
    let first = if document.is(before, &[":"]) { limit } else { limit.max(sentence) };
    stop.map_or(first, |at| at + 1).max(first)..start
}

/// The tokens of the sentence after a quotation; `None` where it ends with the quotation.
fn right(document: &QuotedDocument, end: usize, region: &QuotedRegion) -> Option<Range<usize>> {
    let tokens = &document.tokens.spans;
    let first = tokens.get(end)?;
    let gap = document.text.get(region.outer.end..first.start);
    if gap.is_some_and(|gap| gap.contains('\n')) {
        return None;
    }
    let sentence_end = region.text(document.text).trim_end().ends_with(is_sentence_terminal);
    let next = document.token(end);
    let sentence = document.sentence_tokens(document.sentence(end))?;
    let limit = sentence.end.min(end + REACH);
    // `"It is over." said Brook`: typesetters differ.
    let goes_on = next.starts_with(char::is_lowercase)
        || document.is_comma(end)
        || document.is_dash(end)
        || next == "-";
    let names = document.mention_at(end).is_some() || document.is_determiner(end);
    let attributes = names
        && (end..limit.min(end + AFTERTHOUGHT_REACH)).any(|at| {
            document.is_saying(at) && !document.is_quoted(at + 1) && document.token(at + 1) != ":"
        })
        && !sentence.clone().skip(1).any(|at| document.is_quoted(at));
    if sentence_end && !goes_on && !attributes {
        return None;
    }
    let stop = (end..limit).find(|&at| document.is_quoted(at));
    Some(end..stop.unwrap_or(limit))
}

/// Tells whether a word of the past stands between a quotation and a person, who can only be its subject:
/// `," enthused Ada Brook.`
fn is_inverted(document: &QuotedDocument, verb: usize) -> bool {
    let token = document.token(verb);
    let past = document.cues.is_participle(token) && !document.cues.is_gerund(token);
    let person = document.mention_at(verb + 1).filter(|mention| mention.first == verb + 1);
    token.starts_with(char::is_lowercase)
        && past
        && person.is_some_and(|person| person.is_person() && document.is_break(person.end))
}

/// The attribution that follows a quotation: `," said Brook`, `" Brook said`, `" the mayor, Ada
/// Brook, said`, `" — Brook`.
fn closing(document: &QuotedDocument, right: Range<usize>) -> Option<Attribution> {
    let parts =
        |at: usize| document.is_comma(at) || document.is_dash(at) || document.token(at) == "-";
    let first = right.clone().find(|&at| !parts(at))?;
    let dashed = first > right.start && !document.is_comma(first - 1);
    let words = document.cues.words;
    if document.is_saying(first) || is_inverted(document, first) {
        let found = if document.is(first + 1, words.object_prepositions) {
            None
        } else {
            inverted::after(document, first + 1, right.end)
        };
        let found = found.map(|subject| subject.found).unwrap_or_default();
        let cue = document.tokens.spans.get(first).copied();
        return Some(Attribution { cue, ..found });
    }
    let Some(verb) = right.clone().take(CLOSING_REACH).find(|&at| document.is_saying(at)) else {
        // `," Ada Brook, a fisher.`
        let named = document.mention_at(first).filter(|mention| mention.first == first);
        let closed = |end: usize| document.is(end, &[",", ".", "("]) || end >= right.end;
        if let Some(person) = named.filter(|mention| mention.is_person() && closed(mention.end)) {
            return Some(Attribution::to(person, NOMINAL));
        }
        // `" — Ada Brook`, where the name is not known for one.
        let capitals = (first..right.end).all(|at| {
            document.token(at).starts_with(char::is_uppercase) || document.token(at) == "."
        });
        let last = right.clone().rfind(|&at| document.is_word(at))?;
        let spans = &document.tokens.spans;
        let span = Span::new(spans[first].start, spans[last].end);
        let unnamed =
            Attribution { span: Some(span), confidence: UNNAMED, ..Attribution::default() };
        return (dashed && capitals).then_some(unnamed);
    };
    let subject = document.mentions(first..verb).first();
    let attributes = document.is(verb, words.verbs.quoting)
        || subject.is_some_and(|subject| subject.first <= first + SPEAKER_REACH)
        || document.is_pronoun(first)
        || document.is_determiner(first)
        || document.cues.is_speaking_noun(document.token(first));
    attributes.then(|| of_verb(document, first, verb, verb))
}
