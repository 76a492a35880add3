"""The report as one self-contained Dutch web page: no scripts, no network, prints on A4."""

from collections.abc import Callable, Sequence
from functools import cache, partial
from importlib import resources
from typing import TYPE_CHECKING

from hekloos.core.curriculum import Item
from hekloos.core.language import _, ngettext
from hekloos.core.overlap.explain import probability_words, relation_words
from hekloos.core.report import lesson_wording, wording
from hekloos.core.report.content import Content, Group, Row
from hekloos.core.report.overlap_map import draw
from hekloos.core.report.plain import reading_remark

if TYPE_CHECKING:
    from jinja2 import Template


@cache
def _template() -> "Template":
    from jinja2 import Environment, PackageLoader, StrictUndefined

    environment = Environment(
        loader=PackageLoader("hekloos.core.report"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals.update(_=_, ngettext=ngettext)
    return environment.get_template("report.html.j2")


def render(content: Content) -> str:
    style = resources.files("hekloos.core.report").joinpath("templates", "report.css").read_text(encoding="utf-8")
    return _template().render(
        content=content,
        css=style,
        map=draw(content),
        summary=wording.summary(content),
        facts=wording.facts(content),
        relation_words=relation_words(),
        anchor=partial(_anchor, content),
        by_task=_by_task,
        **{tool.__name__: tool for tool in TOOLS},
    )


TOOLS: tuple[Callable[..., object], ...] = (
    probability_words,
    reading_remark,
    wording.core_line,
    wording.full_text,
    wording.more_label,
    wording.decide_note,
    wording.group_line,
    wording.headline,
    wording.item_word,
    wording.levels,
    wording.map_note,
    wording.map_table,
    wording.mark_shared,
    wording.meanings,
    wording.name,
    wording.nothing_line,
    wording.percent,
    wording.ribbon_line,
    wording.side_line,
    wording.side_words,
    lesson_wording.cover_count,
    lesson_wording.cover_groups,
    lesson_wording.first_with_lesson,
    lesson_wording.how_word,
    lesson_wording.hours_word,
    lesson_wording.passage_of,
    lesson_wording.repeat_line,
    lesson_wording.roughly,
)


def _by_task(rows: Sequence[Row], group: Group) -> list[tuple[Item | None, list[Row]]]:
    """Rows by the task right above them; None where that is the module itself."""
    gathered: dict[str, tuple[Item | None, list[Row]]] = {}
    for row in rows:
        task = row.path[-1] if row.path and row.path[-1] != group.item else None
        gathered.setdefault(task.id if task else "", (task, []))[1].append(row)
    return list(gathered.values())


def _anchor(content: Content, group: Group) -> str:
    """A short id for a group; codes may hold characters that ids do not like."""
    return f"module-{content.left_places[group.id]}"
