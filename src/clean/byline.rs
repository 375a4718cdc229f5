//! Reads who reported an article, from where and for whom.

use crate::{
    document::{Article, Block, BlockKind},
    text::Span,
};
use regex::Regex;

const MONTH: &str = r"(?:Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sept?|Oct|Nov|Dec)[a-z]*\.?";

/// No dateline is longer; to look for groups in more costs time.
const DATELINE_BYTES: usize = 200;

/// The patterns of bylines, datelines and credits.
pub(crate) struct Bylines {
    byline: Regex,
    dated: Regex,
    closing: Regex,
    dateline: Regex,
    credit: Regex,
    photographer: Regex,
}

impl Bylines {
    /// Compiles the patterns.
    pub fn new() -> Self {
        // Agencies write the place in capitals or name themselves: "BEIJING, April 26 (Reuters) -",
        // "Nairobi, Kenya (AP) —". Without either a dash is only a dash.
        let capitals = r"\p{Lu}[\p{Lu}.'’-]+(?:[ ,/]+\p{Lu}[\p{Lu}.'’-]*)*";
        let words = r"\p{Lu}[\p{L}.'’-]+(?:,? \p{Lu}[\p{L}.'’-]+){0,4}";
        let day = format!(r"(?:{MONTH} \d{{1,2}}|\d{{1,2}} {MONTH})");
        let dash = r"\s*(?:--|[-–—])\s+";
        let agency =
            |with: &str| format!(r"\((?:[\w ]+/)?(?P<agency_{with}>[\p{{L}}][\w&. ]{{1,30}})\)");
        let tail = |with: &str, must: &str| {
            format!(r"(?:,? +(?P<date_{with}>{day}(?:,? \d{{4}})?))?(?: *{}){must}", agency(with))
        };
        let dateline = format!(
            r"^(?:(?P<place_x>{capitals}){}|(?P<place_y>{words}){}){dash}",
            tail("x", "?"),
            tail("y", ""),
        );
        let compiled = |pattern: &str| Regex::new(pattern).expect("the pattern is valid");
        let weekday = "(?:(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)[a-z]*,? )?";
        let updated = "(?i:published|updated|posted|last updated|first published)";
        let byline = format!(
            r"^(?:(?i:by) \p{{Lu}}[\p{{L}}.'’-]+ [^.]{{0,80}}$|{updated}(?-u:\b).{{0,60}}\d|{weekday}{day},? \d{{4}}.{{0,30}}$)"
        );
        Self {
            byline: compiled(&byline),
            dated: compiled(&format!(
                r"(?i)(?-u:\b)(?:{MONTH} \d{{1,2}}(?:st|nd|rd|th)?,? \d{{4}}|\d{{1,2}}(?:st|nd|rd|th)? {MONTH},? \d{{4}}|\d{{1,2}}/\d{{1,2}}/\d{{2,4}}|\d{{4}}-\d{{2}}-\d{{2}}|\d{{1,2}}[:.]\d{{2}} ?(?:[ap]\.?m|gmt|utc|[ec][sd]t|ist)|\d+ min(?:ute)?s?(?: read)?$|\d+ (?:minutes?|mins?|hours?|days?) ago)"
            )),
            closing: compiled(
                r"^[(\[]?(?i:(additional )?reporting|writing|written|edited|editing|compiled)(?: and [a-z]+)? by \p{Lu}",
            ),
            dateline: compiled(&dateline),
            credit: compiled(
                r"(?i)(?-u:\b)(additional reporting|reporting|writing|written|compiled|editing|edited)(?: and [a-z]+)? by ([^;.()]+)",
            ),
            photographer: compiled(
                r"(?:REUTERS|AFP|EPA(?:-EFE)?(?: ?/ ?XINHUA)?|XINHUA|AP Photo|Getty Images) ?/ ?(\p{Lu}[\p{L}.'’-]+(?: \p{Lu}[\p{Ll}.'’-]+){1,2})|(?i:photos?(?: by|:)|image:) *(\p{Lu}[\p{L}.'’-]+(?: \p{Lu}[\p{Ll}.'’-]+){1,2})",
            ),
        }
    }

    /// Whether a line at the top says who wrote the article, or when.
    pub fn is_byline(&self, text: &str) -> bool {
        text.len() <= 160 && self.byline.is_match(text)
    }

    /// Whether a line between headline and article is about when that was published, or how long it
    /// takes to read.
    pub fn is_dated(&self, text: &str) -> bool {
        text.len() <= 100 && self.dated.is_match(text)
    }

    /// Whether a line is an agency's closing credits: "(Reporting by ...; Editing by ...)".
    pub fn is_credits(&self, text: &str) -> bool {
        text.len() <= 600 && self.closing.is_match(text)
    }

    /// True if a text is the name of a person and no more.
    pub fn is_name(&self, text: &str) -> bool {
        name(text).is_some_and(|name| name.len() == text.len())
    }

    /// Splits the dateline off the first paragraph and fills the metadata. Where authors are known
    /// already, a byline has mostly the same names and what stands beside them: only credits add
    /// to them.
    pub fn read(&self, article: &mut Article, captions: &[String]) {
        self.split_dateline(article);
        let known = !article.metadata.authors.is_empty();
        for block in &article.blocks {
            let text = block.span.of(&article.text);
            let metadata = &mut article.metadata;
            match block.kind {
                BlockKind::Headline => text.clone_into(&mut metadata.title),
                BlockKind::Byline => {
                    let (by, names) = text.split_at_checked(3).unwrap_or_default();
                    if !known && by.eq_ignore_ascii_case("by ") {
                        add_names(names, &mut metadata.authors);
                    }
                }
                BlockKind::Credits => {
                    for credit in self.credit.captures_iter(text) {
                        let editing = credit[1].to_ascii_lowercase().starts_with("edit");
                        let names =
                            if editing { &mut metadata.editors } else { &mut metadata.authors };
                        add_names(&credit[2], names);
                    }
                }
                BlockKind::Unclassified
                | BlockKind::Standfirst
                | BlockKind::Dateline
                | BlockKind::Body
                | BlockKind::Subheading
                | BlockKind::Caption => {}
            }
        }
        for found in captions.iter().flat_map(|caption| self.photographer.captures_iter(caption)) {
            if let Some(name) = found.get(1).or_else(|| found.get(2)) {
                add_names(name.as_str(), &mut article.metadata.photo_credits);
            }
        }
    }

    fn split_dateline(&self, article: &mut Article) {
        let body = |block: &Block| block.kind == BlockKind::Body;
        let Some(at) = article.blocks.iter().position(body) else {
            return;
        };
        let paragraph = article.blocks[at].span;
        let text = paragraph.of(&article.text);
        let beginning = text.get(..text.floor_char_boundary(DATELINE_BYTES)).unwrap_or(text);
        let Some(found) = self.dateline.captures(beginning) else {
            return;
        };
        let group = |name: &str| {
            let found = found.name(&format!("{name}_x")).or(found.name(&format!("{name}_y")));
            found.map_or("", |text| text.as_str()).trim().to_owned()
        };
        article.metadata.dateline_place = group("place");
        article.metadata.dateline_date = group("date");
        article.metadata.agency = group("agency");
        let split = paragraph.start + found[0].len();
        let dateline = Span::new(paragraph.start, split).trimmed(&article.text);
        article.blocks[at].span = Span::new(split, paragraph.end).trimmed(&article.text);
        article.blocks.insert(at, Block { kind: BlockKind::Dateline, span: dateline });
    }
}

/// Adds names that are not there yet.
pub(crate) fn add_names(list: &str, known: &mut Vec<String>) {
    for name in names(list) {
        if !known.contains(&name) {
            known.push(name);
        }
    }
}

/// The persons in a list such as "By Simon Lewis and Beijing newsroom".
pub(crate) fn names(list: &str) -> Vec<String> {
    let list = list.trim();
    let by = list.get(..2).filter(|by| by.eq_ignore_ascii_case("by"));
    let rest = list.get(by.map_or(0, str::len)..).unwrap_or_default();
    // Where markup stood between the words there may be no space.
    let list = if rest.starts_with([' ', ':']) || rest.starts_with(char::is_uppercase) {
        rest
    } else {
        list
    };
    let list = list.trim_start_matches([' ', ':']);
    let signs = [',', '|', ';', '&', '•', '·', '/', '(', '–', '—'];
    let parts = list.split(signs).flat_map(|part| part.split(" and "));
    let parts = parts.flat_map(|part| part.split(" - ").map(|part| part.trim_end_matches(" -")));
    parts.filter_map(|part| name(part.trim_start_matches("and "))).collect()
}

/// The name that a text starts with, if it looks like one of a person.
fn name(text: &str) -> Option<String> {
    let is_end = |word: &str| {
        ENDS.contains(&word.trim_end_matches('.')) || word.starts_with(|c: char| c.is_ascii_digit())
    };
    let words: Vec<&str> = text.split_whitespace().collect();
    // Some are called April, May or June.
    let end = words.iter().skip(1).position(|word| is_end(word)).map_or(words.len(), |at| at + 1);
    let words = words.get(..end)?;
    let capitals = words.iter().all(|word| word.starts_with(char::is_uppercase) || word.len() <= 3);
    ((2..=5).contains(&words.len()) && capitals).then(|| words.join(" "))
}

/// Words with which no name goes on.
const ENDS: [&str; 38] = [
    "in",
    "at",
    "for",
    "on",
    "is",
    "Published",
    "Updated",
    "Posted",
    "Staff",
    "Last",
    "Editor",
    "Reporter",
    "Writer",
    "Correspondent",
    "Contributor",
    "Jan",
    "January",
    "Feb",
    "February",
    "Mar",
    "March",
    "Apr",
    "April",
    "May",
    "June",
    "July",
    "Aug",
    "August",
    "Sep",
    "Sept",
    "September",
    "Oct",
    "October",
    "Nov",
    "November",
    "Dec",
    "December",
    "Senior",
];
