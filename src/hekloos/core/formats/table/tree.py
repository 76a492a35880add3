"""Entries of a table become items: unique ids, parents before children, no circles."""

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import replace

from hekloos.core.curriculum import COMPARABLE_KINDS, Item, ItemKind, Side
from hekloos.core.formats.findings import Findings
from hekloos.core.formats.loose_trees import break_circles, parents_first
from hekloos.core.formats.reading import Limits
from hekloos.core.formats.table.entries import Entry
from hekloos.core.language import _

Parents = dict[Entry, Entry | None]
MOST_PARTS = 12  # of a code such as P/PIE/01/02-03


def grow_tree(entries: Sequence[Entry], *, side: Side, limits: Limits, findings: Findings) -> tuple[Item, ...]:
    """The items of one framework, in reading order. Behaviours end up in their work process."""
    lines = [entry for entry in entries if not entry.is_behaviour]
    if len(lines) > limits.items:
        message = _("Hekloos leest hoogstens {limit} onderdelen; vanaf hier is niets gelezen. Verdeel het bestand.")
        findings.add(message.format(limit=limits.items), sheet=lines[limits.items].sheet, row=lines[limits.items].row)
        lines = lines[: limits.items]
    ids = _give_ids(lines, findings)
    places = _Places(entries, lines)
    parents = _find_parents(lines, places, findings)
    _break_circles(parents, findings)
    _limit_depth(lines, parents, limits, findings)
    holding = {parent for parent in parents.values() if parent is not None}
    items = {
        entry: _as_item(entry, ids=ids, parent=parents[entry], holds=entry in holding, side=side)
        for entry in parents_first(lines, parents)
        if _has_text(entry, holding, findings)
    }
    _add_behaviours(items, [entry for entry in entries if entry.is_behaviour], places, findings)
    return _with_content(tuple(items.values()), {ids[entry] for entry in holding})


def _give_ids(lines: Sequence[Entry], findings: Findings) -> dict[Entry, str]:
    """The code, or the row when there is none; a code that is used again gets a number behind it."""
    sheets = {name: number for number, name in enumerate(dict.fromkeys(entry.sheet for entry in lines), start=1)}
    ids: dict[Entry, str] = {}
    used: set[str] = {entry.code for entry in lines if entry.code}
    given: set[str] = set()
    counts: dict[str, int] = {}
    for entry in lines:
        stated = bool(entry.code)
        if not stated:
            message = _("Hier staat geen code. Hekloos gebruikt het nummer van de regel, zoals R12.")
            findings.note(message, sheet=entry.sheet, row=entry.row)
            entry.code = f"R{sheets[entry.sheet]}.{entry.row}" if len(sheets) > 1 else f"R{entry.row}"
        wanted = entry.code
        while wanted in given or (wanted in used and wanted != entry.code) or (not stated and wanted in used):
            counts[entry.code] = counts.get(entry.code, 1) + 1
            wanted = f"{entry.code}#{counts[entry.code]}"
        if stated and wanted != entry.code:
            message = _("De code {code} staat er meer dan eens. Geef elke regel een eigen code.")
            findings.add(message.format(code=entry.code[:60]), sheet=entry.sheet, row=entry.row)
        given.add(wanted)
        ids[entry] = wanted
    return ids


class _Places:
    """Finds the line that a code or a text points at: the nearest above, else the first below."""

    def __init__(self, entries: Sequence[Entry], lines: Sequence[Entry]) -> None:
        self.position = {entry: index for index, entry in enumerate(entries)}
        self.lines = set(lines)
        self.by_code: dict[str, list[Entry]] = {}
        self.by_text: dict[str, list[Entry]] = {}
        for entry in lines:
            self.by_code.setdefault(entry.code.casefold(), []).append(entry)
            self.by_text.setdefault(entry.text.casefold(), []).append(entry)

    def find(self, pointer: str, *, entry: Entry, also_text: bool = True) -> Entry | None:
        wanted = pointer.strip().casefold()
        found = self.by_code.get(wanted) or (self.by_text.get(wanted) if also_text else None) or []
        before = bisect_left(found, self.position[entry], key=self.position.__getitem__)
        return found[before - 1] if before else next(iter(found), None)

    def find_by_own_code(self, entry: Entry) -> Entry | None:
        """B1-K1-W1 hangs below B1-K1 when that is there."""
        code = entry.code
        for _layer in range(MOST_PARTS):
            code = code[: max(map(code.rfind, "-./"))] if any(sign in code for sign in "-./") else ""
            found = self.find(code, entry=entry, also_text=False) if code else None
            if found is not None and found is not entry:
                return found
        return None


def _find_parents(lines: Sequence[Entry], places: _Places, findings: Findings) -> Parents:
    parents: Parents = {}
    for entry in lines:
        if entry.names_parent and entry.parent:
            parents[entry] = places.find(entry.parent, entry=entry)
            if parents[entry] is None:
                message = _(
                    "Dit hoort bij '{code}', maar die code staat niet in de tabel. "
                    "Verbeter de code of voeg de regel toe."
                )
                findings.add(message.format(code=entry.parent[:60]), sheet=entry.sheet, row=entry.row)
        elif entry.above in places.lines:
            parents[entry] = entry.above
        else:
            parents[entry] = None if entry.names_parent else places.find_by_own_code(entry)
    return parents


def _break_circles(parents: Parents, findings: Findings) -> None:
    message = _("Deze regel hoort via andere regels bij zichzelf en is los gezet. Verbeter waar hij bij hoort.")
    for entry in break_circles(parents):
        findings.add(message, sheet=entry.sheet, row=entry.row)


def _limit_depth(lines: Sequence[Entry], parents: Parents, limits: Limits, findings: Findings) -> None:
    depth: dict[Entry, int] = {}
    for entry in list(parents_first(lines, parents)):
        above = parents[entry]
        depth[entry] = 1 if above is None else depth[above] + 1
        if above is not None and depth[entry] > limits.depth:
            parents[entry], depth[entry] = parents[above], depth[above]
            message = _("Dit hangt dieper dan {limit} lagen en staat nu een laag hoger. Maak de indeling vlakker.")
            findings.add(message.format(limit=limits.depth), sheet=entry.sheet, row=entry.row)


def _has_text(entry: Entry, holding: set[Entry], findings: Findings) -> bool:
    """Give an entry without text the next best; without anything it is left out."""
    if entry.text:
        return True
    if entry.description:
        message = _("Hier staat geen tekst. Hekloos gebruikt de toelichting; vul de tekst aan.")
        entry.text, entry.description = entry.description, ""
    elif entry in holding:
        message = _("Hier staat geen tekst. Hekloos gebruikt de code; vul de tekst aan.")
        entry.text = entry.code
    else:
        message = _("Hier staat geen tekst, dus deze regel is overgeslagen. Vul de tekst aan.")
    findings.add(message, sheet=entry.sheet, row=entry.row)
    return bool(entry.text)


def _as_item(entry: Entry, *, ids: Mapping[Entry, str], parent: Entry | None, holds: bool, side: Side) -> Item:
    leaf = ItemKind.TERM if side is Side.VMBO else ItemKind.KNOWLEDGE
    return Item(
        id=ids[entry],
        code=entry.code,
        kind=entry.kind or (ItemKind.GROUP if holds else leaf),
        text=entry.text,
        parent=None if parent is None else ids[parent],
        description=entry.description,
        result=entry.result,
        levels=entry.levels,
        hours=entry.hours,
        reference=entry.reference,
        remark=entry.remark,
    )


def _add_behaviours(items: dict[Entry, Item], behaviours: Sequence[Entry], places: _Places, findings: Findings) -> None:
    added: dict[Entry, list[str]] = {}
    for entry in behaviours:
        named = places.find(entry.parent, entry=entry) if entry.parent else places.find_by_own_code(entry)
        text = entry.text or entry.description
        if named in items and text:
            added.setdefault(named, []).append(text)
        else:
            message = _("Dit gedrag hoort bij geen werkproces en is overgeslagen. Vul in bij welke code het hoort.")
            findings.add(message, sheet=entry.sheet, row=entry.row)
    for entry, texts in added.items():
        items[entry] = replace(items[entry], behaviour=tuple(texts))


def _with_content(items: tuple[Item, ...], holding: set[str]) -> tuple[Item, ...]:
    """When lessons are all there is, they are the content; otherwise nothing could be compared."""
    if any(item.kind in COMPARABLE_KINDS for item in items):
        return items
    return tuple(
        replace(item, kind=ItemKind.FRAGMENT) if item.kind is ItemKind.LESSON and item.id not in holding else item
        for item in items
    )
