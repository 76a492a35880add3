"""What pages of other apps tell of pairs: the first steps of a lab, how far the judging is, and links to pairs."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from hekloos.core.curriculum import Side
from hekloos.web.curriculum.models import Item, Version
from hekloos.web.curriculum.queries import frameworks_of
from hekloos.web.labs.models import Line, LogEntry, Membership
from hekloos.web.labs.permissions import Verb, may
from hekloos.web.labs.queries import people_at_hand
from hekloos.web.overlap.models import Comparison
from hekloos.web.overlap.queries import (
    OVERLAP,
    comparisons_at_hand,
    comparisons_of,
    finished_comparisons,
    matches_of,
    type_of_counts,
)
from hekloos.web.review.choosing import MINE
from hekloos.web.review.folding import Spoken, places_of_matches, spoken_of_each
from hekloos.web.review.forms import in_words
from hekloos.web.review.meetings import meetings_of, next_meeting_of
from hekloos.web.review.queries import counted, states_of
from hekloos.web.review.queue import Queue, queue_of
from hekloos.web.review.story import story_of
from hekloos.web.ui.panels import Link, Links

SHOWN = 4  # comparisons


@dataclass(frozen=True, slots=True)
class Step:
    """A first step of a lab, whether it was taken, and the page for it."""

    text: str
    is_done: bool
    url: str


def first_steps(member: Membership) -> Mapping[str, object] | None:
    """What a lab does first; nothing any more when all of it was done."""
    steps = list(_steps(member))
    return None if all(step.is_done for step in steps) else {"steps": steps}


def _steps(member: Membership) -> Iterator[Step]:
    slug = member.lab.slug
    both = {Side.VMBO.value, Side.MBO.value}
    judging = {person.side for person in people_at_hand(member) if may(person, Verb.JUDGE)}
    taking_part = judging if both <= judging else set(member.lab.partners.order_by().values_list("kind", flat=True))
    compared = any(one.finished_at for one in comparisons_at_hand(member))
    sides = both if compared else set(frameworks_of(member).values_list("side", flat=True))
    people_page = reverse("people", args=[slug])
    partners = Step(_("Voeg de scholen toe die meedoen."), both <= taking_part, people_page)
    people = Step(_("Nodig docenten van het vmbo en van het mbo uit."), both <= judging, people_page)
    programmes = Step(_("Lees van beide kanten een programma in."), both <= sides, reverse("programmes", args=[slug]))
    compare = Step(_("Leg de programma's naast elkaar."), compared, reverse("ask", args=[slug]))
    if member.lab.line == Line.COOPERATION:  # first who knows whom, then what is taught
        yield from (partners, people, programmes, compare)
    else:
        yield from (programmes, compare, partners, people)


def standing(member: Membership) -> Mapping[str, object] | None:
    """The newest comparisons with how many of their pairs are in each state, and what waits for the reader."""
    shown = [one for one in comparisons_at_hand(member) if one.finished_at and not one.successor][:SHOWN]
    spoken = spoken_of_each(shown, member.person_id)
    rows = [_row(member, comparison, spoken[comparison.pk]) for comparison in shown]
    rows.sort(key=lambda row: not (row.queue and row.queue.awaited))  # what waits for the reader first
    return {"rows": rows, "mine": MINE, "next_meeting": next_meeting_of(member)} if rows else None


@dataclass(frozen=True, slots=True)
class Row:
    """A comparison on the overview; `queue` is that of the reader, when they may judge."""

    comparison: Comparison
    counts: Sequence[tuple[str, str, int]]
    story: Sequence[str]
    queue: Queue | None
    has_begun: bool


def _row(member: Membership, comparison: Comparison, spoken: Spoken) -> Row:
    queue = queue_of(member, comparison, spoken=spoken) if may(member, Verb.JUDGE) else None
    counts = in_words(counted(comparison, spoken.states))
    return Row(comparison, counts, story_of(comparison, spoken), queue, has_begun=bool(spoken.held))


def states_panel(comparison: Comparison) -> Mapping[str, object]:
    return {"counts": in_words(states_of([comparison])[comparison.pk])}


def things_of_log(member: Membership, entries: Sequence[LogEntry]) -> Links | None:
    """The programme, comparison or meeting that a line is about, when there is one of that name."""
    rows: dict[str, tuple[str, QuerySet[Any]]] = {
        "programme": ("programme", frameworks_of(member)),
        "comparison": ("comparison", finished_comparisons(member)),
        "meeting": ("meeting", meetings_of(member).prefetch_related(None)),
    }
    of: dict[int, Link] = {}
    for start, (page, things) in rows.items():
        about = [entry for entry in entries if entry.verb.startswith(f"{start}.")]
        named = things.filter(title__in={entry.subject for entry in about}).order_by("pk") if about else ()
        address = {thing.title: reverse(page, args=[member.lab.slug, thing.pk]) for thing in named}  # the newest
        of |= {entry.pk: Link(address[entry.subject], entry.subject) for entry in about if entry.subject in address}
    return Links(about=Link("", ""), of=of)


def agreed_counts(comparison: Comparison) -> type_of_counts:
    """How much overlap was agreed between each module and core task."""
    agreed = spoken_of_each([comparison])[comparison.pk].agreed
    counted = Counter(
        (place.left_group, place.right_group, agreed[place.match].value)
        for place in places_of_matches(comparison)
        if agreed.get(place.match) in OVERLAP
    )
    return [(*key, number) for key, number in counted.items()]


def pairs_of_items(shown: tuple[Membership, Version], items: Sequence[Item]) -> Links | None:
    """The page with the pairs of each item that has any, in the newest finished comparison of its version."""
    member, version = shown
    compared = comparisons_of(member).filter(Q(left=version) | Q(right=version)).exclude(finished_at=None)
    newest = compared.prefetch_related(None).first()
    if newest is None:
        return None
    slug, side = member.lab.slug, "left" if version.framework.side == Side.VMBO else "right"
    found = matches_of(newest).filter(**{f"{side}__in": items}).order_by()
    counted = dict(found.values_list(side).annotate(Count("pk")))
    return Links(
        about=Link(reverse("comparison", args=[slug, newest.pk]), str(newest)),
        of={
            item: Link(
                reverse("item", args=[slug, newest.pk, item]),
                ngettext("{count} paar", "{count} paren", count).format(count=count),
            )
            for item, count in counted.items()
        },
    )
