"""A document of a route as headings, sentences and tables, the same for every form that is read on paper."""

from collections.abc import Iterator

from hekloos.core.curriculum import Side
from hekloos.core.language import _, ngettext
from hekloos.core.report import route_words as words
from hekloos.core.report.route_content import Cut, ProofLine, RouteContent, UnitLine, UnitState
from hekloos.core.report.route_freed import FreedSum
from hekloos.core.report.route_hours import given, hours_per_year
from hekloos.core.report.route_topics import topics_of
from hekloos.core.report.section import Section, Table
from hekloos.core.route.exits import Reached


def opening(content: RouteContent) -> tuple[Section, ...]:
    """What everybody reads: what is lost, if anything, and the route in short."""
    lines = tuple(words.rule_word(content, rule) for rule in content.other_rules)
    wrong = (Section(title=_("Waar het rooster nog wringt"), lines=lines, urgent=True),) if lines else ()
    return (verdict(content), *wrong, in_short(content))


def sections_of(content: RouteContent) -> tuple[Section, ...]:
    """The rest, from the blocks to what is still to be agreed."""
    return (
        programmes(content),
        *units(content),
        cuts(content),
        *freed(content),
        *given(content),
        *hours_per_year(content),
        *proof(content),
        _doubles(content),
        exemptions(content),
        *exits(content),
        _topics(content),
    )


def verdict(content: RouteContent) -> Section:
    """What is lost, or that nothing is."""
    count = len(content.route.items)
    if not content.holes:
        told = ngettext(
            "Het onderdeel van de programma's wordt behandeld en getoetst, of twee mensen hebben opgeschreven waarom "
            "het niet hoeft.",
            "Alle {number} onderdelen van de programma's worden behandeld en getoetst, of twee mensen hebben "
            "opgeschreven waarom dat niet hoeft.",
            count,
        )
        return Section(title=_("Er gaat niets verloren"), lines=(told.format(number=count),))
    told = ngettext(
        "Let op: {number} onderdeel heeft in deze route geen plek. Los dat op voordat u de route vaststelt.",
        "Let op: {number} onderdelen hebben in deze route geen plek. Los dat op voordat u de route vaststelt.",
        len(content.holes),
    )
    rows = tuple(
        (
            words.lost_name(hole),
            words.lack_word(hole.lack),
            "\n".join(words.unit_name(content.route.unit_by_id[unit]) for unit in hole.could[:5])
            or _("nog geen enkel blok"),
        )
        for hole in content.holes
    )
    table = Table(columns=(_("onderdeel"), _("wat ontbreekt"), _("kan erbij in")), rows=rows, widths=(5, 3, 3))
    return Section(
        title=_("Gaten: wat nu verloren gaat"),
        lines=(told.format(number=len(content.holes)),),
        table=table,
        urgent=True,
    )


def in_short(content: RouteContent) -> Section:
    calendar, total = content.route.calendar, content.freed_in_all
    states = [line.state for line in content.units]
    last = calendar.first_year + calendar.years - 1
    rows = [
        (_("looptijd"), _("jaar {first} tot en met jaar {last}").format(first=calendar.first_year, last=last)),
        (_("blokken"), words.number_word(len(states))),
        (_("daarvan korter"), words.number_word(states.count(UnitState.SHORTER))),
        (_("daarvan vervallen"), words.number_word(states.count(UnitState.GONE))),
        (_("daarvan verplaatst"), words.number_word(sum(line.is_moved for line in content.units))),
        (_("uren die vrijkomen, per leerling"), words.guessed_hours(total.sure, total.guess)),
        (_("afspraken tussen vmbo en mbo"), words.number_word(len(content.route.agreed))),
        (_("uitzonderingen"), words.number_word(len(content.route.exemptions))),
    ]
    return Section(
        title=_("In het kort"), table=Table(columns=(_("wat"), _("hoeveel")), rows=tuple(rows), widths=(4, 5))
    )


def programmes(content: RouteContent) -> Section:
    rows = tuple(
        (
            words.side_word(each.side),
            each.title,
            each.version or _("staat niet in de bron"),
            each.digest or _("niet genoemd"),
        )
        for each in content.route.programmes
    )
    title, names = (
        _("Over welke programma's het gaat"),
        (_("kant"), _("programma"), _("versie"), _("kenmerk van de tekst")),
    )
    if not rows:
        return Section(title=title, lines=(_("Bij deze route staat niet van welke programma's die is."),))
    return Section(
        title=title,
        lines=(_("Verandert een programma, dan verandert het kenmerk en klopt dit bewijs niet meer vanzelf."),),
        table=Table(columns=names, rows=rows, widths=(2, 8, 3, 6)),
    )


def units(content: RouteContent) -> Iterator[Section]:
    calendar = content.route.calendar
    yield Section(
        title=_("De blokken, jaar voor jaar"),
        lines=(
            _("Uren zijn klokuren van een leerling: les, praktijk en alleen werken samen. p1 is periode 1."),
            _("Een blok dat vervalt, staat in de periode waarin de school het nu geeft."),
        ),
    )
    for year in range(calendar.years):
        rows = tuple(
            (
                words.period_code(calendar, line.slot),
                "\n".join(filter(None, (line.unit.title, line.unit.school, _remark(line)))),
                words.number_word(line.unit.hours.total),
                words.number_word(line.kept.total),
                words.part_words(line),
                words.codes(line.assesses),
            )
            for line in sorted(content.units, key=lambda line: (line.slot, line.unit.side is Side.MBO))
            if calendar.year_of(line.slot) == year
        )
        names = (_("wanneer"), _("blok"), _("uren nu"), _("uren straks"), _("behandelt"), _("toetst"))
        yield Section(
            title=f"{words.year_word(calendar, year).capitalize()}, {words.phase_word(calendar, year)}",
            level=2,
            lines=() if rows else (_("In dit jaar staat geen blok."),),
            table=Table(columns=names, rows=rows, widths=(4, 10, 3, 3, 7, 5), strong=1) if rows else None,
        )


def _remark(line: UnitLine) -> str:
    return ", ".join(filter(None, (words.state_word(line), _("uren geschat") if line.unit.guessed else "")))


def cuts(content: RouteContent) -> Section:
    title = _("Wat korter wordt of vervalt, en waarom")
    if not content.cuts:
        return Section(title=title, lines=(_("Alle blokken blijven zoals ze zijn."),))
    names = (_("blok"), _("onderdeel"), _("wat"), _("waarom"), _("uren"))
    rows = tuple(_cut_row(content, cut) for cut in content.cuts)
    return Section(
        title=title,
        lines=(
            _(
                "De uren zijn het deel van het blok dat bij het onderdeel hoort. Van wat korter wordt, zijn ze geschat "
                "tot de school ze bevestigt."
            ),
        ),
        table=Table(columns=names, rows=rows, widths=(7, 8, 3, 12, 3), strong=0),
    )


def _cut_row(content: RouteContent, cut: Cut) -> tuple[str, ...]:
    return (
        words.place(content, cut.unit, cut.slot),
        cut.item.name,
        _("vervalt") if cut.is_whole else _("korter"),
        words.reason_lines(content, cut),
        words.number_word(cut.hours.total),
    )


def freed(content: RouteContent) -> Iterator[Section]:
    total, calendar = content.freed_in_all, content.route.calendar
    told = _("Per leerling: {hours}. Geteld bij de periode waarin het blok in deze route staat.")
    yield Section(
        title=_("Uren die vrijkomen"), lines=(told.format(hours=words.guessed_hours(total.sure, total.guess)),)
    )
    if not total.total:
        return
    school, year, slot = content.freed_by_school, content.freed_by_year, content.freed_by_slot
    yield _freed_table(_("Per school"), _("school"), [_freed_row(words.owner_word(sums.key), sums) for sums in school])
    yield _freed_table(
        _("Per jaar"), _("jaar"), [_freed_row(words.year_word(calendar, int(sums.key)), sums) for sums in year]
    )
    yield _freed_table(
        _("Per periode"), _("periode"), [_freed_row(words.period_word(calendar, int(sums.key)), sums) for sums in slot]
    )


def _freed_table(title: str, name: str, rows: list[tuple[str, ...]]) -> Section:
    names = (name, _("zeker"), _("geschat"), _("samen"))
    return Section(title=title, level=2, table=Table(columns=names, rows=tuple(rows), widths=(6, 2, 2, 2)))


def _freed_row(name: str, found: FreedSum) -> tuple[str, ...]:
    return name, *(words.number_word(hours) for hours in (found.sure, found.guess, found.total))


def proof(content: RouteContent) -> Iterator[Section]:
    told = _("Per onderdeel: welk blok het behandelt en welk blok het toetst, in de volgorde van de periodes.")
    yield Section(title=_("Bewijs: waar elk onderdeel een plek heeft"), lines=(told,))
    for programme, groups in content.proof_by_group:
        yield Section(title=words.programme_word(programme), level=2)
        for group, lines in groups:
            rows = tuple(_proof_row(content, line) for line in lines)
            names = (_("onderdeel"), _("behandeld in"), _("getoetst in"))
            table = Table(columns=names, rows=rows, widths=(6, 7, 5))
            yield Section(title=words.group_word(group), level=3, table=table)


def _proof_row(content: RouteContent, line: ProofLine) -> tuple[str, ...]:
    remark = _("uitzondering") if line.cover.is_exempt else words.lack_word(line.cover.lack) if line.cover.lack else ""
    treated = words.treated_words(content, line)
    return line.item.name, "\n".join(filter(None, (treated, remark))), words.assessed_words(content, line)


def _doubles(content: RouteContent) -> Section:
    title = _("Wat meer dan één blok nog in zijn geheel behandelt")
    if not content.doubles:
        return Section(title=title, lines=(_("Niets: elk onderdeel staat op één plek in zijn geheel."),))
    rows = tuple((line.item.name, words.treated_words(content, line)) for line in content.doubles)
    return Section(
        title=title,
        lines=(_("Dat mag: herhalen kan een keuze zijn. Kijk of het er een is."),),
        table=Table(columns=(_("onderdeel"), _("behandeld in")), rows=rows, widths=(6, 7)),
    )


def exemptions(content: RouteContent) -> Section:
    title = _("Uitzonderingen")
    if not content.exemptions:
        return Section(title=title, lines=(_("Er zijn geen uitzonderingen opgeschreven."),))
    rows = tuple((item.name, found.reason, _("{one} en {other}").format(one=found.names[0], other=found.names[1]))
                 for item, found in content.exemptions)  # fmt: skip
    return Section(
        title=title,
        lines=(_("Deze onderdelen hoeven in deze route niet. Twee mensen schreven op waarom."),),
        table=Table(columns=(_("onderdeel"), _("waarom"), _("wie")), rows=rows, widths=(6, 7, 4)),
    )


def exits(content: RouteContent) -> Iterator[Section]:
    yield Section(
        title=_("Uitstappen"),
        lines=(
            _("Hier staat wat er van elk programma is behandeld en getoetst als een leerling na dat jaar uitstapt."),
            _(
                "Meer zegt het niet. Of er een diploma volgt, hangt ook af van andere vakken, van cijfers en van "
                "regels die deze route niet kent."
            ),
        ),
    )
    for leaving in content.exits:
        year = words.year_word(content.route.calendar, leaving.year)
        rows = tuple(row for reached in leaving.reached for row in _missing_rows(content, reached))
        names = (_("module of kerntaak"), _("wat nog ontbreekt"), _("komt nog in"), _("uren"))
        yield Section(
            title=_("Eind van {year}").format(year=year),
            level=2,
            lines=tuple(f"{words.programme_word(each.programme)}: {words.reached_word(each)}."
                        for each in leaving.reached),
            table=Table(columns=names, rows=rows, widths=(6, 6, 8, 2)) if rows else None,
        )  # fmt: skip


def _missing_rows(content: RouteContent, reached: Reached) -> Iterator[tuple[str, ...]]:
    items, units = content.route.item_by_key, content.route.unit_by_id
    for missing in reached.missing:
        yield (
            words.group_word(missing.group),
            ", ".join(words.code(items[key]) for key in missing.items),
            ", ".join(words.quoted(units[unit]) for unit in missing.units) or _("geen enkel blok"),
            words.number_word(missing.hours),
        )


def _topics(content: RouteContent) -> Section:
    rows = tuple((topic.title, topic.state) for topic in topics_of(content))
    return Section(
        title=_("Onderwerpen voor de overeenkomst"),
        lines=(_("Het Word-document bij deze route heeft voor elk onderwerp ruimte om samen in te vullen."),),
        table=Table(columns=(_("onderwerp"), _("stand")), rows=rows, widths=(5, 6)),
    )
