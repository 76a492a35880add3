"""Guards the sentences that people see: `make lint` checks, `make messages` writes the template.

Dutch sentences are the keys, so Dutch needs no catalogue; locale/hekloos.pot is what a translator
starts from. Checked: the template is up to date, every placeholder has a name, sentences end as
sentences, and each catalogue (.po) keeps the placeholders of its sentences.
"""

import argparse
import io
import re
import string
import sys
from collections.abc import Collection, Iterable, Iterator, Mapping
from pathlib import Path
from typing import IO, Any

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir, extract_python
from babel.messages.pofile import read_po, write_po
from django.conf import settings
from django.utils.translation.template import templatize

if not settings.configured:
    settings.configure()
ROOT = Path(__file__).parent.parent
SOURCE = ROOT / "src/hekloos"
LOCALE = SOURCE / "locale"
TEMPLATE = LOCALE / "hekloos.pot"
METHODS = [
    ("**/tests/**", "ignore"),
    ("**.py", "python"),
    ("**.j2", "jinja2.ext:babel_extract"),
    ("**/templates/**.html", "check_messages:extract_django"),
    ("**/templates/**.txt", "check_messages:extract_django"),
]
METHODS_OPTIONS = {"**.j2": {"trimmed": "true"}}


def extract_django(
    stream: IO[bytes], keywords: Any, comment_tags: Collection[str], options: Mapping[str, object]
) -> Iterable[object]:
    """Of a template of Django, which turns it into a sort of Python for this."""
    code = templatize(stream.read().decode())
    return extract_python(io.BytesIO(code.encode()), keywords, comment_tags, {"encoding": "utf-8"})


def gather() -> Catalog:
    catalog = Catalog(project="hekloos", charset="utf-8", header_comment="# Sentences of Hekloos, in Dutch.")
    keywords = {"_": None, "gettext": None, "ngettext": (1, 2)}
    found = extract_from_dir(SOURCE, METHODS, METHODS_OPTIONS, keywords=keywords)
    for file_name, _line, text, _comments, _context in sorted(found, key=lambda entry: (entry[0], entry[1])):
        catalog.add(text, locations=[(Path(file_name).as_posix(), 0)])
    return catalog


def as_text(catalog: Catalog) -> str:
    stream = io.BytesIO()
    write_po(stream, catalog, width=100, sort_output=True, omit_header=True, include_lineno=False)
    return stream.getvalue().decode()


def forms(message: Message) -> tuple[str, ...]:
    return (message.id,) if isinstance(message.id, str) else tuple(message.id)


def placeholders(text: str) -> set[str]:
    return {name for _before, name, _format, _conversion in string.Formatter().parse(text) if name is not None}


def complaints(catalog: Catalog) -> Iterator[str]:
    for message in catalog:
        for text in filter(None, forms(message)):
            try:
                names = placeholders(text)
            except ValueError as error:
                yield f"{text!r}: {error}"
                continue
            if any(not re.fullmatch(r"[a-z_]+", name) for name in names):
                yield f"{text!r}: every placeholder needs a name, such as {{name}}"
            if re.search(r"[.!?] [A-Z]", text) and not re.search(r"[.!?:…)]$", text):
                yield f"{text!r}: a text of whole sentences ends with a full stop"
    for path in sorted(LOCALE.glob("*/LC_MESSAGES/*.po")):
        with path.open("rb") as stream:
            yield from _translations(path, read_po(stream), catalog)


def _translations(path: Path, translated: Catalog, catalog: Catalog) -> Iterator[str]:
    for message in catalog:
        other = translated.get(message.id)
        if other is None or not other.string:
            yield f"{path.name}: no translation of {forms(message)[0]!r}"
            continue
        strings = (other.string,) if isinstance(other.string, str) else tuple(other.string)
        wanted = set().union(*(placeholders(text) for text in forms(message)))
        for text in strings:
            if placeholders(text) - wanted:
                yield f"{path.name}: unknown placeholder in {text!r}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--write", action="store_true", help="write the template")
    arguments = parser.parse_args()
    catalog = gather()
    text = as_text(catalog)
    if arguments.write:
        LOCALE.mkdir(exist_ok=True)
        TEMPLATE.write_text(text, encoding="utf-8")
        print(f"{len(catalog)} sentences in {TEMPLATE.relative_to(ROOT)}")
    problems = list(complaints(catalog))
    if not TEMPLATE.exists() or TEMPLATE.read_text(encoding="utf-8") != text:
        problems.append("locale/hekloos.pot is not up to date; run make messages")
    print("\n".join(problems) or f"{len(catalog)} sentences are in order")
    sys.exit(1 if problems else 0)


if __name__ == "__main__":
    main()
