"""Texts that break documents, put in every place of a route where somebody can type."""

from dataclasses import replace

from hypothesis import strategies as st

from hekloos.core.report.route_content import RouteContent, build_route_content
from hekloos.core.report.route_setting import Setting
from hekloos.core.report.tests.route_sample import sample_plan, sample_route

HOSTILE = (
    "#panic()",
    "#set page(width: 1pt) #let x = 1",
    "*vet* _schuin_ $x^2$ @x <y> `code` ~ \\ // /* --- = kop",
    '=HYPERLINK("http://x")',
    "-1+1",
    "onafbreekbaar" * 40,
    "\u202eomgekeerd \u200f\u05e9\u05dc\u05d5\u05dd \u0639\u0631\u0628",
    "\x00\x07\x1b[31m\r\n\tregel",
    "\ufeff\ue000\uffff\U0010ffff\u6f22\u5b57\U0001f600",
    "\ud800 half",
    "e\u0301\u0301" * 20,
    "<w:t>&amp;</w:t>]]>",
    "",
)

ANY_TEXT = st.one_of(st.sampled_from(HOSTILE), st.text(st.characters(), max_size=60))


def hostile(text: str) -> RouteContent:
    """The invented route with this text for all of its titles, names, codes and remarks."""
    whole = sample_route()
    route = replace(
        whole,
        title=text,
        items=tuple(replace(item, text=text, code=text, group=text) for item in whole.items),
        units=tuple(replace(unit, title=text, school=text) for unit in whole.units),
        agreed=tuple(replace(pair, remainder=pair.remainder and text, taken_up_by=text) for pair in whole.agreed),
        exemptions=tuple(replace(e, reason=f"x{text}", names=(f"a{text}", f"b{text}")) for e in whole.exemptions),
        programmes=tuple(replace(each, title=text, version=text, digest=text) for each in whole.programmes),
    )
    return build_route_content(route, sample_plan(whole), Setting(lab=text, schools=(text,), date=text))
