//! What the process takes, as the system tells it; nothing where it does not.

use opentelemetry::metrics::Meter;

/// Watches processor time, memory, threads and open files.
#[cfg(target_os = "linux")]
pub(super) fn watch(meter: &Meter) {
    use opentelemetry::KeyValue;
    use opentelemetry_semantic_conventions::metric;
    use procfs::{WithCurrentSystemInfo, process::Process};

    // Each is read anew when it is asked for.
    let stat = || Process::myself().and_then(|process| process.stat()).ok();
    let level = |name: &'static str, unit: &'static str, about: &'static str| {
        meter.i64_observable_up_down_counter(name).with_unit(unit).with_description(about)
    };
    meter
        .f64_observable_counter(metric::PROCESS_CPU_TIME)
        .with_unit("s")
        .with_description("Processor time.")
        .with_callback(move |counter| {
            let Some(stat) = stat() else { return };
            let ticks = procfs::ticks_per_second() as f64;
            for (mode, time) in [("user", stat.utime), ("system", stat.stime)] {
                counter.observe(time as f64 / ticks, &[KeyValue::new("cpu.mode", mode)]);
            }
        })
        .build();
    level(metric::PROCESS_MEMORY_USAGE, "By", "Resident memory.")
        .with_callback(move |usage| {
            if let Some(stat) = stat() {
                let bytes = stat.rss_bytes().get();
                usage.observe(i64::try_from(bytes).unwrap_or(i64::MAX), &[]);
            }
        })
        .build();
    level(metric::PROCESS_THREAD_COUNT, "{thread}", "Threads.")
        .with_callback(move |threads| {
            if let Some(stat) = stat() {
                threads.observe(stat.num_threads, &[]);
            }
        })
        .build();
    level(
        metric::PROCESS_UNIX_FILE_DESCRIPTOR_COUNT,
        "{file_descriptor}",
        "Open file descriptors.",
    )
    .with_callback(|count| {
        if let Ok(open) = Process::myself().and_then(|process| process.fd_count()) {
            count.observe(i64::try_from(open).unwrap_or(i64::MAX), &[]);
        }
    })
    .build();
    let started = std::time::Instant::now();
    meter
        .f64_observable_gauge(metric::PROCESS_UPTIME)
        .with_unit("s")
        .with_description("Since the start.")
        .with_callback(move |uptime| uptime.observe(started.elapsed().as_secs_f64(), &[]))
        .build();
}

/// Watches nothing: this system is not asked yet.
#[cfg(not(target_os = "linux"))]
pub(super) fn watch(_: &Meter) {}
