"""The fields that the headings of a sheet ask for: name, kind and unit, as a draft."""

import re
from collections.abc import Iterator, Sequence
from typing import Any

from db.store.kinds import DateKind, WholeKind, YesNoKind
from db.store.trouble import Trouble

_NO_FIELD = re.compile(r"序号|编号顺序|No\.?")
_UNIT = re.compile(r"^(?P<name>.+?)[（(](?P<unit>[^（）()]{1,4})[）)]$")
_BY_WORDS = tuple(
    (kind, re.compile(words))
    for kind, words in (
        ("7", r"^是否|^有无"),
        ("5", r"日期$|时间$|月份$|^日$|^年月日$"),
        ("4", r"金额|费用|经费|补助款|工资"),
        ("3", r"(?:人|次|户|件|份|场|总|个)数$|数量$|人次$|次数$"),
        ("8", r"村居$|村社区$|^村$|村名$|村（居）$|村\(居\)$"),
        ("2", r"^备注|情况$|内容$|说明$|经过$"),
    )
)
"""What such headings mean in ledgers; all else is told by the cells below, or is text."""
_BY_CELLS = (("7", YesNoKind()), ("3", WholeKind()), ("5", DateKind()))


def drafted(heads: Sequence[Any], below: Sequence[Sequence[Any]]) -> Iterator[dict[str, Any]]:
    """The values of one field for each heading, in their order; people look at them all."""
    seen, dated = set(), False
    for place, head in enumerate(heads):
        label = "".join(str(head or "").split()).strip("*＊")
        if not label or label in seen or _NO_FIELD.fullmatch(label):
            continue
        seen.add(label)
        cells = [str(row[place]) for row in below if place < len(row) and row[place]]
        one = _drafted(label, cells)
        if one["kind"] == "5":  # the first day of a line is the one that it is counted by
            one, dated = one | {"dated": not dated}, True
        yield one


def _drafted(label: str, cells: list[str]) -> dict[str, Any]:
    written = _UNIT.match(label)
    name, unit = (written["name"], written["unit"]) if written else (label, None)
    if unit in ("元", "万元"):
        return {"label": name if unit == "元" else label, "kind": "4"}
    kind = next((kind for kind, words in _BY_WORDS if words.search(name)), None)
    kind = kind or next((kind for kind, read in _BY_CELLS if _all_read(read, cells)), "1")
    if kind == "3":
        return {"label": name, "kind": kind, "unit": unit}
    return {"label": label, "kind": kind}


def _all_read(kind: Any, cells: list[str]) -> bool:
    try:
        return bool(cells) and all(
            kind.parse(cell) is not None and len(cell) < 11 for cell in cells
        )
    except Trouble:
        return False
