//! What tells a sentence of an article from one that speaks to the reader.

use crate::language::{NarrationPatterns, Pattern, alternative};

pub(super) const NARRATION: NarrationPatterns = NarrationPatterns {
    reports: Pattern {
        before: r"\b(",
        alternatives: &[
            alternative(
                "said|says|told|added|announced|argued|asked|believes?|claimed|complained|confirmed",
                "Read more books, the minister told pupils.",
                "Read more about the ferry.",
            ),
            alternative(
                "declared|declined|denied|described|estimated|explained|found|insisted|noted|ordered",
                "Getty Images denied that the pictures were stolen.",
                "Getty Images of the ferry.",
            ),
            alternative(
                "promised|recalled|replied|reported|ruled|stated|suggested|urged|warned|welcomed|wrote",
                "The names may not be published, the court ruled.",
                "This text may not be published or sold.",
            ),
            alternative(
                "would|had|was|were",
                "Sign-ups would begin in May.",
                "Sign up for the race in May.",
            ),
        ],
        after: r")\b",
    },
    attributes: Pattern {
        before: r", (\w+ ){0,4}(",
        alternatives: &[
            alternative(
                "said|says|told|added|advised|announced|argued|asked|believes?|claimed|complained",
                "Read more books, the minister told pupils.",
                "Read more books than she told you.",
            ),
            alternative(
                "explained|insisted|joked|noted|promised|recalled|replied|stated|suggested|urged|warned|wrote",
                "Subscribe to nothing, warned Hemi Parata.",
                "Subscribe and be warned of floods.",
            ),
            alternative(
                "asks|jokes|promises|reads|tells|warns|writes",
                "You may also like the poems, she tells pupils.",
                "You may also like what she tells pupils.",
            ),
        ],
        after: r")\b",
    },
    addresses: Pattern {
        before: r"\b(",
        alternatives: &[
            alternative(
                "you|your|yours|yourself",
                "You can sign up in May.",
                "Pupils could sign up in May.",
            ),
            alternative("we|our|ours|us", "Sign up for our race.", "They signed up for the race."),
            alternative(
                "please|click|i agree",
                "Please sign up for the race.",
                "The crew was pleased with the race.",
            ),
        ],
        after: r")\b",
    },
};
