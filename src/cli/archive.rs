//! Answers in a file that can be gone on with: for archives, whose work may be stopped at any time.
//!
//! They are written to a file beside, which takes the name of the answers when all are there. What
//! that file holds already is not done again; a line, or a frame of lines, that was cut off is.

use super::compressed::{is_compressed, whole_frames, whole_lines, write_frame};
use anyhow::{Context, Result};
use std::{
    ffi::OsString,
    fs::{self, File, OpenOptions},
    io::{self, BufReader, Write},
    path::{Path, PathBuf},
};

/// The answers of a frame [bytes]: enough to compress well, and done again in no time.
const FRAME: usize = 1 << 20;

/// Answers that are being written.
pub(super) struct Responses {
    file: File,
    /// Answers for the next frame; `None`: they are not compressed.
    frame: Option<Vec<u8>>,
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
        let frame = is_compressed(path).then(Vec::new);
        let whole = match frame {
            Some(_) => whole_frames(&file),
            None => whole_lines(BufReader::new(&file)),
        };
        let (done, bytes) = whole.with_context(|| cannot("read", &partial))?;
        file.set_len(bytes).with_context(|| cannot("write", &partial))?;
        Ok(Some(Self { file, frame, partial, path: path.to_owned(), done }))
    }

    /// One more.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub(super) fn write(&mut self, line: &str) -> Result<()> {
        self.append(line.as_bytes()).with_context(|| cannot("write", &self.partial))
    }

    fn append(&mut self, line: &[u8]) -> io::Result<()> {
        let Some(frame) = &mut self.frame else { return self.file.write_all(line) };
        frame.extend_from_slice(line);
        if frame.len() < FRAME {
            return Ok(());
        }
        // Taken, so that the room of a large answer is not kept.
        write_frame(&self.file, &std::mem::take(frame))
    }

    /// All are there.
    ///
    /// # Errors
    /// When the file cannot be written, or its name is taken.
    pub(super) fn finish(self) -> Result<()> {
        // Even of no answers: a file without a frame is not of zstd.
        let last = self.frame.map_or(Ok(()), |frame| write_frame(&self.file, &frame));
        let written = last.and_then(|()| self.file.sync_all());
        written.with_context(|| cannot("write", &self.partial))?;
        fs::rename(&self.partial, &self.path).with_context(|| cannot("write", &self.path))
    }
}

fn cannot(what: &str, path: &Path) -> String {
    format!("cannot {what} {}", path.display())
}
