//! Buttons for sharing.

use crate::{
    document::Reason,
    language::{FurnitureRule, Pattern, alternative},
};

pub(super) const SHARE_BUTTONS: FurnitureRule = FurnitureRule {
    name: "share_buttons",
    reason: Reason::ShareButtons,
    confidence: 0.9,
    max_words: 12,
    cues: &[],
    pattern: Pattern {
        before: "^((",
        alternatives: &[
            alternative(
                "share|tweet|e-?mail|print|pin|save|copy link",
                "Share | Tweet | Print",
                "Shares fell 3 percent on Monday.",
            ),
            alternative(
                "facebook|twitter|x|whatsapp|linkedin|reddit|telegram",
                "Facebook Twitter WhatsApp",
                "Facebook and Telegram were out of reach on Monday.",
            ),
            alternative(
                "this|on|via|by|to|article|story|page|link|with|friends|us|follow",
                "Follow us on this page",
                "Follow this story of two friends to its end.",
            ),
        ],
        after: r")[\s,|/:+]*)+$",
    },
};
