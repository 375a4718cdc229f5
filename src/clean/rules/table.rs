//! The rules: patterns and the cues that whatever matches them holds.

use super::Reason;

/// A row: a short text that matches is furniture.
pub(crate) struct Rule {
    pub name: &'static str,
    pub reason: Reason,
    /// How often it is right, 0 to 1: above 0.75 the rule overrules the trees, below it only says
    /// why a text that they remove is there.
    pub confidence: f32,
    /// Longer texts are left alone.
    pub max_words: usize,
    /// Whatever matches holds one of these, in whatever case; none where the pattern looks only at
    /// the beginning, which takes no longer than looking for a cue.
    pub cues: &'static [&'static str],
    /// What the whole text must match somewhere, without regard to case.
    pub pattern: &'static str,
}

pub(crate) const RULES: &[Rule] = &[
    Rule {
        name: "comment_form",
        reason: Reason::Comments,
        confidence: 0.9,
        max_words: 40,
        cues: &["comment", "reply", "conversation", "discussion", "community"],
        pattern: r"^(view |show |read |see )?(all )?(\d+ )?(reader |community )?comments?\b( ?[-–—:(].{0,40}$|$)|^(leave|post|add|write|submit) an? (comment|reply)|^join the (conversation|discussion)|(log|sign) ?in to (comment|reply)|^.{0,40}in order to comment|comments? (can|will|may) be posted|comments (are|is) (closed|moderated|open)|comments on this (article|piece|story) are|(our|the) (community|commenting|comments?) (guidelines|policy|rules)|be the first to comment|\b(must|need to|have to|log ?in|sign ?in|^) ?to (leave|post|make) a comment",
    },
    Rule {
        name: "share_buttons",
        reason: Reason::ShareButtons,
        confidence: 0.9,
        max_words: 12,
        cues: &[],
        pattern: r"^((share|tweet|e-?mail|print|pin|save|copy link|facebook|twitter|x|whatsapp|linkedin|reddit|telegram|this|on|via|by|to|article|story|page|link|with|friends|us|follow)[\s,|/:+]*)+$",
    },
    Rule {
        name: "cookie_notice",
        reason: Reason::CookieNotice,
        confidence: 0.9,
        max_words: MAX_WORDS,
        cues: &["cookie", "gdpr", "privacy", "out of the sa", "out of the sh"],
        pattern: r"\b(we|(web)?site|page|app|partners|publishers?) .{0,60}\b(store|use|set|place)s? (\w+ )?cookies\b( (to|and|for|on|or|that)\b|[.,]|$)|\b(accept|reject|manage|allow) (all |our |optional |necessary |your )?cookies?\b.{0,30}$|\b(this|the) cookies? (is|are|was) (set|used|stored) (by|to|for|when)\b|\bsets? this cookie\b|^(our |your |manage )?cookie (policy|settings|preferences|notice)\b|\b(our|your) (\w+ )?cookie (policy|settings|preferences)|\bcookies?\b.*\b(your (web )?(browser|device|preferences|experience|consent|visit)|(our|this) (web)?site|website visitors?|opt.?(out|in))\b|\b(your (web )?(browser|device|preferences|experience|consent|visit)|(our|this) (web)?site|website visitors?|opt.?(out|in))\b.*\bcookies\b|\bgdpr cookie consent|\b(you|your|we)\b.*\bconsumer privacy act\b|\bopt.?out of the (sale|sharing) of your\b|\bprivacy controls on your browser\b",
    },
    Rule {
        name: "copyright",
        reason: Reason::Copyright,
        confidence: 0.9,
        max_words: 90,
        cues: &["©", "(c)", "copyright", "rights reserved", "may not be", "permission", "consent"],
        pattern: r"^(©|\(c\) ?\d|copyright\b)|all rights reserved|\b(material|article|story|content|site|page|image|photo(graph)?|work|text)s?\b.{0,60}may not be (published|reproduced|republished|redistributed|rewritten)|may not be (reproduced|republished|redistributed|rewritten)|subject to copyright|(reproduced|republished|images?.{0,20} used|photos?.{0,20} used) with permission|\b(reproduc|republi|redistribut|duplicat|reus|reprint|cop(y|ied)|use of)\w*\b.{0,160}without (the )?(written|prior|express)( written)? (permission|consent)",
    },
    Rule {
        name: "related_links",
        reason: Reason::RelatedLinks,
        confidence: 0.9,
        max_words: 30,
        cues: &[],
        pattern: r"^(read (more|also|next|this|related)|related( (stories|articles|content|topics|news|links))?\b *:?$|related:|more (on this|from|stories|news)\b([^.]{0,80}[^.])?$|see also|also read|recommended( for you)?$|most (read|popular|viewed)\b.{0,30}$|trending( now)?\b[^.]{0,60}$|you (may|might) (also )?like|watch( now)?:|listen:|don['’]t miss|up next|in case you missed|editor['’]?s['’]? picks?|top stories|latest (news|stories)$)",
    },
    Rule {
        name: "advertisement",
        reason: Reason::Advertisement,
        confidence: 0.9,
        max_words: 12,
        cues: &[],
        pattern: r"^(advertise?ments?|sponsored( content| post)?|promoted( content)?|ad|paid content|(story|article) continues below.*|.*continue reading below.*)$",
    },
    Rule {
        name: "affiliate_disclosure",
        reason: Reason::Advertisement,
        confidence: 0.9,
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
        pattern: r"\b(we|(web)?site) (may|might|could|can|will)? ?(also )?(earn|make|receive|get)s? (an? |any |some )?(small |affiliate )*(commission|compensation|share of|portion of)|\b(earn|make|receive|get)s? (an? |any |some )?(small |affiliate )*(commission|compensation)\b.{0,80}\b(links?|purchases?|you (buy|click))\b|\b(links?|purchases?)\b.{0,80}\b(earn|make|receive|get)s? (us |an? |any |some )?(small |affiliate )*(commission|compensation)\b|\b(we|(web)?site) .{0,40}\b(make|earn) money (if|when|from|on)\b|\baffiliate (links?|commissions?)\b|\b(we|our|us|team|reviews|partnerships|advertis\w+|affiliate)\b.*\beditorially independent|\b(our|this|the) (article|content|review|recommendation|editor|product|newsroom)s?\b.*\beditorially independent|\b(products?|items?|deals?|everything)\b.{0,80}independently (chosen|selected|reviewed|recommended)|independently (chosen|selected|reviewed|recommended) by (our|the|\w+['’]s?) (editors?|team|staff)",
    },
    Rule {
        name: "navigation",
        reason: Reason::Navigation,
        confidence: 0.9,
        max_words: 30,
        cues: &[],
        pattern: r"^(home|menu|search|skip to .{0,20}content|back to top|top|sign ?in|log ?in|sign up|register|my account|contact( us)?|about( us)?|terms( of (use|service))?|privacy( policy)?|sections?|loading\.*|close|next|previous|toggle .*|view (comments|gallery))$|^(home|news)( *[|>»›/·•] *[\w &-]+)+$|^([\w&' -]{2,24} ?[|»›·•] ?){2,}[\w&' -]{2,24}$",
    },
    Rule {
        name: "newsletter",
        reason: Reason::SubscriptionAppeal,
        confidence: 0.9,
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
        pattern: r"\b(sign up|subscribe|register)\b.{0,60}\b(newsletters?|inbox)\b|^((please|to|click here to) )?(sign up|subscribe|register)\b.{0,60}\b(alerts?|updates|briefing|podcast|for free|now|today|here)\b|\bnewsletters?\b.{0,60}\b(sign up|subscribe|inbox)|\b(deliver\w*|straight|sent|direct\w*) (right |straight |directly )?(in)?to your (e-?mail )?(inbox|e-?mail)|^subscribe\b|^(become an?|already an?|existing) (\w+ )?(subscriber|member|supporter|patron)s?\b|\balready an? (\w+ )?(subscriber|member|supporter)\?|\bclick here to (subscribe|donate|support|sign|read|join|get)|\bjoin our (community|newsletter|whatsapp|telegram|channel)|\bfollow us on\b|^(start|get|try|begin)\b.{0,30}\bfree trial|^(view |see |more |other )*payment options|^(support (us|our|independent)|donate|become a member)\b.{0,40}(→|»|>|$)",
    },
    Rule {
        name: "sign_up_terms",
        reason: Reason::SubscriptionAppeal,
        confidence: 0.9,
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
        pattern: r"\bby (signing up|subscribing|submitting|registering|clicking|entering|providing|creating)\b.{0,80}\b(you|i) (agree|consent|acknowledge|accept|confirm)\b|^privacy notice|recaptcha (and|verif|check)|protected by recaptcha|\bunsubscribe (at )?any|privacy policy and terms|terms (of (use|service)|and conditions) and (our )?privacy|\binvalid e-?mail|\bvalid e-?mail|^(please )?enter your e-?mail|check your inbox",
    },
    Rule {
        name: "photo_credit",
        reason: Reason::Credits,
        confidence: 0.9,
        max_words: 14,
        cues: &[],
        pattern: r"^(photo|image|picture|illustration|file photo|graphic)s?( credits?| by|:)",
    },
    Rule {
        name: "author_note",
        reason: Reason::Credits,
        confidence: 0.6,
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
        pattern: r"^(by )?[\w.'’ -]{3,40} is (an?|the|our|\w+['’]s?) [\w,'’ -]{0,60}((reporter|correspondent|journalist|columnist|editor|writer|photographer|blogger)\b|(producer|contributor|critic)( at| for| with| based|[.,;]|$))|\b(follow|find) (him|her|them|me) on\b|\bcan be reached at\b.*@|\b(reporter|correspondent|journalist|columnist|editor|writer|contributor)\b.*\bhas been (writing|reporting|covering)\b",
    },
];

/// A request for money or membership names the giving, the giver and the taker; rarest first.
pub(crate) const APPEAL: [&str; 3] = [
    r"\b(donat\w+|subscri\w+|memberships?|become a (\w+ )?(member|supporter|insider)|support (us|our|independent)|contribut(e|ing)|keep .{0,40} free|pre-?order\w*|members we have|call for action)\b",
    r"\b(you|your|you['’](re|ll|ve)|readers?|everyone)\b",
    r"\b(we|our|us)\b",
];

/// What makes an appeal without naming the reader, if it is for us.
pub(crate) const SUPPORT: &str = r"\bconsider (subscrib|support|donat|pitching|making a|becoming|contribut)\w*|\bask you to support\b|\bmak(e|ing) a (\w+ )?(contribution|donation) (today|now|to (us|our))|\b(contributions?|donations?|gifts?)\b.{0,60} (is|are) (not |fully )?tax.?deductible|\bprice of a (cup of )?(coffee|tea)\b|\b(support|fund|sustain|help)\w* (\w+ ){0,3}(our|independent|quality|local|nonprofit|non-profit|fearless) (\w+ ){0,2}(journalis[mt]s?|reporting|newsroom|mission|coverage)\b|\b(our|independent|quality) (journalism|reporting|newsroom) .{0,100}\b(free|possible|your support|readers like you)\b";

/// Cues of an appeal.
pub(crate) const APPEAL_CUES: [&str; 23] = [
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
pub(crate) const APPEAL_MAX_WORDS: usize = 90;

/// No rule is about longer texts than this.
pub(crate) const MAX_WORDS: usize = 250;

/// An agency's credit as it stands in captions: "REUTERS/Jane Doe", "(Photo by ...)", "Getty Images".
pub(crate) const CAPTION: &str = r"\b(EPA(-EFE)?|REUTERS|AFP|AP|XINHUA|DPA|ANA|PA|TASS|Getty|Gallo)( ?/ ?|/)[A-Z][\w.-]+|/ ?(REUTERS|AFP|EPA|AP|XINHUA|Getty Images)\b|\b(AP|AFP|REUTERS|File|EPA) Photo\b|\((Photo|Image|Picture|Photograph)( by|:)|\b(Photo|Image|Picture|Photograph)(:| by [A-Z])|\b(Getty|Gallo) Images\b|\b[A-Z]+ OUT ?/|\bvia (AP|REUTERS|Getty)\b|HANDOUT";

/// Cues of a caption.
pub(crate) const CAPTION_CUES: [&str; 6] = ["/", "photo", "image", "picture", "via ", "handout"];
