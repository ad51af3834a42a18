"""iCalendar, read back by the library of the same name."""

from __future__ import annotations

from datetime import date
from typing import Any

import icalendar
import pytest
from builders import event, log, model
from export_logs import ATTACK
from export_readers import export

from ikhtilaf.query.timeline import count_events
from ikhtilaf.store import Store
from ikhtilaf.store.compile import compile_log


def entries(store: Store) -> dict[str, Any]:
    """The entries by the identifiers of their events, after a check that nothing in them is amiss."""
    made = export("ics", store)
    calendar = icalendar.Calendar.from_ical(made.content)
    assert isinstance(calendar, icalendar.Calendar)
    found = list(calendar.walk("VEVENT"))
    assert calendar.errors == [error for entry in found for error in entry.errors] == []
    assert len(found) == made.written.matched
    assert all(len(line) <= 75 for line in made.content.split(b"\r\n"))
    return {str(entry["uid"]).split(".")[0]: entry for entry in found}


def test_the_shipped_log_reads_back(shipped: Store) -> None:
    found = entries(shipped)
    assert len(found) == count_events(shipped)
    ceasefire = found["quetta-iskf-ceasefire"]
    assert ceasefire["summary"] == "18 October 2017 (“on 18 October”): Quetta Shura and IS-K (F) agree a ceasefire"
    assert (ceasefire.decoded("dtstart"), ceasefire.decoded("dtend")) == (date(2017, 10, 18), date(2017, 10, 19))
    assert "n20), speaking for Quetta Shura: asserts" in ceasefire["description"]
    assert ceasefire["x-ikhtilaf-date"] == "2017-10-18"


@pytest.mark.parametrize(
    ("name", "first", "after", "summary"),
    [
        ("day", date(2015, 3, 2), date(2015, 3, 3), "2 March 2015: day in short"),
        ("month", date(2015, 4, 1), date(2015, 5, 1), "April 2015: month in short"),
        ("season", date(2015, 6, 1), date(2015, 9, 1), "summer 2015 (“in the summer”): season in short"),
        ("by", date(2014, 1, 1), date(2015, 9, 1), "by summer 2015 (“by the summer”): by in short"),
        ("from", date(2016, 9, 1), date(2017, 11, 1), "from autumn 2016 on: from in short"),
        ("long-ago", date(1999, 12, 31), date(2000, 1, 1), "by 1999: long-ago in short"),
    ],
)
def test_a_vague_date_is_a_span_with_words(name: str, first: date, after: date, summary: str, dates: Store) -> None:
    entry = entries(dates)[name]
    assert (entry.decoded("dtstart"), entry.decoded("dtend")) == (first, after)
    assert entry["summary"] == summary
    assert entry["description"].startswith(f"When: {summary.removesuffix(f': {name} in short')}.")
    assert entry["transp"] == "TRANSPARENT"


def test_only_what_is_sure_is_not_tentative(dates: Store) -> None:
    found = entries(dates)
    assert {name for name, entry in found.items() if entry.get("status") != "TENTATIVE"} == {"day"}


def test_text_is_no_calendar(hostile: Store) -> None:
    found = entries(hostile)
    assert list(found) == ["attack"]
    assert b"END:VCALENDAR" in export("ics", hostile).content.replace(b"\r\n ", b"").partition(b"BEGIN:VEVENT")[0]
    # The library takes a backslash and an N for a line break, when it writes and when it reads.
    entry, plain = found["attack"], ATTACK.replace("\x1b", "\\x1b").replace("\\N", "\n")
    assert plain in entry["summary"]
    assert "BEGIN:VEVENT\nEND:VCALENDAR\n%% two" in entry["description"]
    assert entry["location"] == plain
    assert entry["categories"].cats == ["fight", plain, f"end\n{plain}"]
    assert entry["geo"].to_ical() == "34.5;70.25"


def test_a_title_of_several_lines_is_one_name_of_the_calendar() -> None:
    from builders import model

    from ikhtilaf.store.compile import compile_log

    made = export("ics", compile_log(model(event("one", "2015", factions=["a"]), title="One\n\nEND:VCALENDAR, two")))
    assert b"\r\nX-WR-CALNAME:One END:VCALENDAR\\, two\r\n" in made.content


def test_an_event_has_the_same_identifier_in_every_export_of_its_log_only() -> None:
    def uid(title: str) -> str:
        from builders import model

        from ikhtilaf.store.compile import compile_log

        store = compile_log(model(event("one", "2015", factions=["a"]), title=title))
        (entry,) = icalendar.Calendar.from_ical(export("ics", store).content).walk("VEVENT")
        return str(entry["uid"])

    assert uid("A log") == uid("A log") != uid("Another")


def test_what_no_calendar_can_write_is_left_out_and_told() -> None:
    made = export(
        "ics",
        log(
            event("caesar", "-0043-03-15", factions=["a"]),
            event("far", "Y12000", factions=["a"]),
            event("never", "../..", factions=["a"]),
            event("since", "-0100/0002-01-01", factions=["a"]),
            covers="../..",
        ),
    )
    (entry,) = icalendar.Calendar.from_ical(made.content).walk("VEVENT")
    assert entry.decoded("dtstart") == date(1, 1, 1)
    assert made.written.notes == ("left out, for a calendar has no day for them: 3 of 4 events",)


def test_the_name_of_a_calendar_is_one_line() -> None:
    made = export("ics", compile_log(model(event("one", "2015", factions=["a"]), title="two\nlines; a, b"))).text
    assert "X-WR-CALNAME:two lines\\; a\\, b\r\n" in made
