"""The command that fills a table from above: fill."""

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from desktop.commands.command import Command, open_store, show_json, watched
from desktop.commands.periods import asked_period, calendar_arguments

if TYPE_CHECKING:
    from db.registers import CountyForm
    from desktop.exchange.county.filling import Draft
    from desktop.exchange.county.moved import Finding
    from desktop.exchange.county.package import Package


def _arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("name", metavar="名称", help="上级表格的名称，list county_form 可查")
    calendar_arguments(parser)
    parser.add_argument("--out", metavar="文件", help="填好的表写到哪里；不写只看要填的数")
    parser.add_argument("--masked", action="store_true", help="名单里的个人信息隐去")
    parser.add_argument(
        "--template", metavar="文件.xlsx", help="上级新发的模板：说明哪些格移动了、哪些找不到"
    )
    parser.add_argument(
        "--confirm", action="store_true", help="认可新模板里移动的格，找不到的不再填"
    )


def _fill(args: argparse.Namespace) -> int:
    from desktop.exchange.county.filling import drafted, write
    from desktop.exchange.county.keeping import followed, form_named, keep, require_template
    from desktop.exchange.county.package import Package

    period = asked_period(args)
    with open_store(args) as database:
        with database.read() as session:
            form = form_named(session, args.name)
            given = Package.of(Path(args.template)) if args.template else None
            template = given or require_template(session, form)
        found = _compared(form, template)
        changed = [one for one in found if one.fate.name != "SAME"]
        if changed and not args.confirm:
            _tell_moved(args, changed)
            return 1
        cells = followed(found)
        with database.read() as session:
            draft = drafted(
                session, form.name, cells, template, period, user=database.user, masked=args.masked
            )
        if given or changed:
            keep(database, form.id, form.name, cells, template)
        path = write(database, draft, Path(args.out).absolute(), watched) if args.out else None
    _tell(args, draft, path)
    return 0


def _compared(form: "CountyForm", template: "Package") -> "list[Finding]":
    from desktop.exchange.county.moved import compared
    from desktop.exchange.county.scanning import grids

    return compared(form.cells, grids(template))


def _tell_moved(args: argparse.Namespace, changed: "list[Finding]") -> None:
    if args.json:
        show_json(
            {
                "filled": False,
                "changed": [
                    {
                        "sheet": one.cell.sheet,
                        "cell": one.cell.address,
                        "fate": one.fate.name.lower(),
                        "now": f"{one.sheet}!{one.address}" if one.fate.name == "MOVED" else None,
                        "why": one.why,
                    }
                    for one in changed
                ],
            }
        )
        return
    print(f"模板和对照对不上 {len(changed)} 格，什么也没有填：")
    for one in changed:
        words = one.cell.words or one.cell.code
        print(f"  {one.cell.sheet}!{one.cell.address} {words}：{one.fate.value}，{one.why}")
    print("核对无误的，加 --confirm 再来一次：移动的按新位置填，找不到的不再填（可在窗口重新对照）")


def _tell(args: argparse.Namespace, draft: "Draft", path: Path | None) -> None:
    if args.json:
        cells = {f"{one.cell.sheet}!{one.cell.address}": one.shown for one in draft.single}
        show_json({"file": str(path) if path else None, "cells": cells, "records": draft.records})
        return
    for one in draft.single:
        print(
            f"  {one.cell.sheet}!{one.cell.address} {one.cell.words or one.cell.code}：{one.shown}"
        )
    for roll in draft.rolls:
        print(f"  {roll.sheet}!{roll.columns[0].address} 起：名单 {len(roll.lines)} 行")
    if path is None:
        print("只是看，没有写文件；写出来请加 --out")
        return
    print(f"{draft.name}（{draft.period.name}）已填到 {path}")
    if draft.secret and not draft.masked:
        print("名单里有未隐去的个人信息：请只交给依法应当知悉的人，用完删除")


COMMANDS = (Command("fill", "填上级发的表格：只填对照过的格，其余原样", _fill, _arguments),)
