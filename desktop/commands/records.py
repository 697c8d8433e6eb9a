"""Commands about records: registers, list, add."""

import argparse
from pathlib import Path
from typing import TYPE_CHECKING, Any

from db.store.trouble import Trouble
from desktop.commands.command import Command, open_store, register, show_json

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from db.store.listing import Listing


def _registers_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--own", action="store_true", help="连同本所自建的台账（要打开仓库，需要密码）"
    )


def _registers(args: argparse.Namespace) -> int:
    from db.registers import ALL, in_force

    known = ALL
    if args.own:
        with open_store(args) as database:
            known = in_force(database)
    if args.json:
        show_json([_described(cls) for cls in known])
        return 0
    for cls in known:
        print(f"{cls.__tablename__}\t{cls.title}")
        for spec in cls.fields.values():
            mark = "*" if spec.required else " "
            print(f"  {mark} {spec.name}\t{spec.label}\t{spec.kind.code}")
    return 0


def _described(cls: Any) -> dict[str, Any]:
    from db.store.kinds import RowsKind

    plain, children = [], []
    for spec in cls.fields.values():
        if isinstance(spec.kind, RowsKind):
            inner = _described(spec.kind.row)
            children.append({"name": spec.name, "label": spec.label, "fields": inner["fields"]})
        else:
            plain.append(_field(spec))
    return {
        "code": cls.__tablename__,
        "title": getattr(cls, "title", ""),
        "fields": plain,
        "children": children,
    }


def _field(spec: Any) -> dict[str, Any]:
    from db.store.codes import codes
    from db.store.kinds import ChoiceKind, LinkKind, StateKind

    said: dict[str, Any] = {
        "name": spec.name,
        "label": spec.label,
        "kind": spec.kind.code,
        "required": spec.required and spec.fresh() is None and spec.computed is None,
        "computed": spec.computed is not None,
    }
    if isinstance(spec.kind, ChoiceKind):
        leaves = codes(spec.kind.table).leaves()
        said["choices"] = [{"code": entry.code, "name": entry.name} for entry in leaves]
    elif isinstance(spec.kind, StateKind):
        said["choices"] = [{"code": code, "name": name} for code, name in spec.kind.names]
    elif isinstance(spec.kind, LinkKind):
        said["register"] = spec.kind.table
    return said


def choosing(parser: argparse.ArgumentParser) -> None:
    """The words that say which records; ``chosen`` reads them."""
    parser.add_argument(
        "--where",
        action="append",
        default=[],
        metavar="栏目=值",
        help="可重复；也可写 != >= <= ~（含有）",
    )
    parser.add_argument("--search", default="", metavar="文字", help="按姓名、案号等查找")


def chosen(session: "Session", cls: Any, args: argparse.Namespace) -> "Listing":
    """The records that the call means.

    Raises:
        Trouble: a condition is not understood.
    """
    from db.store.conditions import filter_from_text
    from db.store.kinds import LinkKind
    from db.store.links import meant
    from db.store.listing import Filter, Listing

    filters = []
    for text in args.where:
        spec, test, word = filter_from_text(cls, text)
        if isinstance(spec.kind, LinkKind):
            value: Any = meant(session, spec.kind.table, word) if word else None
        else:
            value = word if test == "~" else spec.parse(word)
        filters.append(Filter(spec.name, test, value))
    return Listing(cls, search=args.search, filters=tuple(filters))


def _list_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("register", metavar="登记簿", help="如 mediation 或 人民调解")
    choosing(parser)
    parser.add_argument("--limit", type=int, default=0, metavar="条数", help="最多几条，0 为全部")


def _list(args: argparse.Namespace) -> int:
    from desktop.exchange.json_records import to_json

    if args.limit < 0:
        raise Trouble("--limit 后面写条数，0 为全部", wrong_input=True)
    with open_store(args) as database, database.read() as session:
        cls = register(database, args.register)
        listing = chosen(session, cls, args)
        if args.json and not database.rights.full:
            raise Trouble("您没有查看敏感信息全文的权限，请去掉 --json")
        if args.json:
            records = listing.records(session, args.limit or None)
            show_json([to_json(session, record) for record in records])
            return 0
        print("\t".join(spec.label for spec in listing.columns))
        ids = listing.page(session, 0, args.limit or -1)
        for _, cells in listing.lines(session, ids):  # as the window shows them to anybody
            print("\t".join(cells))
        print(f"共 {listing.count(session)} {cls.unit}")
    return 0


def _add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("register", metavar="登记簿", help="如 mediation 或 人民调解")
    parser.add_argument("file", metavar="文件.json", help="一条记录或一组记录；- 表示标准输入")


def _add(args: argparse.Namespace) -> int:
    from desktop.exchange.json_records import add_records

    data = _read_json(args.file)
    with open_store(args) as database:
        cls = register(database, args.register)
        with database.step(f"登记{cls.title}") as session:
            records = add_records(session, cls, data)
            said = [{"id": record.id, "caption": record.caption} for record in records]
    if args.json:
        show_json(said)
    else:
        for line in said:
            print(line["caption"])
        print(f"已登记 {len(said)} {cls.unit}")
    return 0


def _read_json(file: str) -> Any:
    import sys

    from desktop.exchange.importing.json_in import read_json
    from desktop.exchange.json_records import json_of

    return json_of(sys.stdin.buffer.read(), "-") if file == "-" else read_json(Path(file))


COMMANDS = (
    Command("registers", "列出登记簿和它们的栏目", _registers, _registers_arguments),
    Command("list", "列出登记簿里的记录", _list, _list_arguments),
    Command("add", "从 JSON 登记一条或一组记录，全部成功或全部不登记", _add, _add_arguments),
)
