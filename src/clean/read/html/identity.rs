//! Which of the articles in JSON-LD is that of the page.

use super::json_ld::LinkedArticle;

/// So large a share of the words of a headline makes two of them the same.
const SAME: f32 = 0.8;

/// What the page says that it is.
pub(super) struct Identity<'page> {
    /// Its headlines and titles.
    pub titles: Vec<&'page str>,
    /// Its addresses.
    pub addresses: Vec<&'page str>,
}

impl Identity<'_> {
    /// The articles that are most likely that of the page; several may be the same one.
    pub fn of_page<'a>(&self, articles: &'a [LinkedArticle]) -> Vec<&'a LinkedArticle> {
        let ranked = |uncertain: bool| {
            let articles = articles.iter().filter(move |article| article.uncertain == uncertain);
            articles.filter_map(|article| Some((self.rank(article)?, article))).collect::<Vec<_>>()
        };
        let certain = ranked(false);
        let ranked = if certain.is_empty() { ranked(true) } else { certain };
        let best = ranked.iter().map(|(rank, _)| *rank).max().unwrap_or_default();
        let found = ranked.into_iter().filter(|(rank, _)| *rank == best);
        let most = if best == 0 { 1 } else { usize::MAX };
        found.map(|(_, article)| article).take(most).collect()
    }

    /// How sure it is that an article is that of the page; `None`: it is another one.
    fn rank(&self, article: &LinkedArticle) -> Option<u8> {
        let address = article
            .addresses
            .iter()
            .any(|address| self.addresses.iter().any(|known| is_same_address(address, known)));
        let likeness = self.titles.iter().map(|title| likeness(&article.headline, title));
        let likeness = likeness.fold(0.0, f32::max);
        let rank = 2 * u8::from(address) + u8::from(likeness >= SAME);
        let elsewhere = !self.addresses.is_empty()
            && article.addresses.iter().any(|address| path(address).is_some());
        let unlike = !article.headline.is_empty() && !self.titles.is_empty() && likeness == 0.0;
        let other = unlike || elsewhere && likeness < SAME / 2.0 || article.uncertain;
        (rank > 0 || !other).then_some(rank)
    }
}

/// The share of the words of a headline that a title has.
fn likeness(headline: &str, title: &str) -> f32 {
    let words = |text: &str| {
        let words = text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
        words.map(str::to_lowercase).collect::<Vec<_>>()
    };
    let (headline, title) = (words(headline), words(title));
    let shared = headline.iter().filter(|word| title.contains(word)).count();
    shared as f32 / headline.len().max(1) as f32
}

/// True if two addresses are of one page: hosts may differ, as those of mobile pages do.
fn is_same_address(one: &str, other: &str) -> bool {
    match (path(one), path(other)) {
        (Some((one, query)), Some((other, known))) => {
            one.eq_ignore_ascii_case(other)
                && (query.is_empty() || known.is_empty() || query == known)
        }
        _ => false,
    }
}

/// The path and the query of an address, if they tell pages of a site apart.
fn path(address: &str) -> Option<(&str, &str)> {
    let address = address.split('#').next()?;
    let rest = address.split_once("//").map_or(address, |(_, rest)| rest);
    let rest = if rest.len() < address.len() {
        rest.find('/').and_then(|at| rest.get(at..))?
    } else {
        rest
    };
    let (path, query) = rest.split_once('?').unwrap_or((rest, ""));
    let path = path.trim_end_matches('/');
    (!path.is_empty() || !query.is_empty()).then_some((path, query))
}
