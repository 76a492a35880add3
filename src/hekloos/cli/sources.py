"""Sources as people name them: a file or folder, with after a colon the part they mean."""

from collections.abc import Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextvars import copy_context
from dataclasses import dataclass, replace
from pathlib import Path

from hekloos.cli.dutch import SourceProblemError
from hekloos.cli.output import show
from hekloos.cli.progress import working
from hekloos.core.curriculum import Framework, FrameworkKind, Item, Level, Side, at_levels, below, merge
from hekloos.core.formats.characters import clean_name
from hekloos.core.formats.reading import Problem, Reading, Severity
from hekloos.core.language import _

MBO_LEVELS = {"1": Level.MBO_1, "2": Level.MBO_2, "3": Level.MBO_3, "4": Level.MBO_4}


@dataclass(frozen=True, slots=True)
class Source:
    """A path and the part of it that is meant ("" for the whole)."""

    path: Path
    part: str

    @property
    def name(self) -> str:
        """For people."""
        return clean_name(f"{self.path.name}:{self.part}" if self.part else self.path.name)


def parse_source(text: str) -> Source:
    """`slo:PIE` is the part PIE of slo; a name that exists with its colon is taken as it is.

    Raises SourceProblemError when nothing is named.
    """
    if not text.strip():
        raise SourceProblemError(_("Er is geen bestand genoemd: de naam is leeg. Noem een bestand of een map."))
    if not _exists(text) and ":" in text:
        before, _colon, part = text.rpartition(":")
        if before and _exists(before):
            return Source(Path(before), part.strip())
    return Source(Path(text), "")


def _exists(path: str) -> bool:
    try:
        return Path(path).exists()
    except (OSError, ValueError):  # no file can have this name, or nobody may look there
        return False


def read_source(source: Source) -> Reading:
    """Everything in the source. Raises SourceProblemError when nothing could be read."""
    from hekloos.core.formats import apart, registry

    reading = apart.read(source.path)
    if reading.failed:
        told = "\n".join(str(problem) for problem in reading.problems)
        if source.name not in told:
            told = _("{name} is niet te gebruiken.").format(name=source.name) + "\n" + told
        raise SourceProblemError(told)
    if not source.part:
        return reading
    chosen = registry.pick(reading, source.part)
    if not chosen:
        message = _("{part} staat niet in {name}. Kies uit: {parts}.")
        parts = name_some(f"{f.key} ({f.title})" if f.title != f.key else f.key for f in reading.frameworks)
        name = clean_name(source.path.name)
        raise SourceProblemError(message.format(part=clean_name(source.part), name=name, parts=parts))
    others = {f.key for f in reading.frameworks} - {f.key for f in chosen}
    return Reading(chosen, tuple(problem for problem in reading.problems if problem.place not in others))


def load(text: str) -> tuple[Framework, tuple[Problem, ...]]:
    """One framework: the part that is named, or everything in the source together."""
    source = parse_source(text)
    reading = read_source(source)
    problems = reading.problems
    if len(reading.frameworks) > 1:
        message = _("Hier staan {n} programma's in; ze zijn samengenomen. Kies er een, bijvoorbeeld {name}:{key}.")
        name = clean_name(source.path.name)
        if len({framework.side for framework in reading.frameworks}) > 1:
            message = _("In {name} staan programma's van het vmbo en het mbo door elkaar. Kies er een: {parts}.")
            parts = name_some(f"{name}:{framework.key}" for framework in reading.frameworks)
            raise SourceProblemError(message.format(name=name, parts=parts))
        told = message.format(n=len(reading.frameworks), name=name, key=reading.frameworks[0].key)
        problems = (*problems, Problem(message=told, place=source.name, severity=Severity.NOTE))
    return _merged(reading.frameworks), problems


def _merged(frameworks: Sequence[Framework]) -> Framework:
    """One programme, with a title that still fits when it is made of very many."""
    merged = merge(frameworks)
    if len(frameworks) == 1:
        return merged
    return replace(merged, title=name_some((f.title for f in frameworks), separator=" / "))


def name_some(names: Iterable[str], *, most: int = 20, separator: str = ", ") -> str:
    """The first of them, and how many more there are."""
    known = list(dict.fromkeys(names))
    told = separator.join(known[:most])
    if len(known) <= most:
        return told
    return _("{names} en nog {count} andere").format(names=told, count=len(known) - most)


def load_both(left: str, right: str) -> tuple[Framework, Framework, tuple[Problem, ...]]:
    """The vmbo side and the mbo side; raises SourceProblemError when they stand the wrong way round."""
    with working(_("De programma's worden gelezen")), ThreadPoolExecutor(2) as pool:  # each in a process of its own
        waiting = [pool.submit(copy_context().run, load, text) for text in (left, right)]
        (vmbo, vmbo_problems), (mbo, mbo_problems) = (loaded.result() for loaded in waiting)
    programmes = {FrameworkKind.EXAM_PROGRAMME, FrameworkKind.QUALIFICATION_DOSSIER}
    if vmbo.side is Side.MBO and mbo.side is Side.VMBO and {vmbo.kind, mbo.kind} <= programmes:
        raise SourceProblemError(_("Het mbo staat voorop. Noem eerst het vmbo-programma en dan het mbo-programma."))
    problems = (*vmbo_problems, *mbo_problems)
    if vmbo.digest == mbo.digest:
        message = _("Aan beide kanten staat hetzelfde programma. Kijk of u twee keer hetzelfde bestand noemde.")
        problems = (*problems, Problem(message=message, severity=Severity.WARNING))
    return vmbo, mbo, problems


def parse_levels(text: str) -> tuple[Level, ...]:
    """BB,KB or 2,3. Raises SourceProblemError for a level that does not exist."""
    found = []
    for word in filter(None, (part.strip() for part in text.split(","))):
        bare = word.lower().removeprefix("mbo").removeprefix("niveau").strip(" -")
        level = MBO_LEVELS.get(bare) or next((level for level in Level if level.value == word.upper()), None)
        if level is None:
            message = _(
                "Niveau {word} bestaat niet. Kies uit BB, KB, GL en TL voor het vmbo, of 1 tot en met 4 voor het mbo, "
                "met komma's ertussen."
            )
            raise SourceProblemError(message.format(word=clean_name(word)))
        found.append(level)
    return tuple(found)


def parse_codes(text: str) -> tuple[str, ...]:
    return tuple(filter(None, (part.strip() for part in text.split(","))))


def narrow(
    left: Framework, right: Framework, *, levels: tuple[Level, ...], modules: tuple[str, ...]
) -> tuple[Framework, Framework]:
    """Only these levels and modules; a module is looked up on both sides.

    Raises SourceProblemError for an unknown module, and when nothing is left to compare.
    """
    vmbo_levels = frozenset(level for level in levels if not level.value.startswith("mbo"))
    left, right = at_levels(left, vmbo_levels), at_levels(right, frozenset(levels) - vmbo_levels)
    for code in modules:
        if not left.find(code) and not right.find(code):
            known = name_some(item.code for item in (*left.children.get(None, ()), *right.children.get(None, ())))
            message = _("Module {code} komt niet voor. Kies uit: {known}.")
            raise SourceProblemError(message.format(code=clean_name(code), known=known))
    left, right = (
        below(side, codes) if (codes := [code for code in modules if side.find(code)]) else side
        for side in (left, right)
    )
    for framework in (left, right):
        if not framework.comparable():
            message = _("In {title} blijft niets over om te vergelijken. Kies andere niveaus of modules.")
            raise SourceProblemError(message.format(title=framework.title))
    return left, right


def find_item(framework: Framework, code: str) -> Item:
    """The one item with this code. Raises SourceProblemError when there is none, or more than one."""
    found = framework.find(code)
    if not found:
        wanted = code.casefold()
        near = [
            item.code for item in framework.items if item.code.casefold().startswith(wanted[: max(4, len(wanted) - 3)])
        ]
        message = _("Code {code} staat niet in {title}.").format(code=clean_name(code), title=framework.title)
        hint = (
            _("Lijkt op: {codes}.").format(codes=", ".join(near[:8]))
            if near
            else _("Kijk met hekloos read welke er zijn.")
        )
        raise SourceProblemError(f"{message} {hint}")
    if len(found) > 1:
        message = _("Code {code} komt {n} keer voor. Noem de id: {choices}.")
        choices = name_some((f"{item.id} ({item.text[:50]})" for item in found), separator="; ")
        raise SourceProblemError(message.format(code=code, n=len(found), choices=choices))
    return found[0]


def tell_problems(problems: tuple[Problem, ...]) -> None:
    """What the reader should know, on standard error."""
    if problems:
        show((f"{severity_word(problem.severity)}: {problem}" for problem in problems), err=True)


def severity_word(severity: Severity) -> str:
    words = {Severity.ERROR: _("Fout"), Severity.WARNING: _("Let op"), Severity.NOTE: _("Ter info")}
    return words[severity]
