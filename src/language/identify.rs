//! The language of a text, and the tags of languages (BCP-47).

use crate::document::IdentifiedLanguage;
use whatlang::{Script, detect};

/// The tag for a language that cannot be told.
pub const UNDETERMINED: &str = "und";

/// Enough text to tell the language by, in bytes; more only costs time.
pub const SAMPLE_BYTES: usize = 600;

/// The language of this tag if it is known, else that of the text.
pub fn identify(known: Option<&str>, text: &str) -> IdentifiedLanguage {
    known.map_or_else(
        || detect_language(text),
        |code| IdentifiedLanguage { code: code.to_owned(), confidence: 1.0 },
    )
}

/// The language of a text, told by its beginning.
fn detect_language(text: &str) -> IdentifiedLanguage {
    let sample = &text.as_bytes()[..text.floor_char_boundary(SAMPLE_BYTES)];
    let found = std::str::from_utf8(sample).ok().and_then(detect);
    let trusted = found.filter(|info| {
        // Short English is often "unreliably" taken for a neighbour, and seldom the other way.
        info.is_reliable() || info.script() != Script::Latin || info.lang() == whatlang::Lang::Eng
    });
    trusted.map_or_else(
        || IdentifiedLanguage { code: UNDETERMINED.to_owned(), confidence: 0.0 },
        |info| IdentifiedLanguage {
            code: code_of(info.lang()),
            confidence: info.confidence() as f32,
        },
    )
}

/// The shortest code of a language, which BCP-47 asks for.
fn code_of(language: whatlang::Lang) -> String {
    let long = match language.code() {
        // BCP-47 names these by their macro-languages.
        "cmn" => "zho",
        "pes" => "fas",
        code => code,
    };
    isolang::Language::from_639_3(long)
        .and_then(|known| known.to_639_1())
        .unwrap_or(long)
        .to_owned()
}

/// Tells whether a code is a well-formed BCP-47 tag of a language in ISO 639.
pub fn is_known(code: &str) -> bool {
    oxilangtag::LanguageTag::parse(code).is_ok_and(|tag| {
        let primary = tag.primary_language().to_ascii_lowercase();
        match primary.len() {
            2 => isolang::Language::from_639_1(&primary).is_some(),
            3 => isolang::Language::from_639_3(&primary).is_some(),
            _ => false,
        }
    })
}

/// Tells whether a language could be told and is another one than that of the primary subtag `own`.
pub fn is_foreign(language: &IdentifiedLanguage, own: &str) -> bool {
    let code = primary_subtag(&language.code);
    code != UNDETERMINED && code != own
}

/// The primary subtag of a tag, in its shortest form: "en" of "en-GB" and of "eng".
pub fn primary_subtag(code: &str) -> String {
    let primary = code.split('-').next().unwrap_or_default().to_ascii_lowercase();
    let short = isolang::Language::from_639_3(&primary).and_then(|known| known.to_639_1());
    short.map_or(primary, str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tells_languages_apart() {
        let english = "The minister said on Friday that the talks would go on through the weekend.";
        let german = "Der Minister sagte am Freitag, die Gespräche gingen am Wochenende weiter.";
        let chinese = "外交部长星期五表示，会谈将在周末继续进行。";
        assert_eq!(detect_language(english).code, "en");
        assert_eq!(detect_language(german).code, "de");
        assert_eq!(detect_language(chinese).code, "zh");
    }

    #[test]
    fn says_when_it_cannot_tell() {
        assert_eq!(detect_language("12 : 34").code, UNDETERMINED);
    }

    #[test]
    fn a_language_is_foreign_where_it_is_surely_another() {
        let foreign = |code: &str| {
            is_foreign(&IdentifiedLanguage { code: code.to_owned(), confidence: 1.0 }, "en")
        };
        assert!(["de", "zh-Hant", "ENM"].into_iter().all(foreign));
        assert!(!["en", "EN-gb", "eng", "und"].into_iter().any(foreign));
    }

    #[test]
    fn knows_tags() {
        for code in ["en", "en-GB", "zh-Hant-TW", "deu", "und"] {
            assert!(is_known(code), "{code}");
        }
        for code in ["english", "xx", "e n", "-", "qqqq"] {
            assert!(!is_known(code), "{code}");
        }
    }
}
