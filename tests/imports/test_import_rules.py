"""What a row says: never sharper than its precision, names that are stable, claims by their sources."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ikhtilaf.dates import parse
from ikhtilaf.imports import acled, coded, ucdp
from ikhtilaf.imports.coded import RefusedError, lapses
from ikhtilaf.imports.mapped import coarser
from ikhtilaf.imports.naming import identifier, name_all, name_places
from ikhtilaf.log.shapes import ID
from ikhtilaf.model.names import normalise

DAYS = st.dates(date(1946, 1, 1), date(2100, 1, 1))


@pytest.mark.parametrize(
    ("start", "end", "precision", "edtf"),
    [
        ("2016-01-31", "2016-01-31", "1", "2016-01-31"),
        ("2016-01-31 00:00:00.000", "2016-01-31 00:00:00.000", "1", "2016-01-31"),
        ("2016-01-31", "2016-02-02", "2", "2016-01-31/2016-02-02"),
        ("2016-01-31", "2016-01-31", "2", "2016-01-31~"),
        ("2016-01-31", "2016-01-31", "3", "2016-01-31~"),
        ("2016-01-31", "2016-01-31", "4", "2016-01"),
        ("2016-02-01", "2016-02-29", "4", "2016-02"),
        ("2016-01-31", "2016-01-31", "5", "2016"),
        ("2016-01-01", "2016-12-31", "5", "2016"),
        ("2016-01-01", "2016-06-30", "5", "2016-01-01/2016-06-30"),
    ],
)
def test_dates_of_ucdp(start: str, end: str, precision: str, edtf: str) -> None:
    assert ucdp.when(start, end, precision) == edtf


@given(DAYS, st.integers(0, 400), st.sampled_from("12345"))
def test_a_date_takes_in_all_the_days_that_the_row_gives(first: date, length: int, precision: str) -> None:
    last = first + timedelta(length)
    found = parse(ucdp.when(first.isoformat(), last.isoformat(), precision))
    assert found.earliest is not None
    assert found.latest is not None
    assert found.earliest <= first.toordinal()
    assert found.latest >= last.toordinal()
    least = {"1": 0, "2": 1, "3": 6, "4": 7, "5": 30}[precision]
    if not length:
        assert found.latest - found.earliest >= least


@given(DAYS, st.integers(0, 60), st.integers(1, 2000))
def test_what_lapses_ends_as_vaguely_as_it_began(first: date, length: int, days: int) -> None:
    began = parse(ucdp.when(first.isoformat(), (first + timedelta(length)).isoformat(), "1"))
    end = lapses(began, days)
    assert end is not None
    assert end == parse(end.text)
    assert (began.earliest, began.latest) == (end.earliest and end.earliest - days, end.latest and end.latest - days)


def test_what_has_no_end_does_not_lapse() -> None:
    assert lapses(parse("2016/.."), 365) == parse("2016-12-31/2017-12-31")
    assert lapses(parse("../2016"), 365) == parse("../2017-12-31")
    assert lapses(parse("../.."), 365) is None


@pytest.mark.parametrize(
    ("day", "precision", "edtf"),
    [("05 January 2023", "1", "2023-01-05"), ("2023-01-05", "2", "2023-01-05~"), ("5-Jan-2023", "3", "2023-01")],
)
def test_dates_of_acled(day: str, precision: str, edtf: str) -> None:
    assert acled.when(day, precision) == edtf


@pytest.mark.parametrize(("day", "precision"), [("2023-01", "1"), ("2023", "1"), ("", "1"), ("2023-01-05", "4")])
def test_a_date_of_acled_is_a_day_with_a_precision(day: str, precision: str) -> None:
    with pytest.raises(RefusedError):
        acled.when(day, precision)


@pytest.mark.parametrize(
    ("text", "precision", "edtf"),
    [
        ("2017-05-01", "month", "2017-05"),
        ("2017-05-01", "year", "2017"),
        ("2017", "month", "2017"),
        ("2017-05", "about", "2017-05~"),
        ("2017-05~", "month", "2017-05~"),
        ("2017-05-01", "day", "2017-05-01"),
    ],
)
def test_a_precision_makes_a_date_vaguer_and_never_sharper(text: str, precision: str, edtf: str) -> None:
    assert coarser(text, precision) == edtf


def test_claims_of_sources_whose_headlines_have_semicolons() -> None:
    articles = '"A,2016-01-01,One; two";"B,2016-01-02,Three";"A,2016-01-03,Four, five"'
    found = ucdp.sources(articles, "A;B;A", "2016-01-01;2016-01-02;2016-01-03", "One; two;Three;Four, five")
    assert found == [
        ("A", ("2016-01-01", "2016-01-03"), "One; two; Four, five"),
        ("B", ("2016-01-02",), "Three"),
    ]


def test_sources_are_named_even_where_their_articles_cannot_be_told_apart() -> None:
    assert ucdp.sources("", "A;B", "2016-01-01", "One;two;three") == [("A", (), ""), ("B", (), "")]


NAMES = st.lists(st.text(st.characters(codec="utf-8"), min_size=1, max_size=8).filter(normalise), max_size=8)


@given(NAMES, st.randoms())
def test_names_are_unique_and_do_not_depend_on_the_order(names: list[str], random: object) -> None:
    one = list({normalise(name): name for name in names}.values())
    found = name_all(one, "faction")
    assert name_all(reversed(one), "faction") == found
    ids = [named.id for named in found.values()]
    assert len(set(ids)) == len(ids)
    assert all(ID.fullmatch(id_) for id_ in ids)
    forms = [normalise(named.name) for named in found.values()]
    assert len(set(forms)) == len(forms)
    for n, id_ in enumerate(ids):
        assert id_ not in forms[:n] + forms[n + 1 :]


def test_identifiers() -> None:
    assert identifier("Jaysh al-Nasr (Ḩamāh)", "faction") == "jaysh-al-nasr-hamah"
    assert identifier("Армия", "faction").startswith("faction-")
    assert identifier("Армия", "faction") != identifier("Полк", "faction")
    long = [identifier("x" * 2_000 + end, "faction") for end in "ab"]
    assert long[0] != long[1]
    assert max(map(len, long)) < 250  # a key of YAML ends within 1,024 characters


def test_places_of_one_name_are_told_apart_by_what_they_lie_in() -> None:
    paths = {
        ("land",): "Land",
        ("land", "aleppo"): "Aleppo",
        ("land", "aleppo", "north"): "North",
        ("land", "aleppo", "north", "aleppo"): "Aleppo",
        ("land", "homs"): "Homs",
        ("land", "homs", "north"): "North",
    }
    found = {path: named.name for path, named in name_places(paths).items()}
    assert found[("land", "aleppo")] == "Aleppo"
    assert found[("land", "aleppo", "north", "aleppo")] == "Aleppo (North)"
    assert found[("land", "aleppo", "north")] == "North (Aleppo)"
    assert found[("land", "homs", "north")] == "North (Homs)"


HEADER = dict.fromkeys(ucdp.ALL, "")
ROW = HEADER | {
    "id": "1",
    "type_of_violence": "2",
    "side_a": "A, B",
    "side_b": "B, A",
    "country": "Land",
    "date_start": "2016-01-01",
    "date_end": "2016-01-01",
    "date_prec": "1",
    "where_prec": "6",
    "low": "0",
    "best": "1",
    "high": "2",
}


def taken(**cells: str) -> coded.Coded:
    found, refused = ucdp.Ucdp("GEDEvent_v23_1.csv", 365).take([(cell,) for cell in (ROW | cells).values()], [1])
    if refused:
        raise coded.RefusedError(refused[0])
    return coded.Coded(*(column[0] for column in found))  # type: ignore[arg-type]  # each as it was


def test_the_version_stands_in_the_name_of_the_file() -> None:
    assert ucdp.dataset("folder/GEDEvent_v23_1.csv.gz").title.endswith("version 23.1")
    assert "version" not in ucdp.dataset("syria-2016.csv").title


@pytest.mark.parametrize(
    ("cells", "path"),
    [
        ({"where_prec": "1"}, ["Land", "P", "D", "Ford town"]),
        ({"where_prec": "2"}, ["Land", "P", "D"]),
        ({"where_prec": "2", "adm_2": ""}, ["Land", "P"]),
        ({"where_prec": "3"}, ["Land", "P", "D"]),
        ({"where_prec": "4"}, ["Land", "P"]),
        ({"where_prec": "5", "adm_2": ""}, ["Land", "P", "Ford town"]),
        ({"where_prec": "5", "where_coordinates": "P"}, ["Land", "P"]),
        ({"where_prec": "6"}, ["Land"]),
        ({"where_prec": "7", "country": ""}, ["Ford town"]),
    ],
)
def test_a_place_is_only_as_exact_as_it_is_known(cells: dict[str, str], path: list[str]) -> None:
    where = taken(**{"where_coordinates": "Ford town", "adm_1": "P", "adm_2": "D", **cells}).where
    assert where is not None
    assert [name for _, name in where.path] == path


def test_deaths_are_told_as_they_are() -> None:
    text = taken(low="1", best="4", high="9", deaths_a="3", deaths_b="0", deaths_civilians="1").text
    assert "Best estimate: 4 deaths (low estimate 1, high 9): 3 of A and B, 1 civilian." in text
    assert "1 death (low and high estimates alike)." in taken(low="1", best="1", high="1").text


@pytest.mark.parametrize(
    ("cells", "reason"),
    [
        ({"id": ""}, "id is empty"),
        ({"id": "a 1"}, 'id is "a 1", no number'),
        ({"country": ""}, "country is empty"),
        ({"low": ""}, "low is empty"),
        ({"high": "-1"}, 'high is "-1", no whole number'),
        ({"date_start": "9999-01-01", "date_end": "9999-01-01"}, "9999-01-01 is too far from our time"),
    ],
)
def test_reasons(cells: dict[str, str], reason: str) -> None:
    with pytest.raises(RefusedError, match=f"^{reason}$"):
        taken(**cells)
