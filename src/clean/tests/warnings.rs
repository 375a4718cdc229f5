//! Each warning of the stage, on a page that deserves it.

use super::report;
use crate::document::Warning;

const HEADLINE: &str = "Ferry returns to the harbour after winter";

const FERRY: [&str; 4] = [
    "The ferry came back to the harbour on Monday, four months after a storm broke its ramp, and \
     hundreds of people waited for it in the rain.",
    "The captain, Ada Brook, said that the crew had waited for this day since November, when the \
     storm tore the ramp from the quay.",
    "Tickets go on sale on Friday, the port said in a statement to the town, and children travel \
     free until the end of the month.",
    "The council paid for half of the repair, and the islands will pay for the rest over the next \
     ten years, the mayor said.",
];

const MARKET: [&str; 3] = [
    "A new market opens on the old quay in May, with forty stalls for fish, bread and flowers, the \
     town said on Tuesday.",
    "Farmers from the islands asked for the market for years, because the shops on the quay take \
     too large a share of the price.",
    "The first stalls were given away by lot on Tuesday, and one of them went to a baker who had \
     lost her shop in the storm.",
];

fn warnings(content: &str) -> Vec<Warning> {
    report(content).1.warnings
}

#[test]
fn an_article_has_none() {
    assert_eq!(warnings(&format!("{HEADLINE}\n\n{}", FERRY.join("\n\n"))), []);
}

#[test]
fn nothing_but_furniture_is_no_article() {
    let content = "Subscribe to our newsletter\n\nShare on Facebook\n\nAdvertisement\n\nSign in";
    assert_eq!(warnings(content), [Warning::NoArticleFound]);
}

#[test]
fn a_paragraph_is_a_short_article() {
    let content = "Ferry returns to the harbour\n\nThe ferry came back to the harbour on Monday, the \
                   port said in a short statement.";
    assert_eq!(warnings(content), [Warning::ArticleShort]);
}

#[test]
fn what_the_trees_doubt_is_uncertain() {
    let content = "The council paid for half of the repair, and the islands will pay for the rest over \
                   the next ten years, the mayor said.\n\n\
                   More from the harbour\n\n\
                   How a goat became mayor of the town: our readers vote for their story of the year \
                   on Monday.\n\n\
                   Comments";
    assert_eq!(warnings(content), [Warning::ArticleUncertain]);
}

#[test]
fn two_headlines_and_credits_in_between_are_several_articles() {
    let paragraphs = |texts: &[&str]| texts.iter().map(|text| format!("<p>{text}</p>")).collect();
    let (ferry, market): (String, String) = (paragraphs(&FERRY), paragraphs(&MARKET));
    let page = format!("<body><h1>{HEADLINE}</h1>{ferry}<h1>Market opens on the quay</h1>{market}");
    assert_eq!(warnings(&page), [Warning::SeveralArticles]);

    let (ferry, market) = (FERRY.join("\n\n"), MARKET.join("\n\n"));
    let text = format!(
        "{HEADLINE}\n\n{ferry}\n\n(Reporting by Jo Field; Editing by Max Hill)\n\n\
         Market opens on the quay\n\n{market}\n\n(Reporting by Jane Doe; Editing by Max Hill)"
    );
    assert_eq!(warnings(&text), [Warning::SeveralArticles]);
}

#[test]
fn entries_with_times_are_a_live_blog() {
    let times = ["9:45 GMT", "10:20 GMT", "11:05 GMT", "12:30 GMT", "1 pm"];
    let entries = times.iter().zip(FERRY.iter().chain(&MARKET));
    let entries: String = entries.map(|(time, text)| format!("\n\n{time}\n\n{text}")).collect();
    assert_eq!(warnings(&format!("Storm in the islands: live{entries}")), [Warning::LiveBlog]);
}

#[test]
fn other_languages_were_not_learned() {
    let content = "Fähre kehrt in den Hafen zurück\n\n\
        Die Fähre ist am Montag in den Hafen zurückgekehrt, vier Monate nachdem ein Sturm ihre Rampe \
        zerstört hatte, sagte die Hafenverwaltung.\n\n\
        Die Karten werden ab Freitag verkauft, teilte der Hafen der Stadt mit, und Kinder fahren bis \
        Ende des Monats kostenlos.";
    let (cleaned, report) = report(content);
    assert!(report.warnings.contains(&Warning::LanguageNotLearned), "{:?}", report.warnings);
    assert_eq!(cleaned.language.code, "de");
    assert_eq!(cleaned.article.text, content);
}
