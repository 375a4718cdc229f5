//! The roles of persons: the title before a name ("US Secretary of State Antony Blinken"), or the
//! description between commas after it ("Wang Yi, China's top diplomat,").

use crate::{
    document::{Entity, EntityType},
    language::{NameWords, RoleWords},
    text::{Span, Tokens},
};
use rustc_hash::FxHashSet;
use std::ops::Range;

/// The longest role, in tokens: what is longer is a sentence.
const MAX_TOKENS: usize = 12;
/// The number of mentions with a role that are compared for each person.
const MAX_ROLES: usize = 8;

/// Finds the roles of persons.
pub(crate) struct RoleFinder {
    words: &'static RoleWords,
    possessive_endings: &'static [&'static str],
    roles: FxHashSet<&'static str>,
    modifiers: FxHashSet<&'static str>,
    openers: FxHashSet<&'static str>,
}

impl RoleFinder {
    /// A finder for the language of these words.
    pub fn new(names: &'static NameWords) -> Self {
        let words = &names.roles;
        Self {
            words,
            possessive_endings: names.possessive_endings,
            roles: words.roles.split_ascii_whitespace().collect(),
            modifiers: words.modifiers.split_ascii_whitespace().collect(),
            openers: words.openers.split_ascii_whitespace().collect(),
        }
    }

    /// Gives each person the first role that the text has for them.
    pub fn find(&self, text: &str, tokens: &Tokens, entities: &mut [Entity]) {
        for entity in entities.iter_mut().filter(|entity| entity.kind == EntityType::Person) {
            let roles = entity.mentions.iter().filter_map(|mention| {
                let range = tokens.sentences.get(mention.sentence)?.clone();
                let sentence = &tokens.spans[range];
                let start = sentence.partition_point(|token| token.end <= mention.span.start);
                let end = sentence.partition_point(|token| token.start < mention.span.end);
                let before = self.before(text, &sentence[..start]);
                before.or_else(|| self.after(text, &sentence[end..]))
            });
            // A bare "President" says less than what comes later.
            let fullest = roles.take(MAX_ROLES).reduce(|first, next| {
                let bare = !first.of(text).contains(' ') && next.of(text).contains(' ');
                if bare { next } else { first }
            });
            let words = fullest.map(|span| span.of(text).split_whitespace().collect::<Vec<_>>());
            entity.role = words.unwrap_or_default().join(" ");
        }
    }

    /// The title that ends right before a name, or before the comma before it.
    fn before(&self, text: &str, tokens: &[Span]) -> Option<Span> {
        let word = |at: usize| tokens[at].of(text);
        let end =
            tokens.len() - usize::from(tokens.last().is_some_and(|last| last.of(text) == ","));
        let first = end.saturating_sub(MAX_TOKENS);
        // "mayor", "Secretary of State", "minister of public security".
        let heads_title = |at: usize| {
            let rest: Range<usize> = at + 1..end;
            let complement = rest
                .clone()
                .next()
                .is_some_and(|next| self.words.title_prepositions.contains(&word(next)));
            self.is_role(word(at))
                && (complement
                    || rest.clone().all(|at| is_capital(word(at)) || self.is_role(word(at))))
        };
        let inside = (first..end).rev().take_while(|&at| self.may_be_in_title(word(at)));
        let role = { inside }.find(|&at| heads_title(at))?;
        let modifiers = (first..role).rev().take_while(|&at| self.modifies(word(at)));
        let start = modifiers.last().unwrap_or(role);
        let start = (start..=role).find(|&at| !self.opens(word(at)))?;
        Some(Span::new(tokens[start].start, tokens[end - 1].end))
    }

    /// The description between commas after a name.
    fn after(&self, text: &str, tokens: &[Span]) -> Option<Span> {
        let words = self.words;
        let word = |at: usize| tokens.get(at).map_or("", |token| token.of(text));
        if word(0) != "," {
            return None;
        }
        let start = 1 + usize::from(words.articles.contains(&word(1)));
        let closes = |token: &str| matches!(token, "," | "." | ";" | "(" | ")" | "—" | "–");
        let end = (start..tokens.len().min(start + MAX_TOKENS)).find(|&at| closes(word(at)))?;
        // The role comes before what it is a role of: "the mayor of Vienna".
        let complement =
            (start..end).find(|&at| words.description_prepositions.contains(&word(at)));
        let is_role = (start..complement.unwrap_or(end)).any(|at| self.is_role(word(at)));
        let is_clause = (start..end).any(|at| words.clause_words.contains(&word(at)));
        (is_role && !is_clause).then(|| Span::new(tokens[start].start, tokens[end - 1].end))
    }

    fn is_role(&self, word: &str) -> bool {
        self.roles.contains(word.to_lowercase().as_str())
    }

    /// Tells whether a word may stand in a title before its role.
    fn modifies(&self, word: &str) -> bool {
        is_capital(word)
            || self.is_role(word)
            || self.modifiers.contains(word.to_lowercase().as_str())
            || self.joins(word)
    }

    /// Tells whether a token may stand anywhere in a title: words but for those of clauses.
    fn may_be_in_title(&self, token: &str) -> bool {
        let word = token.starts_with(char::is_alphanumeric) || self.joins(token);
        word && !self.words.clause_words.contains(&token)
    }

    /// Tells whether a word stands before a title rather than in it.
    fn opens(&self, word: &str) -> bool {
        let lowercase = word.to_lowercase();
        self.joins(&lowercase) || self.openers.contains(lowercase.as_str())
    }

    /// Tells whether a token joins words of a title.
    fn joins(&self, token: &str) -> bool {
        matches!(token, "-" | "&") || self.possessive_endings.contains(&token)
    }
}

fn is_capital(word: &str) -> bool {
    word.starts_with(char::is_uppercase)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{language::ENGLISH, text::tokens};

    #[test]
    fn titles_before_a_name() {
        let finder = RoleFinder::new(&ENGLISH.names);
        for (text, role) in [
            ("On Monday US Secretary of State", Some("US Secretary of State")),
            ("talks with Denmark's top diplomat", Some("Denmark's top diplomat")),
            (
                "met Denmark's minister of public security,",
                Some("Denmark's minister of public security"),
            ),
            ("According to former prime minister", Some("former prime minister")),
            ("Foreign Ministry spokesman", Some("Foreign Ministry spokesman")),
            ("The mayor was in Vienna with", None),
            ("In Vienna", None),
            ("", None),
        ] {
            let tokens = tokens(text, Span::new(0, text.len())).collect::<Vec<_>>();
            assert_eq!(finder.before(text, &tokens).map(|span| span.of(text)), role, "{text}");
        }
    }

    #[test]
    fn descriptions_after_a_name() {
        let finder = RoleFinder::new(&ENGLISH.names);
        for (text, role) in [
            (", the mayor of Vienna, said", Some("mayor of Vienna")),
            (", a doctor.", Some("doctor")),
            (", who is a doctor, said", None),
            (", Austria, said", None),
            (" said", None),
        ] {
            let tokens = tokens(text, Span::new(0, text.len())).collect::<Vec<_>>();
            assert_eq!(finder.after(text, &tokens).map(|span| span.of(text)), role, "{text}");
        }
    }
}
