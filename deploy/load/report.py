#!/usr/bin/env python3
"""Draws up how a server took its load, from what k6 wrote.

Usage: deploy/load/report.py FOLDER

Reads calibration.json, calls.csv.gz and summary.json in FOLDER, which load.sh makes, and writes
summary.md and latency.svg beside them.
"""

import collections
import pathlib
import sys

from picture import picture
from run import ANSWERED, NOT_SENT, REFUSED, Run, number, percentile


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
