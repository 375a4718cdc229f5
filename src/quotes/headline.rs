//! Quotations behind the name of their speaker and a colon, without quotation marks: in headlines, and in the
//! transcripts of interviews.

use super::{
    attribution::{Attribution, NAMED, UNNAMED},
    document::QuotedDocument,
    subject, verbs,
};
use crate::{
    document::{Block, BlockKind, Quote, QuoteKind},
    text::Span,
};
use std::ops::Range;

/// The fewest words of what is said.
const LEAST_WORDS: usize = 3;
/// The most tokens of a name.
const NAME: usize = 5;
/// The fewest paragraphs that begin so in a transcript.
const TRANSCRIPT: usize = 3;

/// A block that begins with a name and a colon.
struct Spoken {
    name: Range<usize>,
    tokens: Range<usize>,
    kind: BlockKind,
    first: bool,
}

/// Finds the quotations behind a name and a colon, and those of a whole paragraph behind "Brook said:".
pub(super) fn find(document: &QuotedDocument, blocks: &[Block]) -> Vec<Quote> {
    let mut quotes = spoken(document, blocks);
    quotes.extend(
        blocks.windows(2).filter_map(|pair| announced(document, pair.first()?, pair.get(1)?)),
    );
    quotes
}

/// The quotation that is a paragraph of its own, where the one before it ends with "Brook said:".
fn announced(document: &QuotedDocument, before: &Block, block: &Block) -> Option<Quote> {
    let tokens = document.tokens.range(before.span);
    let colon = tokens.end.checked_sub(1).filter(|&at| document.token(at) == ":")?;
    let verb = colon.checked_sub(1).filter(|&at| tokens.contains(&at) && document.is_saying(at))?;
    let content = document.tokens.range(block.span);
    if content.clone().any(|at| document.is_quoted(at)) || content.len() < LEAST_WORDS {
        return None;
    }
    let sentence = document.sentence_tokens(document.sentence(verb))?;
    let first = verbs::first_of_chain(document, verb);
    let subject = subject::before(document, sentence.start, first)?;
    let cue = document.tokens.spans.get(verb).copied();
    let found = Attribution { cue, ..subject.found };
    Some(found.into_quote(QuoteKind::Direct, vec![block.span]))
}

/// The quotations behind a name and a colon, in text order.
fn spoken(document: &QuotedDocument, blocks: &[Block]) -> Vec<Quote> {
    let spoken: Vec<Spoken> = blocks
        .iter()
        .enumerate()
        .filter_map(|(index, block)| read(document, block, index == 0))
        .collect();
    let body = spoken.iter().filter(|one| one.kind == BlockKind::Body).count();
    let counts = |one: &&Spoken| {
        one.first
            || matches!(one.kind, BlockKind::Headline | BlockKind::Subheading)
            || body >= TRANSCRIPT
    };
    spoken.iter().filter(counts).filter_map(|one| quote(document, one)).collect()
}

/// The block as one that begins with a name and a colon.
fn read(document: &QuotedDocument, block: &Block, first: bool) -> Option<Spoken> {
    let tokens = document.tokens.range(block.span);
    let near = tokens.start + 1..tokens.end.min(tokens.start + NAME);
    let colon = { near }.find(|&at| document.token(at) == ":" && !document.is_quoted(at))?;
    let name = tokens.start..colon;
    let person = document.mention_before(colon).is_some_and(|mention| mention.is_person());
    let shouted = name.clone().all(|at| {
        !document.token(at).is_empty()
            && document.token(at).chars().all(|c| c.is_uppercase() || c == '.')
    });
    (person || shouted && !first).then(|| Spoken {
        name,
        tokens: colon + 1..tokens.end,
        kind: block.kind,
        first,
    })
}

fn quote(document: &QuotedDocument, spoken: &Spoken) -> Option<Quote> {
    let Spoken { name, tokens, .. } = spoken;
    let words = tokens.clone().filter(|&at| document.is_word(at));
    // What is in quotation marks is found by them.
    let quoted = document.is_quoted(tokens.start);
    if words.count() < LEAST_WORDS || quoted {
        return None;
    }
    let spans = &document.tokens.spans;
    let content = Span::new(spans[tokens.start].start, spans[tokens.end - 1].end);
    let named = document.mention_before(name.end).filter(|mention| mention.is_person());
    let span = Some(Span::new(spans[name.start].start, spans[name.end - 1].end));
    let found = named
        .map_or(Attribution { span, confidence: UNNAMED, ..Attribution::default() }, |person| {
            Attribution::to(person, NAMED)
        });
    Some(found.into_quote(QuoteKind::Direct, vec![content]))
}
