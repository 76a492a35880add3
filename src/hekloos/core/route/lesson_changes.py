"""Units of lessons come into a route, and units of which the hours were guessed give up what these now do.

What is given up is always safe: an item stays where it was when the route would lose it, or its assessment, otherwise.
A guessed unit gives nothing up when people said something of it by hand: it is pinned, another unit waits for it, a
school does it otherwise, or it came out of lessons itself.
"""

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from hekloos.core.curriculum import Side
from hekloos.core.route.changing import Change, HoleError, LeaveOut, Move, PutUnit, RemoveUnit, Shorten, change
from hekloos.core.route.route import Plan, Route
from hekloos.core.route.units import QUARTER, Hours, Unit

_OF_LESSONS = re.compile(r"les\d+")
type_of_pairs = frozenset[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class BroughtIn:
    """What to change, and what that does: `shrunk`, `gone` and `later` are units that gave something up, by their id.

    `split` are units that all schools had, and that the others have still. `kept` are items that a guessed unit keeps.
    """

    changes: tuple[Change, ...]
    split: tuple[str, ...] = ()
    shrunk: tuple[str, ...] = ()
    gone: tuple[str, ...] = ()
    later: tuple[str, ...] = ()
    kept: tuple[str, ...] = ()


def free_ids(route: Route, count: int) -> list[str]:
    """Ids for units of lessons, which the route does not have yet."""
    numbers = [int(unit.id[3:]) for unit in route.units if _OF_LESSONS.fullmatch(unit.id)]
    start = max(numbers, default=0) + 1
    return [f"les{number}" for number in range(start, start + count)]


def bring_in(
    route: Route, plan: Plan, units: Sequence[Unit], *, giving_up: bool, schools: Collection[str] = ()
) -> BroughtIn:
    """Put these new units in; when `giving_up`, guessed units stop doing what these do, as far as nothing is lost.

    What a unit of all schools gives up, only units of all schools can take. `schools` are those of the vmbo: when the
    new units are all of one of these, it first gets such a unit for itself, and each of the others as well.
    """
    put = tuple(PutUnit(unit) for unit in units)
    splitter = _Splitter.between(units, schools)
    wanted = given = _wanted(route, units, splitter) if giving_up else frozenset()
    try:
        change(route, plan, *put)
    except HoleError:  # which whoever makes these changes will hear as well
        return BroughtIn(put)
    while given:
        split = splitter.shared(route, given)
        apart = tuple(splitter.changes(route, plan, split))
        try:
            now = change(route, plan, *apart)
            giver = _Giver(*now, units, given)
            changes = giver.changes()
            change(*change(*now, *put), *changes)
        except HoleError as error:
            given = _without(route, given, {hole.item for hole in error.holes})
        else:
            told = giver.told((*apart, *put, *changes), kept=wanted - given)
            return replace(told, split=tuple(unit.id for unit in split))
    return BroughtIn(put, kept=_items(wanted))


@dataclass(frozen=True, slots=True)
class _Splitter:
    """Makes of a unit of all vmbo schools one of `school`, and one of each of the `others`; none without these."""

    school: str = ""
    others: tuple[str, ...] = ()

    @classmethod
    def between(cls, units: Iterable[Unit], schools: Collection[str]) -> "_Splitter":
        sides = {(unit.side, unit.school) for unit in units}
        own = next((school for side, school in sides if side is Side.VMBO and school in schools), "")
        others = tuple(sorted(set(schools) - {own}))
        return cls(own, others) if len(sides) == 1 and own and others else cls()

    def of_school(self, unit: Unit) -> Unit:
        """The unit as the school has it."""
        is_split = self.school and unit.side is Side.VMBO and not unit.school
        return replace(unit, school=self.school) if is_split else unit

    def shared(self, route: Route, given: type_of_pairs) -> list[Unit]:
        """Units that have to be split before they can give anything up."""
        giving = {unit for unit, _item in given}
        return [unit for unit in route.units if unit.id in giving and self.of_school(unit) != unit]

    def changes(self, route: Route, plan: Plan, split: Iterable[Unit]) -> Iterator[Change]:
        for unit in split:
            yield PutUnit(self.of_school(unit))
            for number, other in enumerate(self.others, start=2):
                copy = replace(unit, id=_free_copy(route, unit.id, number), school=other)
                yield PutUnit(copy)
                yield Move(copy.id, plan.slots[unit.id])
                for item in unit.treats:
                    if (unit.id, item) in plan.left_out:
                        yield LeaveOut(copy.id, item)
                    elif (unit.id, item) in plan.shortened:
                        yield Shorten(copy.id, item)


def _free_copy(route: Route, unit: str, number: int) -> str:
    name = f"{unit}.{number}"
    while name in route.unit_by_id:
        name += "a"
    return name


def _without(route: Route, given: type_of_pairs, lost: set[str]) -> type_of_pairs:
    """Less is given up: not what was lost, nor what it leaned on; nothing at all when that does not explain it."""
    leaned_on = {other for item in lost for other, _agreed in route.partners.get(item, ())}
    left = frozenset(pair for pair in given if pair[1] not in lost | leaned_on)
    return left if left != given else frozenset()


def _items(pairs: Iterable[tuple[str, str]]) -> tuple[str, ...]:
    return tuple(sorted({item for _unit, item in pairs}))


def _wanted(route: Route, units: Sequence[Unit], splitter: _Splitter) -> type_of_pairs:
    """Pairs of a guessed unit and an item that the new units treat (or assess, when that is all that it does)."""
    said_by_hand = {need for unit in route.units for need in unit.needs} | {d.unit for d in route.deviations}
    return frozenset(
        (old.id, item)
        for old in route.units
        if old.guessed and not old.pinned and old.id not in said_by_hand and not _OF_LESSONS.fullmatch(old.id)
        for item in {*old.treats, *old.assesses}
        for new in _takers(splitter.of_school(old), units)
        if item in (new.treats if item in old.treats else new.assesses)
    )


def _takers(old: Unit, units: Iterable[Unit]) -> Iterator[Unit]:
    return (new for new in units if new.side is old.side and new.school in ("", old.school))


@dataclass(frozen=True, slots=True)
class _Giver:
    route: Route
    plan: Plan
    units: Sequence[Unit]
    given: type_of_pairs

    def changes(self) -> tuple[Change, ...]:
        after = [(old, self._after(old)) for old in self._givers()]
        changes: list[Change] = [
            PutUnit(new) if new.treats or new.assesses else RemoveUnit(old.id) for old, new in after
        ]
        return (*changes, *self._as_planned())

    def told(self, changes: tuple[Change, ...], *, kept: type_of_pairs) -> BroughtIn:
        shrunk = [old.id for old in self._givers() if self._does_something(self._after(old))]
        return BroughtIn(
            changes,
            shrunk=tuple(shrunk),
            gone=tuple(old.id for old in self._givers() if old.id not in shrunk),
            later=tuple(old.id for old in self._givers() if old.id in shrunk and self._after(old).slot > old.slot),
            kept=_items(kept),
        )

    @staticmethod
    def _does_something(unit: Unit) -> bool:
        return bool(unit.treats or unit.assesses)

    def _givers(self) -> list[Unit]:
        giving = {unit for unit, _item in self.given}
        return [unit for unit in self.route.units if unit.id in giving]

    def _after(self, old: Unit) -> Unit:
        """The unit without what it gives up. Its assessing goes only where a new unit assesses the same."""
        gone = {item for unit, item in self.given if unit == old.id}
        assessed = {item for new in _takers(old, self.units) for item in new.assesses}
        new = replace(
            old,
            treats=tuple(item for item in old.treats if item not in gone),
            assesses=tuple(item for item in old.assesses if item not in gone or item not in assessed),
        )
        return replace(new, hours=_shrunk(old, new), slot=self._slot(old, new, gone))

    def _slot(self, old: Unit, new: Unit, gone: Collection[str]) -> int:
        """Where it assesses what lessons treat by then; where it stands, when people put it there."""
        if self.plan.slots[old.id] != old.slot:
            return old.slot
        wanted = [
            min(taker.slot for taker in _takers(old, self.units) if item in taker.treats)
            for item in new.assesses
            if item in gone
        ]
        return max([old.slot, *wanted])

    def _as_planned(self) -> Iterator[Change]:
        """What no unit did in full any more, since the other side does it, the lessons need not do either."""
        for new in self.units:
            for item in new.treats:
                olds = [old for old in self._givers() if (old.id, item) in self.given and item in old.treats]
                ways = {self._way(old.id, item) for old in olds if new in _takers(old, (new,))}
                if ways == {LeaveOut}:
                    yield LeaveOut(new.id, item)
                elif ways and None not in ways:
                    yield Shorten(new.id, item)

    def _way(self, old: str, item: str) -> type[LeaveOut] | type[Shorten] | None:
        pair = (old, item)
        return LeaveOut if pair in self.plan.left_out else Shorten if pair in self.plan.shortened else None


def _shrunk(old: Unit, new: Unit) -> Hours:
    """The hours of what is left: they were guessed as so much for each part."""
    share = (len(new.treats) + bool(new.assesses)) / old.parts
    guided, practice, self_study = (round(hours * share / QUARTER) * QUARTER for hours in old.hours.each)
    return Hours(guided=guided, practice=practice, self_study=self_study)
