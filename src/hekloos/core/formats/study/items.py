"""The codes and titles that were found become frameworks: one for each qualification, where that can be told."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from hekloos.core.curriculum import Framework, FrameworkKind, Item, ItemKind, Side
from hekloos.core.formats.reading import Limits, shorten
from hekloos.core.formats.study.best_titles import BestTitle, choose_titles
from hekloos.core.formats.study.code_context import Mention
from hekloos.core.formats.study.dossier_sections import Sections
from hekloos.core.formats.study.qualification_titles import Line
from hekloos.core.formats.study.qualifications import Qualification
from hekloos.core.formats.work_process_codes import Code
from hekloos.core.language import _


@dataclass(frozen=True, slots=True, kw_only=True)
class StudyFindings:
    """All that was read in a study document."""

    name: str  # of the file, without its extension
    mentions: Sequence[Mention]
    qualifications: Sequence[Qualification]
    sections: Mapping[Code, Sections]
    lines: Sequence[Line]
    version: str = ""


@dataclass(slots=True)
class Assembled:
    """The frameworks, and for the problems: the titles that they were made of."""

    frameworks: list[Framework] = field(default_factory=list)
    titles: list[BestTitle] = field(default_factory=list)
    are_told_apart: bool = True


def assemble(findings: StudyFindings, *, limits: Limits) -> Assembled:
    """One framework per qualification; one for all when nothing tells which codes belong to which."""
    together = choose_titles(findings.mentions)
    assembled = Assembled(titles=list(together.values()))
    if not any(title.title for title in together.values()):
        return assembled
    qualifications = findings.qualifications or [Qualification(crebo="", title=findings.name)]
    if len(qualifications) == 1:
        assembled.frameworks.append(_framework(findings, qualifications[0], together, limits=limits))
        return assembled
    apart = _by_profile(qualifications, together) or _by_section(findings)
    if apart is None:
        assembled.are_told_apart = False
        assembled.frameworks.append(_framework(findings, _all_in_one(findings), together, limits=limits))
        return assembled
    for qualification, titles in apart:
        assembled.frameworks.append(_framework(findings, qualification, titles, limits=limits))
    return assembled


type_of_parts = list[tuple[Qualification, dict[Code, BestTitle]]]


def _by_profile(qualifications: Sequence[Qualification], titles: Mapping[Code, BestTitle]) -> type_of_parts | None:
    """The basis part is for all; each qualification has a profile part of its own, as its name says."""
    profiles = {code.part for code in titles if code.part.startswith("P")}
    named = [q.profile for q in qualifications]
    if not profiles or len(set(named)) < len(named) or not profiles <= set(named):
        return None
    return [
        (q, {code: title for code, title in titles.items() if code.part.startswith("B") or code.part == q.profile})
        for q in qualifications
    ]


def _by_section(findings: StudyFindings) -> type_of_parts | None:
    """The file is several plans one after another: what follows on a crebo belongs to it, until the next."""
    crebos = {q.crebo for q in findings.qualifications}
    starts = [
        (line.page, height, crebo)
        for height, line in enumerate(findings.lines)
        for crebo in crebos
        if crebo in line.text and len([c for c in crebos if c in line.text]) == 1
    ]
    by_crebo: dict[str, list[Mention]] = {}
    for mention in findings.mentions:
        above = [crebo for page, _height, crebo in starts if page <= _page_of(mention)]
        if above:
            by_crebo.setdefault(above[-1], []).append(mention)
    parts = [(q, choose_titles(by_crebo.get(q.crebo, []))) for q in findings.qualifications]
    if all(any(t.title and not code.is_core_task for code, t in titles.items()) for _q, titles in parts):
        return parts
    return None


def _page_of(mention: Mention) -> int:
    return mention.sighting.page


def _all_in_one(findings: StudyFindings) -> Qualification:
    titles = dict.fromkeys(q.title for q in findings.qualifications)
    levels = frozenset().union(*(q.levels for q in findings.qualifications))
    return Qualification(crebo="", title=" / ".join(titles), levels=levels)


def _framework(
    findings: StudyFindings, qualification: Qualification, titles: Mapping[Code, BestTitle], *, limits: Limits
) -> Framework:
    return Framework(
        key=qualification.crebo or slug_of(findings.name),
        title=shorten(qualification.title or findings.name or _("Opleiding zonder naam"), limits),
        kind=FrameworkKind.QUALIFICATION_DOSSIER,
        side=Side.MBO,
        items=tuple(_items(titles, findings.sections, limits=limits))[: limits.items],
        crebo=qualification.crebo,
        version=findings.version,
        levels=qualification.levels,
    )


def slug_of(name: str) -> str:
    """A short key of the name of a file."""
    words = re.findall(r"[a-z0-9]+", name.casefold())
    return "-".join(words)[:40].strip("-") or "oer"


def _items(titles: Mapping[Code, BestTitle], sections: Mapping[Code, Sections], *, limits: Limits) -> Iterable[Item]:
    """Each core task with its knowledge and its work processes."""
    with_title = {code for code, title in titles.items() if title.title}
    for task in sorted({code.core_task for code in with_title}):
        best = titles.get(task)
        remark = _remark(best) if best else ""
        text = best.title if best and best.title else _("Kerntaak {code}").format(code=task)
        yield Item(id=str(task), code=str(task), kind=ItemKind.CORE_TASK, text=shorten(text, limits), remark=remark)
        yield from _knowledge(task, sections, limits=limits)
        for code in sorted(code for code in with_title if code.core_task == task and code.process):
            yield _work_process(titles[code], sections.get(code, Sections()), limits=limits)


def _knowledge(task: Code, sections: Mapping[Code, Sections], *, limits: Limits) -> Iterable[Item]:
    for number, text in enumerate(sections[task].knowledge if task in sections else (), start=1):
        code = f"{task}-V{number}"
        yield Item(id=code, code=code, kind=ItemKind.KNOWLEDGE, text=shorten(text, limits), parent=str(task))


def _work_process(best: BestTitle, sections: Sections, *, limits: Limits) -> Item:
    return Item(
        id=str(best.code),
        code=str(best.code),
        kind=ItemKind.WORK_PROCESS,
        text=shorten(best.title, limits),
        parent=str(best.code.core_task),
        description=shorten(sections.description, limits),
        result=shorten(sections.result, limits),
        behaviour=tuple(shorten(text, limits) for text in sections.behaviour),
        remark=_remark(best),
    )


def _remark(best: BestTitle) -> str:
    if not best.title:
        return ""
    if best.from_picture:
        return _("gelezen van een plaatje")
    return _("titel is misschien niet compleet") if best.looks_cut_off else ""
