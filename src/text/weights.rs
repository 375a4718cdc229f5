//! A reader of the weight files in `models/`, whose numbers are all little-endian.
//!
//! Every method takes what it returns off the front of the file, and returns `None` where the file
//! is too short for it.

/// The rest of a weight file.
pub(crate) struct WeightReader<'bytes>(&'bytes [u8]);

impl<'bytes> WeightReader<'bytes> {
    /// A reader at the start of a file.
    pub const fn new(bytes: &'bytes [u8]) -> Self {
        Self(bytes)
    }

    /// True where everything was read.
    pub const fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// All bytes that are left; they are not taken off.
    pub const fn rest(&self) -> &'bytes [u8] {
        self.0
    }

    /// The next `count` bytes.
    pub fn bytes(&mut self, count: usize) -> Option<&'bytes [u8]> {
        let (head, rest) = self.0.split_at_checked(count)?;
        self.0 = rest;
        Some(head)
    }

    /// A byte.
    pub fn u8(&mut self) -> Option<u8> {
        self.take().map(u8::from_le_bytes)
    }

    /// A signed byte.
    pub fn i8(&mut self) -> Option<i8> {
        self.take().map(i8::from_le_bytes)
    }

    /// An integer of two bytes.
    pub fn u16(&mut self) -> Option<u16> {
        self.take().map(u16::from_le_bytes)
    }

    /// An integer of four bytes.
    pub fn u32(&mut self) -> Option<u32> {
        self.take().map(u32::from_le_bytes)
    }

    /// An integer of four bytes that says how many of something follow.
    pub fn count(&mut self) -> Option<usize> {
        usize::try_from(self.u32()?).ok()
    }

    /// A floating-point number of four bytes.
    pub fn f32(&mut self) -> Option<f32> {
        self.take().map(f32::from_le_bytes)
    }

    /// `count` floating-point numbers.
    pub fn f32s(&mut self, count: usize) -> Option<Vec<f32>> {
        let bytes = self.bytes(count.checked_mul(size_of::<f32>())?)?;
        Some(bytes.as_chunks().0.iter().map(|number| f32::from_le_bytes(*number)).collect())
    }

    /// `N` floating-point numbers.
    pub fn f32_array<const N: usize>(&mut self) -> Option<[f32; N]> {
        self.f32s(N)?.try_into().ok()
    }

    fn take<const N: usize>(&mut self) -> Option<[u8; N]> {
        let (head, rest) = self.0.split_first_chunk()?;
        self.0 = rest;
        Some(*head)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn takes_numbers_off_until_the_file_is_too_short() {
        let mut bytes = vec![7, 255, 2, 1];
        bytes.extend(3_u32.to_le_bytes());
        bytes.extend([1.5_f32, -2.0, 0.25].into_iter().flat_map(f32::to_le_bytes));
        let mut file = WeightReader::new(&bytes);
        assert_eq!((file.u8(), file.i8(), file.u16()), (Some(7), Some(-1), Some(0x0102)));
        assert_eq!((file.count(), file.f32()), (Some(3), Some(1.5)));
        assert_eq!(file.f32s(3), None);
        assert_eq!(file.rest().len(), 8);
        assert_eq!(file.f32_array(), Some([-2.0, 0.25]));
        assert!(file.is_empty() && file.u8().is_none());
    }
}
