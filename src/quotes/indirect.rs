//! Speech without quotation marks, or with them around a part of it: "Brook said that the port would
//! close".

use super::{
    attribution::{Attribution, UNKNOWN},
    complement::{self, Behind},
    document::QuotedDocument,
    elided, inverted,
    subject::{self, Subject},
    verbs::{self, Verb},
};
use crate::{
    document::{Quote, QuoteKind},
    text::Span,
};
use std::ops::Range;

/// The shortest statement, in words.
const LEAST_WORDS: usize = 3;

/// The fewest words of the author in it: else it is direct speech.
const LEAST_OWN_WORDS: usize = 2;

/// The most tokens before a source for it to open its clause: "But according to Brook".
const OPENING: usize = 2;

/// The most tokens of a description behind a source: "According to Brook, the mayor, ...".
const DESCRIPTION: usize = 10;

/// Finds the indirect speech in a document, in text order.
pub(super) fn find(document: &QuotedDocument) -> Vec<Quote> {
    let mut quotes = Vec::new();
    for sentence in &document.sentences {
        let mut reader = Reader {
            document,
            sentence: sentence.clone(),
            floor: sentence.start,
            clause: sentence.start,
            speaker: None,
            quotes: &mut quotes,
        };
        let mut at = sentence.start;
        while at < sentence.end {
            let next = reader.read_source(at).or_else(|| reader.read_verb(at));
            at = next.unwrap_or_default().max(at + 1);
        }
    }
    quotes
}

/// A sentence that is read from its start to its end.
struct Reader<'a, 'quotes> {
    document: &'a QuotedDocument<'a>,
    sentence: Range<usize>,
    /// The first token that nobody has been said to have said.
    floor: usize,
    /// The first token of the clause that the floor is in: what is said in it may be what another says.
    clause: usize,
    /// Who spoke last in the sentence.
    speaker: Option<Attribution>,
    quotes: &'quotes mut Vec<Quote>,
}

impl Reader<'_, '_> {
    /// Reads "according to Brook" at a token; the token to read on from.
    fn read_source(&mut self, at: usize) -> Option<usize> {
        let document = self.document;
        let source = inverted::source(document, at, self.sentence.end)?;
        let end = source.tokens.end;
        if at < self.floor + OPENING {
            let comma = self.comma_behind(&source);
            let start = comma.map_or(end, |comma| comma + 1);
            return Some(self.add_clause(start, source.found));
        }
        let head = self.clause..self.without_comma(at);
        let words = document.cues.words;
        let rest = end + 1..self.sentence.end;
        let goes_on = document.is_comma(end)
            && !document.is(rest.start, words.relative_pronouns)
            && !document.is_determiner(rest.start)
            && verbs::reporting(document, rest.start).is_none()
            && !document.is(rest.start, words.coordinators)
            && !document.is(rest.start, words.object_prepositions)
            && document.token(rest.start).starts_with(char::is_lowercase);
        let stop = complement::end(document, rest.start, rest.end);
        let contents = if goes_on { vec![head, rest.start..stop.at] } else { vec![head] };
        self.add(&contents, source.found);
        self.floor = if goes_on { stop.resume } else { end };
        self.clause = self.floor;
        Some(self.floor)
    }

    /// The comma between a source that opens its clause and what it says, behind what describes it.
    fn comma_behind(&self, source: &Subject) -> Option<usize> {
        let document = self.document;
        let commas = |from: usize| (from..self.sentence.end).find(|&at| document.is_comma(at));
        let first = commas(source.tokens.end)?;
        let words = document.cues.words;
        let describes = document.is(first + 1, words.relative_pronouns)
            || document.is(first + 1, words.indefinite_articles);
        let second = commas(first + 1).filter(|&second| second <= first + DESCRIPTION);
        Some(second.filter(|_| describes).unwrap_or(first))
    }

    /// Reads a verb of saying at a token; the token to read on from.
    fn read_verb(&mut self, at: usize) -> Option<usize> {
        let verb = verbs::reporting(self.document, at)?;
        if verb.participle {
            return self.read_participle(&verb);
        }
        if let Some(next) = self.read_inverted(&verb) {
            return Some(next);
        }
        let document = self.document;
        let coordinated = verb.start > self.sentence.start
            && document.is(verb.start - 1, document.cues.words.coordinators);
        let subject = subject::before(document, self.floor, verb.start)
            .filter(|subject| !verb.plural || subject::is_plural(document, subject));
        let subject = match subject {
            Some(subject) => subject,
            None if coordinated => self.same_speaker(&verb)?,
            None => return None,
        };
        let found = self.with_cue(subject.found, &verb);
        let first = subject.tokens.start;
        let parted = first > self.clause && {
            let before = first - 1;
            document.is_comma(before) || document.is_quoted(before) || document.is_dash(before)
        };
        let head = if parted { self.clause..self.without_comma(first) } else { first..first };
        match complement::behind(document, &verb, self.sentence.end, &head)? {
            Behind::Clause(start) => Some(self.add_clause(start, found)),
            Behind::Nothing(end) => {
                if !is_statement(document, &head) {
                    return None;
                }
                self.add(&[head], found);
                (self.floor, self.clause) = (end, end);
                Some(end)
            }
            Behind::Interrupted(start) => {
                let stop = complement::end(document, start, self.sentence.end);
                let words = document.cues.words;
                // "The port, Brook said, closed", but not "In May, Brook said, it closed".
                let opening = document.is(head.start, words.object_prepositions)
                    || document.is(head.start, words.clause_openers);
                let rest = start..stop.at;
                if !opening && head.len() >= LEAST_OWN_WORDS {
                    self.add(&[head, rest], found);
                } else {
                    self.add(&[rest], found);
                }
                (self.floor, self.clause) = (stop.resume, stop.resume);
                Some(stop.resume)
            }
        }
    }

    /// Reads "C, said Brook".
    fn read_inverted(&mut self, verb: &Verb) -> Option<usize> {
        let document = self.document;
        let before = verb.start.checked_sub(1).filter(|&before| before > self.floor)?;
        let parted = document.is_comma(before)
            || document.is_quoted(before)
            || document.is_dash(before)
            || document.is_headline(verb.at);
        if !parted || verb.known.directs || verb.start != verb.at {
            return None;
        }
        let words = document.cues.words;
        let next = verb.at + 1;
        if document.is(verb.at, words.verbs.addressing)
            || subject::is_described(document, self.floor, verb.start)
            || document.is(next, words.complementizers)
            || document.is(next, words.object_prepositions)
        {
            return None;
        }
        let subject = inverted::after(document, next, self.sentence.end)?;
        let end = subject.tokens.end;
        let closed = end >= self.sentence.end
            || document.is_break(end)
            || document.is(end, words.adverbial_openers)
            || document.is(end, words.time_words)
            || document.is(end, words.relative_pronouns);
        let head = self.clause..self.without_comma(verb.start);
        if !closed || !is_statement(document, &head) {
            return None;
        }
        let found = self.with_cue(subject.found, verb);
        self.add(&[head], found);
        (self.floor, self.clause) = (end, end);
        Some(end)
    }

    /// Reads ", adding that C".
    fn read_participle(&mut self, verb: &Verb) -> Option<usize> {
        let document = self.document;
        let subject = self.same_speaker(verb);
        let found = subject
            .map_or(Attribution { confidence: UNKNOWN, ..Attribution::default() }, |subject| {
                subject.found
            });
        let found = self.with_cue(found, verb);
        match complement::behind(document, verb, self.sentence.end, &(0..0))? {
            Behind::Clause(start) => Some(self.add_clause(start, found)),
            Behind::Nothing(_) | Behind::Interrupted(_) => None,
        }
    }

    /// Who speaks where a verb has no subject of its own: who spoke before in the sentence, or its
    /// subject.
    fn same_speaker(&self, verb: &Verb) -> Option<Subject> {
        let document = self.document;
        let named = if verb.participle {
            elided::of_participle(document, self.floor, verb.at)
        } else {
            None
        };
        if named.is_some() {
            return named;
        }
        if let Some(found) = self.speaker {
            return Some(Subject { tokens: verb.start..verb.start, found });
        }
        elided::of_sentence(document, self.sentence.start..verb.start)
            .map(|subject| Subject { tokens: verb.start..verb.start, ..subject })
    }

    /// Adds what is said from a token on; the token to read on from.
    fn add_clause(&mut self, start: usize, found: Attribution) -> usize {
        let stop = complement::end(self.document, start, self.sentence.end);
        let whole = start..stop.at;
        self.add(&[whole], found);
        self.floor = stop.resume;
        if !stop.same_clause {
            self.clause = stop.resume;
        }
        stop.resume
    }

    fn with_cue(&self, found: Attribution, verb: &Verb) -> Attribution {
        Attribution { cue: self.document.tokens.spans.get(verb.at).copied(), ..found }
    }

    /// The end of what stands before a token, without the comma or dash between them.
    fn without_comma(&self, at: usize) -> usize {
        let parts = |at: usize| self.document.is_comma(at) || self.document.is_dash(at);
        let mut end = at;
        while end > self.floor && parts(end - 1) {
            end -= 1;
        }
        end
    }

    /// Adds a quotation of these tokens.
    fn add(&mut self, contents: &[Range<usize>], found: Attribution) {
        self.speaker = Some(found);
        let document = self.document;
        let words = |own: bool| {
            let tokens = contents.iter().cloned().flatten();
            tokens.filter(|&at| document.is_word(at) && !(own && document.is_quoted(at))).count()
        };
        if words(false) < LEAST_WORDS || words(true) < LEAST_OWN_WORDS {
            return;
        }
        let spans: Vec<Span> =
            contents.iter().filter_map(|content| trimmed(document, content)).collect();
        if !spans.is_empty() {
            self.quotes.push(found.into_quote(QuoteKind::Indirect, spans));
        }
    }
}

/// The text of tokens without signs and conjunctions at their ends.
fn trimmed(document: &QuotedDocument, content: &Range<usize>) -> Option<Span> {
    let own_sign = |at: usize| {
        !document.is_quoted(at) && matches!(document.token(at), "." | "," | ";" | ":" | "—" | "–")
    };
    let first = content.clone().find(|&at| !own_sign(at))?;
    let last = content.clone().rfind(|&at| !own_sign(at))?;
    let spans = &document.tokens.spans;
    (first <= last).then(|| Span::new(spans[first].start, spans[last].end))
}

/// Tells whether tokens are what somebody may have said, and no adverbial: "On Monday".
fn is_statement(document: &QuotedDocument, head: &Range<usize>) -> bool {
    let words = head.clone().filter(|&at| document.is_word(at)).count();
    let own = head.clone().filter(|&at| document.is_word(at) && !document.is_quoted(at)).count();
    words >= LEAST_WORDS && own >= LEAST_OWN_WORDS
}
