//! Processor time, memory and files that the process takes, as Linux tells it.

use opentelemetry::{KeyValue, metrics::Meter};
use opentelemetry_semantic_conventions::metric;
use procfs::{
    WithCurrentSystemInfo,
    process::{Process, Stat},
};

/// Watches processor time, memory, threads and open files.
pub(super) fn watch(meter: &Meter) {
    watch_processor_time(meter);
    let name = metric::PROCESS_MEMORY_USAGE;
    watch_level(meter, name, "By", "Resident memory.", || {
        stat().and_then(|stat| i64::try_from(stat.rss_bytes().get()).ok())
    });
    let name = metric::PROCESS_THREAD_COUNT;
    watch_level(meter, name, "{thread}", "Threads.", || stat().map(|stat| stat.num_threads));
    let name = metric::PROCESS_UNIX_FILE_DESCRIPTOR_COUNT;
    watch_level(meter, name, "{file_descriptor}", "Open file descriptors.", || {
        let open = Process::myself().and_then(|process| process.fd_count()).ok();
        open.and_then(|open| i64::try_from(open).ok())
    });
    let started = std::time::Instant::now();
    meter
        .f64_observable_gauge(metric::PROCESS_UPTIME)
        .with_unit("s")
        .with_description("Since the start.")
        .with_callback(move |uptime| uptime.observe(started.elapsed().as_secs_f64(), &[]))
        .build();
}

/// The state of the process, read anew.
fn stat() -> Option<Stat> {
    Process::myself().and_then(|process| process.stat()).ok()
}

fn watch_processor_time(meter: &Meter) {
    meter
        .f64_observable_counter(metric::PROCESS_CPU_TIME)
        .with_unit("s")
        .with_description("Processor time.")
        .with_callback(|counter| {
            let Some(stat) = stat() else { return };
            let ticks = procfs::ticks_per_second() as f64;
            for (mode, time) in [("user", stat.utime), ("system", stat.stime)] {
                counter.observe(time as f64 / ticks, &[KeyValue::new("cpu.mode", mode)]);
            }
        })
        .build();
}

/// Watches something that goes up and down; nothing is told while it cannot be read.
fn watch_level(
    meter: &Meter,
    name: &'static str,
    unit: &'static str,
    about: &'static str,
    read: impl Fn() -> Option<i64> + Send + Sync + 'static,
) {
    let level = meter.i64_observable_up_down_counter(name).with_unit(unit);
    let level = level.with_description(about).with_callback(move |level| {
        if let Some(read) = read() {
            level.observe(read, &[]);
        }
    });
    level.build();
}
