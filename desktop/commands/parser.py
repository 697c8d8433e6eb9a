"""The parser of the command line: argparse that speaks Chinese."""

import argparse
from typing import Any, NoReturn

_SAID = {
    "usage: ": "用法：",
    "positional arguments": "要写的",
    "options": "选项",
    "show this help message and exit": "显示这段说明",
    "argument %(argument_name)s: %(message)s": "%(argument_name)s %(message)s",
    "the following arguments are required: %s": "还缺 %s",
    "unrecognized arguments: %s": "不认识 %s",
    "ignored explicit argument %r": "后面不用写 %r",
    "expected one argument": "后面要写一个值",
    "expected at least one argument": "后面至少要写一个值",
    "not allowed with argument %s": "不能和 %s 一起写",
    "invalid %(type)s value: %(value)r": "后面要写数字，不是 %(value)r",
    "invalid choice: %(value)r (choose from %(choices)s)": "没有 %(value)r，有：%(choices)s",
}
"""argparse's sentences that a call can bring about, and what people read in their place."""

# argparse passes each sentence through gettext, which would want a compiled file for every system.
argparse._ = lambda sentence: _SAID.get(sentence, sentence)  # type: ignore[attr-defined]


class Parser(argparse.ArgumentParser):
    """Says what is wrong with a call in one Chinese sentence; options are written out."""

    def __init__(self, **settings: Any) -> None:
        super().__init__(allow_abbrev=False, **settings)

    def error(self, message: str) -> NoReturn:
        """Exit code 2, as for any wrong input."""
        self.exit(2, f"命令写得不对：{message}。用 --help 查看写法\n")
