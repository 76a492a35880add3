"""Numbers of a drawing, which SVG wants with a point whatever the language."""

from django import template
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

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
def of_widest(count: int, widest: int) -> str:
    """The length of a bar, of which the longest is 300."""
    return f"{300 * count / widest:.1f}"


@register.filter
def in_numbers(ribbon: Ribbon) -> str:
    """ "3 paren: 1 keer dubbel, 2 keer bouwt voort" """
    pairs = ngettext("{count} paar", "{count} paren", ribbon.total).format(count=ribbon.total)
    kinds = ((ribbon.same, _("{count} keer dubbel")), (ribbon.builds_on, _("{count} keer bouwt voort")))
    told = ", ".join(words.format(count=count) for count, words in kinds if count)
    return _("{pairs}: {told}").format(pairs=pairs, told=told)


@register.filter
def ribbon_line(ribbon: Ribbon) -> str:
    return wording.ribbon_line(ribbon)


@register.filter
def agreed_line(ribbon: Ribbon) -> str:
    """What was agreed between two parts."""
    told = _("{left} naast {right}, afgesproken: {numbers}")
    return told.format(left=ribbon.left.name, right=ribbon.right.name, numbers=in_numbers(ribbon))
