"""The command about people: users, to list them, to let them in, to grant and to shut out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from db.store.trouble import Trouble
from desktop.commands.command import Command, open_store, register, show_json

if TYPE_CHECKING:
    import argparse

    from db.registers import UserAccount
    from db.store.database import Database

_ACTS = {
    "list": "列出",
    "add": "登记一位使用人",
    "start-code": "发启用码，只显示一次",
    "rights": "设置角色和权限",
    "shut-out": "停用",
    "hand-over": "移交：给接任的所长一张新的恢复码，他忘记密码时用它，只显示一次",
}


def _arguments(parser: argparse.ArgumentParser) -> None:
    said = "；".join(f"{name} {what}" for name, what in _ACTS.items())
    parser.add_argument("act", nargs="?", default="list", choices=_ACTS, metavar="动作", help=said)
    parser.add_argument("name", nargs="?", metavar="姓名", help="哪一位使用人；list 不用写")
    parser.add_argument("--role", metavar="角色", help="所长、工作人员或查阅人")
    parser.add_argument("--sensitive", metavar="方式", help="1 直接显示，2 点开才看，3 遮住")
    parser.add_argument(
        "--register",
        action="append",
        default=[],
        metavar="登记簿=权限",
        help="如 信访事项=看不到；权限为 看不到、只能看、可以改，留空则按角色；可以给几个",
    )


def _users(args: argparse.Namespace) -> int:
    with open_store(args) as database:
        if args.act == "list":
            return _list(args, database)
        database.rights.refuse_others()
        if not args.name:
            raise Trouble("请写明是哪一位使用人", wrong_input=True)
        if args.act == "add":
            return _add(args, database)
        account = _account(database, args.name)
        if args.act == "start-code":
            return _start_code(database, account)
        if args.act == "shut-out":
            return _shut_out(database, account)
        if args.act == "hand-over":
            return _hand_over(database, account)
        return _rights(args, database, account)


def _list(args: argparse.Namespace, database: Database) -> int:
    from db.registers import UserAccount
    from db.registers.users.acts import standing
    from db.store.listing import Listing

    if not database.rights.may_see(UserAccount):
        raise Trouble(f"{database.user}没有查看“使用人”的权限")
    with database.read() as session:
        found: list[Any] = list(Listing(UserAccount).records(session))
        told = [_told(one) | {"standing": standing(database, one)} for one in found]
    if args.json:
        show_json(told)
        return 0
    for one in told:
        print("\t".join(filter(None, one.values())))
    unlisted = [name for name in database.keyring.users() if name not in {o["name"] for o in told}]
    for name in unlisted:
        print(f"{name}\t所长\t能打开仓库，还没有登记为使用人")
    return 0


def _told(account: UserAccount) -> dict[str, str]:
    fields = type(account).fields
    rights = (
        "：".join(type(row).fields[name].kind.format(getattr(row, name)) for name in row_names)
        for row in account.registers
        for row_names in (("register", "level"),)
    )
    return {
        "name": account.name,
        "role": fields["role"].kind.format(account.role),
        "sensitive": fields["sensitive"].kind.format(account.sensitive),
        "registers": "，".join(rights),
    }


def _add(args: argparse.Namespace, database: Database) -> int:
    from db.registers import UserAccount

    with database.step("登记使用人") as session:
        account = UserAccount.fresh(name=args.name)
        session.add(account)
        _grant(args, database, account)
    print(f"已登记使用人{args.name}；发启用码后才打得开仓库：users start-code {args.name}")
    return 0


def _start_code(database: Database, account: UserAccount) -> int:
    from db.registers.users.acts import give_start_code

    print(
        f"{account.name}的启用码（只显示这一次，只能用一次）：{give_start_code(database, account)}"
    )
    return 0


def _shut_out(database: Database, account: UserAccount) -> int:
    from db.registers.users.acts import shut_out

    shut_out(database, account)
    print(f"已停用{account.name}；旧备份里的密码仍然有效，请收好备份")
    return 0


def _hand_over(database: Database, account: UserAccount) -> int:
    from db.registers.users.acts import hand_over

    print(f"新的恢复码（只显示这一次，原来的作废）：{hand_over(database, account)}")
    print(f"{account.name}忘记密码时用它；原来的一张作废，只有以前的备份还用它打开")
    return 0


def _rights(args: argparse.Namespace, database: Database, account: UserAccount) -> int:
    with database.step("设置使用人权限") as session:
        found = session.get_one(type(account), account.id)
        _grant(args, database, found)
        told = _told(found)
    print("\t".join(filter(None, told.values())))
    return 0


def _grant(args: argparse.Namespace, database: Database, account: UserAccount) -> None:
    """What the call says; the rest stays."""
    from db.registers.users.account import RegisterRight

    fields = type(account).fields
    if args.role:
        account.role = fields["role"].kind.parse(args.role)
    if args.sensitive:
        account.sensitive = fields["sensitive"].kind.parse(args.sensitive)
    for said in args.register:
        word, _, level = said.partition("=")
        table = register(database, word.strip()).__tablename__
        rows = [row for row in account.registers if row.register != table]
        if level.strip():
            kind = RegisterRight.fields["level"].kind
            rows.append(RegisterRight.fresh(register=table, level=kind.parse(level.strip())))
        account.registers = rows


def _account(database: Database, name: str) -> UserAccount:
    from db.registers import UserAccount

    with database.read() as session:
        found = UserAccount.of(session, name)
        if found is None:
            raise Trouble(f"没有登记“{name}”这位使用人，请先 users add {name}", wrong_input=True)
        return found


COMMANDS = (Command("users", "使用人：列出、登记、启用码、权限、停用、移交", _users, _arguments),)
