"""The command that lists what is due."""

import argparse

from desktop.commands.command import Command, open_store, register, show_json


def _arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--register", metavar="登记簿", help="只列一个登记簿的，如 人民调解")
    parser.add_argument("--days", type=int, metavar="天数", help="只列这么多天内到期和已逾期的")


def _deadlines(args: argparse.Namespace) -> int:
    from datetime import date

    from db.figures.deadlines import due, unannounced
    from db.store.record import register as table

    with open_store(args) as database, database.read() as session:
        only = register(database, args.register).__tablename__ if args.register else None
        found = [
            item
            for item in due(session, date.today())
            if only in (None, item.register) and (args.days is None or item.days_left <= args.days)
        ]
    if args.json:
        show_json([item.__dict__ for item in found])
        return 0
    for item in found:
        left = f"还有 {item.days_left} 日" if item.days_left >= 0 else f"逾期 {-item.days_left} 日"
        named = table(item.register).title
        parts = (item.due_on.isoformat(), left, item.what, named, item.caption, item.whose)
        print("\t".join((*parts, item.rule)))
    years = tuple(sorted({year for item in found for year in item.doubtful}))
    print("；".join(filter(None, (f"共 {len(found)} 项", unannounced(years)))))
    return 0


COMMANDS = (Command("deadlines", "列出所有登记簿里到期的事项", _deadlines, _arguments),)
