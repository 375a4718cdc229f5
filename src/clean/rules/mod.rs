//! What gives site furniture away: one row a rule, in the order in which they are tried.
//!
//! To add a rule, add a row to the [`table`] and a line to the test below.

mod table;

use crate::document::{Reason, Removal};
use aho_corasick::{AhoCorasick, AhoCorasickKind};
use regex::{Regex, RegexBuilder};
use table::{
    APPEAL, APPEAL_CUES, APPEAL_MAX_WORDS, CAPTION, CAPTION_CUES, MAX_WORDS, RULES, SUPPORT,
};

/// What the states of a rule may take at most, for each thread: with the default some rules run out
/// of it and fall back to an engine that is many times slower.
const DFA_BYTES: usize = 16 << 20;

/// Unicode's word boundaries keep the engine from its fast path on any text that is not ASCII,
/// which is every text with curly quotation marks; the words of the rules are ASCII.
fn ascii_boundaries(pattern: &str) -> String {
    pattern.replace(r"\b", r"(?-u:\b)")
}

/// All rules, ready to be matched. Each has an automaton of its own: together they have too many
/// states, and the short lines that most rules are about are few bytes.
pub(crate) struct Rules {
    /// Finds the cues of all rules at once, so that few rules have to be tried.
    cues: AhoCorasick,
    /// For each cue, the bit of its rule.
    of_rules: Vec<u32>,
    /// The bits of the rules without cues.
    always: u32,
    furniture: Vec<Regex>,
    appeal: [Regex; 3],
    support: Regex,
    caption: Regex,
}

/// The bits of the rules beyond the table.
const APPEAL_BIT: u32 = 1 << 30;
const CAPTION_BIT: u32 = 1 << 31;

impl Rules {
    /// Compiles the rules.
    pub fn new() -> Self {
        let compiled = |pattern: &str, any_case: bool| {
            let mut builder = RegexBuilder::new(&ascii_boundaries(pattern));
            let built = builder.case_insensitive(any_case).dfa_size_limit(DFA_BYTES).build();
            built.expect("the rule is a valid regular expression")
        };
        let rules = || RULES.iter().enumerate().map(|(at, rule)| (1 << at, rule.cues));
        let others = [(APPEAL_BIT, &APPEAL_CUES[..]), (CAPTION_BIT, &CAPTION_CUES)];
        let cues =
            rules().chain(others).flat_map(|(bit, cues)| cues.iter().map(move |cue| (bit, cue)));
        let (of_rules, cues): (Vec<u32>, Vec<&str>) = cues.unzip();
        let mut automaton = AhoCorasick::builder();
        automaton.ascii_case_insensitive(true).kind(Some(AhoCorasickKind::DFA));
        Self {
            cues: automaton.build(cues).expect("the cues are few and short"),
            of_rules,
            always: rules().filter(|(_, cues)| cues.is_empty()).map(|(bit, _)| bit).sum(),
            furniture: RULES.iter().map(|rule| compiled(rule.pattern, true)).collect(),
            appeal: APPEAL.map(|pattern| compiled(pattern, true)),
            support: compiled(SUPPORT, true),
            caption: compiled(CAPTION, false),
        }
    }

    /// Finds the cues in a text of so many words.
    pub fn find_cues<'a>(&'a self, text: &'a str, words: usize) -> CuedText<'a> {
        let mut cued = self.always;
        if words <= MAX_WORDS {
            let cues = self.cues.find_overlapping_iter(text);
            cued |= cues.fold(0, |bits, cue| bits | self.of_rules[cue.pattern().as_usize()]);
        }
        CuedText { rules: self, text, words, cued }
    }
}

/// A text whose cues are known.
pub(crate) struct CuedText<'a> {
    rules: &'a Rules,
    text: &'a str,
    words: usize,
    /// The bits of the rules that may match.
    cued: u32,
}

impl CuedText<'_> {
    /// The first rule that takes the text for furniture.
    pub fn furniture(&self) -> Option<Removal> {
        let mut rules = RULES.iter().zip(&self.rules.furniture).enumerate();
        let spoken = self.words > 12 && self.is_spoken();
        let matching = rules.find(|(at, (rule, regex))| {
            let may = self.words <= rule.max_words && self.cued >> at & 1 == 1;
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

    /// What somebody says in quotation marks is no appeal, whatever it asks for.
    fn is_spoken(&self) -> bool {
        self.text.contains(['"', '“', '”'])
    }

    /// Appeals are fluent prose in the publication's own voice: for us, of the reader.
    fn appeal(&self) -> Option<Removal> {
        if self.cued & APPEAL_BIT == 0 || self.is_spoken() {
            return None;
        }
        let [asks, reader, us] = &self.rules.appeal;
        let is = |pattern: &Regex| pattern.is_match(self.text);
        let asked = self.words <= APPEAL_MAX_WORDS && is(asks) && is(reader);
        let asked = asked || self.words <= MAX_WORDS && is(&self.rules.support);
        (asked && is(us)).then_some(Removal {
            reason: Reason::SubscriptionAppeal,
            rule: "appeal",
            confidence: 0.8,
        })
    }

    /// Whether the text is the caption of an agency's picture.
    pub fn is_caption(&self) -> bool {
        self.words <= 80 && self.cued & CAPTION_BIT != 0 && self.rules.caption.is_match(self.text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rule(text: &str) -> Option<&'static str> {
        let found = Rules::new().find_cues(text, text.split_whitespace().count()).furniture();
        found.map(|removal| removal.rule)
    }

    #[test]
    fn recognises_furniture() {
        for (text, name) in [
            ("12 Comments", "comment_form"),
            ("Comments - sign in to have your say.", "comment_form"),
            ("Share on Facebook | Twitter | WhatsApp", "share_buttons"),
            ("This website uses cookies to improve your visit.", "cookie_notice"),
            ("© 2024 The Harbour Times. All rights reserved.", "copyright"),
            ("READ MORE: Ferry fares to rise", "related_links"),
            ("Advertisement", "advertisement"),
            ("Home > News > Business", "navigation"),
            ("Subscribe to our newsletter", "newsletter"),
            ("Photo: Jane Doe", "photo_credit"),
            ("Jane Doe is a senior reporter at the Times.", "author_note"),
            ("If you value what we do, please think of a donation today.", "appeal"),
            ("Please consider supporting our small team.", "appeal"),
            ("We are a charity, so donations to the Harbour Times are tax-deductible.", "appeal"),
            ("By signing up, you agree to our terms.", "sign_up_terms"),
            ("We may earn a commission when you buy through a link.", "affiliate_disclosure"),
            ("The news of the port, straight to your inbox.", "newsletter"),
            ("This cookie is set by the video player and remembers its volume.", "cookie_notice"),
            ("Comments on this piece are read before they appear.", "comment_form"),
            ("Cookies help us to remember your preferences.", "cookie_notice"),
            ("No part of this article may be republished without written consent.", "copyright"),
            ("Already a subscriber? Log in", "newsletter"),
        ] {
            assert_eq!(rule(text), Some(name), "{text}");
        }
    }

    #[test]
    fn leaves_news_alone() {
        for text in [
            "Shares fell 3 percent on Monday.",
            "Comments by the minister angered the unions.",
            "The council voted to share the costs of the bridge with the port.",
            "“We ask our members and you, our readers, to donate,” the charity said.",
            "Home sales rose in May.",
            "Printers were hit by the strike.",
            "“Please consider supporting independent journalism in the islands,” the editor told the \
             court on Friday.",
            "The reporter earned a commission from the sale, the court heard.",
            "The bakery gave each child a cookie.",
            "Officials asked residents to consider donating blood.",
            "The foundation supports independent journalism on the islands.",
            "Contributions to the relief fund are tax-deductible, the mayor said.",
            "Ada Brook is a senior adviser at the bank.",
            "Bake the cookies for ten minutes, then let the cookies cool on a rack.",
            "The regulator fined the airline over how its pages store cookies.",
            "Ada Brook was the first photographer to show the harbour in winter.",
            "The names of the children may not be published, the judge ruled.",
            "Nobody may film in the harbour without the prior permission of the council.",
            "The country wants to become a member of the alliance, and is already a member of the union.",
            "Voters have to register by noon, and can sign up for alerts from today.",
            "The minister declined to make a comment.",
            "She urged her neighbours to join the conversation about the bridge.",
            "The families will receive compensation, and the agents get a share of the sale.",
            "The broadcaster is editorially independent, and its accounts were independently reviewed.",
            "Most popular with visitors in the first week of May were the boats.",
            "More news of the talks is expected on Monday.",
            "The island is the world's largest producer of salt.",
        ] {
            assert_eq!(rule(text), None, "{text}");
        }
    }

    #[test]
    fn leaves_to_the_trees_who_somebody_is() {
        let text = "Ada Brook is a writer and actor from the harbour.";
        let removal = Rules::new().find_cues(text, 10).furniture().expect("it reads like a note");
        assert!(removal.rule == "author_note" && removal.confidence < crate::clean::line::VETO);
    }

    #[test]
    fn recognises_captions_by_their_credit() {
        let rules = Rules::new();
        for text in [
            "The old bridge at dusk. REUTERS/Jane Doe",
            "A ferry leaves the harbour (Photo by Jane Doe)",
            "Jane Doe/AFP",
        ] {
            assert!(rules.find_cues(text, 8).is_caption(), "{text}");
        }
        assert!(!rules.find_cues("The photo was taken by a passer-by.", 7).is_caption());
    }
}
