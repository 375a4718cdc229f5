//! Reads a document sentence by sentence: the tone of each, and towards each mention in it.

use super::{
    evidence::{contributions, phrases, total},
    mentions::Mention,
    model::{LogOdds, Model, Reading, WordId},
    voice::{self, Voices},
};
use crate::{
    document::{
        Evidence, MentionSentiment, Opinion, SentenceSentiment, Sentiment, Tagged, Tone,
        VoicedSentiment,
    },
    text::Span,
};
use std::ops::Range;

/// Longer sentences, which no article has, are read in pieces.
const MAX_TOKENS: usize = 128;
/// So many mentions have their evidence answered; the answer would else be a hundred times as long as
/// the text.
const MAX_EXPLAINED: usize = 10_000;

/// Reads one document.
pub(crate) struct Reader<'document> {
    model: &'document Model,
    text: &'document str,
    tokens: &'document [Span],
    voices: Option<&'document Voices>,
    /// Whether scores are to be explained.
    explain: bool,
    /// Whether there are more mentions than are explained.
    pub limited: bool,
    reading: Reading,
    words: Vec<WordId>,
}

/// What was read at a mention.
pub(crate) struct Read {
    /// The index of its target.
    pub target: usize,
    pub mention: MentionSentiment,
    /// What each voice in the sentence says towards it.
    pub voices: Vec<VoicedSentiment>,
}

impl<'document> Reader<'document> {
    pub fn new(
        model: &'document Model,
        tagged: &'document Tagged,
        voices: Option<&'document Voices>,
        explain: bool,
    ) -> Self {
        Self {
            model,
            text: &tagged.cleaned.article.text,
            tokens: &tagged.cleaned.segmentation().tokens.spans,
            voices,
            explain,
            limited: false,
            reading: Reading::default(),
            words: Vec::new(),
        }
    }

    /// Reads a sentence of these tokens and the mentions in it.
    pub fn sentence(
        &mut self,
        span: Span,
        tokens: &Range<usize>,
        mentions: &[Mention],
        reads: &mut Vec<Read>,
    ) -> SentenceSentiment {
        let mut whole = None;
        let mut parts = Vec::new();
        for start in tokens.clone().step_by(MAX_TOKENS) {
            let piece = Piece::new(start..tokens.end.min(start + MAX_TOKENS), self.voices);
            self.words.clear();
            let spans = self.tokens[piece.tokens.clone()].iter();
            self.words.extend(spans.map(|token| self.model.word(token.of(self.text))));
            self.model.read(&self.words, &mut self.reading);
            parts.extend(whole.replace(self.whole(&piece)));
            let here = |mention: &&Mention| piece.tokens.contains(&mention.tokens.start);
            for mention in mentions.iter().filter(here) {
                self.limited |= self.explain && reads.len() == MAX_EXPLAINED;
                reads.push(self.mention(&piece, mention));
            }
        }
        let whole = whole.unwrap_or_default();
        let sentiment = if parts.is_empty() {
            whole
        } else {
            super::aggregate::weighted_mean(parts.iter().chain([&whole]).map(|part| (1.0, part)))
        };
        SentenceSentiment {
            span,
            sentiment,
            voice: self.voices.map(|voices| voices.most(tokens).voice),
        }
    }

    fn whole(&self, piece: &Piece) -> Sentiment {
        let tone = Tone::of_log_odds(self.model.whole(&self.reading));
        let shares = self.explain.then(|| self.model.shares_of_whole(&self.reading));
        let evidence = shares.map(|(nothing, shares)| self.evidence(piece, nothing, &shares));
        Sentiment { tone, evidence: evidence.unwrap_or_default() }
    }

    fn mention(&self, piece: &Piece, mention: &Mention) -> Read {
        let target = piece.inside(&mention.tokens);
        let tone = Tone::of_log_odds(self.model.towards(&self.reading, &target));
        let explained = self.explain && !self.limited;
        let shares = (explained || piece.voices.len() > 1)
            .then(|| self.model.shares_towards(&self.reading, &target));
        let evidence = shares.as_ref().filter(|_| explained);
        let evidence = evidence.map(|(nothing, shares)| self.evidence(piece, *nothing, shares));
        let sentiment = Sentiment { tone, evidence: evidence.unwrap_or_default() };
        let voiced = |opinion: &Opinion| match &shares {
            Some(shares) if piece.voices.len() > 1 => self.voiced(piece, *opinion, shares),
            // A single voice says it all.
            _ => VoicedSentiment { opinion: *opinion, sentiment: sentiment.clone() },
        };
        let voices: Vec<_> = piece.voices.iter().map(voiced).collect();
        let strength = |voiced: &&VoicedSentiment| voiced.sentiment.tone.magnitude;
        let strongest = voices.iter().max_by(|a, b| strength(a).total_cmp(&strength(b)));
        let opinion = strongest.map(|voiced| voiced.opinion);
        let mention_sentiment = MentionSentiment { span: mention.span, sentiment, opinion };
        Read { target: mention.target, mention: mention_sentiment, voices }
    }

    /// What the tokens of one voice alone say.
    fn voiced(
        &self,
        piece: &Piece,
        opinion: Opinion,
        (nothing, shares): &(LogOdds, Vec<LogOdds>),
    ) -> VoicedSentiment {
        let own = |(share, voice): (&LogOdds, &Opinion)| {
            if *voice == opinion { *share } else { [0.0; 3] }
        };
        let own: Vec<LogOdds> = shares.iter().zip(piece.opinions).map(own).collect();
        let explained = self.explain && !self.limited;
        let evidence = explained.then(|| self.evidence(piece, *nothing, &own));
        let tone = Tone::of_log_odds(total(*nothing, &own));
        VoicedSentiment {
            opinion,
            sentiment: Sentiment { tone, evidence: evidence.unwrap_or_default() },
        }
    }

    fn evidence(&self, piece: &Piece, nothing: LogOdds, shares: &[LogOdds]) -> Vec<Evidence> {
        phrases(self.text, &self.tokens[piece.tokens.clone()], &contributions(nothing, shares))
    }
}

/// What is read at once: a sentence, if it is not too long.
struct Piece<'document> {
    /// Of the document.
    tokens: Range<usize>,
    /// Whose opinion each of them gives; empty: quotations were not asked for.
    opinions: &'document [Opinion],
    /// The voices among them.
    voices: Vec<Opinion>,
}

impl<'document> Piece<'document> {
    fn new(tokens: Range<usize>, voices: Option<&'document Voices>) -> Self {
        let opinions = voices.map_or(&[][..], |voices| voices.of(&tokens));
        Self { tokens, opinions, voices: voice::voices(opinions) }
    }

    /// Tokens of the document as tokens of the piece.
    fn inside(&self, tokens: &Range<usize>) -> Range<usize> {
        let start = self.tokens.start;
        tokens.start - start..tokens.end.min(self.tokens.end) - start
    }
}
