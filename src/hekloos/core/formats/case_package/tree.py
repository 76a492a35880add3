"""The tree out of loose "is child of" links: no circles, no two parents, parents before children."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from hekloos.core.curriculum import Item
from hekloos.core.formats.loose_trees import break_circles, parents_first
from hekloos.core.language import _


@dataclass(frozen=True, slots=True)
class Link:
    """A child, its parent (None: the document itself, or one that is not there), its place among the others."""

    child: str
    parent: str | None
    number: float


def parents_of(
    ids: Sequence[str], links: Sequence[Link], *, depth: int, tell: Callable[[str, str], None]
) -> dict[str, str | None]:
    """One parent for each id, at most `depth` layers; `tell` hears of what had to be changed."""
    parents: dict[str, str | None] = {}
    known = set(ids)
    for link in links:
        if link.child not in known or (link.parent is not None and link.parent not in known):
            continue
        if parents.get(link.child) is None:
            parents[link.child] = link.parent
        elif link.parent is not None and parents[link.child] != link.parent:
            tell(_("Dit onderdeel hoort op meer plaatsen; het staat nu op de eerste. Kijk of dat klopt."), link.child)
    parents |= {id_: None for id_ in ids if id_ not in parents}
    for id_ in break_circles(parents):
        tell(_("Dit onderdeel hoort via andere bij zichzelf en is los gezet. Meld het aan de bron."), id_)
    return _flatten(ids, parents, depth, tell)


def _flatten(
    ids: Sequence[str], parents: dict[str, str | None], depth: int, tell: Callable[[str, str], None]
) -> dict[str, str | None]:
    layer: dict[str, int] = {}
    for id_ in parents_first(ids, parents):
        above = parents[id_]
        layer[id_] = 1 if above is None else layer[above] + 1
        if above is not None and layer[id_] > depth:
            parents[id_], layer[id_] = parents[above], layer[above]
            message = _("Dit hangt dieper dan {limit} lagen en staat nu een laag hoger. Maak de indeling vlakker.")
            tell(message.format(limit=depth), id_)
    return parents


def order_items(
    items: Sequence[Item], parents: Mapping[str, str | None], links: Sequence[Link], *, keep_order: bool
) -> list[Item]:
    """Items with their parent, in the order of the file (our own) or of the numbers among siblings."""
    by_id = {item.id: replace(item, parent=parents[item.id]) for item in items}
    if keep_order:
        return [by_id[id_] for id_ in parents_first(list(by_id), parents)]
    number = {(link.child, link.parent): link.number for link in reversed(links)}
    children: dict[str | None, list[str]] = {}
    for id_ in by_id:
        children.setdefault(parents[id_], []).append(id_)
    for parent, below in children.items():
        below.sort(key=lambda id_: number.get((id_, parent), float("inf")))
    ordered: list[Item] = []
    waiting = list(reversed(children.get(None, [])))
    while waiting:
        id_ = waiting.pop()
        ordered.append(by_id[id_])
        waiting += reversed(children.get(id_, []))
    return ordered
