"""Mappings kept in the store: found again by their headers or their name."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.registers import ImportMapping
from db.registers.import_mapping import ImportColumn
from db.store.record import Record
from desktop.exchange.importing.guessing import plain
from desktop.exchange.importing.headings import Heading, is_own
from desktop.exchange.importing.mapping import Mapping, by_names, columns
from desktop.exchange.importing.plan import Plan
from desktop.exchange.importing.targets import target

if TYPE_CHECKING:
    from db.store.database import Database


def mappings(session: Session, cls: type[Record]) -> list[ImportMapping]:
    """The register's mappings, the newest first."""
    query = select(ImportMapping).where(
        ImportMapping.table_name == cls.__tablename__, ImportMapping.deleted_at.is_(None)
    )
    return list(session.scalars(query.order_by(ImportMapping.id.desc())))


def fitting(known: Iterable[ImportMapping], heading: Heading) -> ImportMapping | None:
    """The mapping made for a sheet with these very headers."""
    mine = {plain(word) for word in heading.names.values() if not is_own(word)}
    return next((one for one in known if {plain(c.header) for c in one.columns} == mine), None)


def named(known: Iterable[ImportMapping], name: str) -> ImportMapping | None:
    """The mapping of that name."""
    return next((one for one in known if one.name == name), None)


def applied(one: ImportMapping, heading: Heading) -> Mapping:
    """Where the columns of this heading go by the mapping."""
    return by_names(heading, [(column.header, column.path or "") for column in one.columns])


def remember(database: "Database", plan: Plan, name: str) -> None:
    """Keep the plan's mapping under a name, in place of the one that bore it.

    Undo passes this by: it takes back the import, not the way it was made.
    """
    with database.step(f"记住导入对照：{plan.cls.title}", lasting=True) as session:
        held = named(mappings(session, plan.cls), name)
        if held is None:
            held = ImportMapping.fresh(name=name, table_name=plan.cls.__tablename__)
            session.add(held)
        held.register_title = plan.cls.title
        held.sheet_name, held.header_row = plan.sheet.name, plan.heading.row
        held.columns = [
            ImportColumn.fresh(
                header=word, path=path or None, words=target(plan.cls, path).words if path else None
            )
            for word, path in columns(plan.heading, plan.mapping)
        ]
