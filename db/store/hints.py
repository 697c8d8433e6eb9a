"""What people are told of a field: what to write, an example, the rule, when it is needed.

The texts lie in ``resources/help/fields``, one file for each register and its child rows, where
``[mediation.accepted_on]`` is a field of the table ``mediation``. A field's own ``help`` is the
short form of ``write``, or where the file has one, an example of it (``如 镇司法所``); fields
without either are told by their kind alone.
"""

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from typing import Any

from db.store.places import RESOURCES
from db.store.trouble import Trouble

FOLDER = RESOURCES / "help" / "fields"
EXAMPLE = re.compile("如[ ：]")
"""What a short form begins with that is nothing but an example."""


@dataclass(frozen=True)
class Hint:
    """The written part of a field's help.

    Attributes:
        write: what to write. ``example``: as it would stand there.
        rule: law and article it follows from; empty where none says so.
        when: in words, when a field is needed that is not always.
    """

    write: str = ""
    example: str = ""
    rule: str = ""
    when: str = ""

    @property
    def spoken(self) -> str:
        """What a screen reader says of the field, after its name."""
        example = f"如 {self.example}" if self.example else ""
        rule = f"依据：{self.rule}" if self.rule else ""
        return "。".join(part.rstrip("。") for part in (self.write, example, rule) if part)


def hint(cls: Any, name: str) -> Hint:
    """The help of the field ``name`` of a record's or child row's class; empty for none.

    Raises:
        Trouble: the file of the register cannot be read.
    """
    found = written(getattr(cls, "owner", cls.__tablename__)).get(cls.__tablename__, {}).get(name)
    own = cls.fields[name].help
    if found is None:
        return Hint(write=own)
    example = EXAMPLE.match(own) if "write" in found else None
    short = {"example": own[example.end() :]} if example else {"write": own}
    return Hint(**{**short, **found})


@cache
def written(register: str) -> dict[str, dict[str, dict[str, str]]]:
    """The texts of a register by table and field; none for a register without a file.

    Raises:
        Trouble: the file cannot be read.
    """
    path = FOLDER / f"{register}.toml"
    if not path.exists():
        return {}
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise Trouble(f"帮助文件 {path.name} 读不出来，请重新安装程序") from error
