//! Compiles the contract to Rust, and to the descriptor that reflection and the JSON mapping read.

use prost_types::FileDescriptorSet;
use std::{env, error::Error, fs, path::PathBuf};
use tonic_build::manual;

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo:rerun-if-changed=proto");
    let out = PathBuf::from(env::var("OUT_DIR")?);

    // protox is a protobuf compiler in Rust: nobody needs protoc.
    let mut compiler = protox::Compiler::new(["proto"])?;
    compiler.include_imports(true).include_source_info(true);
    compiler.open_file("copydesk/v1/analysis.proto")?;
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
