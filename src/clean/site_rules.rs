//! The operator's own rules: which phrases and patterns are furniture on the sites that they read.
//!
//! They are read from TOML, one `[[rule]]` each, and come before everything that the stage finds
//! out by itself: what they remove, the classifier does not see.

use crate::document::{Reason, Removal};
use regex::{RegexSet, RegexSetBuilder};
use serde::Deserialize;
use std::fmt;
use toml::Spanned;

/// Rules for the sites of one operator, compiled.
#[derive(Clone, Debug, Default)]
pub struct SiteRules {
    patterns: RegexSet,
    rules: Vec<SiteRule>,
}

/// A rule whose pattern has the same place in the set.
#[derive(Clone, Copy, Debug)]
struct SiteRule {
    removal: Removal,
    /// Longer texts are left alone.
    max_words: usize,
}

/// A mistake in a file of rules, and where it is.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("line {line}, column {column}: {problem}")]
pub struct SiteRulesError {
    /// From 1.
    line: usize,
    /// In code points, from 1.
    column: usize,
    problem: String,
}

/// A file of rules.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RulesFile {
    #[serde(default, rename = "rule")]
    rules: Vec<Spanned<RuleEntry>>,
}

/// A `[[rule]]` of the file.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RuleEntry {
    name: Spanned<String>,
    reason: Furniture,
    phrase: Option<Spanned<String>>,
    pattern: Option<Spanned<String>>,
    max_words: Option<usize>,
}

/// The reasons that a rule may give, by their names in the contract: a rule cannot know what is
/// repeated, and markup is none of its business.
#[derive(Clone, Copy, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
enum Furniture {
    Caption,
    Credits,
    Navigation,
    RelatedLinks,
    Comments,
    SubscriptionAppeal,
    Advertisement,
    ShareButtons,
    CookieNotice,
    Copyright,
    Other,
}

impl From<Furniture> for Reason {
    fn from(furniture: Furniture) -> Self {
        match furniture {
            Furniture::Caption => Self::Caption,
            Furniture::Credits => Self::Credits,
            Furniture::Navigation => Self::Navigation,
            Furniture::RelatedLinks => Self::RelatedLinks,
            Furniture::Comments => Self::Comments,
            Furniture::SubscriptionAppeal => Self::SubscriptionAppeal,
            Furniture::Advertisement => Self::Advertisement,
            Furniture::ShareButtons => Self::ShareButtons,
            Furniture::CookieNotice => Self::CookieNotice,
            Furniture::Copyright => Self::Copyright,
            Furniture::Other => Self::Other,
        }
    }
}

impl SiteRules {
    /// Reads and compiles rules. The patterns run in time linear in the text, whatever they are.
    ///
    /// # Errors
    /// At the first thing that is wrong: the syntax, an unknown field or reason, a rule with both
    /// or neither of `phrase` and `pattern`, a name that is not lower case or not unique, a
    /// pattern that is no regular expression, that matches the empty text, or too large a set.
    pub fn parse(text: &str) -> Result<Self, SiteRulesError> {
        let file: RulesFile = toml::from_str(text).map_err(|error| {
            let at = error.span().map_or(0, |span| span.start);
            fault(text, at, error.message())
        })?;
        let mut rules: Vec<SiteRule> = Vec::new();
        let mut patterns = Vec::new();
        for entry in file.rules {
            let at = entry.span().start;
            let RuleEntry { name, reason, phrase, pattern, max_words } = entry.into_inner();
            let name_at = name.span().start;
            let name = name.into_inner();
            if !is_rule_name(&name) {
                return Err(fault(text, name_at, "a name has lower-case letters, digits and _"));
            }
            if rules.iter().any(|rule| rule.removal.rule == name) {
                return Err(fault(text, name_at, "the name of an earlier rule"));
            }
            patterns.push(match (phrase, pattern) {
                (Some(phrase), None) => self::phrase(text, &phrase)?,
                (None, Some(pattern)) => self::pattern(text, pattern)?,
                (Some(_), Some(_)) | (None, None) => {
                    return Err(fault(text, at, "a rule has either a phrase or a pattern"));
                }
            });
            // A process reads its rules once, at the start, and needs their names until it ends.
            let rule = String::leak(name);
            let removal = Removal { reason: reason.into(), rule, confidence: 1.0 };
            rules.push(SiteRule { removal, max_words: max_words.unwrap_or(usize::MAX) });
        }
        let set = RegexSetBuilder::new(patterns).case_insensitive(true).build();
        let patterns = set.map_err(|_| fault(text, 0, "the patterns together are too large"))?;
        Ok(Self { patterns, rules })
    }

    /// The first rule that takes the text of a block for furniture.
    pub(crate) fn find(&self, text: &str) -> Option<Removal> {
        let matched = self.patterns.matches(text);
        if !matched.matched_any() {
            return None;
        }
        let words = text.split_whitespace().count();
        let mut rules = matched.iter().map(|index| self.rules[index]);
        rules.find(|rule| words <= rule.max_words).map(|rule| rule.removal)
    }
}

/// A phrase as a pattern: whole words, any white space between them.
fn phrase(file: &str, phrase: &Spanned<String>) -> Result<String, SiteRulesError> {
    let words: Vec<_> = phrase.get_ref().split_whitespace().map(regex::escape).collect();
    if words.is_empty() {
        return Err(fault(file, phrase.span().start, "the phrase is empty"));
    }
    Ok(format!(r"\b{{start-half}}{}\b{{end-half}}", words.join(r"\s+")))
}

/// Checks a pattern.
fn pattern(file: &str, pattern: Spanned<String>) -> Result<String, SiteRulesError> {
    let at = pattern.span().start;
    let pattern = pattern.into_inner();
    regex_syntax::parse(&pattern).map_err(|error| {
        let (character, problem): (usize, &dyn fmt::Display) = match &error {
            regex_syntax::Error::Parse(error) => (error.span().start.column, error.kind()),
            regex_syntax::Error::Translate(error) => (error.span().start.column, error.kind()),
            other => (1, other),
        };
        fault(file, at, &format!("character {character} of the pattern: {problem}"))
    })?;
    let compiled = regex::Regex::new(&pattern);
    let compiled = compiled.map_err(|_| fault(file, at, "the pattern is too large"))?;
    if compiled.is_match("") {
        return Err(fault(file, at, "the pattern matches every text"));
    }
    Ok(pattern)
}

fn is_rule_name(name: &str) -> bool {
    let mut characters = name.chars();
    characters.next().is_some_and(|first| first.is_ascii_lowercase())
        && characters.all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_')
}

/// A mistake at a byte of the file.
fn fault(file: &str, at: usize, problem: &str) -> SiteRulesError {
    let before = file.get(..at).unwrap_or(file);
    let line_start = before.rfind('\n').map_or(0, |newline| newline + 1);
    let line = before.matches('\n').count() + 1;
    let column = before.get(line_start..).map_or(0, |text| text.chars().count()) + 1;
    SiteRulesError { line, column, problem: problem.replace('\n', " ") }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn find(rules: &str, text: &str) -> Option<(&'static str, Reason)> {
        let rules = SiteRules::parse(rules).expect("the rules are right");
        rules.find(text).map(|removal| (removal.rule, removal.reason))
    }

    const RULES: &str = r"
        [[rule]]
        name = 'insider'
        reason = 'SUBSCRIPTION_APPEAL'
        phrase = 'Harbour Insider'

        [[rule]]
        name = 'letters'
        reason = 'RELATED_LINKS'
        pattern = '^letters? to the editor:'
        max_words = 8
    ";

    #[test]
    fn a_phrase_is_whole_words_in_any_case_and_spacing() {
        let insider = Some(("insider", Reason::SubscriptionAppeal));
        assert_eq!(find(RULES, "Why not be a HARBOUR\u{a0} insider?"), insider);
        assert_eq!(find(RULES, "Harbour insiders said so."), None);
        let sign = "[[rule]]\nname = 'c'\nreason = 'OTHER'\nphrase = '(c) Port'";
        assert_eq!(find(sign, "All (C) Port."), Some(("c", Reason::Other)));
    }

    #[test]
    fn a_pattern_holds_up_to_its_words() {
        let letters = Some(("letters", Reason::RelatedLinks));
        assert_eq!(find(RULES, "Letter to the editor: the ferry"), letters);
        assert_eq!(find(RULES, "Letter to the editor: one two three four five"), None);
    }

    #[test]
    fn says_where_a_file_is_wrong() {
        let rule = |rest: &str| format!("[[rule]]\nname = 'a'\nreason = 'OTHER'\n{rest}\n");
        for (file, place) in [
            ("[[rule]".to_owned(), "line 1"),
            (rule("colour = 'red'"), "line 4, column 1: "),
            (rule(""), "line 1, column 1: a rule has either"),
            (rule("phrase = ' '"), "line 4, column 10: the phrase is empty"),
            (rule("pattern = 'x(y'"), "line 4, column 11: character 2 of the pattern: unclosed"),
            (rule(r"pattern = '\p{Ferry}'"), "line 4, column 11: character 1 of the pattern: "),
            (rule("pattern = 'x*'"), "line 4, column 11: the pattern matches every text"),
            (rule("pattern = '(x{1000}){1000}'"), "line 4, column 11: the pattern is too large"),
            (rule("phrase = 'x'").replace("'a'", "'A b'"), "line 2, column 8: a name"),
            (rule("phrase = 'x'").replace("OTHER", "WHIM"), "line 3, column 10: unknown variant"),
            (rule("phrase = 'x'").replace("OTHER", "MARKUP"), "line 3, column 10: unknown variant"),
            (rule("phrase = 'x'").repeat(2), "line 6, column 8: the name of an earlier rule"),
        ] {
            let error = SiteRules::parse(&file).expect_err(&file).to_string();
            assert!(error.starts_with(place) && !error.contains('\n'), "{file}: {error}");
        }
    }
}
