//! Messages with compression and without.
//!
//! It is taken away twice: once to learn how long a message is, which must be known before there is room for it,
//! and once into that room. Neither takes more memory than is known before.

use crate::server::{status::Failure, transport::error_details::message_too_large};
use bytes::Bytes;
use std::io::{self, Read};
use tonic::Status;

/// The compression of a message.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Compression {
    Gzip,
    Zstd,
}

/// The largest window of zstd, as a power of two: what its levels up to 19 use. The format allows
/// gigabytes.
const WINDOW_LOG: u32 = 23;
/// The memory that decompressing takes beside the message [bytes].
pub(crate) const MEMORY: u64 = (1 << WINDOW_LOG) + (1 << 20);

impl Compression {
    /// The compression of this name in `grpc-encoding`.
    pub(crate) fn named(name: &[u8]) -> Option<Self> {
        match name {
            b"gzip" => Some(Self::Gzip),
            b"zstd" => Some(Self::Zstd),
            _ => None,
        }
    }

    /// The length of a message without compression [bytes].
    ///
    /// # Errors
    /// When that is more than `most`, or the message is not compressed in this way.
    pub(crate) fn weigh(self, packed: &[u8], most: usize) -> Result<usize, Status> {
        // One byte more shows that there is more.
        let limit = most as u64 + 1;
        let weighed = self
            .reader(packed)
            .and_then(|reader| io::copy(&mut reader.take(limit), &mut io::sink()));
        match weighed.map(usize::try_from) {
            Ok(Ok(bytes)) if bytes <= most => Ok(bytes),
            Ok(_) => Err(message_too_large(most)),
            Err(_) => Err(Failure::MalformedMessage.status()),
        }
    }

    /// A message without compression.
    ///
    /// # Errors
    /// When it is not as long as it was weighed.
    pub(crate) fn unpack(self, packed: &[u8], bytes: usize) -> io::Result<Bytes> {
        let mut message = vec![0; bytes];
        self.reader(packed)?.read_exact(&mut message)?;
        Ok(message.into())
    }

    /// The best that a caller takes, by the names in its `grpc-accept-encoding`.
    pub(crate) fn accepted(names: &str) -> Option<Self> {
        let known = names.split(',').filter_map(|name| Self::named(name.trim().as_bytes()));
        known.max_by_key(|one| *one == Self::Zstd)
    }

    /// Its name in `grpc-encoding`.
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Gzip => "gzip",
            Self::Zstd => "zstd",
        }
    }

    /// A message in this compression, at its fastest: answers are short-lived.
    ///
    /// # Errors
    /// When there is no memory for it.
    pub(crate) fn pack(self, message: &[u8]) -> io::Result<Vec<u8>> {
        match self {
            Self::Gzip => {
                let level = flate2::Compression::fast();
                let mut packed = Vec::new();
                flate2::read::GzEncoder::new(message, level).read_to_end(&mut packed)?;
                Ok(packed)
            }
            Self::Zstd => zstd::bulk::compress(message, 1),
        }
    }

    fn reader(self, packed: &[u8]) -> io::Result<Box<dyn Read + '_>> {
        Ok(match self {
            // A file of gzip is one member after the other (RFC 1952, section 2.2).
            Self::Gzip => Box::new(flate2::read::MultiGzDecoder::new(packed)),
            Self::Zstd => {
                let mut reader = zstd::stream::read::Decoder::with_buffer(packed)?;
                reader.window_log_max(WINDOW_LOG)?;
                Box::new(reader)
            }
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Write;

    #[test]
    fn weighs_and_unpacks() {
        let text = b"The ferry came back. ".repeat(1000);
        for compression in [Compression::Gzip, Compression::Zstd] {
            let packed = compression.pack(&text).expect("memory");
            assert_eq!(Compression::accepted(compression.name()), Some(compression));
            assert!(packed.len() < text.len() / 10);
            let bytes = compression.weigh(&packed, text.len()).expect("not too large");
            assert_eq!(bytes, text.len());
            let whole = compression.unpack(&packed, bytes).expect("as weighed");
            assert_eq!(whole, text);
            let error = compression.weigh(&packed, text.len() - 1).expect_err("too large");
            assert!(error.message().contains("longer"), "{error:?}");
            assert!(compression.weigh(b"neither of them", 1000).is_err());
        }
    }

    #[test]
    fn all_members_are_read_and_nothing_else() {
        let members = ["The ferry ", "came back."];
        let packed = members.map(|text| Compression::Gzip.pack(text.as_bytes()).expect("memory"));
        let packed = packed.concat();
        let whole = Compression::Gzip.unpack(&packed, 20).expect("two members");
        assert_eq!(whole, members.concat());
        let junk = [packed.as_slice(), b"junk"].concat();
        assert!(Compression::Gzip.weigh(&junk, 1000).is_err());
    }

    #[test]
    fn zstd_is_the_better_one() {
        assert_eq!(Compression::accepted("identity, gzip,zstd,deflate"), Some(Compression::Zstd));
        assert_eq!(Compression::accepted("identity,deflate,gzip"), Some(Compression::Gzip));
        assert_eq!(Compression::accepted("identity"), None);
    }

    #[test]
    fn large_windows_are_refused() {
        let mut writer = zstd::stream::write::Encoder::new(Vec::new(), 3).expect("memory");
        writer.window_log(WINDOW_LOG + 2).expect("a window");
        writer.write_all(&[7; 1000]).expect("memory");
        let packed = writer.finish().expect("memory");
        assert!(Compression::Zstd.weigh(&packed, 1 << 20).is_err());
    }
}
