//! Precedence among mentions that overlap.

use crate::document::Mention;

/// Lets `stronger` mentions take the place of those that they overlap; both in text order.
pub(super) fn overrule(mentions: &mut Vec<Mention>, stronger: Vec<Mention>) {
    mentions.retain(|mention| {
        let at = stronger.partition_point(|found| found.span.end <= mention.span.start);
        !stronger.get(at).is_some_and(|found| found.span.overlaps(mention.span))
    });
    mentions.extend(stronger);
    mentions.sort_by_key(|mention| mention.span);
}
