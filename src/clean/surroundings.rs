//! What stands around an article on its page: its byline, and when it was published.

use super::{
    byline::{Bylines, DateLabel, StatedDate},
    read::{Cue, Page, RawBlock, Tag, TimeElement},
    verdict::Verdict,
};
use crate::{
    document::{BlockKind, Metadata},
    text::punctuation::ends_clause,
};
use jiff::Timestamp;
use std::ops::Range;

/// A shorter text, in bytes, or one that does not end like a sentence, is no first paragraph, but may be
/// a byline that was taken for one.
const PARAGRAPH: usize = 60;

/// So many blocks above the headline, or above the article where it has none, may be about it.
const ABOVE: usize = 4;

/// So many blocks below the article may be about it.
const BELOW: usize = 4;

/// Longer lines, in words, say more than when an article was published.
const MAX_WORDS: usize = 30;

/// Longer lines, in words, have dates of what they tell, as captions do, but where a label says otherwise.
const BARE_WORDS: usize = 14;

/// Longer texts, in words, are about an author and do not only name one.
const AUTHOR_WORDS: usize = 10;

/// What stands in these is not about the article as a whole.
const BESIDE: [Tag; 8] = [
    Tag::Navigation,
    Tag::Footer,
    Tag::Aside,
    Tag::Comments,
    Tag::Consent,
    Tag::Form,
    Tag::Caption,
    Tag::Figure,
];

/// The blocks around an article.
pub(super) struct Surroundings<'a> {
    page: &'a Page,
    /// The headline and what stands between it and the first paragraph.
    top: Range<usize>,
    /// What stands below the last paragraph.
    below: Range<usize>,
}

impl<'a> Surroundings<'a> {
    /// Finds them by what became of the blocks.
    pub fn new(page: &'a Page, verdicts: &[Verdict]) -> Self {
        let kept = |at: usize, kind: BlockKind| verdicts[at] == Verdict::Keep(kind);
        let body = |at: &usize| kept(*at, BlockKind::Body);
        let all = 0..verdicts.len();
        let paragraph = |text: &str| text.len() >= PARAGRAPH && ends_clause(text);
        let long = |at: &usize| body(at) && paragraph(&page.blocks[*at].text);
        let first = all.clone().find(long).or_else(|| all.clone().find(body)).unwrap_or_default();
        let headline = all.clone().find(|&at| kept(at, BlockKind::Headline));
        let last = all.rev().find(body).map_or(first, |last| last + 1);
        let top = headline.filter(|&at| at < first).unwrap_or(first);
        Self { page, top: top..first, below: last..(last + BELOW).min(verdicts.len()) }
    }

    /// Reads the lines between headline and article, and those kept that are bylines. Where the head of
    /// the page knows the authors, these have mostly the same names and what stands beside them: they
    /// add only editors and photographers.
    pub fn read_bylines(
        &self,
        content: &str,
        verdicts: &[Verdict],
        bylines: &Bylines,
        metadata: &mut Metadata,
    ) {
        let known = metadata.authors.clone();
        let kept = |kind: BlockKind| move |at: &usize| verdicts[*at] == Verdict::Keep(kind);
        let above = self.above().filter(|&at| self.is_within_article(at));
        let own = above.chain(self.top.clone()).filter(|&at| !kept(BlockKind::Headline)(&at));
        let kept =
            (0..verdicts.len()).filter(|at| !self.top.contains(at)).filter(kept(BlockKind::Byline));
        for at in own.clone().chain(kept).filter(|&at| !self.is_beside(at)) {
            bylines.read_line(&self.page.blocks[at].pieces(content), metadata);
        }
        // Links to pages of authors are everywhere, the byline is here.
        let linked = own.filter(|&at| !self.is_beside(at) && self.names_author(at));
        if !known.is_empty() {
            metadata.authors = known;
        } else if metadata.authors.is_empty() {
            linked.for_each(|at| {
                bylines.names.add_byline(&self.page.blocks[at].text, &mut metadata.authors);
            });
        }
    }

    /// True if the markup says that a block names an author, and it is not about one.
    fn names_author(&self, at: usize) -> bool {
        let block = &self.page.blocks[at];
        let cued = block.hints.cues[0] & Cue::Author.bit() != 0;
        cued && block.text.split_whitespace().count() <= AUTHOR_WORDS
    }

    /// When the article was published by what stands around it, and when it was changed: the lines between
    /// headline and first paragraph count first, then those above the headline, then those below, then
    /// the first time element that is not beside the article.
    pub fn times(&self, bylines: &Bylines) -> (Option<Timestamp>, Option<Timestamp>) {
        let dates = |at: usize| self.dates(at, bylines);
        let top: Vec<StatedDate> = self.top.clone().flat_map(dates).collect();
        let above = self.above().rev().flat_map(|at| {
            let within = self.is_within_article(at);
            dates(at).into_iter().filter(move |date| within || date.label == DateLabel::Published)
        });
        let published = |date: &StatedDate| date.label == DateLabel::Published;
        let below = self.below.clone().flat_map(dates).filter(published);
        let rest = self.page.metadata.times.iter().filter(|time| !time.beside);
        let groups: [Vec<StatedDate>; 4] =
            [top, above.collect(), below.collect(), rest.map(|time| time.date).collect()];
        let mut stated = groups.iter().filter_map(|dates| {
            let dates = dates.iter().filter(|date| date.label != DateLabel::Updated);
            dates.min_by_key(|date| date.label).map(|date| date.time)
        });
        let updated = groups.iter().flatten().find(|date| date.label == DateLabel::Updated);
        (stated.next(), updated.map(|date| date.time))
    }

    /// The dates that a block states: those of its elements, and of its text if there are none.
    fn dates(&self, at: usize, bylines: &Bylines) -> Vec<StatedDate> {
        let block = &self.page.blocks[at];
        if self.is_beside(at) || block.text.split_whitespace().nth(MAX_WORDS).is_some() {
            return Vec::new();
        }
        let elements = self.page.metadata.times.iter().filter(|time| time.block == at);
        let elements = elements.map(|time| self.labelled(time, block, bylines));
        let mut dates: Vec<StatedDate> = elements.collect();
        let stated = bylines.dates.stated(&block.text);
        let said = dates.iter().any(|date| date.label != DateLabel::Updated)
            || block.text.split_whitespace().nth(BARE_WORDS).is_some();
        dates.extend(stated.into_iter().filter(|date| !said || date.label != DateLabel::Bare));
        let before = self.label_before(at, bylines);
        for date in &mut dates {
            date.label = if date.label == DateLabel::Bare { before } else { date.label };
        }
        dates
    }

    /// The date of an element with what the text before it says that it is.
    fn labelled(&self, time: &TimeElement, block: &RawBlock, bylines: &Bylines) -> StatedDate {
        let lead = block.text.get(..time.at.min(block.text.len())).unwrap_or_default();
        match time.date.label {
            DateLabel::Bare => StatedDate { label: bylines.dates.label(lead), ..time.date },
            DateLabel::Published | DateLabel::Updated => time.date,
        }
    }

    /// What a block before that is only a label says.
    fn label_before(&self, at: usize, bylines: &Bylines) -> DateLabel {
        let before = at.checked_sub(1).map(|before| self.page.blocks[before].text.as_str());
        let label = before.filter(|text| {
            text.split_whitespace().count() <= 3 && bylines.dates.stated(text).is_empty()
        });
        label.map_or(DateLabel::Bare, |label| bylines.dates.label(label))
    }

    /// The blocks above.
    fn above(&self) -> Range<usize> {
        self.top.start.saturating_sub(ABOVE)..self.top.start
    }

    /// True if a block above the headline is a part of the article by its markup; in text all are.
    fn is_within_article(&self, at: usize) -> bool {
        let hints = &self.page.blocks[at].hints;
        hints.tag == Tag::None || hints.is_in(Tag::Article) || hints.is_in(Tag::Main)
    }

    /// True if a block stands in what is beside the article.
    fn is_beside(&self, at: usize) -> bool {
        BESIDE.iter().any(|&kind| self.page.blocks[at].hints.is_in(kind))
    }
}
