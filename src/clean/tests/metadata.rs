//! Metadata from the head of a page: JSON-LD, OpenGraph and the like, and which of them counts.

use super::*;

/// The metadata of a page with these elements in its head.
fn metadata(head: &str) -> Metadata {
    document_metadata(head, Document::default())
}

/// The metadata of a page with these elements in its head, sent with what `sender` knows.
fn document_metadata(head: &str, sender: Document) -> Metadata {
    static CLEANER: LazyLock<Cleaner> =
        LazyLock::new(|| Cleaner::embedded(&ENGLISH, SiteRules::default()));
    let content = format!(
        "<html><head>{head}</head><body><p>The ferry came back to the harbour on Monday, four \
         months after a storm broke its ramp.</p><p>The captain said that the crew had waited for \
         this day since November.</p></body></html>"
    );
    let document = Document { content, ..sender };
    CLEANER.run(Raw::new(document, Wanted::everything())).0.article.metadata
}

fn time(text: &str) -> Option<jiff::Timestamp> {
    Some(text.parse().expect("it is a time"))
}

const JSON_LD: &str = r#"<script type="application/ld+json">
    {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "headline": "Ferry &amp; captain return",
        "author": [{"@type": "Person", "name": "Ada Brook"}, {"@type": "Person", "name": "Jo Field"}],
        "publisher": {"@type": "Organization", "name": "The Harbour Times"},
        "datePublished": "2024-03-04T09:30:00+01:00"
    }
    </script>"#;

const OPEN_GRAPH: &str = r#"
    <meta property="og:title" content="The ferry is back">
    <meta property="og:site_name" content="Harbour Times Online">
    <meta property="article:author" content="By Max Hill and Jane Doe">
    <meta property="article:published_time" content="2024-03-05T10:00:00Z">"#;

#[test]
fn json_ld_gives_all() {
    let metadata = metadata(JSON_LD);
    assert_eq!(metadata.title, "Ferry & captain return");
    assert_eq!(metadata.authors, ["Ada Brook", "Jo Field"]);
    assert_eq!(metadata.site_name, "The Harbour Times");
    assert_eq!(metadata.published, time("2024-03-04T08:30:00Z"));
}

#[test]
fn open_graph_gives_all() {
    let metadata = metadata(OPEN_GRAPH);
    assert_eq!(metadata.title, "The ferry is back");
    assert_eq!(metadata.authors, ["Max Hill", "Jane Doe"]);
    assert_eq!(metadata.site_name, "Harbour Times Online");
    assert_eq!(metadata.published, time("2024-03-05T10:00:00Z"));
}

#[test]
fn json_ld_counts_more_but_for_the_site() {
    for head in [format!("{JSON_LD}{OPEN_GRAPH}"), format!("{OPEN_GRAPH}{JSON_LD}")] {
        let metadata = metadata(&head);
        assert_eq!(metadata.title, "Ferry & captain return");
        assert_eq!(metadata.authors, ["Ada Brook", "Jo Field"]);
        assert_eq!(metadata.site_name, "Harbour Times Online");
        assert_eq!(metadata.published, time("2024-03-04T08:30:00Z"));
    }
}

#[test]
fn articles_are_found_inside_other_json_ld() {
    let article = r#"{"@type": ["Thing", "ReportageNewsArticle"], "headline": "In a graph",
                      "author": "Ada Brook"}"#;
    for json in [
        format!(r#"{{"@graph": [{{"@type": "WebSite", "headline": "No"}}, {article}]}}"#),
        format!("[{article}]"),
        format!(r#"{{"@type": "WebPage", "mainEntity": {article}}};"#),
    ] {
        let metadata = metadata(&format!("<script type='application/ld+json'>{json}</script>"));
        assert_eq!(metadata.title, "In a graph");
        assert_eq!(metadata.authors, ["Ada Brook"]);
    }
}

#[test]
fn scripts_of_other_kinds_and_broken_ones_say_nothing() {
    for script in [
        r#"<script>{"@type": "NewsArticle", "headline": "No"}</script>"#,
        r#"<script type="application/ld+json">{"@type": "NewsArticle", "headline": </script>"#,
        r#"<script type="application/ld+json">{"@type": "Organization", "headline": "No"}</script>"#,
    ] {
        let metadata = metadata(&format!("<title>The ferry is back</title>{script}"));
        assert_eq!(metadata.title, "The ferry is back");
        assert!(metadata.authors.is_empty() && metadata.published.is_none());
    }
}

#[test]
fn a_title_ends_before_the_name_of_the_site() {
    let site = r#"<meta property="og:site_name" content="Harbour Times">"#;
    for (title, whole) in [
        ("The ferry is back - Harbour Times", "The ferry is back"),
        ("The ferry - a love story - harbour times", "The ferry - a love story"),
        ("The ferry is back | Travel | Harbour Times", "The ferry is back | Travel"),
        ("The ferry – back at last", "The ferry – back at last"),
    ] {
        assert_eq!(metadata(&format!("{site}<title>{title}</title>")).title, whole);
    }
}

#[test]
fn what_is_unreadable_leaves_the_word_to_the_next() {
    let metadata = metadata(
        r#"<meta property="article:published_time" content="last Monday">
           <meta name="date" content="2024-03-06">
           <meta name="author" content="https://example.org/staff/ada">
           <meta property="article:author" content="Ada Brook">"#,
    );
    assert_eq!(metadata.published, time("2024-03-06T00:00:00Z"));
    assert_eq!(metadata.authors, ["Ada Brook"]);
}

#[test]
fn the_site_is_no_author_of_its_articles() {
    let metadata = metadata(
        r#"<meta property="og:site_name" content="Harbour Times">
           <meta name="author" content="Harbour Times"><meta name="byl" content="By Ada Brook">"#,
    );
    assert_eq!(metadata.authors, ["Ada Brook"]);
}

#[test]
fn the_sender_knows_best() {
    let sender = Document {
        title: " Ferry back ".to_owned(),
        published: time("2024-03-01T00:00:00Z"),
        ..Document::default()
    };
    let metadata = document_metadata(&format!("{JSON_LD}{OPEN_GRAPH}"), sender);
    assert_eq!(metadata.title, "Ferry back");
    assert_eq!(metadata.published, time("2024-03-01T00:00:00Z"));
    assert_eq!(metadata.authors, ["Ada Brook", "Jo Field"]);
}

/// A byline mostly has the names of the head and what stands beside them; a headline in the text is
/// how the article itself has it.
#[test]
fn the_head_knows_authors_and_the_text_its_headline() {
    let page = format!(
        "<html><head>{JSON_LD}</head><body><h1>Ferry and captain return to the harbour</h1>\
         <p>By Max Hill in Port Else</p><p>The ferry came back to the harbour on Monday, four months \
         after a storm broke its ramp.</p><p>The captain said that the crew had waited for this day \
         since November.</p></body></html>"
    );
    let metadata = clean(&page).article.metadata;
    assert_eq!(metadata.title, "Ferry and captain return to the harbour");
    assert_eq!(metadata.authors, ["Ada Brook", "Jo Field"]);
}

/// A page has one article; those that it links to may be described as well.
#[test]
fn json_ld_of_other_articles_says_nothing() {
    let article = |headline: &str, address: &str, author: &str| {
        format!(
            r##"{{"@type": "NewsArticle", "headline": "{headline}", "url": "{address}",
                 "author": {{"@id": "#{author}"}}}},
               {{"@type": "Person", "@id": "#{author}", "name": "{author} Brook"}}"##
        )
    };
    let head = format!(
        r#"<title>The ferry is back</title><link rel="canonical" href="https://a.example/ferry">
           <script type="application/ld+json; charset=utf-8">{{"@graph": [{}, {}]}}</script>"#,
        article("Bridge closed for repairs", "https://a.example/bridge", "Jo"),
        article("Ferry comes back", "https://m.a.example/ferry/?x=1#top", "Ada"),
    );
    let metadata = metadata(&head);
    assert_eq!(metadata.title, "Ferry comes back");
    assert_eq!(metadata.authors, ["Ada Brook"]);
}

#[test]
fn most_sources_agree_on_the_title() {
    let metadata = metadata(
        r#"<title>The ferry is back - Harbour Times</title><meta name="parsely-title" content="Ferry!">
           <meta property="og:title" content="Why the ferry is late"><meta name="dc.title"
           content="The ferry is back">"#,
    );
    assert_eq!(metadata.title, "The ferry is back");
}

#[test]
fn the_time_is_read_around_the_article_and_in_its_address() {
    let page = |head: &str, above: &str| {
        let content = format!(
            "<html><head>{head}</head><body><aside><time datetime='2020-01-01'>x</time></aside><article>\
             <h1>Ferry and captain return to the harbour</h1>{above}<p>The ferry came back to the \
             harbour on Monday, four months after a storm broke its ramp, on 3 May 1998.</p><p>The \
             captain said that the crew had waited for this day since November.</p></article></body></html>"
        );
        clean(&content).article.metadata
    };
    let link = "<link rel='canonical' href='https://a.example/2024/03/04/ferry'>";
    let day = |day: u8| time(&format!("2024-03-0{day}T00:00:00Z"));
    assert_eq!(page(link, "").published, day(4));
    assert_eq!(
        page(link, "<p>Updated 6 March 2024</p><p>Published 5 March 2024</p>").published,
        day(5)
    );
    let glued = "<div><span class='a'>By Ada Brook</span><span class='b'>Port News</span><span \
                 class='c'>Published: 5 March 2024</span><span class='d'>3 min read</span></div>";
    assert_eq!(page(link, glued).published, day(5));
    assert_eq!(page(link, glued).authors, ["Ada Brook"]);
    assert_eq!(
        page("", "<p>Updated <time datetime='2024-03-06'>today</time></p>").published,
        day(6)
    );
    let meta = "<meta name='pubdate' content='Thu, 07 Mar 2024 00:00:00 +0000'>";
    assert_eq!(page(meta, glued).published, day(7));
}
