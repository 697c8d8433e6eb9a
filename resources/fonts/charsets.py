"""The sets of characters from which the faces choose."""  # noqa: INP001 - a folder of scripts, no package

from __future__ import annotations

# Marks, Latin and symbols a Chinese office document may hold; hanzi are chosen separately.
MARKS = frozenset(
    code
    for first, last in (
        (0x20, 0x7E), (0xA0, 0x17F), (0x1CD, 0x1DC), (0x2C6, 0x2DD), (0x370, 0x3FF),
        (0x400, 0x45F), (0x1E00, 0x1EFF), (0x2000, 0x200A), (0x2010, 0x2027), (0x2030, 0x205E),
        (0x2070, 0x209F), (0x20A0, 0x20C0), (0x2100, 0x218B), (0x2190, 0x22FF), (0x2300, 0x23FF),
        (0x2460, 0x27BF), (0x3000, 0x312F), (0x31A0, 0x31BF), (0x31C0, 0x33FF), (0xFE10, 0xFE19),
        (0xFE30, 0xFE6B), (0xFF01, 0xFF65), (0xFFE0, 0xFFE6),
    )
    for code in range(first, last + 1)
)  # fmt: skip


def is_hanzi(code: int) -> bool:
    """Ideographs and radicals, also the compatibility ones."""
    return (
        0x2E80 <= code <= 0x2FDF
        or 0x3400 <= code <= 0x4DBF
        or 0x4E00 <= code <= 0x9FFF
        or 0xF900 <= code <= 0xFAFF
        or 0x20000 <= code <= 0x323AF
    )


def double_bytes(codec: str, leads: range) -> frozenset[int]:
    """The code points which a two-byte Chinese codec can say."""
    text = b"".join(bytes((lead, trail)) for lead in leads for trail in range(0x40, 0xFF))
    pairs = (text[at : at + 2].decode(codec, "ignore") for at in range(0, len(text), 2))
    return frozenset(ord(pair) for pair in pairs if len(pair) == 1)


GB2312 = frozenset(filter(is_hanzi, double_bytes("gb2312", range(0xB0, 0xF8))))
GBK = double_bytes("gbk", range(0x81, 0xFF))
