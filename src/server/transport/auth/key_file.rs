//! The file of API keys, as an operator writes it.

use super::rate::Quota;
use anyhow::{Context, Result, bail, ensure};
use serde::Deserialize;
use std::{collections::HashSet, num::NonZeroU32};
use toml::Spanned;

/// The most clients that a file may have, so that metrics stay bounded.
const MOST_CLIENTS: usize = 1000;
/// The longest name of a client [bytes].
const LONGEST_NAME: usize = 64;

/// A client of the file, checked.
pub(super) struct ClientEntry {
    /// 1 to 64 of a-z A-Z 0-9 - _ . ; no two entries have the same.
    pub(super) name: String,
    /// The SHA-256 of each of its keys; none stands in the file twice.
    pub(super) hashes: Vec<[u8; 32]>,
    /// Documents that it may ask for; `None`: any number.
    pub(super) documents: Option<Quota>,
    /// Bytes of messages that it may send; `None`: any number.
    pub(super) bytes: Option<Quota>,
}

/// The file, as it is written.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct WrittenFile {
    #[serde(default)]
    client: Vec<WrittenClient>,
    /// Says that there are none on purpose.
    #[serde(default)]
    no_clients: bool,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct WrittenClient {
    name: Spanned<String>,
    key_sha256: Vec<Spanned<String>>,
    documents_per_second: Option<NonZeroU32>,
    document_burst: Option<NonZeroU32>,
    bytes_per_second: Option<NonZeroU32>,
    byte_burst: Option<NonZeroU32>,
}

/// Reads and checks a file.
///
/// # Errors
/// At the first thing that is wrong, with its line; the message quotes nothing but names of clients.
pub(super) fn read(text: &[u8]) -> Result<Vec<ClientEntry>> {
    let text = std::str::from_utf8(text).context("is not UTF-8 text")?;
    let file: WrittenFile = toml::from_str(text).map_err(|error| {
        // Its own words show the line, which may hold a key.
        let line = error.span().map_or(0, |span| line(text, span.start));
        anyhow::anyhow!("line {line}: not as described")
    })?;
    // A file that is just being written must not lock everybody out.
    let says_none = file.no_clients == file.client.is_empty();
    ensure!(says_none, "has no client and no \"no_clients = true\", or has both");
    ensure!(file.client.len() <= MOST_CLIENTS, "more than {MOST_CLIENTS} clients");
    let (mut names, mut hashes) = (HashSet::new(), HashSet::new());
    file.client.into_iter().map(|client| check(text, client, &mut names, &mut hashes)).collect()
}

/// Checks a client against the names and hashes of those before it.
fn check(
    text: &str,
    client: WrittenClient,
    names: &mut HashSet<String>,
    known: &mut HashSet<[u8; 32]>,
) -> Result<ClientEntry> {
    let name_line = line(text, client.name.span().start);
    let name = client.name.into_inner();
    let fits = |byte: u8| byte.is_ascii_alphanumeric() || b"-_.".contains(&byte);
    if name.is_empty() || name.len() > LONGEST_NAME || !name.bytes().all(fits) {
        bail!("line {name_line}: name: 1 to {LONGEST_NAME} of a-z A-Z 0-9 - _ .");
    }
    ensure!(names.insert(name.clone()), "line {name_line}: client {name}: named twice");
    let mut hashes = Vec::new();
    for written in &client.key_sha256 {
        let line = line(text, written.span().start);
        let mut hash = [0; 32];
        // The error of the crate quotes a digit.
        if hex::decode_to_slice(written.get_ref(), &mut hash).is_err() {
            bail!("line {line}: client {name}: key_sha256: 64 hexadecimal digits each");
        }
        ensure!(known.insert(hash), "line {line}: client {name}: has a key that is there already");
        hashes.push(hash);
    }
    let quota =
        |rate: Option<NonZeroU32>, burst| rate.map(|per_second| Quota { per_second, burst });
    Ok(ClientEntry {
        name,
        hashes,
        documents: quota(client.documents_per_second, client.document_burst),
        bytes: quota(client.bytes_per_second, client.byte_burst),
    })
}

/// The line of a position, from 1.
fn line(text: &str, position: usize) -> usize {
    text.get(..position).map_or(0, |before| before.matches('\n').count() + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The error of a file that is none.
    fn refusal(text: &str) -> String {
        format!("{:#}", read(text.as_bytes()).err().expect(text))
    }

    #[test]
    fn there_may_be_none_on_purpose() {
        assert!(read(b"no_clients = true").is_ok_and(|clients| clients.is_empty()));
        assert!(read(b"no_clients = true\n[[client]]\nname = \"a\"\nkey_sha256 = []").is_err());
    }

    #[test]
    fn a_hash_has_64_digits() {
        let of =
            |hash: &str| format!("# Ours.\n[[client]]\nname = \"a\"\nkey_sha256 = [\"{hash}\"]");
        assert!(read(of(&"0f".repeat(32)).as_bytes()).is_ok());
        for bad in ["0".repeat(63), "0".repeat(62), "0".repeat(65), "g".repeat(64), String::new()] {
            let expected = "line 4: client a: key_sha256: 64 hexadecimal digits each";
            assert_eq!(refusal(&of(&bad)), expected, "{bad}");
        }
    }

    #[test]
    fn a_bad_file_is_told_with_its_line_and_without_its_keys() {
        let hash = "00".repeat(32);
        let twice = format!(
            "[[client]]\nname = \"a\"\nkey_sha256 = [\"{hash}\"]\n\n\
             [[client]]\nname = \"b\"\nkey_sha256 = [\n\"{hash}\"]"
        );
        for (bad, expected) in [
            ("", "has no client and no \"no_clients = true\", or has both"),
            ("client = 1", "line 1: not as described"),
            ("[[client]]\nname = \"a\"\nkey = \"secret\"", "line 3: not as described"),
            (
                "[[client]]\nname = \"a b\"\nkey_sha256 = []",
                "line 2: name: 1 to 64 of a-z A-Z 0-9 - _ .",
            ),
            (
                "[[client]]\nname = \"a\"\nkey_sha256 = []\n[[client]]\nname = \"a\"\nkey_sha256 = []",
                "line 5: client a: named twice",
            ),
            (&twice, "line 8: client b: has a key that is there already"),
        ] {
            assert_eq!(refusal(bad), expected);
        }
    }
}
