//! Advertisements, and what a publication earns with its links.

use crate::{
    document::Reason,
    language::{FurnitureRule, Pattern, alternative},
};

pub(super) const ADVERTISEMENT: FurnitureRule = FurnitureRule {
    name: "advertisement",
    reason: Reason::Advertisement,
    confidence: 0.9,
    max_words: 12,
    cues: &[],
    pattern: Pattern {
        before: "^(",
        alternatives: &[
            alternative(
                "advertise?ments?",
                "Advertisement",
                "Advertisements fell by a third in May.",
            ),
            alternative(
                "sponsored( content| post)?",
                "Sponsored content",
                "Sponsored by the port, the race starts on Monday.",
            ),
            alternative(
                "promoted( content)?",
                "Promoted",
                "Promoted in May, she now leads the port.",
            ),
            alternative("ad", "Ad", "Ad sales rose in May."),
            alternative(
                "paid content",
                "Paid content",
                "Paid content earns less than it did, the firm said.",
            ),
            alternative(
                "(story|article) continues below.*",
                "Story continues below",
                "The story continues below deck, where the crew sleeps.",
            ),
            alternative(
                ".*continue reading below.*",
                "Please continue reading below",
                "Pupils should continue reading, the school said.",
            ),
        ],
        after: ")$",
    },
};

/// News agencies close the pages of their reports with what they sell.
pub(super) const AGENCY_PRODUCTS: FurnitureRule = FurnitureRule {
    name: "agency_products",
    reason: Reason::Advertisement,
    confidence: 0.9,
    max_words: 60,
    cues: &[
        "provider",
        "portfolio",
        "unmatched",
        "terminals",
        "strongest argument",
        "heightened risk",
        "customised workflow",
        "customized workflow",
        "solution to manage",
    ],
    pattern: Pattern {
        before: "",
        alternatives: &[
            alternative(
                r"\b(largest|leading|biggest)( (\w+|,)){0,4} providers? of (\w+ )?(multimedia|news|financial (news|data))\b",
                "Harbour Wire is the world’s largest provider of multimedia news.",
                "The port is the largest provider of jobs on the island, news that nobody doubts.",
            ),
            alternative(
                r"\b(via|by way of|through) desktop terminals\b",
                "It serves professionals via desktop terminals and the world’s media.",
                "The clerks sat at desktop terminals until noon.",
            ),
            alternative(
                "^build the strongest argument",
                "Build the strongest argument with our content.",
                "Lawyers build the strongest argument that they can.",
            ),
            alternative(
                r"^(browse|access|explore) an? ?(unrivall?ed|unmatched|unparalleled) (portfolio|collection|library|range)\b",
                "Browse an unrivalled portfolio of market data.",
                "The bank has an unrivalled portfolio of ships.",
            ),
            alternative(
                r"^access (unmatched|unrivall?ed|unparalleled) (financial )?(data|news|content)\b",
                "Access unmatched financial data, news and content.",
                "Hackers had access to unmatched financial data, the court heard.",
            ),
            alternative(
                "^screen for heightened risk",
                "Screen for heightened risk individuals",
                "Doctors screen for heightened risk of stroke.",
            ),
            alternative(
                "^the most comprehensive solution to manage",
                "The most comprehensive solution to manage your tax needs.",
                "It was the most comprehensive plan that the mayor had.",
            ),
        ],
        after: "",
    },
};

pub(super) const AFFILIATE_DISCLOSURE: FurnitureRule = FurnitureRule {
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
    pattern: Pattern {
        before: "",
        alternatives: &[
            alternative(
                r"\b(we|(web)?site) (may|might|could|can|will)? ?(also )?(earn|make|receive|get)s? (an? |any |some )?(small |affiliate )*(commission|compensation|share of|portion of)",
                "We may earn a commission when you buy through a link.",
                "The reporter earned a commission from the sale, the court heard.",
            ),
            alternative(
                r"\b(earn|make|receive|get)s? (an? |any |some )?(small |affiliate )*(commission|compensation)\b.{0,80}\b(links?|purchases?|you (buy|click))\b",
                "The Harbour Times earns a commission on purchases.",
                "The families will receive compensation, and the agents get a share of the sale.",
            ),
            alternative(
                r"\b(links?|purchases?)\b.{0,80}\b(earn|make|receive|get)s? (us |an? |any |some )?(small |affiliate )*(commission|compensation)\b",
                "Links on this page may earn us commission.",
                "The commission studied links between the banks.",
            ),
            alternative(
                r"\b(we|(web)?site) .{0,40}\b(make|earn) money (if|when|from|on)\b",
                "Our site may earn money when readers shop.",
                "Fishers make money from the tourists too.",
            ),
            alternative(
                r"\baffiliate (links?|commissions?)\b",
                "This page holds affiliate links.",
                "An affiliate of the bank bought the port.",
            ),
            alternative(
                r"\b(we|our|us|team|reviews|partnerships|advertis\w+|affiliate)\b.*\beditorially independent",
                "Our reviews are editorially independent.",
                "The broadcaster is editorially independent, and its accounts were independently reviewed.",
            ),
            alternative(
                r"\b(our|this|the) (article|content|review|recommendation|editor|product|newsroom)s?\b.*\beditorially independent",
                "The content is editorially independent.",
                "The station stays editorially independent, the law says.",
            ),
            alternative(
                r"\b(products?|items?|deals?|everything)\b.{0,80}independently (chosen|selected|reviewed|recommended)",
                "All products are independently chosen.",
                "The two judges independently chose the same boat.",
            ),
            alternative(
                r"independently (chosen|selected|reviewed|recommended) by (our|the|\w+['’]s?) (editors?|team|staff)",
                "Independently reviewed by our editors",
                "The accounts were independently reviewed by the auditors.",
            ),
        ],
        after: "",
    },
};
