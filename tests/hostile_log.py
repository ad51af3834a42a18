"""A log whose every text is full of what must stay text, and the report of any log."""

from __future__ import annotations

from typing import Any

from builders import claim as claimed
from builders import event, fact, faction, model, person, place, region, says, source, split

from ikhtilaf.query.assertions import Assertions
from ikhtilaf.query.relations import last_day
from ikhtilaf.store import Store
from ikhtilaf.store.compile import compile_log

TAG = "<b>bold</b><!-- --><![CDATA[x]]></p></article>"
SCRIPT = "<script>document.title='owned';alert(1)</script><img src=x onerror=\"document.title='owned'\">"
STYLE = "</style><style>*{display:none}</style>"
SVG = '<svg onload="alert(2)"><text>in</text></svg></svg>'
QUOTES = "\"><a href=\"javascript:alert(3)\" style='color:red'>x</a> ' onclick='alert(4)"
TURNED = "\u202eright to left\u202c \u05e9\u05dc\u05d5\u05dd \u0627\u062e\u062a\u0644\u0627\u0641 \u200f\u2067x\u2069"
TEMPLATE = "{{ 7 * 7 }} {% raw %} {# gone #} ${7*7} &amp; &lt;"
LONG = "Donaudampfschifffahrt" * 40
HOSTILE = f"{TAG}{SCRIPT}{STYLE}{SVG}{QUOTES}{TURNED}{TEMPLATE}"


def hostile_log() -> Store:
    """A log whose every text is full of what must stay text."""
    said = [
        claimed("paper", cites=[f"p. {TAG}", "#9 a"], note=HOSTILE, hedge=QUOTES),
        claimed("n1", "denies", cites=[QUOTES], note=LONG),
    ]
    told = [claimed("n1", "alleges", hedge=HOSTILE, note=TURNED, cites=[f"p. {TAG}"])]
    fields = {"title": f"Title {HOSTILE} {LONG}", "text": f"{HOSTILE}\n\n{LONG}", "wording": TURNED, "slip": SCRIPT}
    return compile_log(
        model(
            source("paper", "2017", kind="article", title=HOSTILE, author=QUOTES, note=STYLE, url="javascript:alert(5)",
                   passages=(f"p. {TAG}", "#9 a", QUOTES)),
            source("n1", "2017", "red", title=LONG, note=SVG, url=f"https://example.org/{QUOTES}", reported_by="paper"),
            faction("red", name=HOSTILE, aliases=(SCRIPT, TURNED), note=TEMPLATE),
            faction("blue", name=LONG, aliases=(QUOTES,)),
            faction("green", name=f"\u202e{TURNED}"),
            split("green", "red", "2016", told),
            fact("red", "leader", person="ann", date="2016", claims=told, text=HOSTILE),
            fact("red", "strength", figure=300, hedge=SCRIPT, claims=said, text=QUOTES),
            fact("blue", "area", places=["east", "kabul"], main=["east"], claims=told, text=SVG),
            fact("blue", "character", claims=told, text=LONG),
            person("ann", name=HOSTILE, note=LONG),
            place("east", name=f"East {HOSTILE}", iso="AF-NAN", note=SCRIPT),
            place("kabul", name=LONG, iso="AF-KAB"),
            region("wide", "east", "kabul"),
            event("first", "2015", says("red", "blue", "war", places=["east"], note=HOSTILE), claims=said,
                  people={"ann": QUOTES}, places=["east"], terms=(SCRIPT, LONG), **fields),
            event("second", "2016", says("red", "blue", "ceasefire", note=LONG), says("green", "blue", "tension"),
                  claims=[claimed("paper", cites=["#9 a"])], places=["wide"], title=TEMPLATE, text=SVG),
            event("third", "2016", says("red", "blue", "alliance", begins="2016"), claims=told, after=["second"],
                  ends=["first"], title=f"{TURNED}{SVG}", text=STYLE),
            title=HOSTILE,
            note=f"{SCRIPT}\n\n{LONG}",
        )
    )  # fmt: skip


def page_of(store: Store, **asked: Any) -> str:
    """The report of a log."""
    from ikhtilaf.report.page import make_page
    from ikhtilaf.report.request import Request

    assertions = Assertions(store, remembering=True)
    return make_page(Request(assertions, last_day(store), **{"command": "ikhtilaf report -o page.html"} | asked)).html
