//! The names of the stages, and the tiers of their cost.

/// The steps of the analysis.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum StageName {
    /// Finds the article in the page.
    Cleaning,
    /// Finds names and joins those of the same thing.
    Entities,
    /// Reads the tone.
    Sentiment,
}

impl StageName {
    /// Its name in spans and metrics.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Cleaning => "cleaning",
            Self::Entities => "entities",
            Self::Sentiment => "sentiment",
        }
    }
}

/// The price of a method for its quality.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Tier {
    /// A small model: milliseconds for a document.
    #[default]
    Standard,
    /// A large model: hundreds of milliseconds.
    Accurate,
}
