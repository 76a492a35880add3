from collections import Counter

import pytest

from hekloos.core.curriculum import Level, merge
from hekloos.core.formats.kwalificatiedossier import read

DOSSIER = """<?xml version="1.0" encoding="utf-8"?>
<sbb><dossiers><dossier nr="1" titel="Proeven" versie="2">
  <kennisenvaardigheden>
    <kennisofvaardigheid nr="k1" titel="weet van meten" />
    <kennisofvaardigheid nr="k2" titel="kan rekenen" />
    <kennisofvaardigheid nr="k3" titel="kan wegen" />
  </kennisenvaardigheden>
  <basis><basistaken><basiskerntaken>
    <kerntaak nr="10" titel="Meet" hoofdstuk="1">
      <complexiteit>Het is eenvoudig.</complexiteit>
      <vakkennisenvaardigheden>
        <vakkennisenvaardigheden referentie="k1" /><vakkennisenvaardigheden referentie="k1" />
        <vakkennisenvaardigheden referentie="k2" />
        <vakkennisenvaardighedenperprofiel><aanvullend><profiel referentie="p2" />
          <vakkennisenvaardighedenonderdelen><vakkennisenvaardigheden referentie="k3" />
          </vakkennisenvaardighedenonderdelen></aanvullend></vakkennisenvaardighedenperprofiel>
      </vakkennisenvaardigheden>
      <basiswerkprocessen>
        <werkproces nr="11" titel="Leest de meter  af" hoofdstuk="2">
          <werkprocesomschrijving>Hij leest af.<werkprocesomschrijvingperprofiel><aanvullend>
            <profiel referentie="p2" /><omschrijving>Hij schrijft het op.</omschrijving>
          </aanvullend></werkprocesomschrijvingperprofiel></werkprocesomschrijving>
          <werkprocesresultaat>De stand is bekend.</werkprocesresultaat>
          <werkprocesgedrag>De vakman:
- kijkt goed;
- is precies.
          </werkprocesgedrag>
        </werkproces>
      </basiswerkprocessen>
    </kerntaak>
  </basiskerntaken></basistaken></basis>
  <profielen>
    <profiel nr="p1" titel="Aflezer" hoofdstuk="1" niveau="2">
      <creboinformatie><crebo Geldig_vanaf="01-08-2020" Datum_einde_opleiding="">99011</crebo></creboinformatie>
    </profiel>
    <profiel nr="p2" titel="Schrijver" hoofdstuk="2" niveau="3">
      <creboinformatie><crebo Geldig_vanaf="01-08-2020">99012</crebo></creboinformatie>
      <profielkerntaken><kerntaak nr="20" titel="Schrijft" hoofdstuk="1">
        <profielwerkprocessen><werkproces nr="21" titel="Maakt een lijst" hoofdstuk="1" /></profielwerkprocessen>
      </kerntaak></profielkerntaken>
    </profiel>
  </profielen>
</dossier></dossiers></sbb>"""


def test_each_profile_is_a_qualification_with_crebo_level_and_date() -> None:
    reading = read(DOSSIER.encode())
    assert [(f.key, f.title) for f in reading.frameworks] == [("99011", "Aflezer"), ("99012", "Schrijver")]
    assert reading.frameworks[1].levels == {Level.MBO_3}
    assert reading.frameworks[0].valid_from == "2020-08-01"
    assert reading.problems == ()


def test_codes_follow_from_the_chapters() -> None:
    _, writer = read(DOSSIER.encode()).frameworks
    assert [item.code for item in writer.items] == [
        "B1-K1", "B1-K1-V1", "B1-K1-V2", "B1-K1-V3", "B1-K1-W2", "P2-K1", "P2-K1-W1",
    ]  # fmt: skip


def test_additions_count_only_for_their_own_profile() -> None:
    reader, writer = read(DOSSIER.encode()).frameworks
    assert reader.find("B1-K1-W2")[0].description == "Hij leest af."
    assert writer.find("B1-K1-W2")[0].description == "Hij leest af. Hij schrijft het op."
    assert reader.find("B1-K1-V3") == ()


def test_a_work_process_keeps_its_result_and_behaviour() -> None:
    process = read(DOSSIER.encode()).frameworks[0].find("B1-K1-W2")[0]
    assert process.text == "Leest de meter af"
    assert process.result == "De stand is bekend."
    assert process.behaviour == ("kijkt goed", "is precies")


def test_the_whole_dossier_holds_what_profiles_share_only_once() -> None:
    whole = merge(read(DOSSIER.encode()).frameworks)
    assert Counter(item.text for item in whole.items)["weet van meten"] == 1


def test_what_differs_between_profiles_stays_twice_in_the_whole_dossier() -> None:
    whole = merge(read(DOSSIER.encode()).frameworks)
    assert [item.description for item in whole.find("B1-K1-W2")] == [
        "Hij leest af.",
        "Hij leest af. Hij schrijft het op.",
    ]


def test_knowledge_that_is_named_but_absent_is_reported() -> None:
    reading = read(DOSSIER.replace('nr="k2"', 'nr="zoek"').encode())
    assert "k2" in reading.problems[0].message


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"<sbb>",
        b"<html></html>",
        DOSSIER.encode()[:900],
        b'<!DOCTYPE a [<!ENTITY b "c">]><sbb><dossier nr="1">&b;</dossier></sbb>',
        b"<sbb>" + b"<a>" * 10_000,
    ],
)
def test_what_is_no_dossier_is_refused_in_a_sentence(data: bytes) -> None:
    reading = read(data)
    assert reading.failed
    assert reading.problems[0].message.endswith(".")


def test_entities_are_never_expanded() -> None:
    lines = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 12))
    bomb = (
        f'<?xml version="1.0"?><!DOCTYPE sbb [<!ENTITY a0 "ha">{lines}]><sbb><dossier titel="x">&a11;</dossier></sbb>'
    )
    assert "DOCTYPE" in read(bomb.encode()).problems[0].message
