//! What stays whole: clean text, lists and tables.

use super::clean;

const PARAGRAPHS: [&str; 4] = [
    "The ferry came back to the harbour on Monday, four months after a storm broke its ramp, and \
     hundreds of people waited for it in the rain.",
    "The captain, Ada Brook, said that the crew had waited for this day since November, when the \
     storm tore the ramp from the quay.",
    "The towns that it calls at are these, in the order of the timetable:",
    "The council paid for half of the repair, and the islands will pay for the rest over the next \
     ten years, the mayor said.",
];

fn text(content: &str) -> String {
    clean(content).article.text
}

#[test]
fn an_article_that_is_clean_comes_back_as_it_is() {
    let [first, second, _, last] = PARAGRAPHS;
    let content = format!("It rained.\n\n{first}\n\n{second}\n\n{last}\n\nHe was 81.");
    assert_eq!(text(&content), content);
}

#[test]
fn what_came_out_comes_out_again() {
    let content = format!(
        "Home | News | Sport\n\nFerry returns to the harbour after winter\n\nPORT ELSE, March 3 \
         (Coastal News) - {}\n\n(Reporting by Jo Field; Editing by Max Hill)\n\nShare on Facebook",
        PARAGRAPHS[..2].join("\n\n")
    );
    let once = text(&content);
    assert!(!once.contains("Facebook") && once.contains("PORT ELSE"));
    assert_eq!(text(&once), once);
}

#[test]
fn a_list_of_the_article_stays_and_a_list_of_links_goes() {
    let [first, second, colon, last] = PARAGRAPHS.map(|text| format!("<p>{text}</p>"));
    let page = |list: &str| {
        format!(
            "<article><h1>Ferry returns</h1>{first}{second}{colon}<ul>{list}</ul>{last}</article>"
        )
    };
    let towns = page("<li>Port Else</li><li>Vale</li><li>Saint Mary, on Sundays only</li>");
    let towns = text(&towns);
    assert!(towns.contains("Vale") && towns.contains("Saint Mary"), "{towns}");
    let links = "<li><a href=a>Home</a></li><li><a href=b>Ferry fares to rise again</a></li>";
    let links = text(&page(links));
    assert!(!links.contains("Home") && !links.contains("fares"), "{links}");
}

#[test]
fn a_headline_below_the_paragraphs_takes_none_of_them() {
    let page = format!(
        "<head><script type='application/ld+json'>{{\"@type\": \"NewsArticle\", \"headline\": \
         \"Market opens on the quay\"}}</script></head><article><p>{}</p></article>\
         <div><h3>Market opens on the quay</h3></div>",
        PARAGRAPHS.join("</p><p>")
    );
    let text = text(&page);
    assert!(PARAGRAPHS.iter().all(|paragraph| text.contains(paragraph)), "{text}");
}
