"""The command that lists what is past its term."""

import argparse

from desktop.commands.command import Command, open_store, register, show_json


def _arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--register", metavar="登记簿", help="只列一个登记簿的，如 法律咨询")


def _retention(args: argparse.Namespace) -> int:
    from datetime import date

    from db.registers.retention.past import past
    from db.store.codes import codes
    from db.store.record import register as table

    with open_store(args) as database, database.read() as session:
        only = register(database, args.register).__tablename__ if args.register else None
        may_see = database.rights.may_see_table
        found = [one for one in past(session, date.today(), only) if may_see(one.table)]
    if args.json:
        show_json([item.__dict__ for item in found])
        return 0
    for item in found:
        term = codes("retention_term").name(item.term)
        named = table(item.table).title
        print("\t".join((named, str(item.id), item.caption, term, item.kept_to.isoformat())))
    print(f"保管期满的共 {len(found)} 条；要销毁的，在“销毁登记”里列入、鉴定，再由两人销毁")
    return 0


COMMANDS = (Command("retention", "列出保管期满、可以鉴定销毁的记录", _retention, _arguments),)
