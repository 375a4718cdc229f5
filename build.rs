//! Compiles the contracts to Rust, and to the descriptor that reflection and the JSON mapping read.

use prost_types::FileDescriptorSet;
use std::{env, error::Error, fs, path::PathBuf};
use tonic_build::manual;

/// Our own contract, and those of others that are spoken too.
const ROOTS: [&str; 2] = ["proto", "proto-google"];
/// The files of contracts below them.
const FILES: [&str; 3] = [
    "copydesk/v1/analysis.proto",
    "google/cloud/language/v1/language_service.proto",
    "google/cloud/language/v2/language_service.proto",
];

fn main() -> Result<(), Box<dyn Error>> {
    for root in ROOTS {
        println!("cargo:rerun-if-changed={root}");
    }
    let out = PathBuf::from(env::var("OUT_DIR")?);

    // protox is a protobuf compiler in Rust: nobody needs protoc.
    let mut compiler = protox::Compiler::new(ROOTS)?;
    compiler.include_imports(true).include_source_info(true);
    for file in FILES {
        compiler.open_file(file)?;
    }
    // Written here because `compile_fds` does not write a descriptor of its own.
    fs::write(out.join("descriptor.bin"), compiler.encode_file_descriptor_set())?;

    // Its server takes decoded messages: the benchmarks compare with one that is tonic's alone.
    tonic_prost_build::configure()
        .extern_path(".google.rpc.Status", "::tonic_types::Status")
        .compile_fds(compiler.file_descriptor_set())?;
    manual::Builder::new().build_client(false).compile(&services(&compiler.file_descriptor_set()));
    Ok(())
}

/// The services of the contracts, whose servers take requests undecoded and hand answers over by
/// themselves: see `src/server/transport/messages/codec.rs`.
fn services(contracts: &FileDescriptorSet) -> Vec<manual::Service> {
    const CODEC: &str = "crate::server::transport::messages::codec";
    let services = contracts
        .file
        .iter()
        .flat_map(|file| file.service.iter().map(|service| (file.package(), service)));
    let services = services.map(|(package, service)| {
        let named = manual::Service::builder().name(service.name()).package(package);
        let methods = service.method.iter().map(|method| {
            let (_, input) = method.input_type().rsplit_once('.').unwrap_or_default();
            let named = manual::Method::builder()
                .name(snake_case(method.name()))
                .route_name(method.name())
                .input_type(format!("{CODEC}::Undecoded<super::super::pb::{input}>"))
                .output_type(format!("{CODEC}::Deposited"))
                .codec_path(format!("{CODEC}::MessageCodec"));
            let named = if method.client_streaming() { named.client_streaming() } else { named };
            let named = if method.server_streaming() { named.server_streaming() } else { named };
            named.build()
        });
        methods.fold(named, manual::ServiceBuilder::method).build()
    });
    services.collect()
}

/// The name of a method in Rust.
fn snake_case(name: &str) -> String {
    let mut snake = String::new();
    for letter in name.chars() {
        if letter.is_uppercase() && !snake.is_empty() {
            snake.push('_');
        }
        snake.extend(letter.to_lowercase());
    }
    snake
}
