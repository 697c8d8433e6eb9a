"""Records of a JSON file as drafts: the same way into a register as a sheet's rows."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from db.store.conditions import find_field
from db.store.fields import Field
from db.store.kinds import RowsKind
from db.store.record import Record
from db.store.trouble import Trouble
from desktop.exchange.importing.drafts import Draft, Given, RowDraft
from desktop.exchange.importing.targets import target
from desktop.exchange.json_records import json_of


@dataclass(frozen=True)
class JsonPlan:
    """A JSON file as it goes into a register: it names its fields itself."""

    cls: type[Record]
    path: Path
    data: Any

    @property
    def name(self) -> str:
        """What the step of the import is called after."""
        return "JSON"

    @property
    def columns(self) -> dict[str, int]:
        """There are none."""
        return {}

    def drafts(self) -> list[Draft]:
        """Its records."""
        return json_drafts(self.cls, self.data)


def read_json(path: Path) -> Any:
    """What the file holds.

    Raises:
        Trouble: it cannot be read, is not UTF-8 or no JSON; says where.
    """
    try:
        return json_of(path.read_bytes(), path.name)
    except OSError as error:
        raise Trouble(f"读不了文件 {path}", wrong_input=True) from error


def json_drafts(cls: type[Record], data: Any) -> list[Draft]:
    """The records of an object or a list of objects; ``lines`` count the records.

    Raises:
        Trouble: a record is no object, or names a field that the register has not.
    """
    items = data if isinstance(data, list) else [data]
    return [_draft(cls, item, number) for number, item in enumerate(items, start=1)]


def _draft(cls: type[Record], item: Any, number: int) -> Draft:
    where = f"第 {number} 条"
    if not isinstance(item, dict):
        raise Trouble(f"{where}应为 JSON 对象（花括号括起的“栏目: 值”）", wrong_input=True)
    draft = Draft([number])
    for word, value in item.items():
        if word == "id":
            continue
        if word == "uid":
            draft.uid = str(value) if value else None
            continue
        spec = find_field(cls, word)
        if isinstance(spec.kind, RowsKind):
            rows = value if isinstance(value, list) else []
            draft.rows[spec.name] = [
                RowDraft(None, 0, _row(cls, spec, row, where), place)
                for place, row in enumerate(rows, start=1)
            ]
        elif value not in (None, "", []):
            draft.cells[spec.name] = Given(target(cls, spec.name), _cell(value))
    return draft


def _row(cls: type[Record], rows: Field, item: Any, where: str) -> dict[str, Given]:
    if not isinstance(item, dict):
        raise Trouble(f"{where}{rows.label}应为 JSON 对象的数组", wrong_input=True)
    kind: Any = rows.kind
    found = {}
    for word, value in item.items():
        spec = find_field(kind.row, word)
        if value not in (None, "", []):
            goal = target(cls, f"{rows.name}.{spec.name}")
            found[spec.name] = Given(goal, _cell(value))
    return found


def _cell(value: Any) -> Any:
    """As a cell would hold it: several choices in one, whole numbers exact."""
    if isinstance(value, list):
        return "、".join(map(str, value))
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    return value
