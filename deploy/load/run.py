"""A run of k6, read from the files that it and load.sh wrote."""

import collections
import csv
import gzip
import itertools
import json
import math
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


def number(value):
    """A number as short as it can be read."""
    return "-" if value is None else f"{value:.1f}"
