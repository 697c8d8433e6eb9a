"""What the person who opened the store may do: by the role, and by what the head granted.

The rule is the store's: every row that a step writes is asked for here, whoever writes it, window,
command line, import or undo. Whoever opens the store holds its key, so that rights keep honest
people from slips and from looking; they are no wall against somebody who reads the file with a
program of his own (docs/security.md).
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from sqlalchemy.orm import Session

from db.store.defining import shipped
from db.store.record import Child, Record, Row, register

RIGHTS = "rights"
"""Where a session's ``info`` holds them."""
HEAD, STAFF, READER = "head", "staff", "reader"
HIDDEN, SEEN, CHANGED = "0", "1", "2"  # resources/codes/register_right.toml
OPEN, ASKED, MASKED = "1", "2", "3"  # resources/codes/sensitive_right.toml


@dataclass(frozen=True)
class Grant:
    """What a register of users says of one of them; None leaves it to the role."""

    role: str | None = None
    sensitive: str | None = None
    registers: Mapping[str, str] = field(default_factory=dict)


class Granting(Record):
    """A record that says what a user may do; only the head changes it."""

    __abstract__ = True

    def grant(self) -> Grant:
        """What it grants; overridden by registers."""
        return Grant()

    @classmethod
    def of(cls, session: Session, user: str) -> "Granting | None":
        """The record of a user; overridden by registers."""
        del session, user
        return None


@dataclass(frozen=True)
class Rights:
    """The rights of one user.

    Attributes:
        role: head, staff or reader (the keyring's, unless the register of users says another).
        sensitive: whether sensitive fields are shown in full, on asking, or never.
        registers: what was granted apart from the role, by table.
    """

    user: str = ""
    role: str = HEAD
    sensitive: str = OPEN
    registers: Mapping[str, str] = field(default_factory=dict)

    @property
    def head(self) -> bool:
        """Whether the person leads the office and may do everything."""
        return self.role == HEAD

    @property
    def full(self) -> bool:
        """Whether sensitive values may leave the store, or be listed, unmasked."""
        return self.sensitive == OPEN

    def may_see(self, cls: Any) -> bool:
        """Whether the register may be looked at."""
        return self._level(cls) != HIDDEN

    def may_see_table(self, table: str) -> bool:
        """The same by a table's name; what is no register's may be seen."""
        cls = _register_of(table)
        return cls is None or self.may_see(cls)

    def may_change(self, cls: Any) -> bool:
        """Whether records of the register may be made and changed."""
        return self._level(cls) == CHANGED

    def against(self, table: str) -> str:
        """Why a row of the table may not be written, in a sentence; empty when it may.

        Rows shared by registers (persons, enterprises) follow the records that name them, and what
        is no register's (numbers, counters) follows the rest of the step.
        """
        if self.head:
            return ""
        cls = _register_of(table)
        if cls is None or cls.entered_by_all or (cls.identified_by and self.role == STAFF):
            refused = cls is None and self.role == READER
        else:
            refused = not self.may_change(cls)
        if not refused:
            return ""
        what = f"“{cls.title}”" if cls is not None else "这里的内容"
        return f"{self.user}没有修改{what}的权限，需要时请所长在“使用人”里设置"

    @property
    def hidden(self) -> list[str]:
        """The titles of the registers that the person may not look at."""
        tables = [table for table, level in self.registers.items() if level == HIDDEN]
        known = [] if self.head else filter(None, map(_register_of, tables))
        return [cls.title for cls in known]

    def refuse_partial(self, what: str) -> None:
        """Let nobody make for others what would silently lack the registers that are hidden.

        Raises:
            Trouble: something is hidden; says what.
        """
        from db.store.trouble import Trouble

        if self.hidden:
            titles = "、".join(self.hidden)
            raise Trouble(f"{what}会缺少您看不到的登记簿（{titles}），请所长或能看全的人办理")

    def _level(self, cls: Any) -> str:
        if self.head:
            return CHANGED
        if issubclass(cls, Granting):
            return SEEN if self.role == STAFF else HIDDEN
        granted = self.registers.get(cls.__tablename__, CHANGED)
        return min(granted, SEEN if self.role == READER else CHANGED)

    def refuse_others(self, act: str = "管理使用人") -> None:
        """Let the head alone pass.

        Raises:
            Trouble: somebody else asks.
        """
        from db.store.trouble import Trouble

        if not self.head:
            raise Trouble(f"只有所长能{act}")


def rights_in(session: Session) -> Rights:
    """The rights of whoever a session looks for; all of them where the program looks for itself."""
    found: Rights = session.info.get(RIGHTS) or Rights()
    return found


def rights_of(session: Session, user: str, role: str, *, first: bool) -> Rights:
    """The rights of a user.

    Args:
        session: for reading.
        user: who opened the store.
        role: the role that the keyring binds to the password.
        first: the user whom the recovery code resets; always head, so that nobody is locked out.
    """
    grant = Grant()
    for cls in (one for one in shipped() if issubclass(one, Granting)):
        found = cls.of(session, user)
        grant = found.grant() if found is not None else grant
    said = HEAD if first else grant.role or role
    by_role = {HEAD: OPEN, STAFF: OPEN}.get(said, ASKED)
    return Rights(user, said, by_role if said == HEAD else grant.sensitive or by_role,
                  dict(grant.registers))  # fmt: skip


@cache
def granting_tables() -> frozenset[str]:
    """The tables by which rights change; each step asks."""
    granting = {cls.__tablename__ for cls in shipped() if issubclass(cls, Granting)}
    rows = (cls for cls in shipped() if issubclass(cls, Child))
    return frozenset(granting | {cls.__tablename__ for cls in rows if cls.owner in granting})


def _register_of(table: str) -> Any:
    """The register that a table belongs to, None where it is no register's."""
    known = Row.metadata.tables.get(table)
    owner = known.c.get("owner_id") if known is not None else None
    if owner is not None:  # it is of child rows
        table = next(iter(owner.foreign_keys)).column.table.name
    try:
        return register(table)
    except KeyError:
        return None
