"""Commands about the program itself: update."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from db.store.trouble import Trouble
from desktop.commands.command import Command, open_store, store_path, watched

if TYPE_CHECKING:
    import argparse

    from desktop.exchange.updating.installed import Installed


def _arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", nargs="?", metavar="更新包.zip", help="发布者给的更新包")
    parser.add_argument("--back", action="store_true", help="退回上一版程序")
    parser.add_argument("--check", action="store_true", help="只查验更新包，不安装")


def _update(args: argparse.Namespace) -> int:
    from desktop.exchange.updating.installed import installed
    from desktop.exchange.updating.replacing import back

    if bool(args.file) == args.back:
        raise Trouble("请写明更新包文件，或写 --back 退回上一版", wrong_input=True)
    here = installed()
    if args.back:
        version = back(here)
        print(f"已退回 {version} 版，下次启动生效；{here.version} 版保留着")
        print("如果仓库已被新版本升级，旧版本打不开它：请用 restore 恢复更新前的备份")
        return 0
    return _install(args, here)


def _install(args: argparse.Namespace, here: Installed) -> int:
    from db.store.backup import back_up
    from desktop.exchange.updating.offer import judge
    from desktop.exchange.updating.replacing import prepare, switch

    offer = judge(Path(args.file), here)
    print(f"更新包完好，有发布者签名：{offer.version} 版，{offer.manifest.built} 制作")
    if args.check:
        return 0
    if store_path(args).exists():
        with open_store(args) as database:
            copy = back_up(database, database.backup_folder, "更新前", watched)
        print(f"已备份仓库：{copy}")
    prepare(offer, here, watched)
    switch(here, offer.version)
    print(f"新程序自检通过：下次启动是 {offer.version} 版，{here.version} 版保留着")
    return 0


COMMANDS = (Command("update", "用U盘上的更新包更新程序，或退回上一版", _update, _arguments),)
