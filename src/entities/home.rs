//! The country in which a document appeared.

/// Domains of countries that are used all over the world.
const GENERIC: [&str; 14] =
    ["ai", "cc", "co", "fm", "gg", "io", "is", "la", "me", "sh", "to", "tv", "ws", "xk"];
/// The one domain of a country that is not its code in ISO 3166-1, and that code.
const OWN: (&str, &str) = ("uk", "gb");

/// The country of an address, by the domain of its host, as a code of ISO 3166-1.
pub(super) fn country(address: &str) -> Option<String> {
    let host = address.split_once("//").map_or(address, |(_, rest)| rest);
    let host = host.split(['/', ':', '?']).next()?;
    let domain = host.rsplit_once('.')?.1.to_ascii_lowercase();
    let code = if domain == OWN.0 { OWN.1 } else { domain.as_str() };
    (code.len() == 2 && !GENERIC.contains(&code)).then(|| code.to_ascii_uppercase())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn by_the_domain_of_the_host() {
        for (address, expected) in [
            ("https://news.example.co.uk/a/b.html", Some("GB")),
            ("https://example.in", Some("IN")),
            ("https://example.com/in", None),
            ("https://example.tv/", None),
            ("", None),
        ] {
            assert_eq!(country(address).as_deref(), expected, "{address}");
        }
    }
}
