"""Which passwords everybody tries first; light, because the first windows ask before any key.

NIST SP 800-63B asks for length, a check against common passwords, and nothing else: no mixture of
symbols, no change by the calendar.
"""

import unicodedata
from datetime import datetime
from functools import cache
from itertools import product

SHORTEST_PASSWORD = 8
_RUNS = (
    "01234567890123456789",
    "qwertyuiop",
    "asdfghjkl",
    "zxcvbnm",
    "qwertyuiopasdfghjklzxcvbnm",
    "abcdefghijklmnopqrstuvwxyz",
    "1qaz2wsx3edc4rfv5tgb6yhn7ujm8ik",
    "1q2w3e4r5t6y7u8i9o0p",
    "qazwsxedcrfvtgbyhnujm",
)
_WORDS = (
    *("password", "passw0rd", "p@ssword", "p@ssw0rd", "admin", "administrator", "root", "user"),
    *("welcome", "letmein", "iloveyou", "woaini", "nihao", "test", "guest", "abc", "aa", "qq", "a"),
    *("sfs", "sifa", "sifasuo", "sifaju", "tiaojie", "renmintiaojie", "mima", "guanliyuan"),
    *("fengqiao", "司法所", "司法局", "人民调解", "人民调解委员会", "调解", "枫桥", "所长", "密码"),
    *(
        "我的密码",
        "管理员",
        "使用人",
        "qwe",
        "qwer",
        "qwert",
        "qwerty",
        "asd",
        "asdf",
        "zxc",
        "zxcv",
    ),
)
_TAILS = (
    *("1", "12", "123", "1234", "12345", "123456", "1234567", "12345678", "123456789"),
    *("321", "520", "521", "666", "888", "999", "1314", "5201314", "6666", "8888", "666666"),
    *("888888", "66666666", "88888888", *(str(year) for year in range(1950, 2050))),
)
_MARKS = ("", "!", "@", "#", ".", "_", "-", "*", " ")


@cache
def _runs() -> frozenset[str]:
    """Runs of keys both ways, and doubled digits."""
    found: set[str] = set()
    for run in _RUNS:
        for line in (run, run[::-1]):
            ends = range(SHORTEST_PASSWORD, len(line) + 1)
            found.update(line[end - size : end] for end in ends for size in range(8, end + 1))
    pairs = [f"{first}{second}" for first, second in product("0123456789", repeat=2)]
    found.update(pair * times for pair in pairs for times in range(4, 9))
    found.update({"11223344", "1122334455", "112233445566", "123123123", "12341234", "00112233"})
    return frozenset(found)


@cache
def _around() -> tuple[frozenset[str], frozenset[str]]:
    """Numbers and marks as they stand before a word, and behind it."""
    pairs = list(product(("", *_TAILS), _MARKS))
    before = frozenset(f"{tail}{mark}" for tail, mark in pairs)
    return before, before | {f"{mark}{tail}" for tail, mark in pairs}


def _is_common(plain: str) -> bool:
    """Runs, and words of the trade with numbers around them.

    Each of the words is looked for: all with all numbers written out are a list that keeps the
    first key of a password waiting.
    """
    before, behind = _around()
    return plain in _runs() or any(
        (plain.startswith(word) and plain.removeprefix(word) in behind)
        or (plain.endswith(word) and plain.removesuffix(word) in before)
        for word in _WORDS
    )


def against(password: str, user: str = "") -> str:
    """Why a password cannot be taken, in a sentence; empty when it can.

    Args:
        password: as typed.
        user: whose it shall be; the own name with numbers behind it is no secret.
    """
    if len(password) < SHORTEST_PASSWORD:
        return f"密码至少 {SHORTEST_PASSWORD} 个字符，可以是一句好记的话"
    plain = unicodedata.normalize("NFKC", password).casefold()
    own = user and plain.strip("0123456789!@#._-* ") == user.casefold()
    if len(set(plain)) == 1 or own or _is_day(plain) or _is_common(plain):
        return "这个密码太常见，别人会先试到；请换一句只有自己想得到的话"
    return ""


def _is_day(text: str) -> bool:
    """19850607 and the like: birthdays are known to everybody around."""
    if len(text) != len("19850607") or not text.isdecimal():
        return False
    for form in ("%Y%m%d", "%d%m%Y"):
        try:
            if 1900 <= datetime.strptime(text, form).year <= 2100:
                return True
        except ValueError:
            continue
    return False
