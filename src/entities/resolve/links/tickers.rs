//! Tickers in the text: "Barclays (LON: BARC)", "Barclays (BARC.L)".

use crate::{language::LinkWords, text::Span};

/// The longest text between the brackets after a name.
const LONGEST: usize = 32;
/// The longest ticker.
const LONGEST_TICKER: usize = 12;

/// The market identifier code and ticker in brackets after a name.
pub(super) fn after(words: &LinkWords, text: &str, span: Span) -> Option<String> {
    let rest = text.get(span.end..)?.trim_start_matches([' ', '\u{a0}']).strip_prefix('(')?;
    let near = rest.get(..rest.floor_char_boundary(LONGEST + 1))?;
    let (inside, _) = near.split_once([')', ';', ','])?;
    let (code, ticker) = match inside.split_once(':') {
        Some((exchange, ticker)) => {
            let exchange: String = exchange
                .chars()
                .filter(|c| !c.is_whitespace())
                .flat_map(char::to_uppercase)
                .collect();
            (of(words.exchanges, &exchange)?, ticker.trim())
        }
        None => {
            let (ticker, suffix) = inside.trim().rsplit_once('.')?;
            (of(words.exchange_suffixes, suffix)?, ticker)
        }
    };
    let written = |c: char| c.is_ascii_uppercase() || c.is_ascii_digit() || matches!(c, '.' | '-');
    let valid = !ticker.is_empty() && ticker.len() <= LONGEST_TICKER && ticker.chars().all(written);
    valid.then(|| format!("{code}:{ticker}"))
}

fn of(codes: &[(&str, &'static str)], name: &str) -> Option<&'static str> {
    codes.iter().find(|(other, _)| *other == name).map(|(_, code)| *code)
}
