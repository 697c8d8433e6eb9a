"""The help book as a file: all registers of the program, their fields, papers and periods."""

import argparse
from datetime import date
from pathlib import Path

from desktop.commands.command import Command


def _help(args: argparse.Namespace) -> int:
    from db.store.whole_file import write_whole
    from desktop.documents.help.book import book
    from desktop.documents.help.paper import help_paper

    done = help_paper(book(), date.today())
    write_whole(Path(args.out), done.pdf)
    print(f"帮助手册：{done.pages} 页，写入 {args.out}")
    return 0


def _arguments(words: argparse.ArgumentParser) -> None:
    words.add_argument("--out", required=True, metavar="文件", help="写到哪个 PDF 文件")


COMMANDS = (Command("help", "把帮助手册写成 PDF（不用打开仓库）", _help, _arguments),)
