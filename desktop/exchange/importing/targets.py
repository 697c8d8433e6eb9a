"""What a column of a foreign sheet may mean for a register, and how that is said in words."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from db.store.codes import codes
from db.store.fields import Field
from db.store.kinds import ChoiceKind, RowsKind
from db.store.record import Child, Record
from db.store.trouble import Trouble
from desktop.exchange.layout import is_carried

_PATH = re.compile(
    r"(?P<rows>\w+)(?:\[(?:(?P<by>\w+)=(?P<code>[^\]]+)|(?P<nth>\d+))\])?\.(?P<name>\w+)"
)
TAKEN = "导入情况"
"""The column that says which rows of a handed-back workbook stand in the store already."""
REASON = "原因"
KEPT, LEFT = "已导入", "未导入"


@dataclass(frozen=True)
class Target:
    """Where a cell goes.

    Attributes:
        path: ``accepted_on``, ``parties.name`` (a row of its own for each line),
            ``parties[role=1].name`` (the row of the applicant), ``visits[2].text`` (the second).
        spec: the field. ``words``: what people call it.
        rows: the field of the child rows, None for the record's own. ``by``: the field and the
            code by which the row is chosen. ``nth``: its place, from 1; 0 where it has none.
    """

    path: str
    spec: Field
    words: str
    rows: Field | None = None
    by: tuple[str, str] | None = None
    nth: int = 0

    @property
    def short(self) -> str:
        """As a remark calls it: 申请人身份证号."""
        return short_words(self.rows, self.by, self.spec.name) if self.rows else self.spec.label


def short_words(rows: Field, by: tuple[str, str] | None, name: str) -> str:
    """申请人身份证号, 协议条款金额, 调解员."""
    who = role_word(rows, by) if by else rows.label
    spec = row_of(rows).fields.get(name)
    return who if spec is None or spec.label == who else f"{who}{spec.label}"


def target(cls: type[Record], path: str) -> Target:
    """The target of that path.

    Raises:
        Trouble: the register has none such; the mapping was made for another program or register.
    """
    match = _PATH.fullmatch(path)
    try:
        if match is None:
            return _own(cls.fields[path])
        rows = cls.fields[match["rows"]]
        spec = row_of(rows).fields[match["name"]]
        if match["by"]:
            row_of(rows).fields[match["by"]]
    except (KeyError, AttributeError) as error:
        raise Trouble(f"{cls.title}没有“{path}”这一栏，请重新对照", wrong_input=True) from error
    by = (match["by"], match["code"]) if match["by"] else None
    return _within(rows, spec, by, int(match["nth"] or 0))


@cache
def targets(cls: type[Record]) -> tuple[Target, ...]:
    """All that a column can be pointed at, in the form's order."""
    return tuple(_targets(cls))


def _targets(cls: type[Record]) -> Iterator[Target]:
    for spec in cls.fields.values():
        if isinstance(spec.kind, RowsKind):
            inner = [own for own in row_of(spec).fields.values() if is_carried(own)]
            for by in roles(spec):
                yield from (_within(spec, own, by, 0) for own in inner if own.name != by[0])
            yield from (_within(spec, own, None, 0) for own in inner)
        elif is_carried(spec):
            yield _own(spec)


def roles(rows: Field) -> list[tuple[str, str]]:
    """What tells the rows of one record apart: the codes of their first listed choice.

    Only where every row has it and each kind of row is somebody: the parties of a dispute.
    """
    for spec in row_of(rows).fields.values():
        if isinstance(spec.kind, ChoiceKind) and spec.listed and spec.required:
            if row_of(rows).name_field == "name":
                return [(spec.name, entry.code) for entry in codes(spec.kind.table).leaves()]
            break
    return []


def role_word(rows: Field, by: tuple[str, str]) -> str:
    """申请人, for the rows whose role is 1."""
    kind: Any = row_of(rows).fields[by[0]].kind
    return str(kind.format(by[1]))


def row_of(rows: Field) -> type[Child]:
    """The class of these child rows."""
    row: Any = getattr(rows.kind, "row")  # noqa: B009 - rows alone have it
    found: type[Child] = row
    return found


def _own(spec: Field) -> Target:
    return Target(spec.name, spec, spec.label)


def _within(rows: Field, spec: Field, by: tuple[str, str] | None, nth: int) -> Target:
    if by:
        return Target(
            f"{rows.name}[{by[0]}={by[1]}].{spec.name}",
            spec,
            f"{rows.label}（{role_word(rows, by)}）的{spec.label}",
            rows,
            by,
        )
    if nth:
        words = f"第 {nth} 个{rows.label}的{spec.label}"
        return Target(f"{rows.name}[{nth}].{spec.name}", spec, words, rows, None, nth)
    words = f"{rows.label}（每行一个）的{spec.label}"
    return Target(f"{rows.name}.{spec.name}", spec, words, rows)
