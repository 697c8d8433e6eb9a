"""Where things lie: the program's own resources and the user's data."""

import os
import sys
from pathlib import Path

import platformdirs

RESOURCES = Path(getattr(sys, "_MEIPASS", Path(__file__).resolve().parents[2])) / "resources"


def data_folder() -> Path:
    """The folder for this user's store; ``FENGQIAO_DATA`` overrides the system's choice."""
    chosen = os.environ.get("FENGQIAO_DATA")
    return Path(chosen) if chosen else Path(platformdirs.user_data_dir("Fengqiao", appauthor=False))


def default_store() -> Path:
    """The store that is opened when none is named."""
    return data_folder() / "store.db"
