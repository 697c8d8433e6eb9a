"""What is wrong with numbers, in words: 调解案件总数 1127，应等于不同主体调解之和 1111，差 16."""

from collections.abc import Sequence

from db.figures.catalogue import known_figures
from db.figures.tables.filled import Number
from db.figures.tables.layout import STAR, Column
from db.figures.tables.rules import ASKS_FOR, AT_LEAST, AT_MOST, BOTH, EQUAL, Share, Test
from db.figures.words import scaled

Side = tuple[Number, list[str]]
"""What a side of a test came to, and the columns in it."""
_SHOULD = {EQUAL: "应等于", AT_MOST: "不应大于", AT_LEAST: "不应小于"}
_PLAIN_HEADINGS = ("件", "人", "合计", "期", "人次", "期初", "期末")


def sentence_of(columns: Sequence[Column], test: Test, left: Side, right: Side) -> str:
    """调解案件总数 1127，应等于不同主体调解之和 1111，差 16."""
    named = [
        _named(columns, test.left, left[1]),
        _named(columns, test.right, right[1]),
    ]
    told = [said(columns, left[1], left[0]), said(columns, right[1] or left[1], right[0])]
    if test.relation == ASKS_FOR:
        return f"有{named[0]} {told[0]}，{named[1]}却是 {told[1]}"
    if test.relation == BOTH:
        return f"{named[0]} {told[0]}，{named[1]} {told[1]}，应同时有或同时没有"
    gap = max(left[0] - right[0], right[0] - left[0])
    difference = said(columns, left[1], gap)
    should = f"，{_SHOULD[test.relation]}{named[1]} {told[1]}，差 {difference}"
    return f"{named[0]} {told[0]}，应为 0" if not right[1] else f"{named[0]} {told[0]}{should}"


def _named(columns: Sequence[Column], shares: Sequence[Share], codes: Sequence[str]) -> str:
    """A column by its heading, several by the heading they share."""
    by_code = {column.code: column for column in columns}
    names = []
    for share in shares:
        mine = [by_code[code] for code in codes if share.of(code) and code in by_code]
        times = f"{share.times} 倍的" if share.times > 1 else ""
        if STAR in share.columns and mine:
            common = [one for one in mine[0].groups if all(one in other.groups for other in mine)]
            names.append(f"{common[-1] if common else '各项'}之和")
        elif mine:
            names.append(f"{times}{heading_of(mine[0])}")
        elif share.columns:
            names.append("各项之和" if STAR in share.columns else share.columns)
    return "加".join(names)


def heading_of(column: Column) -> str:
    """What a column is called by itself: 防止群体性上访（人）."""
    if column.groups and column.heading in _PLAIN_HEADINGS:
        return f"{column.groups[-1]}（{column.heading}）"
    return column.heading


def said(columns: Sequence[Column], codes: Sequence[str], number: Number) -> str:
    """A number as its column prints it: fen as 万元."""
    column = next((one for one in columns if one.code in codes), None)
    known = known_figures()
    terms = column.figure if column else ()
    scale = known[terms[0].code].scale if terms and terms[0].code in known else 1
    return str(number if scale == 1 else scaled(int(number), scale))
