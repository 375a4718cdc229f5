//! Pointers to other articles.

use crate::{
    document::Reason,
    language::{FurnitureRule, Pattern, alternative},
};

pub(super) const RELATED_LINKS: FurnitureRule = FurnitureRule {
    name: "related_links",
    reason: Reason::RelatedLinks,
    confidence: 0.9,
    max_words: 30,
    cues: &[],
    pattern: Pattern {
        before: "^(",
        alternatives: &[
            alternative(
                "read (more|also|next|this|related)",
                "READ MORE: Ferry fares to rise",
                "Reading more books is her plan for the winter.",
            ),
            alternative(
                r"related( (stories|articles|content|topics|news|links))?\b *:?$",
                "Related stories",
                "Related claims were heard by a court in May.",
            ),
            alternative(
                "related:",
                "Related: Ferry fares to rise",
                "Related to the case is a claim over the bridge.",
            ),
            alternative(
                r"more (on this|from|stories|news)\b([^.]{0,80}[^.])?$",
                "More from the harbour",
                "More news of the talks is expected on Monday.",
            ),
            alternative(
                "see also",
                "See also: how the bridge was built",
                "Seen also on the quay were two ministers.",
            ),
            alternative(
                "also read",
                "Also read: the ferry's long winter",
                "Also on the list is the old bridge.",
            ),
            alternative(
                "recommended( for you)?$",
                "Recommended for you",
                "Recommended for the post by the council, she declined.",
            ),
            alternative(
                r"most (read|popular|viewed)\b.{0,30}$",
                "Most read in Business",
                "Most popular with visitors in the first week of May were the boats.",
            ),
            alternative(
                r"trending( now)?\b[^.]{0,60}$",
                "Trending now",
                "Trending songs earn little, the union said.",
            ),
            alternative(
                "you (may|might) (also )?like",
                "You might also like",
                "You may enter the harbour from noon, the port said.",
            ),
            alternative(
                "watch( now)?:",
                "Watch: the ferry returns",
                "Watch out for ice on the quay, the port said.",
            ),
            alternative(
                "listen:",
                "Listen: the captain's story",
                "Listen to the unions, the minister was told.",
            ),
            alternative(
                "don['’]t miss",
                "Don’t miss our guide to the islands",
                "Don Brook missed the vote on Monday.",
            ),
            alternative("up next", "Up next", "Up to ten ships wait outside the harbour."),
            alternative(
                "in case you missed",
                "In case you missed it",
                "In case of fire the ferry turns back, the port said.",
            ),
            alternative(
                "editor['’]?s['’]? picks?",
                "Editor's picks",
                "Editors chose the winner on Monday.",
            ),
            alternative(
                "top stories",
                "Top stories",
                "Top storeys of the tower were empty when it burned.",
            ),
            alternative(
                "latest (news|stories)$",
                "Latest news",
                "Latest news of the talks came on Monday.",
            ),
        ],
        after: ")",
    },
};
