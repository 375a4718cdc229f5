//! What must hold whatever comes in.

#![allow(dead_code)] // Each target holds some of it.

use copydesk::{document::{Analysis, Cleaned, Format, Raw, Stage, Wanted, WantedCleaning, WantedSentiment}, engine::Models, text::{Span, alignment::is_blank}};
use std::sync::LazyLock;

static MODELS: LazyLock<Models> = LazyLock::new(Models::embedded);

/// A document that wants everything.
fn raw(content: &str, format: Option<Format>) -> Raw {
    let everything = Wanted::everything();
    let cleaning = WantedCleaning { captions: false, alignment: true, removed: true };
    let sentiment = WantedSentiment { evidence: true, targets: vec!["Vienna".to_owned()] };
    let wanted = Wanted { cleaning: Some(cleaning), sentiment: Some(sentiment), ..everything };
    Raw { content: content.to_owned(), format, wanted: wanted.into(), ..Raw::default() }
}

/// The clean document.
pub fn clean(content: &str, format: Format) -> Option<Cleaned> {
    // A blank content is refused before any stage.
    (!is_blank(content)).then(|| MODELS.cleaner.run(raw(content, Some(format))))
}

/// What was kept and what was removed are all that there was, once.
pub fn cleaned(cleaned: Option<Cleaned>) {
    let Some(Cleaned { raw, article, .. }) = cleaned else { return };
    let kept = article.alignment.runs().iter().map(|run| run.raw);
    let mut tiles: Vec<Span> = kept.chain(article.removed.iter().map(|part| part.raw)).collect();
    tiles.retain(|tile| !tile.is_empty());
    tiles.sort();
    let mut end = 0;
    for tile in tiles {
        assert_eq!(tile.start, end);
        end = tile.end;
    }
    assert_eq!(end, raw.content.len());
    for run in article.alignment.runs() {
        let (from, to) = (run.raw.of(&raw.content), run.clean.of(&article.text));
        assert!(!run.verbatim || from == to);
    }
    for block in &article.blocks {
        assert!(!block.span.of(&article.text).is_empty());
    }
}

/// All stages, and every span lies on characters of the clean text.
pub fn analyzed(content: &str) {
    if is_blank(content) {
        return;
    }
    let cleaned = MODELS.cleaner.run(raw(content, None));
    let analysis = Analysis::from(MODELS.scorer.run(MODELS.tagger.run(cleaned)));
    let text = &analysis.article.text;
    for entity in analysis.entities.iter().flat_map(|found| &found.entities) {
        for mention in &entity.mentions {
            assert!(!mention.span.of(text).is_empty());
            assert!(!analysis.article.alignment.raw(mention.span).is_empty());
        }
    }
    let sentiment = analysis.sentiment.iter();
    for sentence in sentiment.clone().flat_map(|found| &found.sentences) {
        assert!((-1.0..=1.0).contains(&sentence.sentiment.tone.score));
        for phrase in &sentence.sentiment.evidence {
            assert!(!phrase.span.of(text).is_empty());
        }
    }
    for target in sentiment.flat_map(|found| &found.targets) {
        for mention in &target.mentions {
            assert!(!mention.span.of(text).is_empty());
        }
    }
}
