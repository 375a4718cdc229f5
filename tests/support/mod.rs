//! A real server on a free port, in this process, and a client connected to it.

#![allow(dead_code, clippy::unwrap_used)] // Each test uses what it needs; a failure is a failure.

pub mod attacks;
pub mod authority;
pub mod folder;
pub mod served;

use copydesk::{
    clean::SiteRules,
    engine::{Admission, Compute, Registry},
    metrics::Metrics,
    server::{
        Contracts, Limits, Service,
        copydesk_v1::pb::{self, text_analysis_service_client::TextAnalysisServiceClient},
        serve::{self, Shutdown},
        transport::{connection::ConnectionLimits, health::Health},
    },
};
use std::{
    net::SocketAddr,
    sync::{LazyLock, mpsc},
    time::Duration,
};
use tokio::{net::TcpListener, sync::oneshot, task::JoinHandle};
use tonic::{
    Status,
    transport::{Channel, Endpoint},
};
use tonic_types::StatusExt;

pub type Client = TextAnalysisServiceClient<Channel>;

/// Small, so that they are easily exceeded.
pub const LIMITS: Limits = Limits {
    content_bytes: 4096,
    batch_documents: 4,
    batch_bytes: 8192,
    stream_in_flight: 4,
    bulk_calls: 2,
    calls: 100,
    stream_idle: Duration::from_secs(60),
    single_bytes: 1 << 20,
    bulk_bytes: 1 << 20,
    time: Duration::from_secs(60),
};

/// As a server has them by default.
pub const CONNECTIONS: ConnectionLimits = ConnectionLimits {
    connections: 100,
    streams: 100,
    header_bytes: 8 << 10,
    keepalive_interval: Duration::from_secs(60),
    keepalive_timeout: Duration::from_secs(20),
    idle: Duration::from_secs(600),
    age: Duration::from_secs(600),
    age_grace: Duration::from_secs(600),
};

/// Single documents that the server admits at a time.
pub const DOCUMENTS: usize = 2;

/// The methods inside the binary, loaded once.
pub static REGISTRY: LazyLock<Registry> =
    LazyLock::new(|| Registry::embedded(SiteRules::default()));

pub struct Server {
    pub address: SocketAddr,
    pub compute: Compute,
    stop: oneshot::Sender<()>,
    ended: JoinHandle<anyhow::Result<()>>,
}

impl Server {
    /// Starts with small limits and one compute thread.
    pub async fn start() -> Self {
        Self::with(LIMITS).await
    }

    pub async fn with(limits: Limits) -> Self {
        Self::connected(limits, CONNECTIONS).await
    }

    pub async fn connected(limits: Limits, connections: ConnectionLimits) -> Self {
        let compute = Compute::new(1, &Metrics::off()).unwrap();
        Self::over(&REGISTRY, compute, limits, connections).await
    }

    /// Over methods of the test's own.
    pub async fn over(
        registry: &Registry,
        compute: Compute,
        limits: Limits,
        connections: ConnectionLimits,
    ) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let time = Duration::from_secs(60);
        let admissions = [(DOCUMENTS, true), (4, false)].map(|(documents, shed)| Admission {
            documents,
            time,
            shed,
        });
        let service = Service::new(registry, &compute, admissions, limits);
        let (stop, stopped) = oneshot::channel();
        let shutdown =
            Shutdown { drain_delay: Duration::ZERO, grace_period: Duration::from_secs(20) };
        let contracts = Contracts::new(true);
        let server = serve::Server {
            listener,
            tls: None,
            keys: None,
            health: Health::starting(contracts.names()).await,
            origins: Vec::new(),
            contracts,
            reflection: true,
            connections,
            shutdown,
        };
        let ended = tokio::spawn(server.serve(service, async {
            // A test that lets go of the server wants it to run on.
            if stopped.await.is_err() {
                std::future::pending().await
            }
        }));
        Self { address, compute, stop, ended }
    }

    pub async fn channel(&self) -> Channel {
        let endpoint = Endpoint::from_shared(format!("http://{}", self.address)).unwrap();
        endpoint.connect().await.unwrap()
    }

    pub async fn client(&self) -> Client {
        TextAnalysisServiceClient::new(self.channel().await)
    }

    /// Occupies the only compute thread until the guard is dropped.
    pub async fn block(&self) -> mpsc::Sender<()> {
        let (release, released) = mpsc::channel();
        let (started, running) = oneshot::channel();
        let compute = self.compute.clone();
        tokio::spawn(async move {
            let job = move || {
                let _ = started.send(());
                released.recv()
            };
            compute.run("block", 0, job).await
        });
        running.await.unwrap();
        release
    }

    /// Asks the server to stop; gives what waits for its end.
    pub fn stop(self) -> JoinHandle<anyhow::Result<()>> {
        self.stop.send(()).unwrap();
        self.ended
    }
}

pub const NEWS: &str = "Ada Brook, the mayor of Vienna, praised the World Bank on Monday. \
    Brook said that Austria would host the talks.";

/// So many paragraphs, no two alike: what comes twice is taken for furniture.
pub fn paragraphs(count: usize) -> String {
    let paragraph = |number| format!("On day {number}, {NEWS} She counted {number} guests.\n\n");
    (0..count).map(paragraph).collect()
}

pub fn document(id: &str, content: &str) -> pb::Document {
    pb::Document { id: id.to_owned(), content: content.to_owned(), ..pb::Document::default() }
}

pub fn request(content: &str) -> pb::AnalyzeRequest {
    pb::AnalyzeRequest { document: Some(document("d", content)), options: None }
}

/// The fields that a status names, after checking that it says where it comes from.
pub fn fields(status: &Status) -> Vec<String> {
    let details = status.get_error_details();
    let violations = details.bad_request().map(|bad| bad.field_violations.clone());
    violations.unwrap_or_default().into_iter().map(|violation| violation.field).collect()
}

/// The reason that a status gives; its domain must be ours.
pub fn reason(status: &Status) -> String {
    let details = status.get_error_details();
    let info = details.error_info().unwrap_or_else(|| panic!("no ErrorInfo: {status:?}"));
    assert_eq!(info.domain, "copydesk");
    info.reason.clone()
}
