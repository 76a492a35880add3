import pytest

from hekloos.core.overlap.dutch import Splitter, highest_level, stem, verb_levels, words


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


@pytest.mark.parametrize(("one", "other"), [("leidingen", "leiding"), ("gasten", "gast"), ("materialen", "materiaal")])
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
    assert highest_level(["noemen", "ontwerpen"]) == verb_levels()["ontwerpen"] > verb_levels()["noemen"]
    assert highest_level(["tafel"]) == 0


def test_every_verb_has_one_of_four_levels() -> None:
    assert set(verb_levels().values()) == {1, 2, 3, 4}
