"""Which qualifications a study document is about: their crebo, title, level and profile.

A crebo of a qualification is a number such as 25180. A dossier has a number of its own (23xxx),
which schools also call crebo; it is only used where no number of a qualification is given.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from hekloos.core.curriculum import Level
from hekloos.core.formats.study.qualification_tables import row_of
from hekloos.core.formats.study.qualification_titles import (
    Line,
    level_stated,
    levels_near,
    tidy,
    title_by_label,
    title_near,
    title_of_document,
)

_NUMBER = re.compile(r"(?<![\d.,/-])2[2-9]\d{3}(?!\d|[.,-]\d)")
_NUMBER_IN_NAME = re.compile(r"(?<!\d)2[2-9]\d{3}(?!\d)")
_DOSSIER_NUMBER = re.compile(r"2[23]\d{3}")
_ABOUT = re.compile(r"crebo|kwalificatie|opleiding|profiel|examenplan|uitstroom|diploma|niveau", re.IGNORECASE)
_OTHER_QUANTITY = re.compile(r"(?:€|euro|uur|uren|sbu|klokuren|postbus|kvk|tel|telefoon)\W*$", re.IGNORECASE)
_QUANTITY_AFTER = re.compile(r"\W*(?:uur|uren|sbu|euro)\b", re.IGNORECASE)
_FILE = re.compile(r"\.(?:xlsx?|pdf|docx?)\b|https?:|www\.", re.IGNORECASE)
_PROFILE = re.compile(
    r"^(?:profiel(?:deel)?\s*)?P\s?(?P<number>\d)(?!\s?-?\s?K\s?\d)\s*[:.\u2013-]?\s+(?P<title>[A-ZÀ-Ý][^\d]{3,80}?)(?:\W*\d{5}\W*)?$",
    re.IGNORECASE,
)
_PROFILE_BEFORE = re.compile(r"\bP\s?(\d)\b(?!\s?-?\s?K)")
MOST = 12  # more numbers than this are a list of all that a school offers


@dataclass(frozen=True, slots=True, kw_only=True)
class Qualification:
    """`profile` is P1, P2 ... when the document names it."""

    crebo: str
    title: str
    levels: frozenset[Level] = frozenset()
    profile: str = ""


def find_qualifications(lines: Sequence[Line], *, name: str) -> list[Qualification]:
    """The qualifications in the order in which they are named; without a crebo there may be one, without number."""
    found: dict[str, Qualification] = {}
    for index, line in enumerate(lines):
        for match in _NUMBER.finditer(line.text):
            if not _is_crebo(match, lines, index, name):
                continue
            known = found.get(match[0], Qualification(crebo=match[0], title=""))
            found[match[0]] = _with_words_near(known, lines, index)
    for crebo in _NUMBER_IN_NAME.findall(name):
        found.setdefault(crebo, Qualification(crebo=crebo, title=""))
    kept = [q for q in found.values() if not _DOSSIER_NUMBER.fullmatch(q.crebo)] or list(found.values())
    kept = _only_own(kept, name)
    if not kept and (title := title_by_label(lines)):
        kept = [Qualification(crebo="", title=title)]
    profiles = find_profiles(lines)
    return [_completed(q, lines, profiles, name=name, is_only=len(kept) == 1) for q in kept]


def _is_crebo(match: re.Match[str], lines: Sequence[Line], index: int, name: str) -> bool:
    line = lines[index].text
    before, after = line[: match.start()], line[match.end() :]
    if _FILE.search(line) or _OTHER_QUANTITY.search(before) or _QUANTITY_AFTER.match(after):
        return False
    near = " ".join(other.text for other in lines[max(0, index - 2) : index + 1])
    if match[0] in name or "crebo" in near.casefold():
        return True
    if row_of(lines, index, match[0]):
        return True
    in_brackets = before.rstrip().endswith("(") and after.lstrip().startswith(")")
    return in_brackets or bool(_ABOUT.search(near) and not re.search(r"\d{3}", line.replace(match[0], "")))


def _with_words_near(known: Qualification, lines: Sequence[Line], index: int) -> Qualification:
    line = lines[index].text
    profile = _PROFILE_BEFORE.search(line)
    if row := row_of(lines, index, known.crebo):
        return replace(
            known,
            title=known.title or row.title or title_near(lines, index, known.crebo),
            levels=known.levels or row.levels or levels_near(lines, index),
            profile=known.profile or row.profile,
        )
    return replace(
        known,
        title=known.title or title_near(lines, index, known.crebo),
        levels=known.levels or levels_near(lines, index),
        profile=known.profile or (f"P{profile[1]}" if profile and len(_NUMBER.findall(line)) == 1 else ""),
    )


def _only_own(found: list[Qualification], name: str) -> list[Qualification]:
    """Numbers in the name of the file say which of many are meant: others are where students go on to."""
    named = [q for q in found if q.crebo in name]
    return named if named and (len(named) > 1 or len(found) > MOST) else found if len(found) <= MOST else []


def _completed(
    qualification: Qualification, lines: Sequence[Line], profiles: dict[str, str], *, name: str, is_only: bool
) -> Qualification:
    title = qualification.title
    if is_only:
        title = title_by_label(lines) or title
    if not title and qualification.profile in profiles:
        title = profiles[qualification.profile]
    if not title and is_only:
        title = title_of_document(lines)
    title = title or tidy(re.sub(r"[_-]+", " ", name)) or name
    levels = qualification.levels or (level_stated(lines, title) if is_only else frozenset())
    matching = [part for part, profile in profiles.items() if _same_name(profile, title)]
    profile = qualification.profile or (matching[0] if len(matching) == 1 else "")
    return replace(qualification, title=title, levels=levels, profile=profile)


def find_profiles(lines: Sequence[Line]) -> dict[str, str]:
    """The names of profiles by part: P1 Kok."""
    found: dict[str, str] = {}
    for line in lines:
        for first, second in zip(line.cells, (*line.cells[1:], ""), strict=True):
            match = _PROFILE.match(first.strip()) or _PROFILE.match(f"{first.strip(' :')} {second.strip()}")
            if match:
                found.setdefault(f"P{match['number']}", match["title"].strip(" ,(:"))
    return found


def _same_name(one: str, other: str) -> bool:
    first, second = set(re.findall(r"\w{3,}", one.casefold())), set(re.findall(r"\w{3,}", other.casefold()))
    return bool(first) and bool(second) and (first <= second or second <= first)
