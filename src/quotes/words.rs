//! What the words and signs of a document are, as far as lists tell.

use super::{cues::Form, document::QuotedDocument, marks::QuotedRegion};
use crate::text::punctuation::is_full_stop;

impl QuotedDocument<'_> {
    /// Tells whether a token is the first of its sentence.
    pub fn begins_sentence(&self, at: usize) -> bool {
        self.sentence_tokens(self.sentence(at)).is_some_and(|tokens| tokens.start == at)
    }

    /// Tells whether there is no space between a token and a hyphen before or behind it.
    pub fn is_hyphenated(&self, at: usize) -> bool {
        let hyphen = |at: usize| self.token(at) == "-";
        let touch = |left: usize| {
            let spans = &self.tokens.spans;
            left + 1 < spans.len() && spans[left].end == spans[left + 1].start
        };
        at > 0 && hyphen(at - 1) && touch(at - 1) || hyphen(at + 1) && touch(at)
    }

    /// Tells whether a token is a dash of the author between two parts of a sentence.
    pub fn is_dash(&self, at: usize) -> bool {
        let spaced = || {
            let span = self.tokens.spans[at];
            let (before, after) = (self.text.get(..span.start), self.text.get(span.end..));
            before.is_some_and(|before| before.ends_with([' ', '-']))
                && after.is_some_and(|after| after.starts_with([' ', '-']))
        };
        !self.is_quoted(at)
            && match self.token(at) {
                "—" | "–" | "―" => true,
                "-" => spaced(),
                _ => false,
            }
    }

    /// Tells whether a token is a sign of the author that parts a sentence: a comma, a dash, a colon.
    pub fn is_break(&self, at: usize) -> bool {
        self.is_quoted(at)
            || matches!(self.token(at), "," | ";" | ":" | "(" | ")" | "[" | "]" | "…")
            || self.is_dash(at)
            || self.ends_sentence(at)
    }

    /// Tells whether a token is a comma of the author.
    pub fn is_comma(&self, at: usize) -> bool {
        self.token(at) == "," && !self.is_quoted(at)
    }

    /// Tells whether a token is a word: no sign.
    pub fn is_word(&self, at: usize) -> bool {
        self.token(at).starts_with(char::is_alphanumeric)
    }

    /// The words of a region.
    pub fn words(&self, region: &QuotedRegion) -> impl Iterator<Item = &str> {
        let tokens = self.tokens.range(region.outer).map(|at| self.token(at));
        tokens.filter(|token| token.starts_with(char::is_alphanumeric))
    }

    /// Tells whether a token stands for a person that was named before.
    pub fn is_person_pronoun(&self, at: usize) -> bool {
        self.is(at, self.cues.words.person_pronouns)
    }

    /// Tells whether a token stands for a person or body, named before or not.
    pub fn is_pronoun(&self, at: usize) -> bool {
        self.is_person_pronoun(at)
            || self.is(at, self.cues.words.body_pronouns)
            || self.is(at, self.cues.words.unnamed_pronouns)
    }

    /// Tells whether a token begins a noun phrase: an article, a possessive, "several".
    pub fn is_determiner(&self, at: usize) -> bool {
        let words = self.cues.words;
        self.is(at, words.definite_articles)
            || self.is(at, words.indefinite_articles)
            || self.is(at, words.possessives)
            || self.is(at, words.determiners)
            || self.is(at, words.indefinite_numerals)
    }

    /// Tells whether a token introduces somebody who is not named: "a fisher", "one fisher".
    pub fn is_indefinite(&self, at: usize) -> bool {
        let words = self.cues.words;
        self.is(at, words.indefinite_articles) || self.is(at, words.indefinite_numerals)
    }

    /// Tells whether a token is the author's verb of saying.
    pub fn is_saying(&self, at: usize) -> bool {
        self.cues.is_saying(self.token(at)) && self.is_authors(at)
    }

    /// Tells whether the author's sentence ends at a token: at a full stop that is no part of an
    /// abbreviation.
    pub fn ends_sentence(&self, at: usize) -> bool {
        !self.is_quoted(at)
            && self.token(at).starts_with(is_full_stop)
            && self.sentence(at) != self.sentence(at + 1)
    }

    /// Tells whether a token is a word of the author and no part of a name.
    pub fn is_authors(&self, at: usize) -> bool {
        let capital = self.token(at).starts_with(char::is_uppercase);
        let first = self.begins_sentence(at) || at > 0 && self.is_quoted(at - 1);
        let named = self.mention_at(at).is_some();
        !self.is_quoted(at)
            && !named
            && (!capital || first || self.is_headline(at))
            && !self.is_determined(at)
            && !self.is_hyphenated(at)
    }

    /// Tells whether a word is a noun or an adjective, since an article or a preposition stands before it:
    /// "the reported rise", "his claims", "Brook's claims".
    pub fn is_determined(&self, at: usize) -> bool {
        let words = self.cues.words;
        let Some(before) = at.checked_sub(1) else { return false };
        let participle = self.cues.reporting(self.token(at));
        let participle = participle.is_some_and(|known| known.form == Form::Participle);
        let agent = self.is(before, words.agent_prepositions) && participle;
        let base = self.is(before, words.infinitive_particles);
        self.is(before, words.definite_articles)
            || self.is(before, words.indefinite_articles)
            || self.is(before, words.possessives)
            || self.is(before, words.possessive_endings) && self.cues.is_noun_too(self.token(at))
            || self.is(before, words.object_prepositions) && !agent && !base
    }
}
