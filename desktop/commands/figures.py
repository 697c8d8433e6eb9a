"""The command that tells the figures of a period, and the records behind them."""

import argparse
from typing import TYPE_CHECKING, Any

from db.store.trouble import Trouble
from desktop.commands.command import Command, open_store, show_json
from desktop.commands.periods import asked_period, period_arguments

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from db.figures.asking import Value
    from db.figures.figure import Figure
    from db.figures.period import Period

_ALL = "*"


def _arguments(parser: argparse.ArgumentParser) -> None:
    period_arguments(parser)
    parser.add_argument("--from", dest="first", metavar="日期", help="自定期间的第一天")
    parser.add_argument("--to", dest="last", metavar="日期", help="自定期间的最后一天")
    parser.add_argument("--table", metavar="统计表", help="填一张统计表并核对，代码见 tables")
    parser.add_argument("--pdf", metavar="文件.pdf", help="把统计表写成 PDF，与 --table 连用")
    parser.add_argument("--blank", action="store_true", help="PDF 里的数字留空，供手工填写")
    parser.add_argument(
        "--basis",
        metavar="口径",
        help="按哪个日期统计，如 办结、受理、协议；用于有此口径的指标",
    )
    parser.add_argument(
        "--records",
        nargs="?",
        const=_ALL,
        metavar="指标代码",
        help="列出一个指标背后的记录；与 --json 连用而不写代码，给出全部指标的记录编号",
    )


def _figures(args: argparse.Namespace) -> int:
    from db.figures.catalogue import figure, in_force

    if args.table is None and (args.pdf or args.blank):
        raise Trouble("--pdf 和 --blank 要与 --table 连用", wrong_input=True)
    if args.table is not None:
        return _one_table(args)
    period = asked_period(args)
    period = period.cumulative() if args.cumulative else period
    if args.records == _ALL and not args.json:
        raise Trouble("--records 后面请写指标代码，如 mediation.resolved", wrong_input=True)
    with open_store(args) as database, database.read() as session:
        _check_basis(args.basis)
        if args.records not in (None, _ALL):
            return _records(session, figure(args.records), period, args)
        return _table(session, in_force(period), period, args)


def _one_table(args: argparse.Namespace) -> int:
    from desktop.commands.tables import print_table

    period = asked_period(args)
    with open_store(args) as database, database.read() as session:
        _check_basis(args.basis)
        return print_table(session, period, args)


def _check_basis(word: str | None) -> None:
    from db.figures.catalogue import known_figures

    figures = known_figures().values()
    known = {one.words: one.code for figure in figures for one in figure.bases}
    if word is not None and word not in known and word not in known.values():
        named = "、".join(known)
        raise Trouble(f"没有“{word}”这个统计口径（有：{named}）", wrong_input=True)


def _table(
    session: "Session", figures: "list[Figure]", period: "Period", args: argparse.Namespace
) -> int:
    from db.figures.asking import values
    from db.figures.behind import records
    from db.figures.measures import why_nothing

    now, before, ago = (
        values(session, figures, one, args.basis)
        for one in (period, period.before(), period.year_ago())
    )
    if args.json:
        told = []
        for figure in figures:
            code = figure.code
            one = {
                "code": code,
                "name": figure.name,
                "unit": figure.unit,
                **_said(now[code]),
                "last_period": _said(before[code]),
                "last_year": _said(ago[code]),
            }
            if args.records == _ALL:
                groups = records(session, figure, period, _known(figure, args.basis))
                one["records"] = {
                    group.role or "records": [_named(row) for row in group.rows] for group in groups
                }
            told.append(one)
        show_json({"period": _dated(period), "basis": args.basis, "figures": told})
        return 0
    print(f"代码\t指标\t{period.name}\t{period.before().name}\t{period.year_ago().name}")
    for figure in figures:
        code = figure.code
        words = (one[code].words for one in (now, before, ago))
        print("\t".join(filter(None, (code, figure.name, *words, why_nothing(figure)))))
    return 0


def _records(
    session: "Session", figure: "Figure", period: "Period", args: argparse.Namespace
) -> int:
    from db.figures.asking import value
    from db.figures.behind import records

    found = value(session, figure, period, args.basis)
    groups = records(session, figure, period, args.basis)
    if args.json:
        show_json(
            {
                "code": figure.code,
                "name": figure.name,
                "period": _dated(period),
                **_said(found),
                "records": {
                    group.role or "records": [
                        {**_named(row), "caption": row.caption, "weight": row.weight}
                        for row in group.rows
                    ]
                    for group in groups
                },
            }
        )
        return 0
    print(f"{figure.name}（{period.name}）：{found.words}")
    for group in groups:
        if group.role:
            print(f"{group.role} {group.total} 条")
        for row in group.rows:
            print(f"{row.table}\t{row.id}\t{row.caption}\t{row.weight}")
    return 0


def _known(figure: "Figure", word: str | None) -> str | None:
    """The day asked for, for a figure that knows it."""
    asked = word is not None and any(word in (one.code, one.words) for one in figure.bases)
    return word if asked else None


def _named(row: Any) -> dict[str, Any]:
    return {"register": row.table, "id": row.id}


def _dated(period: "Period") -> dict[str, Any]:
    return {"name": period.name, "first": period.first, "last": period.last}


def _said(found: "Value") -> dict[str, Any]:
    from db.figures.measures import why_nothing

    shown = found.shown if found.kept else None
    exact = shown if isinstance(shown, int) or shown is None else str(shown)
    said: dict[str, Any] = {"value": exact, "words": found.words}
    if len(found.pieces) > 1:
        said["parts"] = dict(found.pieces)
    if why := why_nothing(found.figure):
        said["why"] = why
    return said


COMMANDS = (Command("figures", "各项指标的数值和背后的记录", _figures, _arguments),)
