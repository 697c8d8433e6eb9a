"""A choice from a versioned code table, several of them, and the state of a record."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, ClassVar

from db.store.codes import codes
from db.store.kinds.basic import narrow
from db.store.kinds.kind import Kind
from db.store.trouble import Trouble


@dataclass(frozen=True)
class ChoiceKind(Kind):
    """One entry of a code table; the value is its code."""

    table: str = ""
    code: ClassVar[str] = "choice"

    def format(self, value: str | None) -> str:
        """The entry's name; an unknown code is shown as it is."""
        return codes(self.table).name(value) if value else ""

    def parse(self, text: str) -> str | None:
        """The code, or the name in full, or the only entry whose name contains the text."""
        plain = narrow(text)
        if not plain:
            return None
        found = codes(self.table).find(plain)
        if found is None:
            names = "、".join(entry.name for entry in codes(self.table).leaves())
            raise Trouble(
                f"“{text.strip()}”不在{codes(self.table).title}之中（可选：{names}）",
                wrong_input=True,
            )
        return found


@dataclass(frozen=True)
class ChoicesKind(Kind):
    """Several entries of a code table; the value is their codes in the table's order: ``01,03``."""

    table: str = ""
    code: ClassVar[str] = "choices"

    def format(self, value: str | None) -> str:
        """The entries' names: 残疾人、老年人."""
        table = codes(self.table)
        return "、".join(table.name(code) for code in codes_in(value))

    def parse(self, text: str) -> str | None:
        """Codes or names, parted by 、 or ，, ; and blanks."""
        one = ChoiceKind(self.table)
        found = [one.parse(word) for word in re.split(r"[、，,；;\s]+", narrow(text)) if word]
        return self.joined(code for code in found if code is not None)

    def joined(self, chosen: Iterable[str]) -> str | None:
        """The value that holds these codes, None for none."""
        order = [entry.code for entry in codes(self.table).entries]
        place = {code: number for number, code in enumerate(order)}
        distinct = sorted(set(chosen), key=lambda code: place.get(code, len(order)))
        return ",".join(distinct) or None

    def from_json(self, value: Any) -> str | None:
        """A JSON list of codes or names, or text."""
        return self.parse(
            "、".join(map(str, value)) if isinstance(value, list) else str(value or "")
        )

    def to_json(self, value: str | None) -> list[str]:
        """The codes."""
        return codes_in(value)


def codes_in(value: str | None) -> list[str]:
    """The single codes of a value of several choices."""
    return value.split(",") if value else []


@dataclass(frozen=True)
class StateKind(Kind):
    """Where a record stands; the value is a code of ``names``. Changed by moves only.

    ``words`` are what else people write for a code.
    """

    names: tuple[tuple[str, str], ...] = ()
    words: tuple[tuple[str, str], ...] = ()
    code: ClassVar[str] = "state"

    def format(self, value: str | None) -> str:
        """The state's name."""
        return dict(self.names).get(value, value) if value else ""

    def parse(self, text: str) -> str | None:
        """The state's code or name, or what else people write for it."""
        plain = narrow(text)
        if not plain:
            return None
        for code, name in (*self.names, *self.words):
            if plain in (code, name):
                return code
        names = "、".join(name for _, name in self.names)
        raise Trouble(f"没有“{text.strip()}”这种状态（有：{names}）", wrong_input=True)

    def to_json(self, value: Any) -> Any:
        """The code."""
        return value
