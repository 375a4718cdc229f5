//! The copydesk binary.

use std::process::ExitCode;

/// A tenth to a sixth more articles a second than with the allocator of glibc, for 60 MiB.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    copydesk::app::main()
}
