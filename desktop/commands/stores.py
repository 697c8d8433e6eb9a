"""Commands about the store itself: init, check, backup, restore, unlock-with-recovery."""

import argparse
from dataclasses import asdict
from pathlib import Path

from desktop.commands.command import Command, open_store, password, show_json, store_path, watched


def _init_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--office", required=True, metavar="名称", help="单位全称，如 天龙镇司法所")
    parser.add_argument("--short", metavar="简称", help="编号用的简称，默认取名称第一个字")
    parser.add_argument("--user", default="所长", metavar="姓名", help="第一位使用人，默认“所长”")


def _init(args: argparse.Namespace) -> int:
    from db.registers import Office
    from db.store.database import Database
    from desktop.exchange.drives.resting import refuse_unfit

    path = store_path(args)
    refuse_unfit(path, "建仓库", anywhere=args.anywhere)
    database, code = Database.create(path, args.user, password(args, "请设置密码："))
    with database, database.step("建立仓库", lasting=True) as session:
        session.add(Office.fresh(name=args.office, short_name=args.short or args.office[0]))
    print(f"已建立加密仓库 {path}（密钥文件 {path.name}.keys 须与它放在一起）")
    print(f"恢复码（只显示这一次，请抄写或打印后锁好）：{code}")
    return 0


def _check_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--anchor",
        action="append",
        default=[],
        metavar="校验码",
        help="纸上印的校验码，如 7K2M-04QX-9RDA-H31T；可以给几个",
    )


def _check(args: argparse.Namespace) -> int:
    from db.store.check import check

    with open_store(args) as database:
        report = check(database, watched, args.anchor)
    if args.json:
        show_json(asdict(report))
    else:
        for sentence in dict.fromkeys((*report.proof.codes, *report.findings)):
            print(sentence)
        print(report.proof.sentence)
        verdict = "完好" if report.sound else f"有 {len(report.findings)} 处问题"
        seen = f"{report.steps} 步操作、{report.changes} 处改动、{report.rows} 条记录"
        print(f"核对了 {seen}：{verdict}")
    return 0 if report.sound else 1


def _backup_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--to", metavar="文件夹", help="备份到哪里，默认在仓库旁的 backups")


def _backup(args: argparse.Namespace) -> int:
    from db.registers.backup_log import back_up_and_enter

    with open_store(args) as database:
        folder = Path(args.to) if args.to else database.backup_folder
        copy = back_up_and_enter(database, folder, watched)
    print(f"已备份并核对：{copy}（连同 {copy.name}.keys 一起保管）")
    return 0


def _restore_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", metavar="备份文件", help="枫桥备份-….db，旁边须有它的 .keys")


def _restore(args: argparse.Namespace) -> int:
    from db.store.backup import restore
    from desktop.exchange.drives.resting import refuse_unfit

    path = store_path(args)
    refuse_unfit(path, "恢复仓库", anywhere=args.anywhere)
    aside = restore(Path(args.file), path, password(args))
    print(f"已从备份恢复到 {path}")
    if aside:
        print(f"原来的仓库改名保存为 {aside}")
    return 0


def _drill_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--from", dest="folder", metavar="文件夹", help="默认在仓库旁的 backups")


def _drill(args: argparse.Namespace) -> int:
    from db.registers.backup_log import enter_drill
    from db.store.drill import drill

    with open_store(args) as database:
        done = drill(database, Path(args.folder) if args.folder else None, watched)
        enter_drill(database, done)
    print(f"{done.copy.name}：{done.sentence()}")
    return 0 if done.sound else 1


def _salvage_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", metavar="损坏的仓库", help="只读它，不改它")


def _salvage(args: argparse.Namespace) -> int:
    import db.registers  # noqa: F401 - the store must know every register
    from db.store.salvage import salvage
    from db.store.trouble import Trouble

    if not args.store:
        raise Trouble("请用 --store 指明抢救出来的新仓库放在哪里", wrong_input=True)
    target = Path(args.store)
    report = salvage(Path(args.file), target, password(args), watched)
    for sentence in report.findings:
        print(sentence)
    print(f"已抢救到 {target}：{report.sentence()}")
    return 0 if not report.findings else 1


def _reindex(args: argparse.Namespace) -> int:
    with open_store(args) as database:
        database.index(watched, anew=True)
    print("搜索索引已按现有登记重建")
    return 0


def _recovery_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--code-file", metavar="文件", help="恢复码所在的文件；不给则询问")


def _recovery(args: argparse.Namespace) -> int:
    import getpass
    import sys

    from db.registers.users.access_log import RECOVERED, note_access
    from db.store.database import Database
    from db.store.trouble import Trouble
    from desktop.exchange.drives.resting import refuse_unfit

    refuse_unfit(store_path(args), "打开仓库", anywhere=args.anywhere)
    if args.code_file:
        try:
            code = Path(args.code_file).read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError) as error:
            raise Trouble(f"读不了文件 {args.code_file}", wrong_input=True) from error
    elif sys.stdin.isatty():
        code = getpass.getpass("恢复码：")
    else:
        code = sys.stdin.readline()
    with Database.open_with_code(store_path(args), code, password(args, "新密码：")) as database:
        note_access(database, RECOVERED)
    print("恢复码正确，已设置新密码")
    return 0


COMMANDS = (
    Command("init", "新建一个加密的空仓库，显示恢复码一次", _init, _init_arguments),
    Command("check", "核对历史链、每处改动和每条记录", _check, _check_arguments),
    Command("backup", "备份仓库并核对副本", _backup, _backup_arguments),
    Command("restore", "从备份恢复，原仓库改名保存", _restore, _restore_arguments),
    Command("drill", "恢复演练：把最近的备份恢复到临时位置并全部核对", _drill, _drill_arguments),
    Command("salvage", "仓库打不开时，把读得出的抢救到新仓库", _salvage, _salvage_arguments),
    Command("reindex", "重建搜索用的索引（核对说它与登记簿不符时）", _reindex),
    Command("unlock-with-recovery", "忘记密码时用恢复码设置新密码", _recovery, _recovery_arguments),
)
