"""The tables that the program ships, from resources/tables, and the summary made of them."""

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache
from typing import Any

from db.figures.tables.layout import WHENS, Block, Column, Item, Table, terms
from db.store.places import RESOURCES
from db.store.trouble import Trouble


@dataclass(frozen=True)
class Summary:
    """Several tables handed in together."""

    title: str
    tables: tuple[Table, ...]
    note: str = ""


@cache
def tables() -> dict[str, Table]:
    """Every shipped table by its code, in the order of the summary.

    Raises:
        Trouble: a file is missing or cannot be read.
    """
    try:
        return {code: _table(code, _read(code)) for code in _order()["tables"]}
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise Trouble("统计表的格式文件读不出来，请重新安装程序") from error


def summary() -> Summary:
    """The quarterly summary 季度统计汇总."""
    order = _order()
    return Summary(order["title"], tuple(tables().values()), order.get("note", ""))


def table(code: str) -> Table:
    """The shipped table of that code.

    Raises:
        Trouble: there is none; the sentence names the nearest.
    """
    known = tables()
    if code in known:
        return known[code]
    named = {one.title: one for one in known.values()}
    if code in named:
        return named[code]
    near = get_close_matches(code, known, n=3, cutoff=0.4) or list(known)
    hint = "、".join(f"{one}（{known[one].title}）" for one in near)
    raise Trouble(f"没有统计表“{code}”，有：{hint}", wrong_input=True)


def _order() -> dict[str, Any]:
    return _read("summary")


def _read(name: str) -> dict[str, Any]:
    path = RESOURCES / "tables" / f"{name}.toml"
    return tomllib.loads(path.read_text(encoding="utf-8"))


def _table(code: str, data: dict[str, Any]) -> Table:
    columns = tuple(_columns(data["column"]))
    blocks = tuple(map(_block, data.get("rows", ({},))))
    more = {name: value for name, value in data.items() if name not in ("column", "rows")}
    return Table(code=code, columns=columns, blocks=blocks, **more)


def _columns(data: list[dict[str, Any]]) -> Iterator[Column]:
    for entry in data:
        given = dict(entry)
        given["figure"] = terms(given.get("figure", ""))
        given["groups"] = tuple(given.get("groups", ()))
        if "total" in given:
            given["total"] = terms(given["total"])
        column = Column(**given)
        if column.when not in WHENS:
            raise ValueError(column.when)
        yield column


def _block(data: dict[str, Any]) -> Block:
    given = dict(data)
    given["by"] = tuple(given.get("by", ()))
    given["items"] = tuple(Item(**one) for one in given.get("items", ()))
    return Block(**given)
