"""Sentences that the forms of a report share."""

import re
import textwrap
from collections.abc import Sequence

from hekloos.core.curriculum import Framework, FrameworkKind, Item, ItemKind, Relation, Side, in_order
from hekloos.core.language import _, ngettext
from hekloos.core.overlap.compare import Match
from hekloos.core.overlap.explain import Explanation, listed, probability_words
from hekloos.core.overlap.verbs import as_infinitive
from hekloos.core.report.content import Content, Group, Ribbon, Row
from hekloos.core.report.lesson_wording import cover_summary, lesson_summary

WORTH_TELLING = 3  # fewer pairs are no pattern
LONGEST_NAME = 80  # of a module, in a sentence
USUAL_LEAST = 0.2


def percent(probability: float) -> str:
    """0.834 as "83 %" with a no-break space; never 100 %, since nothing here is certain."""
    return f"{min(99, round(100 * probability))}\u00a0%"


def levels(item: Item) -> str:
    return " ".join(in_order(item.levels))


def name(group: Group) -> str:
    return group.name


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
    if content.is_lessons:
        return lesson_summary(content)
    if content.is_coverage:
        return cover_summary(content)
    found = content.best_relations
    told = [_overlap_sentence(content)]
    if found[Relation.SAME] or found[Relation.BUILDS_ON]:
        told.append(_relation_sentence(found[Relation.SAME], found[Relation.BUILDS_ON]))
    if found[Relation.RELATED]:
        told.append(_("Bij {n} is er alleen iets verwants.").format(n=found[Relation.RELATED]))
    if found[Relation.NONE]:
        told.append(_nothing_sentence(found[Relation.NONE], content.choices.at_least))
    widest = max(content.ribbons, key=lambda ribbon: ribbon.total, default=None)
    if widest and widest.total >= WORTH_TELLING:
        sentence = _("De meeste overlap zit tussen {left} en {right}: {pairs}.")
        told.append(
            sentence.format(left=short_name(widest.left), right=short_name(widest.right), pairs=pairs(widest.total))
        )
    if content.bare_titles:
        told.append(_bare_sentence(content.bare_titles))
    if content.untouched:
        total = count_items(content.comparison.right_items)
        told.append(_untouched_sentence(content).format(n=len(content.untouched), total=total))
    return tuple(told)


def headline(content: Content) -> str:
    """The question that the report answers."""
    if content.is_lessons:
        return _("Wat herhalen deze lessen?")
    if content.is_coverage:
        return _("Waar hoort deze lesstof bij?")
    return _("Waar overlappen deze programma's?")


def decide_note(content: Content) -> str:
    """Who has the last word."""
    if content.is_coverage:
        return _(
            "Dit zijn voorstellen: Hekloos vergelijkt teksten en kent vakwoorden, maar niet uw les. De docent die de "
            "les geeft, beslist."
        )
    return _(
        "Dit zijn voorstellen: Hekloos vergelijkt teksten en kent vakwoorden, maar niet uw les. Een vmbo-docent en een "
        "mbo-docent beslissen samen."
    )


def side_words(content: Content) -> tuple[str, str]:
    """What stands left and right on the map."""
    if content.is_coverage:
        words = _("lessen"), _("programma")
        return words if content.left.kind is FrameworkKind.LESSON_MATERIAL else (words[1], words[0])
    return _("vmbo"), _("mbo")


def map_note(content: Content) -> str:
    left, right = side_words(content)
    if content.is_coverage:
        text = _("Links {left}, rechts {right}. Hoe breder het lint, hoe meer er bij elkaar lijkt te horen.")
        return text.format(left=left, right=right)
    return _(
        "Links het vmbo, rechts het mbo. Hoe breder het lint, hoe meer overlap er is gevonden. Klik op een lint om "
        "naar dat onderdeel van het vmbo te gaan."
    )


def _bare_sentence(number: int) -> str:
    sentence = ngettext(
        "Van {n} werkproces geeft uw bestand alleen de titel. Hekloos neemt aan wat er meestal bij hoort; laat de "
        "mbo-docent dat nakijken.",
        "Van {n} werkprocessen geeft uw bestand alleen de titel. Hekloos neemt aan wat er meestal bij hoort; laat de "
        "mbo-docent dat nakijken.",
        number,
    )
    return sentence.format(n=number)


def _untouched_sentence(content: Content) -> str:
    return _("Van de {total} zijn er {n} waarbij Hekloos geen overlap vond.")


def _overlap_sentence(content: Content) -> str:
    total = count_items([row.item for row in content.rows])
    number, likely = len(content.overlapping), content.likely
    if not number:
        return _("Van de {total} is er geen waarbij Hekloos overlap met het mbo vond.").format(total=total)
    if likely == number:
        sentence = _("Bij {n} van de {total} is er iets om over te praten: daar is overlap waarschijnlijk.")
    elif not likely:
        sentence = _("Bij {n} van de {total} is er misschien overlap.")
    else:
        sentence = _(
            "Bij {n} van de {total} is er iets om over te praten: bij {likely} is overlap waarschijnlijk, "
            "bij {maybe} misschien."
        )
    return sentence.format(n=number, total=total, likely=likely, maybe=number - likely)


def _relation_sentence(same: int, builds_on: int) -> str:
    if not same:
        return _("Daarop lijkt het mbo voort te bouwen; echt dubbel lijkt er geen.")
    if not builds_on:
        return ngettext("Daarvan lijkt er {n} dubbel.", "Daarvan lijken er {n} dubbel.", same).format(n=same)
    sentence = ngettext(
        "Daarvan lijkt er {n} dubbel; op {m} lijkt het mbo voort te bouwen.",
        "Daarvan lijken er {n} dubbel; op {m} lijkt het mbo voort te bouwen.",
        same,
    )
    return sentence.format(n=same, m=builds_on)


def _nothing_sentence(number: int, at_least: float) -> str:
    told = _("Bij {n} vond Hekloos niets.").format(n=number)
    if at_least > USUAL_LEAST:
        sentence = _("Bij {n} vond Hekloos niets met een kans van {least} of meer.")
        told = sentence.format(n=number, least=percent(at_least))
    return told + " " + _("Dat betekent niet dat er niets is.")


def short_name(group: Group) -> str:
    """The name of a group without what stands between brackets at its end, and no longer than a sentence can bear."""
    return textwrap.shorten(re.sub(r"\s+\([^)]*\)$", "", name(group)), LONGEST_NAME, placeholder=" …")


def map_table(content: Content) -> tuple[tuple[Group, tuple[Ribbon, ...]], ...]:
    """The ribbons by vmbo module, as the table behind the map shows them."""
    found: dict[str, tuple[Group, list[Ribbon]]] = {}
    for ribbon in content.ribbons:
        found.setdefault(ribbon.left.id, (ribbon.left, []))[1].append(ribbon)
    return tuple((group, tuple(ribbons)) for group, ribbons in found.values())


def mark_shared(explanation: Explanation) -> tuple[tuple[str, bool], ...]:
    """The mbo text in pieces, each with whether it is a word that the vmbo text also has."""
    shared = {word for pair in explanation.shared for word in pair.mbo}
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


def proposal(match: Match) -> str:
    """The proposed relation with its chance, so that "none" and "unlikely" cannot be misread together."""
    words = {
        Relation.SAME: _("Voorstel: dubbel."),
        Relation.BUILDS_ON: _("Voorstel: bouwt voort."),
        Relation.RELATED: _("Voorstel: verwant."),
        Relation.NONE: _("Voorstel: geen overlap."),
    }
    chance = _("De kans op overlap is {percent}: {words}.")
    return (
        words[match.relation]
        + " "
        + chance.format(percent=percent(match.probability), words=probability_words(match.probability))
    )


def meanings() -> tuple[tuple[str, str], ...]:
    """What each verdict means, for people who judge."""
    return (
        (_("dubbel"), _("Wie dit op het vmbo leerde, kan al (bijna) alles wat het mbo hier vraagt.")),
        (_("bouwt voort"), _("Het mbo vraagt meer, maar kan beginnen bij wat de leerling al kent.")),
        (_("verwant"), _("Het gaat over hetzelfde onderwerp, maar de les wordt er niet korter van.")),
        (_("geen"), _("Er is geen inhoud gemeen. Dezelfde woorden alleen tellen niet.")),
    )


def full_text(item: Item, usual: str = "") -> tuple[str, ...]:
    """What a dossier says of an item besides its title, in paragraphs, or else what is usually done in it."""
    told = [item.description]
    if item.result:
        told.append(_("Resultaat: {text}").format(text=item.result))
    if item.behaviour:
        told.append(_("Gedrag: {text}").format(text="; ".join(item.behaviour)))
    if usual:
        told.append(usual_line(usual))
    return tuple(filter(None, told))


def usual_line(usual: str) -> str:
    text = _("Uw bestand geeft alleen de titel. Hekloos neemt aan dat dit er meestal bij hoort: {text}.")
    return text.format(text=usual)


def more_label(explanation: Explanation) -> str:
    """Above what is known of an mbo item besides its title."""
    return _("Wat Hekloos aanneemt") if explanation.usual else _("Omschrijving van het mbo")


def core_line(number: int) -> str:
    """Empty when the programme has no core."""
    if not number:
        return ""
    sentence = ngettext(
        "{n} eindterm van de kern doet niet mee.", "De {n} eindtermen van de kern doen niet mee.", number
    )
    return sentence.format(n=number)


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
    told.append(_("kenmerk {digest}").format(digest=framework.digest[:12]))
    return ", ".join(told)
