"""Logs that were made to hurt, and the exact answer that each must get."""

from __future__ import annotations

from typing import NamedTuple

OK, INVALID = 0, 3

HEAD = """\
log: {title: A log, covers: 2015/2016, reporter: paper}
sources: {paper: {kind: article, title: A paper, date: 2017}}
factions: {red: {kind: faction, name: Red}, blue: {kind: faction, name: Blue}}
"""
EVENT = """\
- id: fight
  date: 2015-03
  type: fight
  title: Red and Blue fight
  factions: {red: party, blue: party}
  text: They fought.
  relations: [{between: [red, blue], state: war}]
  claims: [{cites: [p1]}]
"""
LOG = f"{HEAD}events:\n{EVENT}"


class Hostile(NamedTuple):
    """A log, the exit code of `check` on it, and the names of all its problems."""

    content: bytes
    code: int
    problems: tuple[str, ...] = ()


def _log(text: str, *problems: str, encoding: str = "utf-8", mark: bytes = b"") -> Hostile:
    warnings = {"unused"}
    return Hostile(mark + text.encode(encoding), INVALID if set(problems) - warnings else OK, problems)


def _said(text: str) -> str:
    """The log, with this where the title of its event is."""
    return LOG.replace("Red and Blue fight", text)


def _nested(opening: str, times: int) -> str:
    return f"{LOG}more: {opening * times}\n"


ALIASES = "".join(f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9) if n else 'lol'}]\n" for n in range(30))
"""Each list is nine times the one before: 9**29 items, for who follows aliases."""

MANY = 5_000

CASES: dict[str, Hostile] = {
    # What would grow.
    "alias bomb": _log(ALIASES + LOG, "unknown-key"),
    "alias bomb in an event": _log(
        _said("&a [x, x]").replace("They fought.", "*a"), "wrong-shape", "yaml-alias", "yaml-anchor"
    ),
    "alias of itself": _log(_said("&a [*a]"), "wrong-shape", "yaml-anchor"),
    "merge key": _log(LOG.replace("{kind: faction, name: Red}", "{<<: *x, kind: faction, name: Red}"), "unknown-key"),
    "merge of many": _log(LOG.replace("text: They", "<<: [*a, *b, *c]\n  text: They"), "unknown-key"),
    "nested flow lists": _log(_nested("[", MANY), "unknown-key", "bad-yaml"),
    "nested flow mappings": _log(_nested("{a: ", MANY), "unknown-key", "too-deep"),
    "nested block lists": _log(_nested("\n  ", 1) + "- " * MANY + "x\n", "too-deep", "unknown-key"),
    "nested block mappings": _log(
        LOG + "more:\n" + "".join(f"{' ' * n}a:\n" for n in range(1, 500)), "unknown-key", "too-deep"
    ),
    "nested complex keys": _log(LOG + "? " * MANY, "wrong-shape", "too-deep"),
    "nested from the first character": _log("[" * MANY, "bad-yaml"),
    "nested within an event": _log(_said("[" * MANY), "wrong-shape", "bad-yaml"),
    "nested within quotes": _log(_said(f'"{"[" * MANY}"')),
    "many unknown keys": _log(
        LOG.replace("text:", "".join(f"k{n}: v\n  " for n in range(MANY)) + "text:"), "unknown-key", "more-of-the-same"
    ),
    "many unknown keys in one line": _log(
        HEAD + "events: [{" + ", ".join(f"k{n}: v" for n in range(MANY)) + "}]\n", "unknown-key", "more-of-the-same"
    ),
    "many unknown sections": _log("".join(f"k{n}: v\n" for n in range(MANY)) + LOG, "unknown-key", "more-of-the-same"),
    "many unknown factions in one event": _log(
        LOG.replace("red: party", ", ".join(f"r{n}: party" for n in range(MANY // 10)) + ", red: party"),
        "unknown-faction",
    ),
    "one place many times": _log(
        LOG.replace("text:", f"places: [{', '.join(['land'] * MANY)}]\n  text:")
        + "places: {land: {kind: country, name: Land}}\n",
        "named-twice",
    ),
    "many empty events": _log(f"{HEAD}events:\n" + "-\n" * MANY, "empty-value", "more-of-the-same"),
    "many events with one id": _log(f"{HEAD}events:\n" + EVENT * 1100, "duplicate-id"),
    "many unused people": _log(
        LOG + "people: {" + ", ".join(f"p{n}: {{name: P {n}}}" for n in range(3000)) + "}\n", "unused"
    ),
    "many anchors": _log(f"{LOG}more: [{'&a a, ' * MANY}]\n", "unknown-key"),
    "many documents": _log(LOG + "---\na\n" * MANY, "several-documents"),
    "many tags": _log(_said("!a " * 3 + "x"), "bad-yaml", "empty-value", "yaml-tag"),
    "a tag that runs code elsewhere": _log(
        _said("!!python/object/apply:os.system [touch owned]"), "wrong-shape", "yaml-tag"
    ),
    "a long date": _log(LOG.replace("2015-03", "2015-03" + "~" * MANY), "bad-date"),
    "a far date": _log(LOG.replace("2015-03", "Y" + "9" * 4300), "bad-date"),
    "a long number": _log(
        LOG.replace("name: Red", f"name: Red, facts: [{{kind: strength, figure: {'9' * 5000}, claims: [{{}}]}}]"),
        "bad-number",
    ),
    "a long id": _log(LOG.replace("id: fight", f"id: {'x' * MANY}")),
    "a long name that is unknown": _log(LOG.replace("[red, blue]", f"[red, {'b' * MANY}]"), "unknown-faction"),
    "a long line": _log(LOG.replace("They fought.", "They fought. " * MANY)),
    "a long remark": _log(f"{LOG}# {'x' * MANY}\n"),
    # What is no text.
    "nothing": _log("", "empty-log"),
    "spaces": _log("   \n\n  \n", "empty-log"),
    "a mark and nothing": _log("", "empty-log", mark=b"\xef\xbb\xbf"),
    "only a remark": _log("# nothing\n", "empty-log"),
    "NUL": _log(_said("a\0b"), "control-character"),
    "NULs and nothing else": Hostile(bytes(100_000), INVALID, ("binary",)),
    "random bytes": Hostile(
        bytes(n * n * 7 % 251 for n in range(5000)), INVALID, ("control-character", "not-a-mapping", "not-text")
    ),
    "a lone surrogate as an escape": _log(_said('"\\ud800"'), "bad-yaml"),
    "a pair of surrogates as escapes": _log(_said('"\\ud83d\\ude00"'), "bad-yaml"),
    "a lone surrogate in UTF-8": Hostile(_said("@").encode().replace(b"@", b"\xed\xa0\x80"), INVALID, ("not-text",)),
    "beyond Unicode as an escape": _log(_said('"\\UFFFFFFFF"'), "bad-yaml"),
    "too long a form in UTF-8": Hostile(_said("@").encode().replace(b"@", b"\xc0\xaf"), INVALID, ("not-text",)),
    "a character cut off": Hostile(LOG.encode() + b"# \xe2\x82", INVALID, ("not-text",)),
    "Latin-1": Hostile(_said("Öz").encode("latin-1"), INVALID, ("not-text",)),
    "UTF-16, little, with a mark": _log(_said("Öz"), encoding="utf-16-le", mark=b"\xff\xfe"),
    "UTF-16, big, with a mark": _log(_said("Öz"), encoding="utf-16-be", mark=b"\xfe\xff"),
    "UTF-16, little, without": _log(_said("Öz"), encoding="utf-16-le"),
    "UTF-16, big, without": _log(_said("Öz"), encoding="utf-16-be"),
    "UTF-16 with half a pair": Hostile(
        b"\xff\xfe" + _said("@").encode("utf-16-le").replace(b"@\0", b"\x00\xd8"), INVALID, ("not-text",)
    ),
    "UTF-16 with an odd byte": Hostile(b"\xff\xfe" + LOG.encode("utf-16-le") + b"#", INVALID, ("bad-yaml", "not-text")),
    "UTF-32, little": _log(_said("Öz"), encoding="utf-32-le", mark=b"\xff\xfe\0\0"),
    "UTF-32, big": _log(_said("Öz"), encoding="utf-32-be", mark=b"\0\0\xfe\xff"),
    "UTF-8 with a mark": _log(_said("Öz"), mark=b"\xef\xbb\xbf"),
    "two marks": _log(_said("Öz"), "control-character", "unknown-key", mark=b"\xef\xbb\xbf\xef\xbb\xbf"),
    # What is text, in an unusual way.
    "CRLF": _log(LOG.replace("\n", "\r\n")),
    "CR": _log(LOG.replace("\n", "\r")),
    "all three": _log(LOG.replace("\n", "\r\n", 3).replace("\n", "\r", 5)),
    "no end of the last line": _log(LOG.rstrip("\n")),
    "tabs between": _log(LOG.replace(": ", ":\t")),
    "tabs for indentation": _log(LOG.replace("\n  ", "\n\t"), "bad-yaml"),
    "JSON": _log(
        '{"log": {"title": "A log", "covers": "2015/2016", "reporter": "paper"},'
        ' "sources": {"paper": {"kind": "article", "title": "A paper", "date": "2017"}}, "events": []}'
    ),
    "a directive": _log(f"%YAML 1.1\n---\n{LOG}"),
    "a directive that means nothing": _log(f"%EXEC ls\n---\n{LOG}", "bad-yaml"),
    "quotes that never end": _log(_said('"' + "x" * MANY), "bad-yaml"),
}
