"""Sentences that the forms of a report share."""

from collections.abc import Sequence

from hekloos.core.curriculum import Framework, FrameworkKind, Item, ItemKind, Relation, in_order
from hekloos.core.language import _, ngettext
from hekloos.core.report.content import Content, Group, Ribbon, Row


def percent(probability: float) -> str:
    """0.834 as "83 %"; never 100 %, since nothing here is certain."""
    return f"{min(99, round(100 * probability))} %"


def levels(item: Item) -> str:
    return " ".join(in_order(item.levels))


def name(group: Group) -> str:
    return f"{group.item.code} {group.item.text}".strip() if group.item else _("Zonder module")


def count_items(items: Sequence[Item]) -> str:
    """How many of what: "463 eindtermen", "12 werkprocessen en 35 onderdelen vakkennis"."""
    forms = {
        ItemKind.TERM: lambda n: ngettext("{n} eindterm", "{n} eindtermen", n),
        ItemKind.WORK_PROCESS: lambda n: ngettext("{n} werkproces", "{n} werkprocessen", n),
        ItemKind.KNOWLEDGE: lambda n: ngettext("{n} onderdeel vakkennis", "{n} onderdelen vakkennis", n),
        ItemKind.FRAGMENT: lambda n: ngettext("{n} fragment", "{n} fragmenten", n),
    }
    counts = {kind: sum(item.kind is kind for item in items) for kind in forms}
    told = [forms[kind](n).format(n=n) for kind, n in counts.items() if n]
    return _("{first} en {last}").format(first=", ".join(told[:-1]), last=told[-1]) if len(told) > 1 else "".join(told)


def side_line(framework: Framework, items: Sequence[Item]) -> str:
    told = [count_items(items) or _("niets om te vergelijken")]
    if framework.crebo:
        told.append(_("crebo {crebo}").format(crebo=framework.crebo))
    if framework.levels:
        told.append(_("niveau {levels}").format(levels=", ".join(in_order(framework.levels))))
    return " · ".join(told)


def summary(content: Content) -> tuple[str, ...]:
    """The report in a few sentences."""
    found, total = content.best_relations, len(content.rows)
    what = _("fragmenten") if content.left.kind is FrameworkKind.LESSON_MATERIAL else _("eindtermen")
    told = [
        _("Van de {total} {what} zijn er {n} waarschijnlijk dubbel: het mbo leert ze opnieuw.").format(
            total=total, what=what, n=found[Relation.SAME]
        ),
        _("Op {n} andere bouwt het mbo waarschijnlijk voort: daar hoeft het niet bij nul te beginnen.").format(
            n=found[Relation.BUILDS_ON]
        ),
        _("Bij {n} is er alleen iets verwants, en bij {m} is niets gevonden.").format(
            n=found[Relation.RELATED], m=found[Relation.NONE]
        ),
    ]
    if content.ribbons:
        widest = max(content.ribbons, key=lambda ribbon: ribbon.total)
        sentence = _("De meeste overlap zit tussen {left} en {right}: {pairs}.")
        told.append(sentence.format(left=name(widest.left), right=name(widest.right), pairs=pairs(widest.total)))
    if content.untouched:
        told.append(
            ngettext(
                "Bij {n} van de {total} mbo-onderdelen is geen eindterm gevonden die er waarschijnlijk mee overlapt.",
                "Bij {n} van de {total} mbo-onderdelen is geen eindterm gevonden die er waarschijnlijk mee overlapt.",
                len(content.untouched),
            ).format(n=len(content.untouched), total=len(content.comparison.right_items))
        )
    return tuple(told)


def pairs(number: int) -> str:
    return ngettext("{n} paar", "{n} paren", number).format(n=number)


def ribbon_line(ribbon: Ribbon) -> str:
    sentence = _("{left} en {right}: {same} dubbel, {builds_on} bouwt voort")
    return sentence.format(
        left=name(ribbon.left), right=name(ribbon.right), same=ribbon.same, builds_on=ribbon.builds_on
    )


def group_line(rows: Sequence[Row]) -> str:
    overlapping = sum(row.overlaps for row in rows)
    sentence = ngettext("{n} van {total} met overlap", "{n} van {total} met overlap", overlapping)
    return sentence.format(n=overlapping, total=len(rows))


def nothing_line(number: int) -> str:
    sentence = ngettext("Bij deze eindterm is niets gevonden:", "Bij deze {n} eindtermen is niets gevonden:", number)
    return sentence.format(n=number)


def facts(content: Content) -> tuple[tuple[str, str], ...]:
    """Sources, versions and choices, so that anyone can make the same report again."""
    chosen = content.choices
    told = [
        (_("Vmbo-bron"), _source(content.left)),
        (_("Mbo-bron"), _source(content.right)),
        (_("Getoond"), _shown(content)),
    ]
    if chosen.levels:
        told.append((_("Niveaus"), ", ".join(chosen.levels)))
    if chosen.modules:
        told.append((_("Modules"), ", ".join(chosen.modules)))
    if chosen.date:
        told.append((_("Gemaakt op"), chosen.date))
    return tuple(told)


def _shown(content: Content) -> str:
    chosen = content.choices
    sentence = (
        _("per eindterm ten hoogste {top} paren, met een kans van ten minste {least}")
        if chosen.top
        else _("per eindterm alle paren met een kans van ten minste {least}")
    )
    return sentence.format(top=chosen.top, least=percent(chosen.at_least))


def _source(framework: Framework) -> str:
    told = [framework.source or framework.key]
    if framework.version:
        told.append(_("versie {version}").format(version=framework.version))
    if framework.valid_from:
        told.append(_("geldig vanaf {date}").format(date=framework.valid_from))
    told.append(_("vingerafdruk {digest}").format(digest=framework.digest[:12]))
    return ", ".join(told)
