"""Marks of state secrets in what people write: they must stand on no device like this one.

保守国家秘密法 (2024) art. 31 keeps secrets off devices that are not made for them. A program finds
the marks, people decide: 绝密 and 机密 anywhere, 秘密 where it stands as a mark does.
"""

import re

MARK = re.compile(
    r"绝密|机密|秘密(?=[★☆*])|(?<=[\s【(（])秘密(?=[\s】)）]|$)|[秘机绝]密\s*[★☆*]", re.MULTILINE
)
WHAT = "国家秘密标志"
BANNER = "本机不是涉密设备，不得录入、存储国家秘密。"
"""What first run and unlocking say."""


def marked(text: str) -> str:
    """The first mark in a text; empty where there is none."""
    if "密" not in text:  # nearly all
        return ""
    found = MARK.search(text)
    return found.group().strip() if found else ""
