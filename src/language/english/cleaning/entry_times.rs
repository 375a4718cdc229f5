//! Times of entries in live blogs.

use crate::language::{Pattern, alternative};

pub(super) const ENTRY_TIMES: Pattern = Pattern {
    before: "^(?i:(?:posted |updated )?(?:at )?(?:",
    alternatives: &[
        alternative(
            r"\d{1,2}[:.]\d{2} ?(?:[ap]\.?m\.?|[A-Z]{2,4})?",
            "9:45 GMT",
            "At a quarter to ten the ferry left.",
        ),
        alternative(r"\d{1,2} ?[ap]m", "Posted at 10 am", "10 amateur boats joined the race."),
        alternative(
            r"\d{1,2} ?(?:h|hr|hrs|m|min|mins|hours?|minutes?) ago",
            "Updated 5 min ago",
            "5 minutes later the bridge opened.",
        ),
    ],
    after: r"))\b",
};
