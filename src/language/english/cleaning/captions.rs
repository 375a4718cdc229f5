//! Credits of agencies in captions: "REUTERS/Jane Doe", "(Photo by ...)", "Getty Images".

use crate::language::{CuedPattern, Pattern, alternative};

pub(super) const CAPTIONS: CuedPattern = CuedPattern {
    cues: &["/", "photo", "image", "picture", "via ", "handout"],
    pattern: Pattern {
        before: "",
        alternatives: &[
            alternative(
                r"\b(EPA(-EFE)?|REUTERS|AFP|AP|XINHUA|DPA|ANA|PA|TASS|Getty|Gallo)( ?/ ?|/)[A-Z][\w.-]+",
                "The old bridge at dusk. REUTERS/Jane Doe",
                "Reuters reported the sale on Monday.",
            ),
            alternative(
                r"/ ?(REUTERS|AFP|EPA|AP|XINHUA|Getty Images)\b",
                "Jane Doe/AFP",
                "The AFP reporter stood on the quay.",
            ),
            alternative(
                r"\b(AP|AFP|REUTERS|File|EPA) Photo\b",
                "A ferry in the ice. AP Photo",
                "A photo by the agency won the prize.",
            ),
            alternative(
                r"\((Photo|Image|Picture|Photograph)( by|:)",
                "A ferry leaves the harbour (Photo by Jane Doe)",
                "The photo (taken by a child) won the prize.",
            ),
            alternative(
                r"\b(Photo|Image|Picture|Photograph)(:| by [A-Z])",
                "Photograph: Jane Doe",
                "The photo was taken by a passer-by.",
            ),
            alternative(
                r"\b(Getty|Gallo) Images\b",
                "Jane Doe, Getty Images, photo",
                "Images of the harbour were sold to a collector.",
            ),
            alternative(
                r"\b[A-Z]+ OUT ?/",
                "FRANCE OUT / the old harbour",
                "The sign said way out / way in.",
            ),
            alternative(
                r"\bvia (AP|REUTERS|Getty)\b",
                "The mayor at the quay. Town hall via AP",
                "The ferry sails to the islands via the strait.",
            ),
            alternative(
                "HANDOUT",
                "The new crane. HANDOUT",
                "The firm denied that the loan was a handout.",
            ),
        ],
        after: "",
    },
};
