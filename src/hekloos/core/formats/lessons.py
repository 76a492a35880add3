"""Lesson material: a folder, a zip or one file of docx, pptx, pdf, md and txt becomes lessons with fragments."""

import gc
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import PurePosixPath

from hekloos.core.curriculum import Framework, FrameworkKind, Item, ItemKind, Side
from hekloos.core.formats.lesson.markdown import read_markdown, read_plain_text
from hekloos.core.formats.lesson.office import read_slides, read_word
from hekloos.core.formats.lesson.passages import LessonText, cut_passages, without_particulars
from hekloos.core.formats.lesson.pdf import read_pdf
from hekloos.core.formats.office_files import sniff_office_type
from hekloos.core.formats.reading import (
    Bundle,
    Deadline,
    Document,
    Limits,
    Problem,
    Reading,
    Severity,
    UnreadableSourceError,
    open_source,
    shorten,
    tell_at_hand,
    type_of_source,
)
from hekloos.core.formats.registry import Format
from hekloos.core.formats.table.words import parse_side
from hekloos.core.language import _

WORD = frozenset({"docx", "docm", "dotx"})
SLIDES = frozenset({"pptx", "pptm", "ppsx"})
MARKDOWN = frozenset({"md", "markdown"})
LESSONS = WORD | SLIDES | MARKDOWN | {"pdf", "txt"}
OLD = frozenset({"doc", "ppt", "pps", "odt", "odp", "rtf"})  # recognised to say how to save them instead
MEDIA = frozenset(
    ["png", "jpg", "jpeg", "gif", "svg", "webp", "bmp", "tif", "tiff", "ico", "heic", "mp3", "wav", "m4a", "ogg"]
    + ["mp4", "mov", "avi", "webm", "mkv", "wmv", "vtt", "srt"]
)
LONGEST_CODE = 30
SWEEP_AFTER = 4 * 1024 * 1024  # bytes of files; a tree is up to a hundred times as large as its packed file


def recognises(bundle: Bundle) -> bool:
    documents = [document for document in bundle.documents if document.extension not in MEDIA]
    if not documents or not all(_kind(document) in LESSONS | OLD for document in documents):
        return False
    if len(documents) == 1 and _kind(documents[0]) == "pdf":
        from hekloos.core.formats.oer import is_study_document

        return not is_study_document(documents[0])
    return True


def _kind(document: Document) -> str:
    """The type of a file, by its name; by its content when it has none or says otherwise."""
    if document.data[:1024].lstrip().startswith(b"%PDF-"):
        return "pdf"
    sniffed = sniff_office_type(document)
    return document.extension if sniffed in ("", "encrypted", "ole") else sniffed


def read(source: type_of_source, *, limits: Limits | None = None) -> Reading:
    """Read lesson material. Never raises for what is in it."""
    limits = limits or Limits()
    try:
        bundle = open_source(source, limits=limits)
    except UnreadableSourceError as problem:
        return Reading.failure(str(problem))
    builder = _Builder(limits)
    for document in bundle.documents[: limits.files]:
        builder.add(document)
    builder.tell_what_is_skipped()
    if not builder.items:
        return Reading((), _why_nothing(bundle, builder.problems))
    side = _find_side(bundle, builder.problems)
    title = tidy_name(bundle.name) or builder.items[0].text
    framework = Framework(
        key=_simplify(PurePosixPath(bundle.name).stem) or "lessen",
        title=builder.items[0].text if bundle.single is not None else title,
        kind=FrameworkKind.LESSON_MATERIAL,
        side=side,
        items=tuple(builder.items),
        source=bundle.name,
    )
    return Reading((framework,), tuple(builder.problems))


def _why_nothing(bundle: Bundle, problems: Sequence[Problem]) -> tuple[Problem, ...]:
    """What is wrong with a file says more than that nothing was found in it, when it is the only file."""
    if bundle.single is not None and problems:
        return (*problems[:-1], replace(problems[-1], severity=Severity.ERROR))
    message = _("In {name} is geen lestekst gevonden. Kies bestanden met tekst (docx, pptx, pdf, md of txt).")
    return (Problem(message=message.format(name=bundle.name or _("deze bestanden"))), *problems)


FORMAT = Format(name="Lesmateriaal (docx, pptx, pdf, md, txt)", recognises=recognises, read=read, gathers=True)


def _find_side(bundle: Bundle, problems: list[Problem]) -> Side:
    sides = {side for document in bundle.documents if (side := parse_side(document.name))}
    side = parse_side(bundle.name) or (sides.pop() if len(sides) == 1 else None)
    if side is None:
        problems.append(unknown_side())
    return side or Side.VMBO


def unknown_side() -> Problem:
    message = _(
        "Het is niet te zien of deze lessen van het vmbo of het mbo zijn; Hekloos neemt vmbo. "
        "Zet vmbo of mbo in de naam van de map als dat anders is."
    )
    return Problem(message=message, severity=Severity.NOTE)


@dataclass(slots=True)
class _Builder:
    limits: Limits
    items: list[Item] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    skipped: Counter[str] = field(default_factory=Counter)
    codes: set[str] = field(default_factory=set)
    deadline: Deadline = field(init=False)
    is_full: bool = False
    unswept: int = 0  # bytes read since memory was last swept

    def __post_init__(self) -> None:
        self.deadline = Deadline(self.limits.seconds)

    def add(self, document: Document) -> None:
        """One file: a lesson and its fragments, or a problem."""
        tell_at_hand(document)
        self._sweep(document)
        kind = _kind(document)
        if kind not in LESSONS | OLD and document.name:
            self.skipped[kind or document.name] += 1
            return
        if self.deadline.passed or self.is_full:
            message = _("Dit bestand is niet gelezen: er is te veel. Lees het apart in.")
            self._warn(message, document)
            return
        try:
            lesson = _read_lesson(document, kind, limits=self.limits, deadline=self.deadline)
        except UnreadableSourceError as problem:
            self.problems.append(Problem(message=str(problem), severity=Severity.WARNING))  # it names the file
            return
        for remark in lesson.remarks:
            self._warn(remark, document)
        self._add_lesson(document, lesson)

    def _sweep(self, document: Document) -> None:
        """Word and PowerPoint documents point at themselves, so they wait in memory until Python looks for circles; it
        does so by the number of its own objects, and does not see the trees of libxml2 that hang on them."""
        self.unswept += len(document.data)
        if self.unswept > SWEEP_AFTER:
            gc.collect()
            self.unswept = 0

    def _warn(self, message: str, document: Document) -> None:
        self.problems.append(Problem(message=message, place=document.name, severity=Severity.WARNING))

    def _add_lesson(self, document: Document, lesson: LessonText) -> None:
        passages = list(cut_passages(without_particulars(lesson.blocks)))
        if not passages:
            message = _("In dit bestand staat geen tekst om te vergelijken. Haal het weg of vul het aan.")
            self._warn(message, document)
            return
        room = self.limits.items - len(self.items) - 1
        if len(passages) > room:
            self._warn(_("Niet alles is gelezen: er zijn te veel fragmenten. Lees dit bestand apart in."), document)
            self.is_full = True
        passages = passages[: max(0, room)]
        code = self._new_code(document, fragments=len(passages))
        title = shorten(lesson.title, self.limits)[:200] or tidy_name(document.name) or _("Les")
        folder = str(PurePosixPath(document.name).parent)[-200:].removeprefix(".")
        lesson_item = Item(id=code, code=code, kind=ItemKind.LESSON, text=title, hours=lesson.hours, reference=folder)
        fragments = [
            Item(
                id=f"{code}-{number}",
                code=f"{code}-{number}",
                kind=ItemKind.FRAGMENT,
                text=shorten(passage.text, self.limits),
                parent=code,
                reference=passage.place[:200],
            )
            for number, passage in enumerate(passages, start=1)
        ]
        if fragments:
            self.items += [lesson_item, *fragments]

    def _new_code(self, document: Document, *, fragments: int) -> str:
        """The name of the file, with its folder when another file has the same name."""
        path = PurePosixPath(document.name)
        name = _simplify(path.stem) or "les"
        for code in _candidates(name, _simplify(path.parent.name)):
            new = {code, *(f"{code}-{number}" for number in range(1, fragments + 1))}
            if not new & self.codes:  # "les-1.md" and the first fragment of "les.md" want the same code
                self.codes |= new
                return code
        raise AssertionError("candidates never end")

    def tell_what_is_skipped(self) -> None:
        if self.skipped:
            counts = ", ".join(f"{count} x {kind}" for kind, count in sorted(self.skipped.items()))
            message = _("Deze bestanden zijn geen lestekst en zijn overgeslagen: {counts}.")
            self.problems.append(Problem(message=message.format(counts=counts), severity=Severity.NOTE))


def _candidates(name: str, folder: str) -> Iterator[str]:
    yield name[:LONGEST_CODE].strip("-")
    if folder:
        yield f"{folder}-{name}"[:LONGEST_CODE].strip("-")
    number = 2
    while True:
        yield f"{name[: LONGEST_CODE - 5].strip('-')}.{number}"
        number += 1


def _read_lesson(document: Document, kind: str, *, limits: Limits, deadline: Deadline) -> LessonText:
    """Raises UnreadableSourceError."""
    if not document.data.strip():
        message = _("{name} is leeg. Haal het weg of vul het aan.")
        raise UnreadableSourceError(message.format(name=document.name or _("Het bestand")))
    if kind in WORD:
        return read_word(document, limits=limits, deadline=deadline)
    if kind in SLIDES:
        return read_slides(document, limits=limits, deadline=deadline)
    if kind == "pdf":
        return read_pdf(document, limits=limits, deadline=deadline)
    if kind in OLD:
        message = _("{name} kan Hekloos niet lezen. Open het bestand en bewaar het als docx, pptx of pdf.")
        raise UnreadableSourceError(message.format(name=document.name))
    return read_plain_text(document, deadline) if kind == "txt" else read_markdown(document, deadline)


def tidy_name(name: str) -> str:
    """A title out of a file name: "02_Veilig-werken.docx" is "Veilig werken"."""
    stem = PurePosixPath(name).stem if PurePosixPath(name).suffix else PurePosixPath(name).name
    words = re.sub(r"[_\-\s]+", " ", stem).strip()
    without_number = re.sub(r"^[\d.]+\s+(?=\D)", "", words)
    return without_number[:1].upper() + without_number[1:]


def _simplify(text: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-")
