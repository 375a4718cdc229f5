//! Whose words a quotation is: the subject of the verb of saying beside it.

use super::{
    attribution::{
        Attribution, CARRIED, HE, NOMINAL, REACH, UNKNOWN, according, ends_sentence, is_pronoun,
        known, resolve, subject_after, subject_before,
    },
    context::{Named, Scene},
    kind,
    marks::Region,
    verbs,
};
use crate::{
    document::{EntityType, Quote, QuoteKind},
    text::{Span, punctuation::is_sentence_terminal},
};
use std::ops::Range;

/// Makes quotations of what stands in quotation marks, and finds their speakers.
pub fn attribute(scene: &Scene, regions: &[Region]) -> Vec<Quote> {
    let mut quotes: Vec<Quote> = Vec::new();
    let mut last_end = 0;
    for region in regions {
        let Some(kind) = kind(scene, region) else { continue };
        let Range { start, end } = scene.tokens.range(region.outer);
        let between = last_end..start;
        let mut found = beside(scene, start, end, region);
        if let Some(found) = found.as_mut().filter(|found| found.speaker.is_none()) {
            found.speaker = still_speaking(scene, quotes.last(), found);
        }
        if let Some(last) = quotes.last_mut()
            && continues(scene, last, &between)
        {
            last.content.extend(&region.content);
            last.kind = if last.kind == QuoteKind::Direct { last.kind } else { kind };
            last_end = end;
            continue;
        }
        let near = scene.sentence(start) <= scene.sentence(last_end.saturating_sub(1)) + 1;
        let found = match found {
            Some(found) => found,
            // Words in the middle of the author's sentence are whose that sentence says.
            None if kind == QuoteKind::Fragment || !opens_sentence(scene, start, region) => {
                Attribution::default()
            }
            None => carried(scene, quotes.last().filter(|_| near), start, end),
        };
        quotes.push(Quote {
            kind,
            content: region.content.clone(),
            speaker: found.speaker,
            speaker_span: found.span,
            cue: found.cue,
            confidence: if found.speaker.is_some() { found.confidence } else { UNKNOWN },
        });
        last_end = end;
    }
    // One or two words that nobody is said to have said are not a quotation.
    quotes.retain(|quote| quote.kind != QuoteKind::Fragment || quote.cue.is_some());
    quotes
}

/// Whom "he" means who is named too far above: the person who spoke last.
fn still_speaking(scene: &Scene, last: Option<&Quote>, found: &Attribution) -> Option<usize> {
    let pronoun = found.span?.of(scene.text);
    let speaker = last?.speaker?;
    let person = scene.entities[speaker].kind == EntityType::Person;
    (person && HE.iter().any(|he| he.eq_ignore_ascii_case(pronoun))).then_some(speaker)
}

/// Whether a quotation goes on after "he said,".
fn continues(scene: &Scene, last: &Quote, between: &Range<usize>) -> bool {
    let Some(before) = last.content.last().map(|span| span.of(scene.text)) else { return false };
    let interrupted = before.trim_end().ends_with([',', '—', '-']);
    let short = (2..=20).contains(&between.len());
    let comma = between.end > 0 && scene.is(between.end - 1, &[",", "—"]);
    let says = between.clone().any(|at| is_saying(scene, at));
    let same = scene.sentence(between.start) == scene.sentence(between.end.saturating_sub(1));
    last.kind == QuoteKind::Direct && interrupted && short && comma && says && same
}

/// Whether a quotation is a sentence, or begins one.
fn opens_sentence(scene: &Scene, start: usize, region: &Region) -> bool {
    let capital = |span: &Span| span.of(scene.text).starts_with(char::is_uppercase);
    left(scene, start).is_empty() || region.content.first().is_some_and(capital)
}

fn is_saying(scene: &Scene, at: usize) -> bool {
    !scene.is_quoted(at) && verbs::is_saying(scene.word(at))
}

/// The attribution in the sentence of a quotation of these tokens.
fn beside(scene: &Scene, start: usize, end: usize, region: &Region) -> Option<Attribution> {
    let right = right(scene, end, region);
    let left = left(scene, start);
    if let Some(found) = right.clone().and_then(|right| closing(scene, right)) {
        return Some(found);
    }
    if let Some(verb) = left.clone().rev().find(|&at| is_saying(scene, at)) {
        return Some(subject_before(scene, left.start, verb, start));
    }
    if scene.is(start.saturating_sub(1), &[":"])
        && let Some(named) = scene.named(left.clone()).iter().find(|named| named.speaks())
    {
        return Some(known(named, NOMINAL));
    }
    if let Some(found) = according(scene, &left).or_else(|| according(scene, &right.clone()?)) {
        return Some(found);
    }
    let verb = right.clone()?.find(|&at| is_saying(scene, at))?;
    Some(subject_before(scene, end, verb, verb))
}

/// The tokens of the sentence after a quotation; `None` where it ends with the quotation.
fn right(scene: &Scene, end: usize, region: &Region) -> Option<Range<usize>> {
    let tokens = &scene.tokens.spans;
    let sentence_end = region.text(scene.text).trim_end().ends_with(is_sentence_terminal);
    let next = scene.word(end);
    let names = !scene.named(end..end + 1).is_empty();
    // `"It is over." said Brook`: typesetters differ.
    let goes_on = next.starts_with(char::is_lowercase) || matches!(next, "," | "-" | "—");
    let attributes = sentence_end && names && (end..end + 6).any(|at| is_saying(scene, at));
    let same_line = tokens.get(end).is_some_and(|token| {
        !scene.text.get(region.outer.end..token.start).is_some_and(|gap| gap.contains('\n'))
    });
    if sentence_end && !goes_on && !(attributes && same_line) {
        return None;
    }
    let limit = tokens.len().min(end + REACH);
    let stop = (end..limit).find(|&at| ends_sentence(scene, at) || scene.is_quoted(at));
    Some(end..stop.unwrap_or(limit))
}

/// The tokens of the sentence before a quotation.
fn left(scene: &Scene, start: usize) -> Range<usize> {
    let limit = start.saturating_sub(REACH);
    let sentence = scene.sentence(start.saturating_sub(1));
    let sentence = scene.tokens.sentences.get(sentence).map_or(0, |range| range.start);
    let stop = (limit..start).rev().find(|&at| ends_sentence(scene, at));
    // After a colon the quotation is a sentence of its own.
    let first = if scene.is(start.saturating_sub(1), &[":"]) { limit } else { limit.max(sentence) };
    stop.map_or(first, |at| at + 1).max(first)..start
}

/// `," said Brook`, `" Brook said`, `" the mayor, Ada Brook, said`.
fn closing(scene: &Scene, right: Range<usize>) -> Option<Attribution> {
    let first = right.clone().find(|&at| !scene.is(at, &[",", "-", "—"]))?;
    if is_saying(scene, first) {
        let after = first + 1..right.end;
        let mut found = if is_pronoun(scene, after.start) {
            resolve(scene, after.start)
        } else {
            subject_after(scene, after)
        };
        found.cue = Some(scene.tokens.spans[first]);
        return Some(found);
    }
    let Some(verb) = right.clone().take(14).find(|&at| is_saying(scene, at)) else {
        // `," Ada Brook, a fisher.`
        let person = scene.named(first..first + 1).first().filter(|named| named.is_person())?;
        return scene.is(person.end, &[",", "."]).then(|| known(person, NOMINAL));
    };
    if scene.is(verb, &["quoted", "quotes"]) {
        return Some(subject_before(scene, first, verb, verb));
    }
    let opens = scene.named(first..verb).first().is_some_and(|named| named.first <= first + 8);
    let determined = scene.is(first, &["the", "a", "an", "one"]);
    (opens || is_pronoun(scene, first) || determined)
        .then(|| subject_before(scene, first, verb, verb))
}

/// The speaker of a quotation without an attribution: that of the quotation before it, else whoever
/// the sentence before it is about.
fn carried(scene: &Scene, last: Option<&Quote>, start: usize, end: usize) -> Attribution {
    if let Some(speaker) = last.and_then(|last| last.speaker) {
        return Attribution {
            speaker: Some(speaker),
            confidence: CARRIED,
            ..Attribution::default()
        };
    }
    let sentence = scene.sentence(start);
    let about = |sentence: usize| {
        let range = scene.tokens.sentences.get(sentence)?.clone();
        let fits = |named: &&Named| named.is_person() && !scene.is_quoted(named.first);
        scene.named(range).iter().find(fits)
    };
    let next = || about(scene.sentence(end.saturating_sub(1)) + 1);
    let found = sentence.checked_sub(1).and_then(about).or_else(next);
    Attribution {
        speaker: found.map(|named| named.entity),
        confidence: CARRIED,
        ..Attribution::default()
    }
}
