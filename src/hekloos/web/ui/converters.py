"""Parts of addresses."""

from django.urls import register_converter
from django.urls.converters import IntConverter, StringConverter

LARGEST_ROW = 10**18 - 1  # what has more digits is the number of no row, and more than a database takes


class RowConverter(IntConverter):
    """The number of a row: an address with a larger one does not exist."""

    regex = "[0-9]{1,18}"


class AnythingConverter(StringConverter):
    """All that follows, ends of lines as well, which a path of Django has not."""

    regex = r"[\s\S]+"


register_converter(RowConverter, "row")
register_converter(AnythingConverter, "anything")
