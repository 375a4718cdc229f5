//! Files that are compressed by zstd, told by the ending of their names.
//!
//! Frames of zstd stand behind each other as lines do: each of ours holds whole lines, so that a file
//! that was broken off can be gone on with behind its last whole frame.

use std::{
    fs::File,
    io::{self, BufRead, BufReader, ErrorKind, Seek, Write},
    path::Path,
    pin::Pin,
    task::{Context, Poll, ready},
};
use tokio::io::{AsyncBufRead, AsyncRead, ReadBuf};
use zstd::stream::{
    raw::{self, Operation},
    read::Decoder,
    write::Encoder,
};

/// Whether a file is to be compressed, or is.
pub(super) fn is_compressed(path: &Path) -> bool {
    path.extension().is_some_and(|ending| ending == "zst")
}

/// The content of what is compressed, as it is read.
pub(super) struct Unpacked<R> {
    packed: R,
    decoder: raw::Decoder<'static>,
    /// Between two frames. Not at the start: there is no archive without a frame.
    whole: bool,
}

impl<R> Unpacked<R> {
    /// Of this.
    ///
    /// # Errors
    /// When there is no memory for it.
    pub(super) fn of(packed: R) -> io::Result<Self> {
        Ok(Self { packed, decoder: raw::Decoder::new()?, whole: false })
    }
}

impl<R: AsyncBufRead + Unpin> AsyncRead for Unpacked<R> {
    fn poll_read(
        self: Pin<&mut Self>,
        context: &mut Context<'_>,
        output: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        let this = self.get_mut();
        loop {
            let input = ready!(Pin::new(&mut this.packed).poll_fill_buf(context))?;
            let ended = input.is_empty();
            if ended && this.whole {
                return Poll::Ready(Ok(()));
            }
            let step = this.decoder.run_on_buffers(input, output.initialize_unfilled())?;
            Pin::new(&mut this.packed).consume(step.bytes_read);
            this.whole = step.remaining == 0;
            if step.bytes_written > 0 {
                output.advance(step.bytes_written);
                return Poll::Ready(Ok(()));
            }
            if ended && !this.whole {
                return Poll::Ready(Err(io::Error::new(ErrorKind::UnexpectedEof, "is cut off")));
            }
        }
    }
}

/// Writes a frame.
///
/// # Errors
/// When the file cannot be written.
pub(super) fn write_frame(file: &File, content: &[u8]) -> io::Result<()> {
    let mut frame = Encoder::new(file, zstd::DEFAULT_COMPRESSION_LEVEL)?;
    frame.include_checksum(true)?;
    frame.write_all(content)?;
    frame.finish().map(drop)
}

/// The number of lines in the whole frames at the start of a file, and of the bytes of these frames.
///
/// # Errors
/// When the file cannot be read.
pub(super) fn whole_frames(file: &File) -> io::Result<(usize, u64)> {
    let mut reader = BufReader::new(file);
    let (mut lines, mut bytes) = (0, 0);
    while !reader.fill_buf()?.is_empty() {
        let frame = Decoder::with_buffer(&mut reader)?.single_frame();
        match whole_lines(BufReader::new(frame)) {
            Ok((more, _)) => lines += more,
            // No error of the system: the frame was cut off, or never got to the disk.
            Err(error) if error.raw_os_error().is_none() => break,
            Err(error) => return Err(error),
        }
        bytes = reader.stream_position()?;
    }
    Ok((lines, bytes))
}

/// The number of whole lines, and of their bytes.
///
/// # Errors
/// When they cannot be read.
pub(super) fn whole_lines(mut reader: impl BufRead) -> io::Result<(usize, u64)> {
    let (mut lines, mut bytes) = (0, 0);
    let mut line = Vec::new();
    loop {
        line.clear();
        reader.read_until(b'\n', &mut line)?;
        if !line.ends_with(b"\n") {
            return Ok((lines, bytes));
        }
        lines += 1;
        bytes += line.len() as u64;
    }
}
