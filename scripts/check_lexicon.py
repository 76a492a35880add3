"""Guards the lexicon: `make lint` runs it.

Wrong are: a concept that stands twice, a link to one that does not exist, a concept that is a kind of itself by
way of others or belongs to what belongs to it, one without words or links, a kind or sector outside the list, a
word written twice under a concept. Where the programmes are at hand (../shared/data), no word of them may be lost.
"""

import csv
import json
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from hekloos.core.overlap.dutch import WORD
from hekloos.core.overlap.lexicon import shipped_lexicon
from hekloos.core.overlap.lexicon_file import KINDS, Concept, read_concepts
from hekloos.core.overlap.stopwords import stopwords

ROOT = Path(__file__).parent.parent
FOLDER = ROOT / "src/hekloos/core/overlap/data/lexicon"
DATA = ROOT.parent / "shared" / "data"
SECTORS = frozenset((FOLDER / "sectors.txt").read_text(encoding="utf-8").split())
LISTS = ("globale_eindterm", "deeltaak", "moduletaak", "keuzevaktaak", "module", "keuzevak")


def complaints(concepts: Iterable[Concept]) -> Iterator[str]:
    every = list(concepts)
    by_name = {concept.name: concept for concept in every}
    for name, times in Counter(concept.name for concept in every).items():
        if times > 1:
            yield f"{name}: stands {times} times"
    linked = {upper for concept in every for upper in (*concept.broader, *concept.belongs_to)}
    for concept in every:
        yield from (f"{concept.name}: {problem}" for problem in _of_one(concept, by_name, linked))
    yield from (f"a circle: {' > '.join(circle)}" for circle in _circles(by_name))


def _of_one(concept: Concept, by_name: Mapping[str, Concept], linked: set[str]) -> Iterator[str]:
    for upper in (*concept.broader, *concept.belongs_to):
        if upper not in by_name:
            yield f"{upper} does not exist"
        elif concept.name in by_name[upper].belongs_to:
            yield f"belongs to {upper} and the other way round"
    if concept.kind not in KINDS:
        yield f"kind {concept.kind} is not known"
    for sector in sorted((concept.sectors | {s for _word, sectors in concept.words for s in sectors}) - SECTORS):
        yield f"sector {sector} is not known"
    if not concept.words and concept.name not in linked:
        yield "no word and nothing below it"
    has_links = concept.broader or concept.belongs_to or concept.name in linked
    if not has_links and not concept.is_generic and len(concept.words) < 2:
        yield "one word and no link: it explains nothing"
    for word, times in Counter(concept.words).items():
        if times > 1:
            yield f"{word[0]} stands {times} times"


def _circles(by_name: Mapping[str, Concept]) -> Iterator[tuple[str, ...]]:
    done: set[str] = set()

    def follow(name: str, path: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
        if name in path:
            yield (*path[path.index(name) :], name)
        elif name not in done:
            for upper in by_name[name].broader if name in by_name else ():
                yield from follow(upper, (*path, name))
            done.add(name)

    for name in by_name:
        yield from follow(name, ())


def lost_words() -> list[str]:
    """Words of the real programmes that the lexicon neither knows nor leaves out on purpose."""
    skipped = set((FOLDER / "skipped.txt").read_text(encoding="utf-8").split())
    lexicon = shipped_lexicon()
    in_phrases = {part for concept in lexicon.concepts.values() for word, _s in concept.words for part in word.split()}
    words = {word for text in _texts() for word in WORD.findall(text.lower()) if word.isalpha() and len(word) > 1}
    known = stopwords() | skipped | in_phrases
    return sorted(word for word in words - known if not lexicon.readings(word))


def _texts() -> Iterator[str]:
    for name in LISTS:
        for row in json.loads((DATA / "slo" / f"{name}.json").read_text(encoding="utf-8")):
            yield row.get("title") or ""
    with (DATA / "mbo" / "items.csv").open(encoding="utf-8") as lines:
        for row in csv.DictReader(lines):
            yield from (row["text"], row["description"])


def main() -> None:
    concepts = [concept for path in sorted(FOLDER.glob("*.tsv")) for concept in read_concepts(path.read_text("utf-8"))]
    problems = list(complaints(concepts))
    told = f"{len(concepts)} concepts, {sum(len(concept.words) for concept in concepts)} words and phrases"
    if DATA.is_dir():
        lost = lost_words()
        if lost:
            problems.append(f"{len(lost)} words of the programmes are lost: {', '.join(lost[:40])}")
    else:
        told += "; the programmes are not on this machine, so nobody looked for lost words"
    print("\n".join(problems) or f"{told}: in order")
    sys.exit(1 if problems else 0)


if __name__ == "__main__":
    main()
