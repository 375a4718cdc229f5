//! Readers' comments and the forms for them.

use crate::{
    document::Reason,
    language::{FurnitureRule, Pattern, alternative},
};

pub(super) const COMMENT_FORM: FurnitureRule = FurnitureRule {
    name: "comment_form",
    reason: Reason::Comments,
    confidence: 0.9,
    max_words: 40,
    cues: &["comment", "reply", "conversation", "discussion", "community"],
    pattern: Pattern {
        before: "",
        alternatives: &[
            alternative(
                r"^(view |show |read |see )?(all )?(\d+ )?(reader |community )?comments?\b( ?[-–—:(].{0,40}$|$)",
                "View all 12 comments",
                "Comments by the minister angered the unions.",
            ),
            alternative(
                "^(leave|post|add|write|submit) an? (comment|reply)",
                "Leave a comment",
                "Posting a comment on the draft took her a week.",
            ),
            alternative(
                "^join the (conversation|discussion)",
                "Join the conversation",
                "She urged her neighbours to join the conversation about the bridge.",
            ),
            alternative(
                "(log|sign) ?in to (comment|reply)",
                "Log in to comment",
                "Reporters logged in to hear his comment.",
            ),
            alternative(
                "^.{0,40}in order to comment",
                "You must be a member in order to comment",
                "The ministry wants more time in order to study the comments.",
            ),
            alternative(
                "comments? (can|will|may) be posted",
                "Comments may be posted until noon.",
                "Comments on the plan may reach the council until May.",
            ),
            alternative(
                "comments (are|is) (closed|moderated|open)",
                "Comments are closed.",
                "Her comments are her own, the ministry said.",
            ),
            alternative(
                "comments on this (article|piece|story) are",
                "Comments on this story are read before they appear.",
                "Comments on this year's budget are due by Friday.",
            ),
            alternative(
                "(our|the) (community|commenting|comments?) (guidelines|policy|rules)",
                "Please read our community guidelines.",
                "The community agreed on guidelines for the harbour.",
            ),
            alternative(
                "be the first to comment",
                "Be the first to comment",
                "He was the first to comment on the ruling.",
            ),
            alternative(
                r"\b(must|need to|have to|log ?in|sign ?in|^) ?to (leave|post|make) a comment",
                "Sign in to post a comment",
                "The minister declined to make a comment.",
            ),
        ],
        after: "",
    },
};
