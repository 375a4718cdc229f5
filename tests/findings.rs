//! Cases of names, times, values, quotations and links (`tests/cases/findings/README.md`), and how many
//! of each kind have to come out right. `COPYDESK_CASES=times cargo test --test findings -- --nocapture`
//! tells what is wrong with a kind; `all`, with all of them. Of those that were set aside only the
//! numbers are told.

#![allow(clippy::unwrap_used)] // A failure is a failure.

mod support;

use copydesk::server::{
    Limits,
    copydesk_v1::pb::{self, value::Kind},
};
use serde::Deserialize;
use std::{
    collections::{BTreeMap, HashMap},
    env, fs,
    path::Path,
    sync::LazyLock,
};
use support::{Client, LIMITS, Server, document};

/// The kinds, and how many of their cases have to come out right: of the open ones, and of those that
/// were set aside.
const FLOORS: [(&str, usize, usize); 5] = [
    ("names", 38, 25),
    ("times", 76, 34),
    ("values", 58, 26),
    ("quotes", 44, 25),
    ("links", 11, 8),
];

#[derive(Deserialize)]
struct Cases {
    case: Vec<Case>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields, default)]
#[derive(Default)]
struct Case {
    name: String,
    text: String,
    published: Option<String>,
    names: Vec<String>,
    not_names: Vec<String>,
    times: BTreeMap<String, String>,
    not_times: Vec<String>,
    values: BTreeMap<String, String>,
    not_values: Vec<String>,
    not_kind: String,
    quotes: Vec<Quote>,
    not_quotes: Vec<String>,
    places: BTreeMap<String, String>,
    entities: BTreeMap<String, String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Quote {
    content: String,
    speaker: String,
    kind: String,
}

/// The units of what is measured; only as many as cases ask whether a value is not of that kind.
const UNITS: [(&str, &[&str]); 2] = [
    ("MASS", &["pound", "ounce", "stone", "ton", "tonne", "metric ton", "kilogram", "gram"]),
    ("LENGTH", &["mile", "foot", "inch", "yard", "metre", "kilometre", "centimetre"]),
];

/// The two-letter codes of the countries of places, by GeoNames number.
static COUNTRIES: LazyLock<HashMap<String, String>> = LazyLock::new(|| {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("models/places.tsv");
    let list = fs::read_to_string(path).unwrap();
    let cells = |line: &str| {
        let mut cells = line.split('\t').skip(1).map(str::to_owned);
        let country = cells.next()?;
        Some((cells.next()?, country))
    };
    list.lines().filter_map(cells).collect()
});

/// A stretch of the clean text, in bytes.
type Stretch = (usize, usize);

fn overlap(a: Stretch, b: Stretch) -> bool {
    a.0 < b.1 && b.0 < a.1
}

/// What was found in the text of a case.
struct Found {
    text: String,
    entities: pb::EntityAnalysis,
}

impl Found {
    /// Where these words stand as whole words.
    fn occurrences(&self, words: &str) -> Vec<Stretch> {
        let text = &self.text;
        let inner = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
        let is_whole = |start: usize, end: usize| {
            let (first, last) = (words.chars().next(), words.chars().next_back());
            let before = text.get(..start).and_then(|before| before.chars().next_back());
            let behind = text.get(end..).and_then(|behind| behind.chars().next());
            !((inner(before) && inner(first)) || (inner(behind) && inner(last)))
        };
        let found = text.match_indices(words).map(|(at, words)| (at, at + words.len()));
        found.filter(|&(start, end)| is_whole(start, end)).collect()
    }

    fn mentions(&self) -> impl Iterator<Item = (&pb::Entity, &pb::Mention)> {
        let entities = self.entities.entities.iter();
        entities
            .flat_map(|entity| entity.mentions.iter().map(move |mention| (entity, mention)))
            .filter(|(_, mention)| mention.kind() == pb::MentionKind::Name)
    }

    /// The values that touch the words somewhere.
    fn values(&self, words: &str) -> impl Iterator<Item = &pb::Value> {
        let places = self.occurrences(words);
        let touches = move |value: &&pb::Value| {
            places.iter().any(|place| overlap(*place, stretch(value.span.as_ref())))
        };
        self.entities.values.iter().filter(touches)
    }

    /// Every occurrence is a name of this type.
    fn name_fault(&self, answer: &str) -> Option<String> {
        let (words, kind) = answer.rsplit_once('=').unwrap();
        let places = self.occurrences(words);
        // The words of a longer name, which is another answer, are no occurrence.
        let alone = |place: &&Stretch| {
            !self.mentions().any(|(_, mention)| {
                let found = stretch(mention.span.as_ref());
                found != **place && found.0 <= place.0 && place.1 <= found.1
            })
        };
        let mut seen = false;
        for place in places.iter().filter(alone) {
            seen = true;
            let same = |mention: &pb::Mention| stretch(mention.span.as_ref()) == *place;
            let found = self.mentions().find(|(_, mention)| same(mention));
            let found = found.map_or("no name", |(entity, _)| short_type(entity.r#type()));
            if found != kind {
                return Some(format!("{words:?} at {} is {found}, not {kind}", place.0));
            }
        }
        (!seen).then(|| format!("{words:?} is part of a longer name, or missing"))
    }

    fn not_name_fault(&self, words: &str) -> Option<String> {
        let places = self.occurrences(words);
        let touches = |mention: &pb::Mention| {
            places.iter().any(|place| overlap(*place, stretch(mention.span.as_ref())))
        };
        let (entity, mention) = self.mentions().find(|(_, mention)| touches(mention))?;
        let kind = short_type(entity.r#type());
        Some(format!("{:?} is {kind}", text(mention.span.as_ref())))
    }

    fn time_fault(&self, words: &str, wanted: &str) -> Option<String> {
        let times = self.values(words).filter_map(|value| match value.kind.as_ref()? {
            Kind::Time(time) => Some((text(value.span.as_ref()).to_owned(), time.timex.clone())),
            Kind::Money(_) | Kind::Percent(_) | Kind::Quantity(_) => None,
        });
        let times: Vec<_> = times.collect();
        let right = times.iter().any(|(_, timex)| timex == wanted);
        (!right).then(|| format!("{words:?} is {times:?}, not {wanted}"))
    }

    fn not_time_fault(&self, words: &str) -> Option<String> {
        let is_time = |value: &&pb::Value| matches!(value.kind, Some(Kind::Time(_)));
        let value = self.values(words).find(is_time)?;
        Some(format!("{:?} is a time", text(value.span.as_ref())))
    }

    fn value_fault(&self, words: &str, wanted: &str) -> Option<String> {
        let found: Vec<_> = self.values(words).filter_map(|value| value.kind.as_ref()).collect();
        let right = found.iter().any(|kind| is_value(kind, wanted));
        (!right).then(|| format!("{words:?} is {found:?}, not {wanted}"))
    }

    fn not_value_fault(&self, words: &str, kind: &str) -> Option<String> {
        let is_kind = |value: &&pb::Value| match (kind, value.kind.as_ref().unwrap()) {
            ("MONEY", Kind::Money(_)) | ("PERCENT", Kind::Percent(_)) | ("TIME", Kind::Time(_)) => {
                true
            }
            ("NUMBER", Kind::Quantity(found)) => found.unit.is_empty() && !found.ordinal,
            ("ORDINAL", Kind::Quantity(found)) => found.ordinal,
            ("MONEY" | "PERCENT" | "TIME" | "NUMBER" | "ORDINAL", _) => false,
            (kind, Kind::Quantity(found)) => {
                let mut units = UNITS.iter().filter(|(name, _)| *name == kind);
                units.any(|(_, units)| units.contains(&found.unit.as_str()))
            }
            _ => false,
        };
        let value = self.values(words).find(is_kind)?;
        Some(format!("{:?} is {:?}", text(value.span.as_ref()), value.kind))
    }

    fn quote_fault(&self, wanted: &Quote) -> Option<String> {
        let quotes = self.entities.quotes.iter().filter(|quote| {
            let pieces = quote.content.iter().map(|span| bare(&span.text));
            let pieces: Vec<_> = pieces.collect();
            pieces.contains(&bare(&wanted.content))
                || bare(&pieces.join(" ")) == bare(&wanted.content)
        });
        let quotes: Vec<_> = quotes.collect();
        let right = quotes.iter().any(|quote| {
            short_quote_kind(quote.kind()) == wanted.kind && self.speaks(quote, &wanted.speaker)
        });
        let found = || {
            let others =
                if quotes.is_empty() { self.entities.quotes.iter().collect() } else { quotes };
            let short = |quote: &&pb::Quote| {
                let content: Vec<_> = quote.content.iter().map(|span| &span.text).collect();
                let kind = short_quote_kind(quote.kind());
                format!("{content:?} by {:?} {kind}", self.speaker(quote))
            };
            others.iter().map(short).collect::<Vec<_>>().join("; ")
        };
        (!right).then(|| {
            let Quote { content, speaker, kind } = wanted;
            format!("{content:?} by {speaker:?} {kind}: found {}", found())
        })
    }

    /// The name of the speaker, else the words that name them.
    fn speaker(&self, quote: &pb::Quote) -> String {
        let mut entities = self.entities.entities.iter();
        let entity = entities.find(|entity| entity.id == quote.speaker_entity_id);
        entity.map_or_else(|| text(quote.speaker.as_ref()).to_owned(), |entity| entity.name.clone())
    }

    /// Tells whether the speaker is who was wanted: by the entity's names, else by the words.
    fn speaks(&self, quote: &pb::Quote, wanted: &str) -> bool {
        // A title before the name is no fault.
        let same = |found: &str| {
            let (found, wanted) = (found.to_lowercase(), wanted.to_lowercase());
            found == wanted
                || (!wanted.is_empty()
                    && found.strip_suffix(&wanted).is_some_and(|title| title.ends_with(' ')))
        };
        let mut entities = self.entities.entities.iter();
        match entities.find(|entity| entity.id == quote.speaker_entity_id) {
            Some(entity) => {
                let mut mentions = entity.mentions.iter();
                same(&entity.name) || mentions.any(|mention| same(text(mention.span.as_ref())))
            }
            None => same(text(quote.speaker.as_ref())),
        }
    }

    fn not_quote_fault(&self, words: &str) -> Option<String> {
        let places = self.occurrences(words);
        let mut pieces = self.entities.quotes.iter().flat_map(|quote| &quote.content);
        let touches =
            |span: &pb::TextSpan| places.iter().any(|place| overlap(*place, stretch(Some(span))));
        let piece = pieces.find(|span| touches(span))?;
        Some(format!("{:?} is quoted", piece.text))
    }

    /// The links of the entities that bear this name.
    fn links(&self, words: &str) -> Vec<(&pb::Entity, &pb::EntityLink)> {
        let named = self.mentions().filter(|(_, mention)| text(mention.span.as_ref()) == words);
        named.flat_map(|(entity, _)| entity.links.iter().map(move |link| (entity, link))).collect()
    }

    fn place_fault(&self, words: &str, wanted: &str) -> Option<String> {
        let links = self.links(words);
        let codes: Vec<_> = links.iter().filter_map(|(_, link)| code(link)).collect();
        let country = |code: &str| code.split('-').next().unwrap() == wanted;
        let right = match wanted {
            "" => links.is_empty(),
            region if region.contains('-') => codes.iter().any(|code| code == region),
            _ => !codes.is_empty() && codes.iter().all(|code| country(code)),
        };
        (!right).then(|| format!("{words:?} is in {codes:?}, not {wanted:?}"))
    }

    fn entity_fault(&self, words: &str, wanted: &str) -> Option<String> {
        let links = self.links(words);
        let right = match wanted.strip_prefix("TICKER ") {
            Some(ticker) => links.iter().any(|(_, link)| link.id == ticker),
            None if wanted.is_empty() => links.is_empty(),
            None => links.iter().any(|(entity, _)| entity.name == wanted),
        };
        (!right).then(|| format!("{words:?} is {links:?}, not {wanted:?}"))
    }
}

impl Case {
    /// What is wrong with what was found.
    fn faults(&self, found: &Found) -> Vec<String> {
        let mut faults = Vec::new();
        faults.extend(self.names.iter().filter_map(|name| found.name_fault(name)));
        faults.extend(self.not_names.iter().filter_map(|name| found.not_name_fault(name)));
        faults
            .extend(self.times.iter().filter_map(|(words, timex)| found.time_fault(words, timex)));
        faults.extend(self.not_times.iter().filter_map(|words| found.not_time_fault(words)));
        faults.extend(
            self.values.iter().filter_map(|(words, value)| found.value_fault(words, value)),
        );
        let not_value = |words: &String| found.not_value_fault(words, &self.not_kind);
        faults.extend(self.not_values.iter().filter_map(not_value));
        faults.extend(self.quotes.iter().filter_map(|quote| found.quote_fault(quote)));
        faults.extend(self.not_quotes.iter().filter_map(|words| found.not_quote_fault(words)));
        faults
            .extend(self.places.iter().filter_map(|(words, code)| found.place_fault(words, code)));
        let entities = self.entities.iter();
        faults.extend(entities.filter_map(|(words, wanted)| found.entity_fault(words, wanted)));
        faults
    }

    async fn found(&self, client: &mut Client) -> Found {
        let mut document = document(&self.name, &self.text);
        document.publish_time = self.published.as_ref().map(|time| time.parse().unwrap());
        let options = pb::AnalysisOptions {
            stages: vec![pb::Stage::Cleaning.into(), pb::Stage::Entities.into()],
            offset_encoding: pb::OffsetEncoding::Utf8.into(),
            ..Default::default()
        };
        let request = pb::AnalyzeRequest { document: Some(document), options: Some(options) };
        let analysis = client.analyze(request).await.unwrap().into_inner().analysis.unwrap();
        Found { text: analysis.cleaned.unwrap().text, entities: analysis.entities.unwrap() }
    }
}

/// Tells whether a value is "KIND AMOUNT unit".
fn is_value(found: &Kind, wanted: &str) -> bool {
    let (kind, rest) = wanted.split_once(' ').unwrap();
    let (amount, unit) = rest.split_once(' ').unwrap_or((rest, ""));
    let quantity = |found: &pb::QuantityValue, unit: &str, ordinal: bool| {
        found.amount == amount && found.unit == unit && found.ordinal == ordinal
    };
    match (kind, found) {
        ("PERCENT", Kind::Percent(found)) => quantity(found, "", false),
        ("PERCENTAGE_POINTS", Kind::Quantity(found)) => quantity(found, "percentage point", false),
        ("BASIS_POINTS", Kind::Quantity(found)) => quantity(found, "basis point", false),
        ("ORDINAL", Kind::Quantity(found)) => quantity(found, "", true),
        ("AGE", Kind::Quantity(found)) => quantity(found, &format!("{unit} of age"), false),
        ("PERCENT" | "PERCENTAGE_POINTS" | "BASIS_POINTS" | "ORDINAL" | "AGE", _) => false,
        (_, Kind::Quantity(found)) => quantity(found, unit, false),
        (currency, Kind::Money(found)) => found.currency_code == currency && found.amount == amount,
        _ => false,
    }
}

/// The code of the country or region that a link leads to.
fn code(link: &pb::EntityLink) -> Option<String> {
    match link.knowledge_base.to_lowercase() {
        name if name.contains("3166") => Some(link.id.clone()),
        name if name == "geonames" => {
            COUNTRIES.get(&link.id).cloned().filter(|code| !code.is_empty())
        }
        _ => None,
    }
}

fn stretch(span: Option<&pb::TextSpan>) -> Stretch {
    let clean = span.and_then(|span| span.clean).unwrap_or_default();
    (clean.start as usize, clean.end as usize)
}

fn text(span: Option<&pb::TextSpan>) -> &str {
    span.map_or("", |span| &span.text)
}

/// Words without the marks around them, with single spaces.
fn bare(words: &str) -> String {
    let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
    words.trim_matches(|c: char| !c.is_alphanumeric()).to_owned()
}

fn short_type(kind: pb::EntityType) -> &'static str {
    kind.as_str_name().trim_start_matches("ENTITY_TYPE_")
}

fn short_quote_kind(kind: pb::QuoteKind) -> &'static str {
    kind.as_str_name().trim_start_matches("QUOTE_KIND_")
}

fn read(path: &str) -> Vec<Case> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases/findings");
    let text = fs::read_to_string(folder.join(path)).unwrap();
    let cases: Cases = toml::from_str(&text).unwrap_or_else(|error| panic!("{path}: {error}"));
    cases.case
}

/// The number of cases in a file that come out right, and of all; `tell`: say what is wrong with the others.
async fn score(client: &mut Client, path: &str, tell: bool) -> (usize, usize) {
    let cases = read(path);
    let mut right = 0;
    for case in &cases {
        let faults = case.faults(&case.found(client).await);
        right += usize::from(faults.is_empty());
        if tell && !faults.is_empty() {
            println!("{path}, {}:\n    {}", case.name, faults.join("\n    "));
        }
    }
    (right, cases.len())
}

async fn client() -> Client {
    Server::with(Limits { content_bytes: 1 << 20, ..LIMITS }).await.client().await
}

#[tokio::test]
async fn findings_of_each_kind_come_out_right() {
    let mut client = client().await;
    let told = env::var("COPYDESK_CASES").unwrap_or_default();
    let mut below = Vec::new();
    for (kind, floor, _) in FLOORS {
        let tell = told == kind || told == "all";
        let (right, all) = score(&mut client, &format!("{kind}.toml"), tell).await;
        println!("{kind:<8} {right:>3} of {all:>3}");
        if right < floor {
            below.push(kind);
        }
    }
    assert!(below.is_empty(), "too few come out right: {below:?}");
}

#[tokio::test]
async fn findings_that_were_set_aside_come_out_right() {
    let mut client = client().await;
    let mut below = Vec::new();
    for (kind, _, floor) in FLOORS {
        let (right, all) = score(&mut client, &format!("set_aside/{kind}.toml"), false).await;
        println!("{kind:<8} {right:>3} of {all:>3}, set aside");
        if right < floor {
            below.push(kind);
        }
    }
    assert!(below.is_empty(), "too few come out right: {below:?}");
}
