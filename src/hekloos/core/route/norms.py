"""Rules for routes from vmbo to mbo as dated data: each with its source, and whether it was checked there.

They stand in `norms.toml`, which a school can read as well. This is no legal advice: a source may be out of date.
"""

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache
from importlib import resources
from typing import Any

KINDS_OF_HOURS = ("total", "guided", "practice")


class Topic(StrEnum):
    """What a norm is about, in the order in which they are read."""

    ROUTE = "route"
    PHASES = "phases"
    REPORTING = "reporting"
    AGREEMENT = "agreement"
    EXAMS = "exams"
    TEAM = "team"
    ROUTE_HOURS = "route_hours"
    MBO_HOURS = "mbo_hours"
    FUNDING = "funding"


@dataclass(frozen=True, slots=True, kw_only=True)
class Norm:
    """`valid_from` is None when we do not know since when; `valid_until` is the last day, None when none is known.

    What is not verified may not be told as a fact: nobody found that it (still) holds, or it is our inference.
    """

    key: str
    topic: Topic
    value: int | bool | str
    unit: str
    valid_from: date | None
    valid_until: date | None
    source: str
    is_verified: bool
    sentence: str

    def holds_on(self, day: date) -> bool:
        return (self.valid_from is None or self.valid_from <= day) and (
            self.valid_until is None or day <= self.valid_until
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class RouteHours:
    """Least clock hours of a whole route: in all, guided, and in a company. The rest is free to divide."""

    years: int
    total: int
    guided: int
    practice: int
    is_verified: bool
    source: str

    @property
    def free(self) -> int:
        return self.total - self.guided - self.practice


@cache
def all_norms() -> tuple[Norm, ...]:
    """By topic, and within one as they stand in the file."""
    text = (resources.files("hekloos.core.route") / "norms.toml").read_text(encoding="utf-8")
    return read_norms(text)


def read_norms(text: str) -> tuple[Norm, ...]:
    """Raises ValueError or KeyError when it is no list of norms; the file is our own, so that is a mistake of ours."""
    norms = [_norm(row) for row in tomllib.loads(text)["norm"]]
    _check(norms)
    order = list(Topic)
    return tuple(sorted(norms, key=lambda norm: order.index(norm.topic)))


def _norm(row: Mapping[str, Any]) -> Norm:
    known = {"key", "topic", "value", "unit", "from", "until", "source", "verified", "sentence"}
    if unknown := set(row) - known:
        raise ValueError(f"{row['key']}: unknown {sorted(unknown)}")
    return Norm(
        key=row["key"],
        topic=Topic(row["topic"]),
        value=row["value"],
        unit=row.get("unit", ""),
        valid_from=row.get("from"),
        valid_until=row.get("until"),
        source=row["source"],
        is_verified=row["verified"],
        sentence=row["sentence"],
    )


def _check(norms: Iterable[Norm]) -> None:
    """Raises ValueError when two norms with one key hold on the same day, or a period ends before it begins."""
    periods: dict[str, list[tuple[date, date]]] = {}
    for norm in norms:
        start, end = norm.valid_from or date.min, norm.valid_until or date.max
        if end < start:
            raise ValueError(f"{norm.key} ends before it begins")
        if any(start <= other_end and other_start <= end for other_start, other_end in periods.get(norm.key, ())):
            raise ValueError(f"{norm.key} holds twice on one day")
        periods.setdefault(norm.key, []).append((start, end))


def norms_on(day: date) -> tuple[Norm, ...]:
    """The norms that hold on a day, as far as we know."""
    return tuple(norm for norm in all_norms() if norm.holds_on(day))


def norm_on(key: str, day: date) -> Norm | None:
    """The norm with this key on a day; None when there is none then."""
    return next((norm for norm in all_norms() if norm.key == key and norm.holds_on(day)), None)


def route_norm(years: int, day: date) -> RouteHours | None:
    """The least hours of a route (bol) of so many years on a day; None when we know of none.

    `is_verified` is only true when each of the numbers is: else say that they were not checked, or leave them out.
    """
    found = [norm_on(f"route.hours.{years}.{kind}", day) for kind in KINDS_OF_HOURS]
    total, guided, practice = (norm for norm in found)
    if total is None or guided is None or practice is None:
        return None
    return RouteHours(
        years=years,
        total=int(total.value),
        guided=int(guided.value),
        practice=int(practice.value),
        is_verified=total.is_verified and guided.is_verified and practice.is_verified,
        source=total.source,
    )
