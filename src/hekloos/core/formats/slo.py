"""The vmbo exam programmes as SLO publishes them: a folder (or zip) of JSON lists.

Each file holds one kind of thing; ids tie them together:
profiel -> kern -> kerndeel -> globale_eindterm
        -> module | keuzevak -> deeltaak -> globale_eindterm
Levels stand in `niveau_id`, to be looked up in `niveaus.json`. Codes (`prefix`) are for people
and not unique, the UUIDs are: those become the ids here. Source: the README and context.json of
SLO's curriculum-examenprogramma-bg.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import PurePosixPath

from hekloos.core.curriculum import Framework, FrameworkKind, Item, ItemKind, Level, Side
from hekloos.core.formats.characters import clean_text
from hekloos.core.formats.json_files import TooManyValuesError, load_json
from hekloos.core.formats.reading import (
    Bundle,
    Deadline,
    Limits,
    Problem,
    Reading,
    Severity,
    UnreadableSourceError,
    open_source,
    shorten,
    type_of_source,
)
from hekloos.core.formats.registry import Format
from hekloos.core.language import _

NEEDED = ("profiel", "deeltaak", "globale_eindterm")
TREE = (
    ("kern", ItemKind.CORE, ("kerndeel",)),
    ("kerndeel", ItemKind.CORE_PART, ("globale_eindterm",)),
    ("module", ItemKind.MODULE, ("deeltaak",)),
    ("keuzevak", ItemKind.ELECTIVE, ("deeltaak",)),
    ("deeltaak", ItemKind.TASK, ("globale_eindterm",)),
    ("globale_eindterm", ItemKind.TERM, ()),
)
KINDS = {name: kind for name, kind, _children in TREE}
CHILDREN = {"profiel": ("kern", "module", "keuzevak")} | {name: children for name, _kind, children in TREE}
# The whole task of a module stands apart from it, and carries the levels.
WHOLE_TASK = {"module": "moduletaak", "keuzevak": "keuzevaktaak"}

Entry = Mapping[str, object]
MOST_PROBLEMS = 1_000  # lists that point at each other can make millions


@dataclass(slots=True)
class _Tables:
    """All published lists, by name and id, and the problems met on the way."""

    limits: Limits
    entries: dict[str, dict[str, Entry]] = field(default_factory=dict)
    replaced_by: dict[str, tuple[str, ...]] = field(default_factory=dict)
    replaces: dict[str, set[str]] = field(default_factory=dict)
    items: int = 0  # in all frameworks so far
    read: dict[tuple[str, str], Item] = field(default_factory=dict)  # what profiles share is read once
    deadline: Deadline = field(init=False)

    def __post_init__(self) -> None:
        self.deadline = Deadline(self.limits.seconds)

    levels: dict[str, Level] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    def warn(self, message: str, *, place: str = "", severity: Severity = Severity.WARNING) -> None:
        if len(self.problems) < MOST_PROBLEMS:
            self.problems.append(Problem(message=message, place=place, severity=severity))


def recognise(bundle: Bundle) -> bool:
    names = {_list_name(document.name) for document in bundle.documents}
    return set(NEEDED) <= names or (len(bundle.documents) > 1 and {"profiel", "globale_eindterm"} <= names)


def read(source: type_of_source, *, limits: Limits = Limits()) -> Reading:
    """One framework per profile (key "PIE"), with core, modules, electives, tasks and terms."""
    try:
        bundle = open_source(source, limits=limits)
    except UnreadableSourceError as problem:
        return Reading.failure(str(problem))
    tables = _Tables(limits)
    for document in bundle.documents:
        _load(tables, _list_name(document.name), document.name, document.data)
    missing = [name for name in NEEDED if not tables.entries.get(name)]
    if missing:
        message = _("Van de SLO-gegevens ontbreekt {names}. Kies de hele map zoals SLO die publiceert.")
        listed = ", ".join(f"{name}.json" for name in missing)
        return Reading((), (*tables.problems, Problem(message=message.format(names=listed))))
    _resolve_levels(tables)
    frameworks = tuple(_frameworks(tables))
    _report_shared_codes(tables, frameworks)
    return Reading(frameworks, tuple(tables.problems))


def _list_name(file_name: str) -> str:
    return PurePosixPath(file_name).stem.lower().removeprefix("examenprogramma_bg_")


def _load(tables: _Tables, name: str, file_name: str, data: bytes) -> None:
    known = {"profiel", "niveaus", "deprecated", *KINDS, *WHOLE_TASK.values()}
    if name not in known:
        return
    try:
        content = load_json(data.decode("utf-8-sig"))
    except TooManyValuesError as error:
        tables.warn(str(error), place=file_name, severity=Severity.ERROR)
        return
    except (ValueError, RecursionError):
        message = _("Dit is geen geldige JSON. Haal het bestand opnieuw op bij SLO.")
        tables.warn(message, place=file_name, severity=Severity.ERROR)
        return
    entries = _entries(content)
    if name == "deprecated":
        _load_replaced(tables, entries)
        return
    tables.entries[name] = {}
    for entry in entries:
        id_ = entry.get("id")
        if isinstance(id_, str) and id_:
            tables.entries[name][id_] = entry
        else:
            tables.warn(_("Een onderdeel zonder id is overgeslagen. Meld dit aan SLO."), place=file_name)


def _entries(content: object) -> list[Entry]:
    """The list itself, or the list that an export has wrapped in an object."""
    if isinstance(content, dict):
        content = next((value for value in content.values() if isinstance(value, list)), [])
    return [entry for entry in content if isinstance(entry, dict)] if isinstance(content, list) else []


def _load_replaced(tables: _Tables, entries: Iterable[Entry]) -> None:
    for entry in entries:
        new_ids = tuple(_ids(entry, "replacedBy"))
        old_id = str(entry.get("id", ""))
        tables.replaced_by[old_id] = new_ids
        for new_id in new_ids:
            tables.replaces.setdefault(new_id, set()).add(old_id)


def _ids(entry: Entry, key: str) -> Iterator[str]:
    value = entry.get(key)
    if isinstance(value, list):
        yield from (id_ for id_ in value if isinstance(id_, str))


def _resolve_levels(tables: _Tables) -> None:
    for id_, entry in tables.entries.get("niveaus", {}).items():
        found = re.search(r"\b(bb|kb|gl|tl)$", str(entry.get("title", "")).lower())
        if found and "vmbo" in str(entry.get("title", "")).lower():
            tables.levels[id_] = Level(found[1].upper())
    if not tables.levels:
        message = _("Het bestand niveaus.json ontbreekt, dus BB, KB en GL zijn niet bekend. Zet het erbij.")
        tables.warn(message)


def _frameworks(tables: _Tables) -> Iterator[Framework]:
    for profile in tables.entries["profiel"].values():
        if tables.items >= tables.limits.items or tables.deadline.passed:
            message = _("Vanaf dit profiel is niets gelezen: er is te veel. Lees de profielen apart.")
            tables.warn(message, place=_text(tables, profile, "prefix"))
            return
        yield _framework(tables, profile)


def _framework(tables: _Tables, profile: Entry) -> Framework:
    key = _text(tables, profile, "prefix") or clean_text(str(profile["id"]))[:100]
    title = re.sub(r"(?i)^examenprogramma\s+beroepsgericht(\s+programma)?\s+", "", _text(tables, profile, "title"))
    items: dict[str, Item] = {}
    for name, child in _children(tables, "profiel", profile, key):
        _add(tables, items, name, child, None)
    tables.items += len(items)
    if tables.items >= tables.limits.items:
        message = _("Hekloos leest hoogstens {limit} onderdelen; de rest is weggelaten. Lees het in delen.")
        tables.warn(message.format(limit=tables.limits.items), place=key)
    levels = frozenset[Level]().union(*(item.levels for item in items.values()))
    return Framework(
        key=key,
        title=title or key,
        kind=FrameworkKind.EXAM_PROGRAMME,
        side=Side.VMBO,
        items=tuple(items.values()),
        levels=levels,
    )


def _children(tables: _Tables, name: str, entry: Entry, place: str) -> Iterator[tuple[str, Entry]]:
    """The entries below, an obsolete one replaced by its successors."""
    for child_name in CHILDREN[name]:
        known = tables.entries.get(child_name, {})
        for id_ in _ids(entry, f"examenprogramma_bg_{child_name}_id"):
            successors = [id_] if id_ in known else [new for new in tables.replaced_by.get(id_, ()) if new in known]
            if tables.deadline.passed:
                return
            if not successors:
                message = _("Een onderdeel waarnaar wordt verwezen ({id}) ontbreekt. Haal de SLO-gegevens opnieuw op.")
                tables.warn(message.format(id=id_), place=place)
            yield from ((child_name, known[successor]) for successor in successors)


def _add(tables: _Tables, items: dict[str, Item], name: str, entry: Entry, parent: str | None) -> None:
    id_ = str(entry["id"])
    if id_ in items or tables.items + len(items) >= tables.limits.items:
        return  # the limit is reported once, by the profile
    if (name, id_) not in tables.read:
        tables.read[name, id_] = _item(tables, name, entry)
    item = items[id_] = replace(tables.read[name, id_], parent=parent)
    for child_name, child in _children(tables, name, entry, item.code):
        _add(tables, items, child_name, child, id_)


def _item(tables: _Tables, name: str, entry: Entry) -> Item:
    id_ = str(entry["id"])
    return Item(
        id=id_,
        code=_text(tables, entry, "prefix") or id_,
        kind=KINDS[name],
        text=_text(tables, entry, "title"),
        description=_text(tables, entry, "description"),
        levels=_levels(tables, name, entry),
        replaces=tuple(sorted({*_ids(entry, "replaces"), *tables.replaces.get(id_, ())})),
    )


def _levels(tables: _Tables, name: str, entry: Entry) -> frozenset[Level]:
    carriers: Sequence[Entry] = [entry]
    if name in WHOLE_TASK:
        tasks = tables.entries.get(WHOLE_TASK[name], {})
        carriers = [tasks[id_] for id_ in _ids(entry, f"examenprogramma_bg_{WHOLE_TASK[name]}_id") if id_ in tasks]
    ids = (id_ for carrier in carriers for id_ in _ids(carrier, "niveau_id"))
    return frozenset(tables.levels[id_] for id_ in ids if id_ in tables.levels)


def _text(tables: _Tables, entry: Entry, key: str) -> str:
    value = entry.get(key)
    return shorten(value, tables.limits) if isinstance(value, str) else ""


def _report_shared_codes(tables: _Tables, frameworks: Iterable[Framework]) -> None:
    for framework in frameworks:
        first: dict[str, str] = {}
        twice: dict[str, None] = {}
        for item in framework.items:
            if first.setdefault(item.code, item.id) != item.id:
                twice[item.code] = None
        if twice:
            message = _("Deze codes komen twee keer voor: {codes}. Beide blijven staan; kijk welke u bedoelt.")
            tables.warn(message.format(codes=", ".join(twice)), place=framework.key, severity=Severity.NOTE)


FORMAT = Format(name="SLO", recognises=recognise, read=read, gathers=True)
