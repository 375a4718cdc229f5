//! Scores a document sentence by sentence: the tone of each, and towards each mention in it.

use super::{
    aggregate::{ScoredMention, weighted_mean},
    evidence::phrases,
    model::{NameSort, ToneModel, ToneSession, Towards, Word},
    negation::Negations,
    targets::TargetMention,
    voice::{self, Voices},
};
use crate::{
    document::{
        MentionSentiment, Opinion, Polarity, SentenceSentiment, Sentiment, Tone, Voice,
        VoicedSentiment,
    },
    text::{Span, pieces},
};
use std::ops::Range;

/// Longer sentences, which no article has, are read in pieces.
const MAX_TOKENS: usize = 128;
/// So many mentions have their evidence answered; the answer would else be a hundred times as long
/// as the text.
const MAX_EXPLAINED: usize = 10_000;
/// A tone is somebody's view where that is likelier than this.
const ATTRIBUTED: f32 = 0.5;

/// The parts of a document that its scores are made from.
#[derive(Clone, Copy)]
pub struct Context<'document> {
    pub text: &'document str,
    /// All tokens of the document.
    pub tokens: &'document [Span],
    /// For each of them the sort of name that it is a part of.
    pub names: &'document [Option<NameSort>],
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
    /// The number of mentions that were read.
    read: usize,
    /// True if there are more of them than are explained.
    limited: bool,
}

impl<'document> SentenceScorer<'document> {
    /// A scorer of the sentences of a document.
    pub fn new(model: &'document dyn ToneModel, context: Context<'document>) -> Self {
        let session = model.session();
        Self { session, context, mentions: Vec::new(), read: 0, limited: false }
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
        for tokens in pieces(tokens, MAX_TOKENS).filter(|tokens| !tokens.is_empty()) {
            let start = tokens.start;
            let piece = Piece::new(tokens, self.context.voices);
            self.read(&piece.tokens);
            let contributions = self.context.negations.map(|_| self.session.explain_whole());
            let tone = Tone::of_log_odds(self.session.whole());
            sentiments.push(self.sentiment(&piece, tone, contributions));
            let before =
                |place: usize| mentions.partition_point(|mention| mention.tokens.start < place);
            self.score_mentions(&piece, &mentions[before(start)..before(piece.tokens.end)]);
        }
        let sentiment = match sentiments.as_slice() {
            [_, _, ..] => weighted_mean(sentiments.iter().map(|piece| (1.0, piece))),
            _ => sentiments.pop().unwrap_or_default(),
        };
        let voice = self.context.voices.map(|voices| voices.most(tokens).voice);
        SentenceSentiment { span, sentiment, voice }
    }

    fn read(&mut self, tokens: &Range<usize>) {
        let Context { text, tokens: spans, names, .. } = self.context;
        let word = |token: usize| {
            names[token].map_or_else(|| Word::Text(spans[token].of(text)), Word::Name)
        };
        self.session.read(&mut tokens.clone().map(word));
    }

    /// Scores the mentions in the piece that was read last.
    fn score_mentions(&mut self, piece: &Piece, mentions: &[TargetMention]) {
        let mut scored: Vec<_> =
            mentions.iter().map(|mention| self.mention(piece, mention, mentions)).collect();
        if piece.voices.len() > 1 && !mentions.is_empty() {
            for &opinion in &piece.voices {
                self.session.hear(&mut |token| piece.opinions[token] == opinion);
                for (scored, mention) in scored.iter_mut().zip(mentions) {
                    let (sentiment, _) = self.towards(piece, mention);
                    scored.voices.push(VoicedSentiment { opinion, sentiment });
                }
            }
        }
        for scored in &mut scored {
            let strength = |voiced: &&VoicedSentiment| voiced.sentiment.tone.magnitude;
            let strongest = scored.voices.iter().max_by(|a, b| strength(a).total_cmp(&strength(b)));
            scored.sentiment.opinion = strongest.map(|voiced| voiced.opinion);
        }
        self.mentions.append(&mut scored);
    }

    /// The tone towards a mention by all words, and by each voice where they are the words of one;
    /// `others` are all mentions in the piece.
    fn mention(
        &mut self,
        piece: &Piece,
        mention: &TargetMention,
        others: &[TargetMention],
    ) -> ScoredMention {
        self.read += 1;
        let (sentiment, attributed) = self.towards(piece, mention);
        let is_view = attributed > ATTRIBUTED && sentiment.tone.polarity() != Polarity::Neutral;
        let voices = match piece.voices[..] {
            [opinion] if opinion.voice == Voice::Author && is_view => {
                let holder = self.holder(mention, others);
                let reported = Opinion { voice: Voice::Reported, holder };
                attributed_voices([opinion, reported], &sentiment, attributed)
            }
            [opinion] => vec![VoicedSentiment { opinion, sentiment: sentiment.clone() }],
            _ => Vec::new(),
        };
        let sentiment = MentionSentiment { span: mention.span, sentiment, opinion: None };
        ScoredMention { target: mention.target, sentiment, voices }
    }

    /// The tone towards a mention by the words that are heard, and how likely it is somebody's view.
    fn towards(&mut self, piece: &Piece, mention: &TargetMention) -> (Sentiment, f32) {
        let target = piece.inside(&mention.tokens);
        let Towards { log_odds, attributed } = self.session.towards(&target);
        let wanted = self.context.negations.is_some();
        let explains = wanted && self.read <= MAX_EXPLAINED;
        self.limited |= wanted && !explains;
        let contributions = explains.then(|| self.session.explain_towards(&target));
        (self.sentiment(piece, Tone::of_log_odds(log_odds), contributions), attributed)
    }

    /// The entity whose view of a mention a sentence gives: the only other person or body in it.
    fn holder(&self, mention: &TargetMention, others: &[TargetMention]) -> Option<usize> {
        let speaks = |other: &&TargetMention| {
            let sort = self.context.names[other.tokens.start];
            matches!(sort, Some(NameSort::Person | NameSort::Organization))
        };
        let others = others.iter().filter(|other| !other.span.overlaps(mention.span));
        let others = others.filter(speaks).filter_map(|other| other.entity);
        let mut holders: Vec<usize> =
            others.filter(|&other| mention.entity != Some(other)).collect();
        holders.dedup();
        match holders[..] {
            [holder] => Some(holder),
            _ => None,
        }
    }

    fn sentiment(&self, piece: &Piece, tone: Tone, contributions: Option<Vec<f32>>) -> Sentiment {
        let Context { text, tokens, negations, .. } = self.context;
        let tokens = &tokens[piece.tokens.clone()];
        let evidence = contributions
            .zip(negations)
            .map(|(contributions, negations)| phrases(text, tokens, &contributions, negations));
        Sentiment { tone, evidence: evidence.unwrap_or_default() }
    }
}

/// The tone of the author and of somebody whose view it is in the author's words: the likelier that is,
/// the less does the author share it.
fn attributed_voices(
    [author, reported]: [Opinion; 2],
    sentiment: &Sentiment,
    attributed: f32,
) -> Vec<VoicedSentiment> {
    let neutral = Sentiment::default();
    let mut own =
        weighted_mean([(1.0 - attributed, sentiment), (attributed, &neutral)].into_iter());
    own.tone.magnitude = 1.0 - own.tone.neutral;
    vec![
        VoicedSentiment { opinion: author, sentiment: own },
        VoicedSentiment { opinion: reported, sentiment: sentiment.clone() },
    ]
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
}
