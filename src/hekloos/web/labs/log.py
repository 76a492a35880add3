"""The log of a lab: actions write it last, people read it as sentences."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils import timezone
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from hekloos.web.labs.models import LogEntry, Membership

# {subject} and {detail} are what `log` was told.
SENTENCES = {
    "lab.made": _("begon het leerlab"),
    "lab.changed": _("veranderde de gegevens van het leerlab"),
    "partner.added": _("voegde {subject} toe als partner"),
    "partner.removed": _("haalde {subject} weg als partner"),
    "person.invited": _("nodigde {subject} uit als {detail}"),
    "invitation.withdrawn": _("trok de uitnodiging voor {subject} in"),
    "person.joined": _("kwam erbij als {detail} namens {subject}"),
    "person.changed": _("maakte {subject} {detail}"),
    "person.left": _("haalde {subject} uit het leerlab"),
    "upload.sent": _("stuurde {subject} in"),
    "upload.read": _("stuurde {subject} in"),  # what it was called at first
    "upload.discarded": _("gooide weg wat was ingestuurd: {subject}"),
    "programme.adopted": _("nam {subject} over: {detail}"),
    "programme.changed": _("veranderde de naam of de eigenaar van {subject}"),
    "programme.put_back": _("nam versie {detail} van {subject} weer in gebruik"),
    "programme.removed": _("haalde het programma {subject} weg"),
    "comparison.asked": _("vroeg om een vergelijking van {subject}"),
    "comparison.finished": _("liet {subject} vergelijken: {detail}"),
    "comparison.failed": _("vroeg om {subject}, maar dat is niet gelukt"),
    "comparison.removed": _("haalde de vergelijking van {subject} weg"),
    "verdict.given": _("beoordeelde {subject}"),
    "verdict.recorded": _("schreef het oordeel over {subject} op van {detail}"),
    "meeting.planned": _("plande de bijeenkomst {subject}, op {detail}"),
    "meeting.changed": _("veranderde de bijeenkomst {subject}"),
    "meeting.removed": _("haalde de bijeenkomst {subject} weg"),
    "route.made": _("maakte de route {subject}"),
    "route.reframed": _("veranderde de perioden of grenzen van de route {subject}"),
    "route.unit_moved": _("verzette een blok in {subject}: {detail}"),
    "route.unit_changed": _("veranderde een blok in {subject}: {detail}"),
    "route.unit_hours": _("vulde in {subject} de uren in van {detail}"),
    "route.hours_confirmed": _("zei in {subject} of de uren kloppen van {detail}"),
    "route.unit_added": _("zette een blok in {subject}: {detail}"),
    "route.unit_removed": _("haalde een blok uit {subject}: {detail}"),
    "route.item_changed": _("veranderde wat een blok in {subject} behandelt: {detail}"),
    "route.units_put": _("bracht een tabel met blokken in {subject}: {detail}"),
    "route.lessons_put": _("zette lessen als blokken in {subject}: {detail}"),
    "route.exemption_asked": _("vroeg in {subject} om een uitzondering: {detail}"),
    "route.exemption_refused": _("weigerde in {subject} een uitzondering: {detail}"),
    "route.exemption_withdrawn": _("wil in {subject} een uitzondering toch niet: {detail}"),
    "route.exempted": _("bevestigde in {subject} een uitzondering: {detail}"),
    "route.required": _("nam in {subject} een uitzondering terug: {detail}"),
    "route.deviated": _("schreef in {subject} op wat een school anders doet: {detail}"),
    "route.hours_given": _("veranderde waar vrije uren in {subject} naartoe gaan"),
    "route.refreshed": _("legde onder {subject} wat er nu is afgesproken"),
    "route.put_back": _("nam versie {detail} van de route {subject} weer in gebruik"),
    "route.removed": _("haalde de route {subject} weg"),
    "route.proposal_asked": _("vroeg een voorstel voor {subject}: {detail}"),
    "route.proposal_stopped": _("stopte het zoeken naar een voorstel voor {subject}: {detail}"),
    "route.proposal_adopted": _("nam een voorstel over in {subject}: {detail}"),
    "judge.taught": _("liet Hekloos leren van wat het leerlab oordeelde: {detail}"),
    "judge.put_back": _("ging terug naar het oordeel van Hekloos zelf"),
    "verdict.taken_back": _("nam het oordeel over {subject} terug"),
    "scope.answered": _("zei namens {subject} tot hoever de route loopt"),
    "scope.changed": _("veranderde wat {subject} zegt over tot hoever de route loopt"),
    "scope.confirmed": _("bevestigde namens {subject} tot hoever de route loopt"),
    "scope.agreed": _("bevestigde namens {subject} tot hoever de route loopt; daarmee is het afgesproken"),
}


# Of these one person leaves many lines in an hour; a page tells them as one.
TOGETHER = {
    "verdict.given": lambda count: ngettext("beoordeelde {count} paar", "beoordeelde {count} paren", count),
    "verdict.recorded": lambda count: ngettext(
        "schreef van {count} paar een oordeel op", "schreef van {count} paren oordelen op", count
    ),
    "verdict.taken_back": lambda count: ngettext(
        "nam het oordeel over {count} paar terug", "nam oordelen over {count} paren terug", count
    ),
}
FEW = 3  # lines that are told one by one


@dataclass(frozen=True, slots=True)
class Told:
    """A line of the log as a page shows it: one entry, or many of the same of one person on one day, newest first."""

    entries: tuple[LogEntry, ...]

    @property
    def first(self) -> LogEntry:
        return self.entries[0]

    @property
    def is_many(self) -> bool:
        return len(self.entries) > FEW

    @property
    def sentence(self) -> str:
        if not self.is_many:
            return sentence(self.first)
        pairs = len({entry.subject for entry in self.entries})
        return TOGETHER[self.first.verb](pairs).format(count=pairs)


def told_together(entries: Iterable[LogEntry]) -> list[Told]:
    """The entries of a page, newest first; what flooded it stands where its newest line stands."""
    found: dict[tuple[object, ...], list[LogEntry]] = {}
    for entry in entries:
        day = timezone.localtime(entry.at).date()
        many = (entry.person_id, entry.verb, day) if entry.verb in TOGETHER else (entry.pk,)
        found.setdefault(many, []).append(entry)
    few = (Told((entry,)) for some in found.values() if len(some) <= FEW for entry in some)
    many_ = (Told(tuple(some)) for some in found.values() if len(some) > FEW)
    return sorted([*few, *many_], key=lambda told: -told.first.pk)


def log(by: Membership, verb: str, subject: object = "", detail: object = "") -> None:
    """Add a line. `verb` is one of SENTENCES; what verdicts and answers say never stands in it: they are blind."""
    if verb not in SENTENCES:
        raise ValueError(f"the log has no sentence for {verb}")
    LogEntry.objects.create(
        lab_id=by.lab_id,
        person_id=by.person_id,
        verb=verb,
        subject=Truncator(str(subject)).chars(200),
        detail=Truncator(str(detail)).chars(300),
    )


def verbs_saying(word: str) -> list[str]:
    """Verbs whose sentence has this in it, whatever it was done to: "nodigde" and "uit" are of an invitation."""
    wanted = word.casefold()
    said = {verb: re.sub(r"\{\w+\}", "\n", str(text)).casefold() for verb, text in SENTENCES.items()}
    return [verb for verb, text in said.items() if wanted in text]


def sentence(entry: LogEntry) -> str:
    """What was done, to be read after the name of who did it."""
    return str(SENTENCES[entry.verb]).format(subject=entry.subject, detail=entry.detail)
