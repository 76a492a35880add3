"""One title for each code, out of all the places where it stands.

A title in a wide column is usually whole, one in a narrow exam table is often cut or has words of
the next column in it. So places are weighed, and places that agree support each other.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import log2

from hekloos.core.formats.study.code_context import Mention
from hekloos.core.formats.study.title_words import has_other_column, key_of, looks_cut_off, quality
from hekloos.core.formats.work_process_codes import Code


@dataclass(frozen=True, slots=True, kw_only=True)
class BestTitle:
    """The chosen title of a code; empty when no place gives one."""

    code: Code
    title: str
    page: int
    from_picture: bool
    looks_cut_off: bool
    other_titles: tuple[str, ...] = ()  # that differ, and are as good


@dataclass(frozen=True, slots=True)
class _Group:
    """Mentions that spell the same title."""

    key: str
    mentions: tuple[Mention, ...]

    @property
    def title(self) -> str:
        """The spelling of the widest place; there words are least broken."""
        best = max(
            self.mentions, key=lambda m: (m.sighting.weight - (m.sighting.segment.from_picture), -m.sighting.page)
        )
        return best.sighting.title

    @property
    def points(self) -> float:
        pages = len({(m.sighting.page, id(m.sighting.segment)) for m in self.mentions})
        return max(m.sighting.weight for m in self.mentions) + 0.6 * log2(pages) + quality(self.title)


def choose_titles(mentions: Iterable[Mention]) -> dict[Code, BestTitle]:
    """By code, in the order in which codes are first seen."""
    by_code: dict[Code, list[Mention]] = {}
    for mention in mentions:
        by_code.setdefault(mention.code, []).append(mention)
    return {code: _best(code, found) for code, found in by_code.items()}


def _best(code: Code, mentions: Sequence[Mention]) -> BestTitle:
    by_key: dict[str, list[Mention]] = {}
    for mention in mentions:
        if mention.sighting.title:
            by_key.setdefault(key_of(mention.sighting.title), []).append(mention)
    groups = [_Group(key, tuple(found)) for key, found in by_key.items()]
    if not groups:
        page = mentions[0].sighting.page
        return BestTitle(code=code, title="", page=page, from_picture=False, looks_cut_off=False)
    points = {group.key: group.points + _compared(group, groups) for group in groups}
    best = max(groups, key=lambda group: points[group.key])
    others = (g.title for g in groups if g is not best and _is_rival(g, best) and points[g.key] > points[best.key] - 1)
    return BestTitle(
        code=code,
        title=best.title,
        page=best.mentions[0].sighting.page,
        from_picture=all(m.sighting.segment.from_picture for m in best.mentions),
        looks_cut_off=looks_cut_off(best.title) or best.title[:1].islower(),
        other_titles=tuple(others),
    )


def _compared(group: _Group, groups: Sequence[_Group]) -> float:
    """A longer title is more whole, unless it is longer by what stands in the next column."""
    points = 0.0
    for other in groups:
        if other is group or not group.key.startswith(other.key):
            continue
        rest = _rest(group.title, other.key)
        supported = len(other.mentions) >= 2 and max(m.sighting.weight for m in other.mentions) >= 2
        points += -3.0 if has_other_column(rest) or rest[:1].isupper() else 0.8 if supported else 1.6
    return points


def _rest(title: str, key: str) -> str:
    """What a title has after the part that spells the key."""
    for index in range(len(title) + 1):
        if key_of(title[:index]) == key:
            return title[index:].strip()
    return ""


def _is_rival(one: _Group, other: _Group) -> bool:
    """Whether two titles say something else, and not the same with a piece more or a slip of the pen."""
    if one.key in other.key or other.key in one.key:
        return False
    first, second = set(one.title.casefold().split()), set(other.title.casefold().split())
    return len(first & second) < 0.5 * min(len(first), len(second))
