"""Every export of a hostile log, read as its own readers read it: the structure of a harmless one, the texts whole."""

from __future__ import annotations

import csv
import json
import re
import shutil
import sqlite3
import subprocess
import xml.etree.ElementTree as ET
from contextlib import closing
from html import unescape
from io import StringIO
from pathlib import Path
from typing import Any

import icalendar
import pytest
from pyarrow import parquet
from smuggled import Twins, blanks, forbidden, shape, strings, swapped
from transcripts import Run

from ikhtilaf.render.escape import csv_cell, lines, one_line, undefuse


def in_lines(text: str) -> str:
    return "\n".join(lines(text))


# JSON -----------------------------------------------------------------------------------------------------------------


def without_addresses(value: Any) -> Any:
    """A value without what depends on whether a text is an address."""
    if isinstance(value, dict):
        return {key: without_addresses(one) for key, one in value.items() if key not in {"url", "@id"}}
    return [without_addresses(one) for one in value] if isinstance(value, list) else value


@pytest.mark.parametrize("kind", ["geojson", "json-ld"])
def test_json(kind: str, twins: Twins) -> None:
    written, plain = twins(f"export {kind}")
    assert not forbidden(written, "\n")
    assert "<" not in written  # so that a page that has it in a script cannot be left from inside it
    read = [without_addresses(json.loads(said)) for said in (written, plain)]
    assert shape(read[0]) == shape(read[1])
    assert list(map(loose, strings(read[0]))) == [loose(swapped(text, str)) for text in strings(read[1])]


def loose(text: str) -> str:
    """A text with single blanks, a return being one, and none inside our quotes: the wording of a date is stripped."""
    return blanks(text.replace("\\x0d", " ")).replace("“ ", "“").replace(" ”", "”")


def test_what_linked_data_leads_to(twins: Twins) -> None:
    """Identifiers lie in the file itself; addresses are those of pages."""
    written, _ = twins("export json-ld")
    nodes = json.loads(written)["@graph"]
    assert all(re.fullmatch(r"#[\w/.%~-]+", node["@id"], re.ASCII) for node in nodes)
    addresses = {node["url"] for node in nodes if "url" in node}
    assert addresses
    assert all(re.match("https?://", one) for one in addresses)


def test_slides(twins: Twins) -> None:
    """TimelineJS takes texts for HTML, and a date for HTML whose text is HTML."""
    written, plain = twins("export timelinejs")
    assert not forbidden(written, "\n")
    read = [json.loads(said) for said in (written, plain)]
    assert shape(read[0]) == shape(read[1])
    for slide, twin in zip(*(made["events"] for made in read), strict=True):
        for said, harmless in ((slide["text"][key], twin["text"][key]) for key in ("headline", "text")):
            tags = re.findall("<[^>]*>", said)
            assert set(tags) <= {"<p>", "</p>", "<ul>", "</ul>", "<li>", "</li>", "<br>"}
            assert [tag for tag in tags if tag != "<br>"] == re.findall("<[^>br]*>", harmless)
            assert shown(said) == blanks(swapped(shown(harmless), one_line))
        assert not set("<>") & set(slide["display_date"] + unescape(slide["display_date"]))
        assert loose(shown(unescape(slide["display_date"]))) == loose(swapped(unescape(twin["display_date"]), one_line))
        assert not {"<", ">"} & set(slide["unique_id"].replace("<br>", ""))


def shown(marked: str) -> str:
    """What a page shows of a piece of HTML."""
    return blanks(unescape(re.sub("<[^>]*>", " ", marked)))


# Calendars ------------------------------------------------------------------------------------------------------------


def test_calendar(twins: Twins) -> None:
    written, plain = twins("export ics")
    assert not forbidden(written.replace("\r\n ", ""), "\r\n")
    assert set(re.findall("\r?\n|\r", written)) == {"\r\n"}
    assert max(len(line.encode()) for line in written.split("\r\n")) <= 75
    read = [icalendar.Calendar.from_ical(said) for said in (written, plain)]
    found, harmless = ([(one.name, list(properties(one))) for one in calendar.walk()] for calendar in read)
    assert [(name, [key for key, *_ in has]) for name, has in found] == [
        (n, [key for key, *_ in has]) for n, has in harmless
    ]
    for (_, has), (_, twin) in zip(found, harmless, strict=True):
        for (key, parameters, text), (_, same, said) in zip(has, twin, strict=True):
            assert parameters == same
            # The library takes a backslash and an N for a line break, when it writes and when it reads.
            assert key == "UID" or loose(text) == loose(swapped(said, in_lines).replace("\\N", "\n"))


def properties(component: Any) -> Any:
    """The properties of a component: name, parameters, and value as text."""
    for key, value in component.items():
        texts = value.cats if key == "CATEGORIES" else [value if isinstance(value, str) else value.to_ical()]
        for text in texts:
            said = text.decode() if isinstance(text, bytes) else text
            # The library knows no type for the name of a calendar, and leaves its escapes.
            named = re.sub(r"\\(.)", r"\1", said) if key == "X-WR-CALNAME" else said
            yield key, dict(getattr(value, "params", {})), str(named)


# Graphs and drawings --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", ["gexf", "graphml"])
def test_xml(kind: str, twins: Twins) -> None:
    written, plain = twins(f"export {kind}", few=True)
    assert not forbidden(written, "\n")
    assert "<!" not in written  # no DOCTYPE, no entity, no comment
    read = [ET.fromstring(said.encode()) for said in (written, plain)]
    assert [(one.tag, sorted(one.attrib)) for one in read[0].iter()] == [
        (one.tag, sorted(one.attrib)) for one in read[1].iter()
    ]
    texts = [[text for one in root.iter() for text in (*one.attrib.values(), one.text or "")] for root in read]
    assert texts[0] != texts[1]
    assert [blanks(text) for text in texts[0]] == [blanks(swapped(text, for_xml)) for text in texts[1]]


def for_xml(text: str) -> str:
    return one_line(text).replace("\ufffe", "\ufffd").replace("\uffff", "\ufffd")


_STRING = re.compile(r'"((?:[^"\\]|\\.)*)"')


def test_dot(twins: Twins) -> None:
    written, plain = twins("export dot")
    assert not forbidden(written, "\n")
    assert _STRING.sub('""', written) == _STRING.sub('""', plain)
    texts = [list(map(undotted, _STRING.findall(said))) for said in (written, plain)]
    assert texts[0] != texts[1]
    assert list(map(blanks, texts[0])) == [blanks(swapped(text, in_lines)) for text in texts[1]]


def undotted(text: str) -> str:
    plain = re.sub(r"\\(.)", lambda match: "\n" if match[1] == "n" else match[1], text)
    assert not re.search(r"&(?!amp;)", plain)
    return plain.replace("&amp;", "&")


def test_graphviz_reads_what_it_read(twins: Twins) -> None:
    if shutil.which("dot") is None:
        pytest.skip("dot is not installed")
    read = [
        json.loads(
            subprocess.run(
                ["dot", "-Tjson0", "-Kcirco"], input=said.encode(), capture_output=True, timeout=60, check=True
            ).stdout
        )
        for said in twins("export dot", few=True)
    ]
    assert len(read[0]["edges"]) > 5
    for part in ("objects", "edges"):
        assert [sorted(one) for one in read[0][part]] == [sorted(one) for one in read[1][part]]
        assert [one.get("name") for one in read[0][part]] == [one.get("name") for one in read[1][part]]


def test_mermaid(twins: Twins) -> None:
    written, plain = twins("export mermaid")
    assert not forbidden(written, "\n")
    structure = [re.sub('"[^"]*"', '""', said).split("\n") for said in (written, plain)]
    assert structure[0][1:] == structure[1][1:]
    assert all(said.startswith("%% ") for said, *_ in structure)
    texts = [re.findall('"([^"]*)"', said) + [said.split("\n")[0]] for said in (written, plain)]
    for text, twin in zip(*texts, strict=True):
        assert not re.search(r"[^\w\s.,\-–—…“”‘’#;]", text.replace("<br>", "").removeprefix("%% "))
        assert coded(text) == blanks(swapped(coded(twin), one_line))


def coded(text: str) -> str:
    return blanks(re.sub(r"#(\d+);", lambda match: chr(int(match[1])), text.replace("<br>", " ")))


# Tables ---------------------------------------------------------------------------------------------------------------


@pytest.fixture
def exported(ikhtilaf: Run, logs: dict[str, str], tmp_path: Path) -> Any:
    """Export both logs into files, and return where they are."""

    def call(kind: str) -> list[Path]:
        for name in ("each", "plain"):
            assert ikhtilaf("export", kind, "-o", str(tmp_path / name), "--log", logs[name]).returncode == 0
        return [tmp_path / "each", tmp_path / "plain"]

    return call


def test_sqlite(exported: Any) -> None:
    tables: list[dict[str, Any]] = []
    for path in exported("sqlite"):
        with closing(sqlite3.connect(path)) as connection:
            assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
            schema = connection.execute("SELECT type, name, sql FROM sqlite_master ORDER BY name").fetchall()
            names = [name for kind, name, _ in schema if kind == "table"]
            tables.append({"": schema} | {name: rows(connection, name) for name in names})
    assert tables[0].pop("") == tables[1].pop("")
    assert tables[0] == {name: [tuple(map(as_it_is, row)) for row in rows] for name, rows in tables[1].items()}


def rows(connection: sqlite3.Connection, table: str) -> list[tuple[Any, ...]]:
    return connection.execute(f'SELECT * FROM "{table}"').fetchall()  # noqa: S608 -- our own table


def as_it_is(value: Any) -> Any:
    return swapped(value, str) if isinstance(value, str) else value


def test_parquet(exported: Any) -> None:
    each, plain = exported("parquet")
    for path in sorted(each.glob("*.parquet")):
        read = [parquet.read_table(folder / path.name).to_pylist() for folder in (each, plain)]
        assert read[0] == [{key: as_it_is(value) for key, value in row.items()} for row in read[1]]


def test_csv(exported: Any) -> None:
    each, plain = exported("csv")
    files = sorted(path.name for path in each.glob("*.csv"))
    assert len(files) > 10
    for name in files:
        written, harmless = ((folder / name).read_bytes().decode() for folder in (each, plain))
        assert not forbidden(written, "\t\n")
        read = [list(csv.reader(StringIO(said, newline=""), strict=True)) for said in (written, harmless)]
        for row, twin in zip(*read, strict=True):
            assert not [
                cell
                for cell in row
                if re.match(r"[\s\xa0]*[=+\-@＝＋－＠]", cell) and not re.fullmatch(r"-?[\d.]+", cell)
            ]
            assert list(map(undefuse, row)) == [swapped(cell, bare) for cell in twin]
    described = (each / "datapackage.json").read_text("utf-8")
    assert not forbidden(described, "\n")
    assert shape(json.loads(described)["resources"][0]["schema"]) == shape(
        json.loads((plain / "datapackage.json").read_text())["resources"][0]["schema"]
    )


def bare(text: str) -> str:
    return csv_cell(f"x{text}")[1:]
