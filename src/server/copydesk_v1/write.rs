//! Writes answers: an analysis in, `pb` out, offsets in the unit that was asked for.

use super::{names, pb};
use crate::{
    document::{
        Analysis, Article, Entity, Mention, Money, Opinion, Place, PlaceKind, Quantity, Quote,
        Removed, Report, Sentiment, SentimentAnalysis, Target, TargetSentiment, Time, Value,
        ValueKind,
    },
    text::{Encoding, Offsets, Sentence, Span},
};
use std::time::Duration;

/// The knowledge base of the caller's own entities.
const KNOWN_ENTITIES: &str = "known_entities";

/// What is told of an analysis, and how.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct View {
    /// The unit of every offset.
    pub(super) encoding: Encoding,
    /// Where each part of the clean text comes from.
    pub(super) alignment: bool,
    /// What was removed.
    pub(super) removed: bool,
}

/// Writes an analysis.
pub(super) fn analysis(analysis: &Analysis, view: View) -> pb::Analysis {
    let pen = Pen {
        clean: Offsets::new(&analysis.article.text, view.encoding),
        raw: Offsets::new(&analysis.document.content, view.encoding),
        article: &analysis.article,
    };
    let entities = analysis.entities.as_ref().map(|found| pb::EntityAnalysis {
        entities: (1..).zip(&found.entities).map(|(n, entity)| pen.entity(n, entity)).collect(),
        values: found.values.iter().map(|value| pen.value(value)).collect(),
        quotes: (1..)
            .zip(found.quotes.iter().flatten())
            .map(|(n, quote)| pen.quote(n, quote))
            .collect(),
    });
    let sentences = analysis.segmentation.iter().flat_map(|found| &found.sentences);
    pb::Analysis {
        id: analysis.document.id.clone(),
        language_code: analysis.language.code.clone(),
        language_confidence: analysis.language.confidence,
        offset_encoding: names::offset_encoding(view.encoding).into(),
        cleaned: Some(pen.cleaned(view)),
        entities,
        sentiment: analysis.sentiment.as_ref().map(|found| {
            let entities = analysis.entities.as_ref().map_or(&[][..], |found| &found.entities);
            pen.sentiment_analysis(found, entities)
        }),
        stages: analysis.reports.iter().map(report).collect(),
        sentences: sentences.map(|sentence| pen.sentence(sentence)).collect(),
    }
}

/// Writes spans of one document.
struct Pen<'document> {
    clean: Offsets<'document>,
    raw: Offsets<'document>,
    article: &'document Article,
}

impl Pen<'_> {
    fn clean_span(&self, span: Span) -> pb::Span {
        pb::Span { start: self.clean.at(span.start), end: self.clean.at(span.end) }
    }

    fn raw_span(&self, span: Span) -> pb::Span {
        pb::Span { start: self.raw.at(span.start), end: self.raw.at(span.end) }
    }

    fn text_span(&self, span: Span) -> pb::TextSpan {
        let raw = self.article.alignment.raw(span);
        pb::TextSpan {
            clean: Some(self.clean_span(span)),
            raw: raw.into_iter().map(|raw| self.raw_span(raw)).collect(),
            text: span.of(&self.article.text).to_owned(),
        }
    }

    fn sentence(&self, sentence: &Sentence) -> pb::Sentence {
        let block = u32::try_from(sentence.block).unwrap_or(u32::MAX);
        pb::Sentence { clean: Some(self.clean_span(sentence.span)), block }
    }

    fn cleaned(&self, view: View) -> pb::CleanedText {
        let Article { text, alignment, blocks, removed, metadata } = self.article;
        let published = metadata.published.map(|time| prost_types::Timestamp {
            seconds: time.as_second(),
            nanos: time.subsec_nanosecond(),
        });
        let runs = alignment.runs().iter().filter(|_| view.alignment);
        let removed = removed.iter().filter(|_| view.removed);
        pb::CleanedText {
            text: text.clone(),
            metadata: Some(pb::Metadata {
                title: metadata.title.clone(),
                dateline_place: metadata.dateline_place.clone(),
                dateline_date: metadata.dateline_date.clone(),
                agency: metadata.agency.clone(),
                authors: metadata.authors.clone(),
                editors: metadata.editors.clone(),
                photo_credits: metadata.photo_credits.clone(),
                publish_time: published,
                site_name: metadata.site_name.clone(),
            }),
            blocks: blocks
                .iter()
                .map(|block| pb::Block {
                    kind: names::block_kind(block.kind).into(),
                    span: Some(self.text_span(block.span)),
                })
                .collect(),
            alignment: runs
                .map(|run| pb::Alignment {
                    clean: Some(self.clean_span(run.clean)),
                    raw: Some(self.raw_span(run.raw)),
                    verbatim: run.verbatim,
                })
                .collect(),
            removed: removed.map(|removed| self.removed(removed)).collect(),
        }
    }

    fn removed(&self, removed: &Removed) -> pb::RemovedBlock {
        pb::RemovedBlock {
            raw: Some(self.raw_span(removed.raw)),
            reason: names::reason(removed.removal.reason).into(),
            rule: removed.removal.rule.to_owned(),
            confidence: removed.removal.confidence,
        }
    }

    fn entity(&self, number: usize, entity: &Entity) -> pb::Entity {
        let known = entity.known.iter().map(|id| link(KNOWN_ENTITIES, id.clone(), String::new()));
        pb::Entity {
            id: entity_id(number),
            name: entity.name.clone(),
            r#type: names::entity_type(entity.kind).into(),
            salience: entity.salience,
            confidence: entity.confidence,
            role: entity.role.clone(),
            mentions: entity.mentions.iter().map(|mention| self.mention(mention)).collect(),
            links: known.chain(entity.place.iter().flat_map(place_links)).collect(),
        }
    }

    fn mention(&self, mention: &Mention) -> pb::Mention {
        pb::Mention {
            span: Some(self.text_span(mention.span)),
            kind: pb::MentionKind::Name.into(),
            confidence: mention.confidence,
            sentence: u32::try_from(mention.sentence).unwrap_or(u32::MAX),
        }
    }

    fn value(&self, value: &Value) -> pb::Value {
        let kind = match &value.kind {
            ValueKind::Time(found) => pb::value::Kind::Time(time(found)),
            ValueKind::Money(found) => pb::value::Kind::Money(money(found)),
            ValueKind::Percent(found) => pb::value::Kind::Percent(quantity(found)),
            ValueKind::Quantity(found) => pb::value::Kind::Quantity(quantity(found)),
        };
        pb::Value { span: Some(self.text_span(value.span)), kind: Some(kind) }
    }

    fn quote(&self, number: usize, quote: &Quote) -> pb::Quote {
        let speaker = quote.speaker.map(|index| entity_id(index + 1));
        pb::Quote {
            id: format!("q{number}"),
            kind: names::quote_kind(quote.kind).into(),
            content: quote.content.iter().map(|span| self.text_span(*span)).collect(),
            speaker_entity_id: speaker.unwrap_or_default(),
            speaker: quote.speaker_span.map(|span| self.text_span(span)),
            cue: quote.cue.map(|span| self.text_span(span)),
            confidence: quote.confidence,
        }
    }

    fn sentiment_analysis(
        &self,
        found: &SentimentAnalysis,
        entities: &[Entity],
    ) -> pb::SentimentAnalysis {
        let sentences = found.sentences.iter().map(|sentence| pb::SentenceSentiment {
            span: Some(self.text_span(sentence.span)),
            sentiment: Some(self.sentiment(&sentence.sentiment)),
            voice: names::voice(sentence.voice).into(),
        });
        pb::SentimentAnalysis {
            document: found.document.as_ref().map(|whole| self.sentiment(whole)),
            headline: found.headline.as_ref().map(|headline| self.sentiment(headline)),
            sentences: sentences.collect(),
            targets: found.targets.iter().map(|target| self.target(target, entities)).collect(),
        }
    }

    fn target(&self, target: &TargetSentiment, entities: &[Entity]) -> pb::TargetSentiment {
        let (entity_id, name) = match &target.target {
            Target::Given(name) => (String::new(), name.clone()),
            Target::Entity(index) => {
                let name = entities.get(*index).map(|entity| entity.name.clone());
                (entity_id(index + 1), name.unwrap_or_default())
            }
        };
        let voices = target.voices.iter().map(|voiced| pb::VoicedSentiment {
            voice: names::voice(Some(voiced.opinion.voice)).into(),
            holder_entity_id: holder(voiced.opinion),
            sentiment: Some(self.sentiment(&voiced.sentiment)),
        });
        let mentions = target.mentions.iter().map(|mention| pb::MentionSentiment {
            span: Some(self.text_span(mention.span)),
            sentiment: Some(self.sentiment(&mention.sentiment)),
            voice: names::voice(mention.opinion.map(|opinion| opinion.voice)).into(),
            holder_entity_id: mention.opinion.map(holder).unwrap_or_default(),
        });
        pb::TargetSentiment {
            entity_id,
            target: name,
            overall: Some(self.sentiment(&target.overall)),
            voices: voices.collect(),
            mentions: mentions.collect(),
        }
    }

    fn sentiment(&self, sentiment: &Sentiment) -> pb::Sentiment {
        let Sentiment { tone, evidence } = sentiment;
        let evidence = evidence.iter().map(|phrase| pb::Evidence {
            span: Some(self.text_span(phrase.span)),
            contribution: phrase.contribution,
            negated: phrase.negated,
        });
        pb::Sentiment {
            polarity: names::polarity(tone.polarity()).into(),
            score: tone.score,
            magnitude: tone.magnitude,
            negative: tone.negative,
            neutral: tone.neutral,
            positive: tone.positive,
            evidence: evidence.collect(),
        }
    }
}

/// The id of the entity that holds an opinion; empty: the author, or not known.
fn holder(opinion: Opinion) -> String {
    opinion.holder.map(|index| entity_id(index + 1)).unwrap_or_default()
}

fn link(knowledge_base: &str, id: String, uri: String) -> pb::EntityLink {
    pb::EntityLink { knowledge_base: knowledge_base.to_owned(), id, uri }
}

/// The country's code, if it is a country, and GeoNames.
fn place_links(place: &Place) -> impl Iterator<Item = pb::EntityLink> {
    let code = place.country;
    let country = (place.kind == PlaceKind::Country).then(|| {
        let uri = format!("https://www.iso.org/obp/ui/#iso:code:3166:{code}");
        link("ISO 3166-1", code.to_owned(), uri)
    });
    let number = place.geonames;
    let geonames =
        link("GeoNames", number.to_string(), format!("https://sws.geonames.org/{number}/"));
    country.into_iter().chain([geonames])
}

fn entity_id(number: usize) -> String {
    format!("e{number}")
}

fn time(found: &Time) -> pb::TimeValue {
    pb::TimeValue {
        timex: found.timex.clone(),
        start: found.start.clone().unwrap_or_default(),
        end: found.end.clone().unwrap_or_default(),
        anchored: found.anchored,
    }
}

fn money(found: &Money) -> pb::MoneyValue {
    pb::MoneyValue {
        currency_code: found.currency.clone(),
        amount: found.amount.clone(),
        amount_max: found.amount_max.clone(),
        currency_inferred: found.inferred,
    }
}

fn quantity(found: &Quantity) -> pb::QuantityValue {
    pb::QuantityValue {
        amount: found.amount.clone(),
        amount_max: found.amount_max.clone(),
        unit: found.unit.clone(),
    }
}

fn report(report: &Report) -> pb::StageReport {
    pb::StageReport {
        stage: names::stage(report.stage).into(),
        duration: duration(report.ran),
        queued: duration(report.queued),
        model_version: report.model.to_owned(),
        warnings: report.warnings.iter().map(|warning| names::words(*warning).to_owned()).collect(),
    }
}

/// `None` only for more years than there are.
fn duration(duration: Duration) -> Option<prost_types::Duration> {
    duration.try_into().ok()
}
