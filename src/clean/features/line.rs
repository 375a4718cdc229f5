//! A block by itself.

use super::{
    counter::Counter,
    lexicon::Lexicon,
    numbers::{flag, log},
};
use crate::{
    clean::line::Line,
    language::WordGroup,
    text::{
        Span,
        punctuation::{ends_sentence, without_closing_marks},
    },
};

/// The numbers of a block by itself. The share of the words of each `WordGroup` follows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LineFeature {
    /// The logarithm of the number of words.
    Words,
    /// The logarithm of the number of bytes.
    Bytes,
    /// The mean length of its words.
    LettersPerWord,
    /// 1 if it ends like a sentence.
    IsSentence,
    /// 1 if it ends with a colon.
    EndsWithColon,
    /// 1 if it ends with a comma, a semicolon or a dash.
    EndsOpen,
    /// 1 if it ends with an ellipsis.
    EndsWithEllipsis,
    /// Commas per word.
    CommasPerWord,
    /// Ends of sentences inside it, at most 6.
    SentenceBreaks,
    /// The share of words that begin with a capital.
    CapitalisedPerWord,
    /// The share of words in capitals.
    UpperCasePerWord,
    /// Digits per word.
    DigitsPerWord,
    /// The share of function words.
    FunctionWordsPerWord,
    /// 1 if it begins with a small letter.
    StartsLowerCase,
    /// 1 if it begins with a digit.
    StartsWithDigit,
    /// 1 if it begins with a quotation mark.
    StartsWithQuote,
    /// Quotation marks, at most 4.
    QuotationMarks,
    /// The share of words that look like a verb in the past.
    PastPerWord,
    /// 1 if quotation marks or brackets stand after its last sign.
    EndsWithClosingMarks,
    /// Signs that separate entries of menus, at most 4.
    Separators,
    /// Signs that are rare in prose, at most 4.
    TechnicalSigns,
    /// Signs of currencies and percent, at most 4.
    MoneySigns,
    /// 1 if it begins with a bracket.
    StartsWithBracket,
    /// 1 if it begins with the sign of a list's entry.
    StartsWithBullet,
    /// 1 if it begins with a capital.
    StartsUpperCase,
    /// 1 if it holds an internet address.
    HasAddress,
    /// The confidence of the rule that takes it for furniture; 0: none does.
    FurnitureConfidence,
    /// 1 if a rule takes it for a caption.
    IsCaption,
    /// 1 if it says who wrote the article, or when.
    IsByline,
    /// 1 if it is an agency's closing credits.
    IsCredits,
}

impl LineFeature {
    /// The number of them.
    pub const COUNT: usize = Self::IsCredits as usize + 1;
}

/// The number of features of a block by itself.
pub const LINE: usize = LineFeature::COUNT + WordGroup::COUNT;

/// A block by itself, counted.
pub(super) struct LineProfile {
    /// Its numbers, by `LineFeature`, and the share of each `WordGroup`.
    pub numbers: [f32; LINE],
    /// Its words that carry meaning, in `PageStatistics::words`.
    pub meanings: Span,
    pub words: usize,
    /// True if it ends like a sentence.
    pub is_sentence: bool,
    /// Its words, if it is prose: it ends like a sentence and is no short one; 0 for others.
    pub prose: f32,
    /// Its evidence that an article is here, in words; negative: that none is.
    pub weight: f32,
    /// A hash of its words.
    pub fingerprint: u64,
}

/// Shorter sentences are no prose.
const PROSE_WORDS: f32 = 10.0;

impl LineProfile {
    /// Of a line; its words that carry meaning go to `meanings`.
    pub fn new(lexicon: &Lexicon, line: &Line, meanings: &mut Vec<u64>) -> Self {
        let text = line.text();
        let first_meaning = meanings.len();
        let counter = Counter::read(lexicon, text, meanings);
        let words = counter.words;
        let is_sentence = ends_sentence(text);
        let mut numbers = [0.0; LINE];
        count(&counter, &mut numbers);
        look_at_ends(text, is_sentence, &mut numbers);
        take_rules(line, &mut numbers);
        Self {
            numbers,
            meanings: Span::new(first_meaning, meanings.len()),
            words: words as usize,
            is_sentence,
            prose: if is_sentence && words >= PROSE_WORDS { words } else { 0.0 },
            weight: weight(line, words),
            fingerprint: counter.fingerprint,
        }
    }

    /// One of its numbers.
    pub const fn get(&self, feature: LineFeature) -> f32 {
        self.numbers[feature as usize]
    }
}

/// Sets the numbers that come from its words and signs.
fn count(counter: &Counter, numbers: &mut [f32; LINE]) {
    let per_word = |count: f32| count / counter.words.max(1.0);
    let mut set = |feature: LineFeature, number: f32| numbers[feature as usize] = number;
    set(LineFeature::Words, log(counter.words));
    set(LineFeature::LettersPerWord, per_word(counter.letters));
    set(LineFeature::CommasPerWord, per_word(counter.commas));
    set(LineFeature::SentenceBreaks, counter.breaks.min(6.0));
    set(LineFeature::CapitalisedPerWord, per_word(counter.capitalised));
    set(LineFeature::UpperCasePerWord, per_word(counter.upper));
    set(LineFeature::DigitsPerWord, per_word(counter.digits));
    set(LineFeature::FunctionWordsPerWord, per_word(counter.groups[WordGroup::Function as usize]));
    set(LineFeature::QuotationMarks, counter.quotes.min(4.0));
    set(LineFeature::PastPerWord, per_word(counter.past));
    set(LineFeature::Separators, counter.separators.min(4.0));
    set(LineFeature::TechnicalSigns, counter.technical.min(4.0));
    set(LineFeature::MoneySigns, counter.money.min(4.0));
    for (number, count) in numbers[LineFeature::COUNT..].iter_mut().zip(counter.groups) {
        *number = per_word(count);
    }
}

/// Sets the numbers that come from how it begins and ends.
fn look_at_ends(text: &str, is_sentence: bool, numbers: &mut [f32; LINE]) {
    let ending = without_closing_marks(text);
    let first = text.chars().next().unwrap_or(' ');
    let address = text.contains("://") || text.contains(".com") || text.contains("www.");
    let ellipsis = ending.ends_with("...") || ending.ends_with('…');
    let bullet = matches!(first, '-' | '•' | '·' | '*' | '–' | '—' | '►' | '→' | '>');
    numbers[LineFeature::Bytes as usize] = log(text.len() as f32);
    let mut set = |feature: LineFeature, is: bool| numbers[feature as usize] = flag(is);
    set(LineFeature::IsSentence, is_sentence);
    set(LineFeature::EndsWithColon, ending.ends_with(':'));
    set(LineFeature::EndsOpen, ending.ends_with([',', ';', '-', '–', '—']));
    set(LineFeature::EndsWithEllipsis, ellipsis);
    set(LineFeature::StartsLowerCase, first.is_lowercase());
    set(LineFeature::StartsWithDigit, first.is_ascii_digit());
    set(LineFeature::StartsWithQuote, matches!(first, '"' | '“' | '‘' | '\''));
    set(LineFeature::EndsWithClosingMarks, ending.len() < text.len());
    set(LineFeature::StartsWithBracket, matches!(first, '(' | '[' | '{'));
    set(LineFeature::StartsWithBullet, bullet);
    set(LineFeature::StartsUpperCase, first.is_uppercase());
    set(LineFeature::HasAddress, address);
}

/// Sets the numbers that come from what the rules say.
fn take_rules(line: &Line, numbers: &mut [f32; LINE]) {
    let mut set = |feature: LineFeature, number: f32| numbers[feature as usize] = number;
    let confidence = line.furniture.map_or(0.0, |removal| removal.confidence);
    set(LineFeature::FurnitureConfidence, confidence);
    set(LineFeature::IsCaption, flag(line.caption));
    set(LineFeature::IsByline, flag(line.byline));
    set(LineFeature::IsCredits, flag(line.credits));
}

/// The evidence of a line of so many words that an article is here.
fn weight(line: &Line, words: f32) -> f32 {
    if line.is_surely_furniture() {
        -words.clamp(8.0, 40.0)
    } else if line.caption {
        0.0
    } else if line.ends {
        (words - 3.0).max(1.0)
    } else {
        words - 8.0
    }
}
