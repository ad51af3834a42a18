"""The page in a browser: it asks for nothing, axe-core is content, and without scripts nothing is missing."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from browser_pages import SIZES, Browser, Look

PAGES = ("shipped", "hostile")
UNSEEN = """(() => {
  const hidden = [...document.querySelectorAll("main *, header *, footer *")].filter((one) =>
    one.textContent.trim() && !one.closest("title, desc, script, defs, .skip") && one.getClientRects().length === 0
    && !one.closest("option"));
  return hidden.map((one) => one.outerHTML.slice(0, 120));
})()"""
STATE = """({
  title: document.title,
  text: document.querySelector("main").innerText.length,
  events: document.querySelectorAll(".events article").length,
  search: document.querySelectorAll("#search input").length,
})"""
WHOLE = {("phone", "light"), ("laptop", "dark")}
MORE_OF_THE_SAME = "article:nth-of-type(n + 9), tr:nth-of-type(n + 17)"
"""What axe-core is spared in the other looks, for it takes seconds for hundreds of events: the first of each kind are
laid out and coloured as the others are.
"""
SEARCH = """(() => {
  const shown = () => [...document.querySelectorAll(".events article")].filter((one) => one.getClientRects().length);
  const put = (control, value) => {
    control[control.type === "checkbox" ? "checked" : "value"] = value;
    control.dispatchEvent(new Event("input", { bubbles: true }));
    return shown().map((one) => one.querySelector("h4").textContent);
  };
  const [words, disputed] = document.querySelectorAll(".find input");
  const [faction, type] = document.querySelectorAll(".find select");
  const reset = document.querySelector(".find button");
  const found = { all: shown().length };
  found.words = put(words, "CEASEFIRE  shura");
  found.said = document.querySelector(".find output").value;
  reset.click();
  found.after = shown().length;
  found.faction = put(faction, "Quetta Shura").length;
  found.both = put(type, "agreement").length;
  reset.click();
  found.disputed = put(disputed, true).length;
  found.nothing = put(words, "no such words").length;
  found.years = [...document.querySelectorAll(".year")].filter((one) => one.getClientRects().length).length;
  location.hash = "#e5";
  return new Promise((done) => setTimeout(() => {
    found.linked = shown().length;
    done(found);
  }, 50));
})()"""


@pytest.fixture(scope="module")
def pages(shipped_page: str, hostile_page: str, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("pages")
    made = {"shipped": shipped_page, "hostile": hostile_page}
    for name, page in made.items():
        (folder / f"{name}.html").write_text(page, "utf-8")
    return {name: folder / f"{name}.html" for name in made}


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    opened = Browser(tmp_path_factory.mktemp("browser"))
    yield opened
    opened.close()


def count(page: Path) -> int:
    """How many events the page has."""
    found = page.read_text("utf-8").count("<article id=e")
    assert found >= 3
    return found


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("name", PAGES)
def test_in_light_and_dark(name: str, size: str, pages: dict[str, Path], browser: Browser) -> None:
    (width, height), media = SIZES[size], "print" if size == "print" else "screen"
    # On paper it is light; of a page that is dark on the screen that is to be seen.
    schemes = ("dark",) if media == "print" else ("light", "dark")
    for scheme in schemes:
        spared = "" if (size, scheme) in WHOLE else MORE_OF_THE_SAME
        seen = browser.look(Look(pages[name], width, height, scheme, media, axe=True, spared=spared, ask=STATE))
        assert seen.violations == []
        assert seen.requests == []
        assert seen.complaints == []
        assert seen.overflow == 0
        assert seen.answer["title"] != "owned"
        assert seen.answer["events"] == count(pages[name])


def test_the_harness_sees_what_is_wrong(tmp_path: Path, browser: Browser) -> None:
    """A page with one mistake of each kind, so that a test that finds none means something."""
    page = tmp_path / "wrong.html"
    page.write_text(
        "<!DOCTYPE html><title>wrong</title>"
        "<meta http-equiv=Content-Security-Policy content=\"default-src 'none'; img-src file:\">"
        "<img src=missing.png><p style='width:2000px;color:#aaa'>pale</p><script>document.title = 'owned'</script>",
        "utf-8",
    )
    ask = STATE.replace('document.querySelector("main")', "document.body")
    seen = browser.look(Look(page, 390, 844, axe=True, ask=ask))
    assert [request.rsplit("/", 1)[-1] for request in seen.requests] == ["missing.png"]
    assert {"image-alt", "html-has-lang"} <= {found["id"] for found in seen.violations}
    assert any("Content Security Policy" in said for said in seen.complaints)
    assert seen.answer["title"] == "wrong"


def asked(page: Path, browser: Browser, ask: str, **more: Any) -> Any:
    found = browser.look(Look(page, ask=ask, **more))
    assert (found.requests, found.complaints) == ([], [])
    return found.answer


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize("size", SIZES)
def test_without_scripts_nothing_is_missing(name: str, size: str, pages: dict[str, Path], browser: Browser) -> None:
    width, height = SIZES[size]
    media = "print" if size == "print" else "screen"
    hidden = asked(pages[name], browser, UNSEEN, width=width, height=height, media=media, script=False)
    assert hidden == []


def test_without_scripts_there_is_no_search(pages: dict[str, Path], browser: Browser) -> None:
    assert asked(pages["shipped"], browser, STATE)["search"] == 2
    plain = asked(pages["shipped"], browser, STATE, script=False)
    assert (plain["search"], plain["events"]) == (0, count(pages["shipped"]))


def test_searching(pages: dict[str, Path], browser: Browser) -> None:
    found = asked(pages["shipped"], browser, SEARCH)
    every = count(pages["shipped"])
    assert found["all"] == found["after"] == found["linked"] == every
    assert any("agree a ceasefire" in title for title in found["words"])
    assert 1 < len(found["words"]) < 60
    assert found["said"] == f"{len(found['words'])} of {every} events"
    assert every > found["faction"] > found["both"] > 0
    assert 0 < found["disputed"] < 20
    assert (found["nothing"], found["years"]) == (0, 0)


WIDE = """[...document.querySelectorAll(".scroll")].map((one) => ({
  cut: one.scrollWidth > one.clientWidth + 1,
  hint: getComputedStyle(one, "::before").content,
}))"""


@pytest.mark.parametrize("size", SIZES)
def test_what_is_cut_says_that_it_scrolls(size: str, pages: dict[str, Path], browser: Browser) -> None:
    width, height = SIZES[size]
    media = "print" if size == "print" else "screen"
    found = asked(pages["shipped"], browser, WIDE, width=width, height=height, media=media, script=False)
    assert len(found) == 5
    assert all(one["cut"] for one in found) == (size == "phone")
    if media == "screen":
        assert [one["hint"] != "none" for one in found] == [one["cut"] for one in found]
    assert all("scroll sideways" in one["hint"] for one in found) == (size == "phone")
