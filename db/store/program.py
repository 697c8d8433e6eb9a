"""Which version of the program this is, and of the parts it is made of."""

import tomllib
from importlib.metadata import PackageNotFoundError, version

from db.store.places import RESOURCES

OURS = "fengqiao"


def version_of(package: str) -> str:
    """The installed version; our own from pyproject.toml when we run from source."""
    try:
        return version(package)
    except PackageNotFoundError:
        source = RESOURCES.parent / "pyproject.toml"
        if package != OURS or not source.is_file():
            return "—"
        return str(tomllib.loads(source.read_text(encoding="utf-8"))["project"]["version"])
