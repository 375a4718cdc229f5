//! The copydesk binary.

use std::process::ExitCode;

/// Documents are made on one thread and freed on another: the allocator of glibc keeps what they
/// took, once for each thread.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    copydesk::app::main()
}
