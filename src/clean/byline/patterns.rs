//! The patterns of bylines, datelines and credits, from the words of a language.

use crate::language::BylineWords;
use regex::Regex;

/// A name that starts with a capital and has two words or three.
const NAME: &str = r"\p{Lu}[\p{L}.'’-]+(?: \p{Lu}[\p{Ll}.'’-]+){1,2}";

/// The patterns, compiled.
pub(super) struct Patterns {
    /// A line that says who wrote the article, or when.
    pub byline: Regex,
    /// A date, a time of day or an age.
    pub dated: Regex,
    /// The beginning of closing credits.
    pub closing: Regex,
    /// A credit, with two groups: what was done, and by whom.
    pub credit: Regex,
    /// The name of a photographer, in one of two groups.
    pub photographer: Regex,
}

impl Patterns {
    /// With the words of a language.
    pub fn new(words: &BylineWords) -> Self {
        let compiled =
            |pattern: String| Regex::new(&pattern).expect("the words make valid patterns");
        Self {
            byline: compiled(byline(words)),
            dated: compiled(dated(words)),
            closing: compiled(closing(words)),
            credit: compiled(credit(words)),
            photographer: compiled(photographer(words)),
        }
    }
}

/// A day of a month, without the year.
pub(super) fn day(words: &BylineWords) -> String {
    let month = words.month;
    format!(r"(?:{month} \d{{1,2}}|\d{{1,2}} {month})")
}

fn byline(words: &BylineWords) -> String {
    let BylineWords { by, weekday, .. } = words;
    let (day, published) = (day(words), words.published.join("|"));
    let name = format!(r"(?i:{by}) \p{{Lu}}[\p{{L}}.'’-]+ [^.]{{0,80}}$");
    let time = format!(r"(?i:{published})(?-u:\b).{{0,60}}\d");
    let date = format!(r"(?:{weekday},? )?{day},? \d{{4}}.{{0,30}}$");
    format!("^(?:{name}|{time}|{date})")
}

fn dated(words: &BylineWords) -> String {
    let month = words.month;
    let ordinal = format!("(?:{})?", words.ordinals.join("|"));
    let mut patterns = vec![
        format!(r"{month} \d{{1,2}}{ordinal},? \d{{4}}"),
        format!(r"\d{{1,2}}{ordinal} {month},? \d{{4}}"),
        r"\d{1,2}/\d{1,2}/\d{2,4}".to_owned(),
        r"\d{4}-\d{2}-\d{2}".to_owned(),
        format!(r"\d{{1,2}}[:.]\d{{2}} ?(?:{})", words.clock_endings.join("|")),
    ];
    patterns.extend(words.durations.iter().map(|&duration| duration.to_owned()));
    format!(r"(?i)(?-u:\b)(?:{})", patterns.join("|"))
}

/// The kinds of work that credits name.
fn work(words: &BylineWords) -> String {
    [words.writing, words.editing].concat().join("|")
}

fn closing(words: &BylineWords) -> String {
    let BylineWords { by, and, .. } = words;
    let (work, at) = (work(words), words.places_of_work.join("|"));
    // Names, and where they work: a sentence that begins so goes on in small letters.
    let name = r"\p{Lu}[\p{L}.'’-]*(?: (?:\p{Ll}{2,3} )?\p{Lu}[\p{L}.'’-]*)*";
    let names = format!(r"{name}(?:(?:,? (?:{and}|&) |, ){name})*");
    let end = format!(r"[;:|.)\]]|$| (?:{and} )?(?i:{work})(?-u:\b)");
    format!(
        r"^[(\[]?(?i:{work})(?: {and} [a-z]+)? {by} {names}(?: (?:{at}) {names})*(?: [a-z]+)?,?\s*(?:{end})"
    )
}

fn credit(words: &BylineWords) -> String {
    let BylineWords { by, and, .. } = words;
    let work = work(words);
    format!(r"(?i)(?-u:\b)({work})(?: {and} [a-z]+)? {by} ([^;.()]+)")
}

fn photographer(words: &BylineWords) -> String {
    let (agencies, credits) = (words.picture_agencies.join("|"), words.picture_credits.join("|"));
    format!("(?:{agencies}) ?/ ?({NAME})|(?i:{credits}) *({NAME})")
}
