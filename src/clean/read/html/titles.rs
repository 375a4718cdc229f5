//! The headline by what the head of a page and its headings say.

/// Signs between a headline and the name of the site.
const DASHES: [&str; 7] = [" | ", " - ", " – ", " — ", " :: ", " » ", " · "];

/// The headline that most of the sources agree on, the more trusted one where as many do; each without
/// the name of the site. Headings of the page have a say, and are none themselves: some are its name.
pub(super) fn agreed(sources: &[&str], headings: &[&str], sites: &[&str]) -> String {
    let all: Vec<&str> = sources.iter().chain(headings).copied().collect();
    let cut: Vec<&str> = sources.iter().map(|title| without_site(title, sites, &all)).collect();
    let headings: Vec<&str> =
        headings.iter().map(|heading| without_site(heading, sites, &all)).collect();
    let votes = |title: &str| {
        let others = cut.iter().chain(&headings);
        others.filter(|other| is_same(other, title)).count()
    };
    // Of several with the most votes `max_by_key` takes the last.
    let best = cut.iter().rev().max_by_key(|title| votes(title));
    best.copied().unwrap_or_default().to_owned()
}

/// A title without the name of the site before or after it.
fn without_site<'a>(title: &'a str, sites: &[&str], others: &[&str]) -> &'a str {
    let is_site = |text: &str| {
        let text = text.trim();
        let domain = text.contains('.') && !text.contains(' ') && !text.ends_with('.');
        domain || sites.iter().any(|site| site.eq_ignore_ascii_case(text))
    };
    let cut = DASHES.iter().filter_map(|dash| {
        let (before, after) = title.rsplit_once(dash)?;
        let said = others.iter().any(|other| is_same(other, before));
        (is_site(after) || said || *dash == " | ").then_some(before)
    });
    let behind = || {
        let mut cut = DASHES.iter().filter_map(|dash| title.split_once(dash));
        cut.find(|(before, _)| is_site(before)).map(|(_, after)| after)
    };
    cut.min_by_key(|before| before.len()).or_else(behind).unwrap_or(title).trim()
}

/// True if two titles have the same letters and digits.
fn is_same(one: &str, other: &str) -> bool {
    let letters = |text: &str| {
        let letters = text.chars().filter(|c| c.is_alphanumeric());
        letters.flat_map(char::to_lowercase).collect::<String>()
    };
    !one.is_empty() && letters(one) == letters(other)
}
