//! Doubts about an article: for its length, for trees that are unsure, and for forms that hold more
//! than one text.

use super::layout::Layout;
use crate::{
    clean::{read::Tag, verdict::Verdict},
    document::{Reason, Warning},
    language::CleaningWords,
};
use regex::Regex;

/// Fewer words than this are hardly an article.
const SHORT: usize = 40;
/// The trees are unsure where the blocks that they keep are, weighed by words, no likelier.
const UNSURE: f32 = 0.75;
/// A sentence of so many words that was removed may be a paragraph of the article, unless it is less likely
/// than this.
const PARAGRAPH: usize = 8;
const DOUBTFUL: f32 = 0.33;
/// So many entries with a time of their own are a live blog.
const ENTRIES: usize = 4;
/// An entry's time has no more words beside it.
const ENTRY_MAX_WORDS: usize = 6;

/// Recognises what makes an article doubtful.
pub(super) struct Doubts {
    /// A time of day at the beginning of a line.
    clock: Regex,
}

impl Doubts {
    /// Compiles the patterns of a language.
    pub fn new(words: &CleaningWords) -> Self {
        let clock = Regex::new(&words.entry_times.joined());
        Self { clock: clock.expect("the pattern is valid") }
    }

    /// The doubts about an article that was found.
    pub fn warnings(
        &self,
        layout: &Layout,
        verdicts: &[Verdict],
        probabilities: &[f32],
    ) -> Vec<Warning> {
        let kept = |at: &usize| verdicts[*at].is_kept() && layout.body[*at];
        let words = |at: usize| layout.lines()[at].words;
        let all: usize = (0..verdicts.len()).filter(kept).map(words).sum();
        let likely = |at: usize| probabilities[at] * words(at) as f32;
        let sure: f32 = (0..verdicts.len()).filter(kept).map(likely).sum();
        let mut warnings = Vec::new();
        if all < SHORT {
            warnings.push(Warning::ArticleShort);
        } else if sure < UNSURE * all as f32 || lacks_paragraph(layout, verdicts, probabilities) {
            warnings.push(Warning::ArticleUncertain);
        }
        if self.entries(layout) >= ENTRIES {
            warnings.push(Warning::LiveBlog);
        } else if articles(layout) > 1 {
            warnings.push(Warning::SeveralArticles);
        }
        warnings
    }

    /// The number of lines inside the article that give a time of day and little else.
    fn entries(&self, layout: &Layout) -> usize {
        let lines = layout.lines()[layout.paragraphs()].iter();
        lines
            .filter(|line| line.words <= ENTRY_MAX_WORDS && self.clock.is_match(line.text()))
            .count()
    }
}

/// True if a sentence inside the article was removed for no better reason than that the trees are undecided.
fn lacks_paragraph(layout: &Layout, verdicts: &[Verdict], probabilities: &[f32]) -> bool {
    let mut lines = layout.paragraphs().map(|at| (at, &layout.lines()[at]));
    lines.any(|(at, line)| {
        let undecided = probabilities[at] > DOUBTFUL && line.furniture.is_none() && !line.caption;
        let paragraph = line.ends && line.words >= PARAGRAPH;
        !verdicts[at].is_kept() && undecided && paragraph && !line.byline && !line.credits
    })
}

/// The number of articles that the lines seem to hold: each has paragraphs and either a headline that the
/// page marks as the highest heading, or credits at its end.
fn articles(layout: &Layout) -> usize {
    let mut closed = 0;
    let mut headlines = 0;
    let mut paragraphs = 0;
    for at in layout.paragraphs() {
        let line = &layout.lines()[at];
        paragraphs += usize::from(layout.body[at] && line.ends && line.words >= 15);
        if paragraphs >= 2 && line.credits {
            closed += 1;
            paragraphs = 0;
        }
        let heading = line.block.hints.tag == Tag::Title && !line.is_furniture(Reason::Navigation);
        headlines += usize::from(heading && layout.headline != Some(at));
    }
    let open = usize::from(paragraphs >= 2);
    (closed + open).max(1 + headlines.min(paragraphs))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::ENGLISH;

    #[test]
    fn tells_the_times_of_entries() {
        let times = &ENGLISH.cleaning.entry_times;
        let doubts = Doubts::new(&ENGLISH.cleaning);
        for alternative in times.alternatives {
            assert!(doubts.clock.is_match(alternative.example), "{}", alternative.example);
            let news = alternative.counterexample;
            assert!(!doubts.clock.is_match(news), "{news}");
        }
    }
}
