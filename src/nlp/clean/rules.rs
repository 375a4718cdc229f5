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
        cues: &["comment", "reply", "conversation", "discussion", "community"],
        pattern: r"^(view |show |read |see )?(all )?(\d+ )?(reader |community )?comments?\b( ?[-–—:(].{0,40}$|$)|^(leave|post|add|write|submit) an? (comment|reply)|join the (conversation|discussion)|(log|sign) ?in to (comment|reply)|in order to comment|comments? (can|will|may) be posted|comments (are|is) (closed|moderated|open)|comments on this (article|piece|story) are|(our|the) (community|commenting|comments?) (guidelines|policy|rules)|be the first to comment|to (leave|post|make) a comment",
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
        max_words: MAX_WORDS,
        cues: &["cookie", "gdpr", "privacy", "out of the sa", "out of the sh"],
        pattern: r"\b(store|use|set|place|accept|reject|manage)s? (\w+ )?cookies?\b|\b(this|the) cookies? (is|are|was) (set|used|stored)|\bsets? this cookie|\bcookie (policy|settings|preferences)|\bcookies?\b.*\bcookies?\b|\bgdpr\b.*consent|\bconsumer privacy act\b|\bopt.?out of the (sale|sharing) of your\b|\bprivacy controls on your browser\b",
    },
    Rule {
        name: "copyright",
        reason: Reason::Copyright,
        max_words: 90,
        cues: &["©", "(c)", "copyright", "rights reserved", "may not be", "permission"],
        pattern: r"^(©|\(c\) ?\d|copyright\b)|all rights reserved|may not be (published|reproduced|republished|redistributed|rewritten)|subject to copyright|(reproduced|republished|used) with permission|without (the )?(written|prior|express)( written)? (permission|consent)",
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
        name: "affiliate_disclosure",
        reason: Reason::Advertisement,
        max_words: 90,
        cues: &[
            "commission",
            "compensat",
            "affiliate",
            "share of",
            "portion of",
            "make money",
            "earn money",
            "editorially",
            "independently",
        ],
        pattern: r"\b(we|site|website|[A-Z]\w+) (may|might|could|can|will)? ?(also )?(earn|make|receive|get)s? (an? |any |some )?(small |affiliate )*(commission|compensation|share of|portion of)|\b(may|might|could|can) (make|earn) money (if|when|from|on)\b|\baffiliate (links?|commissions?|partners?|partnerships?|programs?|programmes?)\b|editorially independent|independently (chosen|selected|reviewed|recommended) by",
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
            "support us",
            "support our",
            "support the",
            "support independent",
            "donate",
            "become a",
            "already a",
            "existing",
            "inbox",
            "your email",
            "your e-mail",
            "click here to",
            "join our",
            "follow us",
        ],
        pattern: r"\b(sign up|subscribe|register)\b.{0,60}\b(newsletters?|inbox|alerts?|updates|briefing|podcast|for free|now|today|here)\b|\bnewsletters?\b.{0,60}\b(sign up|subscribe|inbox)|\b(deliver\w*|straight|sent|direct\w*) (right |straight |directly )?(in)?to your (e-?mail )?(inbox|e-?mail)|^subscribe\b|\b(become a|existing|already a) (\w+ )?(subscriber|member|supporter|patron)\b|\bclick here to (subscribe|donate|support|sign|read|join|get)|\bjoin our (community|newsletter|whatsapp|telegram|channel)|\bfollow us on\b|^(start|get|try|begin)\b.{0,30}\bfree trial|payment options|^(support (us|our|the|independent)|donate|become a member)\b.{0,40}(→|»|>|$)",
    },
    Rule {
        name: "sign_up_terms",
        reason: Reason::SubscriptionAppeal,
        max_words: 90,
        cues: &[
            "you agree",
            "you consent",
            "you ack",
            "you acc",
            "you confirm",
            "i agree",
            "privacy",
            "recaptcha",
            "unsubscribe",
            "valid e",
            "your e-mail",
            "your email",
            "your inbox",
        ],
        pattern: r"\bby (signing up|subscribing|submitting|registering|clicking|entering|providing|creating)\b.{0,80}\b(you|i) (agree|consent|acknowledge|accept|confirm)\b|^privacy notice|recaptcha\b|\bunsubscribe (at )?any|privacy policy and terms|terms (of (use|service)|and conditions) and (our )?privacy|\binvalid e-?mail|\bvalid e-?mail|enter your e-?mail|check your inbox",
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
            "writer",
            "contributor",
            "photographer",
            "blogger",
            "critic",
            "follow ",
            "find ",
            "can be reached at",
        ],
        pattern: r"^[\w.'’ -]{3,40} (is|was) (an?|the|our|\w+['’]s?) [\w,'’ -]{0,60}(reporter|correspondent|journalist|columnist|editor|producer|writer|contributor|photographer|blogger|critic)\b|\b(follow|find) (him|her|them|me) on\b|\bcan be reached at\b.*@|\b(reporter|correspondent|journalist|columnist|editor|writer|contributor)\b.*\bhas been (writing|reporting|covering)\b",
    },
];

/// A request for money or membership names the giving, the giver and the taker; rarest first.
const APPEAL: [&str; 3] = [
    r"\b(donat\w+|subscri\w+|memberships?|become a (\w+ )?(member|supporter|insider)|support (us|our|independent)|contribut(e|ing)|keep .{0,40} free|pre-?order\w*|members we have|call for action)\b",
    r"\b(you|your|you['’](re|ll|ve)|readers?|everyone)\b",
    r"\b(we|our|us)\b",
];

/// What makes an appeal without naming the reader, if it is for us.
const SUPPORT: &str = r"\bconsider (subscrib|support|donat|pitching|making a|becoming|contribut)\w*|\bask you to support\b|\bmak(e|ing) a (\w+ )?(contribution|donation) (today|now|to (us|our))|\b(contributions?|donations?|gifts?)\b.{0,60} (is|are) (not |fully )?tax.?deductible|\bprice of a (cup of )?(coffee|tea)\b|\b(support|fund|sustain|help)\w* (\w+ ){0,3}(our|independent|quality|local|nonprofit|non-profit|fearless) (\w+ ){0,2}(journalis[mt]s?|reporting|newsroom|mission|coverage)\b|\b(our|independent|quality) (journalism|reporting|newsroom) .{0,100}\b(free|possible|your support|readers like you)\b";

/// Cues of an appeal.
const APPEAL_CUES: [&str; 23] = [
    "donat",
    "subscri",
    "membership",
    "become a",
    "insider",
    "support us",
    "support our",
    "support independent",
    "contribut",
    "keep ",
    "pre-order",
    "preorder",
    "members we have",
    "call for action",
    "consider ",
    "to support",
    "gift",
    "price of a",
    "journalis",
    "reporting",
    "newsroom",
    "mission",
    "coverage",
];

/// Longer than this, an appeal would be an article about one.
const APPEAL_MAX_WORDS: usize = 90;

/// No rule is about longer texts than this.
const MAX_WORDS: usize = 250;

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
        let spoken = self.words > 12 && self.is_spoken();
        let matching = rules.find(|(at, (rule, regex))| {
            let may = self.words <= rule.max_words && self.cued >> at & 1 == 1;
            may && !(spoken && rule.reason == Reason::SubscriptionAppeal)
                && regex.is_match(self.text)
        });
        let removal = matching.map(|(_, (rule, _))| Removal {
            reason: rule.reason,
            rule: rule.name,
            confidence: 0.9,
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
            ("If you value what we do, please think of a donation today.", "appeal"),
            ("Please consider supporting our small team.", "appeal"),
            ("We are a charity, so donations to the Harbour Times are tax-deductible.", "appeal"),
            ("By signing up, you agree to our terms.", "sign_up_terms"),
            ("We may earn a commission when you buy through a link.", "affiliate_disclosure"),
            ("The news of the port, straight to your inbox.", "newsletter"),
            ("This cookie is set by the video player and remembers its volume.", "cookie_notice"),
            ("Comments on this piece are read before they appear.", "comment_form"),
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
