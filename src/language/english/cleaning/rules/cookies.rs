//! Notices about cookies and consent.

use crate::{
    document::Reason,
    language::{FurnitureRule, Pattern, alternative},
};

pub(super) const COOKIE_NOTICE: FurnitureRule = FurnitureRule {
    name: "cookie_notice",
    reason: Reason::CookieNotice,
    confidence: 0.9,
    max_words: 250,
    cues: &["cookie", "gdpr", "privacy", "out of the sa", "out of the sh"],
    pattern: Pattern {
        before: "",
        alternatives: &[
            alternative(
                r"\b(we|(web)?site|page|app|partners|publishers?) .{0,60}\b(store|use|set|place)s? (\w+ )?cookies\b( (to|and|for|on|or|that)\b|[.,]|$)",
                "This website uses cookies to improve your visit.",
                "The regulator fined the airline over how its pages store cookies.",
            ),
            alternative(
                r"\b(accept|reject|manage|allow) (all |our |optional |necessary |your )?cookies?\b.{0,30}$",
                "Accept all cookies",
                "She did not accept the cookies that her son had baked.",
            ),
            alternative(
                r"\b(this|the) cookies? (is|are|was) (set|used|stored) (by|to|for|when)\b",
                "This cookie is set by the video player and remembers its volume.",
                "The cookies were baked by pupils for the fair.",
            ),
            alternative(
                r"\bsets? this cookie\b",
                "The player sets this cookie when a film starts.",
                "The baker sets the cookies aside for a day.",
            ),
            alternative(
                r"^(our |your |manage )?cookie (policy|settings|preferences|notice)\b",
                "Cookie policy",
                "Her cookie business has no policy on tips, she said.",
            ),
            alternative(
                r"\b(our|your) (\w+ )?cookie (policy|settings|preferences)",
                "Read our full cookie policy.",
                "He ate our cookie and your cake, the pupil said.",
            ),
            alternative(
                r"\bcookies?\b.*\b(your (web )?(browser|device|preferences|experience|consent|visit)|(our|this) (web)?site|website visitors?|opt.?(out|in))\b",
                "Cookies help us to remember your preferences.",
                "Bake the cookies for ten minutes, then let the cookies cool on a rack.",
            ),
            alternative(
                r"\b(your (web )?(browser|device|preferences|experience|consent|visit)|(our|this) (web)?site|website visitors?|opt.?(out|in))\b.*\bcookies\b",
                "With your consent we read cookies.",
                "Visitors to the fair bought cookies and tea.",
            ),
            alternative(
                r"\bgdpr cookie consent",
                "GDPR cookie consent",
                "The GDPR has led to fines for many firms.",
            ),
            alternative(
                r"\b(you|your|we)\b.*\bconsumer privacy act\b",
                "You have rights under the California Consumer Privacy Act.",
                "The Consumer Privacy Act passed the senate on Monday.",
            ),
            alternative(
                r"\bopt.?out of the (sale|sharing) of your\b",
                "Opt out of the sale of your data",
                "The union wants to opt out of the sale of the port.",
            ),
            alternative(
                r"\bprivacy controls on your browser\b",
                "Use the privacy controls on your browser.",
                "The bill adds privacy controls to browsers.",
            ),
        ],
        after: "",
    },
};
