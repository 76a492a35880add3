"""Two Word documents in one file: an annex to the agreement between schools, and a joint sheet for PTA and OER."""

from collections.abc import Iterator

from hekloos.core.curriculum import Side
from hekloos.core.language import _
from hekloos.core.report import route_words as words
from hekloos.core.report.route_content import RouteContent, UnitLine, UnitState
from hekloos.core.report.route_hours import hours_per_year
from hekloos.core.report.route_sections import cuts, exemptions, exits, programmes, verdict
from hekloos.core.report.route_topics import Topic, topics_of
from hekloos.core.report.section import Section, Table
from hekloos.core.report.word_document import WordDocument
from hekloos.core.route.coverage import Lack


def render_route_docx(content: RouteContent) -> bytes:
    """The same bytes for the same content."""
    mark = _("Eigen opzet; gebruik het officiële format.")
    document = WordDocument(content.route.title, marked=mark)
    document.paragraph(mark, strong=True)
    document.paragraph(
        _(
            "Dit document helpt u bij het gesprek over de overeenkomst. Het neemt de plaats van het officiële format "
            "niet in en is geen juridisch advies."
        )
    )
    for name, told in _facts(content):
        document.paragraph(f"{name} {told}")
    _annex(document, content)
    document.page_break()
    for section in sheet_of(content):
        document.section(section)
    return document.to_bytes()


def _facts(content: RouteContent) -> Iterator[tuple[str, str]]:
    told = (
        (_("Leerlab:"), content.setting.lab),
        (_("Scholen:"), ", ".join(content.schools)),
        (_("Afgesproken:"), words.scope_words(content.setting.scope)),
        (_("Opgemaakt op:"), content.setting.date),
    )
    return ((name, value) for name, value in told if value.strip())


def _annex(document: WordDocument, content: RouteContent) -> None:
    document.heading(_("Bijlage bij de samenwerkingsovereenkomst"))
    document.paragraph(_("Wat de route al weet, is ingevuld. In de gele vakken schrijft u wat u afspreekt."))
    for number, topic in enumerate(topics_of(content), start=1):
        _topic(document, number, topic)
    for section in (
        verdict(content),
        programmes(content),
        cuts(content),
        exemptions(content),
        *exits(content),
        *hours_per_year(content),
    ):
        document.section(section)
    document.heading(_("Ondertekening"))
    names = (_("school of bevoegd gezag"), _("naam"), _("plaats en datum"), _("handtekening"))
    rows = tuple((school, "", "", "") for school in content.schools or ("", ""))
    document.table(Table(columns=names, rows=rows, widths=(4, 4, 3, 4)), to_fill=(1, 2, 3))


def _topic(document: WordDocument, number: int, topic: Topic) -> None:
    document.heading(f"{number}. {topic.title}", level=2)
    document.points(topic.known)
    rows = tuple((question, "") for question in topic.asks)
    document.table(Table(columns=(_("vraag"), _("wat u afspreekt")), rows=rows, widths=(4, 6)), to_fill=(1,))


def sheet_of(content: RouteContent) -> Iterator[Section]:
    """For exam secretaries: what is assessed where, by which side, and what both sides assess together."""
    yield Section(
        title=_("Gezamenlijk blad voor PTA en OER"),
        lines=(
            _("Per blok: welke onderdelen het toetst, wanneer, en van welke kant. Neem dit over in uw PTA en uw OER."),
            _(
                "Gezamenlijk is een toets die onderdelen van beide kanten beoordeelt, of een onderdeel van de andere "
                "kant. Leg vast wie dan beoordeelt."
            ),
        ),
    )
    for side in Side:
        rows = tuple(_assessing(content, line) for line in _in_time(content) if line.unit.side is side)
        names = (_("wanneer"), _("blok dat toetst"), _("onderdelen"), _("gezamenlijk"), _("wie beoordeelt"))
        yield Section(
            title=_("Toetsen in blokken van het {side}").format(side=words.side_word(side)),
            level=2,
            lines=() if rows else (_("Geen enkel blok van deze kant toetst iets."),),
            table=Table(columns=names, rows=rows, widths=(3, 6, 8, 5, 4), strong=1) if rows else None,
        )
    yield _not_assessed(content)


def _in_time(content: RouteContent) -> list[UnitLine]:
    there = [line for line in content.units if line.assesses and line.state is not UnitState.GONE]
    return sorted(there, key=lambda line: (line.slot, line.unit.id))


def _assessing(content: RouteContent, line: UnitLine) -> tuple[str, ...]:
    owner = words.teachers_word(content.owner_of(line.unit))
    return (
        words.period_code(content.route.calendar, line.slot),
        f"{line.unit.title}\n{owner}".strip(),
        "\n".join(item.name for item in line.assesses),
        _jointly(content, line),
        owner,
    )


def _jointly(content: RouteContent, line: UnitLine) -> str:
    """Items of the other side that it assesses, and items that are taught (in part) on the other side."""
    told = []
    for item in line.assesses:
        if item.side is not line.unit.side:
            told.append(_("{item} is van het {side}").format(item=words.code(item), side=words.side_word(item.side)))
            continue
        treated = content.proof.covers[item.key].treated
        before = {content.unit_of(treatment).side for treatment in treated if treatment.slot <= line.slot}
        told += [_("{item} ook geleerd op het {side}").format(item=words.code(item), side=words.side_word(side))
                 for side in sorted(before - {line.unit.side})]  # fmt: skip
    return "\n".join(told)


def _not_assessed(content: RouteContent) -> Section:
    lacks = (Lack.NOT_ASSESSED, Lack.ASSESSED_TOO_EARLY, Lack.ASSESSED_TOO_LATE)
    rows = tuple((words.lost_name(hole), words.lack_word(hole.lack)) for hole in content.holes if hole.lack in lacks)
    title = _("Wat nog niet op tijd wordt getoetst")
    if not rows:
        return Section(title=title, level=2, lines=(_("Niets: elk onderdeel dat moet, wordt op tijd getoetst."),))
    table = Table(columns=(_("onderdeel"), _("wat ontbreekt")), rows=rows, widths=(6, 4))
    return Section(title=title, level=2, table=table, urgent=True)
