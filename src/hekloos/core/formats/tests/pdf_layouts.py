"""One invented programme in the layouts that schools use, each as a small PDF."""

from collections.abc import Callable, Iterator

from hekloos.core.formats.tests.pdf_maker import PageMaker, PdfMaker

TITLES = {
    "B1-K1": "Werkt in de kwekerij",
    "B1-K1-W1": "Bereidt de werkzaamheden voor en richt de werkplek in",
    "B1-K1-W2": "Zaait, verspeent en verpot jonge planten",
    "B1-K1-W3": "Bedient machines en (rijdende) werktuigen",
    "B1-K1-W4": "Controleert de kwaliteit van het gewas en meldt afwijkingen aan de leidinggevende",
    "B1-K1-W5": "Ruimt op",
    "B1-K2": "Verkoopt planten en adviseert klanten over verzorging",
    "B1-K2-W1": "Ontvangt klanten",
    "B1-K2-W2": "Geeft advies over planten, potten en onderhoud in huis en tuin",
    "B1-K2-W3": "Rekent af",
    "P1-K1": "Plant het werk en begeleidt een team",
    "P1-K1-W1": "Maakt een planning en stemt die af met collega's",
    "P1-K1-W2": "Begeleidt nieuwe medewerkers",
}
TASKS = [code for code in TITLES if "W" not in code]
type_of_layout = Callable[[PageMaker, bool, bool], None]
LAYOUTS: dict[str, type_of_layout] = {}


def processes_of(task: str) -> list[str]:
    return [code for code in TITLES if code.startswith(f"{task}-W")]


def layout(function: type_of_layout) -> type_of_layout:
    LAYOUTS[function.__name__] = function
    return function


def made(name: str, *, ruled: bool = False, centred: bool = False) -> bytes:
    """The PDF of a layout, with words above and below it."""
    maker = PdfMaker()
    page = maker.page()
    page.text(57, 50, "Examenplan Medewerker kwekerij", size=16, bold=True)
    page.text(57, 70, "Crebo: 25999")
    page.paragraph(57, 90, "In dit plan staat welke kerntaken en werkprocessen je leert. Lees het goed door.")
    LAYOUTS[name](page, ruled, centred)
    page.text(57, 815, "Bladzijde 1 van 1", size=8)
    return maker.data()


def _task_rows(row: Callable[[str, str], list[str]]) -> Iterator[list[str]]:
    """A row for each work process, made of its own code and that of its core task (empty after the first)."""
    for task in TASKS:
        for number, code in enumerate(processes_of(task)):
            yield row("" if number else task, code)


def _named(code: str, between: str = " ") -> str:
    return f"{code}{between}{TITLES[code]}" if code else ""


@layout
def core_task_beside_work_processes(page: PageMaker, ruled: bool, centred: bool) -> None:
    rows = [["Kerntaak", "Werkprocessen"], *_task_rows(lambda task, code: [_named(task), _named(code, ": ")])]
    page.table(120, rows, widths=[200, 280], ruled=ruled, centred=centred)


@layout
def codes_and_titles_in_columns_of_their_own(page: PageMaker, ruled: bool, centred: bool) -> None:
    rows = [
        ["Code", "Kerntaak", "Code", "Werkproces"],
        *_task_rows(lambda task, code: [task, TITLES.get(task, ""), code, TITLES[code]]),
    ]
    page.table(120, rows, widths=[50, 150, 70, 215], ruled=ruled, centred=centred)


@layout
def exam_table_of_five_columns(page: PageMaker, ruled: bool, centred: bool) -> None:
    rows = [
        ["Kerntaak", "Werkproces", "Examenvorm", "Duur", "Cijfer"],
        *_task_rows(
            lambda task, code: [
                _named(task, ": "),
                _named(code, " - "),
                "Proeve van bekwaamheid",
                "90 minuten",
                "O/V/G",
            ]
        ),
    ]
    page.table(120, rows, widths=[120, 170, 85, 60, 50], ruled=ruled, centred=centred, size=9)


@layout
def code_title_and_exam_in_columns(page: PageMaker, ruled: bool, centred: bool) -> None:
    rows = [["Code", "Naam", "Examenvorm", "Duur", "Resultaat"]]
    for code, title in TITLES.items():
        rows.append([code, title, "Praktijkexamen" if "W" in code else "", "2 uur" if "W" in code else "", "Voldoende"])
    page.table(120, rows, widths=[75, 200, 85, 50, 70], ruled=ruled, centred=centred)


@layout
def title_first_and_code_after_it(page: PageMaker, ruled: bool, centred: bool) -> None:
    rows = [["Werkproces", "Code", "Weging"], *([title, code, "1"] for code, title in TITLES.items())]
    page.table(120, rows, widths=[260, 90, 60], ruled=ruled, centred=centred)


@layout
def core_task_as_a_row_above(page: PageMaker, ruled: bool, centred: bool) -> None:
    y = 120.0
    for task in TASKS:
        page.text(57, y + 14, _named(task, ": "), bold=True)
        rows = [[code, TITLES[code], "PvB", "100%"] for code in processes_of(task)]
        y = page.table(y + 20, rows, widths=[80, 240, 60, 60], ruled=ruled, centred=centred) + 12


@layout
def bullets_under_a_heading(page: PageMaker, ruled: bool, centred: bool) -> None:
    y = 130.0
    for task in TASKS:
        page.text(57, y, _named(task), bold=True)
        y += 20
        for code in processes_of(task):
            page.text(75, y, "•")
            y = page.paragraph(93, y, _named(code), width=300) + 3
        y += 10


@layout
def running_on_in_a_paragraph(page: PageMaker, ruled: bool, centred: bool) -> None:
    y = 130.0
    for task in TASKS:
        page.text(57, y, _named(task, " - "), bold=True)
        page.text(57, y + 14, "Kennis en vaardigheden")
        text = ", ".join(_named(code, " - ") for code in processes_of(task))
        y = page.paragraph(57, y + 28, text) + 6
        page.text(57, y, "Examens")
        y += 24


@layout
def counted_in_words(page: PageMaker, ruled: bool, centred: bool) -> None:
    y = 130.0
    for task in TASKS:
        if task in ("B1-K1", "P1-K1"):
            page.text(57, y, "Basisdeel" if task == "B1-K1" else "Profieldeel", bold=True, size=12)
            y += 20
        number = task[-1]
        page.text(57, y, f"Kerntaak {number}: {TITLES[task]}", bold=True)
        y += 16
        for count, code in enumerate(processes_of(task), start=1):
            y = page.paragraph(57, y, f"Werkproces {number}.{count}: {TITLES[code]}", width=330) + 2
        y += 10


@layout
def short_codes_in_a_column(page: PageMaker, ruled: bool, centred: bool) -> None:
    rows = [["Kerntaak", "Werkproces", ""], *_task_rows(lambda task, code: [_named(task), code[6:], TITLES[code]])]
    page.table(120, rows, widths=[180, 70, 230], ruled=ruled, centred=centred)


@layout
def short_codes_under_a_heading(page: PageMaker, ruled: bool, centred: bool) -> None:
    y = 130.0
    for task in TASKS:
        page.text(57, y, _named(task, ": "), bold=True)
        y += 18
        for code in processes_of(task):
            y = page.paragraph(70, y, f"{code[6:]}: {TITLES[code]}", width=320) + 2
        y += 8


@layout
def codes_without_hyphens(page: PageMaker, ruled: bool, centred: bool) -> None:
    rows = [[code.replace("-", ""), title, "Ja"] for code, title in TITLES.items()]
    page.table(120, rows, widths=[80, 240, 60], ruled=ruled, centred=centred)


@layout
def codes_with_dashes_and_spaces(page: PageMaker, ruled: bool, centred: bool) -> None:
    rows = [[code.replace("-", " \u2013 "), title] for code, title in TITLES.items()]
    page.table(120, rows, widths=[110, 240], ruled=ruled, centred=centred)


@layout
def codes_broken_over_lines(page: PageMaker, ruled: bool, centred: bool) -> None:
    rows = [["Werkproces", "Examen", "Duur"]]
    rows += [[f"{_broken(code)}\n{title}", "Proeve", "45 min"] for code, title in TITLES.items()]
    page.table(120, rows, widths=[110, 90, 60], ruled=ruled, centred=centred, size=8, space=8)


def _broken(code: str) -> str:
    start, end = code.rsplit("-", 1)
    return f"{start}-\n{end}"


@layout
def all_work_processes_in_one_cell(page: PageMaker, ruled: bool, centred: bool) -> None:
    rows = [["Examen", "Kerntaak", "Werkprocessen", "Plaats"]]
    for number, task in enumerate(TASKS, start=1):
        cell = "\n".join(_named(code, ": ") for code in processes_of(task))
        rows.append([f"Examen {number}", _named(task, ": "), cell, "Leerbedrijf"])
    page.table(120, rows, widths=[70, 120, 220, 80], ruled=ruled, centred=centred)


@layout
def matrix_with_crosses(page: PageMaker, ruled: bool, centred: bool) -> None:
    rows = [["", "Toets 1", "Toets 2", "Proeve"]]
    rows += [[_named(code), "X", "", "X"] for code in TITLES]
    page.table(120, rows, widths=[300, 50, 50, 50], ruled=ruled, centred=centred)


@layout
def beside_a_number_of_hours(page: PageMaker, ruled: bool, centred: bool) -> None:
    rows = [["Nr", "Werkproces", "Uren", "Leerjaar"]]
    rows += [[str(number), _named(code, ". "), "120", "1 en 2"] for number, code in enumerate(TITLES, start=1)]
    page.table(120, rows, widths=[30, 250, 60, 80], ruled=ruled, centred=centred)


@layout
def first_cut_short_and_whole_later(page: PageMaker, ruled: bool, centred: bool) -> None:
    y = 130.0
    for code in ("B1-K1-W4", "B1-K2-W2"):
        page.text(57, y, f"{code} {TITLES[code][:34].rsplit(' ', 1)[0]}")
        y += 30
    page.table(y, [[code, title] for code, title in TITLES.items()], widths=[80, 260], ruled=ruled, centred=centred)


@layout
def labels_before_the_codes(page: PageMaker, ruled: bool, centred: bool) -> None:
    rows = [[f"{'Werkproces' if 'W' in code else 'Kerntaak'} {_named(code, ': ')}", "Examen"] for code in TITLES]
    page.table(120, rows, widths=[300, 80], ruled=ruled, centred=centred)


@layout
def labels_before_the_codes_and_titles_beside(page: PageMaker, ruled: bool, centred: bool) -> None:
    rows = [[f"{'Werkproces' if 'W' in code else 'Kerntaak'} {code}", title] for code, title in TITLES.items()]
    page.table(120, rows, widths=[140, 200], ruled=ruled, centred=centred)


@layout
def abbreviated_as_kt_and_wp(page: PageMaker, ruled: bool, centred: bool) -> None:
    rows = [[code.replace("K", "KT").replace("W", "WP"), title, "60 min"] for code, title in TITLES.items()]
    page.table(120, rows, widths=[90, 230, 60], ruled=ruled, centred=centred)


@layout
def in_a_table_of_contents_with_dots(page: PageMaker, ruled: bool, centred: bool) -> None:
    for number, code in enumerate(TITLES):
        text = f"{_named(code)} "
        page.text(57, 130 + 14 * number, text + "." * int(120 - 1.2 * len(text)) + f" {number + 5}", size=9)


@layout
def hours_behind_the_title(page: PageMaker, ruled: bool, centred: bool) -> None:
    rows = [[f"{_named(code)} (40 uur)", "Praktijk"] for code in TITLES]
    page.table(120, rows, widths=[300, 80], ruled=ruled, centred=centred)


@layout
def descriptions_under_the_titles(page: PageMaker, ruled: bool, centred: bool) -> None:
    y = 130.0
    for code in TITLES:
        page.paragraph(57, y, _named(code, ": "), bold=True)
        text = "Je leert dit werk eerst op school en daarna in het leerbedrijf. Je doet het steeds meer zelf."
        y = page.paragraph(57, y + 13, text, width=400) + 10


@layout
def three_columns_side_by_side(page: PageMaker, ruled: bool, centred: bool) -> None:
    for column, task in enumerate(TASKS):
        x = 40 + 175 * column
        y = page.paragraph(x, 130, _named(task), width=150, bold=True, size=9) + 6
        for code in processes_of(task):
            y = page.paragraph(x, y, _named(code), width=150, size=9) + 4


@layout
def narrow_columns_full_of_text(page: PageMaker, ruled: bool, centred: bool) -> None:
    exam = "Praktijkopdracht met verslag en gesprek in het leerbedrijf"
    rows = [["Werkproces", "Examen", "Waar en wanneer"]]
    rows += [[_named(code, ": "), exam, "Op school, in leerjaar 2 of 3"] for code in TITLES]
    page.table(120, rows, widths=[170, 120, 120], ruled=ruled, centred=centred, size=8, padding=4)


@layout
def crosses_before_the_titles(page: PageMaker, ruled: bool, centred: bool) -> None:
    rows = [["1", "2", "3", "Code", "Werkproces"]]
    rows += [["x", "", "x", code, title] for code, title in TITLES.items()]
    page.table(120, rows, widths=[25, 25, 25, 80, 220], ruled=ruled, centred=centred)


@layout
def short_codes_around_a_core_task_in_the_middle(page: PageMaker, ruled: bool, centred: bool) -> None:
    y = 130.0
    for task in TASKS:
        codes = processes_of(task)
        middle = y + 15 * (len(codes) - 1)
        page.text(57, middle, task)
        page.paragraph(100, middle, TITLES[task], width=120)
        for number, code in enumerate(codes):
            page.text(260, y + 30 * number, code[6:])
            page.paragraph(300, y + 30 * number, TITLES[code], width=220)
        y += 30 * len(codes) + 10
