"""The report as one self-contained Dutch web page: no scripts, no network, prints on A4."""

from functools import cache, partial
from importlib import resources
from typing import TYPE_CHECKING

from hekloos.core.language import _, ngettext
from hekloos.core.overlap.explain import probability_words, relation_words
from hekloos.core.report import wording
from hekloos.core.report.content import Content, Group
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
        probability_words=probability_words,
        anchor=partial(_anchor, content),
        **{
            tool.__name__: tool
            for tool in (
                reading_remark,
                wording.percent,
                wording.item_word,
                wording.levels,
                wording.name,
                wording.side_line,
                wording.ribbon_line,
                wording.group_line,
                wording.nothing_line,
                wording.map_table,
                wording.mark_shared,
            )
        },
    )


def _anchor(content: Content, group: Group) -> str:
    """A short id for a group; codes may hold characters that ids do not like."""
    return f"module-{content.left_groups.index(group) + 1}"
