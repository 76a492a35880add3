"""Between the method's comparison and rows: several versions become one programme, matches become rows."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from hekloos.core import curriculum as core
from hekloos.core.overlap import refitting
from hekloos.core.overlap.explain import Explanation
from hekloos.core.overlap.features import FEATURES
from hekloos.core.overlap.judge import Judge, shipped
from hekloos.core.overlap.refitting import refitted
from hekloos.web.curriculum import convert
from hekloos.web.curriculum.models import Item, Version
from hekloos.web.overlap.models import Refit, part_name

DECIMALS = 4  # of contributions, as the curves of the judge have them


@dataclass(frozen=True, slots=True)
class JoinedSide:
    """The programmes of one side as one, the row that each of its items stands for, and the parts that it is in."""

    framework: core.Framework
    rows: dict[str, Item]
    parts: dict[str, set[str]]  # by the id of an item; of each programme that has it


def join_versions(versions: Sequence[Version]) -> JoinedSide:
    """What qualifications of one dossier share (same key, same content, same place) occurs once.

    Items get the number of their row as id, so that programmes cannot be confused. Raises ValueError without versions.
    """
    items: list[core.Item] = []
    rows: dict[str, Item] = {}
    parts: dict[str, set[str]] = {}
    known: dict[tuple[str, str, str | None], str] = {}
    for version in versions:
        id_of: dict[str, str] = {}
        for row in version.items.all():
            parent = id_of.get(row.parent_key)
            identity = (row.key, row.digest, parent)
            if identity not in known:
                known[identity] = str(row.pk)
                rows[str(row.pk)] = row
                items.append(replace(convert.item_to_core(row), id=str(row.pk), parent=parent))
            id_of[row.key] = known[identity]
            parts.setdefault(known[identity], set()).add(part_name(version.framework_id, row.group_key))
    first = convert.to_core(versions[0], [])
    title = " / ".join(dict.fromkeys(version.title for version in versions))
    levels = frozenset(core.Level(level) for version in versions for level in version.levels)
    return JoinedSide(replace(first, title=title, items=tuple(items), levels=levels), rows, parts)


def narrowed(side: JoinedSide, *, levels: Iterable[str], groups: Iterable[str]) -> core.Framework:
    """The part for these levels and in these modules or core tasks; of a side that has none of them all of it."""
    wanted = frozenset(map(core.Level, levels))
    own = {level for item in side.framework.items for level in item.levels}
    framework = core.at_levels(side.framework, wanted & own) if wanted & own else side.framework
    chosen = set(groups)
    inside = [item for item in framework.items if side.parts[item.id] & chosen]
    return core.keep(framework, inside) if inside else framework


def why(explanation: Explanation, contributions: Sequence[float]) -> dict[str, Any]:
    """What a page shows of the reasons, as JSON; words as their infinitive or as they stand. To learn from later it
    holds what each feature added by the shipped judge (`Comparison.judge`), in the order of FEATURES.
    """
    return {
        "sentences": list(explanation.sentences()),
        "doubt": explanation.doubt,
        "usual": explanation.usual,
        "left_words": sorted({word.vmbo for word in explanation.shared}),
        "right_words": sorted({word for pair in explanation.shared for word in pair.mbo}),
        "contributions": [round(float(added), DECIMALS) for added in contributions],
    }


def judge_of(row: Refit | None) -> Judge:
    """The judge of a lab, or the shipped one."""
    return refitted(shipped(), refit(row)) if row else shipped()


def refit(row: Refit) -> refitting.Refit:
    return refitting.Refit(tuple(row.weights[name] for name in FEATURES), row.shift)


def quality(found: refitting.Quality) -> dict[str, Any]:
    """As JSON; a share is how many of how many."""
    right, there = found.right, found.found
    return {"log_loss": found.log_loss, "right": [right.right, right.of], "found": [there.right, there.of]}
