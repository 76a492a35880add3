"""What the judge knows, with the words of the lab when there are any."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from hekloos.cli.dutch import SourceProblemError
from hekloos.cli.sources import tell_problems
from hekloos.core.formats.characters import clean_name
from hekloos.core.formats.reading import Severity
from hekloos.core.language import _

if TYPE_CHECKING:
    from hekloos.core.overlap.knowledge import Knowledge

WORDS_HELP = _("Een tabel met eigen woorden: in kolom A uw woord, in kolom B een woord dat hetzelfde betekent.")


MODEL_HELP = _("Een taalmodel van sentence-transformers dat meekijkt: een naam of een map.")


def knowledge_with(words: str | None, model: str | None) -> "Knowledge":
    """Raises SourceProblemError when the table with words or the model cannot be used."""
    from hekloos.core.overlap.knowledge import shipped_knowledge

    knowledge = shipped_knowledge()
    if words:
        knowledge = _with_words(knowledge, words)
    if model:
        knowledge = _with_model(knowledge, model)
    return knowledge


@contextmanager
def told_when_too_much() -> Iterator[None]:
    """Raises SourceProblemError when there is more than can be compared at once."""
    from hekloos.core.overlap.compare import TooMuchError

    try:
        yield
    except TooMuchError as error:
        raise SourceProblemError(str(error)) from error


def _with_words(knowledge: "Knowledge", words: str) -> "Knowledge":
    from hekloos.core.formats.own_words import read_own_words

    found = read_own_words(Path(words))
    if any(problem.severity is Severity.ERROR for problem in found.problems) and not found.equal:
        raise SourceProblemError("\n".join(str(problem) for problem in found.problems))
    tell_problems(found.problems)
    return knowledge.with_words(found.equal)


def _with_model(knowledge: "Knowledge", name: str) -> "Knowledge":
    from hekloos.core.overlap.sentence_model import NamedModel, SentenceModelError

    try:
        return replace(knowledge, model=NamedModel(name))
    except SentenceModelError as error:
        if error.missing:
            message = _(
                "Voor een taalmodel is sentence-transformers nodig, en dat is niet geïnstalleerd. "
                'Installeer het met: pip install "hekloos[neural]". Zonder --model werkt Hekloos ook.'
            )
        else:
            message = _(
                "Het taalmodel {name} kan niet worden geladen. Controleer de naam, of noem de map waarin het staat."
            ).format(name=clean_name(name))
        raise SourceProblemError(message) from error
