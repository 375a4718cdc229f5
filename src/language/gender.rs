//! The words that tell the gender of a person.

/// The words that tell the gender of a person. All are in lowercase, and lists are parted by white space.
pub struct GenderWords {
    /// Given names with the gender that they tell, a name a line: the name, a tab, "f" or "m".
    pub given_names: &'static str,
    /// Titles and nouns for a woman, before her name or after it: "Mrs", "the actress".
    pub female_nouns: &'static str,
    /// Titles and nouns for a man.
    pub male_nouns: &'static str,
    /// Pronouns for a woman.
    pub female_pronouns: &'static [&'static str],
    /// Pronouns for a man.
    pub male_pronouns: &'static [&'static str],
}
