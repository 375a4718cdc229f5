//! What the text says that a person is: the title before the name ("US Secretary of State Antony
//! Blinken"), or what stands between commas after it ("Wang Yi, China's top diplomat,").

use crate::{
    document::{Entity, EntityType},
    text::{Span, Tokens},
};
use rustc_hash::FxHashSet;
use std::sync::LazyLock;

/// What a person can be.
const ROLES: &str = "actor actress activist adviser advisor advocate agent ambassador analyst archbishop \
    artist assistant astronaut athlete attorney author banker bishop boss boxer broker cardinal captain \
    ceo cfo chair chairman chairperson chairwoman chancellor chef chief cleric coach colonel columnist \
    commander commissioner composer congressman congresswoman consultant coordinator correspondent \
    councillor councilman counsel counselor critic dean defender deputy designer developer dictator \
    diplomat director doctor driver economist editor emir engineer envoy executive expert farmer \
    filmmaker firefighter footballer forward founder co-founder general goalkeeper governor guitarist \
    head historian imam inspector investigator investor journalist judge justice king lawmaker lawyer \
    leader lecturer legislator lieutenant magistrate major manager mayor member midfielder minister \
    model monk monarch mp musician novelist nurse officer official owner partner pastor philosopher \
    photographer physician pilot player poet policeman politician pope premier president priest prime \
    prince princess principal producer professor prosecutor publisher queen rebel rapper referee reporter \
    representative researcher scientist secretary senator sergeant sheikh sheriff singer soldier speaker \
    spokesman spokesperson spokeswoman strategist striker student sultan superintendent surgeon \
    teacher technician trader treasurer trustee victim warlord winner worker writer";
/// Small words that stand in titles before a role or between its parts.
const MODIFIERS: &str = "former then acting interim deputy vice assistant associate senior chief top \
    prime foreign defense defence interior finance health justice education trade energy transport \
    agriculture environment labour labor home culture sports police army navy military opposition \
    party state federal national regional local provincial district county city town parliamentary \
    presidential executive managing general co-founder founding veteran leading lead longtime rebel \
    government company union rights human political security intelligence communist of and for the to \
    in supreme high us un eu uk";
/// A role of more words is a sentence.
const MAX_WORDS: usize = 12;

static ROLE_WORDS: LazyLock<FxHashSet<&str>> = LazyLock::new(|| ROLES.split_whitespace().collect());
static MODIFIER_WORDS: LazyLock<FxHashSet<&str>> =
    LazyLock::new(|| MODIFIERS.split_whitespace().collect());

/// Gives persons the first role that the text has for them.
pub(crate) fn find(text: &str, tokens: &Tokens, entities: &mut [Entity]) {
    for entity in entities.iter_mut().filter(|entity| entity.kind == EntityType::Person) {
        let roles = entity.mentions.iter().filter_map(|mention| {
            let range = tokens.sentences.get(mention.sentence)?.clone();
            let sentence = &tokens.spans[range];
            let start = sentence.partition_point(|token| token.end <= mention.span.start);
            let end = sentence.partition_point(|token| token.start < mention.span.end);
            before(text, &sentence[..start]).or_else(|| after(text, &sentence[end..]))
        });
        // A bare "President" says less than what comes later.
        let longest = roles.take(8).reduce(|first, next| {
            let bare = !first.of(text).contains(' ') && next.of(text).contains(' ');
            if bare { next } else { first }
        });
        let words = longest.map(|span| span.of(text).split_whitespace().collect::<Vec<_>>());
        entity.role = words.unwrap_or_default().join(" ");
    }
}

fn is_role(word: &str) -> bool {
    let word = word.to_lowercase();
    ROLE_WORDS.contains(word.as_str())
}

fn is_capital(word: &str) -> bool {
    word.starts_with(char::is_uppercase)
}

/// The title that ends right before a name, or before the comma before it.
fn before(text: &str, tokens: &[Span]) -> Option<Span> {
    let word = |at: usize| tokens[at].of(text);
    let end = tokens.len() - usize::from(tokens.last().is_some_and(|last| last.of(text) == ","));
    let first = end.saturating_sub(MAX_WORDS);
    // "mayor", "Secretary of State", "minister of public security".
    let role = (first..end).rev().take_while(|&at| is_title(word(at))).find(|&at| {
        let rest = at + 1..end;
        let of = rest.clone().next().is_some_and(|next| BINDS.contains(&word(next)));
        is_role(word(at))
            && (of || rest.clone().all(|at| is_capital(word(at)) || is_role(word(at))))
    })?;
    let modifies = |word: &str| {
        let small = word.to_lowercase();
        is_capital(word)
            || is_role(word)
            || MODIFIER_WORDS.contains(small.as_str())
            || matches!(word, "-" | "'s" | "’s" | "&")
    };
    let start = (first..role).rev().take_while(|&at| modifies(word(at))).last().unwrap_or(role);
    let start = (start..=role).find(|&at| !opens(word(at)))?;
    Some(Span::new(tokens[start].start, tokens[end - 1].end))
}

/// What binds what a role is of: "mayor of Vienna".
const BINDS: [&str; 5] = ["of", "for", "at", "in", "to"];

/// Whether a word could stand in a title: no sign, and none of the verbs of news.
fn is_title(word: &str) -> bool {
    let letters =
        word.starts_with(char::is_alphanumeric) || matches!(word, "-" | "'s" | "’s" | "&");
    letters && !VERBS.contains(&word)
}

/// Whether a word stands before a title rather than in it.
fn opens(word: &str) -> bool {
    let small = word.to_lowercase();
    let joins = [
        "of", "and", "for", "the", "to", "in", "-", "'s", "’s", "&", "then", "a", "an", "his",
        "her", "its", "their",
    ];
    joins.contains(&small.as_str()) || OPENERS.split_whitespace().any(|opener| opener == small)
}

/// What begins a sentence before a title.
const OPENERS: &str = "but when while as according by with from after before on at since if yet so \
    mr mrs ms monday tuesday wednesday thursday friday saturday sunday earlier later meanwhile";

const VERBS: [&str; 12] =
    ["who", "which", "said", "says", "whose", "and", "but", "was", "is", "has", "had", "told"];

/// What stands between commas after a name.
fn after(text: &str, tokens: &[Span]) -> Option<Span> {
    let word = |at: usize| tokens.get(at).map_or("", |token| token.of(text));
    if word(0) != "," {
        return None;
    }
    let mut start = 1;
    if matches!(word(start), "a" | "an" | "the") {
        start += 1;
    }
    let closes = |token: &str| matches!(token, "," | "." | ";" | "(" | ")" | "—" | "–");
    let end = (start..tokens.len().min(start + MAX_WORDS)).find(|&at| closes(word(at)))?;
    let inside = start..end;
    // The role comes before what it is a role of: "the mayor of Vienna".
    let bound = inside.clone().find(|&at| matches!(word(at), "of" | "for" | "at" | "in" | "with"));
    let head = inside.start..bound.unwrap_or(end);
    let is = head.clone().any(|at| is_role(word(at)))
        && !inside.clone().any(|at| VERBS.contains(&word(at)));
    is.then(|| Span::new(tokens[start].start, tokens[end - 1].end))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::tokens;

    #[test]
    fn titles_before_a_name() {
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
            assert_eq!(before(text, &tokens).map(|span| span.of(text)), role, "{text}");
        }
    }

    #[test]
    fn descriptions_after_a_name() {
        for (text, role) in [
            (", the mayor of Vienna, said", Some("mayor of Vienna")),
            (", a doctor.", Some("doctor")),
            (", who is a doctor, said", None),
            (", Austria, said", None),
            (" said", None),
        ] {
            let tokens = tokens(text, Span::new(0, text.len())).collect::<Vec<_>>();
            assert_eq!(after(text, &tokens).map(|span| span.of(text)), role, "{text}");
        }
    }
}
