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
        add_new(self.names(list), known);
    }

    /// Adds the names of a byline that are not known yet.
    pub fn add_byline(&self, list: &str, known: &mut Vec<String>) {
        add_new(self.byline(list), known);
    }

    /// The persons in a byline: "A, B and C, D News". What follows a comma behind the last "and" is
    /// whom they work for or where they are.
    pub fn byline(&self, list: &str) -> Vec<String> {
        let last =
            list.rfind(self.between.as_str()).map_or(list.len(), |at| at + self.between.len());
        let after = list.get(last..).and_then(|rest| rest.find([',', '|', '(']));
        self.names(after.map_or(list, |at| list.get(..last + at).unwrap_or(list)))
    }

    /// The persons in a byline that elements cut into pieces. A piece behind a name goes on with the
    /// list only where a comma or "and" says so: else it is whom they work for, or a date.
    pub fn byline_of_pieces(&self, pieces: &[String]) -> Vec<String> {
        let (mut line, mut names) = (String::new(), Vec::new());
        for piece in pieces {
            let ends =
                line.trim_end().ends_with([',', '&']) || line.ends_with(self.between.as_str());
            let begins = piece.trim_start();
            let begins =
                begins.starts_with([',', '&']) || begins.starts_with(self.before_last.as_str());
            let blank = piece.trim().is_empty();
            if !names.is_empty() && !ends && !begins && !blank {
                break;
            }
            line.push_str(piece);
            names = self.byline(&line);
        }
        names
    }

    /// True if a line begins with "by" and more.
    pub fn is_by(&self, text: &str) -> bool {
        self.without_by(text.trim()).len() < text.trim().len()
    }

    /// The persons in a list.
    pub fn names(&self, list: &str) -> Vec<String> {
        let list = self.without_by(list.trim()).trim_start_matches([' ', ':']);
        let parts = list.split(SEPARATORS).flat_map(|part| part.split(self.between.as_str()));
        let parts =
            parts.flat_map(|part| part.split(" - ").map(|part| part.trim_end_matches(" -")));
        let names = parts.map(|part| part.trim_start_matches(self.before_last.as_str()));
        names
            .filter_map(|part| self.name(without_stop(part)))
            .filter(|name| self.is_person(name))
            .collect()
    }

    /// True if what looks like a name is that of a person: not of an agency, a newsroom or an account,
    /// and not what somebody does.
    pub fn is_person(&self, name: &str) -> bool {
        let BylineWords { agencies, newsrooms, roles, name_ends, .. } = self.words;
        let is =
            |known: &[&str], text: &str| known.iter().any(|one| one.eq_ignore_ascii_case(text));
        let mut words = name.split_whitespace();
        let first = words.clone().next().unwrap_or_default();
        let last = words.clone().next_back().unwrap_or_default();
        // A particle such as "de" or "al-" is written small.
        let capital = |word: &str| word.contains(char::is_uppercase);
        let of_names =
            |c: char| c.is_alphabetic() || matches!(c, ' ' | '.' | '\'' | '’' | '-' | '‐' | '`');
        !is(agencies, name)
            && name.chars().all(of_names)
            && !words.any(|word| is(newsrooms, word) || word == self.words.by)
            && !is(roles, first)
            && (capital(first) || !is(name_ends, first))
            && capital(last)
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
            let word = word.trim_end_matches(['.', ':']);
            self.words.name_ends.contains(&word)
                || self.words.roles.contains(&word)
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

/// Adds those names that are not known yet.
fn add_new(names: Vec<String>, known: &mut Vec<String>) {
    for name in names {
        if !known.contains(&name) {
            known.push(name);
        }
    }
}

/// A text without the full stop at its end, unless that is of an abbreviation or an initial.
fn without_stop(text: &str) -> &str {
    let last = text.split_whitespace().next_back().unwrap_or_default();
    if last.chars().count() > 4 { text.trim_end_matches('.') } else { text }
}
