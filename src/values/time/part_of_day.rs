//! Parts of the day: "in the morning", "late afternoon", "at night".

use super::{
    daytime::{Daytime, Half},
    parser::TimeParser,
};
use crate::{language::values::PartOfDay, values::cursor::Parsed};

/// The night as a time at which something is usual.
const NIGHT_TIME: PartOfDay = PartOfDay { code: "NT", start: 0, end: 8 };

impl TimeParser<'_> {
    /// A time with the part of the day behind it: "7 in the morning", "8 late tonight".
    pub(super) fn with_part(&self, found: Daytime, at: usize) -> (Daytime, usize) {
        let words = &self.words().clock;
        let before = self
            .cursor
            .expect(at, words.before_part)
            .or_else(|| self.cursor.expect_word(at, words.qualifiers));
        match before.and_then(|name| Some((self.part(name)?, name + 1))) {
            Some((part, end)) => (found.in_half(Half::of(part.code)), end),
            None => (found, at),
        }
    }

    /// A part of the day, perhaps with a time: "in the morning", "late afternoon", "in the morning
    /// at 7".
    pub(super) fn part_of_day(&self, at: usize) -> Parsed<Daytime> {
        let cursor = self.cursor;
        let words = &self.words().clock;
        let name = self.part_name(at)?;
        let night_time = cursor.is_dash(name + 1) && cursor.is(name + 2, words.time);
        if night_time && cursor.is(name, words.night) {
            return Some((NIGHT_TIME.into(), name + 3));
        }
        let part = self.part(name).or(cursor.lexeme(name).parts_of_days)?;
        let clock = cursor.expect_word(name + 1, self.words().at);
        if let Some((clock, end)) = clock.and_then(|at| self.clock(at, true)) {
            return Some((clock.during(&part.into()), end));
        }
        Some((part.into(), name + 1))
    }

    /// The index of the name of a part of the day.
    fn part_name(&self, at: usize) -> Option<usize> {
        let cursor = self.cursor;
        let words = &self.words().clock;
        let is_part = |name: &usize| self.part(*name).is_some();
        if let Some(name) = cursor.expect(at, words.in_the) {
            let plural = cursor.lexeme(name).parts_of_days.is_some();
            return (plural || is_part(&name)).then_some(name);
        }
        if let Some(next) = cursor.expect_word(at, words.part_qualifiers) {
            let name = cursor.expect(next, words.qualified_in_the).unwrap_or(next);
            return Some(name).filter(is_part);
        }
        let name = cursor.skip(at, self.words().at);
        // "the evening news", "good morning": a part of the day alone needs an article.
        let alone = name == at && cursor.is_behind(at, words.before_parts);
        let tied = at > 0 && cursor.lexeme(at - 1).weekday.is_some();
        let named = |name: &usize| {
            alone
                || tied
                || at != self.start
                || cursor.is(*name, words.parts_behind_at) && *name > at
        };
        Some(name).filter(is_part).filter(named)
    }
}
