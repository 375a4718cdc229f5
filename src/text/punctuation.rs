//! Signs at the end of a sentence or of a part of one.

/// Tells whether a sign ends a sentence and does nothing else.
pub const fn is_full_stop(c: char) -> bool {
    matches!(c, '.' | '!' | '?' | '。')
}

/// Tells whether a sign may end a sentence: a full stop, or an ellipsis, which may also stand for a
/// pause in one.
pub const fn is_sentence_terminal(c: char) -> bool {
    is_full_stop(c) || c == '…'
}

/// Tells whether a sign that may end a sentence needs white space behind it to do so: those of scripts
/// without spaces do not.
pub const fn is_spaced_terminal(c: char) -> bool {
    is_sentence_terminal(c) && c != '。'
}

/// Tells whether a sign ends a sentence or a clause of it.
pub const fn is_clause_terminal(c: char) -> bool {
    is_sentence_terminal(c) || matches!(c, ':' | ';' | ',')
}

/// Tells whether a mark closes a quotation or a bracket; a straight one may also open.
pub const fn is_closing_mark(c: char) -> bool {
    matches!(c, '"' | '”' | '’' | '\'' | ')' | ']' | '»')
}

/// A text without the quotation marks and brackets that close behind its last sign.
pub fn without_closing_marks(text: &str) -> &str {
    text.trim_end_matches(|c: char| is_closing_mark(c) || c == ' ')
}

/// Tells whether a text ends where a sentence does, closing quotation marks and brackets aside.
pub fn ends_sentence(text: &str) -> bool {
    without_closing_marks(text).ends_with(is_sentence_terminal)
}

/// Tells whether a text ends where a sentence or a clause of it does, closing quotation marks and
/// brackets aside.
pub fn ends_clause(text: &str) -> bool {
    without_closing_marks(text).ends_with(is_clause_terminal)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn closing_marks_do_not_hide_the_end() {
        for text in ["He left.", "“He left.”", "(He left!)", "He left… »", "行った。"] {
            assert!(ends_sentence(text) && ends_clause(text), "{text}");
        }
        for text in ["He left:", "“He left,” ", "left;)"] {
            assert!(!ends_sentence(text) && ends_clause(text), "{text}");
        }
        for text in ["", "”", "He left", "He left –"] {
            assert!(!ends_sentence(text) && !ends_clause(text), "{text}");
        }
    }
}
