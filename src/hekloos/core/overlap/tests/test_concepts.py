from hekloos.core.overlap.concepts import ConceptReader
from hekloos.core.overlap.kinship import Kinship
from hekloos.core.overlap.lexicon import Lexicon
from hekloos.core.overlap.lexicon_file import read_concepts
from hekloos.core.overlap.texts import ItemTexts

TABLE = (
    "concept\tbroader\tbelongs_to\tkind\tsectors\twords\n"
    "leidingwerk\t\t\tobject\tinstallatie\tleiding@installatie,leidingen\n"
    "leidinggeven\t\t\taction\tkantoor\tleiding@kantoor,leidinggeven\n"
    "koper\t\tleidingwerk\tmaterial\tinstallatie\tkoper\n"
    "vergaderen\t\t\taction\tkantoor\tvergaderen,vergadering\n"
    "g_doen\t\t\tgeneric\talle\tdoen\n"
)


def reader() -> ConceptReader:
    lexicon = Lexicon({concept.name: concept for concept in read_concepts(TABLE)})
    return ConceptReader(lexicon, Kinship(lexicon), {})


def read(own: str, *context: str) -> dict[str, float]:
    return dict(reader().read(ItemTexts(own, (), context)).own)


def test_a_word_with_two_meanings_is_read_by_the_field_of_its_item() -> None:
    assert read("een leiding van koper")["leidingwerk"] == 1.0
    assert "leidinggeven" not in read("een leiding van koper")
    assert "leidingwerk" not in read("leiding bij een vergadering")


def test_what_stands_above_tells_the_field_too() -> None:
    assert "leidinggeven" not in read("een leiding", "werken met koper")


def test_without_a_field_every_meaning_counts_for_less() -> None:
    assert read("de leiding") == {"leidingwerk": 0.5, "leidinggeven": 0.5}


def test_a_word_that_nobody_knows_stands_for_itself() -> None:
    assert list(read("frutsels")) == list(read("een frutsel"))


def test_a_concept_brings_those_above_it_for_less() -> None:
    assert reader().with_all_above({"koper": 1.0}) == {"koper": 1.0, "leidingwerk": 0.5}


def test_a_word_without_content_weighs_next_to_nothing() -> None:
    assert reader().weight("g_doen") < 0.1 * reader().weight("koper")


def test_what_was_heard_is_told_as_it_stands_in_the_text() -> None:
    heard = reader().read(ItemTexts("Koper en vergadering", (), ())).heard
    assert heard["vergaderen"] == "vergadering"
