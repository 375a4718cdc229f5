//! Requests for money or membership in the publication's own voice.

use crate::language::{AppealPatterns, Pattern, alternative};

pub(super) const APPEALS: AppealPatterns = AppealPatterns {
    cues: &[
        "donat",
        "subscri",
        "membership",
        "become a",
        "becoming a",
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
    ],
    asks: Pattern {
        before: r"\b(",
        alternatives: &[
            alternative(
                r"donat\w+",
                "If you value what we do, please think of a donation.",
                "We donate blood every year, the nurse said.",
            ),
            alternative(
                r"subscri\w+",
                "You can help us with a subscription.",
                "The paper has 9,000 subscribers, it said on Monday.",
            ),
            alternative(
                "memberships?",
                "Your membership keeps us going.",
                "Your membership lapsed in May, the club told him.",
            ),
            alternative(
                r"becom(e|ing) an? (\w+ )?(member|supporter|insider)",
                "You could become a supporter, which helps us a lot.",
                "She wants to become a member of our union.",
            ),
            alternative(
                "support (us|our|independent)",
                "Readers support us, and everyone can.",
                "The allies support us, the general said.",
            ),
            alternative(
                "contribut(e|ing)",
                "Would you think of contributing to our work?",
                "Farms contribute to our economy, the minister said.",
            ),
            alternative(
                "keep .{0,40} free",
                "You help us to keep the news free for all.",
                "We keep the harbour free of ice, the port said.",
            ),
            alternative(
                r"pre-?order\w*",
                "You can pre-order our book of the year.",
                "Fans pre-ordered the album in May.",
            ),
            alternative(
                "members we have",
                "The more members we have, the more we can do for you.",
                "We need the members we have, the union said.",
            ),
            alternative(
                "call for action",
                "Our call for action: tell everyone.",
                "Our call for action was heard, the minister said.",
            ),
        ],
        after: r")\b",
    },
    reader: Pattern {
        before: r"\b(",
        alternatives: &[
            alternative(
                "you",
                "If you value what we do, please donate.",
                "We donate blood every year, the nurse said.",
            ),
            alternative(
                "your",
                "Your donation keeps us going.",
                "Our donations reach the islands, the charity said.",
            ),
            alternative(
                "you['’](re|ll|ve)",
                "You’ll make our day with a donation.",
                "We’ll announce our donation in May, the bank said.",
            ),
            alternative(
                "readers?",
                "Readers donate so that we can go on.",
                "Doctors donate so that we can go on, the clinic said.",
            ),
            alternative(
                "everyone",
                "Everyone who donates helps us.",
                "Nobody donates to us, the party said.",
            ),
        ],
        after: r")\b",
    },
    us: Pattern {
        before: r"\b(",
        alternatives: &[
            alternative(
                "we",
                "If you value what we do, please donate.",
                "If you donate blood, the clinic gives you tea.",
            ),
            alternative(
                "our",
                "Your donation keeps our paper going.",
                "Your donation reaches the islands, the charity tells donors.",
            ),
            alternative(
                "us",
                "Everyone who donates helps us.",
                "Everyone who donates gets tea, the clinic said.",
            ),
        ],
        after: r")\b",
    },
    support: Pattern {
        before: "",
        alternatives: &[
            alternative(
                r"\bconsider (subscrib|support|donat|pitching|making a|becoming|contribut)\w*",
                "Please consider supporting our small team.",
                "Officials asked residents to consider donating blood.",
            ),
            alternative(
                r"\bask you to support\b",
                "We ask you to support this paper.",
                "Unions will ask members to support the strike.",
            ),
            alternative(
                r"\bmak(e|ing) a (\w+ )?(contribution|donation) (today|now|to (us|our))",
                "Help us by making a donation today.",
                "She plans on making a donation to the clinic.",
            ),
            alternative(
                r"\b(contributions?|donations?|gifts?)\b.{0,60} (is|are) (not |fully )?tax.?deductible",
                "We are a charity, so donations to the Harbour Times are tax-deductible.",
                "Contributions to the relief fund are tax-deductible, the mayor said.",
            ),
            alternative(
                r"\bprice of a (cup of )?(coffee|tea)\b",
                "Back us for the price of a cup of coffee.",
                "The price of a cup of coffee rose by a tenth.",
            ),
            alternative(
                r"\b(support|fund|sustain|help)\w* (\w+ ){0,3}(our|independent|quality|local|nonprofit|non-profit|fearless) (\w+ ){0,2}(journalis[mt]s?|reporting|newsroom|mission|coverage)\b",
                "Day by day we sustain our local newsroom.",
                "The foundation supports independent journalism on the islands.",
            ),
            alternative(
                r"\b(our|independent|quality) (journalism|reporting|newsroom) .{0,100}\b(free|possible|your support|readers like you)\b",
                "Our journalism is free to read.",
                "Independent reporting is free of charge there, the union said.",
            ),
        ],
        after: "",
    },
};
