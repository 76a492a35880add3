"""The overlap map as geometry: two programmes facing each other, ribbons between them.

All numbers are SVG units. Bars are as high as the ribbons that end in them need, so that a
ribbon keeps its width from one side to the other; a group without overlap keeps its least height
and stays visible: that nothing was found is an answer too.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from textwrap import wrap

from hekloos.core.report.content import Content, Group, Ribbon

WIDTH = 1000
LABEL = 330  # room for the names of the modules; the mbo side has the same
BAR = 12
GAP = 8
LEAST = 22  # a bar is at least so high that its name fits beside it
LINE = 16  # of a name
MOST_SIGNS = 41  # on a line
MOST_LINES = 3
MOST_PER_PAIR = 14.0
FULL = 900.0  # height that all ribbons together may take


@dataclass(frozen=True, slots=True)
class Bar:
    group: Group
    x: float
    y: float
    height: float
    lines: tuple[str, ...]  # its name, broken so that it fits beside the bar
    total: int

    @property
    def middle(self) -> float:
        return self.y + self.height / 2

    @property
    def lines_at(self) -> list[tuple[float, str]]:
        """Each line of the name with the height of its letters, around the middle of the bar."""
        first = self.middle + 4 - LINE * (len(self.lines) - 1) / 2
        return [(first + LINE * number, line) for number, line in enumerate(self.lines)]


@dataclass(frozen=True, slots=True)
class Band:
    """A ribbon as a closed path, `width` high at both ends."""

    ribbon: Ribbon
    same_path: str
    builds_on_path: str


@dataclass(frozen=True, slots=True)
class OverlapMap:
    height: float
    left: tuple[Bar, ...]
    right: tuple[Bar, ...]
    bands: tuple[Band, ...]
    width: int = WIDTH
    bar: int = BAR


def draw(content: Content) -> OverlapMap:
    return draw_map(content.left_groups, content.right_groups, content.ribbons)


def draw_map(left_groups: Sequence[Group], right_groups: Sequence[Group], ribbons: Sequence[Ribbon]) -> OverlapMap:
    """`ribbons` run between these groups, in their order."""
    total = sum(ribbon.total for ribbon in ribbons)
    unit = min(MOST_PER_PAIR, FULL / total) if total else 0.0
    left = _bars(left_groups, [r.left for r in ribbons], ribbons, unit, x=LABEL)
    right = _bars(right_groups, [r.right for r in ribbons], ribbons, unit, x=WIDTH - LABEL - BAR)
    height = max(_bottom(left), _bottom(right))
    left, right = _centred(left, height), _centred(right, height)
    return OverlapMap(height, left, right, _bands(ribbons, left, right, unit))


def _bars(
    groups: Sequence[Group], ends: Sequence[Group], ribbons: Sequence[Ribbon], unit: float, *, x: float
) -> tuple[Bar, ...]:
    totals: Counter[str] = Counter()
    for end, ribbon in zip(ends, ribbons, strict=True):
        totals[end.id] += ribbon.total
    bars, y = [], 0.0
    for group in groups:
        total = totals[group.id]
        lines = tuple(wrap(group.name, MOST_SIGNS, max_lines=MOST_LINES, placeholder="…"))
        height = max(LEAST, LINE * len(lines), total * unit)
        bars.append(Bar(group, x, y, height, lines, total))
        y += height + GAP
    return tuple(bars)


def _bottom(bars: Sequence[Bar]) -> float:
    return bars[-1].y + bars[-1].height if bars else 0.0


def _centred(bars: tuple[Bar, ...], height: float) -> tuple[Bar, ...]:
    """The shorter side spreads out over the height, so that the programmes really face each other."""
    spare = height - _bottom(bars)
    step = spare / (len(bars) + 1)
    return tuple(
        Bar(bar.group, bar.x, bar.y + step * (n + 1), bar.height, bar.lines, bar.total) for n, bar in enumerate(bars)
    )


def _bands(ribbons: Sequence[Ribbon], left: Sequence[Bar], right: Sequence[Bar], unit: float) -> tuple[Band, ...]:
    starts = {bar.group.id: bar.middle - bar.total * unit / 2 for bar in left}
    ends = {bar.group.id: bar.middle - bar.total * unit / 2 for bar in right}
    bands = []
    for ribbon in ribbons:
        paths = []
        for count in (ribbon.same, ribbon.builds_on):
            paths.append(_path(starts[ribbon.left.id], ends[ribbon.right.id], count * unit) if count else "")
            starts[ribbon.left.id] += count * unit
            ends[ribbon.right.id] += count * unit
        bands.append(Band(ribbon, *paths))
    return tuple(bands)


def _path(from_y: float, to_y: float, thickness: float) -> str:
    """There as a curve, down by the thickness, and back as the same curve; in steps, which are shorter to write."""
    width, down = WIDTH - 2 * (LABEL + BAR), to_y - from_y
    half = width / 2
    there = f"c{half:.0f} 0 {half:.0f} {down:.1f} {width} {down:.1f}"
    back = f"c{-half:.0f} 0 {-half:.0f} {-down:.1f} {-width} {-down:.1f}"
    return f"M{LABEL + BAR} {from_y:.1f}{there}v{thickness:.1f}{back}z"
