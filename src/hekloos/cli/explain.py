"""`hekloos explain`: everything about one pair."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

import click

from hekloos.cli.dutch import DutchCommand, SourceProblemError
from hekloos.cli.knowledge import MODEL_HELP, WORDS_HELP, knowledge_with, told_when_too_much
from hekloos.cli.output import show, show_json
from hekloos.cli.progress import progress_bar
from hekloos.cli.sources import find_item, load_both, tell_problems
from hekloos.core.curriculum import Framework, Item, in_order
from hekloos.core.language import _

if TYPE_CHECKING:
    from hekloos.core.overlap.explain import Explanation

NEGLIGIBLE = 0.005  # would be shown as 0.00


@click.command(cls=DutchCommand, help=_("Leg één paar helemaal uit: een eindterm en een mbo-onderdeel."))
@click.argument("vmbo")
@click.argument("mbo")
@click.argument("left_code", metavar=_("CODE_VMBO"))
@click.argument("right_code", metavar=_("CODE_MBO"))
@click.option("--words", metavar=_("BESTAND"), help=WORDS_HELP)
@click.option("--model", metavar=_("NAAM"), help=MODEL_HELP)
@click.option("--json", "as_json", is_flag=True, help=_("Geef alles als JSON, voor een ander programma."))
def explain(
    vmbo: str, mbo: str, left_code: str, right_code: str, words: str | None, model: str | None, as_json: bool
) -> None:
    left, right, problems = load_both(vmbo, mbo)
    left_item, right_item = find_item(left, left_code), find_item(right, right_code)
    for framework, item in ((left, left_item), (right, right_item)):
        if item not in framework.comparable():
            message = _("{code} is een kop en heeft zelf geen inhoud om te vergelijken. Noem een onderdeel eronder.")
            raise SourceProblemError(message.format(code=item.code))

    from hekloos.core.overlap.compare import compare as compare_frameworks
    from hekloos.core.overlap.explain import explain as explain_match

    knowledge = knowledge_with(words, model)
    with progress_bar(_("Vergelijken")) as progress, told_when_too_much():
        comparison = compare_frameworks(left, right, knowledge=knowledge, progress=progress)
    match = comparison.find(left_item, right_item)
    if match is None:
        message = _("Dit paar lijkt zo weinig op elkaar dat Hekloos het niet heeft beoordeeld.")
        raise SourceProblemError(message)
    explanation = explain_match(comparison, match)
    if as_json:
        from hekloos.core.report.plain import explanation_data

        show_json(explanation_data(explanation))
        return
    show(_lines(left, right, explanation))
    tell_problems(problems)


def _lines(left: Framework, right: Framework, explanation: "Explanation") -> Iterator[str]:
    from hekloos.core.report.wording import percent, proposal

    match = explanation.match
    yield from _item_lines(_("VMBO"), left, match.left, "")
    yield from _item_lines(_("MBO"), right, match.right, explanation.usual)
    yield proposal(match)
    yield ""
    yield _("Waarom")
    yield from (f"  {sentence}" for sentence in explanation.sentences())
    yield _("Waarom het niet zou kunnen kloppen")
    yield f"  {explanation.doubt}"
    yield ""
    yield _("Hoe de kans is opgebouwd (boven nul pleit ervoor, onder nul ertegen)")
    yield f"  {explanation.base:+6.2f}  {_('uitgangspunt van elk paar')}"
    for part in sorted(explanation.contributions, key=lambda part: -abs(part.added)):
        if abs(part.added) < NEGLIGIBLE:
            continue
        yield f"  {part.added:+6.2f}  {part.label} ({part.value:.2f})"
    yield f"  {explanation.score:+6.2f}  {_('samen')} = {percent(match.probability)}"


def _item_lines(side: str, framework: Framework, item: Item, usual: str) -> Iterator[str]:
    from hekloos.core.report.wording import usual_line

    levels = f" [{' '.join(in_order(item.levels))}]" if item.levels else ""
    yield f"{side}  {item.code}  {item.text}{levels}"
    for above in framework.ancestors(item):
        yield f"      {_('onder')} {above.code} {above.text}"
    if item.description:
        yield f"      {item.description}"
    if usual:
        yield f"      {usual_line(usual)}"
    if item.remark:
        yield f"      ({item.remark})"
    yield ""
