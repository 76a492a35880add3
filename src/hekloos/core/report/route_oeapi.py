"""A route in the words of the Open Education API (v6): programmes, courses and learning outcomes as one JSON file.

The fields and what they hold stand in docs/reference/route-files.md. Identifiers follow from the keys of the route
alone, so every export of it, by whomever, names the same things the same; items have those of the CASE export.
"""

import json
from collections.abc import Iterable, Sequence
from typing import Any

from hekloos.core.curriculum import Side
from hekloos.core.formats.characters import CONTROL
from hekloos.core.language import _
from hekloos.core.report import route_words as words
from hekloos.core.report.route_content import PartState, RouteContent, UnitLine, UnitState
from hekloos.core.report.route_ids import identify_outcome, identify_programme, identify_route, identify_unit
from hekloos.core.route.exits import programmes_of
from hekloos.core.route.route import Programme, RouteItem

VERSION = "6.0"
LANGUAGE = "nl-NL"
LEVEL_OF_SIDE = {Side.VMBO: "pre_vocational", Side.MBO: "secondary_vocational_education"}

Json = dict[str, Any]


def render_route_oeapi(content: RouteContent) -> bytes:
    """The same bytes for the same content. Units of which nothing is left are no courses any more."""
    lines = [line for line in content.units if line.state is not UnitState.GONE]
    data = {
        "specification": "OEAPI",
        "version": VERSION,
        "programmes": _programmes(content, lines),
        "courses": [_course(content, line) for line in sorted(lines, key=lambda line: (line.slot, line.unit.id))],
        "learningOutcomes": [_outcome(content, item) for item in content.route.items],
    }
    return (json.dumps(data, ensure_ascii=True, indent=1, allow_nan=False) + "\n").encode()


def _programmes(content: RouteContent, lines: Sequence[UnitLine]) -> list[Json]:
    """The route, and below it every programme that it keeps whole."""
    found, parent = programmes_of(content.route), identify_route(content.route)
    route: Json = {
        "programmeId": parent,
        "primaryCode": _code("identifier", parent),
        "programmeType": "track",
        "name": _texts(content.route.title or _("Doorlopende leerroute")),
        "teachingLanguages": [LANGUAGE],
        "duration": f"P{content.route.calendar.years}Y",
        "studyLoad": _load(sum(line.kept.total for line in lines), sum(line.kept.guided for line in lines)),
        "learningOutcomeIds": [identify_outcome(item) for item in content.route.items],
        "childIds": [identify_programme(programme) for programme, _items in found],
        "ext": _extra(lab=content.setting.lab, schools=list(content.schools), day=content.setting.day),
    }
    return [route, *(_programme(programme, items, parent) for programme, items in found)]


def _programme(programme: Programme, items: Iterable[RouteItem], parent: str) -> Json:
    return {
        "programmeId": identify_programme(programme),
        "primaryCode": _code("identifier", programme.key or programme.side),
        "programmeType": "programme",
        "name": _texts(words.programme_word(programme)),
        "level": LEVEL_OF_SIDE[programme.side],
        "learningOutcomeIds": [identify_outcome(item) for item in items],
        "parentId": parent,
        "ext": _extra(version=programme.version, digest=programme.digest),
    }


def _course(content: RouteContent, line: UnitLine) -> Json:
    unit, calendar = line.unit, content.route.calendar
    treated = [item for item, state in line.treats if state is not PartState.LEFT_OUT]
    return {
        "courseId": identify_unit(content.route, unit.id),
        "primaryCode": _code("identifier", unit.id),
        "name": _texts(unit.title or unit.id),
        "teachingLanguages": [LANGUAGE],
        "level": LEVEL_OF_SIDE[unit.side],
        "studyLoad": _load(line.kept.total, line.kept.guided),
        "learningOutcomeIds": [identify_outcome(item) for item in treated],
        "assessment": _texts(_assessed(line)) if line.assesses else None,
        "programmeIds": sorted({_programme_id(content, item) for item in (*treated, *line.assesses)}),
        "ext": _extra(
            school=unit.school,
            year=calendar.first_year + calendar.year_of(line.slot),
            period=line.slot % calendar.periods + 1,
            assessedOutcomeIds=[identify_outcome(item) for item in line.assesses],
            needsCourseIds=[identify_unit(content.route, need) for need in unit.needs],
        ),
    }


def _assessed(line: UnitLine) -> str:
    return _("Toetst: {items}.").format(items=", ".join(words.code(item) for item in line.assesses))


def _programme_id(content: RouteContent, item: RouteItem) -> str:
    known = {programme.key: programme for programme in content.route.programmes}
    return identify_programme(known.get(item.programme) or Programme(side=item.side, key="", title=""))


def _outcome(content: RouteContent, item: RouteItem) -> Json:
    return {
        "learningOutcomeId": identify_outcome(item),
        "primaryCode": _code("identifier", item.code or item.key),
        "name": _texts(item.text or item.code or item.key),
        "ext": _extra(
            key=item.key,
            group=item.group,
            levels=list(item.levels),
            sameAsIds=[
                identify_outcome(content.route.item_by_key[other])
                for other, pair in content.route.partners.get(item.key, ())
                if pair.covers_whole
            ],
        ),
    }


def _code(kind: str, code: str) -> Json:
    return {"codeType": kind, "code": _clean(code)}


def _texts(text: str) -> list[Json]:
    return [{"language": LANGUAGE, "value": _clean(text)}]


def _load(hours: float, guided: float) -> list[Json]:
    """All hours of a pupil, and those with a teacher."""
    return [{"studyLoadUnit": "hour", "value": hours}, {"studyLoadUnit": "contact_time", "value": guided}]


def _extra(**values: Any) -> Json:
    """What the specification has no place for."""
    return {"hekloos": {key: _cleaned(value) for key, value in values.items() if value not in ("", [], None)}}


def _cleaned(value: Any) -> Any:
    if isinstance(value, list):
        return [_cleaned(each) for each in value]
    return _clean(value) if isinstance(value, str) else value


def _clean(text: str) -> str:
    return CONTROL.sub(" ", text)
