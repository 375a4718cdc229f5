"""The latency and the calls of a run over time, as SVG."""

import html
import math

from run import ANSWERED, REFUSED, number, percentile

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
