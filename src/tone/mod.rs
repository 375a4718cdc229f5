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
    document::{Report, Scored, Stage, StageName, Tagged, WantedSentiment, Warning},
    language::Language,
    text::{Segmentation, SentenceSplitter},
};
use mentions::Targets;
use model::Model;
use reader::Reader;
use voice::Voices;

/// Reads the tone.
pub struct Scorer {
    model: Model,
    splitter: SentenceSplitter,
}

impl Scorer {
    /// The name and version of the method.
    pub const MODEL: &'static str = "sentiment-qrnn-1";

    /// With the weights inside the binary.
    pub fn embedded(language: &'static Language) -> Self {
        Self { model: Model::embedded(), splitter: language.sentences.splitter() }
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
        let Segmentation { sentences: spans, tokens } = tagged.cleaned.segmentation();
        let quotes = tagged.entities.as_ref().and_then(|found| found.quotes.as_deref());
        let voices = quotes.map(|quotes| Voices::new(tokens, quotes));
        let mut reader = Reader::new(&self.model, tagged, voices.as_ref(), wanted.evidence);
        let mut rest = &mentions[..];
        let mut reads = Vec::with_capacity(mentions.len());
        let mut sentences = Vec::with_capacity(spans.len());
        for (sentence, tokens) in spans.iter().zip(&tokens.sentences) {
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

    fn name(&self) -> StageName {
        StageName::Sentiment
    }

    fn model(&self) -> &'static str {
        Self::MODEL
    }

    fn is_wanted(&self, tagged: &Tagged) -> bool {
        tagged.cleaned.raw.wanted.sentiment.is_some()
    }

    fn run(&self, mut tagged: Tagged) -> (Scored, Report) {
        let mut report = Report::new(self.name(), self.model());
        tagged.cleaned.segment(&self.splitter);
        let wanted = tagged.cleaned.raw.wanted.sentiment.as_ref();
        let sentiment = wanted.map(|wanted| self.sentiment(&tagged, wanted, &mut report));
        (Scored { tagged, sentiment }, report)
    }

    fn skip(&self, tagged: Tagged) -> Scored {
        Scored { tagged, sentiment: None }
    }
}

#[cfg(test)]
mod tests;
