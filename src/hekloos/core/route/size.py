"""How large a route is for whoever has to prove, draw or plan it: a small table can name a lot."""

from hekloos.core.route.route import Route

MOST_UNITS = 1_000
MOST_PLACES = 12_000  # of items in units, and of what units need
MOST_SCHOOLS = 20
MOST_WORK = 600_000  # to plan: a route of 600 units takes a quarter of it


def places(route: Route) -> int:
    """How often a unit names an item, or another unit."""
    return sum(len(unit.treats) + len(unit.assesses) + len(unit.needs) for unit in route.units)


def work(route: Route) -> int:
    """About how many things a planner has to keep in mind: whatever could lean on something, in every period."""
    treating = {key: len(units) for key, units in route.treating.items()}
    found = len(route.units)
    for key, units in treating.items():
        partners = sum(treating.get(other, 0) for other, _pair in route.partners.get(key, ()))
        found += units * (1 + partners) + partners
    found += sum(1 + len(route.unit_by_id[need].treats) for unit in route.units for need in unit.needs)
    schools = {unit.school for unit in route.units} | {deviation.school for deviation in route.deviations}
    return found * route.calendar.slots * max(1, len(schools - {""}))
