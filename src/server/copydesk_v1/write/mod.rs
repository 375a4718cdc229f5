//! Writes answers: an analysis in, `pb` out, offsets in the unit that was asked for.

mod entities;
mod pen;
mod sentiment;
mod view;

pub(super) use view::View;

use super::{names, pb};
use crate::{
    document::{Analysis, Report},
    text::Offsets,
};
use pen::Pen;
use std::time::Duration;

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
