//! All stages on whatever it is, text or HTML.
#![no_main]

mod promises;

use libfuzzer_sys::fuzz_target;

fuzz_target!(|content: &str| promises::analyzed(content));
