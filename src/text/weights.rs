//! A file of weights, read number by number; `None` where it is cut short.

/// What is left of a file of little-endian numbers.
pub(crate) struct File<'bytes>(&'bytes [u8]);

impl<'bytes> File<'bytes> {
    pub const fn new(bytes: &'bytes [u8]) -> Self {
        Self(bytes)
    }

    pub const fn rest(&self) -> &'bytes [u8] {
        self.0
    }

    pub fn take(&mut self, count: usize) -> Option<&'bytes [u8]> {
        let (head, rest) = self.0.split_at_checked(count)?;
        self.0 = rest;
        Some(head)
    }

    pub fn count(&mut self) -> Option<usize> {
        let (head, rest) = self.0.split_first_chunk()?;
        self.0 = rest;
        usize::try_from(u32::from_le_bytes(*head)).ok()
    }

    pub fn number(&mut self) -> Option<f32> {
        Some(self.numbers(1)?[0])
    }

    pub fn numbers(&mut self, count: usize) -> Option<Vec<f32>> {
        let bytes = self.take(count.checked_mul(4)?)?;
        Some(bytes.as_chunks().0.iter().map(|number| f32::from_le_bytes(*number)).collect())
    }

    pub fn array<const N: usize>(&mut self) -> Option<[f32; N]> {
        self.numbers(N)?.try_into().ok()
    }
}
