"""The report as csv and JSON, for spreadsheets and programs."""

import json
from collections.abc import Iterator

from hekloos.core.curriculum import Framework, Item, in_order
from hekloos.core.formats.reading import problem_data
from hekloos.core.formats.table.sheets import write_csv
from hekloos.core.language import _
from hekloos.core.overlap.explain import Explanation, probability_words, relation_words
from hekloos.core.overlap.lesson_cover import Cover
from hekloos.core.overlap.repeats import LessonRepeat
from hekloos.core.report.content import Content

NEARLY_CERTAIN = 0.99  # nothing here is certain, so no figure says so


def column_names() -> tuple[str, ...]:
    """The columns of the pairs; what the lab fills in stands beside both texts."""
    return (
        _("code vmbo"),
        _("eindterm"),
        _("code mbo"),
        _("mbo-onderdeel"),
        _("oordeel vmbo"),
        _("oordeel mbo"),
        _("opmerking"),
        _("voorstel"),
        _("kans"),
        _("kans in woorden"),
        _("waarom"),
        _("let op"),
        _("module"),
        _("taak"),
        _("niveau"),
        _("kerntaak"),
    )


def pair_rows(content: Content) -> Iterator[tuple[str | float, ...]]:
    """A row per shown pair, under `column_names`."""
    for row in content.rows:
        for explanation in row.found:
            yield pair_row(content, explanation)


def pair_row(content: Content, explanation: Explanation) -> tuple[str | float, ...]:
    match = explanation.match
    path = tuple(reversed(content.left.ancestors(match.left)))
    named = [f"{item.code} {item.text}" for item in path]
    above = content.right.ancestors(match.right)
    return (
        match.left.code,
        match.left.text,
        match.right.code,
        match.right.text,
        "",
        "",
        "",
        relation_words()[match.relation],
        round(min(match.probability, NEARLY_CERTAIN), 3),
        probability_words(match.probability),
        " ".join(explanation.sentences()),
        " ".join(filter(None, (reading_remark(match.left, match.right), explanation.doubt))),
        named[0] if named else "",
        named[-1] if len(named) > 1 else "",
        " ".join(in_order(match.left.levels)),
        f"{above[0].code} {above[0].text}" if above else "",
    )


def reading_remark(*items: Item) -> str:
    """What is uncertain about the texts themselves, such as a text that was read from a picture."""
    remarks = dict.fromkeys(item.remark for item in items if item.remark)
    return " ".join(f"{remark[:1].upper()}{remark[1:].rstrip('.')}." for remark in remarks)


def render_csv(content: Content) -> bytes:
    return write_csv(column_names(), pair_rows(content))


def render_pairs(content: Content) -> bytes:
    """One JSON object per line: left, right, probability, relation (codes and English values)."""
    lines = (
        json.dumps(
            {
                "left": match.left.code,
                "right": match.right.code,
                "probability": round(match.probability, 6),
                "relation": match.relation,
            },
            ensure_ascii=False,
        )
        for row in content.rows
        for match in row.matches
    )
    return "".join(f"{line}\n" for line in lines).encode()


def render_json(content: Content) -> bytes:
    """Everything in the report; documented in docs/reference/compare-json.md."""
    data = {
        "left": _framework_data(content.left),
        "right": _framework_data(content.right),
        "choices": {
            "top": content.choices.top,
            "at_least": content.choices.at_least,
            "levels": list(content.choices.levels),
            "modules": list(content.choices.modules),
            "date": content.choices.date,
        },
        "counts": {relation.value: number for relation, number in content.best_relations.items()},
        "map": [
            {"left": r.left.code, "right": r.right.code, "same": r.same, "builds_on": r.builds_on}
            for r in content.ribbons
        ],
        "repeats": [_repeat_data(repeat) for repeat in content.repeats],
        "cover": [_cover_data(cover) for cover in content.cover],
        "pairs": [explanation_data(explanation) for row in content.rows for explanation in row.found],
        "without_match": [row.item.code for row in content.without_match],
        "untouched": [item.code for item in content.untouched],
        "problems": [problem_data(problem) for problem in content.problems],
    }
    return (json.dumps(data, ensure_ascii=False, indent=1) + "\n").encode()


def _framework_data(framework: Framework) -> dict[str, object]:
    return {
        "key": framework.key,
        "title": framework.title,
        "crebo": framework.crebo,
        "source": framework.source,
        "version": framework.version,
        "digest": framework.digest,
    }


def _cover_data(cover: Cover) -> dict[str, object]:
    return {
        "item": cover.item.code,
        "lessons": [
            {
                "lesson": treatment.lesson.code,
                "left": treatment.match.left.code,
                "right": treatment.match.right.code,
                "chance": round(treatment.chance, 3),
            }
            for treatment in cover.lessons
        ],
    }


def _repeat_data(repeat: LessonRepeat) -> dict[str, object]:
    return {
        "left": repeat.vmbo.code,
        "right": repeat.mbo.code,
        "share": round(repeat.share, 3),
        "hours": None if repeat.hours is None else round(repeat.hours, 2),
        "passages": [
            {
                "left": passage.match.left.code,
                "right": passage.match.right.code,
                "how": passage.how,
                "degree": round(passage.degree, 3),
            }
            for passage in repeat.passages
        ],
    }


def explanation_data(explanation: Explanation) -> dict[str, object]:
    match = explanation.match
    return {
        "left": match.left.code,
        "left_id": match.left.id,
        "left_text": match.left.text,
        "right": match.right.code,
        "right_id": match.right.id,
        "right_text": match.right.text,
        "probability": round(match.probability, 6),
        "relation": match.relation,
        "why": list(explanation.sentences()),
        "doubt": explanation.doubt,
        "shared_words": [{"vmbo": word.vmbo, "mbo": list(word.mbo)} for word in explanation.shared],
        "shared_with_description": [{"vmbo": word.vmbo, "mbo": list(word.mbo)} for word in explanation.in_detail],
        "usual_content": explanation.usual,
        "kindred": [
            {"vmbo": k.vmbo, "mbo": k.mbo, "link": k.link, "wider": k.wider, "in_detail": k.in_detail}
            for k in explanation.kindred
        ],
        "only_left": list(explanation.only_left),
        "only_right": list(explanation.only_right),
        "base": round(explanation.base, 4),
        "contributions": [
            {"feature": part.feature, "label": part.label, "value": round(part.value, 4), "added": round(part.added, 4)}
            for part in explanation.contributions
        ],
    }
