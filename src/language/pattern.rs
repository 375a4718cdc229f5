//! Regular expressions that a person can read: lists of alternatives, each with examples that tests
//! run.

/// A regular expression: one of the alternatives between `before` and `after`. `\b` knows ASCII
/// letters only.
#[derive(Clone, Copy)]
pub struct Pattern {
    /// The part before each alternative.
    pub before: &'static str,
    /// The alternatives.
    pub alternatives: &'static [Alternative],
    /// The part after each alternative.
    pub after: &'static str,
}

/// An alternative of a pattern.
#[derive(Clone, Copy)]
pub struct Alternative {
    /// A regular expression.
    pub pattern: &'static str,
    /// A text that is found by this alternative.
    pub example: &'static str,
    /// A sentence such as news have, which looks like the example and must not be found.
    pub counterexample: &'static str,
}

/// An alternative, with a text that it finds and a sentence of news that nothing may find.
pub const fn alternative(
    pattern: &'static str,
    example: &'static str,
    counterexample: &'static str,
) -> Alternative {
    Alternative { pattern, example, counterexample }
}

impl Pattern {
    /// The whole regular expression.
    pub fn joined(&self) -> String {
        let alternatives: Vec<_> = self.alternatives.iter().map(|one| one.pattern).collect();
        format!("{}(?:{}){}", self.before, alternatives.join("|"), self.after)
    }
}
