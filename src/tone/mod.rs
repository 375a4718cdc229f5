//! The sentiment stage: reads the tone of sentences, of the document, and towards each entity.
//!
//! A [`model`], of which [`qrnn`] is one, turns the words of a sentence into log-odds, of the whole
//! and towards a target; [`sentence`] asks it about every sentence and mention of a document,
//! [`voice`] finds whose words they are, [`evidence`] which of them made a score, and [`aggregate`]
//! puts the parts together.

mod aggregate;
mod evidence;
mod model;
mod negation;
mod qrnn;
mod sentence;
mod targets;
mod voice;

use crate::{
    document::{
        Report, Scored, SentimentAnalysis, Stage, StageName, Tagged, WantedSentiment, Warning,
    },
    language::Language,
    text::{Segmentation, SentenceSplitter, Tokens},
};
pub use model::{LogOdds, NameSort, ToneModel, ToneSession, Towards, Word};
use negation::Negations;
pub use qrnn::QrnnModel;
use sentence::{Context, SentenceScorer};
use targets::Targets;
use voice::Voices;

/// Reads the tone.
pub struct Scorer {
    model: Box<dyn ToneModel>,
    negations: Negations,
    splitter: SentenceSplitter,
}

impl Scorer {
    /// The model inside the binary.
    pub fn embedded(language: &'static Language) -> Self {
        Self::new(language, QrnnModel::embedded())
    }

    /// Another model.
    pub fn new(language: &'static Language, model: impl ToneModel) -> Self {
        Self {
            model: Box::new(model),
            negations: Negations::new(&language.tone),
            splitter: language.sentences.splitter(),
        }
    }

    fn sentiment(
        &self,
        tagged: &Tagged,
        wanted: &WantedSentiment,
        report: &mut Report,
    ) -> SentimentAnalysis {
        let Targets { targets, mentions, complete } = Targets::of(tagged, &wanted.targets);
        report.warnings.extend((!complete).then_some(Warning::TargetMentionsLimited));
        let Segmentation { sentences: spans, tokens } = tagged.cleaned.segmentation();
        let quotes = tagged.entities.as_ref().and_then(|found| found.quotes.as_deref());
        let voices = quotes.map(|quotes| Voices::new(tokens, quotes));
        let names = names(tagged, tokens);
        let context = Context {
            text: &tagged.cleaned.article.text,
            tokens: &tokens.spans,
            names: &names,
            voices: voices.as_ref(),
            negations: wanted.evidence.then_some(&self.negations),
        };
        let mut scorer = SentenceScorer::new(&*self.model, context);
        let mut rest = &mentions[..];
        let mut sentences = Vec::with_capacity(spans.len());
        for (sentence, tokens) in spans.iter().zip(&tokens.sentences) {
            let inside = rest.partition_point(|mention| mention.span.start < sentence.span.end);
            let (here, after) = rest.split_at(inside);
            rest = after;
            sentences.push(scorer.score(sentence.span, tokens, here));
        }
        let (mentions, limited) = scorer.finish();
        report.warnings.extend(limited.then_some(Warning::EvidenceLimited));
        let parts = aggregate::parts(tagged, &sentences);
        SentimentAnalysis {
            document: aggregate::document(&parts),
            headline: aggregate::headline(&parts),
            targets: aggregate::targets(targets, mentions),
            sentences,
        }
    }
}

/// For each token the sort of name that it is a part of.
fn names(tagged: &Tagged, tokens: &Tokens) -> Vec<Option<NameSort>> {
    let mut names = vec![None; tokens.spans.len()];
    let entities = tagged.entities.iter().flat_map(|found| &found.entities);
    for mention in entities.flat_map(|entity| &entity.mentions) {
        names[tokens.range(mention.span)].fill(Some(NameSort::from(mention.kind)));
    }
    names
}

impl Stage<Tagged> for Scorer {
    type Out = Scored;

    fn name(&self) -> StageName {
        StageName::Sentiment
    }

    fn model(&self) -> &'static str {
        self.model.name()
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
