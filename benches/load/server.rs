//! The server under load, in a process of its own.

use copydesk::server::copydesk_v1::pb::text_analysis_service_client::TextAnalysisServiceClient;
use std::{
    env, fs,
    io::{BufRead, BufReader, Lines, Read, Write},
    net::TcpStream,
    process::{Child, ChildStderr, Command, Stdio},
};
use tonic::transport::Channel;

pub type Client = TextAnalysisServiceClient<Channel>;

const BINARY: &str = env!("CARGO_BIN_EXE_copydesk");
const CONNECTIONS: usize = 4;

/// A server that is killed when dropped.
pub struct Served {
    process: Child,
    address: String,
    /// Where operators ask; `None`: it has no such address.
    admin: Option<String>,
}

impl Served {
    /// Starts on a free port; `alone`: on the first processor, if the system has `taskset`.
    pub fn start(arguments: &[&str], alone: bool) -> Self {
        let own =
            ["--listen", "127.0.0.1:0", "--admin-listen", "127.0.0.1:0", "--log-format", "json"];
        Self::run(BINARY, &[&own, arguments].concat(), alone)
    }

    /// Starts a server that does nothing, on the first processor.
    pub fn echo() -> Self {
        let program = env::current_exe().expect("the path of this program");
        Self::run(&program.to_string_lossy(), &["echo"], true)
    }

    fn run(program: &str, args: &[&str], alone: bool) -> Self {
        let taskset = alone && Command::new("taskset").arg("--version").output().is_ok();
        let mut command = if taskset { Command::new("taskset") } else { Command::new(program) };
        if taskset {
            command.args(["-c", "0", program]);
        }
        let mut process =
            command.args(args).stderr(Stdio::piped()).spawn().expect("the server starts");
        let mut lines = BufReader::new(process.stderr.take().expect("piped")).lines();
        let address = told(&mut lines, "listening");
        let admin =
            args.contains(&"--admin-listen").then(|| told(&mut lines, "listening for operators"));
        // Read on, so that a full pipe never stops the server.
        std::thread::spawn(move || lines.for_each(drop));
        Self { process, address, admin }
    }

    /// Where it listens.
    pub fn address(&self) -> &str {
        &self.address
    }

    /// The value of a metric without labels; 0 where it was never counted.
    pub fn metric(&self, name: &str) -> f64 {
        let admin = self.admin.as_ref().expect("it has an address for operators");
        let mut stream = TcpStream::connect(admin).expect("it listens for operators");
        let request = "GET /metrics HTTP/1.1\r\nhost: admin\r\nconnection: close\r\n\r\n";
        stream.write_all(request.as_bytes()).expect("it reads");
        let mut answer = String::new();
        stream.read_to_string(&mut answer).expect("it answers");
        let own = answer.lines().find(|line| line.split(['{', ' ']).next() == Some(name));
        let value = own.and_then(|line| line.rsplit(' ').next()?.parse().ok());
        value.unwrap_or(0.0)
    }

    pub async fn connect(&self) -> Client {
        Client::connect(format!("http://{}", self.address)).await.expect("the server listens")
    }

    pub async fn connections(&self) -> Vec<Client> {
        let mut connections = Vec::new();
        for _ in 0..CONNECTIONS {
            connections.push(self.connect().await);
        }
        connections
    }

    /// A line of what the system knows of the process.
    pub fn memory(&self, line: &str) -> String {
        let path = format!("/proc/{}/status", self.process.id());
        let status = fs::read_to_string(path).unwrap_or_default();
        let line = status.lines().find_map(|found| found.strip_prefix(line));
        line.unwrap_or("not known").trim().to_owned()
    }

    /// Resident memory [bytes]; 0 where the system does not tell.
    pub fn resident(&self) -> f64 {
        let kibibytes = self.memory("VmRSS:");
        let kibibytes = kibibytes.split(' ').next().and_then(|number| number.parse().ok());
        kibibytes.unwrap_or(0.0) * 1024.0
    }

    /// Open file descriptors; 0 where the system does not tell.
    pub fn descriptors(&self) -> usize {
        fs::read_dir(format!("/proc/{}/fd", self.process.id())).map_or(0, Iterator::count)
    }
}

impl Drop for Served {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// The address in the line of the log that says this.
fn told(lines: &mut Lines<BufReader<ChildStderr>>, message: &str) -> String {
    let lines = lines.map_while(Result::ok);
    let mut lines = lines.filter_map(|line| serde_json::from_str::<serde_json::Value>(&line).ok());
    let line = lines.find(|line| line["message"] == message).expect("the server listens");
    line["address"].as_str().expect("an address").to_owned()
}
