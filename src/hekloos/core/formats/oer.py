"""An OER, examenplan or kwalificatiedossier as PDF: its kerntaken and werkprocessen.

Every school lays out these documents in its own way. So the reader works from the words and
their places on the page: `pdf_words` gives these, `text_columns` makes columns of them,
`title_sightings` finds codes with titles, `code_context` and `best_titles` decide.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import islice, takewhile

from hekloos.core.formats.pdf.joined_lines import words_of
from hekloos.core.formats.pdf.page_breaks import join_over_pages
from hekloos.core.formats.pdf.page_margins import without_margins
from hekloos.core.formats.pdf.page_texts import texts_of
from hekloos.core.formats.pdf.picture_pages import add_words_of_pictures
from hekloos.core.formats.pdf.text_columns import Layout, lay_out
from hekloos.core.formats.pdf.text_segments import Segment
from hekloos.core.formats.pdf.words import Page, opened, read_pages
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
    places,
    type_of_source,
)
from hekloos.core.formats.registry import Format
from hekloos.core.formats.study.best_titles import BestTitle
from hekloos.core.formats.study.code_context import resolve
from hekloos.core.formats.study.dossier_sections import read_sections
from hekloos.core.formats.study.items import Assembled, StudyFindings, assemble
from hekloos.core.formats.study.qualification_titles import Line
from hekloos.core.formats.study.qualifications import find_qualifications
from hekloos.core.formats.study.title_sightings import find_sightings
from hekloos.core.formats.work_process_codes import Code, mentions_codes
from hekloos.core.language import _

PAGES_TO_RECOGNISE = 60
SECONDS_TO_RECOGNISE = 10.0
FIRST_PAGES = 3  # these tell what the document is about
SHARE_FOR_PICTURES = 0.8  # of the time that is left
_STUDY_WORDS = re.compile(
    r"kerntaak|kerntaken|werkproces|crebo|kwalificatiedossier|examenplan|onderwijs- en examenreg", re.IGNORECASE
)
_STUDY_NAME = re.compile(
    r"(?<!\d)2[2-9]\d{3}(?!\d)|(?<![a-z])oer(?![a-z])|examenplan|kwalificatiedossier|crebo", re.IGNORECASE
)
_RELEVANT = re.compile(
    r"kerntaak|kerntaken|werkproces|crebo|kwalificatie|\bW ?\d|(?<!\d)2[2-9]\d{3}(?!\d)|\bgedrag\b|vakkennis",
    re.IGNORECASE,
)
_COHORT = re.compile(r"cohort\s*:?\s*(20\d\d(?:\s?[-/\u2013]\s?(?:20)?\d\d)?)", re.IGNORECASE)


def is_study_document(document: Document) -> bool:
    """Whether a PDF is about a qualification: it speaks of kerntaken, a crebo or an examenplan, or is named so."""
    import pypdfium2

    if b"%PDF" not in document.data[:1024]:
        return False
    if _STUDY_NAME.search(document.stem) or mentions_codes(document.stem):
        return True
    deadline = Deadline(SECONDS_TO_RECOGNISE)
    try:
        with opened(document) as pdf:
            texts = takewhile(lambda _text: not deadline.passed, texts_of(pdf))
            return any(_STUDY_WORDS.search(text) or mentions_codes(text) for text in islice(texts, PAGES_TO_RECOGNISE))
    except (UnreadableSourceError, pypdfium2.PdfiumError):
        return False


def recognise(bundle: Bundle) -> bool:
    return bundle.single is not None and is_study_document(bundle.single)


def read(source: type_of_source, *, limits: Limits = Limits()) -> Reading:
    """One framework per qualification (key: its crebo); pictures are read where tesseract is installed."""
    try:
        document = open_source(source, limits=limits).single
        if document is None:
            return Reading.failure(_("Dit zijn meer bestanden. Kies één OER, examenplan of kwalificatiedossier."))
        return _read(document, limits)
    except UnreadableSourceError as problem:
        return Reading.failure(str(problem))


def _read(document: Document, limits: Limits) -> Reading:
    deadline = Deadline(limits.seconds)
    started = deadline.clock()
    with opened(document) as pdf:
        read_well = read_pages(pdf, limits=limits, deadline=deadline)
        left = SHARE_FOR_PICTURES * (limits.seconds - (deadline.clock() - started))
        pictures = add_words_of_pictures(pdf, read_well.pages, seconds=left)
    layouts = _layouts(pictures.pages, deadline)
    findings = _find(document.stem, layouts, pictures.pages)
    assembled = assemble(findings, limits=limits)
    problems = [*read_well.problems, *pictures.problems]
    if deadline.passed and read_well.pages:
        message = _("Het lezen duurde te lang. Misschien ontbreken er werkprocessen. Splits het bestand.")
        problems.append(Problem(message=message, severity=Severity.WARNING))
    if not assembled.frameworks:
        problems.insert(0, _nothing_found(document, findings))
    else:
        problems.extend(_tell(assembled, findings))
    return Reading(tuple(assembled.frameworks), tuple(problems))


def _layouts(pages: Sequence[Page], deadline: Deadline) -> list[Layout]:
    """The pages that matter, as columns; the page after each of them as well, for what goes on there."""
    cleaned = without_margins(pages)
    wanted = {page.number for page in cleaned if page.number <= FIRST_PAGES or _RELEVANT.search(page.text)}
    wanted |= {page.number + 1 for page in cleaned if mentions_codes(page.text)}
    laid_out: list[Layout] = []
    for page in cleaned:
        if deadline.passed:
            break
        if page.number in wanted:
            laid_out.append(lay_out(page))
    return join_over_pages(laid_out)


def _find(name: str, layouts: Sequence[Layout], pages: Sequence[Page]) -> StudyFindings:
    columns = [column for layout in layouts for column in layout.columns if not column.is_broken_in_words]
    known = words_of(segment.text for column in columns for segment in column.segments)
    sightings = [sighting for layout in layouts for sighting in find_sightings(layout, known=known)]
    lines = list(_lines(layouts))
    cohort = next((match[1] for page in pages[:5] if (match := _COHORT.search(page.text))), "")
    return StudyFindings(
        name=name,
        mentions=resolve(sightings, layouts),
        qualifications=find_qualifications(lines, name=name),
        sections=read_sections(layouts, known=known),
        lines=lines,
        version=f"cohort {cohort}" if cohort else "",
    )


def _lines(layouts: Sequence[Layout]) -> Iterator[Line]:
    """The lines of all pages, each with its columns from left to right."""
    for layout in layouts:
        line: list[Segment] = []
        for segment in sorted(layout.segments, key=lambda s: s.middle):
            if line and abs(segment.middle - line[-1].middle) > 0.4 * segment.size:
                yield _line(line)
                line = []
            line.append(segment)
        if line:
            yield _line(line)


def _line(segments: list[Segment]) -> Line:
    ordered = sorted(segments, key=lambda s: s.left)
    return Line(segments[0].page, tuple(s.text for s in ordered), tuple(s.left for s in ordered))


def _nothing_found(document: Document, findings: StudyFindings) -> Problem:
    name = document.name or _("dit bestand")
    named = ", ".join(f"{q.title} ({q.crebo})" if q.crebo else q.title for q in findings.qualifications)
    if named:
        message = _(
            "In {name} staan geen kerntaken en werkprocessen met hun titels. Het gaat over {named}. Gebruik het "
            "examenplan of het kwalificatiedossier van die opleiding, of zet de werkprocessen in een tabel."
        )
        return Problem(message=message.format(name=name, named=named))
    message = _(
        "In {name} staan geen kerntaken en werkprocessen met hun titels. Gebruik het examenplan of het "
        "kwalificatiedossier van de opleiding, of zet de werkprocessen in een tabel."
    )
    return Problem(message=message.format(name=name))


def _tell(assembled: Assembled, findings: StudyFindings) -> Iterator[Problem]:
    """What is uncertain about the codes and titles."""
    if not assembled.are_told_apart:
        named = ", ".join(f"{q.title} ({q.crebo})" if q.crebo else q.title for q in findings.qualifications)
        message = _(
            "Dit bestand gaat over meer opleidingen: {named}. Welke werkprocessen bij welke opleiding horen is niet te "
            "zien, daarom staan ze bij elkaar. Gebruik per opleiding een eigen bestand als u ze apart wilt."
        )
        yield Problem(message=message.format(named=named), severity=Severity.NOTE)
    tasks = {title.code for title in assembled.titles if title.code.is_core_task and title.title}
    used = {title.code.core_task for title in assembled.titles if title.title}
    yield from _warn(
        [t for t in assembled.titles if not t.title and t.code.process],
        _("Bij {codes} is geen titel gevonden. Deze werkprocessen zijn weggelaten. Vul ze aan in een tabel."),
    )
    yield from _warn(
        [t for t in assembled.titles if t.code in used - tasks],
        _("Van kerntaak {codes} is geen titel gevonden. Vul de titel aan in een tabel."),
    )
    unseen = sorted(used - {title.code for title in assembled.titles})
    if unseen:
        message = _("Kerntaak {codes} staat niet zelf in het bestand, wel de werkprocessen ervan. Kijk of dat klopt.")
        yield Problem(message=message.format(codes=", ".join(map(str, unseen))), severity=Severity.WARNING)
    missing = _gaps([title.code for title in assembled.titles])
    if missing:
        message = _(
            "In de nummering ontbreekt {codes}. Kijk of die in het bestand staat, bijvoorbeeld in een plaatje, en vul "
            "die dan aan in een tabel."
        )
        yield Problem(message=message.format(codes=", ".join(map(str, missing))), severity=Severity.WARNING)
    yield from _warn(
        [t for t in assembled.titles if t.title and t.looks_cut_off],
        _("De titel van {codes} is misschien niet compleet. Vergelijk die met het bestand."),
    )
    yield from _warn(
        [t for t in assembled.titles if t.other_titles],
        _("Bij {codes} staan verschillende titels in het bestand. Kijk of de goede is gekozen."),
    )


def _gaps(codes: Sequence[Code]) -> list[Code]:
    """Work processes that would be expected: those before the last one of a core task that are not there."""
    last: dict[Code, int] = {}
    for code in codes:
        last[code.core_task] = max(last.get(code.core_task, 0), code.process)
    there = set(codes)
    expected = (replace(task, process=n) for task, highest in last.items() for n in range(1, highest + 1))
    return sorted(code for code in expected if code not in there)


def _warn(titles: Sequence[BestTitle], message: str) -> Iterator[Problem]:
    if titles:
        codes = ", ".join(str(title.code) for title in sorted(titles, key=lambda t: t.code))
        place = _("bladzijde {numbers}").format(numbers=places([title.page for title in titles]))
        yield Problem(message=message.format(codes=codes), place=place, severity=Severity.WARNING)


FORMAT = Format(name="OER, examenplan of kwalificatiedossier (PDF)", recognises=recognise, read=read)
