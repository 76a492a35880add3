"""Tags of the pages of a route."""

from urllib.parse import urlsplit

from django import template

register = template.Library()


@register.filter
def site_of(address: str) -> str:
    """The site of an address, as people call it: "duo.nl"."""
    return (urlsplit(address).hostname or address).removeprefix("www.")
