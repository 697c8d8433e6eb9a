"""Commands about attachments: attach, attachments."""

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from desktop.commands.command import Command, folder, open_store, register, show_json, watched

if TYPE_CHECKING:
    from db.store.attachments import Attachment


def _attach_arguments(parser: argparse.ArgumentParser) -> None:
    _record(parser)
    parser.add_argument("files", nargs="+", metavar="文件", help="照片、扫描件、PDF、Word 等")


def _record(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("register", metavar="登记簿", help="如 mediation 或 人民调解")
    parser.add_argument("number", metavar="编号", help="案号，或名称里的几个字")


def _attach(args: argparse.Namespace) -> int:
    from db.store.links import meant
    from desktop.exchange.attaching import take_in

    with open_store(args) as database:
        cls = register(database, args.register)
        with database.read() as session:
            record_id = meant(session, cls.__tablename__, args.number)
        files = [Path(name) for name in args.files]
        outcome = take_in(database, cls.__tablename__, record_id, files, watched)
    if args.json:
        show_json(outcome.__dict__)
    else:
        for name in outcome.added:
            print(name)
        for sentence in (*outcome.notes, *outcome.known):
            print(sentence)
        print(f"已附上 {len(outcome.added)} 个文件")
    for sentence in outcome.refused:
        sys.stderr.write(f"{sentence}\n")
    if outcome.refused:
        return 1 if outcome.added else 2
    return 0


def _list_arguments(parser: argparse.ArgumentParser) -> None:
    _record(parser)
    parser.add_argument("--out", metavar="文件夹", help="把附件存到这里；照片去掉拍摄地点等信息")
    parser.add_argument(
        "--marks-read", action="store_true", help="国家秘密标志已逐处看过，仍要存出"
    )
    parser.add_argument("--original", action="store_true", help="照片原样存出，连同拍摄地点")


def _attachments(args: argparse.Namespace) -> int:
    from db.store.attachments import attachments_of, said
    from db.store.blobs import in_megabytes
    from db.store.links import meant
    from desktop.exchange.saving_out import LEAVES, save_out

    with open_store(args) as database:
        cls = register(database, args.register)
        table, full = cls.__tablename__, database.rights.full
        with database.read() as session:
            found = attachments_of(session, table, meant(session, table, args.number))
        if args.out:
            written = save_out(
                database,
                found,
                folder(args.out),
                original=args.original,
                progress=watched,
                marks_read=args.marks_read,
            )
    if args.json:
        show_json([_told(one, full=full) for one in found])
    elif args.out:
        for path in written:
            print(path)
        print(f"已存出 {len(written)} 个附件。{LEAVES}")
    else:
        for one in found:
            pages = f"{one.pages} 页" if one.pages else ""
            print("\t".join((*said(one, full=full), pages, in_megabytes(one.size))))
        print(f"{cls.title}：共 {len(found)} 个附件")
    return 0


def _told(one: "Attachment", *, full: bool) -> dict[str, Any]:
    from db.store.attachments import said

    name, purpose = said(one, full=full)
    names = ("name", "purpose", "media_type", "size", "pages", "sha256", "taken_on", "added_at")
    told = {key: getattr(one, key) for key in (*names, "added_by")}
    return told | {"name": name, "purpose": purpose or None}


COMMANDS = (
    Command("attach", "给一条记录附上照片、扫描件等文件", _attach, _attach_arguments),
    Command("attachments", "列出一条记录的附件，或存出到文件夹", _attachments, _list_arguments),
)
