//! API keys: who has one, and how much each may ask for.
//!
//! A key is 32 random bytes, so its SHA-256 is as good as secret: nothing slower is needed to keep
//! it from being guessed (NIST SP 800-63B, 5.1.2.2, look-up secrets). A client may have several
//! keys at a time, so that they can be changed without a gap.

use super::rate::{Limiter, Quota};
use anyhow::{Context, Result, bail};
use serde::Deserialize;
use sha2::{Digest, Sha256};
use std::{
    collections::{HashMap, HashSet},
    num::NonZeroU32,
    sync::Arc,
};
use subtle::{Choice, ConditionallySelectable, ConstantTimeEq};

/// The most that a client may have, so that metrics stay bounded.
const MOST_CLIENTS: usize = 1000;
/// The longest name of a client [bytes].
const LONGEST_NAME: usize = 64;

/// Of a key.
pub(crate) type Hash = [u8; 32];

/// The clients that have keys.
#[derive(Default)]
pub struct Keys {
    clients: Vec<Arc<Client>>,
    /// Of each key, and whose it is.
    hashes: Vec<(Hash, u32)>,
}

/// Who has a key.
pub struct Client {
    /// What metrics and traces call it.
    pub name: String,
    pub(crate) limiter: Limiter,
}

/// The file, as it is written.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[serde(default)]
    client: Vec<Row>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Row {
    name: String,
    key_sha256: Vec<String>,
    documents_per_second: Option<NonZeroU32>,
    document_burst: Option<NonZeroU32>,
    bytes_per_second: Option<NonZeroU32>,
    byte_burst: Option<NonZeroU32>,
}

impl Keys {
    /// Reads a file of keys in TOML.
    ///
    /// # Errors
    /// When it is none; the message quotes nothing but names of clients.
    pub fn parse(text: &[u8]) -> Result<Self> {
        let text = std::str::from_utf8(text).context("is not UTF-8 text")?;
        let file: File = toml::from_str(text).map_err(|error| {
            // Its own words show the line, which may hold a key.
            let line = error.span().and_then(|span| text.get(..span.start));
            let line = line.map_or(0, |before| before.matches('\n').count() + 1);
            anyhow::anyhow!("line {line}: not as described")
        })?;
        if file.client.len() > MOST_CLIENTS {
            bail!("more than {MOST_CLIENTS} clients");
        }
        let (mut clients, mut hashes) = (Vec::new(), Vec::new());
        let (mut names, mut known) = (HashSet::new(), HashSet::new());
        for (number, row) in (0..).zip(file.client) {
            let name = row.name.clone();
            let fits = |byte: u8| byte.is_ascii_alphanumeric() || b"-_.".contains(&byte);
            if name.is_empty() || name.len() > LONGEST_NAME || !name.bytes().all(fits) {
                bail!("client {}: name: 1 to {LONGEST_NAME} of a-z A-Z 0-9 - _ .", number + 1);
            }
            if !names.insert(name.clone()) {
                bail!("client {name}: named twice");
            }
            for hash in &row.key_sha256 {
                let hash = unhex(hash).with_context(|| {
                    format!("client {name}: key_sha256: 64 hexadecimal digits each")
                })?;
                if !known.insert(hash) {
                    bail!("client {name}: has a key that is there already");
                }
                hashes.push((hash, number));
            }
            let quota = |rate: Option<NonZeroU32>, burst| {
                rate.map(|per_second| Quota { per_second, burst })
            };
            let limiter = Limiter::new(
                quota(row.documents_per_second, row.document_burst),
                quota(row.bytes_per_second, row.byte_burst),
            );
            clients.push(Arc::new(Client { name: row.name, limiter }));
        }
        Ok(Self { clients, hashes })
    }

    /// Reads such a file again and again: clients go on with what they had left.
    pub fn parser() -> impl FnMut(&[u8]) -> Result<Self> + Send + 'static {
        let mut before = HashMap::<String, Arc<Client>>::new();
        move |text| {
            let keys = Self::parse(text)?;
            for client in &keys.clients {
                if let Some(before) = before.get(&client.name) {
                    client.limiter.carry_over(&before.limiter);
                }
            }
            let known = keys.clients.iter();
            before = known.map(|client| (client.name.clone(), Arc::clone(client))).collect();
            Ok(keys)
        }
    }

    /// Whose key it is. Every key is compared, each in the same time.
    pub(crate) fn client(&self, shown: &Hash) -> Option<&Arc<Client>> {
        let (mut found, mut whose) = (Choice::from(0), 0);
        for (hash, client) in &self.hashes {
            let equal = hash.ct_eq(shown);
            whose.conditional_assign(client, equal);
            found |= equal;
        }
        bool::from(found).then(|| self.clients.get(whose as usize)).flatten()
    }
}

/// The hash of a key.
pub(crate) fn hash(key: &[u8]) -> Hash {
    Sha256::digest(key).into()
}

/// 32 bytes of hexadecimal digits.
fn unhex(text: &str) -> Option<Hash> {
    let digits: Option<Vec<u8>> = text
        .chars()
        .map(|digit| digit.to_digit(16).and_then(|digit| u8::try_from(digit).ok()))
        .collect();
    let bytes: Vec<u8> =
        digits?.chunks(2).map(|pair| pair.iter().fold(0, |high, low| high << 4 | low)).collect();
    bytes.try_into().ok()
}

/// A new key, and its row for the file.
///
/// # Errors
/// When the system gives no random bytes.
pub fn generate(name: &str) -> Result<(String, String)> {
    let mut bytes = [0_u8; 32];
    getrandom::fill(&mut bytes).context("the system gives no random bytes")?;
    let key = format!("cd_{}", hex(&bytes));
    let hash = hex(&hash(key.as_bytes()));
    let row = format!("[[client]]\nname = \"{name}\"\nkey_sha256 = [\"{hash}\"]\n");
    // Says so if the name is none.
    Keys::parse(row.as_bytes())?;
    Ok((key, row))
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_belongs_to_its_client() {
        let (key, row) = generate("risk").expect("a key");
        let (other, second) = generate("search").expect("a key");
        let keys = Keys::parse(format!("{row}{second}").as_bytes()).expect("a file");
        let name = |key: &str| keys.client(&hash(key.as_bytes())).map(|client| client.name.clone());
        assert_eq!(name(&key).as_deref(), Some("risk"));
        assert_eq!(name(&other).as_deref(), Some("search"));
        assert_eq!(name("cd_00"), None);
        assert_eq!(name(""), None);
    }

    #[test]
    fn a_file_that_is_read_again_gives_nothing_away() {
        let (key, row) = generate("risk").expect("a key");
        let file = format!("{row}documents_per_second = 2\nbytes_per_second = 100\n");
        let mut parse = Keys::parser();
        let take = |keys: &Keys| {
            let client = keys.client(&hash(key.as_bytes())).expect("known");
            client.limiter.take(2, 100).is_ok()
        };
        let keys = parse(file.as_bytes()).expect("a file");
        assert!(take(&keys));
        let again = parse(file.as_bytes()).expect("a file");
        assert!(!take(&again));
    }

    #[test]
    fn a_bad_file_is_told_without_its_keys() {
        for bad in [
            "client = 1",
            "[[client]]\nname = \"a\"\nkey_sha256 = [\"secret\"]",
            "[[client]]\nname = \"a\"\nkey = \"secret\"",
            "[[client]]\nname = \"a b\"\nkey_sha256 = []",
            "[[client]]\nname = \"a\"\nkey_sha256 = []\n[[client]]\nname = \"a\"\nkey_sha256 = []",
        ] {
            let error = format!("{:#}", Keys::parse(bad.as_bytes()).err().expect(bad));
            assert!(!error.contains("secret") && !error.contains('\n'), "{error}");
        }
    }
}
