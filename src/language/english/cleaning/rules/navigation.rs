//! Menus and breadcrumbs.

use crate::{
    document::Reason,
    language::{FurnitureRule, Pattern, alternative},
};

pub(super) const NAVIGATION: FurnitureRule = FurnitureRule {
    name: "navigation",
    reason: Reason::Navigation,
    confidence: 0.9,
    max_words: 30,
    cues: &[],
    pattern: Pattern {
        before: "^(",
        alternatives: &[
            alternative("home|menu|search", "Menu", "Home sales rose in May."),
            alternative(
                "skip to .{0,20}content",
                "Skip to main content",
                "Skip to the end of the treaty for its content, he said.",
            ),
            alternative("back to top|top", "Back to top", "Top officials met on Monday."),
            alternative(
                "sign ?in|log ?in|sign up|register|my account",
                "Sign in",
                "Register offices reopen on Monday.",
            ),
            alternative(
                "contact( us)?|about( us)?",
                "Contact us",
                "About us there was only water, the captain said.",
            ),
            alternative(
                "terms( of (use|service))?|privacy( policy)?",
                "Terms of use",
                "Terms of the loan were not made public.",
            ),
            alternative(
                r"(tags?|filed under|(related )?topics|keywords) ?:.{0,120}",
                "Tags: ferries, harbours",
                "Tags on the cases tell the ferries apart.",
            ),
            alternative("sections?", "Sections", "Sections of the bridge arrived on Monday."),
            alternative(r"loading\.*", "Loading...", "Loading the ferry takes an hour."),
            alternative("close|next|previous", "Next", "Next to the bridge stands a mill."),
            alternative(
                "toggle .*",
                "Toggle menu",
                "Toggles and switches line the bridge of the ferry.",
            ),
            alternative(
                "view (comments|gallery)",
                "View gallery",
                "Views of the harbour are worth more, the agents say.",
            ),
            alternative(
                r"(home|news)( *[|>»›/·•] *[\w &-]+)+",
                "Home > News > Business",
                "News from the harbour: the ferry is back.",
            ),
            alternative(
                r"([\w&' -]{2,24} ?[|»›·•] ?){2,}[\w&' -]{2,24}",
                "Politics | Sport | Weather",
                "Port workers · about 300 of them · went on strike.",
            ),
        ],
        after: ")$",
    },
};
