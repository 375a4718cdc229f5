//! The settings: each a flag and an environment variable, each parsing itself.

mod common;
mod serve;

pub use common::{CleaningSettings, ComputeSettings, MAX_DURATION};
pub use serve::{ConnectionSettings, LimitSettings, LogSettings, SecuritySettings, Serve};

use clap::{Args, Parser, Subcommand, ValueEnum, error::ErrorKind};
use std::{ffi::OsString, path::PathBuf};

/// Cleans news text, finds who and what it is about, and reads its tone.
#[derive(Debug, Parser)]
#[command(name = "copydesk", version, args_conflicts_with_subcommands = true, after_help = TELEMETRY)]
pub struct Arguments {
    /// The commands.
    #[command(subcommand)]
    pub command: Option<Command>,
    /// For `serve`, which is what happens without a command.
    #[command(flatten)]
    pub serve: Serve,
}

/// The settings without a flag, because its names are a standard.
const TELEMETRY: &str = "The server's traces, metrics and logs are exported over OTLP where the \
    OTEL_* variables of OpenTelemetry say so, such as OTEL_EXPORTER_OTLP_ENDPOINT.";

/// The commands.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Serve gRPC until SIGTERM or SIGINT (the default).
    #[command(after_help = TELEMETRY)]
    Serve(Box<Serve>),
    /// Analyze files in this process and show what is found.
    Analyze(Analyze),
    /// Analyze files on a running server and show what is found.
    Call(Call),
    /// Make an API key: the key on standard output, its row for the file on standard error.
    NewKey {
        /// The name of the client
        client: String,
    },
}

/// The reason why the arguments cannot be followed; or help, which was asked for.
#[derive(Debug)]
pub enum Refusal {
    /// Help or the version, to be printed.
    Help(clap::Error),
    /// One line that says what is wrong.
    Usage(String),
}

impl Arguments {
    /// Reads the command line and the environment.
    ///
    /// # Errors
    /// When help is asked for, or a setting is wrong.
    pub fn read(line: impl IntoIterator<Item = OsString>) -> Result<Self, Refusal> {
        Self::try_parse_from(line).map_err(|error| {
            if matches!(error.kind(), ErrorKind::DisplayHelp | ErrorKind::DisplayVersion) {
                Refusal::Help(error)
            } else {
                Refusal::Usage(one_line(&error))
            }
        })
    }
}

/// The first paragraph of what clap says, on one line.
fn one_line(error: &clap::Error) -> String {
    let text = error.to_string();
    let paragraph = text.lines().take_while(|line| !line.trim().is_empty());
    let words: Vec<_> = paragraph.flat_map(str::split_whitespace).collect();
    words.join(" ").trim_start_matches("error: ").to_owned()
}

/// The files to analyze, and the form of the answers.
#[derive(Args, Debug)]
pub struct Analyze {
    /// The processors, the memory and the size of documents.
    #[command(flatten)]
    pub compute: ComputeSettings,
    /// The settings of cleaning.
    #[command(flatten)]
    pub cleaning: CleaningSettings,
    /// The input and the output.
    #[command(flatten)]
    pub view: View,
}

/// The server to call, and the files to send.
#[derive(Args, Debug)]
pub struct Call {
    /// The server, such as "localhost:50051", or "https://..." where it speaks TLS [address:port]
    pub address: String,
    /// Whose certificates are trusted; default: the roots of the system [PEM file]
    #[arg(long, env = "COPYDESK_CALL_CA", value_name = "FILE")]
    pub ca: Option<PathBuf>,
    /// The API key that is shown, if the server wants one; better in the variable
    #[arg(long, env = "COPYDESK_API_KEY", hide_env_values = true, value_name = "KEY")]
    pub api_key: Option<String>,
    /// The input and the output.
    #[command(flatten)]
    pub view: View,
}

/// The input and the output of `analyze` and `call`.
#[derive(Args, Debug)]
pub struct View {
    /// Files to analyze; "-" is standard input
    #[arg(required_unless_present = "jsonl", conflicts_with = "jsonl")]
    pub files: Vec<PathBuf>,
    /// Print each AnalyzeResponse as JSON
    #[arg(long, conflicts_with = "jsonl")]
    pub json: bool,
    /// Read an AnalyzeRequest in JSON from each line of standard input, print an AnalyzeResponse
    /// in JSON on each line, in order; {"error": google.rpc.Status} for a line that fails
    #[arg(long)]
    pub jsonl: bool,
    /// With --jsonl: read the requests from here, not from standard input; compressed by zstd where
    /// the name ends in .zst, as that of the answers may [file]
    #[arg(long, value_name = "FILE", requires = "jsonl")]
    pub requests: Option<PathBuf>,
    /// With --jsonl: write the answers here when all are there, until then to FILE.partial; goes on
    /// where it was stopped [file]
    #[arg(long, value_name = "FILE", requires = "requests")]
    pub responses: Option<PathBuf>,
    /// Format of the files; default: detect
    #[arg(long, conflicts_with = "jsonl")]
    pub format: Option<InputFormat>,
    /// The language of the files [BCP-47 tag]; default: detect
    #[arg(long, conflicts_with = "jsonl")]
    pub language: Option<String>,
    /// Keep the captions of pictures
    #[arg(long, conflicts_with = "jsonl")]
    pub keep_captions: bool,
}

/// The formats of files.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub enum InputFormat {
    /// Lines of text.
    Text,
    /// An HTML page.
    Html,
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::CommandFactory;

    fn read(line: &str) -> Result<Arguments, Refusal> {
        Arguments::read(line.split_whitespace().map(OsString::from))
    }

    #[test]
    fn the_definition_is_sound() {
        Arguments::command().debug_assert();
    }

    #[test]
    fn every_setting_of_the_server_has_a_variable_and_a_help() {
        for argument in Arguments::command().get_arguments() {
            if argument.get_id() != "help" && argument.get_id() != "version" {
                assert!(argument.get_env().is_some(), "{}", argument.get_id());
                assert!(argument.get_help().is_some(), "{}", argument.get_id());
            }
        }
    }

    #[test]
    fn a_wrong_setting_is_one_line() {
        for line in [
            "copydesk --listen nowhere",
            "copydesk serve --max-documents 0",
            "copydesk --max-bulk-calls 18446744073709551615",
            "copydesk --threads 5000000",
            "copydesk --time-limit 0s",
            "copydesk --grace-period 5",
            "copydesk --log =",
            "copydesk --site-rules no-such-file.toml",
            "copydesk --site-rules Cargo.toml",
            "copydesk analyze",
            "copydesk frobnicate",
        ] {
            match read(line) {
                Err(Refusal::Usage(text)) => assert!(!text.contains('\n') && !text.is_empty()),
                other => panic!("{line}: {other:?}"),
            }
        }
    }
}
