"""Commands about papers: print, verify."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from db.store.trouble import Trouble
from desktop.commands import parcels
from desktop.commands.command import (
    Command,
    open_store,
    password,
    pin,
    pin_argument,
    show_json,
    store_path,
    watched,
)
from desktop.commands.records import choosing, chosen

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator
    from datetime import date

    from db.registers.printing import Printout
    from db.store.database import Database
    from desktop.documents.form import Form
    from desktop.documents.seals import Trust
    from desktop.documents.signing.verdict import Verdict

_WANTS = {"record": "编号", "day": "日期，如 2024-12-31", "year": "年份，如 2024"}


def _print_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("form", nargs="?", metavar="文书", help="如 agreement 或 人民调解协议书")
    parser.add_argument(
        "number", nargs="?", metavar="编号", help="案号，或名称里的几个字；名册和汇总写日期或年份"
    )
    parser.add_argument("--out", metavar="文件.pdf", help="写到哪里")
    parser.add_argument("--sign", action="store_true", help="用本所证书电子签名并登记签发")
    pin_argument(parser)
    parser.add_argument("--list", action="store_true", help="列出可以打印的文书")
    choosing(parser)
    parser.add_argument(
        "--duplex", action="store_true", help="几件印在一个文件里时，每件从奇数页起，供双面打印"
    )
    parser.add_argument("--blank", type=int, metavar="张数", help="印这么多张有编号的空白表")


def _print(args: argparse.Namespace) -> int:
    from desktop.documents.forms import FORMS, form

    if args.list:
        for known in FORMS:
            print(f"{known.code}\t{known.title}\t{known.cls.title}\t{_WANTS[known.over]}")
        return 0
    several = bool(args.where or args.search or args.blank is not None)
    if not (args.form and args.out) or several == bool(args.number):
        raise Trouble(
            "请写明文书、编号和 --out 文件，如 print agreement 天人调字第1号 --out 协议.pdf；"
            "不写编号，用 --where 或 --search 选出几件，或用 --blank 印空白表",
            wrong_input=True,
        )
    wanted = form(args.form)
    with open_store(args) as database:
        if several:
            return _print_several(args, database, wanted)
        return _print_one(args, database, wanted)


def _print_several(args: argparse.Namespace, database: Database, wanted: Form) -> int:
    """All that the conditions choose, or numbered blanks, in one file; drafts are named."""
    from db.store.whole_file import write_whole
    from desktop.documents.blank_sheets import make_blanks
    from desktop.documents.joined import collect

    if args.sign or wanted.over != "record":
        raise Trouble(f"{wanted.title}不能这样几件一起印", wrong_input=True)
    if args.blank is not None:
        batch = make_blanks(database, wanted, args.blank, watched)
    else:
        with database.read() as session:
            records = chosen(session, wanted.cls, args).records(session)
            ids = [record.id for record in records]
        batch = collect(database, wanted, ids, watched)
    for one in batch.skipped:
        print(f"略过 {one.sentence()}")
    if not batch.papers:
        print("没有可以打印的文书")
        return 1
    write_whole(Path(args.out), batch.pdf(duplex=args.duplex))
    _note(database, [paper.printout for paper in batch.papers])
    print(f"{batch.title}：{batch.sentence()}，写入 {args.out}")
    return 0


def _note(database: Database, papers: list[Printout]) -> None:
    from db.registers.printing import SAVED, enter_printed

    enter_printed(database, [(paper, 1) for paper in papers], SAVED)


def _print_one(args: argparse.Namespace, database: Database, wanted: Form) -> int:
    from db.store.links import meant
    from db.store.whole_file import write_whole
    from desktop.documents.forms import subject_of
    from desktop.documents.issue import draft, issue

    if wanted.over == "record":
        with database.read() as session:
            subject: int | date = meant(session, wanted.cls.__tablename__, args.number)
    else:
        subject = subject_of(wanted, args.number)
    if args.sign:
        paper = issue(database, wanted, subject, pin(args, password(args)))
    else:
        paper = draft(database, wanted, subject)
    write_whole(Path(args.out), paper.pdf)
    _note(database, [paper.printout])
    print(
        f"{paper.name}：{paper.pages} 页，{'已电子签名，' if paper.signed else ''}写入 {args.out}"
    )
    return 0


def _verify_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", metavar="文件", help="要核验的 PDF 或报送包")
    parser.add_argument("--trust", metavar="证书.pem", help="只相信这个文件里的证书")
    parser.add_argument("--passphrase-file", metavar="文件", help="报送包的口令")
    pin_argument(parser, "接收证书的口令")


def _verify(args: argparse.Namespace) -> int:
    path = Path(args.file)
    try:
        with path.open("rb") as file:
            parcel = parcels.is_parcel(file.read(64))
        data = parcels.read(path) if parcel else path.read_bytes()
    except OSError as error:
        raise Trouble(f"读不了文件 {args.file}", wrong_input=True) from error
    return _verify_parcel(args, path, data) if parcel else _verify_pdf(args, path, data)


def _verify_parcel(args: argparse.Namespace, path: Path, data: bytes) -> int:
    if args.store and not args.trust:
        return parcels.verify_in_store(args, data)
    return parcels.verify_by(args, data, list(_trusts(args, path)))


def _verify_pdf(args: argparse.Namespace, path: Path, pdf: bytes) -> int:
    from desktop.documents.issue import examine
    from desktop.documents.signing.verdict import Kind

    if args.store and not args.trust:
        with open_store(args) as database, database.read() as session:
            from desktop.documents.seals import trust_of

            trust = trust_of(session, f"仓库 {args.store} 的签名证书和文书签发登记")
            verdict = examine(pdf, trust, session)
    else:
        for trust in _trusts(args, path):
            verdict = examine(pdf, trust)
            if verdict.kind is not Kind.UNKNOWN_SIGNER:
                break
    _say(args, verdict, trust.basis)
    return 0 if verdict.kind is Kind.INTACT else 1


def _trusts(args: argparse.Namespace, path: Path) -> Iterator[Trust]:
    """Whom to believe without opening a store: named, the user's own, or found by the file."""
    from desktop.documents.seals import Trust, bundle_path, read_bundle

    if args.trust:
        try:
            yield Trust(read_bundle(Path(args.trust).read_bytes()), {}, f"证书文件 {args.trust}")
        except OSError as error:
            raise Trouble(f"读不了证书文件 {args.trust}", wrong_input=True) from error
        return
    own = bundle_path(store_path(args))
    if own.exists():
        yield Trust(read_bundle(own.read_bytes()), {}, f"本机仓库的签名证书 {own}")
    for folder in (path.resolve().parent, path.resolve().parent.parent):
        near = bundle_path(folder / "store.db")
        if near.exists():
            yield Trust(
                read_bundle(near.read_bytes()),
                {},
                f"文件旁仓库的签名证书 {near}；如果这个文件夹来自他人，"
                "请用 --store 或 --trust 指定自己的证书再核验",
            )
    yield Trust((), {}, "没有可依据的证书：请用 --store 指定本所仓库，或用 --trust 指定证书")


def _say(args: argparse.Namespace, verdict: Verdict, basis: str) -> None:
    if args.json:
        show_json(
            {
                "verdict": verdict.kind.name.lower(),
                "sentence": verdict.sentence,
                "basis": basis,
                "signatures": [
                    {
                        "who": one.who,
                        "name": one.name,
                        "time": one.claimed_time,
                        "fingerprint": one.certificate.fingerprint if one.certificate else None,
                        "whole_file": one.whole_file,
                        "verdict": one.kind.name.lower(),
                    }
                    for one in verdict.signatures
                ],
            }
        )
        return
    print(verdict.sentence)
    for one in verdict.signatures:
        print(f"  签名人：{one.name or one.who}（证书：{one.who}）")
        print(f"  签名时间：{one.time_text}")
        if one.certificate:
            print(f"  证书指纹：{one.certificate.short_fingerprint}")
    print(f"  依据：{basis}")


COMMANDS = (
    Command(
        "print",
        "把记录印成文书（PDF），可电子签名；也印空白表",
        _print,
        _print_arguments,
    ),
    Command("verify", "核验签名的 PDF 或报送包：谁、何时、是否改动", _verify, _verify_arguments),
)
