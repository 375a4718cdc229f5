//! The messages of calls on their way in and out: no more bytes at a time than there is room for.
//!
//! | file | its part |
//! |---|---|
//! | `budget` | the bytes that may be in flight, and those that a call holds |
//! | `intake` | the layer that does the rest |
//! | `reader` | reads messages as they arrive |
//! | `terms` | weighs them, and reserves their bytes |
//! | `compression` | takes their compression away, and compresses answers |
//! | `codec` | decodes messages on the pool, and encodes answers |
//! | `form` | protobuf or JSON, and how the end of a message is known |
//! | `scan` | looks at messages before they are decoded |
//! | `delivery` | hands answers out |

pub(crate) mod budget;
pub(crate) mod codec;
pub(crate) mod compression;
pub(crate) mod delivery;
pub(crate) mod form;
pub(crate) mod intake;
mod reader;
mod scan;
mod terms;

pub(crate) use terms::PREFIX;
