//! The settings that several commands have, and what settings are made of.

use crate::clean::SiteRules;
use clap::{Args, value_parser};
use std::{num::NonZeroUsize, time::Duration};

/// The processors, the memory and the size of documents, for every command that analyzes.
#[derive(Args, Clone, Copy, Debug)]
pub struct ComputeSettings {
    /// Threads that analyze; default: one for each processor [threads]
    #[arg(long, env = "COPYDESK_THREADS", value_parser = value_parser!(u16).range(1..=1024))]
    threads: Option<u16>,
    /// The longest content of a document [bytes of UTF-8]
    #[arg(long, env = "COPYDESK_MAX_CONTENT_BYTES", default_value_t = 4 << 20, value_parser = value_parser!(u32).range(1..=MAX_BYTES))]
    pub max_content_bytes: u32,
    /// The memory that the process may take in the worst case: bounds the bytes of the documents at
    /// hand, which wait for it, or which a server refuses; too little stops the start; default: no
    /// limit [bytes]
    #[arg(long, env = "COPYDESK_MEMORY_LIMIT")]
    pub memory_limit: Option<u64>,
}

/// Larger contents would not fit a message, nor an offset.
pub(super) const MAX_BYTES: i64 = 1 << 29;

impl ComputeSettings {
    /// Threads that analyze.
    pub fn threads(&self) -> usize {
        let all = || std::thread::available_parallelism().map_or(1, NonZeroUsize::get);
        self.threads.map_or_else(all, usize::from)
    }
}

/// The settings of cleaning, for every command that analyzes.
#[derive(Args, Clone, Debug)]
pub struct CleaningSettings {
    /// Phrases and patterns that are no part of an article on your sites [TOML file]
    #[arg(long, env = "COPYDESK_SITE_RULES", value_name = "FILE", value_parser = site_rules)]
    site_rules: Option<SiteRules>,
}

impl CleaningSettings {
    /// The operator's own rules.
    pub fn site_rules(&self) -> SiteRules {
        self.site_rules.clone().unwrap_or_default()
    }
}

/// Longer than any deadline or delay of a server.
pub const MAX_DURATION: Duration = Duration::from_secs(24 * 3600);

/// Parses a duration with its unit.
pub(super) fn duration(text: &str) -> Result<Duration, String> {
    let parsed: Result<jiff::SignedDuration, _> = text.parse();
    let positive = parsed.ok().and_then(|duration| Duration::try_from(duration).ok());
    let sensible = positive.filter(|duration| *duration <= MAX_DURATION);
    sensible
        .ok_or_else(|| "must be a duration of at most 24h with a unit, such as 500ms".to_owned())
}

/// Parses a duration that is more than nothing.
pub(super) fn positive_duration(text: &str) -> Result<Duration, String> {
    duration(text).and_then(|parsed| {
        let some = Some(parsed).filter(|parsed| !parsed.is_zero());
        some.ok_or_else(|| "must be more than nothing".to_owned())
    })
}

/// Reads a file of rules.
fn site_rules(path: &str) -> Result<SiteRules, String> {
    let text = std::fs::read_to_string(path).map_err(|error| error.to_string())?;
    SiteRules::parse(&text).map_err(|error| error.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn durations_have_units() {
        assert_eq!(duration("1m 30s"), Ok(Duration::from_secs(90)));
        for bad in ["", "5", "-5s", "fast", "25h", "9223372036854775807s"] {
            assert!(duration(bad).is_err(), "{bad}");
        }
    }
}
