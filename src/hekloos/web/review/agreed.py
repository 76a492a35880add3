"""What a lab agreed on, from rows to the list that leaves the site."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from hekloos.core.agreement import State
from hekloos.core.curriculum import Framework, Relation
from hekloos.core.formats.case_package.words import Association
from hekloos.core.formats.case_package.writing import write
from hekloos.core.report.agreed import AgreedList, Agreement, Source
from hekloos.web.curriculum.convert import item_to_core, to_core
from hekloos.web.curriculum.models import Item, Version
from hekloos.web.labs.models import Membership
from hekloos.web.labs.permissions import Verb, require
from hekloos.web.overlap.models import Comparison
from hekloos.web.overlap.queries import matches_of
from hekloos.web.review.folding import states_of_matches
from hekloos.web.review.meetings import places_in
from hekloos.web.review.models import Meeting, Verdict
from hekloos.web.review.queries import Seen, seen_by


def agreed_matches(comparison: Comparison, meeting: Meeting | None = None) -> list[int]:
    """Numbers of the matches that both sides agree on, as the vmbo programme has them."""
    states = states_of_matches(comparison)
    return [place.match for place in places_in(comparison, meeting) if states.get(place.match) is State.AGREED]


def agreed_list(member: Membership, comparison: Comparison, meeting: Meeting | None = None) -> AgreedList:
    require(member, Verb.SEE)
    seen = _seen(member, comparison, meeting)
    versions = [*comparison.left.select_related("framework"), *comparison.right.select_related("framework")]
    return AgreedList(
        title=str(meeting) if meeting else str(comparison),
        lab=str(member.lab),
        date=date_format(timezone.localdate(), "j F Y"),
        sources=tuple(map(_source, versions)),
        agreements=tuple(_agreement(one) for one in seen if one.agreed_relation),
    )


def _seen(member: Membership, comparison: Comparison, meeting: Meeting | None) -> list[Seen]:
    keys = agreed_matches(comparison, meeting)
    rows = matches_of(comparison).select_related("left", "right", "left_group", "right_group").in_bulk(keys)
    return seen_by(member, [rows[key] for key in keys])


def _source(version: Version) -> Source:
    valid = " - ".join(filter(None, (version.valid_from, version.valid_until)))
    return Source(
        side=version.framework.side,
        title=version.title,
        version=str(version.number),
        stated=version.stated_version,
        source=version.source,
        valid=valid,
        digest=version.digest,
    )


def _agreement(seen: Seen) -> Agreement:
    relation = seen.agreed_relation
    if relation is None:
        raise ValueError("this pair is not agreed")
    held = [one for one in (seen.own, *seen.others) if one and one.relation == relation.value]
    last = max(one.at for one in held)
    return Agreement(
        left=item_to_core(seen.match.left),
        right=item_to_core(seen.match.right),
        left_group=_name(seen.match.left_group),
        right_group=_name(seen.match.right_group),
        relation=relation,
        remainders=tuple((one.remainder, one.get_taken_up_by_display()) for one in seen.remainders),
        reasons=tuple(dict.fromkeys(one.reason for one in held if one.reason)),
        by=tuple(sorted(_who(one) for one in held)),
        on=date_format(timezone.localtime(last), "j F Y"),
    )


def _who(verdict: Verdict) -> str:
    who = f"{verdict.person} ({verdict.side})"
    typed = _("{who}, opgeschreven door {other}")
    return typed.format(who=who, other=verdict.entered_by) if verdict.entered_by else who


def _name(group: Item | None) -> str:
    return f"{group.code} {group.text}".strip() if group else ""


@dataclass(frozen=True, slots=True)
class AgreedPair:
    """Both items, what holds of them, what remains in words, and who takes that up ("" when nothing remains)."""

    left: Item
    right: Item
    relation: Relation
    remainder: str
    taken_up_by: str


def agreed_pairs(member: Membership, comparison: Comparison) -> list[AgreedPair]:
    require(member, Verb.SEE)
    found = []
    for seen in _seen(member, comparison, None):
        if seen.agreed_relation:
            rest = [verdict for verdict in seen.remainders if verdict.remainder]
            words = "; ".join(dict.fromkeys(verdict.remainder for verdict in rest))
            by = rest[-1].taken_up_by if rest else ""
            found.append(AgreedPair(seen.match.left, seen.match.right, seen.agreed_relation, words, by))
    return found


def agreed_packages(member: Membership, comparison: Comparison) -> dict[str, bytes]:
    """By name of a file: for every vmbo programme a CASE package with what was agreed of its items."""
    require(member, Verb.SEE)
    keys = agreed_matches(comparison)
    seen = [one for one in _seen(member, comparison, None) if one.agreed_relation] if keys else []
    lefts, rights = (list(side.select_related("framework")) for side in (comparison.left, comparison.right))
    key_of = {version.pk: version.framework.key for version in (*lefts, *rights)}
    found = {}
    for number, version in enumerate(lefts, start=1):
        own = [one for one in seen if one.match.left.version_id == version.pk]
        framework: Framework = to_core(version)
        found[f"{number}-{version.framework.key}.json"] = write(framework, _associations(own, key_of))
    return found


def _associations(seen: Sequence[Seen], key_of: dict[int, str]) -> Iterable[Association]:
    for one in seen:
        if one.agreed_relation:
            right = one.match.right
            yield Association(one.match.left.key, f"{key_of[right.version_id]}:{right.key}", one.agreed_relation)
