"""The document of a route as a tagged PDF (PDF/UA-1), with the route map on a sheet of A3.

Typst makes it, with the fonts that it brings along: nothing of the system, no network. All texts go to it as data.
"""

import json
import re
import unicodedata
from collections.abc import Callable, Collection
from dataclasses import asdict
from functools import cache, lru_cache
from importlib import resources
from typing import TYPE_CHECKING, Any

from hekloos.core.formats.characters import clean_text
from hekloos.core.language import _
from hekloos.core.report import route_map
from hekloos.core.report import route_words as words
from hekloos.core.report.route_content import RouteContent
from hekloos.core.report.route_map import draw_route
from hekloos.core.report.route_sections import opening, sections_of
from hekloos.core.report.section import Section

if TYPE_CHECKING:
    import typst

UNSHOWN = "\ufffd"
_LONG, _PIECE = re.compile(r"\S{25,}"), re.compile(r"\S{10}")
MOST_PROBED = 200  # unusual characters that are tried one by one
# What the fonts surely have: no font of its own is asked for a document in Dutch.
_USUAL = re.compile(r"[\n -~\u00a0-\u00ac\u00ae-\u017f\u200b\u2013\u2014\u2018-\u201e\u2022\u2026\u20ac\ufffd]")
_NUMBER = re.compile(r"-?[\d,]+( \(.+\))?")
_PROBE = b'#set document(title: "-")\n#set text(font: "Libertinus Serif")\n#json(bytes(sys.inputs.data))'


def render_route_pdf(content: RouteContent) -> bytes:
    """The same bytes for the same content."""
    data = _each_text(_data(content), _clean)
    unusual = sorted(set(_USUAL.sub("", json.dumps(data, ensure_ascii=False))))
    unshown = {c for n, c in enumerate(unusual) if n >= MOST_PROBED or not _can_show(c)}
    template = resources.files("hekloos.core.report").joinpath("templates", "route.typ").read_bytes()

    from typst import TypstError

    try:
        return _compile(template, _each_text(data, lambda text: _without(text, unshown)))
    except TypstError:  # a character may do by itself and not among others
        return _compile(template, _each_text(data, lambda text: _without(text, set(unusual))))


def _compile(template: bytes, data: object) -> bytes:
    import typst

    inputs = {"data": json.dumps(data, ensure_ascii=False)}
    made = typst.compile(
        template, format="pdf", font_paths=_fonts(), sys_inputs=inputs, pdf_standards=["ua-1"], timestamp=0
    )
    if not isinstance(made, bytes):
        raise TypeError("one document was expected")
    return made


@cache
def _fonts() -> "typst.Fonts":
    import typst

    return typst.Fonts(include_system_fonts=False)


@lru_cache(maxsize=4096)
def _can_show(character: str) -> bool:
    """PDF/UA refuses what no font can show."""
    from typst import TypstError

    shown = f"e{character}" if unicodedata.combining(character) else character
    try:
        _compile(_PROBE, shown)
    except TypstError:
        return False
    return True


def _each_text(data: Any, change: Callable[[str], str]) -> Any:
    """The same with every text changed."""
    if isinstance(data, str):
        return change(data)
    if isinstance(data, dict):
        return {key: _each_text(value, change) for key, value in data.items()}
    if isinstance(data, list | tuple):
        return [_each_text(value, change) for value in data]
    return data


def _clean(text: str) -> str:
    """Line by line. Spaces that keep words together stay; words that no column can hold may break."""
    lines = unicodedata.normalize("NFC", text).split("\n")
    cleaned = "\n".join("\u00a0".join(map(clean_text, line.split("\u00a0"))) for line in lines)
    return _LONG.sub(lambda word: _PIECE.sub("\\g<0>\u200b", word[0]), cleaned)


def _without(text: str, unshown: Collection[str]) -> str:
    return "".join(UNSHOWN if character in unshown else character for character in text)


def _data(content: RouteContent) -> dict[str, Any]:
    title = clean_text(content.route.title) or _("Doorlopende leerroute")
    return {
        "title": title,
        "running": title[:90],
        "facts": _facts(content),
        "opening": [_section(section) for section in opening(content)],
        "sections": [_section(section) for section in sections_of(content)],
        "sheets": [asdict(sheet) for sheet in draw_route(content)],
        "sizes": {
            "width": route_map.WIDTH,
            "height": route_map.HEIGHT,
            "labels": route_map.LABELS,
            "heads": route_map.HEADS,
        },
        "words": {"contents": _("Inhoud"), "feet": _("op\nschool"), "legend": _legend()},
    }


def _facts(content: RouteContent) -> list[dict[str, str]]:
    told = (
        (_("Leerlab:"), content.setting.lab),
        (_("Scholen:"), ", ".join(content.schools)),
        (_("Afgesproken:"), words.scope_words(content.setting.scope)),
        (_("Opgemaakt op:"), content.setting.date),
    )
    return [{"name": name, "told": value} for name, value in told if clean_text(value)]


def _legend() -> list[dict[str, str]]:
    return [
        {"kind": "kept", "told": _("blijft: hoe hoger, hoe meer uren")},
        {"kind": "freed", "told": _("gearceerd: komt vrij")},
        {"kind": "gone", "told": _("gestreept omlijnd: het hele blok vervalt")},
    ]


def _section(section: Section) -> dict[str, Any]:
    table = section.table and {
        **asdict(section.table),
        "numbers": [
            column
            for column in range(1, len(section.table.columns))
            if _is_of_numbers([row[column] for row in section.table.rows])
        ],
    }
    return {**asdict(section), "title": section.title if clean_text(section.title) else "-", "table": table}


def _is_of_numbers(cells: Collection[str]) -> bool:
    """Some may be empty."""
    told = [cell for cell in cells if cell]
    return bool(told) and all(map(_NUMBER.fullmatch, told))
