//! OTLP, as the environment asks for it.
//!
//! The variables and their meaning are those of OpenTelemetry ("Environment Variable
//! Specification" and "OTLP Exporter"), with one difference that a service without a collector is
//! thankful for: a signal is exported where an endpoint is given for it or for all, or where its
//! exporter is named `otlp`, and not by default.

use anyhow::{Context, Result, bail};
use opentelemetry::Key;
use opentelemetry_otlp::{
    LogExporter, MetricExporter, SpanExporter, WithTonicConfig, tonic_types::transport,
};
use opentelemetry_sdk::Resource;
use opentelemetry_semantic_conventions::attribute::SERVICE_NAME;
use std::{env, fs};
use transport::{Certificate, ClientTlsConfig, Identity};

/// A kind of telemetry that can be exported.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Signal {
    Traces,
    Metrics,
    Logs,
}

impl Signal {
    const fn name(self) -> &'static str {
        match self {
            Self::Traces => "TRACES",
            Self::Metrics => "METRICS",
            Self::Logs => "LOGS",
        }
    }

    /// A variable of the signal, or the one for all signals; empty is unset.
    fn variable(self, last: &str) -> Option<(String, String)> {
        let own = format!("OTEL_EXPORTER_OTLP_{}_{last}", self.name());
        let all = format!("OTEL_EXPORTER_OTLP_{last}");
        [own, all].into_iter().find_map(|name| value(&name).map(|value| (name, value)))
    }
}

fn value(name: &str) -> Option<String> {
    env::var(name).ok().filter(|value| !value.is_empty())
}

/// True if a signal is to be exported.
///
/// # Errors
/// When the environment asks for an exporter or a protocol that is not there.
pub(super) fn wanted(signal: Signal) -> Result<bool> {
    if value("OTEL_SDK_DISABLED").is_some_and(|value| value.eq_ignore_ascii_case("true")) {
        return Ok(false);
    }
    let variable = format!("OTEL_{}_EXPORTER", signal.name());
    let wanted = match value(&variable) {
        None => signal.variable("ENDPOINT").is_some(),
        Some(names) => {
            let names: Vec<_> = names.split(',').map(str::trim).collect();
            // `prometheus` is what the admin address shows, whatever this says.
            let known = ["otlp", "none", "prometheus"];
            if let Some(unknown) = names.iter().find(|name| !known.contains(name)) {
                bail!("{variable} may be otlp or none, not {unknown}");
            }
            names.contains(&"otlp")
        }
    };
    if let (true, Some((variable, protocol))) = (wanted, signal.variable("PROTOCOL"))
        && protocol != "grpc"
    {
        bail!("{variable} may be grpc, not {protocol}");
    }
    Ok(wanted)
}

/// The name under which telemetry is exported: what the environment says, else our own.
pub(super) fn resource() -> Resource {
    let version = opentelemetry::KeyValue::new("service.version", env!("CARGO_PKG_VERSION"));
    let named = Resource::builder().with_attribute(version.clone()).build();
    let name = named.get(&Key::new(SERVICE_NAME)).map(|name| name.to_string());
    if name.is_none_or(|name| name.starts_with("unknown_service")) {
        return Resource::builder().with_attribute(version).with_service_name("copydesk").build();
    }
    named
}

pub(super) fn span_exporter() -> Result<SpanExporter> {
    let builder = SpanExporter::builder().with_tonic().with_tls_config(tls(Signal::Traces)?);
    builder.build().context("cannot export traces")
}

pub(super) fn metric_exporter() -> Result<MetricExporter> {
    let builder = MetricExporter::builder().with_tonic().with_tls_config(tls(Signal::Metrics)?);
    builder.build().context("cannot export metrics")
}

pub(super) fn log_exporter() -> Result<LogExporter> {
    let builder = LogExporter::builder().with_tonic().with_tls_config(tls(Signal::Logs)?);
    builder.build().context("cannot export logs")
}

/// The authorities to trust and the identity to show, where the endpoint speaks TLS: the files that
/// the variables name, else the roots of the system.
fn tls(signal: Signal) -> Result<ClientTlsConfig> {
    let file = |last| -> Result<Option<Vec<u8>>> {
        let Some((variable, path)) = signal.variable(last) else { return Ok(None) };
        Ok(Some(fs::read(&path).with_context(|| format!("{variable}: cannot read {path}"))?))
    };
    let mut tls = match file("CERTIFICATE")? {
        Some(roots) => ClientTlsConfig::new().ca_certificate(Certificate::from_pem(roots)),
        None => ClientTlsConfig::new().with_native_roots(),
    };
    if let (Some(certificate), Some(key)) = (file("CLIENT_CERTIFICATE")?, file("CLIENT_KEY")?) {
        tls = tls.identity(Identity::from_pem(certificate, key));
    }
    Ok(tls)
}
