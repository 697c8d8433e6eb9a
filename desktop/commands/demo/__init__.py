"""The demo: an office modelled on the seed, and everything the program can make of it."""

import argparse
from typing import TYPE_CHECKING

from desktop.commands.command import Command

if TYPE_CHECKING:
    from pathlib import Path

    from db.store.database import Database
    from db.store.progress import Progress


def _arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--out", required=True, metavar="文件夹", help="放到哪里；不覆盖已有的仓库")
    parser.add_argument(
        "--cases", type=int, metavar="件数", help="只要这么多件纠纷；不写则是一个镇全年的各项工作"
    )
    parser.add_argument("--seed", type=int, default=2024, metavar="数", help="随机种子")


def _run(args: argparse.Namespace) -> int:
    from desktop.commands.demo.run import run

    return run(args)


def make_sample(folder: "Path", progress: "Progress") -> "Database":
    """See ``sample.sample_store``; imported at first use."""
    from desktop.commands.demo.sample import sample_store

    return sample_store(folder, progress)


COMMANDS = (Command("demo", "建一个演示仓库，并打印、签名、截图", _run, _arguments),)
