//! The words of times that are on no calendar, or that hang on what was said before.

use crate::language::values::{ReferenceWords, VagueTime};

pub(super) const WORDS: ReferenceWords = ReferenceWords {
    vague: &[
        VagueTime {
            timex: "PRESENT_REF",
            skipped: 0,
            phrases: &[
                &["right", "now"],
                &["now"],
                &["currently"],
                &["presently"],
                &["nowadays"],
                &["these", "days"],
            ],
        },
        VagueTime {
            timex: "PRESENT_REF",
            skipped: 1,
            phrases: &[
                &["at", "the", "moment"],
                &["at", "the", "minute"],
                &["at", "this", "time"],
                &["at", "the", "present", "time"],
                &["at", "present"],
            ],
        },
        VagueTime {
            timex: "PAST_REF",
            skipped: 0,
            phrases: &[
                &["recently"],
                &["lately"],
                &["recent", "years"],
                &["recent", "months"],
                &["recent", "weeks"],
                &["recent", "days"],
                &["recent", "decades"],
                &["long", "ago"],
            ],
        },
        VagueTime { timex: "PAST_REF", skipped: 1, phrases: &[&["in", "the", "past"]] },
        VagueTime {
            timex: "FUTURE_REF",
            skipped: 0,
            phrases: &[
                &["soon"],
                &["someday"],
                &["the", "near", "future"],
                &["the", "foreseeable", "future"],
                &["the", "distant", "future"],
                &["coming", "years"],
                &["coming", "months"],
                &["coming", "weeks"],
                &["coming", "days"],
                &["the", "coming", "years"],
                &["the", "coming", "months"],
                &["the", "coming", "weeks"],
                &["the", "coming", "days"],
            ],
        },
        VagueTime {
            timex: "FUTURE_REF",
            skipped: 1,
            phrases: &[
                &["in", "the", "future"],
                &["in", "the", "near", "future"],
                &["in", "the", "foreseeable", "future"],
                &["for", "the", "foreseeable", "future"],
            ],
        },
    ],
    not_behind: &["as", "too"],
    not_before: &["that", "as", "famous", "defunct", "former"],
    past: "PAST_REF",
    comparable: &["comparable", "corresponding", "same"],
    periods: &["period", "quarter", "time", "nine"],
    latest: &["latest"],
    first: &["first", "last"],
    before_year: &["for", "of", "in", "during", "by"],
    ending: &["ended", "ending", "to", "through", "until", "that", "since"],
    behind_year: &["and", "from", "as", "after", "but", "with", "on", "at", "by"],
    neighbours: &[(1, &["following", "next"]), (-1, &["previous", "preceding", "prior"])],
    before_lengths: &[
        "for", "within", "after", "in", "take", "takes", "took", "last", "lasts", "lasted", "over",
        "many",
    ],
};
