//! Whether a time lies ahead: what the words around it say, by their tense, mood and kind of verb.

use super::{calendar::Direction, parser::TimeParser};
use crate::values::cursor::Cursor;

/// The words before a time among which one that tells is looked for.
const BEFORE: usize = 16;
/// The words behind it.
const BEHIND: usize = 14;
/// The words before a time among which a preposition starts that governs it.
const NEAR: usize = 6;
/// The words that may stand between it and the time: "ahead of the Sunday vote".
const BETWEEN: usize = 2;
/// The words between the parts of a verb: "had long been expected", "wants them all to go".
const WITHIN_VERB: usize = 4;

impl TimeParser<'_> {
    /// Tells whether the time lies ahead.
    pub(super) fn is_future(&self) -> bool {
        self.direction() == Direction::Ahead
    }

    /// The side on which the time that starts here lies: what governs it tells first, then the
    /// closest verb before it, then the closest one behind it, then a noun.
    pub(super) fn direction(&self) -> Direction {
        let cursor = self.cursor;
        let words = &self.words().direction;
        let start = self.start;
        let first = start.saturating_sub(BEFORE);
        let near = start.saturating_sub(NEAR)..start;
        for at in near.rev() {
            let governs = |end: usize| end <= start && start <= end + BETWEEN;
            if cursor.expect(at, words.behind).is_some_and(governs) {
                return Direction::Behind;
            }
            if cursor.expect(at, words.ahead).is_some_and(governs) {
                return Direction::Ahead;
            }
            if cursor.is_sign(at, &[',', ';', ':']) {
                break;
            }
        }
        // "extended to 20 November"
        let postponed = (first..start).any(|at| cursor.is(at, words.postponing));
        if postponed && cursor.is_behind(start, words.new_times) {
            return Direction::Ahead;
        }
        let is_deadline = cursor.is_behind(start, words.deadlines);
        let mut before = (first..start).rev();
        let verb = before.find_map(|at| self.verb(at));
        if is_deadline {
            // "was shut until March" lies behind, but "will stay shut until Friday" ahead.
            let plan =
                postponed || (first..start).any(|at| self.verb(at) == Some(Direction::Ahead));
            let past = (first..start).any(|at| self.verb(at) == Some(Direction::Behind));
            return match (plan, past) {
                (true, _) | (false, false) => Direction::Ahead,
                (false, true) => Direction::Behind,
            };
        }
        if let Some(found) = verb {
            return found;
        }
        let behind = start + 1..(start + BEHIND).min(cursor.tokens.len());
        let clause = behind.into_iter().filter(|at| *at > start);
        let verb = clause.into_iter().find_map(|at| self.verb(at));
        let noun = || (first..start).rev().any(|at| cursor.is(at, words.nouns_ahead));
        match verb {
            Some(Direction::Ahead) => Direction::Ahead,
            _ if noun() => Direction::Ahead,
            Some(found) => found,
            None => Direction::Unknown,
        }
    }

    /// What a verb tells that stands at a token.
    fn verb(&self, at: usize) -> Option<Direction> {
        let cursor = self.cursor;
        let words = &self.words().direction;
        // "may" before a verb, not the month.
        if cursor.is(at, words.modals) {
            let month = cursor.lexeme(at).month.is_some()
                && (cursor.is_behind(at, self.words().dates.before)
                    || !cursor.is_word(at + 1)
                    || cursor.written(at).starts_with(char::is_uppercase) && at > 0);
            return (!month).then_some(Direction::Ahead);
        }
        let noun = cursor.is(at, words.plan_nouns) && cursor.is_behind(at, words.before_nouns);
        let plans = (cursor.is(at, words.plans) && !noun)
            || (cursor.is(at, words.wishes) && self.wishes_something(at));
        if plans {
            return Some(if past_perfect(cursor, at) {
                Direction::Behind
            } else {
                Direction::Ahead
            });
        }
        if cursor.is(at, words.past_auxiliaries) {
            // "were to meet": what was to be.
            let to_be = cursor.is(at + 1, self.words().to) && !cursor.is(at, words.past_perfect);
            return Some(if to_be { Direction::Ahead } else { Direction::Behind });
        }
        if cursor.is(at, words.perfect) {
            let participle = (at + 1..at + WITHIN_VERB).any(|at| self.is_participle(at));
            return participle.then_some(Direction::Behind);
        }
        if cursor.is(at, words.present) {
            let other = cursor.is_behind(at, words.before_nouns)
                || cursor.is_behind(at, words.modals)
                || cursor.is_behind(at, self.words().to);
            return (!other).then_some(Direction::Ahead);
        }
        if !self.is_participle(at) {
            return None;
        }
        // "will be closed", "to be released": the auxiliary tells, unless it is "may have closed".
        let mut auxiliary = (at.saturating_sub(WITHIN_VERB - 1)..at).rev();
        let auxiliary = auxiliary.find(|at| {
            cursor.is(*at, words.perfect)
                || cursor.is(*at, words.modals)
                || cursor.is(*at, words.infinitives)
        });
        match auxiliary {
            Some(at) if !cursor.is(at, words.perfect) => None,
            _ => Some(Direction::Behind),
        }
    }

    /// Tells whether a verb of wishing has what is wished behind it: "wants them to go".
    fn wishes_something(&self, at: usize) -> bool {
        let to = self.words().to;
        // Of "agreed in June to buy" June is when it was agreed.
        let last = if at < self.start { self.start } else { usize::MAX };
        (at + 1..(at + 1 + WITHIN_VERB).min(last)).any(|at| self.cursor.is(at, to))
            || self.cursor.is(at + 1, self.words().direction.purposes)
    }

    fn is_participle(&self, at: usize) -> bool {
        let cursor = self.cursor;
        let words = &self.words().direction;
        let ends = |ending: &&str| cursor.word(at).ends_with(*ending);
        cursor.is_word(at)
            && (cursor.is(at, words.past_verbs)
                || cursor.is(at, words.participles)
                || words.past_endings.iter().any(ends) && !cursor.is(at, words.no_past))
    }
}

/// "had been due": a plan of the past.
fn past_perfect(cursor: &Cursor, at: usize) -> bool {
    let words = &cursor.words.direction;
    (at.saturating_sub(WITHIN_VERB)..at).any(|at| cursor.is(at, words.past_perfect))
}
