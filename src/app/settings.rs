//! The settings as those see them who are set by them: limits, admission, and how long it takes to go.

use crate::{
    cli::Room,
    config::{ComputeSettings, ConnectionSettings, LimitSettings, MAX_DURATION, Serve},
    engine::Admission,
    server::{Limits, memory, serve::Shutdown, transport::connection::ConnectionLimits},
};
use std::time::Duration;

/// Bytes in flight where nothing says how many.
const BYTES_IN_FLIGHT: u32 = 8 << 20;
/// Room for the options of a call beside the largest contents [bytes].
const OPTIONS_BYTES: u64 = 64 << 10;
/// Single documents that run or wait where nothing says how many, for each thread: none waits long.
const DOCUMENTS_PER_THREAD: usize = 12;

/// The limits of a request, and of requests together.
///
/// # Errors
/// When the memory limit has no room for the largest document, or the limits contradict each other.
pub(super) fn limits(settings: &Serve) -> Result<Limits, String> {
    let Serve { compute, limits: set, .. } = settings;
    let limits = Limits {
        content_bytes: compute.max_content_bytes,
        batch_documents: set.max_batch_documents,
        batch_bytes: set.max_batch_bytes,
        stream_in_flight: set.max_stream_in_flight,
        bulk_calls: set.max_bulk_calls as usize,
        calls: set.max_calls as usize,
        stream_idle: set.max_stream_idle,
        single_bytes: set.max_bytes_in_flight.unwrap_or(BYTES_IN_FLIGHT),
        bulk_bytes: set.max_bulk_bytes_in_flight.unwrap_or(BYTES_IN_FLIGHT),
        time: set.time_limit,
    };
    let kinds = [
        ("max-bytes-in-flight", limits.single_bytes, limits.content_bytes),
        ("max-bulk-bytes-in-flight", limits.bulk_bytes, limits.batch_bytes),
    ];
    for (name, bytes, largest) in kinds {
        let least = u64::from(largest) + OPTIONS_BYTES;
        if u64::from(bytes) < least {
            return Err(format!("{name} must be at least {least} for the limits of contents"));
        }
    }
    match compute.memory_limit {
        Some(memory) => within(memory, limits, settings),
        None => Ok(limits),
    }
}

/// The same, with as many bytes in flight as a memory limit has room for.
fn within(memory: u64, limits: Limits, settings: &Serve) -> Result<Limits, String> {
    let at_most = |limits: &Limits| {
        let connections = connections(&settings.connections);
        memory::at_most(limits, &connections, settings.compute.threads())
    };
    let fixed = at_most(&Limits { single_bytes: 0, bulk_bytes: 0, ..limits });
    let share = memory.saturating_sub(fixed) / memory::PER_BYTE / 2;
    let least = limits.largest() + OPTIONS_BYTES;
    if share < least {
        let needed = fixed + 2 * memory::PER_BYTE * least;
        return Err(format!(
            "the memory limit must be at least {needed} for the other limits that are set, or those lower"
        ));
    }
    let share = u32::try_from(share).unwrap_or(u32::MAX);
    let limits = Limits {
        single_bytes: settings.limits.max_bytes_in_flight.unwrap_or(share),
        bulk_bytes: settings.limits.max_bulk_bytes_in_flight.unwrap_or(share),
        ..limits
    };
    let most = at_most(&limits);
    if most > memory {
        return Err(format!(
            "the limits that are set take {most} bytes, more than the memory limit"
        ));
    }
    Ok(limits)
}

/// The limits of a process that analyzes for one person, who can wait, or press Ctrl-C.
pub(super) const fn personal_limits(settings: &ComputeSettings) -> Limits {
    Limits {
        content_bytes: settings.max_content_bytes,
        batch_documents: 1,
        batch_bytes: settings.max_content_bytes,
        stream_in_flight: 1,
        bulk_calls: 1,
        calls: 1,
        stream_idle: MAX_DURATION,
        single_bytes: u32::MAX,
        bulk_bytes: u32::MAX,
        time: MAX_DURATION,
    }
}

/// The room for the documents of one person, whose number nobody limits where there is memory.
///
/// # Errors
/// When the memory limit has room for none.
pub(super) fn personal_room(settings: &ComputeSettings) -> Result<Room, String> {
    let Some(memory) = settings.memory_limit else { return Ok(Room::of(u32::MAX)) };
    let free = memory.checked_sub(memory::at_most_from_files(0));
    match free.map(|free| free / memory::PER_BYTE_OF_A_LINE) {
        None | Some(0) => {
            let least = memory::at_most_from_files(1);
            Err(format!("the memory limit must be at least {least}"))
        }
        Some(bytes) => Ok(Room::of(u32::try_from(bytes).unwrap_or(u32::MAX))),
    }
}

/// The admission of single documents, and of those of batches and streams.
pub(super) fn admissions(settings: &LimitSettings, threads: usize) -> [Admission; 2] {
    let documents = settings.max_documents.map(|documents| documents as usize);
    let single = documents.unwrap_or(DOCUMENTS_PER_THREAD * threads);
    let bulk = settings.max_bulk_documents as usize;
    [(single, true), (bulk, false)].map(|(documents, shed)| Admission {
        documents,
        time: settings.time_limit,
        shed,
    })
}

/// The admission of the documents of one person.
pub(super) fn personal_admission(settings: &ComputeSettings) -> Admission {
    Admission { documents: 2 * settings.threads(), time: MAX_DURATION, shed: false }
}

/// The limits of connections.
pub(super) const fn connections(settings: &ConnectionSettings) -> ConnectionLimits {
    ConnectionLimits {
        connections: settings.max_connections as usize,
        streams: settings.max_concurrent_streams,
        header_bytes: settings.max_header_bytes,
        keepalive_interval: settings.keepalive_interval,
        keepalive_timeout: settings.keepalive_timeout,
        idle: settings.max_connection_idle,
        age: settings.max_connection_age,
        age_grace: settings.max_connection_age_grace,
    }
}

/// The time that the server takes to go, without [`flush`].
pub(super) fn shutdown(settings: &Serve) -> Shutdown {
    let grace_period = settings.grace_period.saturating_sub(flush(settings));
    Shutdown { drain_delay: settings.drain_delay, grace_period }
}

/// The part of the grace period in which telemetry is flushed.
pub(super) fn flush(settings: &Serve) -> Duration {
    (settings.grace_period / 10).min(Duration::from_secs(2))
}
