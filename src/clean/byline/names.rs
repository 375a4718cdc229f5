//! Names of persons in lists: "By Simon Lewis and Beijing newsroom".

use crate::language::BylineWords;

/// Signs that part the names of a list.
const SEPARATORS: [char; 10] = [',', '|', ';', '&', '•', '·', '/', '(', '–', '—'];

/// A name has no fewer and no more words.
const NAME_WORDS: std::ops::RangeInclusive<usize> = 2..=5;

/// Reads names.
pub(crate) struct NameReader {
    words: &'static BylineWords,
    /// The word between two names, with its spaces.
    between: String,
    /// The word before the last name, with the space after it.
    before_last: String,
}

impl NameReader {
    /// With the words of a language.
    pub fn new(words: &'static BylineWords) -> Self {
        let and = words.and;
        Self { words, between: format!(" {and} "), before_last: format!("{and} ") }
    }

    /// Adds the names of a list that are not known yet.
    pub fn add(&self, list: &str, known: &mut Vec<String>) {
        for name in self.names(list) {
            if !known.contains(&name) {
                known.push(name);
            }
        }
    }

    /// The persons in a list.
    pub fn names(&self, list: &str) -> Vec<String> {
        let list = self.without_by(list.trim()).trim_start_matches([' ', ':']);
        let parts = list.split(SEPARATORS).flat_map(|part| part.split(self.between.as_str()));
        let parts =
            parts.flat_map(|part| part.split(" - ").map(|part| part.trim_end_matches(" -")));
        let names = parts.map(|part| part.trim_start_matches(self.before_last.as_str()));
        names.filter_map(|part| self.name(part)).collect()
    }

    /// The list after its "by", if it has one.
    fn without_by<'a>(&self, list: &'a str) -> &'a str {
        let Some((by, rest)) = list.split_at_checked(self.words.by.len()) else {
            return list;
        };
        // Where markup stood between the words there may be no space.
        let apart = rest.starts_with([' ', ':']) || rest.starts_with(char::is_uppercase);
        if by.eq_ignore_ascii_case(self.words.by) && apart { rest } else { list }
    }

    /// True if a text is the name of a person and no more.
    pub fn is_name(&self, text: &str) -> bool {
        self.name(text).is_some_and(|name| name.len() == text.len())
    }

    /// The name that a text starts with, if it looks like one of a person.
    fn name(&self, text: &str) -> Option<String> {
        let is_end = |word: &str| {
            self.words.name_ends.contains(&word.trim_end_matches('.'))
                || word.starts_with(|c: char| c.is_ascii_digit())
        };
        let words: Vec<&str> = text.split_whitespace().collect();
        // Some are called April, May or June.
        let end = words.iter().skip(1).position(|word| is_end(word));
        let words = words.get(..end.map_or(words.len(), |at| at + 1))?;
        let capitals = |word: &&str| word.starts_with(char::is_uppercase) || word.len() <= 3;
        (NAME_WORDS.contains(&words.len()) && words.iter().all(capitals)).then(|| words.join(" "))
    }
}
