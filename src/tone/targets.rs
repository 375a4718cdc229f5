//! The things whose tone is wanted, and their mentions: the entities, and the targets that the
//! request names.

use crate::{
    document::{Tagged, Target},
    text::{Occurrences, PhraseSet, Span},
};
use std::ops::Range;

/// A mention of a target.
pub struct TargetMention {
    /// The index of its target.
    pub target: usize,
    /// The index of the entity, if it is one.
    pub entity: Option<usize>,
    pub span: Span,
    /// Its tokens among those of the document.
    pub tokens: Range<usize>,
}

/// So many mentions of the targets of a request are answered; a request that names many frequent
/// words would else get an answer a hundred times as long as the text.
const MAX_GIVEN: usize = 20_000;

/// The targets and their mentions.
#[derive(Default)]
pub struct Targets {
    pub targets: Vec<Target>,
    /// In text order.
    pub mentions: Vec<TargetMention>,
    /// False if there are more mentions of the targets of the request than are answered.
    pub complete: bool,
}

impl Targets {
    /// The entities, and those `given` that the text mentions.
    pub fn of(tagged: &Tagged, given: &PhraseSet) -> Self {
        let mut found = Self { complete: true, ..Self::default() };
        let entities = tagged.entities.iter().flat_map(|found| &found.entities);
        for (index, entity) in entities.enumerate() {
            let spans = entity.mentions.iter().map(|mention| mention.span);
            found.add(tagged, Target::Entity(index), spans);
        }
        let text = &tagged.cleaned.article.text;
        let accepts = |span: Span| is_in_sentence(tagged, span) && span.is_whole_word(text);
        let Occurrences { spans, complete } = given.find(text, MAX_GIVEN, accepts);
        found.complete = complete;
        for (name, spans) in given.phrases().iter().zip(spans) {
            found.add(tagged, Target::Given(name.clone()), spans.into_iter());
        }
        found.mentions.sort_by_key(|mention| mention.span);
        found
    }

    fn add(&mut self, tagged: &Tagged, target: Target, spans: impl Iterator<Item = Span>) {
        let number = self.targets.len();
        let entity = match target {
            Target::Entity(index) => Some(index),
            Target::Given(_) => None,
        };
        let before = self.mentions.len();
        let tokens = &tagged.cleaned.segmentation().tokens;
        self.mentions.extend(spans.map(|span| TargetMention {
            target: number,
            entity,
            span,
            tokens: tokens.range(span),
        }));
        if self.mentions.len() > before {
            self.targets.push(target);
        }
    }
}

fn is_in_sentence(tagged: &Tagged, span: Span) -> bool {
    let sentences = &tagged.cleaned.segmentation().sentences;
    let at = sentences.partition_point(|sentence| sentence.span.end <= span.start);
    sentences.get(at).is_some_and(|sentence| sentence.span.contains(span))
}
