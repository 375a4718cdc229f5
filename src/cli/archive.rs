//! Answers in a file that can be gone on with: for archives, whose work may be stopped at any time.
//!
//! They are written to a file beside, which takes the name of the answers when all are there. What
//! that file holds already is not done again; a line that was cut off is.

use anyhow::{Context, Result};
use std::{
    ffi::OsString,
    fs::{self, File, OpenOptions},
    io::{BufRead, BufReader, Write},
    path::{Path, PathBuf},
};

/// Answers that are being written.
pub(super) struct Responses {
    file: File,
    partial: PathBuf,
    path: PathBuf,
    /// The number of answers that are there already.
    pub(super) done: usize,
}

impl Responses {
    /// Begins, or goes on; `None` where all answers are there.
    ///
    /// # Errors
    /// When the files cannot be read or written.
    pub(super) fn open(path: &Path) -> Result<Option<Self>> {
        if path.try_exists().with_context(|| cannot("read", path))? {
            return Ok(None);
        }
        let mut partial = OsString::from(path);
        partial.push(".partial");
        let partial = PathBuf::from(partial);
        let open = OpenOptions::new().read(true).append(true).create(true).open(&partial);
        let file = open.with_context(|| cannot("write", &partial))?;
        let (done, bytes) = whole_lines(&file).with_context(|| cannot("read", &partial))?;
        file.set_len(bytes).with_context(|| cannot("write", &partial))?;
        Ok(Some(Self { file, partial, path: path.to_owned(), done }))
    }

    /// One more.
    pub(super) fn write(&mut self, line: &str) -> Result<()> {
        self.file.write_all(line.as_bytes()).with_context(|| cannot("write", &self.partial))
    }

    /// All are there.
    pub(super) fn finish(self) -> Result<()> {
        self.file.sync_all().with_context(|| cannot("write", &self.partial))?;
        fs::rename(&self.partial, &self.path).with_context(|| cannot("write", &self.path))
    }
}

/// The number of whole lines of a file, and of their bytes.
fn whole_lines(file: &File) -> std::io::Result<(usize, u64)> {
    let mut reader = BufReader::new(file);
    let (mut lines, mut bytes) = (0, 0);
    loop {
        let mut line = Vec::new();
        reader.read_until(b'\n', &mut line)?;
        if !line.ends_with(b"\n") {
            return Ok((lines, bytes));
        }
        lines += 1;
        bytes += line.len() as u64;
    }
}

fn cannot(what: &str, path: &Path) -> String {
    format!("cannot {what} {}", path.display())
}
