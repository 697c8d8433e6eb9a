"""The command that hands in a period: signed PDF, workbook, parcel, slip."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from desktop.commands.command import (
    Command,
    folder,
    marks_argument,
    open_store,
    passphrase,
    password,
    pin,
    pin_argument,
    watched,
)
from desktop.commands.periods import asked_period, period_arguments

if TYPE_CHECKING:
    import argparse

    from db.figures.tables import Report
    from db.store.database import Database
    from desktop.documents.statistics.asked import Asked
    from desktop.exchange.parcel.seal import Seal


def _arguments(parser: argparse.ArgumentParser) -> None:
    period_arguments(parser)
    parser.add_argument("--to", required=True, metavar="文件夹", help="写到哪里；没有就新建")
    parser.add_argument("--receiver", metavar="单位", help="加密给接收单位里的这一个")
    parser.add_argument("--passphrase-file", metavar="文件", help="报送包用文件里的口令加密")
    parser.add_argument("--unsealed", action="store_true", help="报送包只签名不加密")
    pin_argument(parser)
    parser.add_argument(
        "--head", default="", metavar="姓名", help="印在表上的单位负责人，默认是本所负责人"
    )
    marks_argument(parser)
    parser.add_argument(
        "--despite", default="", metavar="理由", help="核对不符仍要报出的理由，印在封面上"
    )


def _summary(args: argparse.Namespace) -> int:
    from desktop.documents.statistics.asked import Asked
    from desktop.exchange.handing_in import Way, hand_in

    period = asked_period(args)
    with open_store(args) as database:
        seal = _seal(args, database)
        asked = Asked(
            period,
            args.cumulative,
            _head(args, database),
            database.user,
            date.today(),
            args.despite.strip(),
        )
        report = _checked(database, asked)
        if report.errors and not asked.despite:
            print(f"核对不符 {len(report.errors)} 处，没有报出：")
            for sentence in report.errors:
                print(f"错误：{sentence}")
            print("改正登记后再报；确需报出，请用 --despite 写明理由")
            return 1
        place = folder(args.to)
        way = Way(place, seal, pin(args, password(args)), args.marks_read)
        written = hand_in(database, report, asked, way)
    for name, said in written:
        print(f"{place / name}\t{said}")
    return 0


def _head(args: argparse.Namespace, database: Database) -> str:
    """The head who is named, else that of the office."""
    from desktop.documents.office_form import office_of

    with database.read() as session:
        return args.head or office_of(session).head or ""


def _seal(args: argparse.Namespace, database: Database) -> Seal:
    """Who can open the parcel.

    Raises:
        Trouble: none or several ways named, or no such receiver.
    """
    from db.store.links import meant
    from desktop.exchange.parcel.seal import Seal

    phrase = passphrase(args)
    receivers: tuple[int, ...] = ()
    if args.receiver:
        with database.read() as session:
            receivers = (meant(session, "receiver", args.receiver),)
    return Seal(receivers, phrase, args.unsealed)


def _checked(database: Database, asked: Asked) -> Report:
    from db.figures.returns import signed_report

    with database.read() as session:
        return signed_report(session, asked.period, asked.cumulative, progress=watched)


COMMANDS = (
    Command(
        "summary",
        "一个期间的统计汇总：签名的 PDF、Excel 工作簿、报送包和交接单",
        _summary,
        _arguments,
    ),
)
