//! A server in a process of its own.

#![allow(dead_code, clippy::unwrap_used)] // Each test uses what it needs; a failure is a failure.

use super::Client;
use copydesk::server::copydesk_v1::pb::text_analysis_service_client::TextAnalysisServiceClient;
use std::{
    io::{BufRead, BufReader, Lines, Read, Write},
    net::TcpStream,
    process::{Child, ChildStderr, Command, Stdio},
    time::{Duration, Instant},
};
use tonic::transport::{Channel, Endpoint};

pub const BINARY: &str = env!("CARGO_BIN_EXE_copydesk");

/// The longest wait of a test before it fails.
const PATIENCE: Duration = Duration::from_secs(60);

/// A server of its own process; killed when dropped.
pub struct Served {
    child: Child,
    pub address: String,
    admin: String,
    /// The log, where nobody reads it.
    unread: Option<Lines<BufReader<ChildStderr>>>,
}

impl Served {
    /// Starts on free ports, with these arguments beside.
    pub fn start(arguments: &[&str]) -> Self {
        Self::with(arguments, &[])
    }

    /// The same with variables of the environment.
    pub fn with(arguments: &[&str], variables: &[(&str, &str)]) -> Self {
        let mut command = Command::new(BINARY);
        command.args(arguments).envs(variables.iter().copied());
        Self::run(command)
    }

    /// The same with a log that nobody reads once it serves.
    pub fn unread(arguments: &[&str]) -> Self {
        let mut command = Command::new(BINARY);
        command.args(arguments);
        let (mut served, lines) = Self::begin(command);
        served.unread = Some(lines);
        served
    }

    /// Starts by a command that leads to the binary, with the arguments that every server gets.
    pub fn run(command: Command) -> Self {
        let (served, lines) = Self::begin(command);
        // Read on, so that the pipe is never full.
        std::thread::spawn(move || lines.for_each(drop));
        served
    }

    /// Starts, and reads the log until it serves.
    fn begin(mut command: Command) -> (Self, Lines<BufReader<ChildStderr>>) {
        command.args(["--listen", "127.0.0.1:0", "--admin-listen", "127.0.0.1:0"]);
        command.args(["--log-format", "json"]);
        let mut child = command.stderr(Stdio::piped()).spawn().unwrap();
        let mut lines = BufReader::new(child.stderr.take().unwrap()).lines();
        let (mut address, mut admin) = (None, None);
        for line in lines.by_ref() {
            let line: serde_json::Value = serde_json::from_str(&line.unwrap()).unwrap();
            let value = line["address"].as_str().map(str::to_owned);
            match line["message"].as_str() {
                Some("listening") => address = value,
                Some("listening for operators") => admin = value,
                Some("serving") => break,
                _ => {}
            }
        }
        let (address, admin) = (address.unwrap(), admin.unwrap());
        (Self { child, address, admin, unread: None }, lines)
    }

    /// The address of the operators' port.
    pub fn admin(&self) -> &str {
        &self.admin
    }

    pub fn process(&self) -> u32 {
        self.child.id()
    }

    pub fn signal(&self, name: &str) {
        let pid = self.child.id().to_string();
        assert!(Command::new("kill").args(["-s", name, &pid]).status().unwrap().success());
    }

    /// Waits for its end; the exit code.
    pub fn wait(&mut self) -> Option<i32> {
        let end = Instant::now() + PATIENCE;
        loop {
            if let Some(status) = self.child.try_wait().unwrap() {
                return status.code();
            }
            assert!(Instant::now() < end, "the server does not end");
            std::thread::sleep(Duration::from_millis(20));
        }
    }

    pub async fn channel(&self) -> Channel {
        channel(&self.address).await
    }

    /// To where operators ask.
    pub async fn admin_channel(&self) -> Channel {
        channel(&self.admin).await
    }

    pub async fn client(&self) -> Client {
        TextAnalysisServiceClient::new(self.channel().await).max_decoding_message_size(1 << 28)
    }

    /// The text of `/metrics`.
    pub fn metrics(&self) -> String {
        let mut stream = TcpStream::connect(&self.admin).unwrap();
        let request = "GET /metrics HTTP/1.1\r\nhost: admin\r\nconnection: close\r\n\r\n";
        stream.write_all(request.as_bytes()).unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).unwrap();
        assert!(answer.starts_with("HTTP/1.1 200"), "{answer}");
        answer
    }

    /// The sum of a metric's values whose labels hold all of these; 0 where there is none.
    pub fn metric(&self, name: &str, labels: &[&str]) -> f64 {
        let metrics = self.metrics();
        let values = metrics.lines().filter_map(|line| {
            let (series, value) = line.rsplit_once(' ')?;
            let own = series.split('{').next() == Some(name);
            let labelled = labels.iter().all(|label| series.contains(label));
            (own && labelled).then(|| value.parse::<f64>().unwrap())
        });
        values.sum()
    }

    /// Waits until a metric is what it should be.
    pub async fn until(&self, name: &str, labels: &[&str], right: impl Fn(f64) -> bool) {
        let end = Instant::now() + PATIENCE;
        loop {
            let value = self.metric(name, labels);
            if right(value) {
                return;
            }
            assert!(Instant::now() < end, "{name} {labels:?} is {value}\n{}", self.metrics());
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    }

    /// Resident memory [bytes].
    pub fn resident(&self) -> f64 {
        self.metric("process_memory_usage_bytes", &[])
    }
}

async fn channel(address: &str) -> Channel {
    let endpoint = Endpoint::from_shared(format!("http://{address}")).unwrap();
    endpoint.connect().await.unwrap()
}

impl Drop for Served {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
