"""The command that lists the risks of enforcement."""

import argparse

from desktop.commands.command import Command, open_store, show_json


def _arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--new", action="store_true", help="只列还没有反馈的")


def _warnings(args: argparse.Namespace) -> int:
    from dataclasses import asdict
    from datetime import date

    from db.figures.warnings import warnings
    from db.store.record import register

    with open_store(args) as database, database.read() as session:
        found = [one for one in warnings(session, date.today()) if not (args.new and one.tracked)]
    if args.json:
        show_json([asdict(one) for one in found])
        return 0
    for one in found:
        since = one.since.isoformat() if one.since else ""
        standing = "原因已消除" if one.gone else one.state or "待反馈"
        named = register(one.table).title
        parts = (standing, one.what, one.sentence, one.department, since, named)
        print("\t".join(parts))
    print(f"共 {len(found)} 项，待反馈 {sum(not one.tracked for one in found)} 项")
    return 0


COMMANDS = (
    Command("warnings", "列出登记簿里看得出的执法风险，和反馈办理的情况", _warnings, _arguments),
)
