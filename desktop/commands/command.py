"""What a command of the command line is, and what all of them share."""

import argparse
import getpass
import json
import os
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from db.store.trouble import Trouble

if TYPE_CHECKING:
    from collections.abc import Iterable

    from db.store.database import Database


def _no_arguments(_parser: argparse.ArgumentParser) -> None:
    """Most commands take the store alone."""


@dataclass(frozen=True)
class Command:
    """A word of the command line. ``run`` gives the exit code: 0 done, 1 no, 2 wrong call."""

    name: str
    help: str
    run: Callable[[argparse.Namespace], int]
    arguments: Callable[[argparse.ArgumentParser], None] = _no_arguments


def password(args: argparse.Namespace, question: str = "密码：") -> str:
    """The password: from --password-file, FENGQIAO_PASSWORD, or asked for.

    Raises:
        Trouble: nobody is there to ask, or the file cannot be read.
    """
    return secret(args.password_file, "FENGQIAO_PASSWORD", question)


def pin(args: argparse.Namespace, fallback: str) -> str:
    """The PIN of the signing key: from --pin-file or FENGQIAO_PIN, else the store's password."""
    if args.pin_file or os.environ.get("FENGQIAO_PIN"):
        return secret(args.pin_file, "FENGQIAO_PIN", "签名口令：")
    return fallback


def pin_argument(parser: argparse.ArgumentParser, what: str = "签名口令") -> None:
    """The option that ``pin`` reads."""
    parser.add_argument("--pin-file", metavar="文件", help=f"{what}，默认与仓库密码相同")


def passphrase(args: argparse.Namespace) -> str | None:
    """The pass phrase of a parcel from --passphrase-file, if the call names one."""
    return secret(args.passphrase_file, "", "") if args.passphrase_file else None


def secret(file: str | None, variable: str, question: str) -> str:
    """A secret from a file, an environment variable, or asked for.

    Raises:
        Trouble: nobody is there to ask, or the file cannot be read.
    """
    if file:
        try:
            return Path(file).read_text(encoding="utf-8").rstrip("\r\n")
        except (OSError, UnicodeDecodeError) as error:
            raise Trouble(f"读不了口令文件 {file}", wrong_input=True) from error
    if variable in os.environ:
        return os.environ[variable]
    if not sys.stdin.isatty():
        raise Trouble(
            f"需要口令：请用 --password-file 或环境变量 {variable} 给出", wrong_input=True
        )
    return getpass.getpass(question)


def folder(name: str) -> Path:
    """The folder of that name, made if it is not there.

    Raises:
        Trouble: it cannot be made.
    """
    path = Path(name)
    try:
        path.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise Trouble(f"建不了文件夹 {path}，请换一个位置", wrong_input=True) from error
    return path


def store_path(args: argparse.Namespace) -> Path:
    """The store that the call names, else the user's own."""
    from db.store.places import default_store

    return Path(args.store) if args.store else default_store()


def open_store(args: argparse.Namespace) -> "Database":
    """The store that the call names, opened; a clock in doubt is told before anything is dated.

    Raises:
        Trouble: it is missing, on a stick or a network, locked, damaged, or the password is wrong.
    """
    import db.registers  # noqa: F401 - the store must know every register before it opens
    from db.store.clock import clock_doubt
    from db.store.database import Database
    from desktop.exchange.drives.resting import refuse_unfit

    path = store_path(args)
    if not path.exists():
        raise Trouble(f"找不到仓库 {path}，请用 --store 指明，或用 init 新建", wrong_input=True)
    refuse_unfit(path, "打开仓库", anywhere=args.anywhere)
    database = Database.open(path, password(args), os.environ.get("FENGQIAO_USER"), watched)
    try:
        doubt = clock_doubt(database)
    except BaseException:
        database.close()
        raise
    if doubt:
        print(f"注意：{doubt}", file=sys.stderr)
    return database


def register(database: "Database", word: str) -> Any:
    """The register of a store by table name or title, the office's own among them.

    Raises:
        Trouble: there is none; the sentence names the nearest.
    """
    from db.registers import in_force

    known_ones = in_force(database)
    for cls in known_ones:
        if word in (cls.__tablename__, cls.title):
            if not database.rights.may_see(cls):
                raise Trouble(f"{database.user}没有查看“{cls.title}”的权限")
            return cls
    deleted = next((cls for cls in database.own.every if word == cls.title), None)
    if deleted is not None:
        raise Trouble(f"自建台账“{word}”在回收站里，请先恢复它", wrong_input=True)
    named = {cls.__tablename__: cls.title for cls in known_ones}
    near = nearest(word, [*named, *named.values()])
    codes = dict.fromkeys(code for one in near for code in named if one in (code, named[code]))
    hint = "、".join(f"{code}（{named[code]}）" for code in codes)
    said = f"相近的有：{hint}；全部见命令 registers" if hint else "全部见命令 registers"
    raise Trouble(f"没有“{word}”这个登记簿，{said}", wrong_input=True)


def nearest(word: str, known: "Iterable[str]") -> list[str]:
    """At most four of the known words: those that hold ``word`` or are in it, then what is like it.

    Titles are short: 调解 is little like 人民调解 to a count of letters, yet is what was meant.
    """
    from difflib import get_close_matches

    names = list(dict.fromkeys(known))
    inside = [one for one in names if word and (word in one or one in word)]
    return list(dict.fromkeys([*inside, *get_close_matches(word, names, n=4, cutoff=0.5)]))[:4]


def marks_argument(parser: argparse.ArgumentParser) -> None:
    """The option of whatever takes text out of the house."""
    parser.add_argument(
        "--marks-read",
        action="store_true",
        help="国家秘密标志已逐处看过，仍要交出（记入导出登记）",
    )


def show_json(data: Any) -> None:
    """Print for machines."""
    print(json.dumps(data, ensure_ascii=False, indent=2, default=str))


def watched(done: int, total: int) -> None:
    """Progress on a terminal; silent elsewhere."""
    if sys.stderr.isatty() and total:
        end = "\n" if done >= total else ""
        print(f"\r{done * 100 // total:3d} %", end=end, file=sys.stderr, flush=True)
