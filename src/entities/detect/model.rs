//! The part of the tagger that is learned, whatever the method.

use crate::{document::Mention, text::Tokens};

/// A model that finds mentions of names.
pub trait MentionModel: Send + Sync + 'static {
    /// Its name and version, as reports give it.
    fn name(&self) -> &'static str;

    /// Finds the names in a text by what they and their neighbours look like, in text order.
    fn mentions(&self, text: &str, tokens: &Tokens) -> Vec<Mention>;
}
