"""The command that takes records out of the store: export."""

import argparse
from pathlib import Path

from desktop.commands.command import (
    Command,
    marks_argument,
    open_store,
    register,
    show_json,
    watched,
)
from desktop.commands.records import choosing, chosen


def _export_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("register", metavar="登记簿", help="如 mediation 或 人民调解")
    parser.add_argument("file", metavar="文件", help="以 .xlsx、.csv 或 .json 结尾")
    choosing(parser)
    parser.add_argument(
        "--shown", action="store_true", help="只要列表上的栏目；不写则导出全部栏目和附表"
    )
    masking = parser.add_mutually_exclusive_group()
    masking.add_argument(
        "--masked", action="store_true", help="隐去身份证号、电话、住址等，给外单位用；不能再导入"
    )
    masking.add_argument("--unmasked", action="store_true", help="不隐去，可再导入；不写两者即如此")
    marks_argument(parser)
    parser.add_argument("--purpose", metavar="用途", help="做什么用、给谁，记入导出登记")


def _export(args: argparse.Namespace) -> int:
    from desktop.exchange.exporting import export
    from desktop.exchange.rows_out import Wish

    with open_store(args) as database:
        cls = register(database, args.register)
        with database.read() as session:
            listing = chosen(session, cls, args)
        wish = Wish(listing, shown=args.shown, masked=args.masked)
        path = Path(args.file).absolute()
        done = export(
            database,
            wish,
            path,
            purpose=args.purpose,
            marks_read=args.marks_read,
            progress=watched,
        )
    if args.json:
        told = {"file": str(done.path), "records": done.records, "masked": wish.masked}
        show_json({**told, "notes": list(done.notes)})
        return 0
    print(f"已导出 {done.records} {cls.unit}到 {done.path}")
    for note in done.notes:
        print(note)
    if wish.bare:
        print("其中有未隐去的个人信息：请只交给依法应当知悉的人，用完删除；给外单位请加 --masked")
    return 0


COMMANDS = (Command("export", "把登记簿导出为 Excel、CSV 或 JSON", _export, _export_arguments),)
