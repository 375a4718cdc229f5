//! Cases of cleaning by kind (`tests/cases/cleaning/README.md`), and how many of each have to come out
//! right. `COPYDESK_CASES=captions cargo test --test cases -- --nocapture` tells what is wrong with a kind.

#![allow(clippy::unwrap_used)] // A failure is a failure.

use copydesk::{
    clean::{Cleaner, SiteRules},
    document::{Article, BlockKind, Document, Format, Raw, Stage, Wanted, WantedCleaning},
    language::ENGLISH,
};
use jiff::tz::TimeZone;
use serde::Deserialize;
use std::{
    collections::{BTreeSet, HashMap},
    env, fs,
    path::Path,
};

/// The kinds, and the share of their cases that has to come out right.
const FLOORS: [(&str, f64); 12] = [
    ("authors", 0.9),
    ("bodies_elsewhere", 0.9),
    ("briefs", 0.9),
    ("captions", 0.9),
    ("containers", 0.9),
    ("datelines", 0.9),
    ("dates", 0.9),
    ("furniture", 0.8),
    ("inline", 0.9),
    ("lists_tables", 0.9),
    ("no_harm", 0.9),
    ("structured_data", 0.9),
];

/// The share of the cases that were set aside, of all kinds.
const SET_ASIDE_FLOOR: f64 = 0.8;

#[derive(Deserialize)]
struct Cases {
    case: Vec<Case>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Case {
    name: String,
    format: Option<String>,
    content: String,
    title: Option<String>,
    authors: Option<BTreeSet<String>>,
    editors: Option<BTreeSet<String>>,
    photo_credits: Option<BTreeSet<String>>,
    date: Option<String>,
    dateline_place: Option<String>,
    agency: Option<String>,
    #[serde(default)]
    keeps: Vec<String>,
    #[serde(default)]
    drops: Vec<String>,
    #[serde(default)]
    kinds: HashMap<String, String>,
    #[serde(default)]
    whole: bool,
}

impl Case {
    fn article(&self, cleaner: &Cleaner) -> Article {
        let format = self.format.as_deref().map(|format| match format {
            "html" => Format::Html,
            _ => Format::PlainText,
        });
        let document = Document { format, ..self.content.as_str().into() };
        let wanted = Wanted { cleaning: Some(WantedCleaning::default()), ..Wanted::default() };
        cleaner.run(Raw::new(document, wanted)).0.article
    }

    /// What is wrong with the article.
    fn faults(&self, article: &Article) -> Vec<String> {
        let mut faults = Vec::new();
        let metadata = &article.metadata;
        let date =
            metadata.published.map(|time| TimeZone::UTC.to_datetime(time).date().to_string());
        for (name, wanted, found) in [
            ("title", &self.title, &metadata.title),
            ("date", &self.date, &date.unwrap_or_default()),
            ("dateline", &self.dateline_place, &metadata.dateline_place),
            ("agency", &self.agency, &metadata.agency),
        ] {
            if wanted.as_ref().is_some_and(|wanted| wanted != found) {
                faults.push(format!("{name} is {found:?}"));
            }
        }
        for (name, wanted, found) in [
            ("authors", &self.authors, &metadata.authors),
            ("editors", &self.editors, &metadata.editors),
            ("photo credits", &self.photo_credits, &metadata.photo_credits),
        ] {
            let is =
                |wanted: &BTreeSet<String>| wanted.iter().eq(found.iter().collect::<BTreeSet<_>>());
            if wanted.as_ref().is_some_and(|wanted| !is(wanted)) {
                faults.push(format!("{name} are {found:?}"));
            }
        }
        let text = one_space(&article.text);
        let missing = self.keeps.iter().filter(|phrase| !text.contains(&one_space(phrase)));
        faults.extend(missing.map(|phrase| format!("lacks {phrase:?}")));
        let kept = self.drops.iter().filter(|phrase| text.contains(&one_space(phrase)));
        faults.extend(kept.map(|phrase| format!("keeps {phrase:?}")));
        if self.whole && text != one_space(&self.content) {
            faults.push("is not whole".to_owned());
        }
        faults.extend(
            self.kinds.iter().filter_map(|(begins, kind)| kind_fault(article, begins, kind)),
        );
        faults
    }
}

/// What is wrong with the kind of the block that begins so.
fn kind_fault(article: &Article, begins: &str, kind: &str) -> Option<String> {
    let begins = one_space(begins);
    let mut blocks = article.blocks.iter();
    let block = blocks.find(|block| one_space(block.span.of(&article.text)).starts_with(&begins));
    let found = block.map_or("missing", |block| name(block.kind));
    (found != kind).then(|| format!("{begins:?} is {found}"))
}

const fn name(kind: BlockKind) -> &'static str {
    match kind {
        BlockKind::Unclassified => "UNCLASSIFIED",
        BlockKind::Headline => "HEADLINE",
        BlockKind::Standfirst => "STANDFIRST",
        BlockKind::Byline => "BYLINE",
        BlockKind::Dateline => "DATELINE",
        BlockKind::Body => "BODY",
        BlockKind::Subheading => "SUBHEADING",
        BlockKind::Caption => "CAPTION",
        BlockKind::Credits => "CREDITS",
    }
}

fn one_space(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn read(path: &str) -> Vec<Case> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases/cleaning");
    let text = fs::read_to_string(folder.join(path)).unwrap();
    let cases: Cases = toml::from_str(&text).unwrap_or_else(|error| panic!("{path}: {error}"));
    cases.case
}

/// The number of cases in a file that come out right, and of all; `tell`: say what is wrong with the others.
fn score(cleaner: &Cleaner, path: &str, tell: bool) -> (usize, usize) {
    let cases = read(path);
    let mut right = 0;
    for case in &cases {
        let faults = case.faults(&case.article(cleaner));
        right += usize::from(faults.is_empty());
        if tell && !faults.is_empty() {
            println!("{path}, {}:\n    {}", case.name, faults.join("\n    "));
        }
    }
    (right, cases.len())
}

#[test]
fn cases_of_each_kind_come_out_right() {
    let cleaner = Cleaner::embedded(&ENGLISH, SiteRules::default());
    let told = env::var("COPYDESK_CASES").unwrap_or_default();
    let mut below = Vec::new();
    for (kind, floor) in FLOORS {
        let tell = told == kind || told == "all";
        let (right, all) = score(&cleaner, &format!("{kind}.toml"), tell);
        println!("{kind:<18} {right:>3} of {all:>3}");
        if (right as f64) < floor * all as f64 {
            below.push(kind);
        }
    }
    assert!(below.is_empty(), "too few come out right: {below:?}");
}

#[test]
fn cases_that_were_set_aside_come_out_right() {
    let cleaner = Cleaner::embedded(&ENGLISH, SiteRules::default());
    let (mut right, mut all) = (0, 0);
    for (kind, _) in FLOORS {
        let (of_kind, cases) = score(&cleaner, &format!("set_aside/{kind}.toml"), false);
        println!("{kind:<18} {of_kind:>3} of {cases:>3}, set aside");
        right += of_kind;
        all += cases;
    }
    println!("{right} of {all}, set aside");
    assert!(right as f64 >= SET_ASIDE_FLOOR * all as f64, "{right} of {all}");
}
