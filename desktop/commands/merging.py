"""merge takes parcels in, received adds their tables up, send-records sends what is behind."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from desktop.commands.command import (
    Command,
    folder,
    marks_argument,
    open_store,
    passphrase,
    password,
    pin,
    pin_argument,
    show_json,
    watched,
)
from desktop.commands.periods import asked_period, calendar_arguments, period_arguments

if TYPE_CHECKING:
    import argparse

    from db.figures.received import Compared
    from db.figures.tables import Filled, Report
    from db.store.database import Database
    from desktop.exchange.merging.outcome import Outcome, Verdict
    from desktop.exchange.merging.unsealing import Secrets


def _merge_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("parcels", nargs="+", metavar="报送包", help="文件，或放着报送包的文件夹")
    parser.add_argument("--dry-run", action="store_true", help="只说会怎样，什么都不收")
    parser.add_argument("--receipt", metavar="文件夹", help="收下以后把签名的回执写到这里")
    parser.add_argument(
        "--conflicts",
        choices=("ours", "theirs"),
        help="本单位更正过、对方又报了别的数：留用 ours，或采用 theirs；不写则先不收",
    )
    parser.add_argument(
        "--passphrase-file", metavar="文件", help="用口令加密的包：文件里每行一句口令"
    )
    pin_argument(parser, "私钥口令")


def _merge(args: argparse.Namespace) -> int:
    from desktop.exchange.merging.deciding import Decisions
    from desktop.exchange.merging.incoming import open_all, parcels_in
    from desktop.exchange.merging.merge import merge

    paths = parcels_in(map(Path, args.parcels))
    answers = folder(args.receipt) if args.receipt and not args.dry_run else None
    with open_store(args) as database:
        secrets = _secrets(args)
        incoming = open_all(database, paths, secrets, watched)
        decisions = Decisions(args.conflicts)
        outcome = merge(database, incoming, decisions, watched, keep=not args.dry_run)
        written = _answered(database, outcome, secrets.pin, answers) if answers else []
    if args.json:
        show_json(_told(outcome, dry=args.dry_run, receipts=written))
    else:
        _print(outcome, dry=args.dry_run)
        for path in written:
            print(f"回执：{path}")
    return 0 if outcome.all_in else 1


def _secrets(args: argparse.Namespace) -> Secrets:
    from desktop.exchange.merging.unsealing import Secrets

    lines = (passphrase(args) or "").splitlines()
    phrases = tuple(line for line in lines if line.strip())
    return Secrets(pin(args, password(args)), phrases)


def _answered(database: Database, outcome: Outcome, word: str, place: Path) -> list[Path]:
    from desktop.exchange.merging.outcome import Fate
    from desktop.exchange.merging.receipts import answer, write

    taken = [one.parcel_id for one in outcome.those(Fate.TAKEN) if one.parcel_id is not None]
    names = write(database, answer(database, taken, word), place) if taken else []
    return [place / name for name in names]


def _print(outcome: Outcome, *, dry: bool) -> None:
    for one in outcome.verdicts:
        who = f"{one.office}第 {one.sequence} 号" if one.office else ""
        print(f"{one.name}\t{who}\t{one.fate.value}\t{one.sentence}")
        for doubt in one.doubts:
            print(f"  请留意：{doubt}")
        for table in one.tables:
            for change in table.changes:
                ours = f"，本单位更正为 {change.ours}" if change.corrected else ""
                print(
                    f"  {table.values.title}　{change.place}："
                    f"原报 {_said(change.before)}，现报 {_said(change.now)}{ours}"
                )
    for lacking in outcome.missing:
        print(f"{lacking.period}还没有报来的：{'、'.join(lacking.offices)}")
    if dry:
        print("只是试收，什么都没有改动")
    elif outcome.backup:
        print(f"收之前的备份：{outcome.backup}")


def _said(number: Any) -> str:
    return "空" if number is None else str(number)


def _told(outcome: Outcome, *, dry: bool, receipts: list[Path]) -> dict[str, Any]:
    return {
        "dry_run": dry,
        "parcels": [_verdict(one) for one in outcome.verdicts],
        "missing": [
            {
                "period": one.period,
                "first": one.first,
                "last": one.last,
                "offices": list(one.offices),
            }
            for one in outcome.missing
        ],
        "backup": outcome.backup,
        "receipts": receipts,
    }


def _verdict(one: Verdict) -> dict[str, Any]:
    return {
        "file": one.name,
        "fate": one.fate.name.lower(),
        "sentence": one.sentence,
        "office": one.office or None,
        "sequence": one.sequence or None,
        "period": one.period or None,
        "sha256": one.digest or None,
        "doubts": list(one.doubts),
        "tables": [_table(table) for table in one.tables],
        "records": dict(one.records),
    }


def _table(table: Compared) -> dict[str, Any]:
    return {
        "table": table.values.table,
        "title": table.values.title,
        "state": table.state,
        "changes": [
            {
                "row": change.key[0],
                "column": change.key[1],
                "place": change.place,
                "before": _exact(change.before),
                "now": _exact(change.now),
                "ours": _exact(change.ours),
                "conflict": change in table.conflicts,
            }
            for change in table.changes
        ],
    }


def _exact(number: Any) -> Any:
    return number if isinstance(number, int) or number is None else str(number)


def _received_arguments(parser: argparse.ArgumentParser) -> None:
    period_arguments(parser)
    parser.add_argument("--table", metavar="表号", help="只要这一张，如 mediation")
    parser.add_argument("--to", metavar="文件夹", help="写成 PDF 和 Excel 工作簿放到这里")


def _received(args: argparse.Namespace) -> int:
    from db.figures.received import report_of_all
    from db.figures.tables import table

    period = asked_period(args)
    chosen = [table(args.table)] if args.table else None
    with open_store(args) as database:
        with database.read() as session:
            report = report_of_all(session, period, args.cumulative, chosen, watched)
        if args.to:
            return _written(database, report, folder(args.to))
    if args.json:
        show_json([_sheet(filled) for filled in report.tables])
    else:
        for filled in report.tables:
            _print_table(filled)
    for sentence in report.errors:
        print(f"错误：{sentence}")
    return int(bool(report.errors))


def _send_arguments(parser: argparse.ArgumentParser) -> None:
    calendar_arguments(parser)
    parser.add_argument("--to", required=True, metavar="文件夹", help="写到哪里；没有就新建")
    parser.add_argument("--receiver", metavar="单位", help="加密给接收单位里的这一个")
    parser.add_argument("--passphrase-file", metavar="文件", help="用文件里的口令加密")
    pin_argument(parser)
    marks_argument(parser)


def _send(args: argparse.Namespace) -> int:
    from db.store.links import meant
    from desktop.exchange.parcel.seal import Seal
    from desktop.exchange.sending_records import send_records

    period = asked_period(args)
    phrase = passphrase(args)
    with open_store(args) as database:
        with database.read() as session:
            named = (meant(session, "receiver", args.receiver),) if args.receiver else ()
        seal = Seal(named, phrase)  # never without one of the two: masked is not anonymous
        way = (folder(args.to), seal, pin(args, password(args)))
        sent = send_records(database, period, *way, marks_read=args.marks_read)
    stay = f"；另有 {sent.withheld} 条涉及限制使用的人，没有交出" if sent.withheld else ""
    count = sum(sent.counts.values())
    print(f"{sent.path}\t第 {sent.sequence} 号，记录 {count} 条，隐去个人信息{stay}")
    return 0


def _written(database: Database, report: Report, place: Path) -> int:
    from desktop.exchange.merging.added_up import write_added_up

    for name, said in write_added_up(database, report, place):
        print(f"{place / name}\t{said}")
    return 0


def _print_table(filled: Filled) -> None:
    from desktop.commands.tables import print_filled

    print_filled(filled)


def _sheet(filled: Filled) -> dict[str, Any]:
    from desktop.exchange.table_values import table_values

    return table_values(filled, filled.asked.name)


COMMANDS = (
    Command("merge", "接收下级的报送包和上级的回执：核对、比较、收下", _merge, _merge_arguments),
    Command(
        "send-records", "把一个期间统计表背后的记录报送上级（隐去个人信息）", _send, _send_arguments
    ),
    Command("received", "把收到的报表连同本级加起来", _received, _received_arguments),
)
