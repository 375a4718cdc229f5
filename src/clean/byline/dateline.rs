//! Datelines: place, date and agency at the beginning of the first paragraph.

use super::patterns::day;
use crate::language::BylineWords;
use regex::Regex;

/// No dateline is longer; to look for groups in more costs time.
const LONGEST: usize = 200;

/// A dateline, as written; each part empty where there is none.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Dateline<'a> {
    pub place: &'a str,
    pub date: &'a str,
    pub agency: &'a str,
    /// True if it ends with a colon, which most often ends something else.
    pub is_with_colon: bool,
    /// Its length with the dash behind it [bytes].
    pub length: usize,
}

/// Finds datelines.
pub(super) struct DatelineReader {
    /// The forms that datelines have, the most telling first, with groups `place`, `date` and `agency`.
    forms: Vec<Regex>,
    not_places: &'static [&'static str],
}

impl DatelineReader {
    /// Compiles the forms with the words of a language.
    pub fn new(words: &BylineWords) -> Self {
        let compiled = |form: String| Regex::new(&form).expect("the words make valid patterns");
        Self { forms: forms(words).map(compiled).to_vec(), not_places: words.not_places }
    }

    /// The dateline that a paragraph begins with.
    pub fn read<'a>(&self, paragraph: &'a str) -> Option<Dateline<'a>> {
        let end = paragraph.floor_char_boundary(LONGEST);
        let beginning = paragraph.get(..end).unwrap_or(paragraph);
        self.forms.iter().find_map(|form| {
            let found = form.captures(beginning)?;
            let group = |name| found.name(name).map_or("", |text| text.as_str().trim());
            let [place, date, agency] = ["place", "date", "agency"].map(group);
            let is_with_colon = found[0].trim_end().ends_with(':');
            let dateline = Dateline { place, date, agency, is_with_colon, length: found[0].len() };
            let rest = paragraph.get(dateline.length..).unwrap_or_default();
            self.is_right(&dateline, rest).then_some(dateline)
        })
    }

    /// True if it is none of those that only look so: "NATO — the alliance", "WARNING: ...".
    fn is_right(&self, dateline: &Dateline, rest: &str) -> bool {
        let Dateline { place, date, agency, .. } = *dateline;
        let told = !date.is_empty() || !agency.is_empty();
        let begins = rest.chars().find(|c| c.is_alphanumeric());
        let is_place = !self.not_places.iter().any(|word| word.eq_ignore_ascii_case(place));
        begins.is_some() && is_place && (told || !begins.is_some_and(char::is_lowercase))
    }
}

/// Agencies write the place in capitals or name themselves. Without either a dash is only a dash.
fn forms(words: &BylineWords) -> [String; 7] {
    let and = words.and;
    let one = r"\p{Lu}[\p{Lu}.'’-]+(?:[ ,/]+\p{Lu}[\p{Lu}.'’-]*)*";
    let name = r"\p{Lu}[\p{L}.'’-]+(?: \p{Lu}[\p{L}.'’-]+){0,2}";
    let capitals = format!(r"(?P<place>{one}(?: {and} {one})?(?:, {name})?)");
    let names = format!(r"(?P<place>{name}(?:, {name}){{0,2}}(?: \({name}\))?)");
    let dash = r"\s*(?:--\s*|[-–—]\s+)";
    let date = format!(r"(?P<date>(?i:{})(?:,? \d{{4}})?)", day(words));
    let dated = format!(r"(?:,? +\(?{date}\)?)?");
    let wire = r"/(?P<agency>[\p{L}][\w -]{1,30})/";
    let agency = r"\((?:[\w ]+/)?(?P<agency>[\p{L}][\w&. ]{1,30})\)";
    let known = format!(r"\((?P<agency>(?:{})(?: [\w ]{{1,20}})?)\)", words.agencies.join("|"));
    [
        // "BEIJING, April 26 (Reuters) -", "MANILA, Philippines —"
        format!(r"^{capitals}{dated}(?:{dash}| *{agency}(?:{dash}|\.? ?[-–—]+\s*))"),
        // "AUSTIN, Texas, May 3, 2024 /PRNewswire/ --", "MOSCOW, October 3. /TASS/."
        format!(r"^{names}{dated}\.? *{wire}(?:{dash}|\.\s+)"),
        // "Nairobi, Kenya (AP) —", "Bogotá, 3 oct (EFE).-"
        format!(r"^{names}{dated} *{agency}(?:{dash}|\.? ?[-–—]+\s*)"),
        // "NEW DELHI, Oct 3 (PTI) The railways"
        format!(r"^{names},? +{date} *{known}:?\s+"),
        // "(CNN) —", "Oct 3 (Reuters) -"
        format!(r"^(?:{date} *)?{known}\.? ?(?:--|[-–—])\s*"),
        // "Washington, D.C. –"
        format!(r"^(?P<place>{name}, (?:\p{{Lu}}\.)+|{name}, {name})\s*[–—]\s+"),
        // "NAIROBI: Kenya's farmers"
        r"^(?P<place>\p{Lu}[\p{Lu}'’-]{4,}(?: \p{Lu}[\p{Lu}'’-]+)?):\s+".to_owned(),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::ENGLISH;

    #[test]
    fn reads_the_forms_that_agencies_use() {
        let reader = DatelineReader::new(&ENGLISH.cleaning.bylines);
        for (text, expected) in [
            (
                "PORT ELSE, March 3 (Coastal News) - The ferry",
                ["PORT ELSE", "March 3", "Coastal News"],
            ),
            ("Nairobi, Kenya (AP) — The ferry", ["Nairobi, Kenya", "", "AP"]),
            ("NEW DELHI, Oct 3 (PTI) The railways", ["NEW DELHI", "Oct 3", "PTI"]),
            ("Oct 3 (Reuters) - A maker", ["", "Oct 3", "Reuters"]),
            ("(Bloomberg) -- Shares fell", ["", "", "Bloomberg"]),
            ("(CNN) — The mayor", ["", "", "CNN"]),
            ("Bogotá, 3 Oct (EFE).- The president", ["Bogotá", "3 Oct", "EFE"]),
            ("Washington, D.C. – The president", ["Washington, D.C.", "", ""]),
            ("NEW YORK and CHICAGO (Oct. 3) — Two banks", ["NEW YORK and CHICAGO", "Oct. 3", ""]),
            ("MANILA, Philippines — The ferry", ["MANILA, Philippines", "", ""]),
            ("NAIROBI: Farmers in Kenya", ["NAIROBI", "", ""]),
            ("PARIS/BERLIN, 3 May 2024 — “We agree”", ["PARIS/BERLIN", "3 May 2024", ""]),
            ("MADRID, 3 Oct (EFE).- The president", ["MADRID", "3 Oct", "EFE"]),
            ("WINDHOEK, 03 OCT (NAMPA) - A mine", ["WINDHOEK", "03 OCT", "NAMPA"]),
            ("AUSTIN, Texas--The ferry", ["AUSTIN, Texas", "", ""]),
            ("Shimonoseki (Japan) (AFP) – The ferry", ["Shimonoseki (Japan)", "", "AFP"]),
            ("MOSCOW, October 3. /TASS/. A ferry", ["MOSCOW", "October 3", "TASS"]),
            (
                "OSLO, Norway, May 3, 2024 /PRNewswire/ -- Fjordkraft",
                ["OSLO, Norway", "May 3, 2024", "PRNewswire"],
            ),
        ] {
            let read = reader.read(text).unwrap_or_default();
            assert_eq!([read.place, read.date, read.agency], expected, "{text}");
        }
    }

    #[test]
    fn a_dash_or_a_colon_alone_makes_none() {
        let reader = DatelineReader::new(&ENGLISH.cleaning.bylines);
        for text in [
            "NATO — the alliance of 32 — said",
            "BREAKING: The ferry is back",
            "WARNING: This story is sad",
            "The ferry — late again — came",
            "Ada Brook, the mayor – and captain – said",
            "IBM: Its shares fell",
        ] {
            assert_eq!(reader.read(text), None, "{text}");
        }
    }
}
