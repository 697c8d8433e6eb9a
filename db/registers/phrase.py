"""Wordings that the office uses again and again, kept by itself; the program brings none."""

from typing import ClassVar

from sqlalchemy import or_, select
from sqlalchemy.orm import Mapped, Session

from db.store.fields import LongText, Section
from db.store.record import Record

_words = Section("常用语")
_where = Section("用在哪里")
_NAME = 20  # characters of a text that name it


class Phrase(Record):
    """A wording 常用语: offered while people write; never put anywhere by the program itself."""

    __tablename__ = "phrase"
    title: ClassVar = "常用语"
    unit: ClassVar = "条"
    group: ClassVar = "设置"
    icon: ClassVar = "copy"
    name_field: ClassVar = "name"

    name: Mapped[str] = _words.field(
        "名称", listed=True, searched=True, help="菜单里看到的几个字，如 到场核实"
    )
    text: Mapped[LongText] = _words.field(
        "文字", listed=True, searched=True, help="原样插入光标处，插入后照实际情况改"
    )
    place: Mapped[str | None] = _where.field(
        "栏目", listed=True, filtered=True, help="表单上那一栏的名称，如 调解记录；空白的各栏可用"
    )
    dispute_type: Mapped[str | None] = _where.choice(
        "纠纷类型",
        "dispute_type",
        listed=True,
        filtered=True,
        help="只在这一类纠纷里提供；空白的不限",
    )
    rank: Mapped[int | None] = _where.field(
        "次序", listed=True, help="小的在前；空白的在后，按名称排"
    )

    @staticmethod
    def fitting(session: Session, place: str, dispute_type: str | None) -> "list[Phrase]":
        """What is offered in a field of that label, in a dispute of that type, in order."""
        found = select(Phrase).where(
            Phrase.deleted_at.is_(None),
            or_(Phrase.place.is_(None), Phrase.place == place),
            or_(Phrase.dispute_type.is_(None), Phrase.dispute_type == dispute_type),
        )
        order = (Phrase.rank.is_(None), Phrase.rank, Phrase.name, Phrase.id)
        return list(session.scalars(found.order_by(*order)))

    @staticmethod
    def of(text: str, place: str, dispute_type: str | None) -> "Phrase":
        """A new one of a text, called by its beginning."""
        name = " ".join(text.split())[:_NAME]
        return Phrase.fresh(name=name, text=text, place=place or None, dispute_type=dispute_type)
