//! Repairs text whose UTF-8 was once read as Windows-1252: "donâ€™t" for "don’t".
//!
//! Each byte of a character became a character of its own. Where a run of such characters, turned
//! back into bytes, is one character of UTF-8, it is that character; unless people write the run
//! themselves: "CAFÉ”" is an É and a quotation mark, not the ɔ that its two bytes would be.

use super::{Fragment, RawBlock};
use crate::text::Span;

/// The characters of Windows-1252 for the bytes from 0x80 to 0x9F; the five bytes that it does not
/// define are themselves, as in the WHATWG Encoding Standard.
const WINDOWS_1252: &str = "€\u{81}‚ƒ„…†‡ˆ‰Š‹Œ\u{8d}Ž\u{8f}\u{90}‘’“”•–—˜™š›œ\u{9d}žŸ";

/// Characters that people write right after a letter.
const FOLLOWERS: &str = "‘’“”–—…•™‹›†‡«»®°²³¹ºª´\u{a0}\u{ad}";

/// Text may have been read wrongly more than once.
const ROUNDS: usize = 3;

/// Repairs the blocks of `content`.
pub(crate) fn repair(content: &str, blocks: &mut [RawBlock]) {
    for block in blocks.iter_mut().filter(|block| is_suspicious(&block.text)) {
        block.text = repaired(&block.text);
        let fragments = std::mem::take(&mut block.fragments);
        block.fragments =
            fragments.into_iter().flat_map(|fragment| split(content, fragment)).collect();
    }
}

/// A fragment in pieces: each repaired character is one.
fn split(content: &str, fragment: Fragment) -> Vec<Fragment> {
    let Fragment { raw, decoded } = fragment;
    if let Some(text) = decoded {
        return vec![Fragment { raw, decoded: Some(repaired(&text)) }];
    }
    let pieces = pieces(raw.of(content)).into_iter().map(|(span, character)| Fragment {
        raw: span.shifted(raw.start),
        decoded: character.map(String::from),
    });
    pieces.collect()
}

fn repaired(text: &str) -> String {
    let pieces = pieces(text).into_iter();
    pieces.map(|(span, character)| character.map_or(span.of(text).into(), String::from)).collect()
}

/// True if there may be anything to repair, told at little cost: most text has no character between Â and ô
/// in front of one that a continuation byte became.
fn is_suspicious(text: &str) -> bool {
    let mut last = None;
    text.chars().any(|c| {
        let after_lead = last.is_some_and(|last| ('\u{c2}'..='\u{f4}').contains(&last));
        last = Some(c);
        after_lead && byte(c).is_some_and(|byte| (0x80..=0xbf).contains(&byte))
    })
}

/// The text in pieces, in order, each with the character that takes its place, if any.
fn pieces(text: &str) -> Vec<(Span, Option<char>)> {
    let mut pieces: Vec<(Span, Option<char>)> = Vec::new();
    for (span, character) in characters(text) {
        match pieces.last_mut() {
            _ if is_repaired(span, character) => pieces.push((span, Some(character))),
            Some((last, None)) => last.end = span.end,
            _ => pieces.push((span, None)),
        }
    }
    pieces
}

/// The characters that were meant, and where in the text they are.
fn characters(text: &str) -> Vec<(Span, char)> {
    let spans = text.char_indices().map(|(at, c)| (Span::new(at, at + c.len_utf8()), c));
    let mut characters: Vec<_> = spans.collect();
    for _ in 0..ROUNDS {
        let mut next: Vec<(Span, char)> = Vec::with_capacity(characters.len());
        let mut rest = characters.as_slice();
        while let Some((&first, others)) = rest.split_first() {
            let before = next.last().copied();
            if let Some((length, repaired)) = character(before, rest) {
                next.push((Span::new(first.0.start, rest[length - 1].0.end), repaired));
                rest = &rest[length..];
            } else {
                next.push(first);
                rest = others;
            }
        }
        let done = next.len() == characters.len();
        characters = next;
        if done {
            break;
        }
    }
    characters
}

/// True if the character stands for several of the text, which are longer than it is.
const fn is_repaired(span: Span, character: char) -> bool {
    span.len() > character.len_utf8()
}

/// The character whose bytes became the first characters of `rest`, and how many they are.
fn character(before: Option<(Span, char)>, rest: &[(Span, char)]) -> Option<(usize, char)> {
    let lead = byte(rest.first()?.1)?;
    let length = match lead {
        0xc2..=0xdf => 2,
        0xe0..=0xef => 3,
        0xf0..=0xf4 => 4,
        _ => return None,
    };
    let run = rest.get(..length)?;
    let bytes: Vec<u8> = run.iter().map_while(|&(_, c)| byte(c)).collect();
    let mut characters = std::str::from_utf8(&bytes).ok()?.chars();
    let repaired = characters.next().filter(|_| characters.next().is_none())?;
    let marks = &run[1..];
    // A control character can only be the half of one that was read wrongly twice.
    let control = repaired.is_control() && !marks.iter().any(|&(_, c)| c.is_control());
    let mended = before.is_some_and(|(span, c)| is_repaired(span, c));
    let in_capitals = before.is_some_and(|(_, c)| c.is_uppercase());
    // Half of Latin and all of Cyrillic; few words end in Â, Ã, Å, Ð or Ñ but in capitals.
    let common = matches!(lead, 0xc2 | 0xc3 | 0xc5 | 0xd0 | 0xd1);
    let meant = !mended && (in_capitals || !common);
    let written = meant && marks.iter().all(|&(_, c)| FOLLOWERS.contains(c));
    (!control && !written).then_some((length, repaired))
}

/// The byte that was read as a character.
fn byte(c: char) -> Option<u8> {
    if let Ok(byte) = u8::try_from(c) {
        return Some(byte);
    }
    let at = WINDOWS_1252.chars().position(|other| other == c)?;
    u8::try_from(0x80 + at).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Reads the UTF-8 of a text as Windows-1252.
    fn broken(text: &str) -> String {
        let table: Vec<char> = WINDOWS_1252.chars().collect();
        let read = |byte: u8| match byte {
            0x80..=0x9f => table[usize::from(byte - 0x80)],
            _ => char::from(byte),
        };
        text.bytes().map(read).collect()
    }

    #[test]
    fn repairs_what_was_read_wrongly_once_or_more() {
        for text in
            ["don’t", "“Yes” – no…", "Zoë’s café", "São Tomé", "£5", "Łódź", "Москва", "北京", "😀"]
        {
            assert_eq!(repaired(&broken(text)), text);
            assert_eq!(repaired(&broken(&broken(text))), text);
        }
        assert_eq!(repaired("The ministerâ€™s Â£5m"), "The minister’s £5m");
    }

    #[test]
    fn leaves_alone_what_people_write() {
        for text in [
            "CAFÉ” café… Bogotá— “À”",
            "IRMÃ” and MAÇÃ… in São Paulo",
            "l’été™ voilà…” Señor‘s",
            "naïve «été» 20°C É\u{ad}t\u{e9}",
            "Ångström’s Øresund – Ærø",
        ] {
            assert_eq!(repaired(text), text);
        }
    }

    #[test]
    fn a_block_keeps_its_place() {
        let content = "It didnâ€™t.";
        let raw = Span::new(0, content.len());
        let mut blocks = [RawBlock {
            text: content.to_owned(),
            fragments: vec![Fragment { raw, decoded: None }],
            ..RawBlock::default()
        }];
        repair(content, &mut blocks);
        let [block] = blocks;
        assert_eq!(block.text, "It didn’t.");
        let pieces: Vec<_> = block.fragments.iter().map(|piece| piece.raw.of(content)).collect();
        assert_eq!(pieces, ["It didn", "â€™", "t."]);
        assert_eq!(block.raw(), raw);
    }

    proptest! {
        #[test]
        fn repairs_are_in_order_and_whole(text in "[aÃÂâ€™é£“”ð\u{a0}Ÿ˜€ ]{0,40}") {
            let mut cursor = 0;
            for (span, _) in pieces(&text) {
                prop_assert!(span.start >= cursor && span.end > span.start);
                prop_assert!(text.is_char_boundary(span.start) && text.is_char_boundary(span.end));
                cursor = span.end;
            }
        }
    }
}
