"""What a cell's format makes of a number: a day, a rate, or plainly a number."""

import re
from collections.abc import Sequence
from enum import Enum

from desktop.exchange.county.package import Package, parsed

_DAYS = {*range(14, 18), 22, *range(27, 37), *range(50, 59)}
"""Built-in formats that show a day, those of Chinese Excel among them (ECMA-376 18.8.30)."""
_RATES = {9, 10}
_SAID = re.compile(r'"[^"]*"|\[[^\]]*\]|\\.|_.|\*.')  # what stands in a format as it is


class Look(Enum):
    """What the format shows."""

    PLAIN = "plain"
    DAY = "day"
    RATE = "rate"


def looks(package: Package) -> Sequence[Look]:
    """For each style number of cells what it shows; empty for a workbook without styles."""
    content = package.other("styles")
    if content is None:
        return ()
    tree = parsed(content, package.name)
    own = {one.get("numFmtId"): one.get("formatCode", "") for one in tree.iter("{*}numFmt")}
    formats = tree.find("{*}cellXfs")
    if formats is None:
        return ()
    return [_look(one.get("numFmtId", "0"), own) for one in formats]


def look_of(known: Sequence[Look], style: str) -> Look:
    """Of one cell's style."""
    number = int(style) if style.isdigit() else 0
    return known[number] if number < len(known) else Look.PLAIN


def _look(number: str, own: dict[str | None, str]) -> Look:
    if number in own:
        bare = _SAID.sub("", own[number]).lower()
        if "%" in bare:
            return Look.RATE
        return Look.DAY if "y" in bare or "d" in bare else Look.PLAIN
    code = int(number) if number.isdigit() else 0
    return Look.DAY if code in _DAYS else Look.RATE if code in _RATES else Look.PLAIN
