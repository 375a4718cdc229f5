//! Looks at a message before it is decoded: a field of two bytes that is repeated takes many times as
//! much memory and time as text of the same length.

use bytes::Buf;
use prost::encoding::{WireType, decode_key, decode_varint};
use prost_reflect::{Kind, MessageDescriptor};
use std::collections::HashMap;

/// Times that a field may stand in a message: twice as often as the contract allows of anything.
const REPEATED: usize = 20_000;
/// Fields that a message may have altogether.
const FIELDS: usize = 200_000;
/// Messages inside each other.
const DEPTH: usize = 16;

/// Tells whether a message of this shape repeats a field more often than any honest one does. What is
/// no message at all is none that does: decoding tells.
pub(super) fn repeats_too_often(message: &[u8], shape: &MessageDescriptor) -> bool {
    let mut fields = 0;
    look(message, shape, &mut fields, DEPTH).is_some_and(|outcome| outcome == Outcome::TooMany)
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Outcome {
    Fine,
    TooMany,
}

/// `None`: it is no message.
fn look(
    mut message: &[u8],
    shape: &MessageDescriptor,
    fields: &mut usize,
    depth: usize,
) -> Option<Outcome> {
    let mut times = HashMap::<u32, usize>::new();
    while message.has_remaining() {
        let (number, wire_type) = decode_key(&mut message).ok()?;
        // Groups are none of the contract, and decoding would read over what stands behind them.
        if matches!(wire_type, WireType::StartGroup | WireType::EndGroup) {
            return Some(Outcome::TooMany);
        }
        let value = value(&mut message, wire_type)?;
        let field = shape.get_field(number);
        let kind = field.as_ref().map(prost_reflect::FieldDescriptor::kind);
        // Numbers that stand one after the other in one field take a byte each.
        let is_number = !matches!(kind, Some(Kind::String | Kind::Bytes | Kind::Message(_)));
        let packed = is_number && field.as_ref().is_some_and(|field| field.is_list());
        let count = if packed && wire_type == WireType::LengthDelimited { value.len() } else { 1 };
        *fields += count;
        let times = times.entry(number).or_default();
        *times += count;
        if *times > REPEATED || *fields > FIELDS {
            return Some(Outcome::TooMany);
        }
        if let Some(Kind::Message(inside)) = kind
            && wire_type == WireType::LengthDelimited
            && look(value, &inside, fields, depth.checked_sub(1)?)? == Outcome::TooMany
        {
            return Some(Outcome::TooMany);
        }
    }
    Some(Outcome::Fine)
}

/// The value of a field, which is read over; empty where it has no length.
fn value<'message>(message: &mut &'message [u8], wire_type: WireType) -> Option<&'message [u8]> {
    let length = match wire_type {
        WireType::Varint => {
            decode_varint(message).ok()?;
            0
        }
        WireType::ThirtyTwoBit => 4,
        WireType::SixtyFourBit => 8,
        WireType::LengthDelimited => usize::try_from(decode_varint(message).ok()?).ok()?,
        WireType::StartGroup | WireType::EndGroup => return None,
    };
    let (value, rest) = message.split_at_checked(length)?;
    *message = rest;
    Some(value)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shape() -> MessageDescriptor {
        crate::server::descriptors::shape("copydesk.v1.AnalyzeRequest")
    }

    /// A field with a length, and what stands in it.
    fn field(number: u8, value: &[u8]) -> Vec<u8> {
        let mut field = vec![number << 3 | 2];
        prost::encoding::encode_varint(value.len() as u64, &mut field);
        [field, value.to_vec()].concat()
    }

    #[test]
    fn what_is_repeated_without_end_is_seen() {
        let stages = |count: usize| field(2, &[8, 1].repeat(count));
        assert!(!repeats_too_often(&stages(REPEATED), &shape()));
        assert!(repeats_too_often(&stages(REPEATED + 1), &shape()));
        assert!(
            repeats_too_often(&field(2, &field(1, &vec![1; REPEATED + 1])), &shape()),
            "packed"
        );
        // Options again and again are one message in the end.
        assert!(repeats_too_often(&field(2, &[]).repeat(REPEATED + 1), &shape()));
        // Unknown fields take time, too.
        assert!(repeats_too_often(&[15 << 3, 1].repeat(REPEATED + 1), &shape()));
    }

    #[test]
    fn long_texts_and_what_is_no_message_are_not_its_concern() {
        let content = "It rained. ".repeat(100_000);
        assert!(!repeats_too_often(&field(1, &field(2, content.as_bytes())), &shape()));
        assert!(repeats_too_often(&[0x7b, 0x7c], &shape()), "a group");
        for rubbish in [&[0xff; 20][..], &[8], &field(1, b"\xff")] {
            assert!(!repeats_too_often(rubbish, &shape()));
        }
    }
}
