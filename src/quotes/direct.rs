//! Direct speech: what is quoted in quotation marks, and its speakers.

use super::{
    attribution::{Attribution, CONTINUED, GUESSED, UNKNOWN, UNNAMED},
    beside,
    document::QuotedDocument,
    elided,
    marks::QuotedRegion,
};
use crate::{
    document::{EntityType, Quote, QuoteKind},
    text::{Span, punctuation::is_full_stop},
};
use std::ops::Range;

/// The least words of direct speech: fewer are a fragment.
const DIRECT_WORDS: usize = 3;
/// The longest word in lowercase that may stand in a title, in bytes.
const TITLE_SMALL_WORD: usize = 3;
/// The number of tokens that may interrupt a quotation: `," Brook said on Monday, "`.
const INTERRUPTION: std::ops::RangeInclusive<usize> = 2..=20;

/// Makes quotations of what stands in quotation marks, and finds their speakers; some of it is a part of
/// what is reported without them.
pub(super) fn find(
    document: &QuotedDocument,
    regions: &[QuotedRegion],
    reported: &[Quote],
) -> Vec<Quote> {
    let mut quotes: Vec<Quote> = Vec::new();
    let mut last_end = 0;
    for region in regions {
        let tokens = document.tokens.range(region.outer);
        let mut found = beside::find(document, tokens.clone(), region);
        if let Some(whole) = enclosing(document, reported, region, found.as_ref()) {
            found = Some(whole);
        }
        let Some(kind) = kind(document, region, &tokens, found.as_ref()) else { continue };
        let between = last_end..tokens.start;
        last_end = tokens.end;
        if let Some(found) = found.as_mut().filter(|found| found.speaker.is_none()) {
            found.speaker = still_speaking(document, quotes.last(), found);
        }
        if let Some(last) = quotes.last_mut()
            && continues(document, last, &between)
        {
            last.content.extend(&region.content);
            last.kind = if last.kind == QuoteKind::Direct { last.kind } else { kind };
            continue;
        }
        let found = match found {
            Some(found) if found.span.is_some() => found,
            // Words in the middle of the author's sentence are whose that sentence says.
            found
                if kind == QuoteKind::Fragment
                    || !opens_sentence(document, tokens.start, region) =>
            {
                let short = region_words(document, region) < DIRECT_WORDS;
                let of = if short { None } else { sentence_subject(document, tokens.start) };
                let cue = found.and_then(|found| found.cue);
                Attribution { cue, ..of.unwrap_or_default() }
            }
            found => {
                let cue = found.and_then(|found| found.cue);
                let last = last_before(document, quotes.last(), reported, tokens.start);
                Attribution { cue, ..carried(document, last, between.start, tokens) }
            }
        };
        let confidence = match (found.speaker, found.span) {
            (Some(_), _) => found.confidence,
            (None, Some(_)) => UNNAMED,
            (None, None) => UNKNOWN,
        };
        quotes.push(Attribution { confidence, ..found }.into_quote(kind, region.content.clone()));
    }
    // One or two words that nobody is said to have said are not a quotation.
    quotes.retain(|quote| {
        let words = quote.content.iter().flat_map(|span| span.of(document.text).split_whitespace());
        quote.kind != QuoteKind::Fragment || quote.cue.is_some() || words.count() >= DIRECT_WORDS
    });
    quotes
}

/// The quotation that ends last before a token, in quotation marks or without them.
fn last_before<'a>(
    document: &QuotedDocument,
    direct: Option<&'a Quote>,
    reported: &'a [Quote],
    start: usize,
) -> Option<(&'a Quote, usize)> {
    let sentence = sentence_span(document, start)?;
    let start = document.tokens.spans.get(start)?.start;
    let end = |quote: &Quote| quote.content.iter().map(|span| span.end).max().unwrap_or_default();
    let is_before = |quote: &&Quote| end(quote) <= start;
    // Only inside a sentence may one that begins earlier stand behind another.
    let reported = reported_before(reported, sentence.end);
    let near = reported.iter().rfind(is_before).map(|quote| first(quote).start);
    let near = near
        .and_then(|at| sentence_span(document, document.tokens.range(Span::new(at, at + 1)).start));
    let near =
        near.map_or(&[][..], |near| &reported[reported_before(reported, near.start).len()..]);
    let before = near.iter().filter(is_before);
    let last = before.chain(direct).max_by_key(|quote| end(quote))?;
    Some((last, document.tokens.range(Span::new(end(last), end(last) + 1)).start))
}

/// The span of the sentence of a token.
fn sentence_span(document: &QuotedDocument, at: usize) -> Option<Span> {
    let tokens = document.sentence_tokens(document.sentence(at))?;
    let spans = document.tokens.spans.get(tokens)?;
    Some(Span::new(spans.first()?.start, spans.last()?.end))
}

/// Of what is reported, in the order of its sentences, that which begins before the start or the end of one.
fn reported_before(reported: &[Quote], end: usize) -> &[Quote] {
    &reported[..reported.partition_point(|quote| first(quote).start < end)]
}

/// The first piece of what a quotation says.
fn first(quote: &Quote) -> Span {
    quote.content.first().copied().unwrap_or_default()
}

/// The attribution of what is reported without quotation marks around a region, unless the region has one of
/// its own inside that.
fn enclosing(
    document: &QuotedDocument,
    reported: &[Quote],
    region: &QuotedRegion,
    own: Option<&Attribution>,
) -> Option<Attribution> {
    let holds = |outer: &Span, inner: Span| outer.start <= inner.start && inner.end <= outer.end;
    let sentence = sentence_span(document, document.tokens.range(region.outer).start)?;
    let reported = reported_before(reported, sentence.end);
    let near = &reported[reported_before(reported, sentence.start).len()..];
    let whole =
        near.iter().find(|quote| quote.content.iter().any(|span| holds(span, region.outer)))?;
    let cue = own.and_then(|own| own.cue);
    let nested = cue.is_some_and(|cue| whole.content.iter().any(|span| holds(span, cue)));
    let Quote { speaker, speaker_span: span, cue, confidence, .. } = *whole;
    (!nested).then_some(Attribution { speaker, span, cue, confidence })
}

/// The person that a sentence with quoted words is about, up to these words.
fn sentence_subject(document: &QuotedDocument, quotation: usize) -> Option<Attribution> {
    let tokens = document.sentence_tokens(document.sentence(quotation))?;
    let subject = elided::of_sentence(document, tokens.start..quotation)?;
    let person = subject.found.speaker?;
    let person = document.entities[person].kind == EntityType::Person;
    person.then_some(Attribution { confidence: GUESSED, ..subject.found })
}

fn region_words(document: &QuotedDocument, region: &QuotedRegion) -> usize {
    document.words(region).count()
}

/// The kind of quotation that a region in quotation marks is; `None`: a title, or a part of a name.
fn kind(
    document: &QuotedDocument,
    region: &QuotedRegion,
    tokens: &Range<usize>,
    found: Option<&Attribution>,
) -> Option<QuoteKind> {
    let words: Vec<&str> = document.words(region).collect();
    let lowercase =
        |word: &&str| word.starts_with(char::is_lowercase) && word.len() > TITLE_SMALL_WORD;
    let ends = |c: char| c == ',' || is_full_stop(c);
    let sentence = region.text(document.text).trim_end().ends_with(ends);
    let capitals = words.len() > 1 && !words.iter().any(lowercase);
    let before = tokens.start.checked_sub(1).filter(|_| !document.begins_sentence(tokens.start));
    let inside = before.is_some_and(|before| document.is_word(before) || owns(document, before));
    let said = found.is_some_and(|found| found.cue.is_some())
        && before.is_some_and(|before| document.is_saying(before));
    let attributed = found.is_some_and(|found| found.cue.is_some() || found.span.is_some());
    let title = capitals && (!sentence || inside && !said || !attributed);
    let nickname = inside
        && before.and_then(|before| document.mention_at(before)).is_some_and(|one| one.is_person())
        && document.mention_at(tokens.end).is_some_and(|mention| mention.is_person());
    if words.is_empty() || title || nickname {
        return None;
    }
    let small = region.content.first()?.of(document.text).starts_with(char::is_lowercase);
    let fragment = words.len() < DIRECT_WORDS || inside && small;
    Some(if fragment { QuoteKind::Fragment } else { QuoteKind::Direct })
}

/// Tells whether a token is a possessive ending: "CNN's “State of the Union”".
fn owns(document: &QuotedDocument, at: usize) -> bool {
    document.is(at, document.cues.words.possessive_endings)
}

/// The person who spoke last, if a pronoun stands for a person that is named too far above.
fn still_speaking(
    document: &QuotedDocument,
    last: Option<&Quote>,
    found: &Attribution,
) -> Option<usize> {
    let named_by = found.span?.of(document.text);
    let speaker = last?.speaker?;
    let gender = document.cues.genders.pronoun(named_by)?;
    let fits = document.gender(speaker).is_none_or(|known| known == gender);
    (fits && document.entities[speaker].kind == EntityType::Person).then_some(speaker)
}

/// Tells whether a quotation goes on after these tokens: "he said,".
fn continues(document: &QuotedDocument, last: &Quote, between: &Range<usize>) -> bool {
    let Some(before) = last.content.last().map(|span| span.of(document.text)) else { return false };
    let last_between = between.end.saturating_sub(1);
    let interrupted = before.trim_end().ends_with([',', '—', '-']);
    let comma = between.end > 0 && document.is(last_between, &[",", "—"]);
    let says = between.clone().any(|at| document.is_saying(at));
    let same_sentence = document.sentence(between.start) == document.sentence(last_between);
    last.kind == QuoteKind::Direct
        && interrupted
        && INTERRUPTION.contains(&between.len())
        && comma
        && says
        && same_sentence
}

/// Tells whether a quotation is a sentence, or begins one.
fn opens_sentence(document: &QuotedDocument, start: usize, region: &QuotedRegion) -> bool {
    let capital = |span: &Span| span.of(document.text).starts_with(char::is_uppercase);
    beside::left(document, start).is_empty() || region.content.first().is_some_and(capital)
}

/// The speaker of a quotation without an attribution: that of the quotation before it, which ends
/// at `last_end`, if that is near; else whoever the sentence before it is about, or the one after
/// it.
fn carried(
    document: &QuotedDocument,
    last: Option<(&Quote, usize)>,
    last_end: usize,
    quotation: Range<usize>,
) -> Attribution {
    let sentence = document.sentence(quotation.start);
    let last_end = last.map_or(last_end, |(_, end)| end.max(last_end));
    let near = sentence <= document.sentence(last_end.saturating_sub(1)) + 1;
    let previous = last
        .map(|(last, _)| last)
        .filter(|last| near && (last.speaker.is_some() || last.speaker_span.is_some()));
    if let Some(last) = previous {
        let confidence = CONTINUED.min(last.confidence);
        return Attribution {
            speaker: last.speaker,
            span: last.speaker_span,
            cue: None,
            confidence,
        };
    }
    let about = |sentence: usize| {
        let tokens = document.sentence_tokens(sentence)?;
        let person = document.unquoted_mentions(tokens).find(|mention| mention.is_person())?;
        Some(person.entity)
    };
    let before = || sentence.checked_sub(1).and_then(about);
    let after = || about(document.sentence(quotation.end.saturating_sub(1)) + 1);
    Attribution { speaker: before().or_else(after), confidence: GUESSED, ..Attribution::default() }
}
