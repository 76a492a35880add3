"""Rules that clash as people read them: what does not fit anywhere first, and periods with the same limit together."""

from collections.abc import Iterable

from hekloos.core.curriculum import Side
from hekloos.core.language import _, ngettext
from hekloos.core.route.fitting import TooLarge
from hekloos.core.route.fullness import Span, TooFull
from hekloos.core.route.route import Route
from hekloos.core.route.rules import Rule, RuleKind
from hekloos.core.route.wording import hours_name, period_name, quoted, rule_sentences

MOST_PERIODS = 8  # named in one sentence
MOST_BLOCKS = 5  # told apart


def clash_sentences(route: Route, rules: Iterable[Rule]) -> list[tuple[str, str]]:
    """Of each rule what it asks and what could give; periods in which as much fits are told in one go."""
    told: list[tuple[str, str]] = []
    periods: dict[float, list[int]] = {}
    for rule in rules:
        if rule.kind is RuleKind.PERIOD_HOURS:
            slot = int(rule.about[0])
            periods.setdefault(route.room_in(slot) or 0.0, []).append(slot)
        else:
            told.append(rule_sentences(route, rule))
    return [*told, *(_of_periods(route, room, slots) for room, slots in periods.items())]


def _of_periods(route: Route, room: float, slots: list[int]) -> tuple[str, str]:
    if len(slots) == 1:
        return rule_sentences(route, Rule(RuleKind.PERIOD_HOURS, (str(slots[0]),)))
    named = "; ".join(period_name(route.calendar, slot) for slot in slots[:MOST_PERIODS])
    if len(slots) > MOST_PERIODS:
        named = _("{periods}; en nog {count}").format(periods=named, count=len(slots) - MOST_PERIODS)
    asked = _("In elk van deze {count} perioden passen hoogstens {hours}: {periods}.")
    remedy = _("Verruim de uren per periode, of geef blokken minder uren.")
    return asked.format(count=len(slots), hours=hours_name(room), periods=named), remedy


def too_large_sentences(found: Iterable[TooLarge]) -> list[tuple[str, str]]:
    """Of each unit that fits nowhere how much it takes, and what could give."""
    told, every = [], list(found)
    for one in every[:MOST_BLOCKS]:
        asked = _("{unit} vraagt minstens {least}. In geen enkele periode waarin het mag staan, past meer dan {most}.")
        remedy = _("Verdeel dit blok over meer perioden, geef het minder uren, of verruim de uren per periode.")
        values = {"unit": quoted(one.unit.title), "least": hours_name(one.least), "most": hours_name(one.most)}
        told.append((asked.format(**values), remedy))
    if (rest := len(every) - MOST_BLOCKS) > 0:
        more = ngettext("En nog {count} blok past nergens.", "En nog {count} blokken passen nergens.", rest)
        told.append((more.format(count=rest), _("Passen er veel niet, kijk dan eerst naar de uren per periode.")))
    return told


def too_full_sentences(found: Iterable[TooFull]) -> list[tuple[str, str]]:
    """Of periods that together hold too little how much has to stand there and how much fits, and what could give."""
    return [(_too_full(one), _room_remedy(one)) for one in found]


def _too_full(found: TooFull) -> str:
    asked = {
        (Span.UNTIL_EXAM, Side.VMBO): _("De blokken van het vmbo vragen samen minstens {least} tot en met het examen."),
        (Span.UNTIL_EXAM, None): _("De blokken die niet na het examen mogen staan, vragen samen minstens {least}."),
        (Span.AFTER_VMBO, Side.MBO): _("De blokken van het mbo vragen samen minstens {least} na de vo-fase."),
        (Span.AFTER_VMBO, None): _("De blokken die niet in de vo-fase mogen staan, vragen samen minstens {least}."),
        (Span.ALL, None): _("Alle blokken vragen samen minstens {least}, ook als vervalt wat dubbel is."),
    }
    side = next(iter(found.sides)) if len(found.sides) == 1 else None
    sentence = asked.get((found.span, side), asked[found.span, None])
    told = [sentence.format(least=hours_name(found.least))]
    if found.given:
        told.append(_("Daar komt {given} bij die al een ander doel kreeg.").format(given=hours_name(found.given)))
    fits = ngettext("In die periode past {room}.", "In die {count} perioden passen samen {room}.", len(found.slots))
    told.append(fits.format(count=len(found.slots), room=hours_name(found.room)))
    sentences = " ".join(told)
    if not found.schools:
        return sentences
    names = ", ".join(school or _("De andere scholen") for school in found.schools)
    return _("{schools}: {sentences}").format(schools=names, sentences=sentences)


def _room_remedy(found: TooFull) -> str:
    is_of_year = any(rule.kind is RuleKind.YEAR_HOURS for rule in found.rules)
    room = _("Verruim de uren per periode en per jaar") if is_of_year else _("Verruim de uren per periode")
    remedies = {
        Span.UNTIL_EXAM: _("{room}, geef blokken minder uren, of leg het einde van het examen later."),
        Span.AFTER_VMBO: _(
            "{room}, of geef blokken minder uren. In een gemelde doorlopende leerroute mag mbo al in de vo-fase."
        ),
        Span.ALL: _("{room}, of geef blokken minder uren."),
    }
    return remedies[found.span].format(room=room)
