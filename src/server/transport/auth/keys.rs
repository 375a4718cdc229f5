//! API keys: which clients have one, and how much each may ask for.
//!
//! A key is 32 random bytes, so its SHA-256 is as good as secret: nothing slower is needed to keep
//! it from being guessed (NIST SP 800-63B, 5.1.2.2, look-up secrets). A client may have several
//! keys at a time, so that they can be changed without a gap.

use super::{key_file, rate::Limiter};
use anyhow::{Context, Result};
use sha2::{Digest, Sha256};
use std::{collections::HashMap, sync::Arc};
use subtle::{Choice, ConditionallySelectable, ConstantTimeEq};

/// The SHA-256 of a key.
pub(crate) type Hash = [u8; 32];

/// The clients that have keys.
#[derive(Default)]
pub struct Keys {
    clients: Vec<Arc<Client>>,
    /// The hash of each key, and the index of its client.
    hashes: Vec<(Hash, u32)>,
}

/// A client that has a key.
pub struct Client {
    /// The name that metrics and traces call it by.
    pub name: String,
    pub(crate) limiter: Limiter,
}

impl Keys {
    /// Reads a file of keys in TOML.
    ///
    /// # Errors
    /// When it is none, with the line at fault; the message quotes nothing but names of clients.
    pub fn parse(text: &[u8]) -> Result<Self> {
        let mut keys = Self::default();
        for (index, entry) in (0..).zip(key_file::read(text)?) {
            keys.hashes.extend(entry.hashes.iter().map(|hash| (*hash, index)));
            let limiter = Limiter::new(entry.documents, entry.bytes);
            keys.clients.push(Arc::new(Client { name: entry.name, limiter }));
        }
        Ok(keys)
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

    /// The client whose key has this hash. Every key is compared, each in the same time.
    pub(crate) fn client(&self, shown: &Hash) -> Option<&Arc<Client>> {
        let (mut found, mut owner) = (Choice::from(0), 0);
        for (hash, client) in &self.hashes {
            let equal = hash.ct_eq(shown);
            owner.conditional_assign(client, equal);
            found |= equal;
        }
        bool::from(found).then(|| self.clients.get(owner as usize)).flatten()
    }
}

/// The hash of a key.
pub(crate) fn hash(key: &[u8]) -> Hash {
    Sha256::digest(key).into()
}

/// A new key, and its entry for the file.
///
/// # Errors
/// When the system gives no random bytes, or the name is none.
pub fn generate(name: &str) -> Result<(String, String)> {
    let mut bytes = [0_u8; 32];
    getrandom::fill(&mut bytes).context("the system gives no random bytes")?;
    let key = format!("cd_{}", hex::encode(bytes));
    let hash = hex::encode(hash(key.as_bytes()));
    let entry = format!("[[client]]\nname = \"{name}\"\nkey_sha256 = [\"{hash}\"]\n");
    // Says so if the name is none.
    Keys::parse(entry.as_bytes())?;
    Ok((key, entry))
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
}
