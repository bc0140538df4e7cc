"""A plot with logarithmic axes as SVG, with nothing but the standard library."""

from html import escape
from math import log10

WIDTH, HEIGHT = 760, 470
LEFT, RIGHT, TOP, BOTTOM = 70, 150, 20, 50
COLOURS = ("#1a7f37", "#0969da", "#8250df", "#bf8700", "#cf222e", "#57606a")


def ticks(low, high):
    """Powers of ten that lie around the values."""
    first, last = int(log10(low) // 1), -int(-log10(high) // 1)
    return [10**power for power in range(first, max(last, first + 1) + 1)]


def number(value):
    for unit, name in (1e9, " s"), (1e6, " ms"), (1e3, " µs"):
        if value >= unit:
            return f"{value / unit:g}{name}"
    return f"{value:g} ns"


def plot(series, x_title, y_title):
    """SVG of {name: [(x, ns)]}; each line is named at its end."""
    points = [point for line in series.values() for point in line]
    across, up = ticks(*extent(x for x, _ in points)), ticks(*extent(y for _, y in points))

    def x_at(x):
        return LEFT + (WIDTH - LEFT - RIGHT) * log10(x / across[0]) / log10(across[-1] / across[0])

    def y_at(y):
        return HEIGHT - BOTTOM - (HEIGHT - TOP - BOTTOM) * log10(y / up[0]) / log10(up[-1] / up[0])

    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" font-family="sans-serif" font-size="12">',
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="white"/>',
        *(grid(x_at(x), TOP, x_at(x), HEIGHT - BOTTOM) for x in across),
        *(grid(LEFT, y_at(y), WIDTH - RIGHT, y_at(y)) for y in up),
        *(label(x_at(x), HEIGHT - BOTTOM + 18, f"{x:,}", "middle") for x in across),
        *(label(LEFT - 8, y_at(y) + 4, number(y), "end") for y in up),
        label((LEFT + WIDTH - RIGHT) / 2, HEIGHT - 12, x_title, "middle"),
        label(16, HEIGHT / 2, y_title, "middle", f' transform="rotate(-90 16 {HEIGHT / 2:.0f})"'),
    ]
    for colour, (name, line) in zip(COLOURS, series.items()):
        path = " ".join(f"{x_at(x):.1f},{y_at(y):.1f}" for x, y in line)
        parts.append(f'<polyline points="{path}" fill="none" stroke="{colour}" stroke-width="2"/>')
        parts += [f'<circle cx="{x_at(x):.1f}" cy="{y_at(y):.1f}" r="3" fill="{colour}"/>' for x, y in line]
    free = float("inf")  # names stand from the lowest line upwards, and none over another
    for colour, name, (x, y) in sorted(zip(COLOURS, series, (line[-1] for line in series.values())), key=lambda end: end[2][1]):
        free = min(y_at(y) + 4, free)
        parts.append(label(x_at(x) + 8, free, name, "start", f' fill="{colour}"'))
        free -= 14
    return "\n".join([*parts, "</svg>", ""])


def extent(values):
    values = list(values)
    return min(values), max(values)


def grid(*ends):
    return '<line x1="{:.1f}" y1="{:.1f}" x2="{:.1f}" y2="{:.1f}" stroke="#d0d7de"/>'.format(*ends)


def label(x, y, text, anchor, more=""):
    return f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}"{more}>{escape(text)}</text>'
