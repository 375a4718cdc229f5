//! Writes spans of one document, and its clean text.

use super::view::View;
use crate::{
    document::{Article, Removed},
    server::copydesk_v1::{names, pb},
    text::{Offsets, Sentence, Span},
};

/// Writes spans of one document.
pub(super) struct Pen<'document> {
    pub(super) clean: Offsets<'document>,
    pub(super) raw: Offsets<'document>,
    pub(super) article: &'document Article,
}

impl Pen<'_> {
    pub(super) fn clean_span(&self, span: Span) -> pb::Span {
        pb::Span { start: self.clean.at(span.start), end: self.clean.at(span.end) }
    }

    pub(super) fn raw_span(&self, span: Span) -> pb::Span {
        pb::Span { start: self.raw.at(span.start), end: self.raw.at(span.end) }
    }

    pub(super) fn text_span(&self, span: Span) -> pb::TextSpan {
        let raw = self.article.alignment.raw(span);
        pb::TextSpan {
            clean: Some(self.clean_span(span)),
            raw: raw.into_iter().map(|raw| self.raw_span(raw)).collect(),
            text: span.of(&self.article.text).to_owned(),
        }
    }

    pub(super) fn sentence(&self, sentence: &Sentence) -> pb::Sentence {
        let block = u32::try_from(sentence.block).unwrap_or(u32::MAX);
        pb::Sentence { clean: Some(self.clean_span(sentence.span)), block }
    }

    pub(super) fn cleaned(&self, view: View) -> pb::CleanedText {
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

    pub(super) fn removed(&self, removed: &Removed) -> pb::RemovedBlock {
        pb::RemovedBlock {
            raw: Some(self.raw_span(removed.raw)),
            reason: names::reason(removed.removal.reason).into(),
            rule: removed.removal.rule.to_owned(),
            confidence: removed.removal.confidence,
        }
    }
}
