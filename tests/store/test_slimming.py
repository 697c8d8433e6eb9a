"""What SQLAlchemy can work out again of a column is let go, and worked out again when asked."""

import sys

from sqlalchemy import ForeignKey, select
from sqlalchemy.orm import DeclarativeBase, Mapped, aliased, mapped_column, relationship

from db.store.slimming import slim


class Apart(DeclarativeBase):
    """Tables of these tests alone."""


class Owner(Apart):
    """Has rows."""

    __tablename__ = "slim_owner"
    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]
    rows: Mapped[list["Owned"]] = relationship(lazy="selectin")


class Owned(Apart):
    """Belongs to one."""

    __tablename__ = "slim_owned"
    id: Mapped[int] = mapped_column(primary_key=True)
    owner_id: Mapped[int] = mapped_column(ForeignKey("slim_owner.id"))


def asked() -> list[str]:
    """Ways that look for a column's like: by an alias, a subquery, a union and a join."""
    other, within = aliased(Owner), select(Owner).subquery()
    return [
        str(select(other.name).join(other.rows).where(Owned.owner_id == other.id)),
        str(select(aliased(Owner, within).name).where(within.c.id > 1)),
        str(select(Owner).union(select(Owner)).subquery().select()),
        str(within.corresponding_column(Owner.__table__.c.name)),
    ]


def test_slimmed_columns_ask_what_they_asked_before_and_hold_less():
    Apart.registry.configure()
    before = asked()
    columns = [column for table in Apart.metadata.tables.values() for column in table.c]
    held = sum(sys.getsizeof(vars(column)) for column in columns)
    assert any("proxy_set" in vars(column) for column in columns)
    slim(Apart.metadata)
    assert not any("proxy_set" in vars(column) for column in columns)
    assert sum(sys.getsizeof(vars(column)) for column in columns) < held * 0.7
    assert asked() == before
