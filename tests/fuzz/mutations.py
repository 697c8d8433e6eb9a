"""Breaks a good file: its bytes, the parts of a zip, the values of JSON."""

import json
import zipfile
from io import BytesIO
from random import Random
from typing import Any

_ODD = (0, 1, 0x7F, 0x80, 0xFF, 0x7FFF, 0xFFFF, 0x7FFFFFFF, 0xFFFFFFFF, 2**63 - 1)
_WORDS = (
    b"\x00",
    b"<",
    b"&",
    b"]]>",
    b"/Prev 0",
    b"../",
    b"%s",
    b"'",
    b'"',
    "\ud7ff".encode(),
)
_WICKED: tuple[Any, ...] = (
    None, True, False, 0, -1, 2**70, 1e308, -0.0, "", " ", "\0", "\ud800", "0" * 5000, "9999-99-99",
    "2024-02-30", "1900-01-00", "=1+1", "张三\n李四", [], {}, [[]], [None] * 50,
    {"": ""}, {"id": 1}, "１２",
)  # fmt: skip


def mutated(data: bytes, dice: Random) -> bytes:
    """The data with something wrong; zips are mostly broken inside, in one of their parts."""
    if data[:4] == b"PK\x03\x04" and dice.random() < 0.7:
        return _zip(data, dice)
    if data[:1] in b"{[" and dice.random() < 0.7:
        return _json(data, dice)
    return _bytes(data, dice)


def _bytes(data: bytes, dice: Random) -> bytes:
    out = bytearray(data)
    for _ in range(dice.choice((1, 1, 1, 2, 4, 16))):
        size = len(out)
        at = dice.randrange(size) if size else 0
        way = dice.randrange(8)
        if way <= 1 and size:
            out[at] ^= 1 << dice.randrange(8)
        elif way == 2 and size:
            out[at] = dice.randrange(256)
        elif way == 3:
            width = dice.choice((1, 2, 4, 8))
            order = dice.choice(("big", "little"))
            number = dice.choice(_ODD) & (1 << 8 * width) - 1
            out[at : at + width] = number.to_bytes(width, order)
        elif way == 4:
            out[at : at + dice.choice((1, 4, 64, 1024))] = b""
        elif way == 5:
            piece = bytes(out[at : at + dice.choice((1, 16, 256))])
            out[at:at] = piece * dice.choice((1, 2, 50))
        elif way == 6:
            out[at:at] = dice.choice(_WORDS)
        else:
            del out[dice.randrange(size + 1) if dice.random() < 0.3 else max(0, size - 40) :]
    return bytes(out)


def _zip(data: bytes, dice: Random) -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        names = old.namelist()
        chosen = dice.choice(names)
        for name in names:
            part = old.read(name)
            if name == chosen:
                if dice.random() < 0.1:
                    continue
                part = mutated(part, dice)
            others = ("../x", "/etc/x", name.upper(), name * 20, "a\\b")
            renamed = name == chosen and dice.random() < 0.1
            new.writestr(dice.choice(others) if renamed else name, part)
    return out.getvalue()


def _json(data: bytes, dice: Random) -> bytes:
    try:
        value = json.loads(data)
    except ValueError:
        return _bytes(data, dice)
    for _ in range(dice.choice((1, 1, 2, 4))):
        value = _changed(value, dice)
    return json.dumps(value, ensure_ascii=dice.random() < 0.9).encode("utf-8", "surrogatepass")


def _changed(value: Any, dice: Random) -> Any:
    """The value with one place of it, at any depth, put wrong."""
    deeper = bool(value) and dice.random() < 0.85
    if isinstance(value, dict) and deeper:
        key = dice.choice(sorted(value))
        way = dice.random()
        changed = {k: v for k, v in value.items() if k != key} if way < 0.08 else dict(value)
        if 0.08 <= way < 0.14:
            changed[dice.choice(("", "id", "uid", "state", "没有的栏目", key + "x"))] = value[key]
        elif way >= 0.14:
            changed[key] = _changed(value[key], dice)
        return changed
    if isinstance(value, list) and deeper:
        at = dice.randrange(len(value))
        if dice.random() < 0.1:
            return value + value[at : at + 1] * dice.choice((1, 3, 40))
        return [*value[:at], _changed(value[at], dice), *value[at + 1 :]]
    if isinstance(value, str) and value and dice.random() < 0.3:
        return _bytes(value.encode("utf-8", "replace"), dice).decode("utf-8", "replace")
    return dice.choice(_WICKED)
