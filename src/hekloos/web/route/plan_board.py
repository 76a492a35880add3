"""The route as people look at it: periods from left to right, what each side does in them, and what that frees."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from hekloos.core.curriculum import Side
from hekloos.core.route.hours import all_freed, at_school_by_slot, freed_by, kept_by
from hekloos.core.route.route import Deviation, Given, Plan, Route
from hekloos.core.route.schools import as_in, schools_of
from hekloos.core.route.units import Unit


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """A unit in its period. `was` is the period where the school had it, when that is another one; `number` says which
    unit it is in the route, so that a page can point at it."""

    number: int
    unit: Unit
    kept: float
    freed: float
    was: int | None
    is_gone: bool
    deviations: tuple[Deviation, ...]

    @property
    def whole(self) -> float:
        return self.kept + self.freed


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A period. `hours` are those at school of one pupil, of the school where they are most; what freed hours are given
    to stands apart."""

    slot: int
    vmbo: tuple[Block, ...]
    mbo: tuple[Block, ...]
    hours: float
    freed: float
    given: tuple[Given, ...]
    is_too_full: bool
    is_exam: bool
    is_practice: bool
    phase: Side

    @property
    def has_both(self) -> bool:
        """Whether both lanes have something here; else one cell is enough for this period."""
        return bool(self.vmbo and self.mbo)

    @property
    def lane(self) -> Side:
        """Whose blocks stand here, where only one side has any; of an empty period the side of its phase."""
        return (Side.VMBO if self.vmbo else Side.MBO) if self.vmbo or self.mbo else self.phase

    @property
    def blocks(self) -> tuple[Block, ...]:
        return self.vmbo + self.mbo

    @property
    def parts(self) -> tuple[float, float, float, float]:
        """Hours of the vmbo, of the mbo, what freed hours go to, and what of them is left."""
        given = sum(one.hours for one in self.given)
        vmbo, mbo = (_of_one_pupil(side) for side in (self.vmbo, self.mbo))
        return vmbo, mbo, given, max(0.0, self.freed - given)


@dataclass(frozen=True, slots=True, kw_only=True)
class Year:
    number: int
    columns: tuple[Column, ...]
    is_vmbo: bool  # in the vo-fase
    hours: float  # of the school where they are most


@dataclass(frozen=True, slots=True, kw_only=True)
class Board:
    years: tuple[Year, ...]
    freed: float
    guessed: float  # of what is freed, the part that rests on a guess
    given: float
    moved: int
    shortened: int
    gone: int
    differs: bool  # whether schools have different hours

    @property
    def columns(self) -> list[Column]:
        return [column for year in self.years for column in year.columns]

    def of_year(self, number: int) -> "Board":
        """The same with the periods of one year; figures stay those of the whole. All years when there is none such."""
        years = tuple(year for year in self.years if year.number == number)
        return replace(self, years=years) if years else self

    @property
    def has_lanes(self) -> bool:
        """Whether there is a period in which both sides stand: then they need a row each."""
        return any(column.has_both for column in self.columns)

    @property
    def fullest(self) -> float:
        """Hours of the fullest period, with what is freed in it; 1.0 when there are none at all."""
        return max((sum(column.parts) for column in self.columns), default=0.0) or 1.0


def draw_board(route: Route, plan: Plan) -> Board:
    calendar = route.calendar
    each = [at_school_by_slot(*as_in(route, plan, school)) for school in schools_of(route)]
    hours = [max(there) for there in zip(*each, strict=True)]
    blocks = [_block(route, plan, number, unit) for number, unit in enumerate(route.units)]
    by_slot: dict[tuple[int, Side], list[Block]] = {}
    for block in blocks:
        by_slot.setdefault((plan.slots[block.unit.id], block.unit.side), []).append(block)
    columns = [_column(route, slot, hours[slot], by_slot) for slot in range(calendar.slots)]
    years = tuple(
        Year(
            number=calendar.first_year + year,
            columns=tuple(columns[year * calendar.periods : (year + 1) * calendar.periods]),
            is_vmbo=year < calendar.vmbo_years,
            hours=max(sum(there[year * calendar.periods : (year + 1) * calendar.periods]) for there in each),
        )
        for year in range(calendar.years)
    )
    freed = all_freed(route, plan)
    return Board(
        years=years,
        freed=sum(one.hours.total for one in freed),
        guessed=sum(one.hours.total for one in freed if one.is_guess),
        given=sum(one.hours for one in route.given),
        moved=sum(block.was is not None and not block.is_gone for block in blocks),
        shortened=sum(bool(block.freed) and not block.is_gone for block in blocks),
        gone=sum(block.is_gone for block in blocks),
        differs=len(each) > 1,
    )


def _of_one_pupil(blocks: Sequence[Block]) -> float:
    """What blocks of all schools take together, and of those of one school the most; the mbo is one school here."""
    shared = sum(block.kept for block in blocks if block.unit.side is Side.MBO or not block.unit.school)
    own: dict[str, float] = {}
    for block in blocks:
        if block.unit.side is Side.VMBO and block.unit.school:
            own[block.unit.school] = own.get(block.unit.school, 0.0) + block.kept
    return shared + max(own.values(), default=0.0)


def _block(route: Route, plan: Plan, number: int, unit: Unit) -> Block:
    return Block(
        number=number,
        unit=unit,
        kept=kept_by(route, plan, unit).total,
        freed=freed_by(route, plan, unit).total,
        was=unit.slot if plan.slots[unit.id] != unit.slot else None,
        is_gone=plan.drops(unit),
        deviations=tuple(deviation for deviation in route.deviations if deviation.unit == unit.id),
    )


def _column(route: Route, slot: int, hours: float, by_slot: Mapping[tuple[int, Side], Sequence[Block]]) -> Column:
    vmbo, mbo = (tuple(by_slot.get((slot, side), ())) for side in (Side.VMBO, Side.MBO))
    limit = route.room_in(slot)
    return Column(
        slot=slot,
        vmbo=vmbo,
        mbo=mbo,
        hours=hours,
        freed=sum(block.freed for block in (*vmbo, *mbo)),
        given=tuple(given for given in route.given if given.slot == slot),
        is_too_full=limit is not None and hours > limit,
        is_exam=slot == route.calendar.exam_slot,
        is_practice=slot in route.calendar.practice_slots,
        phase=Side.VMBO if route.calendar.year_of(slot) < route.calendar.vmbo_years else Side.MBO,
    )
