//! Text of pages and mails whose lines were broken to a width: paragraphs, words and pages are put
//! together again.

use super::{Fragment, RawBlock, html::pieces};
use crate::text::{Span, punctuation::ends_sentence};
use std::collections::{HashMap, HashSet};

/// The most characters of a line.
const WIDEST: usize = 100;

/// The fewest breaks inside paragraphs by which a width is told.
const FEWEST_BREAKS: usize = 4;

/// The most bytes of the number of a page, with signs around it.
const LONGEST_NUMBER: usize = 8;

/// The blocks of a text whose lines, in groups that a blank line separates, were broken to a width; `None`
/// if they were not.
pub(super) fn blocks(content: &str, groups: &[Vec<Span>]) -> Option<Vec<RawBlock>> {
    let width = width(content, groups)?;
    let mut blocks = Vec::new();
    for paragraph in paragraphs(content, groups, width) {
        let mut block = RawBlock::of(content, fragments(content, &paragraph));
        block.after_blank = true;
        blocks.push(block);
    }
    Some(blocks)
}

/// The width that the lines were broken to: nearly all that run on are nearly as long.
fn width(content: &str, groups: &[Vec<Span>]) -> Option<usize> {
    let length = |line: &Span| line.of(content).chars().count();
    let pairs: Vec<_> = groups.iter().flat_map(|group| group.windows(2)).collect();
    let width = pairs.iter().map(|pair| length(&pair[0])).max()?;
    let full = pairs.iter().filter(|pair| length(&pair[0]) + 18 >= width).count();
    let running = pairs.iter().filter(|pair| runs_on(content, pair[0], pair[1])).count();
    let lines = groups.iter().flatten();
    let narrow = (45..=WIDEST).contains(&width) && lines.clone().all(|line| length(line) <= WIDEST);
    let wrapped = pairs.len() >= FEWEST_BREAKS
        && narrow
        && full * 10 >= pairs.len() * 7
        && running * 10 >= pairs.len() * 4;
    wrapped.then_some(width)
}

/// True if a sentence goes on from one line to the next.
fn runs_on(content: &str, line: Span, next: Span) -> bool {
    let (line, next) = (line.of(content), next.of(content));
    !ends_sentence(line) && next.starts_with(char::is_lowercase)
}

/// The lines of each paragraph, without what stands at the head or foot of each page.
fn paragraphs(content: &str, groups: &[Vec<Span>], width: usize) -> Vec<Vec<Span>> {
    let heads = page_heads(content, groups);
    let mut paragraphs: Vec<Vec<Span>> = Vec::new();
    for group in groups {
        let lines = group.iter().filter(|line| !heads.contains(line));
        let mut starts = true;
        for &line in lines {
            match paragraphs.last_mut() {
                Some(last)
                    if last.last().is_some_and(|&end| {
                        if starts {
                            runs_on(content, end, line)
                        } else {
                            !is_break(content, end, line, width)
                        }
                    }) =>
                {
                    last.push(line)
                }
                _ => paragraphs.push(vec![line]),
            }
            starts = false;
        }
    }
    paragraphs
}

/// True if a paragraph ends between two lines of a group: the first is short, and the sentence does not run on.
fn is_break(content: &str, line: Span, next: Span, width: usize) -> bool {
    let short = line.of(content).chars().count() * 10 < width * 7;
    short && !runs_on(content, line, next)
}

/// The lines that stand alone, or hold a number, and come again on other pages; a number alone is that of a
/// page.
fn page_heads(content: &str, groups: &[Vec<Span>]) -> HashSet<Span> {
    let mut heads: HashMap<String, Vec<Span>> = HashMap::new();
    for group in groups {
        let numbered = |line: &&Span| line.of(content).contains(|c: char| c.is_ascii_digit());
        let lines = group.iter().filter(|line| group.len() == 1 || numbered(line));
        for &line in lines.filter(|line| !ends_sentence(line.of(content))) {
            heads.entry(page_head(content, line)).or_default().push(line);
        }
    }
    let is_number = |line: &Span| line.len() <= LONGEST_NUMBER;
    heads.retain(
        |head, lines| if head.is_empty() { lines.iter().all(is_number) } else { lines.len() > 1 },
    );
    heads.into_values().flatten().collect()
}

/// A line without the number of its page.
fn page_head(content: &str, line: Span) -> String {
    line.of(content).chars().filter(|c| c.is_alphabetic()).collect()
}

/// The pieces of a paragraph: a word that was divided is one again.
fn fragments(content: &str, lines: &[Span]) -> Vec<Fragment> {
    let mut spans: Vec<Span> = Vec::new();
    for (at, &line) in lines.iter().enumerate() {
        let next = lines.get(at + 1);
        let divided = next.is_some_and(|&next| is_divided(content, line, next));
        let between = next.map_or(0, |_| {
            let rest = content.get(line.end..).unwrap_or_default();
            rest.chars().next().map_or(0, char::len_utf8)
        });
        let end = if divided { line.end - 1 } else { line.end + between };
        let together =
            |last: &&mut Span| Span::new(last.end, line.start).of(content).trim().is_empty();
        match spans.last_mut().filter(together) {
            Some(last) => last.end = end,
            None => spans.push(Span::new(line.start, end)),
        }
    }
    spans.into_iter().flat_map(|span| pieces(content, span)).collect()
}

/// True if a word was divided at the end of a line.
fn is_divided(content: &str, line: Span, next: Span) -> bool {
    let before = line.of(content).strip_suffix('-');
    before.is_some_and(|line| line.ends_with(char::is_alphabetic)) && runs_on(content, line, next)
}

#[cfg(test)]
mod tests {
    use crate::clean::read::plain;

    const PAGES: &str = "\
The pumps under the town were switched off in 1999, and for years no-
body thought about the water that was rising in the dark below the
houses.

QUARTERLY                                                      Page 12

It is now 60 metres from the surface. Geologists expect it to come out

QUARTERLY                                                      Page 13

in the low ground between the railway and the hospital, perhaps within
three years or, if the winters are as wet as the last two were, within
one.
The mayor said so.";

    #[test]
    fn puts_pages_together() {
        let blocks = plain::blocks(PAGES);
        let texts: Vec<_> = blocks
            .iter()
            .map(|block| block.text.split_whitespace().collect::<Vec<_>>().join(" "))
            .collect();
        assert_eq!(texts.len(), 3, "{texts:?}");
        assert!(texts[0].contains("for years nobody thought"));
        assert!(texts[1].contains("to come out in the low ground"));
        assert_eq!(texts[2], "The mayor said so.");
    }

    #[test]
    fn leaves_lists_alone() {
        let content = "Milk from the farm\neggs from the neighbour\nbread from the mill\n\
                       salt from the sea\nrice from the plain\ntea";
        assert_eq!(plain::blocks(content).len(), 6);
    }
}
