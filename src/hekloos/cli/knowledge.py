"""What the judge knows, with the words of the lab when there are any."""

from pathlib import Path
from typing import TYPE_CHECKING

from hekloos.cli.dutch import SourceProblemError
from hekloos.cli.sources import tell_problems
from hekloos.core.formats.reading import Severity
from hekloos.core.language import _

if TYPE_CHECKING:
    from hekloos.core.overlap.knowledge import Knowledge

WORDS_HELP = _("Een tabel met eigen woorden: in kolom A uw woord, in kolom B een woord dat hetzelfde betekent.")


def knowledge_with(words: str | None) -> "Knowledge":
    """Raises SourceProblemError when the table with words cannot be used."""
    from hekloos.core.overlap.knowledge import shipped_knowledge

    knowledge = shipped_knowledge()
    if not words:
        return knowledge
    from hekloos.core.formats.own_words import read_own_words

    found = read_own_words(Path(words))
    if any(problem.severity is Severity.ERROR for problem in found.problems) and not found.equal:
        raise SourceProblemError("\n".join(str(problem) for problem in found.problems))
    tell_problems(found.problems)
    return knowledge.with_lexicon(knowledge.reader.lexicon.extended(found.equal))
