//! What gives site furniture away: one row a rule, in the order in which they are tried.
//!
//! To add a rule, add a row and a line to the table of its test.

use super::{Reason, Removal};
use regex::{Regex, RegexBuilder};

/// A row: a short text that matches is furniture.
struct Rule {
    name: &'static str,
    reason: Reason,
    /// Longer texts are left alone.
    max_words: usize,
    /// What the whole text must match somewhere, without regard to case.
    pattern: &'static str,
}

const RULES: &[Rule] = &[
    Rule {
        name: "comment_form",
        reason: Reason::Comments,
        max_words: 40,
        pattern: r"^(view |show |read |see )?(all )?(\d+ )?(reader |community )?comments?\b( ?[-–—:(]|$)|^(leave|post|add|write|submit) an? (comment|reply)|join the (conversation|discussion)|(log|sign) ?in to (comment|reply)|in order to comment|comments? (can|will|may) be posted|comments (are|is) (closed|moderated|open)",
    },
    Rule {
        name: "share_buttons",
        reason: Reason::ShareButtons,
        max_words: 12,
        pattern: r"^((share|tweet|e-?mail|print|pin|save|copy link|facebook|twitter|x|whatsapp|linkedin|reddit|telegram|this|on|via|by|to|article|story|page|link|with|friends|us|follow)[\s,|/:+]*)+$",
    },
    Rule {
        name: "cookie_notice",
        reason: Reason::CookieNotice,
        max_words: 80,
        pattern: r"\b(we|site|website|page) uses? cookies\b|\b(accept|reject|manage) (all )?cookies\b|cookie (policy|settings|preferences)|\bgdpr\b.*consent",
    },
    Rule {
        name: "copyright",
        reason: Reason::Copyright,
        max_words: 60,
        pattern: r"^(©|\(c\) ?\d|copyright\b)|all rights reserved|may not be (published|reproduced|republished|redistributed)",
    },
    Rule {
        name: "related_links",
        reason: Reason::RelatedLinks,
        max_words: 30,
        pattern: r"^(read (more|also|next|this|related)|related( (stories|articles|content|topics|news|links))?\b *:?$|related:|more (on this|from|stories|news)\b|see also|also read|recommended( for you)?$|most (read|popular|viewed)|trending( now)?\b|you (may|might) (also )?like|watch( now)?:|listen:|don['’]t miss|up next|in case you missed|editor['’]?s['’]? picks?|top stories|latest (news|stories)$)",
    },
    Rule {
        name: "advertisement",
        reason: Reason::Advertisement,
        max_words: 12,
        pattern: r"^(advertise?ments?|sponsored( content| post)?|promoted( content)?|ad|paid content|(story|article) continues below.*|.*continue reading below.*)$",
    },
    Rule {
        name: "navigation",
        reason: Reason::Navigation,
        max_words: 30,
        pattern: r"^(home|menu|search|skip to .{0,20}content|back to top|top|sign ?in|log ?in|sign up|register|my account|contact( us)?|about( us)?|terms( of (use|service))?|privacy( policy)?|sections?|loading\.*|close|next|previous|toggle .*|view (comments|gallery))$|^(home|news)( *[|>»›/·•] *[\w &-]+)+$|^([\w&' -]{2,24} ?[|»›·•] ?){2,}[\w&' -]{2,24}$",
    },
    Rule {
        name: "newsletter",
        reason: Reason::SubscriptionAppeal,
        max_words: 45,
        pattern: r"\b(sign up|subscribe|register)\b.{0,60}\b(newsletters?|inbox|alerts?|updates|briefing|podcast|for free|now|today|here)\b|\bnewsletters?\b.{0,30}\b(sign up|subscribe)|^subscribe\b|already a (subscriber|member)|free trial|payment options|^(support|donate|become a member)\b.{0,40}(→|»|>|$)",
    },
    Rule {
        name: "photo_credit",
        reason: Reason::Credits,
        max_words: 14,
        pattern: r"^(photo|image|picture|illustration|file photo|graphic)s?( credits?| by|:)",
    },
    Rule {
        name: "author_note",
        reason: Reason::Credits,
        max_words: 60,
        pattern: r"^[\w.'’ -]{3,40} is (an?|the) [\w,'’ -]{0,40}(reporter|correspondent|journalist|columnist|editor|producer)\b|\bfollow (him|her|them|me) on\b|\bcan be reached at\b.*@",
    },
];

/// A request for money or membership names the giving, the giver and the taker; rarest first.
const APPEAL: [&str; 3] = [
    r"\b(donat\w+|subscri\w+|memberships?|become a (\w+ )?(member|supporter|insider)|support (us|our|independent)|contribut(e|ing)|keep .{0,40} free|pre-?order\w*|members we have|call for action)\b",
    r"\b(you|your|you['’](re|ll|ve)|readers?|everyone)\b",
    r"\b(we|our|us)\b",
];

/// Longer than this, an appeal would be an article about one.
const APPEAL_MAX_WORDS: usize = 90;

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
    furniture: Vec<Regex>,
    appeal: [Regex; 3],
    caption: Regex,
}

impl Rules {
    /// Compiles the rules.
    pub fn new() -> Self {
        let compiled = |pattern: &str, any_case: bool| {
            let mut builder = RegexBuilder::new(&ascii_boundaries(pattern));
            let built = builder.case_insensitive(any_case).dfa_size_limit(DFA_BYTES).build();
            built.expect("the rule is a valid regular expression")
        };
        Self {
            furniture: RULES.iter().map(|rule| compiled(rule.pattern, true)).collect(),
            appeal: APPEAL.map(|pattern| compiled(pattern, true)),
            caption: compiled(CAPTION, false),
        }
    }

    /// The first rule that takes a text of so many words for furniture.
    pub fn furniture(&self, text: &str, words: usize) -> Option<Removal> {
        let mut rules = RULES.iter().zip(&self.furniture);
        let matching = rules.find(|(rule, regex)| words <= rule.max_words && regex.is_match(text));
        let removal = matching.map(|(rule, _)| Removal {
            reason: rule.reason,
            rule: rule.name,
            confidence: 0.9,
        });
        removal.or_else(|| self.appeal(text, words))
    }

    /// Appeals are fluent prose in the publication's own voice. What somebody says in quotation
    /// marks is no appeal, whatever it asks for.
    fn appeal(&self, text: &str, words: usize) -> Option<Removal> {
        let is = words <= APPEAL_MAX_WORDS
            && self.appeal.iter().all(|part| part.is_match(text))
            && !text.contains(['"', '“', '”']);
        is.then_some(Removal {
            reason: Reason::SubscriptionAppeal,
            rule: "appeal",
            confidence: 0.8,
        })
    }

    /// Whether the text is the caption of an agency's picture.
    pub fn is_caption(&self, text: &str, words: usize) -> bool {
        words <= 80 && self.caption.is_match(text)
    }
}

/// An agency's credit as it stands in captions: "REUTERS/Jane Doe", "(Photo by ...)", "Getty Images".
const CAPTION: &str = r"\b(EPA(-EFE)?|REUTERS|AFP|AP|XINHUA|DPA|ANA|PA|TASS|Getty|Gallo)( ?/ ?|/)[A-Z][\w.-]+|/ ?(REUTERS|AFP|EPA|AP|XINHUA|Getty Images)\b|\b(AP|AFP|REUTERS|File|EPA) Photo\b|\((Photo|Image|Picture|Photograph)( by|:)|\b(Photo|Image|Picture|Photograph)(:| by [A-Z])|\b(Getty|Gallo) Images\b|\b[A-Z]+ OUT ?/|\bvia (AP|REUTERS|Getty)\b|HANDOUT";

#[cfg(test)]
mod tests {
    use super::*;

    fn rule(text: &str) -> Option<&'static str> {
        let found = Rules::new().furniture(text, text.split_whitespace().count());
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
            assert!(rules.is_caption(text, 8), "{text}");
        }
        assert!(!rules.is_caption("The photo was taken by a passer-by.", 7));
    }
}
