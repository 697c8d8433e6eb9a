"""What Windows shows under Properties ▸ Details of fengqiao.exe, in the words PyInstaller reads."""

_TEXT = """VSVersionInfo(
  ffi=FixedFileInfo(
    filevers={numbers}, prodvers={numbers}, mask=0x3f, flags=0x0,
    OS=0x40004, fileType=0x1, subtype=0x0, date=(0, 0)
  ),
  kids=[
    StringFileInfo([StringTable('080404B0', [{strings}])]),
    VarFileInfo([VarStruct('Translation', [2052, 1200])])
  ]
)
"""


def version_text(version: str) -> str:
    """The version resource (simplified Chinese, Unicode) for a version such as ``0.1.0``."""
    numbers = (*(int(part) for part in version.split(".")), 0, 0, 0, 0)[:4]
    strings = {
        "ProductName": "枫桥",
        "FileDescription": "枫桥：乡镇司法所的登记、文书和统计",
        "ProductVersion": version,
        "FileVersion": version,
        "InternalName": "fengqiao",
        "OriginalFilename": "fengqiao.exe",
        "LegalCopyright": "Apache-2.0",
    }
    listed = ", ".join(f"StringStruct({name!r}, {text!r})" for name, text in strings.items())
    return _TEXT.format(numbers=numbers, strings=listed)
