import time

import pytest

from hekloos.core.overlap.dutch import Splitter, tokens, words
from hekloos.core.overlap.stems import stem
from hekloos.core.overlap.verbs import as_infinitive, join_verbs, most_demanding, verb_levels


@pytest.mark.parametrize(
    "text",
    [
        "De kandidaat kan leidingen buigen",
        "de kandidaat is in staat om leidingen te buigen",
        "Kan leidingen buigen.",
        "leidingen buigen",
    ],
)
def test_what_every_term_says_is_left_out(text: str) -> None:
    assert words(text) == ["leidingen", "buigen"]


def test_knowledge_of_something_is_about_the_something() -> None:
    assert words("heeft basiskennis van hygiëne/HACCP") == ["hygiëne", "haccp"]


def test_numbers_with_units_are_words() -> None:
    assert words("PVC-buis 16mm of 19,5 mm") == ["pvc-buis", "16mm", "19,5", "mm"]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("leidingen", "leiding"),
        ("gasten", "gast"),
        ("materialen", "materiaal"),
        ("brieven", "brief"),
        ("glazen", "glas"),
    ],
)
def test_inflected_forms_share_a_stem(one: str, other: str) -> None:
    assert stem(one) == stem(other)


def test_a_compound_splits_in_words_that_occur() -> None:
    splitter = Splitter(["leiding", "montage", "veiligheid", "voorschriften"])
    assert splitter.parts("leidingmontage") == ("leiding", "montage")
    assert splitter.parts("veiligheidsvoorschriften") == ("veiligheid", "voorschriften")


def test_a_word_whose_parts_do_not_occur_stays_whole() -> None:
    splitter = Splitter(["leiding", "tekening"])
    assert splitter.parts("leidingmontage") == ()
    assert splitter.parts("tekening") == ()


def test_of_several_verbs_the_most_demanding_gives_the_level() -> None:
    assert most_demanding(["noemen", "ontwerpen"]) == ("ontwerpen", verb_levels()["ontwerpen"])
    assert most_demanding(["tafel"]) == ("", 0)


def test_phrases_that_only_link_are_left_out() -> None:
    assert words("aan de hand van een tekening met behulp van gereedschap") == ["tekening", "gereedschap"]


def test_every_verb_has_one_of_four_levels() -> None:
    assert set(verb_levels().values()) == {1, 2, 3, 4}


@pytest.mark.parametrize(
    ("finite", "infinitive"),
    [
        ("ontvangt", "ontvangen"),
        ("maakt", "maken"),
        ("schrijft", "schrijven"),
        ("leest", "lezen"),
        ("stelt", "stellen"),
    ],
)
def test_a_finite_verb_is_its_infinitive(finite: str, infinitive: str) -> None:
    assert stem(as_infinitive(finite)) == stem(infinitive)


@pytest.mark.parametrize("word", ["gast", "klant", "krant", "product", "kost", "richt", "meet", "zet"])
def test_a_word_that_only_ends_in_t_stays_as_it_is(word: str) -> None:
    assert as_infinitive(word) == word


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("neemt de bestelling op", "opnemen de bestelling"),
        ("adviseert gasten en neemt de bestelling op", "adviseren gasten en opnemen de bestelling"),
        ("voert werkzaamheden uit en ruimt de werkplek op", "uitvoeren werkzaamheden en opruimen de werkplek"),
        ("bestellingen opnemen", "bestellingen opnemen"),
        ("legt leidingen aan", "aanleggen leidingen"),
        ("pakt de bestelling uit en slaat deze op", "uitpakken de bestelling en opslaan deze"),
        ("kiest en draagt middelen die bij het werk passen", "kiezen en dragen middelen die bij het werk passen"),
        ("voert werk in de groene ruimte uit", "uitvoeren werk in de groene ruimte"),
        ("stelt installaties in bedrijf", "stellen installaties in bedrijf"),
        ("richt de werkplek in voor metselen", "inrichten de werkplek voor metselen"),
        ("draagt bij aan een veilige situatie", "bijdragen aan een veilige situatie"),
        ("werkt met de kassa in de winkel", "werken met de kassa in de winkel"),
        ("kiest op die wijze gereedschap aan", "kiezen op die wijze gereedschap aan"),
    ],
)
def test_a_split_verb_becomes_one_word(text: str, expected: str) -> None:
    assert join_verbs(text.split()) == expected.split()


def test_a_work_process_and_a_term_use_the_same_words() -> None:
    assert sorted(words("Ontvangt gasten")) == sorted(words("De kandidaat kan gasten ontvangen"))


def test_a_text_of_split_verbs_alone_takes_no_time() -> None:
    started = time.monotonic()
    assert len(tokens("neemt " * 5_000)) == 5_000
    assert time.monotonic() - started < 2


@pytest.mark.parametrize("noun", ["boeket", "pakket", "dienst", "ontvangst", "planet"])
def test_a_noun_that_ends_like_a_verb_is_no_verb(noun: str) -> None:
    assert as_infinitive(noun) == noun
