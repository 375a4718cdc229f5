//! The sentiment stage: reads the tone of sentences, of the document, and towards each entity.
//!
//! [`model`] turns the words of a sentence into log-odds, of the whole and towards a target;
//! [`reader`] does so for every sentence and mention of a document, [`voice`] says whose words they
//! are, [`evidence`] which of them made a score, and [`aggregate`] puts the parts together.

mod aggregate;
mod evidence;
mod mentions;
mod model;
mod reader;
mod voice;

use crate::document::SentimentAnalysis;
use crate::{
    document::{Report, Scored, Stage, Tagged, WantedSentiment, Warning},
    language::speaks_english,
};
use mentions::Targets;
use model::Model;
use reader::Reader;
use voice::Voices;

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
