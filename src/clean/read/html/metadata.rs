//! What counts of all that a page says of its article outside the text.

use super::{
    head::{Head, SaidTime},
    identity::Identity,
    json_ld::LinkedArticle,
    titles::agreed,
};
use crate::clean::{
    byline::{DateLabel, DateReader, NameReader, StatedDate},
    read::{PageMetadata, RawBlock, Tag, TimeElement},
};

/// The names of properties, the more trusted ones first. What JSON-LD says comes before all of them but
/// the names of sites.
const TITLES: &[&str] = &[
    "og:title",
    "twitter:title",
    "parsely-title",
    "sailthru.title",
    "dc.title",
    "dcterms.title",
    "title",
];
const DESCRIPTIONS: &[&str] =
    &["og:description", "description", "twitter:description", "dc.description"];
const SITES: &[&str] = &["og:site_name", "application-name", "dc.publisher"];
const AUTHORS: &[&str] = &[
    "author",
    "article:author",
    "parsely-author",
    "sailthru.author",
    "dc.creator",
    "dcterms.creator",
    "byl",
    "article:author_name",
    "citation_author",
];
const PUBLISHED: &[&str] = &[
    "article:published_time",
    "og:published_time",
    "datepublished",
    "parsely-pub-date",
    "sailthru.date",
    "dc.date.issued",
    "dcterms.issued",
    "dc.date.created",
    "dcterms.created",
    "date",
    "pubdate",
    "publishdate",
    "publish-date",
    "publish_date",
    "publication_date",
    "article.published",
    "cxenseparse:recs:publishtime",
    "dc.date",
    "dcterms.date",
];
const UPDATED: &[&str] = &[
    "article:modified_time",
    "og:updated_time",
    "datemodified",
    "dc.date.modified",
    "dcterms.modified",
    "last-modified",
    "lastmod",
];
const ADDRESSES: &[&str] = &["canonical", "og:url"];

/// What metadata is read with.
pub(super) struct MetadataReader {
    pub names: NameReader,
    pub dates: DateReader,
}

impl MetadataReader {
    /// What a page says, the most trusted first; `address`: where the sender has it from.
    pub fn read(&self, head: &Head, blocks: &[RawBlock], address: &str) -> PageMetadata {
        let headings: Vec<&str> = headings(blocks);
        let addresses: Vec<&str> = head.all_of(ADDRESSES).collect();
        // Pictures have titles too, below that of the page.
        let said = TITLES.iter().filter_map(|name| head.all(name).next());
        let titles = said.clone().chain(headings.iter().copied()).collect();
        let identity =
            Identity { titles, addresses: addresses.iter().copied().chain([address]).collect() };
        let articles = identity.of_page(&head.linked.articles);
        let publishers = articles.iter().flat_map(|article| head.linked.named(&article.publishers));
        let mut sites: Vec<&str> = head.all_of(&SITES[..1]).collect();
        sites.extend(publishers.map(|agent| agent.name.as_str()));
        sites.extend(head.all_of(&SITES[1..]));
        let of_articles = articles.iter().map(|article| article.headline.as_str());
        let sources: Vec<&str> =
            of_articles.filter(|title| !title.is_empty()).take(1).chain(said).collect();
        let date = |value: &str| self.dates.value(value);
        let published = articles.iter().map(|article| article.published.as_str());
        let updated = articles.iter().map(|article| article.updated.as_str());
        let body = articles.iter().map(|article| &article.body).max_by_key(|body| body.len());
        PageMetadata {
            title: agreed(&sources, &headings, &sites),
            description: head.all_of(DESCRIPTIONS).next().unwrap_or_default().to_owned(),
            authors: self.authors(head, &articles, &sites),
            published: published.chain(head.all_of(PUBLISHED)).find_map(date),
            updated: updated.chain(head.all_of(UPDATED)).find_map(date),
            addressed: addresses.iter().find_map(|address| self.dates.address(address)),
            times: head.times.iter().filter_map(|time| self.time(time)).collect(),
            body: body.cloned().unwrap_or_default(),
            site_name: sites.first().copied().unwrap_or_default().to_owned(),
        }
    }

    fn time(&self, said: &SaidTime) -> Option<TimeElement> {
        let label = if said.updated { DateLabel::Updated } else { DateLabel::Bare };
        let date = StatedDate { time: self.dates.value(&said.value)?, label };
        let place = said.place;
        Some(TimeElement { block: place.block, at: place.at, beside: place.beside, date })
    }

    /// The names of the authors, by the first source that has any.
    fn authors(&self, head: &Head, articles: &[&LinkedArticle], sites: &[&str]) -> Vec<String> {
        let of_articles = articles.iter().map(|article| {
            let persons = head.linked.named(&article.authors).filter(|agent| !agent.organisation);
            persons.map(|agent| agent.name.as_str()).collect::<Vec<_>>()
        });
        let said = AUTHORS.iter().map(|name| head.all(name).collect::<Vec<_>>());
        let mut authors = of_articles.chain(said).map(|said| self.persons(&said, sites));
        authors.find(|authors| !authors.is_empty()).unwrap_or_default()
    }

    /// The names in what was said of authors; addresses of their pages are no names.
    fn persons(&self, said: &[&str], sites: &[&str]) -> Vec<String> {
        let mut authors: Vec<String> = Vec::new();
        for said in said {
            let mut names = self.names.byline(said);
            // One word may be a name; an address or the name of an account is none.
            let single = said.starts_with(char::is_uppercase)
                && !said.contains(['/', '@', ',', '|', ' '])
                && self.names.is_person(said);
            if names.is_empty() && single {
                names.push((*said).to_owned());
            }
            names.retain(|name| !authors.contains(name));
            authors.append(&mut names);
        }
        authors.retain(|name| !sites.iter().any(|site| name.eq_ignore_ascii_case(site)));
        authors
    }
}

/// The headings of the first order.
fn headings(blocks: &[RawBlock]) -> Vec<&str> {
    let headings = blocks.iter().filter(|block| block.hints.is_in(Tag::Title));
    headings.map(|block| block.text.as_str()).take(4).collect()
}
