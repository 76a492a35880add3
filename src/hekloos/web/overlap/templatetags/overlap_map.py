"""Numbers of a drawing, which SVG wants with a point whatever the language."""

from django import template

from hekloos.core.report import wording
from hekloos.core.report.content import Ribbon

register = template.Library()


@register.filter
def unlocalized(number: float) -> str:
    return f"{number:.1f}"


@register.filter
def minus(number: float, other: float) -> str:
    return f"{number - float(other):.1f}"


@register.filter
def ribbon_line(ribbon: Ribbon) -> str:
    return wording.ribbon_line(ribbon)
