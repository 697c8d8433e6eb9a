"""The command that takes foreign ledgers in: import."""

import argparse
from pathlib import Path
from typing import TYPE_CHECKING, Any

from desktop.commands.command import Command, open_store, register, show_json, watched

if TYPE_CHECKING:
    from db.store.database import Database
    from desktop.exchange.importing.outcome import Outcome, Row
    from desktop.exchange.importing.plan import Plan

_SHOWN = 40
"""Faulty rows that are told on the terminal; the rejects have them all."""


def _import_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("register", metavar="登记簿", help="如 mediation 或 人民调解")
    parser.add_argument("file", metavar="文件", help="xlsx、xlsm、xlsb、xls、ods、csv 或 json")
    parser.add_argument("--dry-run", action="store_true", help="只试，不登记")
    parser.add_argument("--good-only", action="store_true", help="有错误行时，先登记没有错误的")
    parser.add_argument("--rejects", metavar="文件.xlsx", help="把原表退回：错误格标红，写明原因")
    parser.add_argument("--sheet", metavar="工作表", help="不写则取表头最像的一张")
    parser.add_argument("--header", type=int, metavar="行号", help="表头的末一行；不写则自己找")
    parser.add_argument(
        "--mapping", metavar="名称", help="用记住的对照；没有这个名称的，把这次的对照记在这个名称下"
    )
    parser.add_argument(
        "--map", action="append", default=[], metavar="表头=栏目", help="改某一栏的对照；可重复"
    )
    parser.add_argument(
        "--make-links", action="store_true", help="没有登记过的村居、调解员等，只按名称一并登记"
    )


def _import(args: argparse.Namespace) -> int:
    from desktop.exchange.importing.json_in import JsonPlan, read_json
    from desktop.exchange.importing.plan import refuse_written
    from desktop.exchange.importing.reading import read
    from desktop.exchange.importing.rejects import write_rejects
    from desktop.exchange.importing.sniffing import kind_of
    from desktop.exchange.importing.taking import Way, take

    path = Path(args.file).absolute()
    way = Way(keep=not args.dry_run, good_only=args.good_only, make_links=args.make_links)
    with open_store(args) as database:
        cls = register(database, args.register)
        refuse_written(cls)
        if kind_of(path) == "json":
            outcome = take(database, JsonPlan(cls, path, read_json(path)), way, watched)
            back, unread = None, []
        else:
            chosen = _plan(database, cls, read(path, watched), args)
            unread = chosen.mapping.left_out(chosen.heading)
            outcome = take(database, chosen, way, watched)
            wanted = args.rejects and outcome.faulty
            back = write_rejects(chosen, outcome, Path(args.rejects).absolute()) if wanted else None
    if args.json:
        show_json(_described(outcome, back))
    else:
        _tell(cls, outcome, args)
        if unread:
            print(f"没有读的栏：{'、'.join(unread)}；要读的用 --map 表头=栏目")
        if back is not None:
            print(f"原表已退回到 {back}：错误的格标红，末尾一列是原因；改好后再导入它")
    return 1 if outcome.faulty else 0


def _plan(database: "Database", cls: Any, book: Any, args: argparse.Namespace) -> "Plan":
    """What people said, else what is remembered for these headers, else a guess."""
    from dataclasses import replace

    from desktop.exchange.importing import remembered
    from desktop.exchange.importing.mapping import Mapping
    from desktop.exchange.importing.plan import plan

    chosen = plan(cls, book, args.sheet, args.header)
    with database.read() as session:
        known = remembered.mappings(session, cls)
        named = remembered.named(known, args.mapping) if args.mapping else None
        held = named or (None if args.mapping else remembered.fitting(known, chosen.heading))
        if held is not None:
            chosen = replace(chosen, mapping=remembered.applied(held, chosen.heading))
    paths = dict(chosen.mapping.paths)
    for text in args.map:
        column, path = _said(cls, chosen, text)
        paths = {number: held for number, held in paths.items() if held != path}
        paths.pop(column, None)
        if path:
            paths[column] = path
    chosen = replace(chosen, mapping=Mapping(paths))
    if args.mapping and not args.dry_run and (named is None or args.map):
        remembered.remember(database, chosen, args.mapping)
    return chosen


def _said(cls: Any, chosen: "Plan", text: str) -> tuple[int, str]:
    """One --map: the column and its path; a blank path takes the column out."""
    from db.store.trouble import Trouble
    from desktop.exchange.importing.guessing import guess
    from desktop.exchange.importing.targets import targets

    word, mark, goal = (part.strip() for part in text.partition("="))
    column = chosen.heading.column(word)
    if not mark or column is None:
        words = "、".join(chosen.heading.names.values())
        raise Trouble(f"表里没有“{word}”这一栏（有：{words}）", wrong_input=True)
    if not goal:
        return column, ""
    exact = next((one for one in targets(cls) if goal in (one.path, one.words, one.short)), None)
    found = exact or guess(cls, goal)
    if found is None:
        raise Trouble(f"{cls.title}没有“{goal}”这一栏，用 registers 可查各栏名称", wrong_input=True)
    return column, found.path


def _tell(cls: Any, outcome: "Outcome", args: argparse.Namespace) -> None:
    print(f"工作表“{outcome.sheet}”{outcome.sentence(cls.unit)}")
    for row in outcome.faulty[:_SHOWN]:
        print(f"  {_where(row)} {row.caption}")
        for remark in row.remarks:
            print(f"    {remark.at or '整行'}：{remark.told()}（{remark.level.value}）")
    if len(outcome.faulty) > _SHOWN:
        print(f"  ……还有 {len(outcome.faulty) - _SHOWN} 行有错误，用 --rejects 可得到全部")
    if outcome.kept:
        print(f"已登记，可以一步撤销；导入前的备份：{outcome.backup}")
    elif args.dry_run:
        print("这是试导入，没有登记")
    else:
        print("有错误行，一条也没有登记；改正后再导入，或加 --good-only 先登记没有错误的")


def _where(row: "Row") -> str:
    lines = row.lines
    if not lines:
        return "附表"
    return f"第 {lines[0]} 行" if len(lines) == 1 else f"第 {lines[0]} 至 {lines[-1]} 行"


def _described(outcome: "Outcome", back: Path | None) -> dict[str, Any]:
    return {
        "sheet": outcome.sheet,
        "kept": outcome.kept,
        "counts": {fate.name.lower(): number for fate, number in outcome.counts().items()},
        "rejects": str(back) if back else None,
        "rows": [
            {
                "lines": row.lines,
                "fate": row.fate.name.lower(),
                "caption": row.caption,
                "remarks": [
                    {
                        "level": r.level.name.lower(),
                        "cell": r.at,
                        "field": r.label,
                        "said": r.sentence,
                    }
                    for r in row.remarks
                ],
                "changes": [list(change) for change in row.changes],
            }
            for row in outcome.rows
        ],
    }


COMMANDS = (
    Command("import", "从 Excel、CSV 或 JSON 导入，整批可一步撤销", _import, _import_arguments),
)
