import pytest

from hekloos.core.overlap.dutch import tokens
from hekloos.core.overlap.kinship import FARTHEST, KIND_OF, PART_OF, Kinship
from hekloos.core.overlap.lexicon import Lexicon, shipped_lexicon
from hekloos.core.overlap.lexicon_file import Concept, read_concepts

HEAD = "concept\tbroader\tbelongs_to\tkind\tsectors\twords\n"
TABLE = HEAD + (
    "reinigen\tonderhouden\t\taction\talle\treinigen,schoonmaken,gereinigd\n"
    "onderhouden\t\t\taction\talle\tonderhouden,onderhoud\n"
    "ramen-lappen\treinigen\tglasbewassing\taction\tschoonmaak\tramen lappen,lappen\n"
    "glasbewassing\t\t\taction\tschoonmaak\tglasbewassing\n"
    "leidingwerk\t\t\tobject\tinstallatie\tleiding@bouw+installatie,leidingen\n"
    "leidinggeven\t\t\taction\tkantoor\tleiding@kantoor,leidinggeven\n"
    "plan-van-aanpak\t\t\tdocument\talle\tplan van aanpak\n"
    "machine\t\t\tobject\tmetaal\tmachine,machines\n"
)


@pytest.fixture(scope="module")
def lexicon() -> Lexicon:
    return Lexicon({concept.name: concept for concept in read_concepts(TABLE)})


def concepts_in(lexicon: Lexicon, text: str) -> list[str]:
    """The concepts of a text that weigh fully."""
    return [r.concept for spot in lexicon.spots(tokens(text)) for r in spot.readings if r.weight == 1.0]


def test_words_for_one_thing_are_one_concept(lexicon: Lexicon) -> None:
    assert concepts_in(lexicon, "machines schoonmaken") == ["machine", "reinigen"]
    assert concepts_in(lexicon, "De kandidaat kan machines reinigen") == ["machine", "reinigen"]


def test_an_inflection_that_is_not_listed_is_known_by_its_stem(lexicon: Lexicon) -> None:
    assert concepts_in(lexicon, "gereinigde") == ["reinigen"]
    assert concepts_in(lexicon, "onderhoudend") == ["onderhouden"]


def test_a_finite_verb_is_known_by_its_activity(lexicon: Lexicon) -> None:
    assert concepts_in(lexicon, "lapt") == ["ramen-lappen"]


def test_a_phrase_is_found_in_either_order(lexicon: Lexicon) -> None:
    assert concepts_in(lexicon, "ramen lappen") == ["ramen-lappen"]
    assert concepts_in(lexicon, "Lapt ramen") == ["ramen-lappen"]


def test_a_phrase_held_together_by_small_words_keeps_its_order(lexicon: Lexicon) -> None:
    assert concepts_in(lexicon, "een plan van aanpak maken") == ["plan-van-aanpak"]
    assert concepts_in(lexicon, "de aanpak van een plan") == []


def test_a_compound_is_its_parts(lexicon: Lexicon) -> None:
    readings = lexicon.readings("machineonderhoud")
    assert {reading.concept for reading in readings} == {"machine", "onderhouden"}
    assert all(reading.weight < 1 for reading in readings)


def test_a_word_that_nobody_knows_has_no_reading(lexicon: Lexicon) -> None:
    assert lexicon.readings("xyzzy") == ()


def test_a_meaning_may_hold_in_some_sectors_only(lexicon: Lexicon) -> None:
    assert {r.concept: r.sectors for r in lexicon.readings("leiding")} == {
        "leidingwerk": {"bouw", "installatie"},
        "leidinggeven": {"kantoor"},
    }


def test_a_lab_adds_words_of_its_own(lexicon: Lexicon) -> None:
    own = lexicon.extended([("kuisen", "schoonmaken"), ("kartrekker", "trekkersrol"), ("poetsbeurt", "ramen lappen")])
    assert [r.concept for r in own.readings("kuisen")] == ["reinigen"]
    assert [r.concept for r in own.readings("kartrekker")] == [r.concept for r in own.readings("trekkersrol")]
    assert [r.concept for r in own.readings("poetsbeurt")] == ["ramen-lappen"]
    assert lexicon.readings("kuisen") == ()


@pytest.mark.parametrize(
    "own", ["m2", "O&V", "in- en verkoop", "1,5-liter fles", "ontvangt gasten", "neemt de lampen op"]
)
def test_a_word_of_a_lab_is_found_in_a_text_however_it_is_written(lexicon: Lexicon, own: str) -> None:
    assert "reinigen" in concepts_in(lexicon.extended([(own.lower(), "schoonmaken")]), own)


def test_an_article_before_a_word_of_a_lab_does_not_hide_it(lexicon: Lexicon) -> None:
    own = lexicon.extended([("de kuisbeurt", "het schoonmaken")])
    assert concepts_in(own, "een kuisbeurt") == ["reinigen"]


def test_closeness_grows_less_with_every_step(lexicon: Lexicon) -> None:
    above = Kinship(lexicon).above("ramen-lappen")
    assert above == pytest.approx(
        {"ramen-lappen": 1.0, "reinigen": KIND_OF, "glasbewassing": PART_OF, "onderhouden": KIND_OF * KIND_OF}
    )
    assert min(above.values()) > FARTHEST


def test_a_circle_of_links_does_no_harm() -> None:
    one = Concept(name="a", kind="topic", belongs_to=("b",))
    other = Concept(name="b", kind="topic", belongs_to=("a",))
    assert Kinship(Lexicon({"a": one, "b": other})).above("a") == {"a": 1.0, "b": PART_OF}


def test_a_link_is_told_as_same_kind_or_part(lexicon: Lexicon) -> None:
    kinship = Kinship(lexicon)
    assert kinship.link("reinigen", "reinigen") == "same"
    assert kinship.link("ramen-lappen", "onderhouden") == "kind"
    assert kinship.link("ramen-lappen", "glasbewassing") == "part"


@pytest.mark.parametrize("text", ["concept\twords\n", HEAD + "reinigen\t\taction\n"])
def test_a_damaged_file_is_refused_with_the_line(text: str) -> None:
    with pytest.raises(ValueError, match="line"):
        list(read_concepts(text))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("ruimten schoonmaken", "reinigt ruimten"),
        ("gasten ontvangen", "ontvangt gasten"),
        ("klant", "klanten"),
        ("werktekening", "bouwtekening"),
    ],
)
def test_the_shipped_lexicon_knows_that_these_are_near(one: str, other: str) -> None:
    lexicon = shipped_lexicon()
    kinship = Kinship(lexicon)
    here, there = (
        {upper for name in concepts_in(lexicon, text) for upper in kinship.above(name)} for text in (one, other)
    )
    assert here & there


def test_words_of_a_lab_that_all_mean_each_other_do_not_multiply() -> None:
    rows = [("q0a", "ramen"), ("q0b", "vloeren")]
    rows += [(f"q{n}{one}", f"q{n - 1}{other}") for n in range(1, 21) for one in "ab" for other in "ab"]
    assert 2 <= len(shipped_lexicon().extended(rows).readings_of("q20a")) <= 20


def test_what_is_longer_than_any_word_stands_for_itself() -> None:
    assert shipped_lexicon().readings("raam" + "lapper" * 5_000) == ()
