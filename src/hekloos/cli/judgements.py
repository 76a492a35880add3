"""A filled-in report, read back: how far the lab is."""

from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

import click

from hekloos.cli.dutch import SourceProblemError
from hekloos.cli.output import show_json
from hekloos.cli.sources import tell_problems
from hekloos.core.formats.reading import Severity, problem_data
from hekloos.core.language import _, ngettext

if TYPE_CHECKING:
    from hekloos.core.formats.filled_in import Judgement

TABLES = frozenset({".xlsx", ".ods", ".csv"})


def is_filled_in(path: Path) -> bool:
    """Is this a report of Hekloos with columns for verdicts?"""
    if path.suffix.lower() not in TABLES or not path.is_file():
        return False
    from hekloos.core.formats.filled_in import holds_judgements

    return holds_judgements(path)


def show_judgements(path: Path, *, as_json: bool) -> None:
    """Tell how many pairs are judged and where both sides agree. Raises SourceProblemError."""
    from hekloos.core.formats.filled_in import read_judgements

    judgements = read_judgements(path)
    if not judgements.rows and any(problem.severity is Severity.ERROR for problem in judgements.problems):
        raise SourceProblemError("\n".join(str(problem) for problem in judgements.problems))
    if as_json:
        rows = [judgement_data(judgement) for judgement in judgements.rows]
        data = {"judgements": rows, "problems": [problem_data(problem) for problem in judgements.problems]}
        show_json(data)
        return
    states = Counter(_state(judgement) for judgement in judgements.rows)
    click.echo(_("Dit is een rapport van Hekloos met ruimte voor oordelen."))
    for state, number in sorted(states.items()):
        click.echo("  " + _sentence(state, number))
    tell_problems(judgements.problems)


def judgement_data(judgement: "Judgement") -> dict[str, str | None]:
    return {
        "left": judgement.left,
        "right": judgement.right,
        "judgement_vmbo": judgement.judgement_vmbo,
        "judgement_mbo": judgement.judgement_mbo,
        "remark": judgement.remark,
    }


def _state(judgement: "Judgement") -> str:
    if judgement.judgement_vmbo is None and judgement.judgement_mbo is None:
        return "remark"
    if judgement.judgement_vmbo is None:
        return "waits for vmbo"
    if judgement.judgement_mbo is None:
        return "waits for mbo"
    return "agreed" if judgement.judgement_vmbo is judgement.judgement_mbo else "differs"


def _sentence(state: str, number: int) -> str:
    sentences = {
        "agreed": ngettext("{n} paar: vmbo en mbo zijn het eens", "{n} paren: vmbo en mbo zijn het eens", number),
        "differs": ngettext(
            "{n} paar: vmbo en mbo denken er verschillend over",
            "{n} paren: vmbo en mbo denken er verschillend over",
            number,
        ),
        "waits for mbo": ngettext("{n} paar: wacht op het mbo", "{n} paren: wachten op het mbo", number),
        "waits for vmbo": ngettext("{n} paar: wacht op het vmbo", "{n} paren: wachten op het vmbo", number),
        "remark": ngettext("{n} paar: alleen een opmerking", "{n} paren: alleen een opmerking", number),
    }
    return sentences[state].format(n=number)
