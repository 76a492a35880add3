"""Comparing in the background: the result is that of the method, once, whatever happens to the worker."""

from datetime import timedelta

import pytest
from django.http import Http404
from django.utils import timezone
from django_tasks_db.models import DBTaskResult
from tests.filled import MBO, VMBO, Filled, adopt

from hekloos.core.overlap.compare import compare as compare_core
from hekloos.core.report.content import Choices, build_content
from hekloos.web.config.worker import rescue
from hekloos.web.curriculum.convert import to_core
from hekloos.web.curriculum.models import Framework
from hekloos.web.curriculum.queries import frameworks_of
from hekloos.web.labs.actions import NotPossibleError
from hekloos.web.labs.work import lost_after
from hekloos.web.overlap import actions
from hekloos.web.overlap.forms import AskForm
from hekloos.web.overlap.models import Comparison, Match, Pair, part_name
from hekloos.web.overlap.queries import comparisons_of, groups_of, map_of, matches_of


def ask_all_levels(filled: Filled) -> Comparison:
    """Another comparison with the same outcome as the one that is there."""
    return actions.ask(filled.cast.anna, left=[filled.vmbo], right=[filled.mbo], levels=["BB", "KB"], groups=[])


def test_what_was_asked_before_is_not_done_again(filled: Filled) -> None:
    same = actions.ask(filled.cast.bram, left=[filled.vmbo], right=[filled.mbo], levels=[], groups=[])
    assert same == filled.comparison


def test_the_rows_say_what_the_method_says(filled: Filled) -> None:
    vmbo, mbo = (to_core(framework.current) for framework in (filled.vmbo, filled.mbo) if framework.current)
    content = build_content(compare_core(vmbo, mbo), Choices(top=actions.TOP, at_least=actions.AT_LEAST))
    expected = [
        (m.left.code, m.right.code, round(m.probability, 9), m.relation.value) for r in content.rows for m in r.matches
    ]
    rows = filled.comparison.matches.select_related("left", "right")
    assert [(r.left.code, r.right.code, round(r.probability, 9), r.relation) for r in rows] == expected
    assert expected


def test_the_map_counts_the_rows(filled: Filled) -> None:
    drawn = map_of(filled.comparison)
    overlapping = filled.comparison.matches.filter(relation__in=("same", "builds_on")).count()
    assert drawn.total == overlapping > 0
    assert [group.code for group in drawn.left] == ["M1", "M2"]
    assert [group.code for group in drawn.right] == ["B1-K1", "B1-K2"]


def test_a_part_is_judged_as_in_the_whole(filled: Filled) -> None:
    chosen = part_name(filled.vmbo.pk, "M1")
    part = actions.ask(filled.cast.anna, left=[filled.vmbo], right=[filled.mbo], levels=["BB"], groups=[chosen])
    actions.run(part)
    whole = {(m.left_id, m.right_id): m.probability for m in filled.comparison.matches.all()}
    rows = list(Match.objects.filter(comparison=part).select_related("left"))
    assert {row.left.group_key for row in rows} == {filled.match().left.group_key}
    assert all(whole[row.left_id, row.right_id] == row.probability for row in rows)


def ask_part(filled: Filled, right: list[Framework], part: str) -> Comparison:
    return actions.ask(filled.cast.anna, left=[filled.vmbo], right=right, levels=[], groups=[part])


OTHER_MBO = """code,soort,hoort bij,niveau,tekst
B1-K1,kerntaak,,2,Houdt het huis bij
B1-K1-W1,werkproces,B1-K1,2,Zeemt ramen met een trekker en een spons
"""


def test_a_key_that_two_programmes_use_chooses_one(filled: Filled) -> None:
    other = adopt(filled.cast.bram, "mbo-anders.csv", OTHER_MBO)
    part = ask_part(filled, [filled.mbo, other], part_name(other.pk, "B1-K1"))
    actions.run(part)
    assert {match.right.version.framework_id for match in part.matches.select_related("right__version")} == {other.pk}
    left, right = groups_of(part)
    assert [group.name for group in right] == ["B1-K1 Houdt het huis bij"]
    assert [group.code for group in left] == ["M1", "M2"]  # of a side without a choice everything is compared


def test_what_two_programmes_share_is_found_by_either(filled: Filled) -> None:
    more = "B1-K1-W9,werkproces,B1-K1,2,Zeemt ramen,De medewerker zeemt ramen met een trekker en een spons.\n"
    other = adopt(filled.cast.bram, "mbo-anders.csv", MBO + more)
    for chosen in (filled.mbo, other):
        part = ask_part(filled, [filled.mbo, other], part_name(chosen.pk, "B1-K1"))
        actions.run(part)
        codes = set(part.matches.values_list("right__code", flat=True))
        assert ("B1-K1-W9" in codes) == (chosen == other)
        assert {"B1-K1-W1", "B1-K1-W2"} <= codes
        _left, right = groups_of(part)
        assert set(part.matches.values_list("right_group", flat=True)) == {int(group.id) for group in right}


def test_the_same_key_of_another_programme_is_another_question(filled: Filled) -> None:
    other = adopt(filled.cast.bram, "mbo-anders.csv", OTHER_MBO)
    both = [filled.mbo, other]
    first, second = (ask_part(filled, both, part_name(framework.pk, "B1-K1")) for framework in both)
    assert first != second


def test_a_part_of_a_programme_that_is_not_chosen_is_told(filled: Filled) -> None:
    other = adopt(filled.cast.bram, "mbo-anders.csv", OTHER_MBO)
    frameworks = list(frameworks_of(filled.cast.anna))
    sent = {"left": [filled.vmbo.pk], "right": [filled.mbo.pk], "groups": [part_name(other.pk, "B1-K1")]}
    form = AskForm(frameworks, sent)
    assert other.title in form.errors["groups"][0]
    assert not AskForm(frameworks, sent | {"right": [filled.mbo.pk, other.pk]}).errors


def test_a_part_stays_the_same_in_a_newer_version(filled: Filled) -> None:
    part = ask_part(filled, [filled.mbo], part_name(filled.vmbo.pk, "M1"))
    actions.run(part)
    adopt(filled.cast.anna, "vmbo-schoon.csv", VMBO.replace("spons", "zeem"))
    newer = actions.ask_again(filled.cast.anna, part)
    actions.run(newer)
    assert newer != part
    assert set(newer.matches.values_list("left__group_key", flat=True)) == {filled.match().left.group_key}
    assert [group.code for group in groups_of(newer)[0]] == ["M1"]


def test_two_programmes_of_one_side_go_together(filled: Filled) -> None:
    other = adopt(filled.cast.anna, "tweede.csv", VMBO.replace("M1", "N1").replace("M2", "N2"))
    both = actions.ask(filled.cast.anna, left=[filled.vmbo, other], right=[filled.mbo], levels=[], groups=[])
    actions.run(both)
    codes = set(both.matches.values_list("left__code", flat=True))
    assert {"M1-1", "N1-1"} <= codes


def test_nothing_is_seen_before_it_is_finished(filled: Filled) -> None:
    comparison = ask_all_levels(filled)
    match = filled.match()
    Match.objects.create(
        comparison=comparison,
        pair=match.pair,
        left=match.left,
        right=match.right,
        position=0,
        probability=1,
        relation="same",
    )
    assert not matches_of(comparison).exists()


def test_what_a_killed_worker_left_is_done_again_and_once(filled: Filled) -> None:
    comparison = ask_all_levels(filled)
    match = filled.match()
    Match.objects.create(
        comparison=comparison, pair=match.pair, left=match.left, right=match.right, position=0, probability=1,
        relation="same",
    )  # fmt: skip
    long_ago = timezone.now() - timedelta(minutes=5)
    Comparison.objects.filter(pk=comparison.pk).update(beat_at=long_ago, asked_at=long_ago, attempts=1)
    before = DBTaskResult.objects.count()
    assert rescue() == 1
    assert DBTaskResult.objects.count() == before + 1
    actions.run(comparison)
    comparison.refresh_from_db()
    assert comparison.match_count == filled.comparison.match_count
    assert comparison.matches.count() == comparison.match_count


def test_two_workers_do_not_do_the_same(filled: Filled) -> None:
    comparison = ask_all_levels(filled)
    same = Comparison.objects.get(pk=comparison.pk)
    assert comparison.claim()
    assert not same.claim()


@pytest.mark.parametrize("hours", [-1, 1])
def test_a_worker_is_alive_whatever_the_clock_of_a_machine_says(
    hours: int, filled: Filled, monkeypatch: pytest.MonkeyPatch
) -> None:
    comparison, now = ask_all_levels(filled), timezone.now
    same = Comparison.objects.get(pk=comparison.pk)
    monkeypatch.setattr(timezone, "now", lambda: now() + timedelta(hours=hours))
    monkeypatch.setattr(actions, "TELL_EVERY", -1)
    assert comparison.claim()
    actions._teller(comparison)(0.5)
    comparison.refresh_from_db()
    assert comparison.beat_at is not None
    assert abs(comparison.beat_at - now()) < timedelta(seconds=10)
    for late, is_lost in ((-10, False), (1, True)):
        beat = now() - lost_after() - timedelta(seconds=late)
        Comparison.objects.filter(pk=comparison.pk).update(beat_at=beat)
        assert same.claim() == is_lost


def test_a_worker_that_is_late_changes_nothing_any_more(filled: Filled) -> None:
    late = ask_all_levels(filled)
    assert late.claim()
    Comparison.objects.filter(pk=late.pk).update(beat_at=timezone.now() - timedelta(minutes=5))
    actions.run(Comparison.objects.get(pk=late.pk))
    finished = Comparison.objects.get(pk=late.pk)
    assert not late.mine().update(progress=0.5)
    match = filled.match()
    Match.objects.create(
        comparison=late, attempt=late.attempts, pair=match.pair, left=match.left, right=match.right, position=0,
        probability=1, relation="same",
    )  # fmt: skip
    assert matches_of(finished).count() == finished.match_count == filled.comparison.match_count


def test_what_was_removed_is_left_alone(filled: Filled) -> None:
    comparison = ask_all_levels(filled)
    actions.remove(filled.cast.paula, comparison)
    DBTaskResult.objects.all().delete()
    Comparison.objects.filter(pk=comparison.pk).update(asked_at=timezone.now() - timedelta(hours=1))
    assert rescue() == 0


def test_a_newer_comparison_comes_in_the_place_of_an_older(filled: Filled) -> None:
    adopt(filled.cast.bram, "mbo-schoon.csv", MBO.replace("strepen", "vegen"))
    newer = actions.ask_again(filled.cast.anna, filled.comparison)
    actions.run(newer)
    found = {comparison.pk: comparison for comparison in comparisons_of(filled.cast.anna)}
    assert found[filled.comparison.pk].successor == newer.pk
    assert found[newer.pk].successor is None


def test_what_waits_in_the_queue_is_not_lost(filled: Filled) -> None:
    comparison = ask_all_levels(filled)
    Comparison.objects.filter(pk=comparison.pk).update(asked_at=timezone.now() - timedelta(hours=1))
    assert rescue() == 0
    DBTaskResult.objects.all().delete()
    assert rescue() == 1


def test_a_pair_is_the_same_in_every_comparison(filled: Filled) -> None:
    pairs = Pair.objects.count()
    again = ask_all_levels(filled)
    actions.run(again)
    assert again.matches.count() == filled.comparison.matches.count()
    assert Pair.objects.count() == pairs


def test_a_newer_version_makes_a_comparison_old(filled: Filled) -> None:
    assert not comparisons_of(filled.cast.anna).get().is_old
    adopt(filled.cast.bram, "mbo-schoon.csv", MBO.replace("strepen", "vegen"))
    assert comparisons_of(filled.cast.anna).get().is_old


def test_asking_needs_a_programme_on_both_sides(filled: Filled) -> None:
    with pytest.raises(NotPossibleError):
        actions.ask(filled.cast.anna, left=[filled.vmbo], right=[], levels=[], groups=[])
    with pytest.raises(Http404):
        actions.ask(filled.cast.boris, left=[filled.vmbo], right=[filled.mbo], levels=[], groups=[])


def test_what_is_too_much_to_compare_is_told_with_what_to_do(filled: Filled, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("hekloos.core.overlap.compare.MOST_TERMS", 1)
    comparison = ask_all_levels(filled)
    actions.run(comparison)
    comparison.refresh_from_db()
    assert comparison.failure.startswith("Dit is te veel om in een keer te vergelijken")
    assert not comparison.claim()
