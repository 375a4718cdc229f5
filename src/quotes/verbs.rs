//! Verbs of saying where they are the author's, and finite.

use super::{
    cues::{Form, VerbForm},
    document::QuotedDocument,
};

/// The most words between a subject and its verb.
const LONGEST_CHAIN: usize = 6;

/// A verb that reports what is said without quotation marks.
#[derive(Clone, Copy, Debug)]
pub(super) struct Verb {
    /// Its token.
    pub at: usize,
    /// The first of the auxiliaries and adverbs before it.
    pub start: usize,
    pub known: VerbForm,
    /// It has no subject of its own: ", adding that".
    pub participle: bool,
    /// Its subject is several, since it is no infinitive: "officials say".
    pub plural: bool,
}

/// The auxiliaries and adverbs before a verb.
#[derive(Default)]
struct Chain {
    start: usize,
    passive: bool,
    future: bool,
    modal: bool,
    infinitive: bool,
    speaks: bool,
    negated: bool,
}

impl Chain {
    fn before(document: &QuotedDocument, verb: usize) -> Self {
        let words = document.cues.words;
        let mut chain = Self { start: verb, ..Self::default() };
        let mut nearest = true;
        while let Some(at) = chain.start.checked_sub(1) {
            let is = |list: &[&str]| document.is(at, list);
            let token = document.token(at);
            let negative = is(words.negations)
                || words.negative_endings.iter().any(|ending| token.ends_with(ending));
            let adverb = token.starts_with(char::is_lowercase)
                && words.adverb_endings.iter().any(|ending| token.ends_with(ending));
            let part = negative || adverb || is(words.between_subject_and_verb);
            if verb - at > LONGEST_CHAIN
                || document.is_quoted(at)
                || document.mention_at(at).is_some()
                || document.sentence(at) != document.sentence(verb)
                || !part
            {
                break;
            }
            if is(words.infinitive_particles) {
                chain.infinitive = true;
                chain.speaks = at > 0 && document.is(at - 1, words.speaking_before_infinitive);
            }
            chain.negated |= negative;
            chain.passive |= nearest && is(words.passive_auxiliaries);
            chain.future |= nearest && is(words.future_auxiliaries);
            chain.modal |= nearest && is(words.modal_auxiliaries) && !chain.infinitive;
            nearest &= adverb || negative;
            chain.start = at;
        }
        chain.negated |= chain.start > 0 && document.is(chain.start - 1, words.negations);
        chain
    }
}

/// The first of the auxiliaries and adverbs before a verb.
pub(super) fn first_of_chain(document: &QuotedDocument, verb: usize) -> usize {
    Chain::before(document, verb).start
}

/// The verb of the author at a token, if it reports what is said without quotation marks.
pub(super) fn reporting(document: &QuotedDocument, at: usize) -> Option<Verb> {
    let known = document.cues.reporting(document.token(at))?;
    if !document.is_authors(at) {
        return None;
    }
    let chain = Chain::before(document, at);
    let verb = Verb { at, start: chain.start, known, participle: false, plural: false };
    if chain.negated {
        return None;
    }
    match known.form {
        Form::Finite => {
            let verb = (!chain.passive && !chain.infinitive && !chain.modal).then_some(verb)?;
            (!known.noun_too || is_verb(document, &verb)).then_some(verb)
        }
        Form::Base => {
            if chain.modal && !chain.infinitive || chain.passive {
                return None;
            }
            if chain.infinitive {
                return chain.speaks.then_some(verb);
            }
            let plural = !chain.future;
            let verb = Verb { plural, ..verb };
            (!known.noun_too || is_verb(document, &verb)).then_some(verb)
        }
        Form::Participle if chain.passive => (!chain.infinitive).then_some(verb),
        Form::Participle => {
            let words = document.cues.words;
            let before = chain.start.checked_sub(1)?;
            let joined = document.is(before, &[",", "—", "–"])
                || document.is_quoted(before)
                || document.is(before, words.coordinators)
                || document.is(before, words.agent_prepositions);
            let clause = document.is(at + 1, words.complementizers);
            let joined = joined && (!known.directs || document.is_comma(before));
            let noun = document.is_determined(at);
            ((joined || clause) && !noun).then_some(Verb { participle: true, start: at, ..verb })
        }
    }
}

/// Tells whether a word that may be a noun is a verb: somebody who speaks stands before it, and behind it
/// begins what they say.
fn is_verb(document: &QuotedDocument, verb: &Verb) -> bool {
    let words = document.cues.words;
    let Some(before) = verb.start.checked_sub(1) else { return false };
    let speaker = document.is_pronoun(before)
        || document.mention_at(before).is_some_and(|mention| mention.may_speak())
        || document.cues.is_speaking_noun(document.token(before))
        || document.is(before, words.relative_pronouns);
    let next = verb.at + 1;
    let that = document.is(next, words.complementizers);
    let opens = document.is(next, words.definite_articles)
        || document.is(next, words.indefinite_articles)
        || document.is(next, words.possessives)
        || document.is(next, words.determiners)
        || document.is_pronoun(next)
        || document.token(next).starts_with(char::is_uppercase)
        || document.is(next, words.verbs.turning_particles)
        || document.is(next, words.object_prepositions) && verb.known.directs;
    let closes = document.is_break(next) && document.is_pronoun(before);
    that || speaker && opens || closes
}
