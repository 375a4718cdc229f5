//! The sentiment stage: reads the tone of sentences, of the document, and around each entity.
//!
//! Sentences are scored by VADER (Hutto and Gilbert 2014), a published lexicon with rules for
//! negation, degree and contrast. A target's tone is that of the sentences that mention it: an
//! honest baseline, which does not know who did what to whom.

mod tone;

use super::{
    Stage,
    clean::BlockKind,
    document::{Report, Scored, Tagged, WantedSentiment, Warning},
    language::speaks_english,
    segment::Sentence,
    span::Span,
};
use regex::RegexBuilder;
pub use tone::{Polarity, Tone};
use vader_sentimental::SentimentIntensityAnalyzer;

/// What the stage found.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct SentimentAnalysis {
    /// Of the whole document; `None` where there is nothing to read.
    pub document: Option<Tone>,
    /// Of the headline; `None` where there is none.
    pub headline: Option<Tone>,
    /// Of each sentence, in the order of [`Tagged::sentences`].
    pub sentences: Vec<(Span, Tone)>,
    /// Towards each entity, then towards each target that the text mentions.
    pub targets: Vec<TargetSentiment>,
}

/// The tone towards an entity or a target of the request.
#[derive(Clone, Debug, PartialEq)]
pub struct TargetSentiment {
    /// What it is towards.
    pub target: Target,
    /// Over all mentions.
    pub overall: Tone,
    /// At each mention.
    pub mentions: Vec<(Span, Tone)>,
}

/// What a tone is towards.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Target {
    /// The index of an entity.
    Entity(usize),
    /// A text that the caller gave.
    Given(String),
}

/// Reads the tone.
pub struct Scorer {
    vader: SentimentIntensityAnalyzer<'static>,
}

impl Scorer {
    /// The name and version of the method.
    pub const MODEL: &'static str = "vader-1";

    /// With the lexicon inside the binary.
    pub fn new() -> Self {
        Self { vader: SentimentIntensityAnalyzer::new() }
    }

    fn sentiment(
        &self,
        tagged: &Tagged,
        wanted: &WantedSentiment,
        report: &mut Report,
    ) -> SentimentAnalysis {
        let article = &tagged.cleaned.article;
        let tone = |sentence: &Sentence| {
            let scores = self.vader.polarity_scores(sentence.span.of(&article.text));
            (sentence.span, Tone::of_score(scores.compound as f32))
        };
        let sentences: Vec<(Span, Tone)> = tagged.sentences.iter().map(tone).collect();
        let kinds = tagged.sentences.iter().map(|sentence| article.blocks[sentence.block].kind);
        let tones = || kinds.clone().zip(sentences.iter().map(|(_, tone)| tone));
        let of = |test: &dyn Fn(BlockKind) -> bool| -> Vec<&Tone> {
            tones().filter(|(kind, _)| test(*kind)).map(|(_, tone)| tone).collect()
        };
        let headline = of(&|kind| kind == BlockKind::Headline);
        let document = of(&is_prose);
        let mut targets = entity_targets(tagged, &sentences);
        let (given, complete) = given_targets(&article.text, &sentences, &wanted.targets);
        if !complete {
            report.warnings.push(Warning::TargetMentionsLimited);
        }
        targets.extend(given);
        SentimentAnalysis {
            document: (!document.is_empty()).then(|| Tone::of_parts(document)),
            headline: (!headline.is_empty()).then(|| Tone::of_parts(headline)),
            targets,
            sentences,
        }
    }
}

impl Default for Scorer {
    fn default() -> Self {
        Self::new()
    }
}

/// Whether a block has a tone: who reported from where has none, and would only dilute it.
const fn is_prose(kind: BlockKind) -> bool {
    !matches!(kind, BlockKind::Dateline | BlockKind::Byline | BlockKind::Credits)
}

/// The tone of the sentences around each entity.
fn entity_targets(tagged: &Tagged, sentences: &[(Span, Tone)]) -> Vec<TargetSentiment> {
    let entities = tagged.entities.iter().flat_map(|found| &found.entities);
    let targets = entities.enumerate().map(|(index, entity)| {
        let mentions = entity.mentions.iter();
        let mentions = mentions.map(|mention| (mention.span, sentences[mention.sentence].1));
        TargetSentiment::new(Target::Entity(index), mentions.collect())
    });
    targets.collect()
}

/// So many mentions of the targets of a request are answered; a request that names many frequent
/// words would else get an answer a hundred times as long as the text.
const MAX_TARGET_MENTIONS: usize = 20_000;

/// The tone of the sentences around each target of the request that the text mentions, and whether
/// all mentions are there.
fn given_targets(
    text: &str,
    sentences: &[(Span, Tone)],
    given: &[String],
) -> (Vec<TargetSentiment>, bool) {
    let mut room = MAX_TARGET_MENTIONS;
    let mut targets = Vec::new();
    for target in given {
        let pattern = RegexBuilder::new(&regex::escape(target)).case_insensitive(true).build();
        // Refused only beyond what the limits on requests allow.
        let Ok(pattern) = pattern else { continue };
        let mut mentions = Vec::new();
        for found in pattern.find_iter(text) {
            let span = Span::from(found.range());
            let at = sentences.partition_point(|(sentence, _)| sentence.end <= span.start);
            let inside = sentences.get(at).filter(|(sentence, _)| sentence.contains(span));
            let Some((_, tone)) = inside.filter(|_| span.is_whole_word(text)) else { continue };
            if room == 0 {
                return (targets, false);
            }
            room -= 1;
            mentions.push((span, *tone));
        }
        if !mentions.is_empty() {
            targets.push(TargetSentiment::new(Target::Given(target.clone()), mentions));
        }
    }
    (targets, true)
}

impl TargetSentiment {
    fn new(target: Target, mentions: Vec<(Span, Tone)>) -> Self {
        let overall = Tone::of_parts(mentions.iter().map(|(_, tone)| tone));
        Self { target, overall, mentions }
    }
}

impl Stage<Tagged> for Scorer {
    type Out = Scored;
    const NAME: &'static str = "sentiment";

    fn run(&self, mut tagged: Tagged) -> Scored {
        let wanted = tagged.cleaned.raw.wanted.sentiment.as_ref();
        let mut report = Report::new(Self::NAME, Self::MODEL);
        let sentiment = wanted.map(|wanted| {
            if wanted.evidence {
                report.warnings.push(Warning::EvidenceNotSupported);
            }
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
mod tests {
    use super::*;
    use crate::nlp::{
        clean::Cleaner,
        document::{Raw, Wanted, WantedSentiment},
        entity::Tagger,
    };

    fn score(content: &str, targets: &[&str]) -> SentimentAnalysis {
        let mut wanted = Wanted::everything();
        wanted.sentiment = Some(WantedSentiment {
            targets: targets.iter().map(|&target| target.to_owned()).collect(),
            ..WantedSentiment::default()
        });
        let raw = Raw {
            content: content.to_owned(),
            language: Some("en".to_owned()),
            wanted,
            ..Raw::default()
        };
        let tagged = Tagger::embedded().run(Cleaner::default().run(raw));
        Scorer::new().run(tagged).sentiment.unwrap_or_default()
    }

    #[test]
    fn tells_good_from_bad() {
        let found = score(
            "The rescue was a great success and everyone is happy. \
             The war killed thousands in a terrible attack. The train leaves at nine.",
            &[],
        );
        let polarity = |index: usize| found.sentences[index].1.polarity();
        assert_eq!(polarity(0), Polarity::Positive);
        assert_eq!(polarity(1), Polarity::Negative);
        assert_eq!(polarity(2), Polarity::Neutral);
    }

    #[test]
    fn scores_the_targets_that_it_finds() {
        let text = "The Ferry was a great success. Critics hated the terrible ÖRESUND bridge.";
        let found = score(text, &["ferry", "öresund bridge", "tunnel", "success"]);
        let given = found.targets.iter().filter_map(|target| match &target.target {
            Target::Given(name) => Some((name.as_str(), target.overall.polarity())),
            Target::Entity(_) => None,
        });
        let given: Vec<_> = given.collect();
        assert_eq!(given[0], ("ferry", Polarity::Positive));
        assert_eq!(given[1], ("öresund bridge", Polarity::Negative));
        assert_eq!(given[2], ("success", Polarity::Positive));
        assert_eq!(given.len(), 3);
    }
}
