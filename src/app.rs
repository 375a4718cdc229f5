//! Wires settings, logs, models, threads, pipeline and server together.

use crate::{
    cli::{self, Backend},
    compute::Compute,
    config::{Arguments, Command, ComputeSettings, Refusal, Serve},
    grpc::{server, service::TextAnalysis},
    nlp::{Models, clean::SiteRules},
    pipeline::{Admission, pipeline},
    telemetry::{self, LogFormat},
};
use anyhow::{Context, Result};
use std::{process::ExitCode, time::Duration};
use tokio::{
    net::TcpListener,
    signal::unix::{SignalKind, signal},
};

/// The exit code for wrong settings (`EX_USAGE` of sysexits).
const USAGE: u8 = 64;

/// Reads the command line and does what it says.
pub fn main() -> ExitCode {
    let arguments = match Arguments::read(std::env::args_os()) {
        Ok(arguments) => arguments,
        Err(Refusal::Help(text)) => {
            // A closed pipe is no reason to complain.
            let _ = text.print();
            return ExitCode::SUCCESS;
        }
        Err(Refusal::Usage(line)) => {
            eprintln!("copydesk: {line}");
            return ExitCode::from(USAGE);
        }
    };
    match run(arguments) {
        Ok(code) => code,
        // Whoever read our output has seen enough.
        Err(error) if is_broken_pipe(&error) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("copydesk: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn is_broken_pipe(error: &anyhow::Error) -> bool {
    let cause = error.downcast_ref::<std::io::Error>();
    cause.is_some_and(|cause| cause.kind() == std::io::ErrorKind::BrokenPipe)
}

#[tokio::main]
async fn run(arguments: Arguments) -> Result<ExitCode> {
    match arguments.command {
        None => serve(arguments.serve).await,
        Some(Command::Serve(settings)) => serve(*settings).await,
        Some(Command::Analyze(settings)) => {
            telemetry::init(LogFormat::Text, "warn");
            let backend = Backend::Here(here(&settings.compute, settings.cleaning.site_rules())?);
            cli::run(backend, settings.view, settings.compute.threads()).await
        }
        Some(Command::Call(settings)) => {
            telemetry::init(LogFormat::Text, "warn");
            let backend = Backend::connect(&settings.address).await?;
            cli::run(backend, settings.view, cli::CALLS_IN_FLIGHT).await
        }
    }
}

async fn serve(settings: Serve) -> Result<ExitCode> {
    telemetry::init(settings.log.log_format, &settings.log.log);
    // Before anything else, so that a signal during the start is not lost.
    let mut terminate = signal(SignalKind::terminate())?;
    let mut interrupt = signal(SignalKind::interrupt())?;
    let stop = async move {
        tokio::select! {
            _ = terminate.recv() => {}
            _ = interrupt.recv() => {}
        }
    };
    let listener = TcpListener::bind(settings.listen).await;
    let listener = listener.with_context(|| format!("cannot listen on {}", settings.listen))?;
    tracing::info!(address = %listener.local_addr()?, "listening");
    let models = Models::with_site_rules(settings.cleaning.site_rules());
    let compute = Compute::new(settings.compute.threads()).context("cannot start threads")?;
    let unary = pipeline(models.clone(), &compute, settings.limits.unary());
    let bulk = pipeline(models, &compute, settings.limits.bulk());
    let service =
        TextAnalysis::new(unary, bulk, &compute, settings.limits.limits(&settings.compute));
    server::serve(listener, service, stop, settings.shutdown()).await?;
    Ok(ExitCode::SUCCESS)
}

/// The same service without a server, for one person's documents.
fn here(settings: &ComputeSettings, site_rules: SiteRules) -> Result<TextAnalysis> {
    let compute = Compute::new(settings.threads()).context("cannot start threads")?;
    let admission = Admission {
        documents: 2 * settings.threads(),
        // Who sits before the terminal can wait, or press Ctrl-C.
        time: Duration::from_secs(24 * 3600),
        shed: false,
    };
    let pipeline = pipeline(Models::with_site_rules(site_rules), &compute, admission);
    Ok(TextAnalysis::new(pipeline.clone(), pipeline, &compute, settings.personal_limits()))
}
