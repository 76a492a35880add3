"""Table files that are damaged, hostile, or not what they seem."""

import base64
import io
import zipfile
import zlib

import pytest

from hekloos.core.formats import tables
from hekloos.core.formats.reading import Bundle, Document, Limits, Reading
from hekloos.core.formats.tests.office_samples import (
    ENCRYPTED,
    ENTITIES,
    change_member,
    make_ods,
    make_xlsx,
    ods_row,
)

TABLE = make_xlsx({"Blad1": [["code", "tekst"], ["A1", "Zagen"]]})
SHEET = "xl/worksheets/sheet1.xml"


def read(data: bytes, name: str = "tabel.xlsx") -> Reading:
    return tables.read(Bundle(name, (Document(name, data),)))


def sentence(reading: Reading) -> str:
    assert reading.failed
    return " ".join(map(str, reading.problems))


@pytest.mark.parametrize("name", ["tabel.xlsx", "tabel.ods", "tabel.xls", "tabel.csv"])
def test_an_empty_file_is_said_to_be_empty(name: str) -> None:
    assert f"{name} is leeg" in sentence(read(b"", name))


@pytest.mark.parametrize("size", [4, 100, 1000, -30])
def test_half_a_file_is_said_to_be_damaged(size: int) -> None:
    assert "beschadigd" in sentence(read(TABLE[:size]))


def test_a_password_is_said_to_be_one() -> None:
    bundle = Bundle("tabel.xlsx", (Document("tabel.xlsx", ENCRYPTED),))
    assert tables.recognises(bundle)
    assert "wachtwoord" in sentence(tables.read(bundle))


def test_a_cell_far_away_does_not_fill_the_memory() -> None:
    far = change_member(TABLE, SHEET, 'r="B2"', 'r="XFD1048576"')
    assert "te groot" in sentence(read(far))
    rows = ods_row("code", "tekst") + '<table:table-row table:number-rows-repeated="1000000"/>'
    cell = '<table:table-cell table:number-columns-repeated="16000"/>'
    rows += f"<table:table-row>{cell}{ods_row('x')[len('<table:table-row>') :]}"
    assert "te groot" in sentence(read(make_ods(rows), "tabel.ods"))


def test_one_long_text_in_many_cells_does_not_fill_the_memory() -> None:
    rows: list[list[object]] = [["code", "tekst"]]
    rows += [[f"A{n}", "Zagen"] for n in range(60)]
    inline, pointing = '<c r="B2" t="inlineStr"><is><t>Zagen</t></is></c>', '<c r="B2" t="s"><v>0</v></c>'
    table = make_xlsx({"B": rows})
    for number in range(2, 62):
        old, new = (text.replace("B2", f"B{number}") for text in (inline, pointing))
        table = change_member(table, SHEET, old, new)
    for length, refused in ((10, False), (5_000, True)):
        stream = io.BytesIO(table)
        with zipfile.ZipFile(stream, "a", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr("xl/sharedStrings.xml", f"<sst><si><t>{'x' * length}</t></si></sst>")
        bundle = Bundle("t.xlsx", (Document("t.xlsx", stream.getvalue()),))
        assert tables.read(bundle, limits=Limits(bytes=100_000)).failed is refused


@pytest.mark.parametrize("name", ["AAAAAAAA2", "B99999999999", "B4294967296", "2", ""])
def test_a_cell_with_an_impossible_name_does_not_fill_the_memory(name: str) -> None:
    assert "beschadigd" in sentence(read(change_member(TABLE, SHEET, 'r="B2"', f'r="{name}"')))


def test_a_count_that_is_not_true_does_not_fill_the_memory() -> None:
    stream = io.BytesIO(TABLE)
    with zipfile.ZipFile(stream, "a") as archive:
        archive.writestr("xl/sharedStrings.xml", '<sst uniqueCount="4294967295"><si><t>x</t></si></sst>')
    assert "beschadigd" in sentence(read(stream.getvalue()))


@pytest.mark.parametrize("count", ["-5", "+4294967295", "1e9", "99999999999999999999"])
@pytest.mark.parametrize("what", ["rows", "columns"])
def test_a_repetition_that_is_not_possible_does_not_fill_the_memory(count: str, what: str) -> None:
    rows = ods_row("code", "tekst") + ods_row("A1", "Zagen")
    element, old = (
        ("<table:table-row>", "<table:table-row") if what == "rows" else ("<table:table-cell ", "<table:table-cell")
    )
    repeated = rows.replace(element, f'{old} table:number-{what}-repeated="{count}"{element[len(old) :]}', 1)
    assert read(make_ods(repeated), "tabel.ods").failed


def test_entities_are_refused() -> None:
    assert "DOCTYPE" in sentence(read(change_member(TABLE, SHEET, "<worksheet", f"{ENTITIES}<worksheet")))


def test_a_zip_bomb_within_a_folder_is_refused() -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", bytes(3_000_000))
    reading = tables.read(Bundle("x", (Document("t.xlsx", stream.getvalue()),)), limits=Limits(bytes=1_000_000))
    assert "groter dan" in sentence(reading)


def test_another_kind_of_file_is_refused() -> None:
    assert "beschadigd" in sentence(read(b"\x89PNG\r\n\x1a\n" + bytes(100)))
    assert "beschadigd" in sentence(read(b"%PDF-1.7\x00\x01", "tabel.csv"))


def test_a_file_that_is_named_wrongly_is_read_by_what_it_holds() -> None:
    assert not read(TABLE, "tabel.csv").failed
    assert not read(b"code;tekst\nA1;Zagen\n", "tabel.xlsx").failed


def test_two_sheets_with_one_name_are_refused() -> None:
    two = make_xlsx({"Een": [["code", "tekst"], ["A", "b"]], "Twee": [["code", "tekst"], ["C", "d"]]})
    assert "beschadigd" in sentence(read(change_member(two, "xl/workbook.xml", 'name="Twee"', 'name="Een"')))


def test_time_that_is_up_is_said() -> None:
    reading = tables.read(Bundle("t.xlsx", (Document("t.xlsx", TABLE),)), limits=Limits(seconds=-1))
    assert reading.problems


OLD_TABLE = zlib.decompress(
    base64.b85decode(
        b"c-rk(UuauZ82`>qn%;C>d)uu#yRF9gXYHDe)qz%YYuaqOfl`_C52IkS^tOx5l8{E&5HWM^MK)0OFdqgo=z}2m2SE`9+qXR^`mzT_"
        b"q1%%(AEGESu(|%e@1A6LF@+=>182U=cm90meD|F5{X5_J?%S@V^B?zKq6&DFd{lIT6!6d#&@6Q<B16-Pj^mWbP80r9u&is=p&$Bd"
        b"0kY0pwO)g|Zo=&e`zehtM<LonDb!gyM)klQuo&<EYT+r?IImV{uHX3j9KSh^`+$}H&#|8UzYVww*bZC`>;QJUR{(VZyMb$fYk@st"
        b"6GV3c*8%SW_Ubh^=$i3vv_rsqH0@s0_cde9Er*~9Ee2ZXi`8GV%0>5=U=bhr7sW0v11BiMwh@gb<DpvxW3q>s;yo<DNOz*8=p3jW"
        b"^r29{lyaw7A0R@ZVQtYb7!ld~X(=~J*+I<znehA|lp*S)AH~Yw5+_j9s-hI5Bqit&;$Q+Zdg%iD*K0C^y+e)42+z8a(LR4W&9jd^"
        b"VW;eDEV(4UGf#gyA&;LfgqY6kLjR*Sx=|;c{&)0w$gY~42i^IFO8USG^zaJwEi2H2|DvBU;8%HaxVG{>sk`z4sk`%jsn_INrCytF"
        b"aVEunPa+DR^@~l>STZ&>bPDdN@GUA6NOa(|qAPTegLGlPEEOnlFlH|<CGB3^L8}VvMqj}hOggR*^vwkoK^dXG-z+!mn+X3V!n*kv"
        b"BLCko@PG~%_-Q;nW#i_^*|T#wEHFBR&cWD>o#M`e=!~VacFMs`Vp7!a-Xw9e2Y5{jJ-Rmdx^csjbzN9$$KI!KCU)d5IfsScZH;cY"
        b"a`~a&kr#!YzxF_(`&qaYR>v{2=-(n7gHpaOb4%CN38B3q<pX8@pGP)(+WqBrVPwG5K9BGc#I8u>Z(y~sTGt*pu{gOjQmPd_ixHDv"
        b"m1C27)9lnI?U2gnb~qFnmTrgLprJa2rmE143fi(<)9%Ggx~I@nx~F8!DED~Gr+bEs`O7^X<3!+BdYX9(dtF%<Ol>bb72JjGE?=Qv"
        b"=)r<jCD|~jP579H|GCTPrcVQI#3p)7WJk17@20c>U<SrEV|st2N(oMz_f1-Kd~I$HWSNHRSMJc`>rp(Fh-cGt>FHc(&(XM@3_bGj"
        b")&sFab~0&;O^qd{r-yGO_foFr8it}nVmMX)OG_u;{r&3rVe9?3O&Z+%$@eVocXV#1v;bLYdv%^Rp+$38=W98gv*mT(c1oMsFUy3x"
        b"&*e#H>{RC1(Il_gr^mPJf0v-LogdsaF!{<)%G<u#=NI$7_|3(0+tyoW&f@&xs~_y<h*v?I(0OJllv$oLK3R4yH`nCxVLcx4<i0Gc"
        b"(M;w!J3E(1r>>U~%Xi1NA-Y}RX1@PK{uMr0jfZs-3A*j)v3izfk#X@pX6xR6H?(DFJvnu}t3D5u{49!fk08Sx#~xm4XnmjO4OR;e"
        b"$EAH`KOaXvXg91s4%hX*|2FEknwvp9Loeg}N067Y?)Sk8rbQ=A$su1&gR(O8>-AgekU#s?h4T8lu|iz-V2cITx1Zq#&c6xxUi1Ag"
        b"@DDWm6?X"
    )
)


def test_an_old_excel_file_is_read() -> None:
    framework = read(OLD_TABLE, "tabel.xls").frameworks[0]
    assert [(item.code, item.text) for item in framework.items] == [("A1", "Zagen"), ("A2", "Boren")]


def test_no_change_of_a_byte_makes_an_old_excel_file_raise() -> None:
    for position in range(0, len(OLD_TABLE), 13):
        changed = OLD_TABLE[:position] + bytes([OLD_TABLE[position] ^ 0xFF]) + OLD_TABLE[position + 1 :]
        reading = read(changed, "tabel.xls")
        assert reading.frameworks or reading.problems
