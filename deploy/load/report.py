#!/usr/bin/env python3
"""Draws up how a server took its load, from what k6 wrote.

Usage: deploy/load/report.py FOLDER

Reads calibration.json, calls.csv.gz and summary.json in FOLDER, which load.sh makes, and writes
summary.md and latency.svg beside them.
"""

import collections
import csv
import gzip
import html
import itertools
import json
import math
import pathlib
import re
import sys
import urllib.parse

ANSWERED, REFUSED = "OK", "RESOURCE_EXHAUSTED"
# What k6 should have sent, but had no caller left for.
NOT_SENT = "not sent"


def percentile(values, share):
    """The smallest of the values that this share of them does not exceed."""
    return sorted(values)[max(0, math.ceil(share * len(values)) - 1)] if values else None


class Run:
    """What k6 saw. Times are in seconds from the first call, latencies in milliseconds."""

    def __init__(self, folder):
        self.calibration = json.loads((folder / "calibration.json").read_text())
        metrics = json.loads((folder / "summary.json").read_text())["metrics"]
        # k6 writes true where a limit was crossed.
        self.limits = [
            (name, limit, not crossed)
            for name, metric in sorted(metrics.items())
            for limit, crossed in metric.get("thresholds", {}).items()
        ]
        self.rate_limited = metrics.get("calls_rate_limited", {}).get("count", 0)
        # By phase: (time, latency) of what was answered, and (time, status) of every call.
        self.latencies = collections.defaultdict(list)
        self.ends = collections.defaultdict(list)
        begins, not_sent = {}, []
        with gzip.open(folder / "calls.csv.gz", "rt", newline="") as file:
            for row in csv.DictReader(file):
                metric, time = row["metric_name"], int(row["timestamp"]) / 1000
                value = float(row["metric_value"])
                phase = dict(urllib.parse.parse_qsl(row["extra_tags"])).get("phase")
                if metric == "dropped_iterations":
                    # Nobody was there to know the phase.
                    not_sent += [time] * int(value)
                elif phase is None:
                    continue
                elif metric == "grpc_req_duration":
                    begins[phase] = min(begins.get(phase, time), time - value / 1000)
                    if row["status"] == "0":
                        self.latencies[phase].append((time, value))
                elif metric.startswith("calls_") and metric[6:].isupper():
                    begins[phase] = min(begins.get(phase, time), time)
                    self.ends[phase].append((time, metric[6:]))
        if not begins:
            sys.exit("report.py: k6 made no call")
        for time in not_sent:
            begun = [name for name in begins if begins[name] <= time] or [min(begins, key=begins.get)]
            phase = max(begun, key=begins.get)
            self.ends[phase].append((time, NOT_SENT))
        first = min(begins.values())
        for calls in (self.latencies, self.ends):
            for phase in calls:
                calls[phase] = [(time - first, what) for time, what in calls[phase]]
        self.end = max(time for calls in self.ends.values() for time, _ in calls)
        # From when to when each phase lasts.
        names = sorted(begins, key=begins.get)
        edges = [begins[name] - first for name in names] + [self.end]
        self.phases = {name: edges[at : at + 2] for at, name in enumerate(names)}

    def limit(self, metric, phase):
        """The number that a metric of a phase has to stay below, if there is one."""
        for name, limit, _ in self.limits:
            if name.startswith(metric) and f"phase:{phase}" in name:
                return float(re.split("[<>=]+", limit)[-1])
        return None

    def per_second(self):
        """For each whole second: how many calls ended how, and the latencies of what was answered."""
        seconds = [collections.Counter() for _ in range(max(1, int(self.end)))]
        latencies = [[] for _ in seconds]
        for calls, add in (
            (self.ends, lambda second, status: seconds[second].update([status])),
            (self.latencies, lambda second, latency: latencies[second].append(latency)),
        ):
            for time, what in itertools.chain.from_iterable(calls.values()):
                if time < len(seconds):
                    add(int(time), what)
        return seconds, latencies


# ---- the summary ----


def number(value):
    """A number as short as it can be read."""
    return "-" if value is None else f"{value:.1f}"


def table(head, rows):
    """A table in Markdown, all columns but the first to the right."""
    lines = [head, ["---"] + ["--:"] * (len(head) - 1), *rows]
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)


def summary(run):
    """What is to be said, in Markdown."""
    rows = []
    statuses = collections.Counter()
    for phase, (begin, end) in run.phases.items():
        counts = collections.Counter(status for _, status in run.ends[phase])
        statuses += counts
        failed = counts.total() - counts[ANSWERED] - counts[REFUSED] - counts[NOT_SENT]
        latencies = [latency for _, latency in run.latencies[phase]]
        rates = (counts.total(), counts[ANSWERED], counts[REFUSED], failed, counts[NOT_SENT])
        rows.append(
            [f"{phase}, {end - begin:.0f} s"]
            + [number(count / max(end - begin, 0.001)) for count in rates]
            + [number(percentile(latencies, share)) for share in (0.5, 0.9, 0.99)]
        )
    known = run.calibration
    kept = all(held for _, _, held in run.limits)
    text = "# copydesk under load\n\n"
    text += "All limits were kept.\n\n" if kept else "**Not all limits were kept.**\n\n"
    text += (
        f"Measured beforehand: {number(known['calls_per_second'])} calls/s for {known['callers']} "
        f"callers who never pause; one caller alone is answered in {number(known['alone_p50_ms'])} ms "
        f"(p50), {number(known['alone_p99_ms'])} ms (p99).\n\n"
    )
    text += table(
        ["phase", "offered/s", "answered/s", "refused/s", "failed/s", "not sent/s"]
        + ["p50 [ms]", "p90 [ms]", "p99 [ms]"],
        rows,
    )
    text += "\nLatencies are those of what was answered. What was not sent, k6 had no caller left for.\n\n"
    text += table(["status", "calls"], [[name, str(count)] for name, count in statuses.most_common()])
    if run.rate_limited:
        text += f"\nOf those refused, {run.rate_limited:.0f} were beyond the rate of the API key, not of the server.\n"
    text += "\n" + table(
        ["limit", "kept"],
        [[f"`{name}`: `{limit}`", "yes" if held else "**no**"] for name, limit, held in run.limits],
    )
    return text + "\n![latency and calls over time](latency.svg)\n"


# ---- the picture ----

WIDTH, LEFT, RIGHT = 960, 72, 24
INK, PALE = "#1f2933", "#616e7c"
BLUE, PURPLE, GREEN, ORANGE, RED = "#2b6cb0", "#9f3fa8", "#2f855a", "#dd6b20", "#c53030"


def step(largest, about):
    """A round distance between ticks, so that there are about so many."""
    raw = largest / about
    power = 10 ** math.floor(math.log10(raw))
    return next(power * round_ for round_ in (1, 2, 5, 10) if power * round_ >= raw * 0.999)


def text(x, y, words, size=12, fill=INK, anchor="start", more=""):
    """Words on the picture."""
    return (
        f'<text x="{x:.1f}" y="{y:.1f}" font-size="{size}" fill="{fill}" text-anchor="{anchor}"'
        f"{more}>{html.escape(words)}</text>"
    )


class Panel:
    """A diagram over the time of the run, whose upper left corner is at (LEFT, top)."""

    def __init__(self, run, top, height, title, largest):
        self.run, self.top, self.height = run, top, height
        self.step = step(max(largest, 1) * 1.05, 5)
        self.largest = self.step * math.ceil(max(largest, 1) * 1.05 / self.step)
        self.parts = []
        self.legend = LEFT
        self.frame(title)

    def x(self, time):
        return LEFT + (WIDTH - LEFT - RIGHT) * time / self.run.end

    def y(self, value):
        return self.top + self.height * (1 - value / self.largest)

    def frame(self, title):
        """Phases, grid and axes."""
        bottom = self.top + self.height
        for at, (name, (begin, end)) in enumerate(self.run.phases.items()):
            left, right = self.x(begin), self.x(end)
            fill = ("#f5f7fa", "#e9eef4")[at % 2]
            self.parts.append(
                f'<rect x="{left:.1f}" y="{self.top}" width="{right - left:.1f}" '
                f'height="{self.height}" fill="{fill}"/>'
            )
            if right - left > 8 * len(name):
                self.parts.append(text((left + right) / 2, self.top - 8, name, 12, PALE, "middle"))
        for tick in range(round(self.largest / self.step) + 1):
            y = self.y(tick * self.step)
            self.parts.append(
                f'<line x1="{LEFT}" x2="{WIDTH - RIGHT}" y1="{y:.1f}" y2="{y:.1f}" '
                f'stroke="{INK if tick == 0 else "#d5dbe3"}" stroke-width="1"/>'
            )
            self.parts.append(text(LEFT - 8, y + 4, f"{tick * self.step:g}", anchor="end"))
        every = step(self.run.end, 10)
        for tick in range(int(self.run.end / every) + 1):
            x = self.x(tick * every)
            self.parts.append(
                f'<line x1="{x:.1f}" x2="{x:.1f}" y1="{bottom}" y2="{bottom + 5}" stroke="{INK}"/>'
            )
            self.parts.append(text(x, bottom + 19, f"{tick * every:g}", anchor="middle"))
        self.parts.append(
            text(18, self.top + self.height / 2, title, 13, anchor="middle",
                 more=f' transform="rotate(-90 18 {self.top + self.height / 2:.1f})"')
        )

    def line(self, name, points, colour, dashes="", width=2):
        """A line through points, which ends and begins again where a value is None."""
        path, pen = "", "M"
        for time, value in points:
            if value is None:
                pen = "M"
                continue
            path += f"{pen}{self.x(time):.1f} {self.y(value):.1f}"
            pen = "L"
        stroke = f'stroke="{colour}" stroke-width="{width}" stroke-dasharray="{dashes}"'
        if path:
            self.parts.append(f'<path d="{path}" fill="none" stroke-linejoin="round" {stroke}/>')
        # The legend stands above the phases' names.
        y = self.top - 32
        self.parts.append(f'<line x1="{self.legend}" x2="{self.legend + 24}" y1="{y}" y2="{y}" {stroke}/>')
        self.parts.append(text(self.legend + 30, y + 4, name))
        self.legend += 30 + 7.2 * len(name) + 22


def picture(run):
    """Latency and calls over time, as SVG."""
    seconds, latencies = run.per_second()
    middles = [second + 0.5 for second in range(len(seconds))]

    def level(phase, value):
        begin, end = run.phases[phase]
        return [(begin, value), (end, value), (end, None)]

    p50 = [percentile(values, 0.5) for values in latencies]
    p99 = [percentile(values, 0.99) for values in latencies]
    limits = [
        point
        for phase in run.phases
        if (limit := run.limit("grpc_req_duration", phase)) is not None
        for point in level(phase, limit)
    ]
    top = max((value for value in [*p99, *(value for _, value in limits)] if value is not None), default=1)
    upper = Panel(run, 132, 210, "latency of answers [ms]", top)
    upper.line("p50 of each second", zip(middles, p50), BLUE)
    upper.line("p99 of each second", zip(middles, p99), PURPLE)
    if limits:
        upper.line("limit of the phase's p99", limits, PURPLE, "6 4", 1.5)

    offered = [counts.total() for counts in seconds]
    capacity = run.calibration["calls_per_second"]
    lower = Panel(run, 446, 210, "calls/s", max([*offered, capacity]))
    lower.line("offered", zip(middles, offered), PALE, "2 3", 1.5)
    lower.line("answered", zip(middles, (counts[ANSWERED] for counts in seconds)), GREEN)
    lower.line("refused", zip(middles, (counts[REFUSED] for counts in seconds)), ORANGE)
    lost = [counts.total() - counts[ANSWERED] - counts[REFUSED] for counts in seconds]
    if any(lost):
        lower.line("failed or not sent", zip(middles, lost), RED)
    lower.line("answered when callers never pause", [(0, capacity), (run.end, capacity)], GREEN, "6 4", 1.5)

    height = 716
    head = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" width="{WIDTH}" '
        f'height="{height}" font-family="Helvetica, Arial, DejaVu Sans, sans-serif">',
        "<title>copydesk under load</title>",
        f'<rect width="{WIDTH}" height="{height}" fill="#ffffff"/>',
        text(LEFT, 38, "copydesk under load", 20, more=' font-weight="bold"'),
        text(
            LEFT, 62,
            f"Calls come at the offered rate, however fast they are answered. One caller alone: "
            f"p50 {number(run.calibration['alone_p50_ms'])} ms, p99 {number(run.calibration['alone_p99_ms'])} ms.",
            13, PALE,
        ),
    ]
    foot = [text((LEFT + WIDTH - RIGHT) / 2, height - 16, "time [s]", 13, anchor="middle"), "</svg>"]
    return "\n".join([*head, *upper.parts, *lower.parts, *foot]) + "\n"


def main(arguments):
    if len(arguments) != 1 or arguments[0] in ("-h", "--help"):
        print(__doc__.strip(), file=sys.stderr)
        return 64
    folder = pathlib.Path(arguments[0])
    try:
        run = Run(folder)
    except OSError as error:
        print(f"report.py: {error}", file=sys.stderr)
        return 1
    (folder / "summary.md").write_text(summary(run), encoding="utf-8")
    (folder / "latency.svg").write_text(picture(run), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
