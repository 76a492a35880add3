"""A CASE package (JSON) as a framework: our own exactly as it was, those of others as far as they go."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import TypeVar

from hekloos.core.curriculum import Framework, FrameworkKind, Item, ItemKind, Level, Side
from hekloos.core.formats.case_package.tree import Link, order_items, parents_of
from hekloos.core.formats.case_package.words import CHILD, OWN, RELATION_OF_TYPE, Association
from hekloos.core.formats.json_files import TooManyValuesError, load_json
from hekloos.core.formats.reading import Document, Limits, Problem, Severity, UnreadableSourceError, shorten
from hekloos.core.formats.table.csv_files import decode_text
from hekloos.core.formats.table.words import SIDE_OF_KIND, kind_of_code, parse_kind, parse_levels, parse_side
from hekloos.core.language import _

Json = dict[str, object]
Word = TypeVar("Word", FrameworkKind, ItemKind, Side)
MOST_NAMED = 5


@dataclass(frozen=True, slots=True)
class CasePackage:
    """What a package holds: one framework, what its items are to others, and what was not understood."""

    framework: Framework | None = None
    associations: tuple[Association, ...] = ()
    problems: tuple[Problem, ...] = ()


def parse_package(document: Document, *, limits: Limits) -> CasePackage:
    """Raises UnreadableSourceError when it is no package at all."""
    package = _load(document)
    return _Reader(document, package, limits).read()


def _load(document: Document) -> Json:
    name = document.name or _("Het bestand")
    try:
        package = load_json(decode_text(document.data)[0])
    except TooManyValuesError as error:
        raise UnreadableSourceError(f"{name}: {error}") from error
    except (ValueError, RecursionError) as error:
        message = _("{name} is geen geldige JSON. Haal het bestand opnieuw op bij de bron.")
        raise UnreadableSourceError(message.format(name=name)) from error
    if not isinstance(package, dict) or not isinstance(package.get("CFItems"), list):
        message = _(
            "{name} is geen CASE-pakket: 'CFItems' ontbreekt. Vraag de bron om een volledig pakket (CFPackage)."
        )
        raise UnreadableSourceError(message.format(name=name))
    return package


def _dict(holder: Json, key: str) -> Json:
    value = holder.get(key)
    return value if isinstance(value, dict) else {}


def _dicts(holder: Json, key: str) -> Iterator[Json]:
    value = holder.get(key)
    return (entry for entry in value if isinstance(entry, dict)) if isinstance(value, list) else iter(())


def _text(holder: Json, key: str) -> str:
    value = holder.get(key)
    return value if isinstance(value, str) else ""


def _texts(holder: Json, key: str) -> tuple[str, ...]:
    value = holder.get(key)
    return tuple(entry for entry in value if isinstance(entry, str)) if isinstance(value, list) else ()


def _number(holder: Json, key: str) -> float | None:
    value = holder.get(key)
    return (
        float(value) if isinstance(value, int | float) and not isinstance(value, bool) and abs(value) < 1e15 else None
    )


def _word(words: type[Word], text: str) -> Word | None:
    return next((word for word in words if word == text), None)


def _levels(texts: Sequence[str]) -> frozenset[Level]:
    return frozenset[Level]().union(*(parse_levels(text)[0] for text in texts[:20]))


@dataclass(slots=True)
class _Reader:
    document: Document
    package: Json
    limits: Limits
    names: dict[tuple[str, Severity], list[str]] = field(default_factory=dict)
    id_of: dict[str, str] = field(default_factory=dict)  # by identifier

    def read(self) -> CasePackage:
        document = _dict(self.package, "CFDocument")
        own = _dict(_dict(document, "extensions"), OWN)
        bare = self._items()
        links, associations = self._associations(_text(document, "identifier"))
        names = {item.id: item.code or item.id for item in bare}
        parents = parents_of(
            [item.id for item in bare],
            links,
            depth=self.limits.depth,
            tell=lambda text, id_: self._tell(text, names[id_]),
        )
        items = self._kinds(order_items(bare, parents, links, keep_order=bool(own)), own)
        if not items and not own:
            message = _("Dit CASE-pakket bevat geen onderdelen. Vraag de bron om een volledig pakket.")
            return CasePackage(problems=(Problem(message=message), *self._problems()))
        framework = self._framework(document, own, items)
        return CasePackage(framework, associations, self._problems())

    def _tell(self, message: str, name: str = "", severity: Severity = Severity.WARNING) -> None:
        named = self.names.setdefault((message, severity), [])
        if name:
            named.append(name)

    def _problems(self) -> tuple[Problem, ...]:
        return tuple(
            Problem(message=message, place=_place(names), severity=severity)
            for (message, severity), names in self.names.items()
        )

    def _cut(self, text: str, *, fold: bool, name: str) -> str:
        """At most `limits.text` long; texts of others with their white space folded."""
        if len(text) > self.limits.text:
            message = _("De tekst is langer dan {limit} tekens en is afgekapt. Verdeel de tekst.")
            self._tell(message.format(limit=self.limits.text), name)
        return shorten(text, self.limits) if fold else text[: self.limits.text]

    def _items(self) -> list[Item]:
        """All items as roots, in the order of the file; ids are unique."""
        items: dict[str, Item] = {}
        tried: Counter[str] = Counter()  # numbers after an id, so that very many that are alike take no long search
        for number, entry in enumerate(_dicts(self.package, "CFItems"), start=1):
            if len(items) == self.limits.items:
                message = _("Hekloos leest hoogstens {limit} onderdelen; de rest is niet gelezen. Verdeel het pakket.")
                self._tell(message.format(limit=self.limits.items))
                break
            own = _dict(_dict(entry, "extensions"), OWN)
            identifier = _text(entry, "identifier") or f"CFItem-{number}"
            if identifier in self.id_of:
                self._tell(_("Dit onderdeel staat er meer dan eens in. Haal het dubbele weg bij de bron."), identifier)
            id_ = wanted = _text(own, "id") if "id" in own else identifier
            while id_ in items:
                tried[wanted] += 1
                id_ = f"{wanted}#{number + tried[wanted]}"
            self.id_of.setdefault(identifier, id_)
            item = self._item(entry, own, id_)
            if item.text or own:
                items[id_] = item
            else:
                self._tell(_("Dit onderdeel heeft geen tekst en is overgeslagen. Vul het aan bij de bron."), identifier)
        return list(items.values())

    def _item(self, entry: Json, own: Json, id_: str) -> Item:
        fold = not own
        name = _text(entry, "humanCodingScheme") or id_
        text = _text(own, "text") if "text" in own else _text(entry, "fullStatement")
        if fold and not text.strip():
            text = _text(entry, "abbreviatedStatement") or _text(entry, "alternativeLabel")
        stated = parse_kind(_text(entry, "CFItemType")) or kind_of_code(_text(entry, "humanCodingScheme"))
        return Item(
            id=id_,
            code=self._cut(_text(entry, "humanCodingScheme"), fold=fold, name=name),
            # GROUP stands for "not stated" until the tree is known.
            kind=_word(ItemKind, _text(own, "kind")) or (stated if isinstance(stated, ItemKind) else ItemKind.GROUP),
            text=self._cut(text, fold=fold, name=name),
            description=self._cut(_text(entry, "notes"), fold=fold, name=name),
            result=self._cut(_text(own, "result"), fold=fold, name=name),
            behaviour=tuple(self._cut(text, fold=fold, name=name) for text in _texts(own, "behaviour")),
            levels=_levels(_texts(entry, "educationLevel")),
            hours=_number(own, "hours"),
            reference=self._cut(_text(own, "reference"), fold=fold, name=name),
            remark=self._cut(_text(own, "remark"), fold=fold, name=name),
            replaces=_texts(own, "replaces"),
        )

    def _associations(self, document: str) -> tuple[list[Link], tuple[Association, ...]]:
        links: list[Link] = []
        found: list[Association] = []
        for entry in _dicts(self.package, "CFAssociations"):
            type_ = _text(entry, "associationType")
            origin, destination = (_identifier(entry, end) for end in ("originNodeURI", "destinationNodeURI"))
            own = _dict(_dict(entry, "extensions"), OWN)
            relation = RELATION_OF_TYPE.get(type_.lower())
            if type_.lower() == CHILD.lower():
                self._add_link(links, entry, origin=origin, destination=destination, document=document)
            elif relation is not None:
                left = _text(own, "left") or self.id_of.get(origin, origin)
                right = _text(own, "right") or self.id_of.get(destination, destination)
                found.append(Association(left, right, relation, _number(own, "strength")))
            elif type_:
                message = _("Relaties van de soort {type} kent Hekloos niet; ze zijn niet gebruikt.")
                self._tell(message.format(type=type_[:40]), severity=Severity.NOTE)
        return links, tuple(found)

    def _add_link(self, links: list[Link], entry: Json, *, origin: str, destination: str, document: str) -> None:
        number = _number(entry, "sequenceNumber")
        if origin not in self.id_of:
            self._tell(
                _("Dit onderdeel wordt genoemd maar staat niet in het pakket. Vraag een volledig pakket."), origin
            )
            return
        if destination not in self.id_of and destination != document:
            message = _(
                "Het onderdeel waar dit bij hoort, staat niet in het pakket. Vraag de bron om een volledig pakket."
            )
            self._tell(message, origin)
        links.append(Link(self.id_of[origin], self.id_of.get(destination), float("inf") if number is None else number))

    def _kinds(self, items: list[Item], own: Json) -> tuple[Item, ...]:
        if own:
            return tuple(items)
        holding = {item.parent for item in items}
        leaf = ItemKind.TERM if self._side(items) is Side.VMBO else ItemKind.KNOWLEDGE
        return tuple(
            replace(item, kind=leaf) if item.kind is ItemKind.GROUP and item.id not in holding else item
            for item in items
        )

    def _side(self, items: Sequence[Item]) -> Side:
        stated = [SIDE_OF_KIND[item.kind] for item in items if item.kind in SIDE_OF_KIND]
        stated += [Side.MBO if level.startswith("mbo") else Side.VMBO for item in items for level in item.levels]
        if stated:
            return max(Side, key=stated.count)
        side = parse_side(_text(_dict(self.package, "CFDocument"), "title")) or parse_side(self.document.name)
        if side is None:
            message = _(
                "Het is niet te zien of dit vmbo of mbo is; Hekloos neemt vmbo. "
                "Zet vmbo of mbo in de naam van het bestand als dat anders is."
            )
            self._tell(message, severity=Severity.NOTE)
        return side or Side.VMBO

    def _framework(self, document: Json, own: Json, items: tuple[Item, ...]) -> Framework:
        side = _word(Side, _text(own, "side")) or self._side(items)
        guess = FrameworkKind.QUALIFICATION_DOSSIER if side is Side.MBO else FrameworkKind.EXAM_PROGRAMME
        known = any(item.kind in SIDE_OF_KIND for item in items)
        levels = _levels(_texts(own, "levels")) if own else frozenset[Level]().union(*(i.levels for i in items))
        title = _text(document, "title") if "title" not in own else _text(own, "title")
        return Framework(
            key=_text(own, "key") if own else _text(document, "identifier") or self.document.stem or "case",
            title=title if own else shorten(title, self.limits) or self.document.stem or "CASE",
            kind=_word(FrameworkKind, _text(own, "kind")) or (guess if known else FrameworkKind.SCHOOL_PROGRAMME),
            side=side,
            items=items,
            crebo=_text(own, "crebo"),
            source=_text(own, "source") if own else self.document.name,
            version=_text(document, "version"),
            valid_from=_text(own, "valid_from") or _text(document, "statusStartDate"),
            valid_until=_text(own, "valid_until") or _text(document, "statusEndDate"),
            levels=levels,
        )


def _identifier(entry: Json, end: str) -> str:
    """The identifier of one end; some write it as text, some only as the last part of an address."""
    value = entry.get(end)
    if isinstance(value, str):
        return value.rpartition("/")[2].rpartition(":")[2]
    link = _dict(entry, end)
    return _text(link, "identifier") or _text(link, "uri").rpartition("/")[2].rpartition(":")[2]


def _place(names: Sequence[str]) -> str:
    unique = list(dict.fromkeys(name[:60] for name in names))
    named = ", ".join(unique[:MOST_NAMED])
    if len(unique) <= MOST_NAMED:
        return named
    return _("{names} en nog {count} andere").format(names=named, count=len(unique) - MOST_NAMED)
