"""The command that keeps a picture of every page and window."""

import argparse
import sys
from dataclasses import replace
from typing import TYPE_CHECKING

from db.store.trouble import Trouble
from desktop.commands.command import Command, folder, nearest, open_store

if TYPE_CHECKING:
    from collections.abc import Sequence

    from db.store.database import Database

_LOOKS, _SIZES = ("light", "dark", "contrast"), ("standard", "large", "larger")
"""As in ``desktop.windows.parts.look``, which would bring Qt into every call."""


def _arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--out", required=True, metavar="文件夹", help="图片放到哪里")
    parser.add_argument("--look", choices=_LOOKS, default="light", help="浅色、深色或高对比度")
    parser.add_argument("--size", choices=_SIZES, default="standard", help="文字大小")
    parser.add_argument("--width", type=int, default=1366, metavar="像素", help="主窗口宽度")
    parser.add_argument("--height", type=int, default=768, metavar="像素", help="主窗口高度")
    parser.add_argument("--scale", type=float, default=1.0, metavar="倍", help="屏幕缩放，1 到 3")
    parser.add_argument(
        "--only", nargs="+", default=(), metavar="页名", help="只要这几页（侧栏里的名字）"
    )
    parser.add_argument(
        "--unmasked",
        action="store_true",
        help="不隐去个人信息：只给示例仓库用；不写则表单里隐去，文书和附件不截",
    )
    parser.add_argument(
        "--sheets", action="store_true", help="另把全部图片缩小，十二张拼成一张“总览”"
    )
    parser.add_argument("--year", type=int, metavar="年", help="看哪一年，不写则是案件最多的一年")


def _run(args: argparse.Namespace) -> int:
    from db.store.rights import MASKED
    from desktop.windows.gallery.pictures import Sight, take_every_picture

    if not 1 <= args.scale <= 3:
        raise Trouble("缩放倍数请写 1 到 3", wrong_input=True)
    place = folder(args.out)
    size = args.width, args.height, args.scale
    sight = Sight(args.look, args.size, *size, frozenset(args.only))
    taken, short = [], 0
    with open_store(args) as database:
        _refuse_unknown(database, args.only)
        if not args.unmasked:
            database.rights = replace(database.rights, sensitive=MASKED)
        year = args.year or _fullest_year(database)
        for path, words in take_every_picture(database, place, year, sight):
            taken.append(path)
            short += len(words)
            print("\t".join((path.name, *words)))
    if args.sheets:
        from desktop.windows.gallery.sheets import contact_sheets

        for path in contact_sheets(taken, place, args.look):
            print(path.name)
    cut = f"{short} 处文字放不下" if short else "没有放不下的文字"
    print(f"共 {len(taken)} 张，{cut}")
    sys.stdout.flush()
    return 1 if short else 0


def _refuse_unknown(database: "Database", titles: "Sequence[str]") -> None:
    """Stop before the first picture when a page is asked for that the sidebar does not have."""
    if not titles:
        return
    from db.registers import in_force
    from desktop.windows.sidebar_entries import entries
    from desktop.windows.views import VERIFY

    known = [one.title for one in entries(in_force(database)) if one.name != VERIFY]
    for title in titles:
        if title not in known:
            near = "、".join(nearest(title, known))
            said = f"相近的有：{near}" if near else "页名就是侧栏里的名字，如：首页、人民调解"
            raise Trouble(f"没有“{title}”这一页，{said}", wrong_input=True)


def _fullest_year(database: "Database") -> int:
    """The year in which most cases were accepted, this year where there is none."""
    from datetime import date

    from sqlalchemy import extract, func, select

    from db.registers import Case

    year = extract("year", Case.accepted_on)
    known = select(year).where(Case.accepted_on.is_not(None))
    with database.read() as session:
        found = session.scalar(known.group_by(year).order_by(func.count().desc(), year.desc()))
    return found or date.today().year


COMMANDS = (
    Command("screenshots", "每个页面和窗口截一张图，并量有没有放不下的文字", _run, _arguments),
)
