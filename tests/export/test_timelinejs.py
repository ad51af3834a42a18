"""TimelineJS3, from its npm package, shows what is exported, without a network."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from builders import event, log, n
from export_logs import ATTACK
from export_readers import MODULES, Seen, export, look, wanted

from ikhtilaf.query.filters import Filters
from ikhtilaf.query.timeline import count_events
from ikhtilaf.store import Store

_DIST = MODULES / "@knight-lab" / "timelinejs" / "dist"
_PAGE = """<!doctype html><meta charset="utf-8"><link rel="stylesheet" href="{dist}/css/timeline.css">
<div id="timeline" style="width: 1100px; height: 700px"></div><script type="application/json" id="data">{data}</script>
<script src="{dist}/js/timeline.js"></script><script>
const data = JSON.parse(document.getElementById("data").textContent);
window.timeline = new TL.Timeline("timeline", data, {{ font: null, script_path: "{dist}/js/" }});
</script>"""
_ASK = """new Promise((done) => {
  const told = () => done({
    errors: timeline.config.getErrors(),
    slides: [...document.querySelectorAll(".tl-slide")].map((slide) => ({
      id: slide.id,
      headline: slide.querySelector(".tl-headline")?.textContent,
      date: slide.querySelector(".tl-headline-date")?.textContent,
      text: slide.querySelector(".tl-text-content")?.innerText,
      elements: [...new Set([...slide.querySelectorAll(".tl-text *")].map((one) => one.tagName))].sort(),
    })),
    markers: document.querySelectorAll(".tl-timemarker").length,
  });
  timeline.ready ? told() : timeline.on("ready", told);
})"""


def shown(content: str, folder: Path) -> Seen:
    wanted("node", packages=("@knight-lab/timelinejs",))
    return look(_PAGE.format(dist=_DIST.as_uri(), data=content), _ASK, folder)


def slides(store: Store, **given: Any) -> dict[str, Any]:
    found = json.loads(export("timelinejs", store, **given).content)
    return {slide["unique_id"]: slide for slide in found["events"]}


def test_it_shows_the_shipped_log(shipped: Store, tmp_path: Path) -> None:
    made = export("timelinejs", shipped)
    seen = shown(made.text, tmp_path)
    assert (seen.requests, seen.complaints, seen.answer["errors"]) == ([], [], [])
    assert seen.answer["markers"] == made.written.matched == count_events(shipped)
    by_id = {slide["id"]: slide for slide in seen.answer["slides"]}
    assert len(by_id) == count_events(shipped) + 1  # and the title
    collapse = by_id["quetta-iskf-ceasefire-collapses"]
    assert collapse["date"] == "about 8 November 2017 (“about three weeks”)"
    assert collapse["headline"] == "The ceasefire between the Quetta Shura and IS-K (F) collapses"
    assert "(giustozzi-2017): asserts" in collapse["text"]
    assert "A postscript: it lies after what the log covers." in collapse["text"]


def test_text_is_no_markup(hostile: Store, tmp_path: Path) -> None:
    seen = shown(export("timelinejs", hostile).text, tmp_path)
    assert (seen.requests, seen.complaints, seen.answer["errors"]) == ([], [], [])
    title, slide = seen.answer["slides"]
    plain = ATTACK.replace("\x1b", "\\x1b")
    assert slide["headline"] == plain
    assert slide["date"] == f"March 2015 (“{plain}”)"
    assert plain in slide["text"]
    assert plain in title["headline"]
    assert set(slide["elements"]) <= {"DIV", "H2", "H3", "P", "UL", "LI", "BR"}


@pytest.mark.parametrize(
    ("name", "first", "last", "words"),
    [
        ("day", "2015-3-2", None, "2 March 2015"),
        ("month", "2015-4-1", "2015-4-30", "April 2015"),
        ("year", "2016-1-1", "2016-12-31", "2016"),
        ("season", "2015-6-1", "2015-8-31", "summer 2015 (“in the summer”)"),
        ("between", "2015-5-3", "2015-6-4", "3 May to 4 June 2015"),
        ("by", "2014-1-1", "2015-8-31", "by summer 2015 (“by the summer”)"),
        ("from", "2016-9-1", "2017-10-31", "from autumn 2016 on"),
        ("never-told", "2014-1-1", "2017-10-31", "date unknown"),
        ("long-ago", "1999-12-31", "1999-12-31", "by 1999"),
    ],
)
def test_a_date_is_shown_in_words_over_its_possible_days(
    name: str, first: str, last: str | None, words: str, dates: Store
) -> None:
    slide = slides(dates)[name]
    assert "-".join(slide["start_date"].values()) == first
    assert ("-".join(slide["end_date"].values()) if last else slide.get("end_date")) == last
    assert slide["display_date"] == words


def test_a_day_that_only_the_format_wants_is_said_to_be_one(dates: Store) -> None:
    found = slides(dates)
    assert "No first day is given" in found["by"]["text"]["text"]
    assert "No last day is given" in found["from"]["text"]["text"]
    assert "No date is given" in found["never-told"]["text"]["text"]
    assert "shown here on the last day that it may have been" in found["long-ago"]["text"]["text"]
    assert "is given" not in found["season"]["text"]["text"]


def test_hedges_and_denials_are_told(dates: Store) -> None:
    found = slides(dates)
    assert "n1: asserts, with the hedge “reportedly”" in found["hedged"]["text"]["text"]
    assert "n2: denies" not in found["hedged"]["text"]["text"]
    assert "The sources disagree on it." in found["denied"]["text"]["text"]


def test_what_only_possibly_matches_is_marked(dates: Store) -> None:
    until = slides(dates, filters=Filters(until=n("2015-03-02")))
    assert "only possibly matches" in until["by"]["text"]["text"]
    assert "only possibly matches" not in until["day"]["text"]["text"]
    assert set(slides(dates, filters=Filters(until=n("2015-03-02"), certain=True))) == {"day", "long-ago"}


def test_without_any_bound_there_is_nothing_to_show() -> None:
    made = export("timelinejs", log(event("nowhere", "../..", factions=["a"]), covers="../.."))
    assert json.loads(made.content)["events"] == []
    assert made.written.notes == ("left out, for TimelineJS shows nothing without a date: 1 of 1 events",)
