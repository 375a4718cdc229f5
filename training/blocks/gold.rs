//! The gold: what belongs to the body of each document, with our repairs.
//!
//! `gold-repairs.jsonl` says what is wrong with golds that were read: they stop at an embed, or hold
//! furniture. It points to lines of the plain texts and holds no text. `site-families.tsv` says which
//! sites have an owner or a template in common: those are learned from together or not at all.

use anyhow::{Context, Result};
use rustc_hash::FxHashMap;
use serde::Deserialize;
use std::{fs, path::Path};

/// A document and its gold.
#[derive(Clone, Default, Deserialize)]
pub struct Gold {
    /// Its name, with that of its conversion behind a point.
    pub id: String,
    /// The conversion to plain text; empty: none.
    #[serde(default)]
    pub conv: String,
    pub site: String,
    pub title: Option<String>,
    #[serde(default)]
    pub raw_text: String,
    pub gold_body: String,
    /// Its lines of plain text: start, end, and 1 for those of the body.
    #[serde(default)]
    pub lines: Vec<(usize, usize, u8)>,
}

impl Gold {
    /// Its name without that of the conversion.
    pub fn document(&self) -> &str {
        self.id.strip_suffix(&format!(".{}", self.conv)).unwrap_or(&self.id)
    }

    /// The lines of its body.
    pub fn paragraphs(&self) -> Vec<String> {
        let text: Vec<char> = self.raw_text.chars().collect();
        let body = self.lines.iter().filter(|(.., is_body)| *is_body == 1);
        let texts = body.map(|&(start, end, _)| text[start..end].iter().collect::<String>());
        let words = |text: String| text.split_whitespace().collect::<Vec<_>>().join(" ");
        texts.map(words).filter(|text| !text.is_empty()).collect()
    }
}

/// What was found wrong with a gold.
#[derive(Deserialize)]
struct Repair {
    id: String,
    decision: Decision,
    /// By conversion, the lines that belong to the body though the gold says no.
    #[serde(default)]
    add: FxHashMap<String, Vec<usize>>,
    /// The lines that do not, though it says yes.
    #[serde(default)]
    remove: FxHashMap<String, Vec<usize>>,
}

#[derive(Clone, Copy, Deserialize, PartialEq, Eq)]
#[serde(rename_all = "lowercase")]
enum Decision {
    /// Of another version of the page, or wrong in a way that lines do not tell: not to be used.
    Drop,
    /// The body is that of the lines, as they are repaired.
    Repair,
    /// The body is right, and only lines are labelled wrongly.
    Lines,
}

/// The repairs of golds.
pub struct Repairs(FxHashMap<String, Repair>);

impl Repairs {
    /// Reads them.
    pub fn read() -> Result<Self> {
        let lines = include_str!("gold-repairs.jsonl").lines();
        let repairs = lines.map(serde_json::from_str::<Repair>).collect::<Result<Vec<_>, _>>()?;
        Ok(Self(repairs.into_iter().map(|repair| (repair.id.clone(), repair)).collect()))
    }

    /// The golds as repaired. A page has the body of its plain text, of those where the gold's was wrong.
    pub fn apply(&self, golds: Vec<Gold>, plain: &[Gold]) -> Vec<Gold> {
        golds.into_iter().filter_map(|gold| self.repaired(gold, plain)).collect()
    }

    fn repaired(&self, mut gold: Gold, plain: &[Gold]) -> Option<Gold> {
        let Some(repair) = self.0.get(gold.document()) else { return Some(gold) };
        if repair.decision == Decision::Drop {
            return None;
        }
        for (lines, is_body) in [(&repair.add, 1), (&repair.remove, 0)] {
            for &line in lines.get(&gold.conv).into_iter().flatten() {
                gold.lines[line].2 = is_body;
            }
        }
        if repair.decision == Decision::Repair {
            let of_blocks = |other: &&Gold| other.document() == gold.id && other.conv == "blocks";
            let lines = if gold.conv.is_empty() { plain.iter().find(of_blocks)? } else { &gold };
            gold.gold_body = lines.paragraphs().join("\n");
        }
        Some(gold)
    }
}

/// Reads golds; pages lie in a folder beside them.
pub fn read(folder: &Path, name: &str) -> Result<Vec<Gold>> {
    let path = folder.join(name).with_extension("jsonl");
    let lines =
        fs::read_to_string(&path).with_context(|| format!("cannot read {}", path.display()))?;
    let golds = lines.lines().map(|line| {
        let mut gold: Gold = serde_json::from_str(line)?;
        if gold.raw_text.is_empty() {
            let page = folder.join(name).join(format!("{}.html", gold.id));
            let bytes =
                fs::read(&page).with_context(|| format!("cannot read {}", page.display()))?;
            gold.raw_text = String::from_utf8_lossy(&bytes).into_owned();
        }
        Ok(gold)
    });
    golds.collect()
}

/// The family of a site; the site itself where it is alone.
pub fn family(site: &str) -> &str {
    let mut families = include_str!("site-families.tsv").lines();
    let found = families.find_map(|line| line.strip_prefix(site)?.strip_prefix('\t'));
    found.unwrap_or(site)
}
