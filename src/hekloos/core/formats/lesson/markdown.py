"""Lessons in Markdown and plain text."""

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from hekloos.core.formats.lesson.passages import Block, LessonText, find_hours
from hekloos.core.formats.reading import Deadline, Document, UnreadableSourceError
from hekloos.core.formats.table.csv_files import decode_text, looks_like_text
from hekloos.core.formats.table.words import parse_hours
from hekloos.core.language import _

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

MOST_CHARACTERS = 2_000_000  # of one file: a thick book
MOST_SIGNS = 2_000  # of markup in one paragraph: unclosed ones take the parser quadratic time
_FRONT = re.compile(r"\A---[ \t]*\n(.*?)\n(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL)
_TEMPLATE = re.compile(r"\{%[^%\n]{0,200}%\}|\{\{[^}\n]{0,200}\}\}")
_CONTAINER = re.compile(r"^[ \t]*:::.*$", re.MULTILINE)
_TAG = re.compile(r"</?[a-zA-Z][^<>]{0,500}>")
_FIELD = re.compile(r"^([A-Za-z_]+)[ \t]*:[ \t]*(.*)$")
_LIST_ITEM = re.compile(r"^[ \t]*-[ \t]+(?:[A-Za-z_]+:[ \t]+)?(.+)$")
_HOUR_FIELDS = frozenset({"uren", "duur", "hours", "lesuren", "duration", "slu"})
_GOAL_FIELDS = frozenset({"leerdoelen", "doelen", "lesdoelen", "goals", "learning_goals", "objectives"})


def read_plain_text(document: Document, deadline: Deadline) -> LessonText:
    """Paragraphs of a txt file; a short first line is its title."""
    text, remarks = _decode(document)
    paragraphs = [" ".join(part.split()) for part in re.split(r"\n[ \t]*\n", text) if part.strip()]
    first = text.strip().partition("\n")[0].strip()
    title = first if 0 < len(first.split()) <= 10 and first[-1:] not in ".,;:" else ""
    if title and paragraphs:
        paragraphs[0] = paragraphs[0].removeprefix(" ".join(title.split())).strip()
    blocks = (Block(part, _("alinea {number}").format(number=n)) for n, part in enumerate(paragraphs, start=1) if part)
    return LessonText(title=title, hours=find_hours(text[:5000].splitlines()), blocks=tuple(blocks), remarks=remarks)


def read_markdown(document: Document, deadline: Deadline) -> LessonText:
    """Text of a Markdown file without its markup and its code; front matter gives title, hours and goals."""
    text, remarks = _decode(document)
    text = text.replace("\r\n", "\n")
    front = _FRONT.match(text)
    title, hours, goals = _read_front(front[1]) if front else ("", None, [])
    body = _without_comments(text[front.end() :] if front else text)
    body = _CONTAINER.sub("", _TEMPLATE.sub("", body))
    place = _("begin")
    blocks: list[Block] = [Block(goal, _("leerdoelen")) for goal in goals]
    for is_heading, content in _lines(body, deadline):
        if is_heading:
            title = title or content
            place = _("gevonden bij: {heading}").format(heading=content) if content else place
        elif content:
            blocks.append(Block(content, place))
    if deadline.passed:
        remarks += (_("Het lezen duurde te lang en stopte halverwege. Splits het bestand."),)
    hours = hours or find_hours(block.text for block in blocks[len(goals) :][:15])
    return LessonText(title=title, hours=hours, blocks=tuple(blocks), remarks=remarks)


def _decode(document: Document) -> tuple[str, tuple[str, ...]]:
    if document.data.strip() and not looks_like_text(document.data):
        message = _("{name} bevat geen leesbare tekst. Kijk of het bestand de goede naam heeft.")
        raise UnreadableSourceError(message.format(name=document.name or _("Het bestand")))
    text, sure = decode_text(document.data)
    remarks = []
    if not sure:
        remarks.append(_("Enkele letters konden niet worden gelezen. Bewaar het bestand als UTF-8."))
    if len(text) > MOST_CHARACTERS:
        remarks.append(_("Het bestand is te lang; alleen het begin is gelezen. Splits het bestand."))
    return text[:MOST_CHARACTERS], tuple(remarks)


def _without_comments(text: str) -> str:
    """Without <!-- ... -->, also when thousands of them are opened and none is closed."""
    kept: list[str] = []
    position = 0
    while (start := text.find("<!--", position)) >= 0 and (end := text.find("-->", start)) >= 0:
        kept.append(text[position:start])
        position = end + 3
    return "".join(kept) + text[position:].replace("<!--", " ")


def _read_front(front: str) -> tuple[str, float | None, list[str]]:
    """Title, hours and learning goals out of the block of fields that some programs put above a text."""
    title, hours, goals = "", None, list[str]()
    field = ""
    for line in front.splitlines():
        if match := _FIELD.match(line):
            field, value = match[1].lower(), match[2].strip().strip("'\"")
            if field in ("title", "titel"):
                title = title or value
            elif field in _HOUR_FIELDS:
                hours = hours or parse_hours(value) or find_hours([f"duur: {value}"])
        elif field in _GOAL_FIELDS and (match := _LIST_ITEM.match(line)) and len(match[1].split()) > 2:
            goals.append(match[1].strip().strip("'\""))
    return title, hours, goals


def _lines(body: str, deadline: Deadline) -> Iterator[tuple[bool, str]]:
    """Each heading (True) and paragraph, list item or table row (False), as text."""
    from markdown_it import MarkdownIt

    # Inline markup is parsed per paragraph below, where its size can be weighed first.
    parser = MarkdownIt("commonmark").enable("table").disable("inline")
    inline = MarkdownIt("commonmark")
    row: list[str] | None = None
    heading = False
    for token in parser.parse(body):
        if deadline.passed:
            return
        if token.type in ("heading_open", "heading_close"):
            heading = token.nesting == 1
        elif token.type == "tr_open":
            row = []
        elif token.type == "tr_close" and row is not None:
            yield False, "; ".join(cell for cell in row if cell)
            row = None
        elif token.type == "html_block" and not token.content.lstrip().lower().startswith(("<script", "<style")):
            yield False, _fold(_TAG.sub(" ", token.content))
        elif token.type == "inline":
            content = _plain(inline, token.content)
            if row is None:
                yield heading, content
            else:
                row.append(content)


def _plain(parser: "MarkdownIt", content: str) -> str:
    """Text of a paragraph: links, emphasis and pictures give their words, tags give nothing."""
    if sum(map(content.count, "[*_<`&!")) > MOST_SIGNS:
        return _fold(re.sub(r"[\[\]*_`]+", " ", _TAG.sub(" ", content)))
    return _fold("".join(_words(parser.parseInline(content))))


def _words(tokens: "list[Token]") -> Iterator[str]:
    for token in tokens:
        if token.type in ("text", "code_inline"):
            yield token.content
        elif token.type in ("softbreak", "hardbreak"):
            yield " "
        elif token.children:
            yield from _words(token.children)


def _fold(text: str) -> str:
    return " ".join(text.split())
