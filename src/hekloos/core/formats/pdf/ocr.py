"""Text that stands in pictures, read with tesseract where that is installed.

Only the pictures are rendered, not the whole page, so that nothing is read twice. The words come
back with their places on the page, and go the same way as the words of the PDF itself.
"""

import csv
import io
import os
import shutil
import subprocess
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from statistics import median
from typing import TYPE_CHECKING

from hekloos.core.formats.pdf.words import Box, Page, Word
from hekloos.core.formats.reading import Deadline
from hekloos.core.formats.work_process_codes import repair_misread_code

if TYPE_CHECKING:  # pypdfium2 is imported where a file is read
    from pypdfium2 import PdfDocument

DOTS_PER_INCH = 300
MOST_DOTS = 30_000_000  # of one picture: an A3 page at 250 dots per inch has 20 million
LONGEST = 45.0  # seconds for one page
AT_ONCE = 2
LEAST_CERTAIN = 25.0  # of 100; below it tesseract saw words in a drawing


@dataclass(frozen=True, slots=True)
class _Picture:
    """A part of a page as a PNG, and how to get back from dots to points."""

    page: int
    box: Box
    png: bytes
    points_per_dot: float


def tesseract_path() -> str | None:
    """Where tesseract is, when it can read Dutch."""
    program = shutil.which("tesseract")
    if program is None:
        return None
    try:
        answer = subprocess.run(  # noqa: S603 (a fixed command, nothing of the file in it)
            [program, "--list-langs"], capture_output=True, timeout=20, check=False, text=True
        )
    except (OSError, subprocess.TimeoutExpired):
        return None
    return program if "nld" in answer.stdout.split() else None


def read_pictures(
    pdf: "PdfDocument", pages: Sequence[Page], *, program: str, seconds: float
) -> dict[int, tuple[Word, ...]]:
    """By page number the words in its pictures; a page that could not be read in time is absent."""
    words: dict[int, tuple[Word, ...]] = {}
    deadline = Deadline(seconds)
    started = deadline.clock()

    def read(picture: _Picture) -> tuple[Word, ...] | None:
        left = seconds - (deadline.clock() - started)
        return _read(picture, program=program, seconds=max(1.0, min(LONGEST, left)))

    with ThreadPoolExecutor(AT_ONCE) as pool:
        # A few at a time: all pictures of a long scan at once would fill the memory.
        for start in range(0, len(pages), AT_ONCE):
            if deadline.passed:
                break
            pictures = [_rendered(pdf, page) for page in pages[start : start + AT_ONCE]]
            there = [picture for picture in pictures if picture is not None]
            for picture, found in zip(there, pool.map(read, there), strict=True):
                if found is not None:
                    words[picture.page] = found
    return words


def _rendered(pdf: "PdfDocument", page: Page) -> _Picture | None:
    import pypdfium2

    box = _around(page)
    scale = DOTS_PER_INCH / 72
    while box.area * scale * scale > MOST_DOTS:
        scale *= 0.8
    try:
        pdf_page = pdf[page.number - 1]
        crop = (box.left, page.height - box.bottom, page.width - box.right, box.top)
        bitmap = pdf_page.render(scale=scale, crop=crop, grayscale=True)
        buffer = io.BytesIO()
        bitmap.to_pil().save(buffer, format="PNG", compress_level=1)
    except (pypdfium2.PdfiumError, ValueError, OSError, MemoryError):
        return None
    return _Picture(page.number, box, buffer.getvalue(), 1 / scale)


def _around(page: Page) -> Box:
    """The part of the page that holds its pictures."""
    return Box(
        left=max(0.0, min(box.left for box in page.pictures)),
        top=max(0.0, min(box.top for box in page.pictures)),
        right=min(page.width, max(box.right for box in page.pictures)),
        bottom=min(page.height, max(box.bottom for box in page.pictures)),
    )


def _read(picture: _Picture, *, program: str, seconds: float) -> tuple[Word, ...] | None:
    command = [program, "stdin", "stdout", "-l", "nld", "--psm", "11", "--dpi", str(DOTS_PER_INCH), "tsv"]
    try:
        answer = subprocess.run(  # noqa: S603 (a fixed command; the picture goes in by standard input)
            command,
            input=picture.png,
            capture_output=True,
            timeout=seconds,
            check=False,
            env={**os.environ, "OMP_THREAD_LIMIT": "1"},  # two processes already use two cores
        )
    except (OSError, subprocess.TimeoutExpired):
        return None
    if answer.returncode != 0:
        return None
    return _of_one_size(list(_words(answer.stdout.decode("utf-8", "replace"), picture)))


def _words(table: str, picture: _Picture) -> Iterator[Word]:
    for row in csv.DictReader(io.StringIO(table), delimiter="\t", quoting=csv.QUOTE_NONE):
        try:
            left, top, width, height = (float(row[name]) for name in ("left", "top", "width", "height"))
            certain = float(row["conf"])
        except (KeyError, TypeError, ValueError):
            continue
        text = repair_misread_code((row.get("text") or "").strip())
        if row["level"] != "5" or certain < LEAST_CERTAIN or not text.strip("|_[]{}~'\u2018\u2019\""):
            continue
        scale = picture.points_per_dot
        yield Word(
            text=text.lstrip("|[{"),
            left=picture.box.left + left * scale,
            top=picture.box.top + top * scale,
            right=picture.box.left + (left + width) * scale,
            bottom=picture.box.top + (top + height) * scale,
            size=height * scale,
            from_picture=True,
        )


def _of_one_size(words: list[Word]) -> tuple[Word, ...]:
    """Boxes of tesseract fit the letters, so "zon" is lower than "Bad": give all words one height."""
    if not words:
        return ()
    size = median(word.size for word in words) * 1.15
    bottoms = _baselines(words)
    return tuple(
        replace(word, size=size, bottom=bottom + 0.2 * size, top=bottom - 0.8 * size)
        for word, bottom in zip(words, bottoms, strict=True)
    )


def _baselines(words: list[Word]) -> list[float]:
    """Where the line of each word stands: the upper half of the bottoms nearby, as tails hang below it."""
    baselines: list[float] = []
    for word in words:
        beside = [w.bottom for w in words if min(w.bottom, word.bottom) - max(w.top, word.top) > 0.4 * word.size]
        baselines.append(median(beside))
    return baselines
