"""A plot on two logarithmic scales, drawn as SVG by hand: one line of processor seconds, one of memory."""

import math
from collections.abc import Sequence

WIDTH, HEIGHT, LEFT, RIGHT, TOP, BOTTOM = 720, 420, 66, 66, 46, 52
LINES = (("cpu_s", "processor seconds", "#2f5d8a", ""), ("extra_mb", "MB beyond the people", "#a3452f", "6 4"))


def exponent(sizes: Sequence[float], values: Sequence[float]) -> float:
    """The slope of the straight line through the logarithms (least squares): 2 where twice the people take four times."""
    x, y = [math.log(size) for size in sizes], [math.log(max(value, 1e-9)) for value in values]
    mean_x, mean_y = sum(x) / len(x), sum(y) / len(y)
    return sum((a - mean_x) * (b - mean_y) for a, b in zip(x, y, strict=True)) / sum((a - mean_x) ** 2 for a in x)


def picture(points: list[dict], exponents: dict[str, float]) -> str:
    values = [max(point[key], 1e-3) for point in points for key, *_ in LINES]
    low, high = math.floor(math.log10(min(values))), math.ceil(math.log10(max(values)))
    first, last = math.log10(points[0]["size"]), math.log10(points[-1]["size"])

    def x(size: float) -> float:
        return LEFT + (math.log10(size) - first) / (last - first) * (WIDTH - LEFT - RIGHT)

    def y(value: float) -> float:
        return HEIGHT - BOTTOM - (math.log10(max(value, 1e-3)) - low) / (high - low) * (HEIGHT - TOP - BOTTOM)

    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" role="img" aria-labelledby="t" '
        'font-family="sans-serif" font-size="13">',
        '<title id="t">Processor seconds and memory of a proven best pairing, by the number of mentees</title>',
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="#fbf9f4"/>',
    ]
    for power in range(low, high + 1):
        level = y(10.0**power)
        parts.append(f'<path d="M{LEFT} {level:.1f}H{WIDTH - RIGHT}" stroke="#d9d3c7"/>')
        parts.append(f'<text x="{LEFT - 8}" y="{level + 4:.1f}" text-anchor="end" fill="#444">{10.0**power:g}</text>')
    for point in points:
        at = x(point["size"])
        parts.append(
            f'<text x="{at:.1f}" y="{HEIGHT - BOTTOM + 20}" text-anchor="middle" fill="#444">{short(point["size"])}</text>'
        )
    parts.append(f'<text x="{WIDTH / 2}" y="{HEIGHT - 10}" text-anchor="middle" fill="#444">mentees</text>')
    for k, (key, name, colour, dash) in enumerate(LINES):
        line = " ".join(f"{x(point['size']):.1f},{y(point[key]):.1f}" for point in points)
        parts.append(f'<polyline points="{line}" fill="none" stroke="{colour}" stroke-width="2.5" stroke-dasharray="{dash}"/>')
        parts += [f'<circle cx="{x(p["size"]):.1f}" cy="{y(p[key]):.1f}" r="3.5" fill="{colour}"/>' for p in points]
        left = LEFT + k * 300
        parts.append(f'<path d="M{left} 22h28" stroke="{colour}" stroke-width="2.5" stroke-dasharray="{dash}"/>')
        parts.append(f'<text x="{left + 36}" y="26" fill="#222">{name}, exponent {exponents[key]:.2f}</text>')
    return "\n".join([*parts, "</svg>"]) + "\n"


def short(size: int) -> str:
    return f"{size // 1000}k" if size >= 1000 else str(size)
