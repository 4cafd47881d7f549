"""The six places as flat pictures, 320 by 150, in the colours of the room itself: for lists, and for the plain form."""

from dataclasses import dataclass
from functools import cache

WIDTH, HEIGHT = 320, 150
WOAD, OLIVE, MUREX, WELD, MADDER, WALNUT = "#1F6478", "#5D6722", "#7A3F66", "#A8720C", "#AD4229", "#735641"
DYES = (WOAD, MADDER, OLIVE, MUREX, WELD, WALNUT)
SKINS = ("#A06B48", "#4C2E22", "#D29C78", "#67402D", "#E4B796", "#83523A")
HAIRS = ("#2A1D1C", "#191316", "#5A3A25", "#23181A", "#8A8480", "#3A2620")


@dataclass(frozen=True)
class Light:
    """Colours of one light, from wall to hills."""

    wall: str
    low: str
    floor: str
    wood: str
    dark_wood: str
    paper: str
    sky: tuple[str, ...]
    hills: tuple[str, ...]


LIGHTS = {
    "dawn": Light(
        wall="#EBE1D5",
        low="#D2C2B4",
        floor="#C2AA93",
        wood="#BB9470",
        dark_wood="#7A5A42",
        paper="#FBF4EA",
        sky=("#F4C9A8", "#F7DEC4", "#DCE6E2", "#A9CBD0"),
        hills=("#B9C4B4", "#8FA38F", "#5D7A78"),
    ),
    "evening": Light(
        wall="#6A5070",
        low="#3E2D45",
        floor="#54404F",
        wood="#84604F",
        dark_wood="#432C30",
        paper="#D9C7BE",
        sky=("#A0647C", "#6E4E76", "#454069", "#2F3158"),
        hills=("#554769", "#433A5C", "#332E4C"),
    ),
}


@cache
def picture(place: str, light: str, n: int = 2) -> str:
    """The drawing of a place (scenarios.values.PLACES) by a light; `n` people sit at a desk or table, as far as there is room.

    It says nothing that the words beside it do not.
    """
    by = LIGHTS[light]
    return (
        f'<svg class="place" viewBox="0 0 {WIDTH} {HEIGHT}" preserveAspectRatio="xMidYMid slice" aria-hidden="true" '
        f'focusable="false">{_box(0, 0, WIDTH, HEIGHT, by.wall)}{DRAWN[place](by, n)}</svg>'
    )


def _box(x: float, y: float, width: float, height: float, fill: str, r: float = 0) -> str:
    return f'<rect x="{x:g}" y="{y:g}" width="{width:g}" height="{height:g}" rx="{r:g}" fill="{fill}"/>'


def _path(d: str, fill: str) -> str:
    return f'<path d="{d}" fill="{fill}"/>'


def _person(x: float, y: float, n: int, size: float = 1) -> str:
    """Somebody from the chest up, the middle of the face at (x, y); `n` says who."""
    skin, hair, dye = SKINS[n % 6], HAIRS[(n * 5 + 1) % 6], DYES[(n * 7 + n // 6) % 6]
    scarf = DYES[(n * 7 + n // 6 + 2) % 6]
    behind = {1: f'<circle cy="-4" r="15" fill="{hair}"/>', 4: f'<path d="M-13 24C-16-18 16-18 13 24Z" fill="{scarf}"/>'}
    over = {
        0: f'<path d="M-10-1C-11-17 11-17 10-1 6-8-5-9-10-1Z" fill="{hair}"/>',
        1: f'<path d="M-10-3C-9-14 9-14 10-3 5-8-5-8-10-3Z" fill="{hair}"/>',
        2: f'<path d="M-10 2C-13-17 8-18 10-2 4-4-3-9-7-6-9-4-9-1-10 2Z" fill="{hair}"/>',
        3: f'<path d="M-10-2C-10-18 10-18 10-2 4-7-4-7-10-2Z" fill="{hair}"/>',
        4: f'<path d="M-11 3C-12-17 12-17 11 3 9-8-9-8-11 3Z" fill="{scarf}"/>',
        5: f'<path d="M-10-4C-14-20 14-20 10-4Z" fill="{scarf}"/>',
    }
    return (
        f'<g transform="translate({x:g} {y:g}) scale({size:g})">{behind.get(n % 6, "")}'
        f'<path d="M-24 52C-24 26-14 19 0 19S24 26 24 52Z" fill="{dye}"/><path d="M-5 6H5V20C3 25-3 25-5 20Z" fill="{skin}"/>'
        f'<ellipse rx="10" ry="12.5" fill="{skin}"/>{over[n % 6]}'
        f'<g fill="#1c1414"><circle cx="-3.6" r="1"/><circle cx="3.6" r="1"/></g>'
        f'<path d="M-3 6C-1 7.4 1 7.4 3 6" fill="none" stroke="#1c1414" stroke-opacity=".55" stroke-linecap="round"/></g>'
    )


def _jar(x: float, y: float, n: int, size: float = 1) -> str:
    """A jar that stands at (x, y), the middle of its foot."""
    dye = DYES[n % 5]
    glass = _path("M-7-15a2 2 0 0 1 2-2H5a2 2 0 0 1 2 2V-2a2 2 0 0 1-2 2H-5a2 2 0 0 1-2-2Z", dye)
    sauce = _path("M-7-9H7V-2a2 2 0 0 1-2 2H-5a2 2 0 0 1-2-2Z", dye)
    label = _box(-4, -10, 8, 6, "#FBF4EA")
    return (
        f'<g transform="translate({x:g} {y:g}) scale({size:g})"><g opacity=".4">{glass}</g><g opacity=".55">{sauce}</g>'
        f"{_box(-6, -20, 12, 4, dye, 1)}{label}</g>"
    )


def _window(by: Light, x: float, y: float, width: float, height: float) -> str:
    """An arched window with the sky in bands and paper hills."""
    arch = width / 2
    bands = "".join(_box(x, y + height * n / 4, width, height / 4 + 0.5, by.sky[3 - n]) for n in range(4))
    foot = y + height
    hills = "".join(
        _path(
            f"M{x:g} {foot - 22 + 6 * n:g}q{width / 3:g}-{14 - 3 * n} {width / 2:g}-4t{width / 2:g}-2V{foot:g}H{x:g}Z",
            by.hills[n],
        )
        for n in range(3)
    )
    corners = f"M{x - 1:g} {y - 1:g}H{x + width + 1:g}V{y + arch:g}A{arch:g} {arch:g} 0 0 0 {x:g} {y + arch:g}H{x - 1:g}Z"
    bar = _box(x + arch - 1, y, 2, height, by.paper)
    return f"{bands}{hills}{bar}{_path(corners, by.wall)}"


def _stage(by: Light, n: int) -> str:
    rows = ((44, 0.62, 7, 0), (64, 0.76, 6, 9), (88, 0.92, 5, 17))
    people = ""
    for y, size, n, first in rows:
        step = WIDTH / n
        seats = "".join(_person(step * (k + 0.5), y + 12, first + k, size) for k in range(n))
        people += f"{seats}{_box(0, y + 12 + 34 * size, WIDTH, 12, by.wood)}{_box(0, y + 24 + 34 * size, WIDTH, 8, by.dark_wood)}"
    slide = _box(104, 4, 112, 32, by.paper, 2) + _box(114, 12, 46, 4, WOAD) + _box(114, 20, 70, 3, by.low)
    return f"{_window(by, 18, 6, 40, 52)}{_window(by, 262, 6, 40, 52)}{slide}{people}{_box(0, 136, WIDTH, 14, by.floor)}"


def _market(by: Light, n: int) -> str:
    stripes = "".join(_path(f"M{n * 32} 0h32v20a16 9 0 0 1-32 0Z", MADDER if n % 2 else by.paper) for n in range(10))
    shelves = ""
    for row, y in enumerate((58, 88)):
        jars = "".join(_jar(24 + 21 * k, y, k * 3 + row, 0.9) for k in range(14) if not 118 < 24 + 21 * k < 204 and (k + row) % 5)
        shelves += f"{jars}{_box(8, y, 304, 4, by.dark_wood)}"
    counter = _box(0, 116, WIDTH, 34, by.wood) + _path("M60 116H260L300 150H20Z", "#E8CB8D")
    offered = _jar(126, 142, 1, 1.5) + _jar(164, 142, 2, 1.25) + _jar(206, 142, 4, 1.4)
    return f"{shelves}{_person(160, 62, 3, 1.15)}{counter}{offered}{stripes}"


def _desk(by: Light, n: int) -> str:
    frame = _box(226, 18, 62, 38, by.paper, 2) + _path("M232 37q12-14 25 0t25 0v4q-12 14-25 0t-25 0Z", MADDER)
    table = _box(0, 112, WIDTH, 12, by.wood) + _box(0, 124, WIDTH, 26, by.dark_wood)
    people = _person(160, 67, 2, 1.15) if n == 1 else _person(124, 66, 4, 1.15) + _person(200, 68, 2, 1.15)
    papers = _path("M142 112l6-5h34l6 5Z", by.paper)
    return f"{_window(by, 26, 14, 50, 74)}{frame}{people}{table}{papers}"


def _classroom(by: Light, n: int) -> str:
    shelf = _box(120, 14, 80, 26, by.paper, 2) + _path("M128 34l14-14 12 10 10-6 20 10Z", OLIVE)
    people = ""
    for y, size, n, first in ((52, 0.72, 6, 3), (84, 0.95, 5, 11)):
        step = WIDTH / n
        for k in range(n):
            x = step * (k + 0.5)
            people += _person(x, y, first + k, size) + _box(x - step * 0.42, y + 40 * size, step * 0.84, 6, by.wood, 1)
        people += _box(0, y + 40 * size + 6, WIDTH, 18, by.low)
    return f"{_window(by, 20, 8, 44, 48)}{_window(by, 256, 8, 44, 48)}{shelf}{people}{_box(0, 136, WIDTH, 14, by.floor)}"


def _table(by: Light, n: int) -> str:
    top = "".join(
        f'<ellipse cx="160" cy="{y}" rx="120" ry="23" fill="{fill}"/>' for y, fill in ((128, by.wood), (125, "#D9B98F"))
    )
    cups = "".join(_cup(x, dye, by.paper) for x, dye in ((118, WALNUT), (206, MADDER)))
    seats = {1: ((160, 4),), 2: ((96, 1), (226, 5))}.get(n, ((74, 1), (132, 2), (192, 4), (250, 3)))
    people = "".join(_person(x, 66, who, 1.12) for x, who in seats)
    window = _window(by, 30 if n == 1 else 135, 10, 50, 72)
    return f"{window}{people}{_box(0, 136, WIDTH, 14, by.floor)}{top}{cups}"


def _cup(x: float, tea: str, fill: str) -> str:
    drink = f'<ellipse cy="-8" rx="8" ry="2.4" fill="{tea}"/>'
    return f'<g transform="translate({x:g} 122)">{_path("M-8-8H8L6 5H-6Z", fill)}{drink}</g>'


def _wall(by: Light, n: int) -> str:
    tiles = _box(30, 8, 260, 128, by.dark_wood, 6)
    for k in range(6):
        x, y = 38 + (k % 3) * 83, 15 + (k // 3) * 58
        tiles += (
            f'<svg x="{x}" y="{y}" width="78" height="54" viewBox="0 0 78 54">{_box(0, 0, 78, 54, by.low if k % 2 else by.paper)}'
            f"{_person(39, 24, k + 2, 0.95)}</svg>"
        )
    return f"{tiles}{_box(0, 142, WIDTH, 8, by.wood)}"


DRAWN = {"stage": _stage, "market": _market, "desk": _desk, "classroom": _classroom, "table": _table, "wall": _wall}
