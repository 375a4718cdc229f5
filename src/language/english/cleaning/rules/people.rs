//! Credits of pictures, and notes about the author.

use crate::{
    document::Reason,
    language::{FurnitureRule, Pattern, alternative},
};

pub(super) const PHOTO_CREDIT: FurnitureRule = FurnitureRule {
    name: "photo_credit",
    reason: Reason::Credits,
    confidence: 0.9,
    max_words: 14,
    cues: &[],
    pattern: Pattern {
        before: "^(",
        alternatives: &[
            alternative("photo", "Photo: Jane Doe", "Photos of the bridge were sold on Monday."),
            alternative("image", "Image credit: Jane Doe", "Images of the storm reached the town."),
            alternative(
                "picture",
                "Picture by Jane Doe",
                "Pictures of the storm hang in the hall.",
            ),
            alternative(
                "illustration",
                "Illustration: Jo Field",
                "Illustrations from the book fetched a record price.",
            ),
            alternative(
                "file photo",
                "File photo: the old ferry",
                "File photographs show the ferry in 1990.",
            ),
            alternative("graphic", "Graphic: Max Hill", "Graphic scenes were cut from the film."),
        ],
        after: ")s?( credits?| by|:)",
    },
};

pub(super) const AUTHOR_NOTE: FurnitureRule = FurnitureRule {
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
    pattern: Pattern {
        before: "",
        alternatives: &[
            alternative(
                r"^(by )?[\w.'’ -]{3,40} is (an?|the|our|\w+['’]s?) [\w,'’ -]{0,60}((reporter|correspondent|journalist|columnist|editor|writer|photographer|blogger)\b|(producer|contributor|critic)( at| for| with| based|[.,;]|$))",
                "Jane Doe is a senior reporter at the Times.",
                "Ada Brook is a senior adviser at the bank.",
            ),
            alternative(
                r"\b(follow|find) (him|her|them|me) on\b",
                "Follow her on Mastodon",
                "Dogs follow him onto the ferry.",
            ),
            alternative(
                r"\bcan be reached at\b.*@",
                "Jane Doe can be reached at jane@example.org",
                "The island can be reached at low tide.",
            ),
            alternative(
                r"\b(reporter|correspondent|journalist|columnist|editor|writer|contributor)\b.*\bhas been (writing|reporting|covering)\b",
                "Our correspondent has been covering the port since 2010.",
                "The reporter has been held since May, her lawyer said.",
            ),
        ],
        after: "",
    },
};
