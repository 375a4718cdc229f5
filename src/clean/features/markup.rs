//! The markup around a block.

use super::{
    numbers::{flag, log},
    page::PageStatistics,
    words::trigrams,
};
use crate::clean::read::{Cue, Hints, RawBlock, Tag};

/// The numbers of a block's markup. Flags follow: the `Tag` of its element, the `Tag`s around it, and
/// the `Cue`s of the three sets of elements that `Hints::cues` tells apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MarkupFeature {
    /// The share of its text in links.
    Linked,
    /// The logarithm of its bytes in links.
    LinkedBytes,
    /// The logarithm of the number of elements around it.
    Depth,
    /// The share of the page's other prose that its element holds.
    ProseInElement,
    /// ... that the element around that holds.
    ProseInParent,
    /// ... that the element around that holds.
    ProseInGrandparent,
    /// ... that elements of the same names and classes hold.
    ProseInAlike,
    /// The share of its threes of words that are in the article as the head of the page gives it;
    /// -1: the head does not.
    ToldByHead,
    /// The logarithm of the number of its threes of words; 0: the head gives no article.
    Trigrams,
    /// 1 if the block before it is in the same element.
    SameElementAsBefore,
}

impl MarkupFeature {
    /// The number of them.
    pub const COUNT: usize = Self::SameElementAsBefore as usize + 1;
}

/// The number of features of a block's markup.
pub const MARKUP: usize = MarkupFeature::COUNT + 2 * Tag::COUNT + 3 * Cue::COUNT;

/// Appends the numbers of a block's markup.
pub(super) fn markup(page: &PageStatistics, at: usize, row: &mut Vec<f32>) {
    let hints = &page.block(at).hints;
    row.extend(numbers(page, at));
    row.extend((0..Tag::COUNT).map(|tag| flag(hints.tag as usize == tag)));
    row.extend(flags(hints.inside, Tag::COUNT));
    for cues in hints.cues {
        row.extend(flags(cues, Cue::COUNT));
    }
}

fn numbers(page: &PageStatistics, at: usize) -> [f32; MarkupFeature::COUNT] {
    let block = page.block(at);
    let hints = &block.hints;
    let own = page.profiles[at].prose;
    let share = |sum: Option<&f32>| sum.map_or(0.0, |sum| (sum - own).max(0.0) / page.all_prose());
    let element = |level: usize| share(page.by_element.get(&hints.elements[level]));
    let before = at.checked_sub(1).map_or_else(Hints::default, |before| page.block(before).hints);
    let (told, trigrams) = told_by_head(page, block);
    let mut numbers = [0.0; MarkupFeature::COUNT];
    let mut set = |feature: MarkupFeature, number: f32| numbers[feature as usize] = number;
    set(MarkupFeature::Linked, share_linked(block));
    set(MarkupFeature::LinkedBytes, log(hints.linked as f32));
    set(MarkupFeature::Depth, log(hints.depth as f32));
    set(MarkupFeature::ProseInElement, element(0));
    set(MarkupFeature::ProseInParent, element(1));
    set(MarkupFeature::ProseInGrandparent, element(2));
    set(MarkupFeature::ProseInAlike, share(page.by_signature.get(&hints.signature)));
    set(MarkupFeature::ToldByHead, told);
    set(MarkupFeature::Trigrams, log(trigrams as f32));
    set(MarkupFeature::SameElementAsBefore, flag(hints.elements[0] == before.elements[0]));
    numbers
}

/// The share of a block's threes of words that are in the article as the head of the page gives it,
/// and how many they are; -1 and none where the head gives no article.
fn told_by_head(page: &PageStatistics, block: &RawBlock) -> (f32, usize) {
    if page.body.is_empty() {
        return (-1.0, 0);
    }
    let mut all = 0;
    let told = trigrams(&block.text).inspect(|_| all += 1);
    let told = told.filter(|words| page.body.contains(words)).count();
    (told as f32 / all.max(1) as f32, all)
}

/// The first bits of a number as flags.
fn flags(bits: u32, count: usize) -> impl Iterator<Item = f32> {
    (0..count).map(move |bit| flag(bits >> bit & 1 == 1))
}

/// The share of a block's text in links.
pub(super) fn share_linked(block: &RawBlock) -> f32 {
    (block.hints.linked as f32 / block.text.len().max(1) as f32).min(1.0)
}
