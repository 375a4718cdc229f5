//! Requests, line by line: no more of them is in memory than a line, and no line longer than allowed.

use super::compressed::{Unpacked, is_compressed};
use anyhow::{Context, Result};
use std::{io, path::Path};
use tokio::{
    fs::File,
    io::{AsyncBufReadExt, AsyncRead, BufReader},
};

/// Requests that are being read.
pub(super) struct Requests {
    source: BufReader<Box<dyn AsyncRead + Send + Unpin>>,
    name: String,
    longest: usize,
}

/// A line that is longer than allowed.
pub(super) struct TooLong;

/// A line as it is read.
struct Line {
    content: Result<Vec<u8>, TooLong>,
    blank: bool,
}

impl Requests {
    /// Those of a file, or of standard input, where none may be longer than so many bytes.
    ///
    /// # Errors
    /// When the file cannot be opened.
    pub(super) async fn open(file: Option<&Path>, longest: usize) -> Result<Self> {
        let name = file.map_or("standard input".to_owned(), |file| file.display().to_string());
        let source = source(file).await.with_context(|| format!("cannot read {name}"))?;
        Ok(Self { source: BufReader::new(source), name, longest })
    }

    /// The next one; empty lines are none.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub(super) async fn next(&mut self) -> Result<Option<Result<Vec<u8>, TooLong>>> {
        loop {
            match self.line().await.with_context(|| format!("cannot read {}", self.name))? {
                Some(line) if line.blank => {}
                line => return Ok(line.map(|line| line.content)),
            }
        }
    }

    async fn line(&mut self) -> io::Result<Option<Line>> {
        let mut line = Line { content: Ok(Vec::new()), blank: true };
        let mut begun = false;
        loop {
            let piece = self.source.fill_buf().await?;
            if piece.is_empty() {
                return Ok(begun.then_some(line));
            }
            begun = true;
            let end = piece.iter().position(|byte| *byte == b'\n');
            let part = piece.get(..end.unwrap_or(piece.len())).unwrap_or(piece);
            line.add(part, self.longest);
            let read = part.len() + usize::from(end.is_some());
            self.source.consume(read);
            if end.is_some() {
                return Ok(Some(line));
            }
        }
    }
}

impl Line {
    /// Adds a part, or lets go of all where it is too long.
    fn add(&mut self, part: &[u8], longest: usize) {
        self.blank &= part.trim_ascii().is_empty();
        if let Ok(content) = &mut self.content {
            if content.len() + part.len() <= longest {
                content.extend_from_slice(part);
            } else {
                self.content = Err(TooLong);
            }
        }
    }
}

async fn source(file: Option<&Path>) -> io::Result<Box<dyn AsyncRead + Send + Unpin>> {
    let Some(path) = file else { return Ok(Box::new(tokio::io::stdin())) };
    let file = File::open(path).await?;
    if is_compressed(path) {
        return Ok(Box::new(Unpacked::of(BufReader::new(file))?));
    }
    Ok(Box::new(file))
}
