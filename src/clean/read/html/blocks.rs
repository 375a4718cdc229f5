//! The blocks of a page, as far as they have been read.

use super::references::trim_ends;
use crate::{
    clean::read::{Fragment, Hints, RawBlock},
    text::alignment::is_blank,
};

/// A button in the article that is open.
struct Button {
    /// The block that it stands in.
    around: RawBlock,
    /// The number of blocks before it.
    blocks: usize,
}

/// The blocks that were read, and the one that is being read.
pub(super) struct Blocks<'page> {
    content: &'page str,
    done: Vec<RawBlock>,
    block: RawBlock,
    button: Option<Button>,
}

impl<'page> Blocks<'page> {
    /// Starts with nothing read.
    pub fn new(content: &'page str) -> Self {
        Self { content, done: Vec::new(), block: RawBlock::default(), button: None }
    }

    /// True if a block is being read.
    pub const fn is_open(&self) -> bool {
        !self.block.fragments.is_empty()
    }

    /// All blocks.
    pub fn finish(mut self) -> Vec<RawBlock> {
        self.end();
        self.end_button();
        self.end();
        self.done
    }

    /// The text of the block that is being read.
    pub fn text(&self) -> &str {
        &self.block.text
    }

    /// The number of blocks that were read.
    pub const fn count(&self) -> usize {
        self.done.len()
    }

    /// Tells that the text of the block from a length on is a link.
    pub fn link(&mut self, from: usize) {
        let linked = self.block.text.len().saturating_sub(from);
        self.block.hints.linked += u32::try_from(linked).unwrap_or(u32::MAX);
    }

    /// Starts a button in the article, whose text may be a question that the article answers.
    pub fn start_button(&mut self) {
        self.end_button();
        let around = std::mem::take(&mut self.block);
        self.button = Some(Button { around, blocks: self.done.len() });
    }

    /// Ends a button; what is no question is no text.
    pub fn end_button(&mut self) {
        let Some(button) = self.button.take() else {
            return;
        };
        self.end();
        let held = self.done.split_off(button.blocks);
        self.block = button.around;
        let asks = |block: &RawBlock| block.text.ends_with('?') && block.text.contains(' ');
        if held.iter().any(asks) {
            self.end();
            self.done.extend(held);
        }
    }

    /// Starts a block with a text; false if the text is blank. A capital in an element of its own, right
    /// before a small letter, belongs to the same word.
    pub fn start(&mut self, source: &str, hints: Hints) -> bool {
        if source.trim().is_empty() {
            return false;
        }
        let capital = |block: &mut RawBlock| {
            let text = block.text.trim_start_matches(['"', '“', '‘', '\'']);
            let mut letters = text.chars();
            letters.next().is_some_and(char::is_uppercase) && letters.next().is_none()
        };
        if source.starts_with(char::is_lowercase)
            && self.button.is_none()
            && let Some(block) = self.done.pop_if(capital)
        {
            self.block = block;
        }
        self.block.hints = hints;
        true
    }

    /// Adds a piece of text.
    pub fn fragment(&mut self, fragment: Fragment) {
        let text = fragment.decoded.as_deref().unwrap_or_else(|| fragment.raw.of(self.content));
        for c in text.chars() {
            match c {
                c if !c.is_whitespace() => self.block.text.push(c),
                _ if self.block.text.ends_with(' ') => {}
                _ => self.block.text.push(' '),
            }
        }
        if !fragment.raw.is_empty() || fragment.decoded.is_some() {
            self.block.fragments.push(fragment);
        }
    }

    /// Ends the block.
    pub fn end(&mut self) {
        if self.block.fragments.is_empty() {
            return;
        }
        let mut block = std::mem::take(&mut self.block);
        block.text.truncate(block.text.trim_end().len());
        block.text.drain(..block.text.len() - block.text.trim_start().len());
        if is_blank(&block.text) {
            return;
        }
        trim_ends(&mut block.fragments, self.content);
        self.done.push(block);
    }
}
