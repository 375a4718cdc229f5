//! What form an article has, where that makes its text doubtful.

use super::{Line, layout::Place};
use crate::{
    clean::{Verdict, read::block::Tag},
    document::{Reason, Warning},
};
use regex::Regex;

/// Fewer words than this are hardly an article.
const SHORT: usize = 40;
/// The trees are unsure where the blocks that they keep are, weighed by words, no likelier.
const UNSURE: f32 = 0.75;
/// So many entries with a time of their own are a live blog.
const ENTRIES: usize = 4;

/// Recognises forms.
pub(crate) struct Forms {
    clock: Regex,
}

impl Forms {
    /// Compiles the patterns.
    pub fn new() -> Self {
        let clock = r"^(?i:(?:posted |updated )?(?:at )?(?:\d{1,2}[:.]\d{2} ?(?:[ap]\.?m\.?|[A-Z]{2,4})?|\d{1,2} ?[ap]m|\d{1,2} ?(?:h|hr|hrs|m|min|mins|hours?|minutes?) ago))\b";
        Self { clock: Regex::new(clock).expect("the pattern is valid") }
    }

    /// What the reader of an article should know of its form.
    pub fn warnings(
        &self,
        place: &Place,
        verdicts: &[Verdict],
        probabilities: &[f32],
    ) -> Vec<Warning> {
        let kept = |at: usize| matches!(verdicts[at], Verdict::Keep(_)) && place.body[at];
        let words = |at: usize| place.lines[at].words;
        let all: usize = (0..verdicts.len()).filter(|&at| kept(at)).map(words).sum();
        let sure: f32 = (0..verdicts.len())
            .filter(|&at| kept(at))
            .map(|at| probabilities[at] * words(at) as f32)
            .sum();
        let mut warnings = Vec::new();
        if all < SHORT {
            warnings.push(Warning::ArticleShort);
        } else if sure < UNSURE * all as f32 {
            warnings.push(Warning::ArticleUncertain);
        }
        if self.entries(place) >= ENTRIES {
            warnings.push(Warning::LiveBlog);
        } else if articles(place) > 1 {
            warnings.push(Warning::SeveralArticles);
        }
        warnings
    }

    /// Lines inside the article that give a time of day and little else.
    fn entries(&self, place: &Place) -> usize {
        let clock = |line: &&Line| line.words <= 6 && self.clock.is_match(&line.block.text);
        place.lines[place.first..place.end.max(place.first)].iter().filter(clock).count()
    }
}

/// How many articles the lines seem to hold: each has paragraphs and either a headline that the
/// page marks as the highest heading, or credits at its end.
fn articles(place: &Place) -> usize {
    let mut closed = 0;
    let mut headlines = 0;
    let mut paragraphs = 0;
    for at in place.first..place.end.max(place.first) {
        let line = &place.lines[at];
        paragraphs += usize::from(place.body[at] && line.ends && line.words >= 15);
        if paragraphs >= 2 && line.credits {
            closed += 1;
            paragraphs = 0;
        }
        let heading = line.block.hints.tag == Tag::Title && !line.is_furniture(Reason::Navigation);
        headlines += usize::from(heading && place.headline != Some(at));
    }
    let open = usize::from(paragraphs >= 2);
    (closed + open).max(1 + headlines.min(paragraphs))
}
