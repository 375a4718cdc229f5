//! What must hold whatever comes in.

#![allow(dead_code)] // Each target holds some of it.

use copydesk::{
    clean::SiteRules,
    document::{
        Analysis, Cleaned, Document, Format, Raw, Stage, Wanted, WantedCleaning, WantedSentiment,
    },
    engine::Registry,
    text::{PhraseSet, Span, alignment::is_blank},
};
use std::sync::LazyLock;

static REGISTRY: LazyLock<Registry> = LazyLock::new(|| Registry::embedded(SiteRules::default()));

/// A document that wants everything.
fn raw(content: &str, format: Option<Format>) -> Raw {
    let everything = Wanted::everything();
    let cleaning = WantedCleaning { captions: false };
    let targets = PhraseSet::new(vec!["Vienna".to_owned()]);
    let sentiment = WantedSentiment { evidence: true, targets };
    let wanted = Wanted { cleaning: Some(cleaning), sentiment: Some(sentiment), ..everything };
    Raw::new(Document { format, ..content.into() }, wanted)
}

/// The clean document.
pub fn clean(content: &str, format: Format) -> Option<Cleaned> {
    // A blank content is refused before any stage.
    (!is_blank(content)).then(|| REGISTRY.cleaning.run(raw(content, Some(format))).0)
}

/// What was kept and what was removed are all that there was, once.
pub fn cleaned(cleaned: Option<Cleaned>) {
    let Some(Cleaned { raw, article, .. }) = cleaned else { return };
    let content = &raw.document.content;
    let kept = article.alignment.runs().iter().map(|run| run.raw);
    let mut tiles: Vec<Span> = kept.chain(article.removed.iter().map(|part| part.raw)).collect();
    tiles.retain(|tile| !tile.is_empty());
    tiles.sort();
    let mut end = 0;
    for tile in tiles {
        assert_eq!(tile.start, end);
        end = tile.end;
    }
    assert_eq!(end, content.len());
    for run in article.alignment.runs() {
        let (from, to) = (run.raw.of(content), run.clean.of(&article.text));
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
    let (cleaned, _) = REGISTRY.cleaning.run(raw(content, None));
    let (tagged, _) = REGISTRY.entities.run(cleaned);
    let (scored, _) = REGISTRY.sentiment.run(tagged);
    let analysis = Analysis::new(scored, Vec::new());
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
