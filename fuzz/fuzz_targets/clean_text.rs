//! The cleaner on lines of text: it returns, and accounts for every byte.
#![no_main]

mod promises;

use copydesk::document::Format;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|content: &str| {
    promises::cleaned(promises::clean(content, Format::PlainText));
});
