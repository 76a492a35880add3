"""Sentences that the forms of a report share."""

import re
from collections.abc import Sequence

from hekloos.core.curriculum import Framework, FrameworkKind, Item, ItemKind, Relation, Side, in_order
from hekloos.core.language import _, ngettext
from hekloos.core.overlap.explain import Explanation, listed
from hekloos.core.overlap.verbs import as_infinitive
from hekloos.core.report.content import Content, Group, Ribbon, Row


def percent(probability: float) -> str:
    """0.834 as "83 %"; never 100 %, since nothing here is certain."""
    return f"{min(99, round(100 * probability))} %"


def levels(item: Item) -> str:
    return " ".join(in_order(item.levels))


def name(group: Group) -> str:
    return f"{group.item.code} {group.item.text}".strip() if group.item else _("Zonder module")


def item_word(framework: Framework) -> str:
    """What one compared item of this side is called."""
    if framework.kind is FrameworkKind.LESSON_MATERIAL:
        return _("fragment")
    return _("eindterm") if framework.side is Side.VMBO else _("onderdeel")


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
    return listed(tuple(told))


def side_line(framework: Framework, items: Sequence[Item]) -> str:
    told = [count_items(items) or _("niets om te vergelijken")]
    if framework.crebo:
        told.append(_("crebo {crebo}").format(crebo=framework.crebo))
    if framework.levels:
        named = tuple(level.removeprefix("mbo-") for level in in_order(framework.levels))
        told.append(_("niveau {levels}").format(levels=listed(named)))
    return " · ".join(told)


def summary(content: Content) -> tuple[str, ...]:
    """The report in a few sentences."""
    found = content.best_relations
    told = [_same(found[Relation.SAME], count_items([row.item for row in content.rows]))]
    told.append(_builds_on(found[Relation.BUILDS_ON], some_same=found[Relation.SAME] > 0))
    sentence = _("Bij {related} is er alleen iets verwants, en bij {nothing} is niets gevonden.")
    told.append(
        sentence.format(related=found[Relation.RELATED] or _("geen"), nothing=found[Relation.NONE] or _("geen"))
    )
    if content.ribbons:
        widest = max(content.ribbons, key=lambda ribbon: ribbon.total)
        sentence = _("De meeste overlap zit tussen {left} en {right}: {pairs}.")
        told.append(sentence.format(left=name(widest.left), right=name(widest.right), pairs=pairs(widest.total)))
    if content.untouched:
        sentence = _("Aan de mbo-kant is bij {n} van de {total} onderdelen geen overlap gevonden.")
        told.append(sentence.format(n=len(content.untouched), total=len(content.comparison.right_items)))
    return tuple(told)


def _same(number: int, total: str) -> str:
    if not number:
        return _("Van de {total} lijkt er geen dubbel met het mbo.").format(total=total)
    sentence = ngettext(
        "Van de {total} lijkt er {n} dubbel: het mbo leert die opnieuw.",
        "Van de {total} lijken er {n} dubbel: het mbo leert ze opnieuw.",
        number,
    )
    return sentence.format(total=total, n=number)


def _builds_on(number: int, *, some_same: bool) -> str:
    if not number:
        return _("Er is niets gevonden waarop het mbo voortbouwt.")
    sentence = (
        _("Op {n} andere lijkt het mbo voort te bouwen.") if some_same else _("Op {n} lijkt het mbo voort te bouwen.")
    )
    return sentence.format(n=number) + " " + _("Daar hoeft het niet bij nul te beginnen.")


def map_table(content: Content) -> tuple[tuple[Group, tuple[Ribbon, ...]], ...]:
    """The ribbons by vmbo module, as the table behind the map shows them."""
    found: dict[str, tuple[Group, list[Ribbon]]] = {}
    for ribbon in content.ribbons:
        found.setdefault(ribbon.left.id, (ribbon.left, []))[1].append(ribbon)
    return tuple((group, tuple(ribbons)) for group, ribbons in found.values())


def mark_shared(explanation: Explanation) -> tuple[tuple[str, bool], ...]:
    """The mbo text in pieces, each with whether it is a word that the vmbo text also has."""
    shared = {there for _here, there in explanation.shared}
    pieces = re.split(r"([^\W\d_]+(?:['’-][^\W\d_]+)*)", explanation.match.right.text)
    return tuple((piece, as_infinitive(piece.lower()) in shared) for piece in pieces if piece)


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
    sentence = ngettext("Hierbij is niets gevonden:", "Bij deze {n} is niets gevonden:", number)
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
        _("per {what} ten hoogste {top} paren, met een kans van ten minste {least}")
        if chosen.top
        else _("per {what} alle paren met een kans van ten minste {least}")
    )
    return sentence.format(what=item_word(content.left), top=chosen.top, least=percent(chosen.at_least))


def _source(framework: Framework) -> str:
    told = [framework.source or framework.key]
    if framework.version:
        told.append(_("versie {version}").format(version=framework.version))
    if framework.valid_from:
        told.append(_("geldig vanaf {date}").format(date=framework.valid_from))
    told.append(_("vingerafdruk {digest}").format(digest=framework.digest[:12]))
    return ", ".join(told)
