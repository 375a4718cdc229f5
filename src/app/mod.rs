//! Wires settings, logs, models, threads, engine and server together.

mod settings;
mod signals;

use crate::{
    clean::SiteRules,
    cli::{self, Backend, Room},
    config::{Arguments, Command, ComputeSettings, Refusal, SecuritySettings, Serve},
    engine::{Analyzer, Compute, Registry},
    metrics::Metrics,
    server::{
        Contracts, Limits, Service,
        copydesk_v1::TextAnalysis,
        liveness, memory,
        serve::Server,
        transport::{
            auth::keys::{self, Keys},
            health::Health,
            tls,
        },
    },
    telemetry::{self, LogFormat},
    watched::{Watched, watched},
};
use anyhow::{Context, Result};
use rustls::ServerConfig;
use signals::Ending;
use std::{net::SocketAddr, process::ExitCode, time::Instant};
use tokio::net::TcpListener;

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
            if error.is::<Unusable>() { ExitCode::from(USAGE) } else { ExitCode::FAILURE }
        }
    }
}

/// Settings that cannot be used, though each can be read.
#[derive(Debug, thiserror::Error)]
#[error("the settings cannot be used")]
struct Unusable;

fn is_broken_pipe(error: &anyhow::Error) -> bool {
    let cause = error.downcast_ref::<std::io::Error>();
    cause.is_some_and(|cause| cause.kind() == std::io::ErrorKind::BrokenPipe)
}

#[tokio::main]
async fn run(arguments: Arguments) -> Result<ExitCode> {
    // Before anything else, so that a signal during the start is not lost.
    let mut ending = Ending::listen()?;
    match arguments.command {
        None => serve(arguments.serve, ending).await,
        Some(Command::Serve(settings)) => serve(*settings, ending).await,
        Some(Command::Analyze(settings)) => {
            let _log = telemetry::logs_only(LogFormat::Text, "warn");
            let room = settings::personal_room(&settings.compute);
            let room = room.map_err(anyhow::Error::msg).context(Unusable)?;
            let backend = Backend::Here(here(&settings.compute, settings.cleaning.site_rules())?);
            ending.or(cli::run(backend, settings.view, settings.compute.threads(), room)).await
        }
        Some(Command::Call(settings)) => {
            let _log = telemetry::logs_only(LogFormat::Text, "warn");
            let called = async {
                let backend = Backend::connect(&settings).await?;
                // What a call takes here is little beside what it takes there.
                cli::run(backend, settings.view, cli::CALLS_IN_FLIGHT, Room::of(u32::MAX)).await
            };
            ending.or(called).await
        }
        Some(Command::NewKey { client }) => {
            let (key, row) = keys::generate(&client)?;
            println!("{key}");
            eprint!("{row}");
            Ok(ExitCode::SUCCESS)
        }
    }
}

async fn serve(settings: Serve, mut ending: Ending) -> Result<ExitCode> {
    let stop = async move {
        ending.signal().await;
    };
    let scraped = settings.admin_listen.is_some();
    let telemetry = telemetry::init(settings.log.log_format, &settings.log.log, scraped)?;
    let checked = Checked::of(&settings, &telemetry.metrics).context(Unusable)?;
    let contracts = Contracts::new(!settings.no_google);
    let health = Health::starting(contracts.names()).await;
    let listener = listen(settings.listen).await?;
    tracing::info!(address = %listener.local_addr()?, "listening");
    let compute = Compute::new(settings.compute.threads(), &telemetry.metrics);
    let compute = compute.context("cannot start threads")?;
    if let (Some(address), Some(gathered)) = (settings.admin_listen, telemetry.gathered.clone()) {
        let listener = listen(address).await?;
        tracing::info!(address = %listener.local_addr()?, "listening for operators");
        let log_filter = telemetry.log_filter.clone();
        let liveness = liveness::watch(&compute, health.clone(), settings.limits.time_limit);
        let listener = listener.into_std()?;
        telemetry::admin::start(listener, gathered, log_filter, health.routes(), liveness)?;
    }
    let front = Front { listener, contracts, health };
    let served = serve_calls(&settings, checked, front, compute, stop).await;
    telemetry.shutdown(settings::flush(&settings)).await;
    served.map(|()| ExitCode::SUCCESS)
}

/// The settings that must be right before anybody is let in.
struct Checked {
    limits: Limits,
    certificates: Option<Watched<ServerConfig>>,
    keys: Option<Watched<Keys>>,
}

impl Checked {
    fn of(settings: &Serve, metrics: &Metrics) -> Result<Self> {
        Ok(Self {
            limits: settings::limits(settings).map_err(anyhow::Error::msg)?,
            certificates: certificates(&settings.security, metrics)?,
            keys: api_keys(&settings.security, metrics)?,
        })
    }
}

/// What callers see of a server.
struct Front {
    listener: TcpListener,
    contracts: Contracts,
    health: Health,
}

async fn serve_calls(
    settings: &Serve,
    checked: Checked,
    front: Front,
    compute: Compute,
    stop: impl Future<Output = ()>,
) -> Result<()> {
    let began = Instant::now();
    let registry = Registry::embedded(settings.cleaning.site_rules());
    compute.metrics().loaded(began.elapsed());
    let threads = settings.compute.threads();
    let Checked { limits, certificates, keys } = checked;
    let Front { listener, contracts, health } = front;
    let connections = settings::connections(&settings.connections);
    let most_memory = memory::at_most(&limits, &connections, threads) >> 20;
    tracing::info!(most_memory, "MiB at most");
    let server = Server {
        listener,
        tls: certificates,
        keys,
        origins: settings.security.cors_origins.clone(),
        contracts,
        reflection: !settings.security.no_reflection,
        health,
        connections,
        shutdown: settings::shutdown(settings),
    };
    let admissions = settings::admissions(&settings.limits, threads);
    server.serve(Service::new(&registry, &compute, admissions, limits), stop).await
}

async fn listen(address: SocketAddr) -> Result<TcpListener> {
    let listener = TcpListener::bind(address).await;
    listener.with_context(|| format!("cannot listen on {address}"))
}

/// The server's certificate, followed as its files change.
fn certificates(
    settings: &SecuritySettings,
    metrics: &Metrics,
) -> Result<Option<Watched<ServerConfig>>> {
    let (Some(chain), Some(key)) = (&settings.tls_certificate, &settings.tls_key) else {
        return Ok(None);
    };
    let files = [Some(chain), Some(key), settings.tls_client_ca.as_ref()];
    let measured = metrics.clone();
    let parse = move |files: &[Vec<u8>]| {
        let [chain, key, authorities @ ..] = files else { anyhow::bail!("two or three files") };
        let config = tls::parse(chain, key, authorities.first().map(Vec::as_slice))?;
        measured.certificate_expires(tls::expiry(chain)?);
        Ok(config)
    };
    let files = files.into_iter().flatten().cloned().collect();
    watched("certificate", files, parse, metrics).context("TLS").map(Some)
}

/// The API keys, followed as the file changes.
fn api_keys(settings: &SecuritySettings, metrics: &Metrics) -> Result<Option<Watched<Keys>>> {
    let Some(file) = &settings.api_keys else { return Ok(None) };
    let mut parser = Keys::parser();
    let parse = move |files: &[Vec<u8>]| parser(files.first().map_or(&[], Vec::as_slice));
    watched("api_keys", vec![file.clone()], parse, metrics).context("API keys").map(Some)
}

/// The same service without a server, for one person's documents.
fn here(settings: &ComputeSettings, site_rules: SiteRules) -> Result<TextAnalysis> {
    let compute =
        Compute::new(settings.threads(), &Metrics::off()).context("cannot start threads")?;
    let admission = settings::personal_admission(settings);
    let limits = settings::personal_limits(settings);
    let registry = Registry::embedded(site_rules);
    // There are no others whom anything could give way to.
    let analyzer = Analyzer::new(&registry, &compute, admission);
    Ok(TextAnalysis::new(Service::over([analyzer.clone(), analyzer], &compute, limits)))
}
