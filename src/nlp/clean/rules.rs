//! What gives site furniture away: one row a rule, in the order in which they are tried.
//!
//! To add a rule, add a row and a line to the table of its test.

use super::{Reason, Removal};
use aho_corasick::{AhoCorasick, AhoCorasickKind};
use regex::{Regex, RegexBuilder};

/// A row: a short text that matches is furniture.
struct Rule {
    name: &'static str,
    reason: Reason,
    /// Longer texts are left alone.
    max_words: usize,
    /// Whatever matches holds one of these, in whatever case; none where the pattern looks only at
    /// the beginning, which takes no longer than looking for a cue.
    cues: &'static [&'static str],
    /// What the whole text must match somewhere, without regard to case.
    pattern: &'static str,
}

const RULES: &[Rule] = &[
    Rule {
        name: "comment_form",
        reason: Reason::Comments,
        max_words: 40,
        cues: &["comment", "reply", "conversation", "discussion"],
        pattern: r"^(view |show |read |see )?(all )?(\d+ )?(reader |community )?comments?\b( ?[-–—:(]|$)|^(leave|post|add|write|submit) an? (comment|reply)|join the (conversation|discussion)|(log|sign) ?in to (comment|reply)|in order to comment|comments? (can|will|may) be posted|comments (are|is) (closed|moderated|open)",
    },
    Rule {
        name: "share_buttons",
        reason: Reason::ShareButtons,
        max_words: 12,
        cues: &[],
        pattern: r"^((share|tweet|e-?mail|print|pin|save|copy link|facebook|twitter|x|whatsapp|linkedin|reddit|telegram|this|on|via|by|to|article|story|page|link|with|friends|us|follow)[\s,|/:+]*)+$",
    },
    Rule {
        name: "cookie_notice",
        reason: Reason::CookieNotice,
        max_words: 80,
        cues: &["cookie", "gdpr"],
        pattern: r"\b(we|site|website|page) uses? cookies\b|\b(accept|reject|manage) (all )?cookies\b|cookie (policy|settings|preferences)|\bgdpr\b.*consent",
    },
    Rule {
        name: "copyright",
        reason: Reason::Copyright,
        max_words: 60,
        cues: &["©", "(c)", "copyright", "all rights reserved", "may not be"],
        pattern: r"^(©|\(c\) ?\d|copyright\b)|all rights reserved|may not be (published|reproduced|republished|redistributed)",
    },
    Rule {
        name: "related_links",
        reason: Reason::RelatedLinks,
        max_words: 30,
        cues: &[],
        pattern: r"^(read (more|also|next|this|related)|related( (stories|articles|content|topics|news|links))?\b *:?$|related:|more (on this|from|stories|news)\b|see also|also read|recommended( for you)?$|most (read|popular|viewed)|trending( now)?\b|you (may|might) (also )?like|watch( now)?:|listen:|don['’]t miss|up next|in case you missed|editor['’]?s['’]? picks?|top stories|latest (news|stories)$)",
    },
    Rule {
        name: "advertisement",
        reason: Reason::Advertisement,
        max_words: 12,
        cues: &[],
        pattern: r"^(advertise?ments?|sponsored( content| post)?|promoted( content)?|ad|paid content|(story|article) continues below.*|.*continue reading below.*)$",
    },
    Rule {
        name: "navigation",
        reason: Reason::Navigation,
        max_words: 30,
        cues: &[],
        pattern: r"^(home|menu|search|skip to .{0,20}content|back to top|top|sign ?in|log ?in|sign up|register|my account|contact( us)?|about( us)?|terms( of (use|service))?|privacy( policy)?|sections?|loading\.*|close|next|previous|toggle .*|view (comments|gallery))$|^(home|news)( *[|>»›/·•] *[\w &-]+)+$|^([\w&' -]{2,24} ?[|»›·•] ?){2,}[\w&' -]{2,24}$",
    },
    Rule {
        name: "newsletter",
        reason: Reason::SubscriptionAppeal,
        max_words: 45,
        cues: &[
            "sign up",
            "subscri",
            "register",
            "newsletter",
            "free trial",
            "payment options",
            "support",
            "donate",
            "become a member",
            "already a member",
        ],
        pattern: r"\b(sign up|subscribe|register)\b.{0,60}\b(newsletters?|inbox|alerts?|updates|briefing|podcast|for free|now|today|here)\b|\bnewsletters?\b.{0,30}\b(sign up|subscribe)|^subscribe\b|already a (subscriber|member)|free trial|payment options|^(support|donate|become a member)\b.{0,40}(→|»|>|$)",
    },
    Rule {
        name: "photo_credit",
        reason: Reason::Credits,
        max_words: 14,
        cues: &[],
        pattern: r"^(photo|image|picture|illustration|file photo|graphic)s?( credits?| by|:)",
    },
    Rule {
        name: "author_note",
        reason: Reason::Credits,
        max_words: 60,
        cues: &[
            "reporter",
            "correspondent",
            "journalist",
            "columnist",
            "editor",
            "producer",
            "follow ",
            "can be reached at",
        ],
        pattern: r"^[\w.'’ -]{3,40} is (an?|the) [\w,'’ -]{0,40}(reporter|correspondent|journalist|columnist|editor|producer)\b|\bfollow (him|her|them|me) on\b|\bcan be reached at\b.*@",
    },
];

/// A request for money or membership names the giving, the giver and the taker; rarest first.
const APPEAL: [&str; 3] = [
    r"\b(donat\w+|subscri\w+|memberships?|become a (\w+ )?(member|supporter|insider)|support (us|our|independent)|contribut(e|ing)|keep .{0,40} free|pre-?order\w*|members we have|call for action)\b",
    r"\b(you|your|you['’](re|ll|ve)|readers?|everyone)\b",
    r"\b(we|our|us)\b",
];

/// Cues of an appeal.
const APPEAL_CUES: [&str; 9] = [
    "donat",
    "subscri",
    "member",
    "insider",
    "support",
    "contribut",
    "keep",
    "order",
    "call for action",
];

/// No rule is about longer texts than this: an appeal would be an article about one.
const MAX_WORDS: usize = 90;

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
pub(super) struct Rules {
    /// Finds the cues of all rules at once, so that few rules have to be tried.
    cues: AhoCorasick,
    /// For each cue, the bit of its rule.
    of_rules: Vec<u32>,
    /// The bits of the rules without cues.
    always: u32,
    furniture: Vec<Regex>,
    appeal: [Regex; 3],
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
            caption: compiled(CAPTION, false),
        }
    }

    /// Looks at a text of so many words.
    pub fn look<'a>(&'a self, text: &'a str, words: usize) -> Look<'a> {
        let mut cued = self.always;
        if words <= MAX_WORDS {
            let cues = self.cues.find_overlapping_iter(text);
            cued |= cues.fold(0, |bits, cue| bits | self.of_rules[cue.pattern().as_usize()]);
        }
        Look { rules: self, text, words, cued }
    }
}

/// A text whose cues are known.
pub(super) struct Look<'a> {
    rules: &'a Rules,
    text: &'a str,
    words: usize,
    /// The bits of the rules that may match.
    cued: u32,
}

impl Look<'_> {
    /// The first rule that takes the text for furniture.
    pub fn furniture(&self) -> Option<Removal> {
        let mut rules = RULES.iter().zip(&self.rules.furniture).enumerate();
        let matching = rules.find(|(at, (rule, regex))| {
            self.words <= rule.max_words && self.cued >> at & 1 == 1 && regex.is_match(self.text)
        });
        let removal = matching.map(|(_, (rule, _))| Removal {
            reason: rule.reason,
            rule: rule.name,
            confidence: 0.9,
        });
        removal.or_else(|| self.appeal())
    }

    /// Appeals are fluent prose in the publication's own voice. What somebody says in quotation
    /// marks is no appeal, whatever it asks for.
    fn appeal(&self) -> Option<Removal> {
        let is = self.words <= MAX_WORDS
            && self.cued & APPEAL_BIT != 0
            && self.rules.appeal.iter().all(|part| part.is_match(self.text))
            && !self.text.contains(['"', '“', '”']);
        is.then_some(Removal {
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

/// An agency's credit as it stands in captions: "REUTERS/Jane Doe", "(Photo by ...)", "Getty Images".
const CAPTION: &str = r"\b(EPA(-EFE)?|REUTERS|AFP|AP|XINHUA|DPA|ANA|PA|TASS|Getty|Gallo)( ?/ ?|/)[A-Z][\w.-]+|/ ?(REUTERS|AFP|EPA|AP|XINHUA|Getty Images)\b|\b(AP|AFP|REUTERS|File|EPA) Photo\b|\((Photo|Image|Picture|Photograph)( by|:)|\b(Photo|Image|Picture|Photograph)(:| by [A-Z])|\b(Getty|Gallo) Images\b|\b[A-Z]+ OUT ?/|\bvia (AP|REUTERS|Getty)\b|HANDOUT";

/// Cues of a caption.
const CAPTION_CUES: [&str; 6] = ["/", "photo", "image", "picture", "via ", "handout"];

#[cfg(test)]
mod tests {
    use super::*;

    fn rule(text: &str) -> Option<&'static str> {
        let found = Rules::new().look(text, text.split_whitespace().count()).furniture();
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
            ("If you value what we do, please consider a donation today.", "appeal"),
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
        ] {
            assert_eq!(rule(text), None, "{text}");
        }
    }

    #[test]
    fn recognises_captions_by_their_credit() {
        let rules = Rules::new();
        for text in [
            "The old bridge at dusk. REUTERS/Jane Doe",
            "A ferry leaves the harbour (Photo by Jane Doe)",
            "Jane Doe/AFP",
        ] {
            assert!(rules.look(text, 8).is_caption(), "{text}");
        }
        assert!(!rules.look("The photo was taken by a passer-by.", 7).is_caption());
    }
}
