//! What stands between a verb of saying and what is said: the person addressed, and adverbials.

use super::document::QuotedDocument;

/// The most tokens of an adverbial that no comma or conjunction closes.
pub(super) const OPEN_ADVERBIAL: usize = 5;

/// The most tokens of an adverbial, or of who is addressed.
const ADVERBIAL: usize = 12;

/// The most adverbials between a verb and what is said.
const ADVERBIALS: usize = 3;

/// The end of the person addressed at a token: "told reporters".
pub(super) fn addressee(document: &QuotedDocument, start: usize, limit: usize) -> usize {
    let words = document.cues.words;
    let that = (start..limit.min(start + ADVERBIAL))
        .take_while(|&at| !document.is_break(at))
        .find(|&at| document.is(at, words.complementizers));
    if let Some(that) = that {
        return that;
    }
    if start >= limit || document.is_break(start) {
        return start;
    }
    if let Some(mention) = document.mention_at(start) {
        let end = mention.end;
        let owned = document.is(end, words.possessive_endings);
        return if owned { phrase_end(document, end + 1, limit) } else { end };
    }
    phrase_end(document, start, limit)
}

/// The end of the noun phrase at a token: before a second article, a pronoun, a preposition, a name.
fn phrase_end(document: &QuotedDocument, start: usize, limit: usize) -> usize {
    let words = document.cues.words;
    let determined = document.is_determiner(start);
    let limit = limit.min(start + if determined { OPEN_ADVERBIAL } else { 1 });
    let stops = |&at: &usize| {
        document.is_break(at)
            || document.is_determiner(at)
            || document.is_pronoun(at)
            || document.is(at, words.object_prepositions)
            || document.is(at, words.complementizers)
            || document.is(at, words.adverbial_openers)
            || document.is(at, words.time_words)
            || document.is(at, words.future_auxiliaries)
            || document.is(at, words.passive_auxiliaries)
    };
    let end = (start + 1..limit).find(stops).unwrap_or(limit);
    // A name inside is the end where it is the addressee's: "the council of Linz".
    document.mention_at(end).filter(|mention| mention.first < end).map_or(end, |one| one.end)
}

/// The end of the adverbials at a token: "on Monday", "in a statement", "Friday".
pub(super) fn adverbials(document: &QuotedDocument, start: usize, limit: usize) -> usize {
    let words = document.cues.words;
    let mut at = start;
    for _ in 0..ADVERBIALS {
        let time = |at: usize| {
            let token = document.token(at);
            document.is(at, words.time_words) && document.mention_at(at).is_none()
                || token.starts_with(|c: char| c.is_ascii_digit())
        };
        let before = at;
        while at < limit && document.is(at, words.time_words) && is_time(document, at) {
            at += 1;
        }
        let prepositional =
            document.is(at, words.object_prepositions) || document.is(at, words.adverbial_openers);
        if at < limit && prepositional && !document.is_quoted(at) {
            if time(at + 1) {
                at += 2;
                while at < limit && time(at) {
                    at += 1;
                }
            } else if let Some(close) = closed(document, at, limit) {
                at = close;
            } else {
                at = phrase_end(document, at + 1, limit.min(at + 1 + OPEN_ADVERBIAL));
            }
        }
        if at == before {
            break;
        }
    }
    at
}

/// Tells whether a word for a time stands for one here: "last week", but not "this report".
fn is_time(document: &QuotedDocument, at: usize) -> bool {
    let words = document.cues.words;
    let determiner = document.is_determiner(at) || document.is(at, words.adverbial_openers);
    !determiner
        || document.is(at + 1, words.time_words)
        || document.is_break(at + 1)
        || document.is(at + 1, words.complementizers)
}

/// The end of an adverbial that a sign or a conjunction closes.
fn closed(document: &QuotedDocument, start: usize, limit: usize) -> Option<usize> {
    let words = document.cues.words;
    let limit = limit.min(start + ADVERBIAL);
    let end = (start..limit)
        .find(|&at| document.is(at, words.complementizers) || document.is_break(at))?;
    let clause = (start + 1..end).any(|at| is_finite(document, at));
    (!clause || document.is(end, words.complementizers)).then_some(end)
}

/// Tells whether a token can be the first of a clause: an article, a pronoun, a name.
pub(super) fn opens_clause(document: &QuotedDocument, at: usize) -> bool {
    document.is_determiner(at) || document.is_pronoun(at) || document.mention_at(at).is_some()
}

/// Tells whether a token is an auxiliary, which only a clause has.
pub(super) fn is_finite(document: &QuotedDocument, at: usize) -> bool {
    let words = document.cues.words;
    document.is(at, words.future_auxiliaries)
        || document.is(at, words.passive_auxiliaries)
        || document.is(at, words.auxiliaries) && !document.is(at, words.possessive_endings)
        || document.is(at, words.modal_auxiliaries) && !document.is(at, words.infinitive_particles)
        || words.negative_endings.iter().any(|ending| document.token(at).ends_with(ending))
}

/// Tells whether what begins at a token is a clause with a verb of its own.
pub(super) fn is_likely_clause(document: &QuotedDocument, start: usize, limit: usize) -> bool {
    (start + 1..limit).take_while(|&at| !document.is_break(at)).any(|at| is_finite(document, at))
}
