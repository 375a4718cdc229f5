//! What stands behind a verb of saying, and where what is said begins and ends.

use super::{
    adverbial,
    cues::Form,
    document::QuotedDocument,
    subject,
    verbs::{self, Verb},
};
use std::ops::Range;

/// The fewest tokens of what is said.
const LEAST_TOKENS: usize = 3;

/// What is behind a verb.
#[derive(Clone, Copy, Debug)]
pub(super) enum Behind {
    /// What is said, from this token on.
    Clause(usize),
    /// Nothing but adverbials, up to this token: what is said stands before.
    Nothing(usize),
    /// The rest of what is said before, from this token on.
    Interrupted(usize),
}

/// Where what is said ends.
#[derive(Clone, Copy, Debug)]
pub(super) struct Stop {
    /// The token behind it.
    pub at: usize,
    /// The token to read on from.
    pub resume: usize,
    /// What is read on belongs to the clause as a whole: "Brook said that A, police said".
    pub same_clause: bool,
}

/// Reads what is behind a verb, up to `limit`; `head` is what stands before its subject, and may be what is
/// said.
pub(super) fn behind(
    document: &QuotedDocument,
    verb: &Verb,
    limit: usize,
    before: &Range<usize>,
) -> Option<Behind> {
    let words = document.cues.words;
    let head = !before.is_empty();
    let after = verb.at + 1;
    if verb.known.directs {
        return object(document, after, limit).map(Behind::Clause);
    }
    let at = if document.is(verb.at, words.verbs.addressing) {
        adverbial::addressee(document, after, limit)
    } else {
        after
    };
    let addressed = at;
    let at = adverbial::adverbials(document, at, limit);
    let left = |at: usize| limit.saturating_sub(at);
    let infinitive = if document.is(verb.at, words.verbs.addressing) {
        document.is(addressed, words.infinitive_particles).then_some(addressed)
    } else {
        let promises = document.is(verb.at, words.verbs.promising);
        (promises && document.is(after, words.infinitive_particles)).then_some(after)
    };
    if let Some(infinitive) = infinitive {
        return (left(infinitive) > LEAST_TOKENS).then_some(Behind::Clause(infinitive));
    }
    // "told reporters after the meeting that was held in Vienna" has none of its own.
    let relative = |that: usize| that > after && adverbial::is_finite(document, that + 1);
    if document.is(at, words.complementizers) && left(at) > LEAST_TOKENS && !relative(at) {
        return Some(Behind::Clause(at + 1));
    }
    if document.is_comma(at) {
        // "said in Linz, Austria, that".
        let near = at + 1..limit.min(at + 1 + adverbial::OPEN_ADVERBIAL);
        let that = { near }
            .find(|&at| document.is(at, words.complementizers) && document.is_comma(at - 1));
        if let Some(that) = that.filter(|&that| left(that) > LEAST_TOKENS) {
            return Some(Behind::Clause(that + 1));
        }
    }
    if at >= limit || document.ends_sentence(at) || !(at..limit).any(|at| document.is_word(at)) {
        return head.then_some(Behind::Nothing(limit));
    }
    if document.token(at) == ":" && !document.is_quoted(at) {
        let clause = !document.is_quoted(at + 1) && left(at) > LEAST_TOKENS;
        return clause.then_some(Behind::Clause(at + 1));
    }
    if document.is_break(at) && !document.is_quoted(at) {
        return parted(document, verb, at, limit, before);
    }
    if document.is_quoted(at) {
        // "said “the plan” was dead", but not “It is over,” said Brook.
        let end = (at..limit).find(|&at| !document.is_quoted(at)).unwrap_or(limit);
        let goes_on = !document.is_break(end)
            && document.token(end).starts_with(char::is_lowercase)
            && (end..limit).filter(|&at| document.is_word(at)).count() >= 2;
        return goes_on.then_some(Behind::Clause(at));
    }
    // "C, Brook said in May", but not "In May, Brook said at once he would go".
    let adverbial =
        document.is(after, words.adverbial_openers) && !adverbial::opens_clause(document, at);
    if head && (adverbial || document.is(at, words.adverbial_openers)) {
        return Some(Behind::Nothing(at));
    }
    if !head
        && document.is(after, words.adverbial_openers)
        && document.is(after, words.clause_openers)
    {
        return None;
    }
    if document.is(at, words.object_prepositions)
        && !adverbial::is_likely_clause(document, at, limit)
    {
        return None;
    }
    let clause = document.is_pronoun(at) || adverbial::is_likely_clause(document, at, limit);
    if verb.known.clause_only && !clause {
        return None;
    }
    (left(at) >= LEAST_TOKENS).then_some(Behind::Clause(at))
}

/// What is behind a comma or dash behind a verb.
fn parted(
    document: &QuotedDocument,
    verb: &Verb,
    at: usize,
    limit: usize,
    before: &Range<usize>,
) -> Option<Behind> {
    let words = document.cues.words;
    let head = !before.is_empty();
    let rest = at + 1;
    // "The port, Brook said, closed", but not "The port has closed, Brook said, warned by the navy".
    let complete = || before.clone().any(|at| adverbial::is_finite(document, at));
    let rest_word = document.token(rest);
    let participle =
        document.cues.is_gerund(rest_word) || document.cues.is_participle(rest_word) && complete();
    let apart = verbs::reporting(document, rest).is_some()
        || document.is(rest, words.coordinators)
        || document.is(rest, words.relative_pronouns)
        || document.is(rest, words.adverbial_openers)
        || document.is(rest, words.clause_openers)
        || words.source_phrases.iter().any(|phrase| document.is(rest, &phrase[..1]))
        || participle
        || (rest..limit.min(rest + LEAST_TOKENS)).any(|at| document.is_break(at));
    let long = limit.saturating_sub(rest) > LEAST_TOKENS;
    // "As the phone rang, he said, “It is over.”"
    if document.is_quoted(rest) {
        return None;
    }
    if head {
        return Some(if apart || !long { Behind::Nothing(at) } else { Behind::Interrupted(rest) });
    }
    let direct = at == verb.at + 1 && !apart && long && verb.known.form != Form::Participle;
    direct.then_some(Behind::Clause(rest))
}

/// What a directing verb says by its object: "called for talks".
fn object(document: &QuotedDocument, after: usize, limit: usize) -> Option<usize> {
    let words = document.cues.words;
    let turned = document.is(after, words.verbs.turning_particles);
    let pronoun = turned && !document.is(after, words.object_prepositions);
    let directed = document.is_quoted(after + 1)
        || (after + 1..limit.min(after + 3)).any(|at| {
            document.is(at, words.infinitive_particles)
                || document.is(at, words.object_prepositions)
        });
    if turned && !(pronoun && directed) || document.is_break(after) {
        return None;
    }
    let prepositional = document.is(after, words.object_prepositions);
    let start = if prepositional { after + 1 } else { after };
    (limit.saturating_sub(start) >= LEAST_TOKENS).then_some(start)
}

/// The end of what is said from a token on, and the token to read on from: another may say something
/// after it, or the same somebody else.
pub(super) fn end(document: &QuotedDocument, start: usize, limit: usize) -> Stop {
    let words = document.cues.words;
    let stop = |at: usize, resume: usize| Stop { at, resume, same_clause: false };
    for at in start + LEAST_TOKENS..limit {
        if document.is_quoted(at) {
            continue;
        }
        let sourced = words
            .source_phrases
            .iter()
            .any(|phrase| (at..).zip(*phrase).all(|(at, word)| document.is(at, &[*word])));
        if sourced && document.is_comma(at - 1) {
            return Stop { same_clause: true, ..stop(at - 1, at) };
        }
        let Some(verb) = verbs::reporting(document, at) else { continue };
        if verb.participle {
            if document.is_comma(at - 1) {
                return stop(at - 1, at);
            }
            continue;
        }
        let Some(before) = verb.start.checked_sub(1).filter(|&before| before > start) else {
            continue;
        };
        let that = document.is(at + 1, words.complementizers);
        // "said that A and said that B", but not "said that he went and told his mother".
        let same = that || verb.known.directs || !verb.known.clause_only;
        let addresses = document.is(at, words.verbs.addressing);
        if document.is(before, words.coordinators) && (that || same && !addresses) {
            return stop(before, before + 1);
        }
        let Some(other) = subject::before(document, start, verb.start) else { continue };
        let Some(joint) = other.tokens.start.checked_sub(1).filter(|&joint| joint > start) else {
            continue;
        };
        let coordinated = document.is(joint, words.coordinators);
        let before = joint.saturating_sub(1);
        let parted = document.is_comma(before)
            || document.is_quoted(before)
            || document.is_dash(before)
            || that && other.found.speaker.is_some();
        if coordinated && parted || document.token(joint) == ";" {
            return stop(joint, joint + 1);
        }
        // "Brook said that A, police said."
        let last = (at + 1..limit).all(|at| !document.is_word(at)) && !document.is_quoted(at + 1);
        if document.is_comma(joint) && last {
            return Stop { same_clause: true, ..stop(joint, joint + 1) };
        }
    }
    stop(limit, limit)
}
