"""The official kwalificatiedossier as SBB's XML: one framework per qualification.

A qualification is the basis part plus one profile. Codes are not in the XML; they follow from
the chapter numbers, as the printed dossier has them: B1-K1-W2 is the second work process of the
first core task of the basis, P3-K1 the first core task of the third profile, B1-K1-V4 the fourth
statement of knowledge or skill of B1-K1. Texts may have additions for some profiles only.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING

from hekloos.core.curriculum import Framework, FrameworkKind, Item, ItemKind, Level, Side
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

if TYPE_CHECKING:  # lxml is imported where a file is read
    from lxml.etree import _Element as Element


LONGEST_NUMBER = 20  # of a chapter; real ones have one or two digits
MOST_PROBLEMS = 1_000  # every qualification can repeat those of the basis part


def recognise(bundle: Bundle) -> bool:
    document = bundle.single
    if document is None:
        return False
    start = document.data[:512].lstrip(b"\xef\xbb\xbf\xff\xfe\x00 \t\r\n")
    return document.extension == "xml" or start.startswith(b"<?xml") or start.startswith(b"<sbb")


def read(source: type_of_source, *, limits: Limits = Limits()) -> Reading:
    """One framework per qualification (key: its crebo), basis part first."""
    try:
        document = open_source(source, limits=limits).single
        if document is None:
            return Reading.failure(_("Dit zijn meer bestanden. Kies één kwalificatiedossier."))
        root = _parse(document.data, document.name)
    except UnreadableSourceError as problem:
        return Reading.failure(str(problem))
    dossiers = list(root.iter("dossier"))
    if not dossiers:
        message = _("In {name} staat geen kwalificatiedossier. Gebruik de XML zoals SBB die uitgeeft.")
        return Reading.failure(message.format(name=document.name or _("dit bestand")))
    frameworks: list[Framework] = []
    problems: list[Problem] = []
    budget = _Budget(limits.items, MOST_LOOKED_AT, Deadline(limits.seconds))
    for dossier in dossiers:
        reader = _Dossier(dossier, limits, budget)
        frameworks.extend(reader.frameworks())
        problems.extend(reader.problems)
        if budget.is_spent:
            message = _("Niet alles is gelezen: er is te veel. Splits het bestand.")
            problems.append(Problem(message=message, severity=Severity.WARNING))
            break
    return Reading(tuple(frameworks), tuple(problems))


MOST_TAGS = 2_000_000  # a dossier has some thousands
MOST_LOOKED_AT = 10_000_000  # tags, over all qualifications


def _parse(data: bytes, name: str) -> "Element":
    from lxml import etree

    if b"<!DOCTYPE" in data.replace(b"\0", b""):  # UTF-16 has a zero beside every letter
        # Dossiers have none, and entities are how a small file becomes a large one.
        message = _("{name} bevat een DOCTYPE; dat hoort niet in een dossier. Haal het opnieuw op bij SBB.")
        raise UnreadableSourceError(message.format(name=name or _("Het bestand")))
    if data.count(b"<") > MOST_TAGS:
        message = _("{name} is te groot om te lezen. Haal het dossier opnieuw op bij SBB, of splits het bestand.")
        raise UnreadableSourceError(message.format(name=name or _("Het bestand")))
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        return etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        message = _("{name} is geen geldige XML of is niet volledig. Haal het dossier opnieuw op bij SBB.")
        raise UnreadableSourceError(message.format(name=name or _("Het bestand"))) from error


@dataclass(slots=True)
class _Budget:
    """What all qualifications together may take: each repeats the basis part."""

    items: int  # left out ones count too
    tags: int
    deadline: Deadline

    @property
    def is_spent(self) -> bool:
        return self.items <= 0 or self.tags <= 0 or self.deadline.passed


@dataclass(slots=True)
class _Dossier:
    dossier: "Element"
    limits: Limits
    budget: _Budget
    problems: list[Problem] = field(default_factory=list)
    statements: dict[str, str] = field(default_factory=dict)

    def frameworks(self) -> Iterator[Framework]:
        for tag in ("kennisofvaardigheid", "categorie"):
            for entry in self.dossier.iter(tag):
                self.statements[entry.get("nr", "")] = self._fold(entry.get("titel", ""))
        profiles = list(self.dossier.iterfind("profielen/profiel"))
        tags, version = sum(1 for _tag in self.dossier.iter()), self._version()
        if not profiles:
            message = _(
                "Het dossier {title} heeft geen profielen, dus geen kwalificaties. Haal het opnieuw op bij SBB."
            )
            self._warn(message.format(title=self.dossier.get("titel", "")), "")
        for profile in profiles:
            if self.budget.is_spent:
                return
            self.budget.tags -= tags
            yield self._framework(profile, version)

    def _framework(self, profile: "Element", version: str) -> Framework:
        number = profile.get("nr", "")
        crebo = self._fold(next((c.text for c in profile.iterfind("creboinformatie/crebo") if c.text), ""))
        title = self._fold(profile.get("titel", "")) or crebo or _("Kwalificatie zonder naam")
        if not crebo:
            message = _("Deze kwalificatie heeft geen crebonummer. Wijs haar aan met haar naam.")
            self._warn(message, title)
        level = profile.get("niveau", "")
        levels = frozenset({Level(f"mbo-{level}")}) if level in {"1", "2", "3", "4"} else frozenset[Level]()
        items: dict[str, Item] = {}
        for core_task in self.dossier.iterfind("basis/basistaken/basiskerntaken/kerntaak"):
            self._add_core_task(items, core_task, part="B1", profile=number)
        for core_task in profile.iterfind("profielkerntaken/kerntaak"):
            self._add_core_task(
                items, core_task, part=f"P{profile.get('hoofdstuk', '1')[:LONGEST_NUMBER]}", profile=number
            )
        first_crebo = profile.find("creboinformatie/crebo")
        return Framework(
            key=crebo or title,
            title=title,
            kind=FrameworkKind.QUALIFICATION_DOSSIER,
            side=Side.MBO,
            items=tuple(items.values()),
            crebo=crebo,
            version=version,
            valid_from="" if first_crebo is None else _iso(first_crebo.get("Geldig_vanaf", "")),
            valid_until="" if first_crebo is None else _iso(first_crebo.get("Datum_einde_opleiding", "")),
            levels=levels,
        )

    def _version(self) -> str:
        decided = self.dossier.findtext(".//vaststellingsinformatie/vastgesteldop") or ""
        return self._fold(self.dossier.get("versie") or decided)

    def _add_core_task(self, items: dict[str, Item], core_task: "Element", *, part: str, profile: str) -> None:
        code = f"{part}-K{core_task.get('hoofdstuk', '')[:LONGEST_NUMBER]}"
        complexity = self._text_for(core_task.find("complexiteit"), profile)
        responsibility = self._text_for(core_task.find("verantwoordelijkheid"), profile)
        description = " ".join(filter(None, (complexity, responsibility)))
        if not self._add(items, core_task, code, ItemKind.CORE_TASK, description=description):
            return
        parent = core_task.get("nr") or code
        for number, statement in enumerate(self._statements_of(core_task, profile), start=1):
            id_, place = f"{parent}-V{number}", f"{code}-V{number}"
            if not self._has_room(items, id_, place):
                break
            items[id_] = Item(id=id_, code=place, kind=ItemKind.KNOWLEDGE, text=statement, parent=parent)
        for process in core_task.iterfind("*/werkproces"):
            self._add_process(
                items, process, f"{code}-W{process.get('hoofdstuk', '')[:LONGEST_NUMBER]}", parent, profile
            )

    def _add_process(self, items: dict[str, Item], process: "Element", code: str, parent: str, profile: str) -> None:
        behaviour = self._text_for(process.find("werkprocesgedrag"), profile, keep_lines=True)
        lines = map(str.strip, behaviour.split("\n"))
        self._add(
            items,
            process,
            code,
            ItemKind.WORK_PROCESS,
            parent=parent,
            description=self._text_for(process.find("werkprocesomschrijving"), profile),
            result=self._text_for(process.find("werkprocesresultaat"), profile),
            behaviour=tuple(self._fold(line.strip("-•;. ")) for line in lines if line.startswith(("-", "•"))),
        )

    def _add(
        self,
        items: dict[str, Item],
        element: "Element",
        code: str,
        kind: ItemKind,
        *,
        parent: str | None = None,
        description: str = "",
        result: str = "",
        behaviour: tuple[str, ...] = (),
    ) -> bool:
        id_, text = element.get("nr") or code, self._fold(element.get("titel", ""))
        if not self._has_room(items, id_, code):
            return False
        if not text:
            self._warn(_("Dit onderdeel heeft geen titel. Vul de titel zelf aan."), code)
        items[id_] = Item(
            id=id_, code=code, kind=kind, text=text, parent=parent,
            description=description, result=result, behaviour=behaviour,
        )  # fmt: skip
        return True

    def _has_room(self, items: dict[str, Item], id_: str, code: str) -> bool:
        self.budget.items -= 1
        if id_ not in items and self.budget.items >= 0:
            return True
        message = _("Dit onderdeel komt twee keer voor of is er één te veel; het is overgeslagen. Kijk het dossier na.")
        self._warn(message, code)
        return False

    def _statements_of(self, core_task: "Element", profile: str) -> Iterator[str]:
        """Knowledge and skills of a core task for this profile, each once, in order."""
        seen: set[str] = set()
        container = core_task.find("vakkennisenvaardigheden")
        for entry in () if container is None else container.iter("vakkennisenvaardigheden", "categorie"):
            reference = entry.get("referentie") or entry.get("nr") or ""
            owner = next((a.find("profiel") for a in entry.iterancestors("aanvullend")), None)
            if not reference or reference in seen or (owner is not None and owner.get("referentie") != profile):
                continue
            seen.add(reference)
            if self.statements.get(reference):
                yield self.statements[reference]
            else:
                message = _(
                    "Vakkennis {number} wordt genoemd maar staat niet in het dossier. Haal het opnieuw op bij SBB."
                )
                self._warn(message.format(number=reference), core_task.get("titel", ""))

    def _text_for(self, element: "Element | None", profile: str, *, keep_lines: bool = False) -> str:
        """The general text, followed by what this profile adds to it."""
        if element is None:
            return ""
        texts = [element.text or ""]
        for addition in element.iter("aanvullend"):
            owner = addition.find("profiel")
            if owner is not None and owner.get("referentie") == profile:
                texts.extend(child.text or "" for child in addition if child.tag != "profiel")
        joined = "\n".join(text for text in texts if text.strip())
        return joined[: self.limits.text] if keep_lines else self._fold(joined)

    def _fold(self, text: str) -> str:
        return shorten(text, self.limits)

    def _warn(self, message: str, place: str) -> None:
        if len(self.problems) < MOST_PROBLEMS:
            self.problems.append(Problem(message=message, place=self._fold(place)[:200], severity=Severity.WARNING))


def _iso(date: str) -> str:
    """31-07-2021 as 2021-07-31; empty when it is no date."""
    try:
        return datetime.strptime(date.strip(), "%d-%m-%Y").date().isoformat()
    except ValueError:
        return ""


FORMAT = Format(name="kwalificatiedossier (SBB)", recognises=recognise, read=read)
