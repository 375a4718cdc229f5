//! Offsets, checked by slicing.

use crate::{HTML, PAGE, PLAIN_TEXT, STORY, UNITS, clients, everything, support::Server};

/// The text of `length` units from an offset on, if that many units are whole characters.
fn slice(content: &str, unit: i32, offset: usize, words: &str) -> Option<String> {
    match unit {
        1 => content.get(offset..offset + words.len()).map(str::to_owned),
        2 => {
            let units: Vec<u16> = content.encode_utf16().collect();
            let length = words.encode_utf16().count();
            String::from_utf16(units.get(offset..offset + length)?).ok()
        }
        3 => Some(content.chars().skip(offset).take(words.chars().count()).collect()),
        _ => None,
    }
}

/// The pieces of answers to both versions: words with their offsets.
async fn pieces(server: &Server, form: i32, content: &str, unit: i32) -> Vec<(String, i32)> {
    let (mut first, mut second) = clients(server).await;
    let (one, two) = everything(form, content, unit);
    let one = first.annotate_text(one).await.unwrap().into_inner();
    let two = second.annotate_text(two).await.unwrap().into_inner();
    let mentions = one.entities.into_iter().flat_map(|entity| entity.mentions);
    let all = mentions.map(|mention| mention.text);
    let all = all.chain(one.sentences.into_iter().map(|sentence| sentence.text));
    let first: Vec<_> =
        all.map(Option::unwrap).map(|text| (text.content, text.begin_offset)).collect();
    let mentions = two.entities.into_iter().flat_map(|entity| entity.mentions);
    let all = mentions.map(|mention| mention.text);
    let all = all.chain(two.sentences.into_iter().map(|sentence| sentence.text));
    let second: Vec<_> =
        all.map(Option::unwrap).map(|text| (text.content, text.begin_offset)).collect();
    assert_eq!(first, second, "the versions differ");
    first
}

#[tokio::test]
async fn every_piece_of_a_text_is_its_slice() {
    let server = Server::start().await;
    let mut seen = Vec::new();
    for unit in UNITS {
        let pieces = pieces(&server, PLAIN_TEXT, STORY, unit).await;
        assert!(pieces.len() >= 12, "{pieces:?}");
        for (words, offset) in &pieces {
            if unit == 0 {
                assert_eq!(*offset, -1, "{words}");
                continue;
            }
            let offset = usize::try_from(*offset).unwrap();
            assert_eq!(slice(STORY, unit, offset, words).as_ref(), Some(words), "unit {unit}");
        }
        // Whatever the unit, it is the same that was found.
        seen.push(pieces.into_iter().map(|(words, _)| words).collect::<Vec<_>>());
    }
    assert!(seen.windows(2).all(|two| two[0] == two[1]));
    assert!(seen[0].iter().any(|words| words == "$5 million"), "{:?}", seen[0]);
}

#[tokio::test]
async fn offsets_of_a_page_count_its_markup() {
    let server = Server::start().await;
    for unit in [1, 2, 3] {
        let pieces = pieces(&server, HTML, PAGE, unit).await;
        assert!(pieces.iter().any(|(words, _)| words == "Norway"), "{pieces:?}");
        for (words, offset) in pieces {
            let offset = usize::try_from(offset).unwrap();
            // Markup may stand between the words, but not before the first of them.
            let first = words.split_whitespace().next().unwrap();
            assert_eq!(slice(PAGE, unit, offset, first).as_deref(), Some(first), "unit {unit}");
            assert!(!words.contains("Sport") && !words.contains("Copyright"), "{words}");
        }
    }
}
