"""The people who work with the store: name, role, and what each may see and change."""

from collections.abc import Iterator
from typing import ClassVar

from sqlalchemy import select
from sqlalchemy.orm import Mapped, Session

from db.store.fields import LongText, Section, choice
from db.store.problems import Level, Problem
from db.store.record import Child
from db.store.rights import CHANGED, READER, Grant, Granting

_who = Section("使用人")
_may = Section("权限")


def _not_head(account: "UserAccount") -> bool:
    return account.role != "head"


class RegisterRight(Child):
    """What a user may do in one register 登记簿权限, where it differs from the role."""

    __tablename__ = "register_right"
    owner: ClassVar = "user_account"
    name_field: ClassVar = "register"

    register: Mapped[str] = choice("登记簿", "counted_register", listed=True)
    level: Mapped[str] = choice("可以", "register_right", listed=True, default=CHANGED)


class UserAccount(Granting):
    """One person who works with the store 使用人. The way in is the keyring's, not this record's.

    Access to personal information is granted by need (个人信息保护法 art. 51).
    """

    __tablename__ = "user_account"
    title: ClassVar = "使用人"
    unit: ClassVar = "人"
    group: ClassVar = "设置"
    icon: ClassVar = "people"
    name_field: ClassVar = "name"

    name: Mapped[str] = _who.field(
        "姓名", listed=True, searched=True, unique=True, fixed=True, quick=True
    )
    role: Mapped[str] = choice(
        "角色",
        "user_role",
        section="使用人",
        listed=True,
        default="staff",
        quick=True,
        help="所长管理使用人；工作人员登记和办理；查阅人只看和打印",
    )
    sensitive: Mapped[str | None] = choice(
        "证件号码等敏感信息",
        "sensitive_right",
        section="权限",
        listed=True,
        shown_when=_not_head,
        quick=True,
        help="不填按角色：工作人员直接显示，查阅人点“显示”才看得到，看了就记入使用日志",
    )
    registers: Mapped[list[RegisterRight]] = _may.children(
        "登记簿权限", RegisterRight, shown_when=_not_head, help="没有列出的按角色"
    )
    note: Mapped[LongText | None] = _who.field("备注")

    def grant(self) -> Grant:
        """Role, sensitive fields, and each register named."""
        levels = {row.register: row.level for row in self.registers}
        return Grant(self.role, self.sensitive, levels)

    @classmethod
    def of(cls, session: Session, user: str) -> "UserAccount | None":
        """The record of a user; one in the recycle bin grants nothing."""
        return session.scalar(select(cls).where(cls.name == user, cls.deleted_at.is_(None)))

    def rules(self) -> Iterator[Problem]:
        """A register stands once; a reader changes nothing."""
        named = [row.register for row in self.registers]
        for place, row in enumerate(self.registers):
            if row.register and row.register in named[:place]:
                yield Problem(f"registers[{place}].register", "这个登记簿已经列在上面", Level.WARN)
            if self.role == READER and row.level == CHANGED:
                sentence = "查阅人不能修改，这里只按“只能看”算"
                yield Problem(f"registers[{place}].level", sentence, Level.WARN)
