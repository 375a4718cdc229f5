//! The rules of a language, compiled, and the texts that they are tried on.

use super::cues::{CueFinder, PatternSet};
use crate::{
    document::{Reason, Removal},
    language::{CleaningWords, FurnitureRule, Pattern},
    text::punctuation::ends_sentence,
};
use regex::{Regex, RegexBuilder};

/// The most that the states of a rule may take for each thread, in bytes: with the default some rules run out
/// of it and fall back to an engine that is many times slower.
const DFA_BYTES: usize = 16 << 20;

/// No rule is about texts of more words than this.
const MAX_WORDS: usize = 250;

/// An appeal that names the reader and is longer than this, in words, would be an article about one.
const APPEAL_MAX_WORDS: usize = 90;

/// A text in quotation marks of more words than this is what somebody says; shorter ones may be the
/// title of what is offered.
const SPOKEN_MIN_WORDS: usize = 13;

/// A caption has no more words than this, and of so few its credit may stand anywhere.
const CAPTION_MAX_WORDS: usize = 80;
const SHORT_CAPTION: usize = 20;

/// The credit of a longer caption has no more bytes behind it than this.
const BEHIND_CREDIT: usize = 40;

/// A sentence of fewer words may be a line of a menu.
const SENTENCE_MIN_WORDS: usize = 9;

/// All rules, ready to be matched. Each has an automaton of its own: together they have too many
/// states, and the short lines that most rules are about are few bytes.
///
/// Patterns are numbered by `cues`: the rules first, then the appeals, then the captions.
pub(crate) struct Rules {
    cues: CueFinder,
    furniture: Vec<(&'static FurnitureRule, Regex)>,
    appeals: Appeals,
    captions: Regex,
    reports: Regex,
    attributes: Regex,
    addresses: Regex,
}

/// The patterns of an appeal, the rarest first.
struct Appeals {
    asks: Regex,
    reader: Regex,
    us: Regex,
    support: Regex,
}

impl Rules {
    /// Compiles the rules of a language.
    pub fn new(words: &'static CleaningWords) -> Self {
        let CleaningWords { rules, appeals, captions, narration, .. } = words;
        let mut cues: Vec<&[&str]> = rules.iter().map(|rule| rule.cues).collect();
        cues.extend([appeals.cues, captions.cues]);
        Self {
            cues: CueFinder::new(&cues),
            furniture: rules.iter().map(|rule| (rule, compiled(&rule.pattern, true))).collect(),
            appeals: Appeals {
                asks: compiled(&appeals.asks, true),
                reader: compiled(&appeals.reader, true),
                us: compiled(&appeals.us, true),
                support: compiled(&appeals.support, true),
            },
            captions: compiled(&captions.pattern, false),
            reports: compiled(&narration.reports, true),
            attributes: compiled(&narration.attributes, true),
            addresses: compiled(&narration.addresses, true),
        }
    }

    /// The number of the pattern of appeals.
    const fn appeal_number(&self) -> usize {
        self.furniture.len()
    }

    /// The number of the pattern of captions.
    const fn caption_number(&self) -> usize {
        self.furniture.len() + 1
    }

    /// Finds the cues in a text of so many words.
    pub fn find_cues<'a>(&'a self, text: &'a str, words: usize) -> CuedText<'a> {
        let cues = &self.cues;
        let cued = if words <= MAX_WORDS { cues.find(text) } else { cues.without_cues() };
        CuedText { rules: self, text, words, cued }
    }
}

fn compiled(pattern: &Pattern, any_case: bool) -> Regex {
    let mut builder = RegexBuilder::new(&ascii_boundaries(&pattern.joined()));
    let built = builder.case_insensitive(any_case).dfa_size_limit(DFA_BYTES).build();
    built.expect("the rule is a valid regular expression")
}

/// Unicode's word boundaries keep the engine from its fast path on any text that is not ASCII,
/// which is every text with curly quotation marks; the words of the rules are ASCII.
pub(super) fn ascii_boundaries(pattern: &str) -> String {
    pattern.replace(r"\b", r"(?-u:\b)")
}

/// A text whose cues are known.
pub(crate) struct CuedText<'a> {
    rules: &'a Rules,
    text: &'a str,
    words: usize,
    /// The patterns that may match.
    cued: PatternSet,
}

impl CuedText<'_> {
    /// The first rule that takes the text for furniture. Sentences of a report are none, whatever words
    /// they have.
    pub fn furniture(&self) -> Option<Removal> {
        self.furniture_by_words().filter(|_| !self.is_report())
    }

    fn furniture_by_words(&self) -> Option<Removal> {
        let spoken = self.words >= SPOKEN_MIN_WORDS && self.is_spoken();
        let mut rules = self.rules.furniture.iter().enumerate();
        let matching = rules.find(|(number, (rule, regex))| {
            let may = self.words <= rule.max_words && self.cued.contains(*number);
            may && !(spoken && rule.reason == Reason::SubscriptionAppeal)
                && regex.is_match(self.text)
        });
        let removal = matching.map(|(_, (rule, _))| Removal {
            reason: rule.reason,
            rule: rule.name,
            confidence: rule.confidence,
        });
        removal.or_else(|| self.appeal())
    }

    /// True if somebody says it in quotation marks: then it is no appeal, whatever it asks for.
    fn is_spoken(&self) -> bool {
        self.text.contains(['"', '“', '”'])
    }

    /// Appeals are fluent prose in the publication's own voice: for us, of the reader.
    fn appeal(&self) -> Option<Removal> {
        if !self.cued.contains(self.rules.appeal_number()) || self.is_spoken() {
            return None;
        }
        let Appeals { asks, reader, us, support } = &self.rules.appeals;
        let is = |pattern: &Regex| pattern.is_match(self.text);
        let asked = self.words <= APPEAL_MAX_WORDS && is(asks) && is(reader);
        let asked = asked || self.words <= MAX_WORDS && is(support);
        (asked && is(us)).then_some(Removal {
            reason: Reason::SubscriptionAppeal,
            rule: "appeal",
            confidence: 0.8,
        })
    }

    /// True if the text is the caption of an agency's picture: the credit stands at its end.
    pub fn is_caption(&self) -> bool {
        if self.words > CAPTION_MAX_WORDS || !self.cued.contains(self.rules.caption_number()) {
            return false;
        }
        let mut credits = self.rules.captions.find_iter(self.text);
        let at_end = |end: usize| self.text.len() - end <= BEHIND_CREDIT;
        credits.any(|credit| self.words <= SHORT_CAPTION || at_end(credit.end()))
            && !self.is_report()
    }

    /// True if the text is a sentence that speaks to nobody.
    pub fn is_impersonal(&self) -> bool {
        self.is_sentence() && !self.rules.addresses.is_match(&unquoted(self.text))
    }

    /// True if it tells what somebody said, or what was.
    fn is_report(&self) -> bool {
        let Rules { reports, attributes, addresses, .. } = self.rules;
        let spoken = unquoted(self.text);
        let told = || reports.is_match(&spoken) && !addresses.is_match(&spoken);
        self.is_sentence() && (attributes.is_match(&spoken) || told())
    }

    fn is_sentence(&self) -> bool {
        self.words >= SENTENCE_MIN_WORDS && ends_sentence(self.text)
    }
}

/// A text without what stands between quotation marks: whoever is quoted may say "you".
fn unquoted(text: &str) -> String {
    let mut quoted = false;
    let outside = |c: &char| {
        match c {
            '"' => quoted = !quoted,
            '“' => quoted = true,
            '”' => quoted = false,
            _ => return !quoted,
        }
        false
    };
    text.chars().filter(outside).collect()
}
