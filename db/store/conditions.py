"""Fields by the words people call them, and conditions in words: ``受理日期>=2024-01-01``."""

import re
from typing import Any

from db.store.fields import Field
from db.store.kinds import RowsKind
from db.store.record import Record
from db.store.trouble import Trouble

_CONDITION = re.compile(r"(.+?)(!=|>=|<=|=|~)(.*)", re.DOTALL)  # the first test in it counts


def find_field(cls: Any, word: str) -> Field:
    """The field of a record or child class by name or Chinese label.

    Raises:
        Trouble: there is none; the sentence lists those there are.
    """
    for spec in cls.fields.values():
        if word in (spec.name, spec.label):
            found: Field = spec
            return found
    labels = "、".join(spec.label for spec in cls.fields.values())
    raise Trouble(f"没有“{word}”这一栏（有：{labels}）", wrong_input=True)


def filter_from_text(cls: type[Record], text: str) -> tuple[Field, str, str]:
    """``受理日期>=2024-01-01`` as (field, test, value text); the caller parses links.

    Raises:
        Trouble: no known field or test in the text.
    """
    match = _CONDITION.fullmatch(text)
    if match:
        word, test, value = match.groups()
        spec = find_field(cls, word.strip())
        if not isinstance(spec.kind, RowsKind):
            return spec, test, value.strip()
    raise Trouble(f"条件“{text}”看不懂，请写成 栏目=值，例如 状态=调解中", wrong_input=True)
