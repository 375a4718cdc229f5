//! Copyright lines.

use crate::{
    document::Reason,
    language::{FurnitureRule, Pattern, alternative},
};

pub(super) const COPYRIGHT: FurnitureRule = FurnitureRule {
    name: "copyright",
    reason: Reason::Copyright,
    confidence: 0.9,
    max_words: 90,
    cues: &["©", "(c)", "copyright", "rights reserved", "may not be", "permission", "consent"],
    pattern: Pattern {
        before: "",
        alternatives: &[
            alternative(
                r"^(©|\(c\) ?\d|copyright\b)",
                "© 2024 The Harbour Times",
                "The court ruled on copyright in songs.",
            ),
            alternative(
                "all rights reserved",
                "The Harbour Times, all rights reserved",
                "All rights to the song are hers, the court ruled.",
            ),
            alternative(
                r"\b(material|article|story|content|site|page|image|photo(graph)?|work|text)s?\b.{0,60}may not be (published|reproduced|republished|redistributed|rewritten)",
                "These photos may not be published.",
                "The names of the children may not be published, the judge ruled.",
            ),
            alternative(
                "may not be (reproduced|republished|redistributed|rewritten)",
                "It may not be redistributed.",
                "The seats may not be given to others, the court said.",
            ),
            alternative(
                "subject to copyright",
                "Images are subject to copyright",
                "The deal is subject to a vote on copyright.",
            ),
            alternative(
                "(reproduced|republished|images?.{0,20} used|photos?.{0,20} used) with permission",
                "Reproduced with permission",
                "The crane was used with the permission of the port.",
            ),
            alternative(
                r"\b(reproduc|republi|redistribut|duplicat|reus|reprint|cop(y|ied)|use of)\w*\b.{0,160}without (the )?(written|prior|express)( written)? (permission|consent)",
                "Do not copy this page without written consent.",
                "Nobody may film in the harbour without the prior permission of the council.",
            ),
        ],
        after: "",
    },
};
