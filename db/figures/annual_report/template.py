"""Report templates: headings and statements as data, from resources/report."""

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache
from typing import Any

from db.figures.annual_report.composed import Place
from db.figures.annual_report.condition import codes_asked
from db.figures.annual_report.wording import codes_in
from db.store.places import RESOURCES
from db.store.trouble import Trouble

_PLACES = {
    0: Place.PARAGRAPH,
    1: Place.HEADING_1,
    2: Place.HEADING_2,
    3: Place.HEADING_3,
    4: Place.HEADING_4,
}
SHIPPED = ("full", "five_parts")
"""The templates of the program; the first is the usual one."""
REWRITTEN, ADDED, DROPPED = "rewrite", "add", "drop"


@dataclass(frozen=True)
class Statement:
    """A heading, or a sentence of a paragraph.

    Attributes:
        key: stable; where the office's own words are kept.
        text: with places for figures (``wording``).
        level: of a heading, 1 to 4; 0 is a sentence. Sentences that follow one another make one
            paragraph.
        when: a condition (``condition``); without it a sentence is printed if each of its figures
            has something to say.
        otherwise: printed in its place.
        section: of the report, by which tasks are asked for.
        run_in: a heading whose paragraph goes on in the same line.
        required: a heading that stays, and is complained of, though nothing stands under it.
        paragraph: begins a new paragraph.
        each: repeated for the rows of that name (problems, measures, …), which the text calls
            ``{{row.…}}``; ``heading`` stands before each.
    """

    key: str
    text: str
    level: int = 0
    when: str = ""
    otherwise: str = ""
    section: str = ""
    run_in: bool = False
    required: bool = False
    paragraph: bool = False
    each: str = ""
    heading: str = ""

    @property
    def place(self) -> Place:
        """Heading or paragraph."""
        return _PLACES[self.level]

    @property
    def codes(self) -> list[str]:
        """The figures that it prints or asks about."""
        said = (self.text, self.otherwise, self.heading)
        found = [code for text in said for code in codes_in(text)]
        return list(dict.fromkeys((*found, *codes_asked(self.when))))


@dataclass(frozen=True)
class Template:
    """A report to be: its title and its statements in the order of print."""

    code: str
    name: str
    title: str
    statements: tuple[Statement, ...]
    note: str = ""

    def statement(self, key: str) -> Statement | None:
        """The statement of that key."""
        return next((one for one in self.statements if one.key == key), None)


@dataclass(frozen=True)
class OwnText:
    """What the office says in place of a statement, behind it, or not at all.

    Attributes:
        way: ``REWRITTEN``, ``ADDED``, ``DROPPED``.
        text: with places for figures.
        figures_then: the printed words of its figures when it was written, by code.
    """

    key: str
    way: str
    text: str = ""
    figures_then: tuple[tuple[str, str], ...] = ()


@cache
def template(code: str) -> Template:
    """A shipped template by code or name.

    Raises:
        Trouble: there is none, or its file cannot be read.
    """
    for known in SHIPPED:
        made = _read(known)
        if code in (known, made.name):
            return made
    near = get_close_matches(code, SHIPPED, n=1, cutoff=0.3) or SHIPPED
    named = "、".join(f"{one}（{_read(one).name}）" for one in near)
    raise Trouble(f"没有报告模板“{code}”，有：{named}", wrong_input=True)


def templates() -> list[Template]:
    """All shipped templates."""
    return [_read(code) for code in SHIPPED]


@cache
def _read(code: str) -> Template:
    path = RESOURCES / "report" / f"{code}.toml"
    try:
        return template_of(code, tomllib.loads(path.read_text(encoding="utf-8")))
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise Trouble("年度报告的模板文件读不出来，请重新安装程序") from error


def template_of(code: str, data: dict[str, Any]) -> Template:
    """A template of plain data.

    Raises:
        ValueError, KeyError, TypeError: it is none.
    """
    statements = tuple(_statements(data["statement"]))
    keys = [one.key for one in statements]
    if len(set(keys)) != len(keys):
        raise ValueError("two statements have one key")
    return Template(code, data["name"], data["title"], statements, data.get("note", ""))


def _statements(data: list[dict[str, Any]]) -> Iterator[Statement]:
    for entry in data:
        one = Statement(**entry)
        if one.level not in _PLACES:
            raise ValueError(one.level)
        yield one
