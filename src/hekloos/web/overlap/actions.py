"""Asking for a comparison, and making it: once, however often a worker has to begin again."""

import hashlib
import json
import time
from collections.abc import Callable, Iterable, Sequence
from importlib.metadata import version as version_of
from itertools import islice
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import QuerySet
from django.db.models.functions import Now
from django.http import Http404
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from hekloos.core.curriculum import Side
from hekloos.web.curriculum.models import Framework, Item, Version
from hekloos.web.curriculum.queries import frameworks_of
from hekloos.web.labs.actions import NotPossibleError
from hekloos.web.labs.log import log
from hekloos.web.labs.models import Membership
from hekloos.web.labs.permissions import Verb, require
from hekloos.web.labs.work import MOST_ATTEMPTS
from hekloos.web.overlap.convert import JoinedSide, join_versions, judge_of, narrowed, why
from hekloos.web.overlap.models import Comparison, Match, Pair, Refit
from hekloos.web.overlap.refits import refit_to_use, shipped_judge

if TYPE_CHECKING:  # the method brings numpy, which a page has no need of
    from hekloos.core.overlap.compare import Match as CoreMatch
    from hekloos.core.report.content import Content

TOP, AT_LEAST = 5, 0.2  # of each vmbo item, as in the reports
ROWS_AT_ONCE = 250  # so that nobody who saves something waits long
TELL_EVERY = 0.5  # seconds
MOST_OPEN = 20  # comparisons that wait, in one lab


@transaction.atomic
def ask(
    by: Membership,
    *,
    left: Sequence[Framework],
    right: Sequence[Framework],
    levels: Sequence[str],
    groups: Sequence[str],
) -> Comparison:
    """What was asked before of the same versions is not done again; `groups` are names by `part_name`.

    Raises NotPossibleError when a side has no programme, or when too many wait.
    """
    from hekloos.web.overlap.tasks import compare_task

    require(by, Verb.COMPARE)
    if not left or not right:
        raise NotPossibleError(_("Kies aan elke kant minstens een programma."))
    if Comparison.objects.filter(Comparison.open(), lab_id=by.lab_id, removed_at=None).count() >= MOST_OPEN:
        raise NotPossibleError(_("Er wachten al veel vergelijkingen. Wacht tot er een paar klaar zijn."))
    versions = [_versions_in_use(by, side, kind) for side, kind in ((left, Side.VMBO), (right, Side.MBO))]
    signature = _signature(left, right, levels, groups)
    refit = refit_to_use(by.lab_id)
    if same := _same(by, signature, versions, refit):
        return same
    titles = [" + ".join(framework.title for framework in side) for side in (left, right)]
    comparison = Comparison.objects.create(
        lab_id=by.lab_id,
        by_id=by.person_id,
        title=f"{titles[0][:140]} - {titles[1][:140]}",
        levels=list(levels),
        groups=list(groups),
        signature=signature,
        judge=shipped_judge(),
        refit=refit,
    )
    comparison.left.set(versions[0])
    comparison.right.set(versions[1])
    compare_task.enqueue(comparison.pk)
    log(by, "comparison.asked", comparison)
    return comparison


def ask_again(by: Membership, old: Comparison) -> Comparison:
    """The same programmes in the versions of now. Raises NotPossibleError as `ask` does."""
    known = frameworks_of(by)
    left, right = (list(known.filter(pk__in=side.values("framework"))) for side in _sides(old))
    return ask(by, left=left, right=right, levels=old.levels, groups=old.groups)


def _signature(
    left: Sequence[Framework], right: Sequence[Framework], levels: Sequence[str], groups: Sequence[str]
) -> str:
    """Equal when the same programmes, levels and modules are asked for."""
    sides = [sorted(framework.pk for framework in side) for side in (left, right)]
    asked = json.dumps([*sides, sorted(levels), sorted(groups)])
    return hashlib.blake2b(asked.encode(), digest_size=16).hexdigest()


def _same(
    by: Membership, signature: str, versions: Sequence[Sequence[Version]], refit: Refit | None
) -> Comparison | None:
    """The newest comparison of these programmes, there or on its way, when it is of these versions by this judge."""
    known = Comparison.objects.filter(lab_id=by.lab_id, signature=signature, removed_at=None, failure="")
    newest = known.prefetch_related("left", "right").first()
    if newest is None or (newest.judge, newest.refit_id) != (shipped_judge(), refit.pk if refit else None):
        return None
    is_same = [set(newest.left.all()), set(newest.right.all())] == [set(side) for side in versions]
    return newest if is_same else None


def _versions_in_use(by: Membership, frameworks: Sequence[Framework], side: Side) -> list[Version]:
    """Raises Http404 when one of these programmes is not of this side of this lab."""
    keys = {framework.pk for framework in frameworks}
    of_lab = Framework.objects.filter(lab_id=by.lab_id, removed_at=None, side=side)
    found = Version.objects.filter(pk__in=of_lab.filter(pk__in=keys).values("current"))
    if len(found) != len(keys):
        raise Http404
    return list(found)


@transaction.atomic
def remove(by: Membership, comparison: Comparison) -> None:
    """Out of sight; verdicts hang on pairs and stay."""
    require(by, Verb.ARRANGE)
    there = Comparison.objects.filter(pk=comparison.pk, lab_id=by.lab_id, removed_at=None)
    if there.update(removed_at=timezone.now()):
        log(by, "comparison.removed", comparison)


def run(comparison: Comparison) -> None:
    """What a worker does. Rows of an attempt that was cut off are never seen, and go in the end."""
    if comparison.removed_at or not comparison.claim():
        return
    if comparison.attempts > MOST_ATTEMPTS:
        message = _("Het vergelijken is steeds afgebroken. Vergelijk een kleiner deel, of vraag het de beheerder.")
        _give_up(comparison, message)
        return
    _keep_judge(comparison)
    with comparison.beating():
        versions = (side.select_related("framework").order_by("pk") for side in _sides(comparison))
        left, right = (join_versions(list(side)) for side in versions)
        try:
            content = _compare(comparison, left, right)
        except NotPossibleError as error:
            _give_up(comparison, str(error))
            return
        matches = _matches(content)
        _store(comparison, content, matches, left, right)
    _finish(comparison, content, len(matches))


def _keep_judge(comparison: Comparison) -> None:
    """When Hekloos was renewed since somebody asked, what the lab learned of the judge before does not fit."""
    if comparison.judge != shipped_judge():
        comparison.judge, comparison.refit = shipped_judge(), None
        comparison.mine().update(judge=comparison.judge, refit=None)


@transaction.atomic
def _give_up(comparison: Comparison, message: str) -> None:
    comparison.mine().update(failure=message)
    member = Membership.objects.filter(lab_id=comparison.lab_id, person_id=comparison.by_id).first()
    if member is not None:
        log(member, "comparison.failed", comparison)


def _sides(comparison: Comparison) -> tuple[QuerySet[Version], QuerySet[Version]]:
    return comparison.left.all(), comparison.right.all()


def _compare(comparison: Comparison, left: JoinedSide, right: JoinedSide) -> "Content":
    from hekloos.core.overlap.compare import TooMuchError, compare
    from hekloos.core.report.content import Choices, build_content

    judge = judge_of(comparison.refit)
    try:
        found = compare(left.framework, right.framework, judge=judge, progress=_teller(comparison))
    except TooMuchError as error:
        raise NotPossibleError(str(error)) from error
    if comparison.levels or comparison.groups:
        asked = {"levels": comparison.levels, "groups": comparison.groups}
        found = found.restricted(narrowed(left, **asked), narrowed(right, **asked))
    return build_content(found, Choices(top=TOP, at_least=AT_LEAST))


def _matches(content: "Content") -> list["CoreMatch"]:
    """What is shown of every vmbo item, best first. By the judge of a lab also what Hekloos itself would show, so that
    no pair goes that people judged, and they go on judging more than what was learned."""
    from hekloos.core.overlap.judge import shipped

    found = content.comparison
    if found.judge == shipped():
        return [match for row in content.rows for match in row.matches]
    by_hekloos, columns = found.judged_by(shipped()), found.pairs.columns
    matches: list[CoreMatch] = []
    for row in content.rows:
        also = by_hekloos.best(row.item, limit=TOP, at_least=AT_LEAST)
        shown = {match.index for match in (*row.matches, *also)}
        ranked = sorted(map(found.match, shown), key=lambda m: (-m.probability, columns[m.index]))
        matches.extend(ranked)
    return matches


def _teller(comparison: Comparison) -> Callable[[float], None]:
    """Writes the share that is done, not more often than somebody looks; storing is the last tenth."""
    told = time.monotonic()

    def tell(share: float) -> None:
        nonlocal told
        if time.monotonic() - told > TELL_EVERY:
            told = time.monotonic()
            comparison.mine().update(progress=0.9 * share, beat_at=Now())

    return tell


def _store(
    comparison: Comparison, content: "Content", matches: Sequence["CoreMatch"], left: JoinedSide, right: JoinedSide
) -> None:
    """Rows in small batches; they are seen only when the comparison is finished."""
    from hekloos.core.overlap.explain import explain
    from hekloos.core.overlap.judge import shipped

    added = shipped().contributions(content.comparison.pairs.features[[match.index for match in matches]])
    pairs = _pairs(comparison, [(left.rows[m.left.id], right.rows[m.right.id]) for m in matches])
    groups = [
        {item.id: group.item for group in side for item in group.items}
        for side in (content.left_groups, content.right_groups)
    ]

    def row(position: int, match: "CoreMatch") -> Match:
        ours, theirs = left.rows[match.left.id], right.rows[match.right.id]
        left_group, right_group = groups[0][match.left.id], groups[1][match.right.id]
        return Match(
            comparison=comparison,
            attempt=comparison.attempts,
            pair_id=pairs[_identity(ours, theirs)],
            left=ours,
            right=theirs,
            left_group=left.rows[left_group.id] if left_group else None,
            right_group=right.rows[right_group.id] if right_group else None,
            position=position,
            probability=match.probability,
            relation=match.relation.value,
            why=why(explain(content.comparison, match), added[position]),
        )

    rows = (row(position, match) for position, match in enumerate(matches))
    while batch := list(islice(rows, ROWS_AT_ONCE)):
        Match.objects.bulk_create(batch)


type_of_identity = tuple[int, int, str, str]


def _identity(left: Item, right: Item) -> type_of_identity:
    return left.version.framework_id, right.version.framework_id, left.key, right.key


def _pairs(comparison: Comparison, wanted: Iterable[tuple[Item, Item]]) -> dict[type_of_identity, int]:
    """The pair of every two items by its number; those that are new are made."""
    identities = list(dict.fromkeys(_identity(left, right) for left, right in wanted))
    frameworks = {identity[:2] for identity in identities}

    def known() -> dict[type_of_identity, int]:
        rows = Pair.objects.filter(
            left__in={ours for ours, _theirs in frameworks}, right__in={theirs for _ours, theirs in frameworks}
        ).values_list("left", "right", "left_key", "right_key", "pk")
        return {(left, right, left_key, right_key): pk for left, right, left_key, right_key, pk in rows}

    there = known()
    names = ("left_id", "right_id", "left_key", "right_key")
    new = (
        Pair(lab_id=comparison.lab_id, **dict(zip(names, identity, strict=True)))
        for identity in identities
        if identity not in there
    )
    while batch := list(islice(new, ROWS_AT_ONCE)):
        Pair.objects.bulk_create(batch, ignore_conflicts=True)  # another worker may have made it
    return known()


@transaction.atomic
def _finish(comparison: Comparison, content: "Content", match_count: int) -> None:
    done = comparison.mine().update(
        finished_at=timezone.now(),
        progress=1,
        engine=f"hekloos {version_of('hekloos')}" + (f" + refit {comparison.refit_id}" if comparison.refit_id else ""),
        left_count=len(content.comparison.left_items),
        right_count=len(content.comparison.right_items),
        match_count=match_count,
    )
    others = Match.objects.filter(comparison=comparison)
    (others.exclude(attempt=comparison.attempts) if done else others.filter(attempt=comparison.attempts)).delete()
    member = Membership.objects.filter(lab_id=comparison.lab_id, person_id=comparison.by_id).first()
    if done and member is not None:
        found = ngettext("{count} paar om te bekijken", "{count} paren om te bekijken", match_count)
        log(member, "comparison.finished", comparison, found.format(count=match_count))
