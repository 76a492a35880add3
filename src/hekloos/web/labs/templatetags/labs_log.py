"""How a line of the log is shown."""

from collections.abc import Mapping

from django import template
from django.utils.html import format_html

from hekloos.web.labs.log import sentence
from hekloos.web.labs.models import LogEntry
from hekloos.web.ui.panels import Link

register = template.Library()


@register.simple_tag
def log_line(entry: LogEntry, links: Mapping[int, Link]) -> str:
    """What was done, as a link where there is something to open."""
    link = links.get(entry.pk)
    return format_html('<a href="{}">{}</a>', link.url, sentence(entry)) if link else sentence(entry)
