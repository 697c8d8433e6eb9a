"""Statistics tables on the command line: which there are, one of them filled, checked, opened."""

import argparse
from typing import TYPE_CHECKING, Any

from desktop.commands.command import Command, open_store, show_json

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from db.figures.behind import Records
    from db.figures.period import Period
    from db.figures.tables import Cell, Filled, Finding


def _tables(args: argparse.Namespace) -> int:
    from db.figures.tables import every_table

    with open_store(args) as database, database.read() as session:
        known = list(every_table(session).values())
    if args.json:
        show_json([{"code": one.code, "title": one.title, "own": one.own} for one in known])
    else:
        for one in known:
            print(f"{one.code}\t{one.title}")
    return 0


def print_table(session: "Session", period: "Period", args: argparse.Namespace) -> int:
    """Fills the table that the call names; 1 when an error stands against signing it."""
    from db.figures.returns import as_signed
    from db.figures.tables import check, fill, find_table, in_use, unusual

    table = find_table(session, args.table)
    filled = as_signed(session, fill(session, table, period, args.cumulative, args.basis))
    findings = check(filled, in_use(session))
    if args.pdf:
        return _write(session, filled, findings, args)
    odd = [one.sentence for one in unusual(session, filled)]
    if args.json:
        told = _told(session, filled, with_records=bool(args.records))
        told["findings"] = [_finding(session, filled, one) for one in findings]
        show_json({**told, "unusual": odd})
    else:
        print_filled(filled)
        for one in findings:
            print(f"{'错误' if one.level == 'error' else '提示'}：{one.sentence}")
        for sentence in odd:
            print(f"疑问：{sentence}")
    return int(any(one.level == "error" for one in findings))


def _write(
    session: "Session", filled: "Filled", findings: "list[Finding]", args: argparse.Namespace
) -> int:
    """The table on paper; a blank one keeps to every rule."""
    from pathlib import Path

    from db.store.whole_file import write_whole
    from desktop.documents.statistics.asked import Asked
    from desktop.documents.statistics.whole import one_sheet

    asked = Asked(filled.asked, filled.cumulative, blank=args.blank)
    sheet = one_sheet(session, filled, findings, asked)
    write_whole(Path(args.pdf), sheet.pdf)
    print(f"{sheet.name}：{sheet.pages} 页，写入 {args.pdf}")
    return int(not args.blank and any(one.level == "error" for one in findings))


def print_filled(filled: "Filled") -> None:
    """A table on the terminal, its cells parted by tabs."""
    columns = filled.shown_columns
    print(f"{filled.table.title}（{filled.period.name}）")
    headings = ("／".join(dict.fromkeys((*one.groups, one.heading))) for one in columns)
    units = (f"（{one.unit}）" if one.unit else "" for one in columns)
    names = (f"{heading}{unit}" for heading, unit in zip(headings, units, strict=True))
    print("\t".join((filled.table.corner, *names)))
    for row in filled.rows:
        name = f"  {row.name}" if row.kind == "leaf" else row.name
        name += f"（{row.unit}）" if row.unit else ""
        shown = (filled.cell(row.key, one.code).words for one in columns)
        print("\t".join((name, *shown)))
    if filled.table.note:
        print(f"说明：{filled.table.note}")


def _told(session: "Session", filled: "Filled", *, with_records: bool) -> dict[str, Any]:
    from db.figures.tables import records_of

    rows = []
    for row in filled.rows:
        cells = {}
        for column, cell in zip(filled.columns, row.cells, strict=True):
            cells[column.code] = _cell(cell)
            if with_records:
                found = records_of(session, filled, row.key, column.code)
                cells[column.code]["records"] = _named(found)
        rows.append({"key": row.key, "name": row.name, "kind": row.kind, "cells": cells})
    span = filled.period
    return {
        "table": filled.table.code,
        "title": filled.table.title,
        "period": {"name": span.name, "first": span.first, "last": span.last},
        "cumulative": filled.cumulative,
        "basis": filled.basis,
        "columns": [
            {
                "code": one.code,
                "heading": one.heading,
                "groups": one.groups,
                "unit": one.unit,
                "printed": one.shown,
            }
            for one in filled.columns
        ],
        "rows": rows,
    }


def _cell(cell: "Cell") -> dict[str, Any]:
    def exact(number: Any) -> Any:
        return number if isinstance(number, int) or number is None else str(number)

    return {
        "value": exact(cell.number if cell.kept else None),
        "words": cell.words,
        "last_period": exact(cell.before),
        "last_year": exact(cell.year_ago),
    }


def _named(found: "tuple[Records, ...]") -> dict[str, list[dict[str, Any]]]:
    return {
        group.role or "records": [{"register": row.table, "id": row.id} for row in group.rows]
        for group in found
    }


def _finding(session: "Session", filled: "Filled", one: "Finding") -> dict[str, Any]:
    from db.figures.tables import causes

    return {
        "rule": one.rule.code,
        "level": one.level,
        "sentence": one.sentence,
        "cells": [{"row": row, "column": column} for row, column in one.cells],
        "records": [
            {"register": row.table, "id": row.id, "caption": row.caption, "by": row.weight}
            for row in causes(session, filled, one)
        ],
    }


COMMANDS = (Command("tables", "统计表的名单；填一张表用 figures --table", _tables),)
