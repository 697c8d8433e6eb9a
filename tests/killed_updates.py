"""Updates killed at every touch of the file system: ``python -m tests.killed_updates FOLDER``.

Prints how many deaths there were; whatever is wrong raises. Apart from pytest because it forks.
"""

import os
import signal
import sys
from itertools import count
from pathlib import Path

from desktop.exchange.updating.installed import Installed
from desktop.exchange.updating.replacing import switch
from tests.updates import lay, packed, prepared, said

TOUCHES = {
    "open",
    "os.rename",
    "os.link",
    "os.remove",
    "os.mkdir",
    "os.symlink",
    "os.chmod",
    "subprocess.Popen",
}


def killed_at(number: int, here: Installed, package: Path, *, atomic: bool) -> bool:
    """Update in a child that dies at its n-th touch; False when it lived to the end."""
    child = os.fork()
    if not child:
        left = [number]

        def hook(event: str, told: tuple[object, ...]) -> None:
            if event in TOUCHES and str(here.folder) in str(told[0]):
                left[0] -= 1
                if not left[0]:
                    os.kill(os.getpid(), signal.SIGKILL)

        sys.addaudithook(hook)
        switch(here, prepared(package, here), atomic=atomic)
        os._exit(0)
    return os.waitpid(child, 0)[1] != 0


def main() -> None:
    """Die at each touch in turn, by both ways of switching."""
    folder = Path(sys.argv[1])
    package = packed(folder, "0.2.0")
    for atomic in (True, False):
        for number in count(1):
            here = lay(folder / f"{atomic}-{number}", "0.1.0")
            died = killed_at(number, here, package, atomic=atomic)
            words = said(here.starter)
            if not died:
                assert words == "我是 0.2.0", words
                break
            if atomic or here.starter.exists():
                assert words in ("我是 0.1.0", "我是 0.2.0"), (number, words)
            else:  # Windows, between two renames: the old one has its version's name
                assert said(here.kept("0.1.0")) == "我是 0.1.0"
                here.kept("0.1.0").rename(here.starter)
            if said(here.starter) == "我是 0.1.0":  # and the next try succeeds
                switch(here, prepared(package, here), atomic=atomic)
                assert said(here.starter) == "我是 0.2.0"
                assert here.older() in ("", "0.1.0")
        print(atomic, number - 1)


if __name__ == "__main__":
    main()
