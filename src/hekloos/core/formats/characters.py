"""Characters that nobody can see, and that break or mislead whatever shows them."""

import re

# Control characters, halves of surrogate pairs (no text at all) and code points that XML refuses.
CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
# Soft hyphens and zero-width spaces cut words in two; marks for the direction can turn a line around.
INVISIBLE = re.compile("[\xad\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]")


REFUSED_BY_XML = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def clean_text(text: str) -> str:
    """The text on one line, its white space folded, with only characters that can be seen."""
    return " ".join(CONTROL.sub(" ", INVISIBLE.sub("", text)).split())


def clean_name(name: str) -> str:
    """The name of a file for people: what a file system accepts is not always text."""
    return CONTROL.sub("\ufffd", INVISIBLE.sub("", name))
