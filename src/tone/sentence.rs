//! Scores a document sentence by sentence: the tone of each, and towards each mention in it.

use super::{
    aggregate::{ScoredMention, weighted_mean},
    evidence::phrases,
    model::{Explanation, ToneModel, ToneSession},
    negation::Negations,
    targets::TargetMention,
    voice::{self, Voices},
};
use crate::{
    document::{
        Evidence, MentionSentiment, Opinion, SentenceSentiment, Sentiment, Tone, VoicedSentiment,
    },
    text::Span,
};
use std::ops::Range;

/// Longer sentences, which no article has, are read in pieces.
const MAX_TOKENS: usize = 128;
/// So many mentions have their evidence answered; the answer would else be a hundred times as long
/// as the text.
const MAX_EXPLAINED: usize = 10_000;

/// The parts of a document that its scores are made from.
#[derive(Clone, Copy)]
pub struct Context<'document> {
    pub text: &'document str,
    /// All tokens of the document.
    pub tokens: &'document [Span],
    /// `None`: quotations were not asked for.
    pub voices: Option<&'document Voices>,
    /// Explains scores; `None`: that was not asked for.
    pub negations: Option<&'document Negations>,
}

/// Scores the sentences of one document, in text order.
pub struct SentenceScorer<'document> {
    session: Box<dyn ToneSession + 'document>,
    context: Context<'document>,
    mentions: Vec<ScoredMention>,
    /// True if there are more mentions than are explained.
    limited: bool,
}

impl<'document> SentenceScorer<'document> {
    /// A scorer of the sentences of a document.
    pub fn new(model: &'document dyn ToneModel, context: Context<'document>) -> Self {
        Self { session: model.session(), context, mentions: Vec::new(), limited: false }
    }

    /// All mentions that were scored, in text order, and whether some were not explained since
    /// there are too many.
    pub fn finish(self) -> (Vec<ScoredMention>, bool) {
        (self.mentions, self.limited)
    }

    /// Scores the next sentence, given its span and its tokens, and the mentions in it.
    pub fn score(
        &mut self,
        span: Span,
        tokens: &Range<usize>,
        mentions: &[TargetMention],
    ) -> SentenceSentiment {
        let mut sentiments = Vec::new();
        for start in tokens.clone().step_by(MAX_TOKENS) {
            let end = tokens.end.min(start + MAX_TOKENS);
            let piece = Piece::new(start..end, self.context.voices);
            let Context { text, tokens, .. } = self.context;
            self.session.read(&mut tokens[start..end].iter().map(|token| token.of(text)));
            sentiments.push(self.whole(&piece));
            let here = |mention: &&TargetMention| piece.tokens.contains(&mention.tokens.start);
            for mention in mentions.iter().filter(here) {
                let explains = self.context.negations.is_some();
                self.limited |= explains && self.mentions.len() == MAX_EXPLAINED;
                let scored = self.mention(&piece, mention);
                self.mentions.push(scored);
            }
        }
        let sentiment = match sentiments.as_slice() {
            [_, _, ..] => weighted_mean(sentiments.iter().map(|piece| (1.0, piece))),
            _ => sentiments.pop().unwrap_or_default(),
        };
        let voice = self.context.voices.map(|voices| voices.most(tokens).voice);
        SentenceSentiment { span, sentiment, voice }
    }

    fn whole(&self, piece: &Piece) -> Sentiment {
        let tone = Tone::of_log_odds(self.session.whole());
        let evidence = self
            .context
            .negations
            .map(|negations| self.evidence(piece, &self.session.explain_whole(), negations));
        Sentiment { tone, evidence: evidence.unwrap_or_default() }
    }

    fn mention(&self, piece: &Piece, mention: &TargetMention) -> ScoredMention {
        let target = piece.inside(&mention.tokens);
        let tone = Tone::of_log_odds(self.session.towards(&target));
        let negations = self.context.negations.filter(|_| !self.limited);
        let several = piece.voices.len() > 1;
        let explanation =
            (negations.is_some() || several).then(|| self.session.explain_towards(&target));
        let evidence = |explanation: &Explanation| {
            negations
                .map(|negations| self.evidence(piece, explanation, negations))
                .unwrap_or_default()
        };
        let sentiment =
            Sentiment { tone, evidence: explanation.as_ref().map(evidence).unwrap_or_default() };
        let voiced = |&opinion: &Opinion| match explanation.as_ref().filter(|_| several) {
            Some(explanation) => {
                let own = piece.said_by(opinion, explanation);
                let tone = Tone::of_log_odds(own.total());
                VoicedSentiment { opinion, sentiment: Sentiment { tone, evidence: evidence(&own) } }
            }
            // A single voice says it all.
            None => VoicedSentiment { opinion, sentiment: sentiment.clone() },
        };
        let voices: Vec<_> = piece.voices.iter().map(voiced).collect();
        let strength = |voiced: &&VoicedSentiment| voiced.sentiment.tone.magnitude;
        let strongest = voices.iter().max_by(|a, b| strength(a).total_cmp(&strength(b)));
        let opinion = strongest.map(|voiced| voiced.opinion);
        let sentiment = MentionSentiment { span: mention.span, sentiment, opinion };
        ScoredMention { target: mention.target, sentiment, voices }
    }

    fn evidence(
        &self,
        piece: &Piece,
        explanation: &Explanation,
        negations: &Negations,
    ) -> Vec<Evidence> {
        let Context { text, tokens, .. } = self.context;
        phrases(text, &tokens[piece.tokens.clone()], explanation, negations)
    }
}

/// A piece of a document that is read at once: a sentence, if it is not too long.
struct Piece<'document> {
    /// Its tokens among those of the document.
    tokens: Range<usize>,
    /// The voice of each of them; empty: quotations were not asked for.
    opinions: &'document [Opinion],
    /// The different voices among them.
    voices: Vec<Opinion>,
}

impl<'document> Piece<'document> {
    fn new(tokens: Range<usize>, voices: Option<&'document Voices>) -> Self {
        let opinions = voices.map_or(&[][..], |voices| voices.of(&tokens));
        Self { tokens, opinions, voices: voice::distinct(opinions) }
    }

    /// Tokens of the document as tokens of the piece.
    fn inside(&self, tokens: &Range<usize>) -> Range<usize> {
        let start = self.tokens.start;
        tokens.start - start..tokens.end.min(self.tokens.end) - start
    }

    /// The part of an explanation that the tokens of one voice make.
    fn said_by(&self, voice: Opinion, explanation: &Explanation) -> Explanation {
        let own =
            |(&share, &opinion): (_, &Opinion)| if voice == opinion { share } else { [0.0; 3] };
        let shares = explanation.shares.iter().zip(self.opinions).map(own).collect();
        Explanation { shares, ..*explanation }
    }
}
