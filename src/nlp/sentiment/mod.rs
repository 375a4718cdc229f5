//! The sentiment stage: reads the tone of sentences, of the document, and towards each entity.
//!
//! [`model`] turns the words of a sentence into log-odds, of the whole and towards a target;
//! [`reader`] does so for every sentence and mention of a document, [`voice`] says whose words they
//! are, [`evidence`] which of them made a score, and [`aggregate`] puts the parts together.

mod aggregate;
mod evidence;
mod file;
mod mentions;
mod model;
mod reader;
mod tone;
mod voice;

use super::{
    Stage,
    document::{Report, Scored, Tagged, WantedSentiment, Warning},
    language::speaks_english,
    span::Span,
};
pub use evidence::Evidence;
use mentions::Targets;
use model::Model;
use reader::Reader;
pub use tone::{Polarity, Tone};
use voice::Voices;
pub use voice::{Opinion, Voice};

/// What the stage found.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct SentimentAnalysis {
    /// Of the whole document; `None` where there is nothing to read.
    pub document: Option<Sentiment>,
    /// Of the headline; `None` where there is none.
    pub headline: Option<Sentiment>,
    /// Of each sentence, in the order of [`Tagged::sentences`].
    pub sentences: Vec<SentenceSentiment>,
    /// Towards each entity, then towards each target that the text mentions.
    pub targets: Vec<TargetSentiment>,
}

/// A tone and what made it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Sentiment {
    /// The tone.
    pub tone: Tone,
    /// The words that made it, the strongest first; empty: not asked for.
    pub evidence: Vec<Evidence>,
}

impl Sentiment {
    /// The mean of parts by weight, of which there must be one that weighs something.
    fn of_parts<'part>(parts: impl Iterator<Item = (f32, &'part Self)> + Clone) -> Self {
        let all: f32 = parts.clone().map(|(weight, _)| weight).sum();
        let tone = Tone::of_parts(parts.clone().map(|(weight, part)| (weight, part.tone)));
        let mut evidence = Vec::new();
        for (weight, part) in parts {
            evidence.extend(part.evidence.iter().map(|phrase| Evidence {
                contribution: phrase.contribution * weight / all,
                ..*phrase
            }));
        }
        evidence::strongest(&mut evidence);
        Self { tone: tone.unwrap_or_default(), evidence }
    }
}

/// The tone of a sentence.
#[derive(Clone, Debug, PartialEq)]
pub struct SentenceSentiment {
    /// The sentence.
    pub span: Span,
    /// Its tone.
    pub sentiment: Sentiment,
    /// Whose words most of it is; `None`: quotations were not asked for.
    pub voice: Option<Voice>,
}

/// The tone towards an entity or a target of the request.
#[derive(Clone, Debug, PartialEq)]
pub struct TargetSentiment {
    /// What it is towards.
    pub target: Target,
    /// Over all mentions.
    pub overall: Sentiment,
    /// By whose opinion it is; empty: quotations were not asked for.
    pub voices: Vec<VoicedSentiment>,
    /// At each mention.
    pub mentions: Vec<MentionSentiment>,
}

/// What a tone is towards.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Target {
    /// The index of an entity.
    Entity(usize),
    /// A text that the caller gave.
    Given(String),
}

/// The tone that one voice alone has.
#[derive(Clone, Debug, PartialEq)]
pub struct VoicedSentiment {
    /// Whose it is.
    pub opinion: Opinion,
    /// The tone.
    pub sentiment: Sentiment,
}

/// The tone at a mention.
#[derive(Clone, Debug, PartialEq)]
pub struct MentionSentiment {
    /// The mention.
    pub span: Span,
    /// The tone.
    pub sentiment: Sentiment,
    /// Whose opinion most of it is; `None`: quotations were not asked for.
    pub opinion: Option<Opinion>,
}

/// Reads the tone.
pub struct Scorer {
    model: Model,
}

impl Scorer {
    /// The name and version of the method.
    pub const MODEL: &'static str = "sentiment-qrnn-1";

    /// With the weights inside the binary.
    pub fn embedded() -> Self {
        Self { model: Model::embedded() }
    }

    fn sentiment(
        &self,
        tagged: &Tagged,
        wanted: &WantedSentiment,
        report: &mut Report,
    ) -> SentimentAnalysis {
        let Targets { targets, mentions, complete } = Targets::of(tagged, &wanted.targets);
        if !complete {
            report.warnings.push(Warning::TargetMentionsLimited);
        }
        let quotes = tagged.entities.as_ref().and_then(|found| found.quotes.as_deref());
        let voices = quotes.map(|quotes| Voices::new(&tagged.tokens, quotes));
        let mut reader = Reader::new(&self.model, tagged, voices.as_ref(), wanted.evidence);
        let mut rest = &mentions[..];
        let mut reads = Vec::with_capacity(mentions.len());
        let mut sentences = Vec::with_capacity(tagged.sentences.len());
        for (sentence, tokens) in tagged.sentences.iter().zip(&tagged.tokens.sentences) {
            let inside = rest.partition_point(|mention| mention.span.start < sentence.span.end);
            let (here, after) = rest.split_at(inside);
            rest = after;
            sentences.push(reader.sentence(sentence.span, tokens, here, &mut reads));
        }
        report.warnings.extend(reader.limited.then_some(Warning::EvidenceLimited));
        SentimentAnalysis {
            document: aggregate::document(tagged, &sentences),
            headline: aggregate::headline(tagged, &sentences),
            targets: aggregate::targets(targets, reads),
            sentences,
        }
    }
}

impl Stage<Tagged> for Scorer {
    type Out = Scored;
    const NAME: &'static str = "sentiment";

    fn run(&self, mut tagged: Tagged) -> Scored {
        let wanted = tagged.cleaned.raw.wanted.sentiment.as_ref();
        let mut report = Report::new(Self::NAME, Self::MODEL);
        let sentiment = wanted.map(|wanted| {
            let speaks = speaks_english(&tagged.cleaned.language, &mut report);
            let found = speaks.then(|| self.sentiment(&tagged, wanted, &mut report));
            found.unwrap_or_default()
        });
        if sentiment.is_some() {
            tagged.cleaned.reports.push(report);
        }
        Scored { tagged, sentiment }
    }
}

#[cfg(test)]
mod tests;
