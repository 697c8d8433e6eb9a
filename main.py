"""枫桥: parse the call; run a command, or open the window."""

import argparse
import os
import sys
from collections.abc import Sequence

from db.store.trouble import Trouble
from desktop.commands import (
    attachments,
    county_forms,
    demo,
    due,
    exports,
    figures,
    help_book,
    imports,
    merging,
    papers,
    parcels,
    records,
    report,
    retention,
    returns,
    risks,
    screenshots,
    stores,
    summary,
    tables,
    updates,
    users,
)
from desktop.commands.command import Command
from desktop.commands.parser import Parser

COMMANDS: tuple[Command, ...] = (
    *stores.COMMANDS,
    *records.COMMANDS,
    *exports.COMMANDS,
    *imports.COMMANDS,
    *county_forms.COMMANDS,
    *due.COMMANDS,
    *risks.COMMANDS,
    *retention.COMMANDS,
    *users.COMMANDS,
    *figures.COMMANDS,
    *tables.COMMANDS,
    *returns.COMMANDS,
    *summary.COMMANDS,
    *report.COMMANDS,
    *attachments.COMMANDS,
    *papers.COMMANDS,
    *parcels.COMMANDS,
    *merging.COMMANDS,
    *help_book.COMMANDS,
    *demo.COMMANDS,
    *updates.COMMANDS,
    *screenshots.COMMANDS,
)


def parser() -> argparse.ArgumentParser:
    """The command line, as DESIGN and README describe it."""
    top = Parser(
        prog="fengqiao", description="枫桥：乡镇司法所的登记、文书和统计；不带命令即打开窗口"
    )
    _common(top, first=True)
    top.add_argument("--self-test", action="store_true", help="试一遍本机上的枫桥能不能正常工作")
    words = top.add_subparsers(dest="command", metavar="命令", parser_class=Parser)
    for command in COMMANDS:
        word = words.add_parser(command.name, help=command.help, description=command.help)
        _common(word, first=False)
        command.arguments(word)
        word.set_defaults(run=command.run)
    return top


def _common(words: argparse.ArgumentParser, *, first: bool) -> None:
    """Options that may stand before or after the command."""
    blank = None if first else argparse.SUPPRESS
    words.add_argument(
        "--store", default=blank, metavar="文件", help="仓库文件，默认在用户数据文件夹"
    )
    words.add_argument("--password-file", default=blank, metavar="文件", help="从文件读密码")
    words.add_argument(
        "--anywhere",
        action="store_true",
        default=False if first else argparse.SUPPRESS,
        help="仓库在U盘或网络上也照用（不建议）",
    )
    words.add_argument(
        "--json",
        action="store_true",
        default=False if first else argparse.SUPPRESS,
        help="以 JSON 输出",
    )


def main(call: Sequence[str] | None = None) -> int:
    """Run one call; gives the exit code."""
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(encoding="utf-8", errors="replace")  # type: ignore[union-attr]
    args = parser().parse_args(call)
    try:
        code = _done(args)
    except Trouble as trouble:
        sys.stderr.write(f"{trouble.sentence}\n")
        return 2 if trouble.wrong_input else 1
    except KeyboardInterrupt:
        sys.stderr.write("已中断\n")
        return 1
    except BrokenPipeError:
        return 0
    except Exception as error:  # noqa: BLE001 - the top: people get a sentence, support a report
        from db.store.bug_report import write_report

        sys.stderr.write(f"程序内部出错，仓库没有受影响；请把 {write_report(error)} 交给技术支持\n")
        return 1
    else:
        return code


def _done(args: argparse.Namespace) -> int:
    if args.self_test:
        from desktop.commands import self_test

        return self_test.run()
    if args.command is None:
        _refuse_without_display()
        from desktop.windows.app import start

        return start(args.store, demo.make_sample)
    code: int = args.run(args)
    return code


def _refuse_without_display() -> None:
    ways = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    if sys.platform == "linux" and not any(os.environ.get(way) for way in ways):
        raise Trouble("这里没有图形界面，打不开窗口；要看程序能做什么，请用 demo --out 文件夹")


if __name__ == "__main__":
    if getattr(sys, "frozen", False):  # the worker that reads workbooks is this program again
        from multiprocessing import freeze_support

        freeze_support()
    sys.exit(main())
