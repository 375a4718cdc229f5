//! The subject of a verb of saying: the noun phrase before it, or behind it where it is inverted.

use super::{
    anaphora, verbs,
    attribution::{Attribution, NAMED, NOMINAL, REACH},
    document::{EntityMention, QuotedDocument},
};
use crate::{document::EntityType, text::Span};
use std::ops::Range;

/// The longest word whose ending does not tell that it stands for several, in bytes.
const PLURAL: usize = 4;
/// The most tokens of a title: "and Mr. Stone".
const TITLE: usize = 3;
/// The most tokens of a noun phrase without a name.
const NOUN_PHRASE: usize = 12;
/// The most tokens before the name of a speaker: "The former mayor of Vienna".
const TITLES: usize = 8;
/// The most tokens in brackets behind a name: "(D-Wis.)".
const BRACKETS: usize = 12;
/// The most parts between commas that describe a speaker.
const APPOSITIONS: usize = 8;
/// The most tokens before a relative pronoun whose antecedent they are.
const RELATIVES: usize = 3;

/// Who says something, and the words that tell.
#[derive(Clone, Debug)]
pub(super) struct Subject {
    /// Its tokens, with what describes it.
    pub tokens: Range<usize>,
    pub found: Attribution,
}

impl Subject {
    fn mention(tokens: Range<usize>, mention: &EntityMention) -> Self {
        let confidence = if mention.is_person() { NAMED } else { NOMINAL };
        Self { tokens, found: Attribution::to(mention, confidence) }
    }

    fn noun(document: &QuotedDocument, tokens: Range<usize>) -> Self {
        Self { found: anaphora::noun(document, tokens.clone()), tokens }
    }

    fn pronoun(document: &QuotedDocument, at: usize) -> Self {
        Self { tokens: at..at + 1, found: anaphora::pronoun(document, at) }
    }
}

/// The subject whose last token is before `end`, and its first not before `floor`: "Ada Brook, the
/// mayor," said.
pub(super) fn before(document: &QuotedDocument, floor: usize, end: usize) -> Option<Subject> {
    let words = document.cues.words;
    let mut end = end;
    // "Brook (D-Wis.) on Monday said", "Brook, who said".
    for _ in 0..RELATIVES {
        end = without_brackets(document, floor, without_time(document, floor, end));
        let relative = end > floor + 1 && document.is(end - 1, words.relative_pronouns);
        if !relative {
            break;
        }
        end -= 1;
        if document.is_comma(end - 1) {
            end -= 1;
        }
    }
    let last = end.checked_sub(1).filter(|&last| last >= floor)?;
    let relative = document.is(last + 1, words.relative_pronouns).then_some(last + 1);
    let found = if document.is_comma(last) || document.is_dash(last) {
        described(document, floor, last)
    } else {
        plain(document, floor, end)
    };
    let found = found.or_else(|| relative.map(|at| Subject::pronoun(document, at)));
    found.map(|subject| Subject { tokens: subject.tokens.start..end, ..subject })
}

/// The end without words for a time: "Brook on Monday".
fn without_time(document: &QuotedDocument, floor: usize, end: usize) -> usize {
    let words = document.cues.words;
    let mut start = end;
    let time = |at: usize| document.is(at, words.time_words) && document.mention_at(at).is_none();
    while start > floor + 1 && time(start - 1) {
        start -= 1;
    }
    let before = |words: &[&str], start: usize| start > floor + 1 && document.is(start - 1, words);
    if start < end
        && (before(words.object_prepositions, start) || before(words.between_subject_and_verb, start))
    {
        start -= 1;
    }
    start
}

/// Tells whether the clause from `floor` to a verb is only a subject and what describes it: "Ada Brook, the
/// mayor,".
pub(super) fn is_described(document: &QuotedDocument, floor: usize, verb: usize) -> bool {
    let parts = |at: usize| document.is_comma(at) || document.is_dash(at);
    let Some(first) = (floor..verb).find(|&at| parts(at)) else { return false };
    let end = without_brackets(document, floor, first);
    let named = document.mention_before(end).filter(|mention| mention.first >= floor);
    let object = |mention: &EntityMention| {
        (floor..mention.first).any(|at| {
            document.is(at, document.cues.words.object_prepositions) || document.is_quoted(at)
        })
    };
    let speaks = |mention: &EntityMention| {
        mention.may_speak() && mention.first <= floor + TITLES && !object(mention)
    };
    first + 1 < verb && named.is_some_and(speaks)
}

/// The end without what stands in brackets before it.
fn without_brackets(document: &QuotedDocument, floor: usize, end: usize) -> usize {
    if end <= floor + 1 || document.token(end - 1) != ")" {
        return end;
    }
    let least = floor.max(end.saturating_sub(BRACKETS));
    (least + 1..end).rev().find(|&at| document.token(at) == "(").unwrap_or(end)
}

/// The subject before the comma or dash at `right` that ends what describes it: "Ada Brook, a friend of Bob
/// Stone,".
fn described(document: &QuotedDocument, floor: usize, right: usize) -> Option<Subject> {
    let mut parts: Vec<Range<usize>> = Vec::new();
    let mut end = right;
    while parts.len() < APPOSITIONS {
        let stops = |&at: &usize| document.is_break(at) && !matches!(document.token(at), "(" | ")");
        let start = (floor..end).rev().find(stops).map_or(floor, |at| at + 1);
        if start < end {
            parts.push(start..end);
        }
        let parted = start > floor && (document.is_comma(start - 1) || document.is_dash(start - 1));
        if !parted {
            break;
        }
        end = start - 1;
    }
    let words = document.cues.words;
    let whole = |part: &Range<usize>| {
        let end = without_brackets(document, part.start, part.end);
        let mention = document.mention_before(end)?;
        let object = mention.first > part.start
            && document.is(mention.first - 1, words.object_prepositions);
        (mention.first >= part.start && !object).then_some(mention)
    };
    let gerund = |part: &Range<usize>| {
        document.token(part.start).starts_with(char::is_lowercase)
            && document.cues.is_gerund(document.token(part.start))
    };
    for part in &parts {
        let whole = whole(part).filter(|_| !gerund(part));
        if let Some(person) = whole.filter(|mention| mention.is_person()) {
            return Some(Subject::mention(person.first..part.end, person));
        }
        if document.is_pronoun(part.end - 1) && part.len() <= 2 {
            return Some(Subject::pronoun(document, part.end - 1));
        }
    }
    let describes = |part: &Range<usize>| {
        let token = document.token(part.start);
        document.is(part.start, words.relative_pronouns)
            || document.is(part.start, words.object_prepositions)
            || document.is(part.start, words.indefinite_articles) && part.start > floor
            || !document.is_determiner(part.start)
                && !document.cues.is_speaking_noun(token)
                && !token.starts_with(char::is_uppercase)
    };
    let base = parts.iter().find(|part| !describes(part))?;
    plain(document, floor, base.end)
}

/// The subject that ends right before `end`.
fn plain(document: &QuotedDocument, floor: usize, end: usize) -> Option<Subject> {
    let words = document.cues.words;
    let start = clause_start(document, floor, end);
    let last = end.checked_sub(1).filter(|&last| last >= start)?;
    let pronoun = document.is_pronoun(last);
    if pronoun && !(document.is(last, words.unnamed_pronouns) && last > start + 1) {
        return Some(Subject::pronoun(document, last));
    }
    let inside = |mention: &&EntityMention| mention.first >= start && mention.may_speak();
    if let Some(mention) = document.mention_before(end).filter(inside) {
        let object = mention.first > start + 1
            && document.is(mention.first - 1, words.object_prepositions);
        if let Some(subject) = several(document, start, mention) {
            return Some(subject);
        }
        if !object {
            return Some(Subject::mention(with_titles(document, start, mention), mention));
        }
    }
    // "Brook of the World Bank", "Port spokesmen".
    let mentions = document.unquoted_mentions(start..end);
    let heads = mentions.rev().find(|mention| {
        let object = mention.first > start
            && document.is(mention.first - 1, words.object_prepositions);
        inside(mention) && !object && mention.end < end
    });
    if let Some(mention) = heads {
        let next = mention.end;
        let complement = document.is(next, words.object_prepositions);
        let speaks = if mention.is_person() { complement } else {
            speaks_itself(document, mention, end)
        };
        if speaks {
            return Some(Subject::mention(mention.first..end, mention));
        }
    }
    let phrase = phrase_before(document, start, end)?;
    Some(Subject::noun(document, phrase))
}

/// The tokens of a mention with the titles before it: "Finance minister Grace Mwale".
fn with_titles(document: &QuotedDocument, start: usize, mention: &EntityMention) -> Range<usize> {
    let prepositions = document.cues.words.object_prepositions;
    let opens = (start..mention.first).find(|&at| document.is_determiner(at));
    let first = if document.is(start, prepositions) { mention.first } else { start };
    opens.unwrap_or(first)..mention.end
}

/// Several speakers: "Ada Brook and John Stone". The last stands for them.
fn several(document: &QuotedDocument, start: usize, last: &EntityMention) -> Option<Subject> {
    let coordinators = document.cues.words.coordinators;
    let near = last.first.saturating_sub(TITLE)..last.first;
    let joint = { near }.rev().find(|&at| at > start && document.is(at, coordinators))?;
    let first = document.mention_before(joint).filter(|first| first.may_speak())?;
    let tokens = first.first.max(start)..last.end;
    let spans = &document.tokens.spans;
    let span = Span::new(spans[tokens.start].start, spans[last.end - 1].end);
    let found = Attribution { span: Some(span), ..Attribution::to(first, NOMINAL) };
    Some(Subject { tokens, found })
}

/// The start of the clause that ends at `end`.
fn clause_start(document: &QuotedDocument, floor: usize, end: usize) -> usize {
    let words = document.cues.words;
    let least = floor.max(end.saturating_sub(REACH));
    let joins_names = |at: usize| {
        document.mention_before(at).is_some_and(|mention| mention.may_speak())
            && (at + 1..=at + 1 + TITLE)
                .find_map(|at| document.mention_at(at))
                .is_some_and(|mention| mention.may_speak())
    };
    let stops = |&at: &usize| {
        document.is_break(at)
            || document.mention_at(at).is_none()
                && (document.is(at, words.clause_openers) || document.is(at, words.coordinators))
                && !joins_names(at)
                && !document.is(at + 1, words.object_prepositions)
    };
    // "Brook (D-Wis.)".
    (least..end).rev().find(stops).map_or(least, |at| at + 1)
}

/// The noun phrase without a name that ends right before `end`: "a spokesman for the port", "officials".
fn phrase_before(document: &QuotedDocument, start: usize, end: usize) -> Option<Range<usize>> {
    let words = document.cues.words;
    let last = end.checked_sub(1)?;
    let least = start.max(end.saturating_sub(NOUN_PHRASE));
    let object = |at: usize| at > least && document.is(at - 1, words.object_prepositions);
    let determined = (least..end).find(|&at| document.is_determiner(at) && !object(at));
    let bare = anaphora::head(document, &(least..end)).is_some_and(|head| is_bare_head(document, head));
    let determined = determined.or_else(|| {
        let inside = (least..end).rev().find(|&at| document.is_determiner(at));
        inside.filter(|_| !bare)
    });
    if let Some(first) = determined.filter(|&first| first < last || is_pronominal(document, first)) {
        return document.is_word(last).then_some(first..end);
    }
    // After "in Vienna" without a comma only the noun itself.
    let prepositional = document.is(least, words.object_prepositions);
    let first = if prepositional { last } else { least };
    let phrase = first..end;
    let head = anaphora::head(document, &phrase)?;
    is_bare_head(document, head).then_some(phrase)
}

/// Tells whether a determiner can stand for a noun: "some", "others".
fn is_pronominal(document: &QuotedDocument, at: usize) -> bool {
    document.is(at, document.cues.words.unnamed_pronouns)
}

/// Tells whether a noun needs no article to stand for those who speak: "officials", "Democrats".
fn is_bare_head(document: &QuotedDocument, head: usize) -> bool {
    let token = document.token(head);
    let named = document.mention_at(head).is_some_and(|mention| mention.may_speak());
    let several = document.cues.is_plural(token) && token.len() > PLURAL;
    named || document.cues.is_speaking_noun(token) || several
}

/// Tells whether a body is what says something, and not somebody who is only described by it: "the
/// port said", "Port spokesmen said", but not "a Port official said" or "in Vienna the mayor said".
fn speaks_itself(document: &QuotedDocument, body: &EntityMention, verb: usize) -> bool {
    let words = document.cues.words;
    let between = body.end..verb;
    let determined = between.clone().any(|at| document.is_determiner(at));
    let described = between.clone().any(|at| document.token(at) != ",");
    let prepositional = document.is(body.end, words.object_prepositions);
    let before = body.first.checked_sub(1);
    let unnamed = before.is_some_and(|at| document.is(at, words.indefinite_articles));
    let body_only = body.kind == EntityType::Organization;
    prepositional && body_only || !determined && !(described && (unnamed || !body_only))
}

/// The subject that begins at `start`, behind its verb, and ends before `limit`: said "Ada Brook, the
/// mayor".
pub(super) fn after(document: &QuotedDocument, start: usize, limit: usize) -> Option<Subject> {
    let words = document.cues.words;
    let limit = limit.min(start + REACH).min(document.tokens.spans.len());
    if start >= limit || document.is_break(start) {
        return None;
    }
    let alone = !document.is_determiner(start) || document.is_break(start + 1) || start + 1 >= limit;
    if document.is_pronoun(start) && alone {
        return Some(Subject::pronoun(document, start));
    }
    let stops = |&at: &usize| document.is_break(at) && document.token(at) != "(";
    let end = (start..limit).find(stops).unwrap_or(limit);
    let narrow = |&at: &usize| {
        document.mention_at(at).is_none()
            && (document.is(at, words.object_prepositions)
                || document.is(at, words.clause_openers)
                || document.is(at, words.coordinators)
                || document.token(at) == "("
                || document.is(at, words.time_words) && document.token(at).starts_with(char::is_uppercase))
    };
    let narrow_end = (start..end).find(narrow).unwrap_or(end);
    let owned = |mention: &EntityMention| document.is(mention.end, words.possessive_endings);
    let speakers = || {
        let mentions = document.unquoted_mentions(start..narrow_end);
        mentions.filter(|mention| mention.may_speak() && !owned(mention))
    };
    let phrase = start..narrow_end;
    if let Some(person) = speakers().rfind(|mention| mention.is_person()) {
        let described = person.end < narrow_end && document.token(person.end).starts_with(char::is_lowercase)
            && !document.is_saying(person.end) && !document.is(person.end, words.between_subject_and_verb)
            && document.cues.is_speaking_noun(document.token(narrow_end - 1));
        if !described {
            return Some(Subject::mention(start..person.end, person));
        }
    }
    // "the minister of health, Nabil Toubia".
    let apposition = (document.is_comma(end)).then(|| document.mention_at(end + 1)).flatten();
    let closed = |mention: &&EntityMention| mention.first == end + 1 && document.is_break(mention.end);
    if let Some(person) = apposition.filter(|one| one.is_person()).filter(closed)
        && document.is_determiner(start)
    {
        return Some(Subject::mention(start..person.end, person));
    }
    // "the chairman of the Harbour Bank Ada Brook".
    let last = document.mention_before(end).filter(|one| one.is_person() && one.first > start);
    if let Some(person) = last.filter(|person| !is_object(document, start, person))
        && document.is_determiner(start)
        && (start..person.first).all(|at| !document.is(at, words.clause_openers) || document.is(at, words.coordinators))
    {
        return Some(Subject::mention(start..person.end, person));
    }
    let unnamed = document.is_indefinite(start);
    let body = speakers().find(|mention| mention.first <= start + 1 && !unnamed);
    if let Some(body) = body {
        let alone = body.end == narrow_end;
        if alone || body.kind == EntityType::Organization && !document.is_determiner(start) {
            return Some(Subject::mention(start..narrow_end, body));
        }
    }
    // Without an article only who can speak: "said officials", not "said yes".
    let head = anaphora::head(document, &phrase)?;
    let named = document.mention_at(start).is_some_and(|mention| mention.first == start);
    let speaks = document.is_determiner(start) || is_bare_head(document, head) || named;
    let end = wide_end(document, start, narrow_end, end);
    speaks.then(|| Subject::noun(document, start..end))
}

/// The end of a noun phrase with what belongs to it: "a spokesman for the port".
fn wide_end(document: &QuotedDocument, start: usize, narrow: usize, end: usize) -> usize {
    let words = document.cues.words;
    let belongs = document.is(narrow, words.object_prepositions) && narrow + 1 < end;
    let next = (narrow + 1..end).find(|&at| {
        document.is(at, words.clause_openers)
            || document.is(at, words.time_words)
            || document.is(at, words.object_prepositions)
    });
    let wide = next.unwrap_or(end);
    if belongs && wide - start <= NOUN_PHRASE { wide } else { narrow }
}

/// The source that a phrase names at a token, and the phrase: "according to Brook".
pub(super) fn source(document: &QuotedDocument, at: usize, limit: usize) -> Option<Subject> {
    let mut phrases = document.cues.words.source_phrases.iter();
    let matches =
        |phrase: &&&[&str]| (at..).zip(**phrase).all(|(at, word)| document.is(at, &[*word]));
    let phrase = phrases.find(matches)?;
    if document.is_quoted(at) {
        return None;
    }
    let start = at + phrase.len();
    if document.is(start, document.cues.words.no_sources) {
        return None;
    }
    let mut subject = after(document, start, limit).or_else(|| any_phrase(document, start, limit))?;
    let spans = &document.tokens.spans;
    subject.found.cue = Some(Span::new(spans[at].start, spans[start - 1].end));
    subject.tokens.start = at;
    Some(subject)
}

/// Whatever stands behind a preposition before a source.
fn any_phrase(document: &QuotedDocument, start: usize, limit: usize) -> Option<Subject> {
    let end = (start..limit.min(start + NOUN_PHRASE)).find(|&at| document.is_break(at));
    let end = end.unwrap_or(limit.min(start + NOUN_PHRASE));
    (start < end).then(|| Subject::noun(document, start..end))
}

/// The person whose role a body is a part of: Brook in "Vienna mayor Ada Brook".
fn holder<'a>(document: &'a QuotedDocument, body: &EntityMention) -> Option<&'a EntityMention> {
    let near = body.end..body.end + TITLES;
    let person = document.mentions(near).iter().find(|mention| mention.is_person())?;
    let spans = &document.tokens.spans;
    let between = Span::new(spans[body.end].start, spans[person.first].start).of(document.text).trim();
    let role = &document.entities[person.entity].role;
    let titled = !between.is_empty() && role.to_lowercase().contains(&between.to_lowercase());
    (titled && !body.is_person()).then_some(person)
}

/// Tells whether a mention in a clause from `start` follows a preposition, or one and an article.
fn is_object(document: &QuotedDocument, start: usize, mention: &EntityMention) -> bool {
    let prepositions = document.cues.words.object_prepositions;
    let mut first = mention.first;
    if first > start && document.is_determiner(first - 1) {
        first -= 1;
    }
    first > start && document.is(first - 1, prepositions)
}

/// Who said something before in the sentence, up to a token.
pub(super) fn of_verb_before(document: &QuotedDocument, floor: usize, end: usize) -> Option<Subject> {
    let verb = (floor..end).rev().find(|&at| {
        document.is_saying(at) && !document.cues.is_gerund(document.token(at))
    })?;
    before(document, floor, verbs::first_of_chain(document, verb))
}

/// Who is named right before a participle that tells what they do: "with Ada Brook saying".
pub(super) fn of_participle(document: &QuotedDocument, floor: usize, verb: usize) -> Option<Subject> {
    let person = document.mention_before(verb).filter(|mention| mention.is_person())?;
    let titled = || {
        let before = person.first.checked_sub(1).and_then(|before| document.token(before).chars().next());
        let role = &document.entities[person.entity].role;
        before.is_some_and(char::is_lowercase) && !role.is_empty()
    };
    let fits = is_object(document, floor, person) || titled();
    (fits && person.first >= floor).then(|| Subject::mention(person.first..person.end, person))
}

/// The subject of the sentence whose first tokens these are, as far as it is known: its first name that is
/// no object, its first pronoun, or the noun phrase that opens it.
pub(super) fn of_sentence(document: &QuotedDocument, tokens: Range<usize>) -> Option<Subject> {
    let words = document.cues.words;
    let first = tokens.clone().find(|&at| !document.is_quoted(at) && document.is_word(at))?;
    let owned = |mention: &EntityMention| document.is(mention.end, words.possessive_endings);
    let fits = |mention: &&EntityMention| {
        mention.may_speak() && !is_object(document, tokens.start, mention) && !owned(mention)
    };
    let named = document.unquoted_mentions(tokens.clone()).find(fits);
    let named = named.map(|named| holder(document, named).unwrap_or(named));
    let pronoun = tokens.clone().find(|&at| {
        document.is_pronoun(at) && !document.is_quoted(at) && !document.is_determiner(at)
    });
    match (named, pronoun) {
        (named, Some(at)) if named.is_none_or(|named| at < named.first) => {
            Some(Subject::pronoun(document, at))
        }
        (Some(named), _) => Some(Subject::mention(named.first..named.end, named)),
        _ if document.is_determiner(first) => {
            let end = (first + 1..tokens.end.min(first + NOUN_PHRASE))
                .find(|&at| document.is_break(at) || document.cues.is_speaking_noun(document.token(at)))
                .filter(|&at| !document.is_break(at));
            end.map(|end| Subject::noun(document, first..end + 1))
        }
        _ => None,
    }
}
