"""`hekloos read`: what was understood of a file."""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import click

from hekloos.cli.dutch import DutchCommand, SourceProblemError
from hekloos.cli.judgements import is_filled_in, show_judgements
from hekloos.cli.output import check_target, show, show_json, write_all
from hekloos.cli.progress import working
from hekloos.cli.sources import name_some, parse_source, read_source, severity_word, tell_problems
from hekloos.core.curriculum import COMPARABLE_KINDS, Framework, Item, ItemKind, in_order
from hekloos.core.formats.characters import clean_name
from hekloos.core.formats.reading import Reading, problem_data
from hekloos.core.language import _, ngettext

FORMS = ("xlsx", "csv", "json")


@click.command(cls=DutchCommand, help=_("Laat zien wat Hekloos van een bestand of map begrijpt."))
@click.argument("source", metavar=_("BESTAND_OF_MAP"))
@click.option("--all", "everything", is_flag=True, help=_("Toon ook elke eindterm en elk werkproces."))
@click.option("--json", "as_json", is_flag=True, help=_("Geef alles als JSON, voor een ander programma."))
@click.option("-o", "--output", metavar=_("BESTAND"),
              help=_("Schrijf het als tabel om te verbeteren (.xlsx, .csv) of als CASE (.json)."))  # fmt: skip
def read(source: str, everything: bool, as_json: bool, output: str | None) -> None:
    target = Path(output) if output else None
    chosen = parse_source(source)
    if target:
        check_target(target, FORMS, sources=[chosen.path])
    if is_filled_in(chosen.path):
        if target:
            message = _("{name} is een rapport met oordelen, geen programma. Laat -o weg, of kies een programma.")
            raise SourceProblemError(message.format(name=clean_name(chosen.path.name)))
        show_judgements(chosen.path, as_json=as_json)
        return
    with working(_("{name} wordt gelezen").format(name=chosen.name)):
        reading = read_source(chosen)
    if target:
        write_programme(target, reading)
        tell_problems(reading.problems)
        click.echo(_("Geschreven: {name}").format(name=clean_name(str(target))))
        return
    if as_json:
        show_json(as_data(reading))
        return
    many = len(reading.frameworks) > 1
    for framework in reading.frameworks:
        show(_describe(framework, everything=everything, briefly=many and not everything))
        click.echo()
    if many and not everything:
        first = reading.frameworks[0].key
        show([_("Eén programma in zijn geheel: hekloos read {source}:{key}").format(source=source, key=first)])
    if reading.problems:
        show(f"{severity_word(problem.severity)}: {problem}" for problem in reading.problems)
    if not reading.problems:
        click.echo(_("Alles is gelezen; er viel niets op."))


def write_programme(target: Path, reading: Reading) -> None:
    """As a table with all programmes, or one programme as CASE. Raises SourceProblemError."""
    form = target.suffix.lower().lstrip(".")
    if form == "json":
        from hekloos.core.formats.case import write

        if len(reading.frameworks) > 1:
            keys = name_some(framework.key for framework in reading.frameworks)
            message = _("In een CASE-bestand past één programma. Kies er een met een dubbele punt: {keys}.")
            raise SourceProblemError(message.format(keys=keys))
        write_all({target: write(reading.frameworks[0])})
        return
    from hekloos.core.formats.table.writing import write_table_csv, write_xlsx

    write_all({target: {"xlsx": write_xlsx, "csv": write_table_csv}[form](reading.frameworks)})


def _describe(framework: Framework, *, everything: bool, briefly: bool) -> Iterator[str]:
    details = [
        framework.key if framework.key != framework.title else "",
        *in_order(framework.levels),
        framework.version,
    ]
    told = ", ".join(filter(None, details))
    yield f"{framework.title} ({told})" if told else framework.title
    yield "  " + count_line(framework)
    if not briefly:
        yield from _tree(framework, None, 1, everything=everything)


def count_line(framework: Framework) -> str:
    counts = Counter(item.kind for item in framework.items)
    told = ", ".join(f"{n} {kind_word(kind, n)}" for kind, n in counts.items())
    behaviour = sum(len(item.behaviour) for item in framework.items)
    return told + (_(", met {n} gedragsregels").format(n=behaviour) if behaviour else "")


def _tree(framework: Framework, parent: str | None, depth: int, *, everything: bool) -> Iterator[str]:
    for item in framework.children.get(parent, ()):
        if item.kind in COMPARABLE_KINDS and not everything and parent is not None and _hides(framework, item):
            continue
        below = framework.children.get(item.id, ())
        hidden = "" if everything else _hidden(framework, below)
        levels = f" [{' '.join(in_order(item.levels))}]" if item.levels else ""
        remark = f" ({item.remark})" if item.remark else ""
        yield f"{'  ' * depth}{item.code}  {item.text}{levels}{remark}{hidden}"
        yield from _tree(framework, item.id, depth + 1, everything=everything)


def _hides(framework: Framework, item: Item) -> bool:
    """Terms, knowledge and fragments are many: they are counted, not listed. Work processes are few."""
    return item.kind is not ItemKind.WORK_PROCESS and item.id not in framework.children


def _hidden(framework: Framework, below: tuple[Item, ...]) -> str:
    counts = Counter(item.kind for item in below if item.kind in COMPARABLE_KINDS and _hides(framework, item))
    return "".join(f" - {n} {kind_word(kind, n)}" for kind, n in counts.items())


def kind_word(kind: ItemKind, number: int) -> str:
    words = {
        ItemKind.CORE: ngettext("kern", "kernen", number),
        ItemKind.CORE_PART: ngettext("kerndeel", "kerndelen", number),
        ItemKind.MODULE: ngettext("profielmodule", "profielmodules", number),
        ItemKind.ELECTIVE: ngettext("keuzevak", "keuzevakken", number),
        ItemKind.TASK: ngettext("deeltaak", "deeltaken", number),
        ItemKind.TERM: ngettext("eindterm", "eindtermen", number),
        ItemKind.CORE_TASK: ngettext("kerntaak", "kerntaken", number),
        ItemKind.WORK_PROCESS: ngettext("werkproces", "werkprocessen", number),
        ItemKind.KNOWLEDGE: ngettext("onderdeel vakkennis", "onderdelen vakkennis", number),
        ItemKind.OPTIONAL_UNIT: ngettext("keuzedeel", "keuzedelen", number),
        ItemKind.LESSON: ngettext("les", "lessen", number),
        ItemKind.FRAGMENT: ngettext("fragment", "fragmenten", number),
        ItemKind.GROUP: ngettext("groep", "groepen", number),
    }
    return words[kind]


def as_data(reading: Reading) -> dict[str, object]:
    """A reading as plain JSON data; documented in docs/reference/read-json.md."""
    return {
        "frameworks": [_framework_data(framework) for framework in reading.frameworks],
        "problems": [problem_data(problem) for problem in reading.problems],
    }


def _framework_data(framework: Framework) -> dict[str, object]:
    return {
        "key": framework.key,
        "title": framework.title,
        "kind": framework.kind,
        "side": framework.side,
        "crebo": framework.crebo,
        "levels": in_order(framework.levels),
        "source": framework.source,
        "version": framework.version,
        "valid_from": framework.valid_from,
        "valid_until": framework.valid_until,
        "digest": framework.digest,
        "counts": dict(Counter(item.kind.value for item in framework.items)),
        "items": [_item_data(framework, item) for item in framework.items],
    }


def _item_data(framework: Framework, item: Item) -> dict[str, object]:
    parent = framework.by_id[item.parent] if item.parent is not None else None
    return {
        "id": item.id,
        "code": item.code,
        "kind": item.kind,
        "parent": item.parent,
        "parent_code": parent.code if parent else None,
        "text": item.text,
        "description": item.description,
        "result": item.result,
        "behaviour": list(item.behaviour),
        "levels": in_order(item.levels),
        "hours": item.hours,
        "reference": item.reference,
        "remark": item.remark,
        "replaces": list(item.replaces),
    }
