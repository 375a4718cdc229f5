//! Reads a document sentence by sentence: the tone of each, and towards each mention in it.

use super::{
    MentionSentiment, SentenceSentiment, Sentiment, VoicedSentiment,
    evidence::{self, contributions, phrases, total},
    mentions::Mention,
    model::{LogOdds, Model, Reading, WordId},
    tone::Tone,
    voice::{Opinion, Voices, voices},
};
use crate::nlp::{document::Tagged, span::Span};
use std::ops::Range;

/// Longer sentences, which no article has, are read in pieces.
const MAX_TOKENS: usize = 128;
/// So many mentions have their evidence answered; the answer would else be a hundred times as long as
/// the text.
const MAX_EXPLAINED: usize = 10_000;

/// Reads one document.
pub(super) struct Reader<'document> {
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
pub(super) struct Read {
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
            tokens: &tagged.tokens.spans,
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
            let piece = start..tokens.end.min(start + MAX_TOKENS);
            self.words.clear();
            let spans = self.tokens[piece.clone()].iter();
            self.words.extend(spans.map(|token| self.model.word(token.of(self.text))));
            self.model.read(&self.words, &mut self.reading);
            parts.extend(whole.replace(self.whole(&piece)));
            let here = |mention: &&Mention| piece.contains(&mention.tokens.start);
            for mention in mentions.iter().filter(here) {
                self.limited |= self.explain && reads.len() == MAX_EXPLAINED;
                reads.push(self.mention(&piece, mention));
            }
        }
        let whole = whole.unwrap_or_default();
        let sentiment = if parts.is_empty() {
            whole
        } else {
            Sentiment::of_parts(parts.iter().chain([&whole]).map(|part| (1.0, part)))
        };
        SentenceSentiment {
            span,
            sentiment,
            voice: self.voices.map(|voices| voices.most(tokens).voice),
        }
    }

    fn whole(&self, piece: &Range<usize>) -> Sentiment {
        let tone = Tone::of_log_odds(self.model.whole(&self.reading));
        let explained = || {
            let (nothing, shares) = self.model.shares_of_whole(&self.reading);
            self.evidence(piece, nothing, &shares)
        };
        Sentiment { tone, evidence: self.explain.then(explained).unwrap_or_default() }
    }

    fn mention(&self, piece: &Range<usize>, mention: &Mention) -> Read {
        let target =
            mention.tokens.start - piece.start..mention.tokens.end.min(piece.end) - piece.start;
        let tone = Tone::of_log_odds(self.model.towards(&self.reading, &target));
        let explained = self.explain && !self.limited;
        let opinions = self.voices.map_or(&[][..], |voices| voices.of(piece));
        let voices = voices(opinions);
        let shares = (explained || voices.len() > 1)
            .then(|| self.model.shares_towards(&self.reading, &target));
        let explain =
            |(nothing, shares): &(LogOdds, Vec<LogOdds>)| self.evidence(piece, *nothing, shares);
        let evidence = shares.as_ref().filter(|_| explained).map(explain).unwrap_or_default();
        let sentiment = Sentiment { tone, evidence };
        let whole =
            |opinion: &Opinion| VoicedSentiment { opinion: *opinion, sentiment: sentiment.clone() };
        let voiced: Vec<_> = match &shares {
            Some((nothing, shares)) if voices.len() > 1 => {
                let voiced =
                    |voice: &Opinion| self.voiced(piece, *voice, opinions, *nothing, shares);
                voices.iter().map(voiced).collect()
            }
            _ => voices.iter().map(whole).collect(),
        };
        let strength = |voiced: &&VoicedSentiment| voiced.sentiment.tone.magnitude;
        let strongest = voiced.iter().max_by(|a, b| strength(a).total_cmp(&strength(b)));
        let opinion = strongest.map(|voiced| voiced.opinion);
        let mention_sentiment = MentionSentiment { span: mention.span, sentiment, opinion };
        Read { target: mention.target, mention: mention_sentiment, voices: voiced }
    }

    /// What the tokens of one voice alone say.
    fn voiced(
        &self,
        piece: &Range<usize>,
        opinion: Opinion,
        opinions: &[Opinion],
        nothing: LogOdds,
        shares: &[LogOdds],
    ) -> VoicedSentiment {
        let by_token = shares.iter().zip(opinions);
        let own: Vec<LogOdds> = by_token
            .map(|(share, voice)| if *voice == opinion { *share } else { [0.0; 3] })
            .collect();
        let evidence = if self.explain && !self.limited {
            self.evidence(piece, nothing, &own)
        } else {
            Vec::new()
        };
        let tone = Tone::of_log_odds(total(nothing, &own));
        VoicedSentiment { opinion, sentiment: Sentiment { tone, evidence } }
    }

    fn evidence(
        &self,
        piece: &Range<usize>,
        nothing: LogOdds,
        shares: &[LogOdds],
    ) -> Vec<evidence::Evidence> {
        phrases(self.text, &self.tokens[piece.clone()], &contributions(nothing, shares))
    }
}
