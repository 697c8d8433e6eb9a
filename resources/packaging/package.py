"""Makes of dist/fengqiao what people install: a portable zip, which is also the update, and a .deb.

``python -m resources.packaging.package [--key PRIVATE.pem]``. Without the publisher's key the zip
is unsigned: it unpacks and runs, but no installed program takes it as an update. The same program
gives the same bytes (SOURCE_DATE_EPOCH, else the time of the newest commit).
"""

import argparse
import getpass
import hashlib
import os
import stat
import subprocess
import sys
import time
import tomllib
import zipfile
from dataclasses import replace
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import load_pem_private_key

from desktop.exchange.updating.manifest import NAME, SIGNATURE, Manifest, Part, sign, this_system
from desktop.exchange.updating.offer import FOLDER
from resources.packaging import debian, look_through

ROOT = Path(__file__).parents[2]
_LEVEL = 6
_FIRST_DAY = 315_532_800  # 1980-01-01: a zip knows no day before it


def pack(
    program: Path, target: Path, manifest: Manifest, key: Ed25519PrivateKey | None, when: int
) -> None:
    """Write the zip.

    Args:
        program: the folder that becomes ``fengqiao/``.
        target: the zip.
        manifest: without files.
        key: the publisher's; None leaves the package unsigned.
        when: the time that every entry bears, in seconds since 1970.
    """
    inside = f"program-{manifest.version}/"
    found = ((path, path.relative_to(program).as_posix()) for path in sorted(program.rglob("*")))
    kept = {name: path for path, name in found if path.is_symlink() or path.is_file()}
    manifest = replace(manifest, files={name: _part(path) for name, path in kept.items()})
    stamp = time.gmtime(max(when, _FIRST_DAY))[:6]
    with zipfile.ZipFile(target, "w", compresslevel=_LEVEL) as package:
        for name, part in manifest.files.items():
            content = part.link.encode() if part.link else kept[name].read_bytes()
            package.writestr(_entry(name, stamp, part), content)
        package.writestr(_entry(inside + NAME, stamp, Part()), manifest.text())
        if key:
            signature = sign(manifest.text(), key)
            package.writestr(_entry(inside + SIGNATURE, stamp, Part()), signature)


def _part(path: Path) -> Part:
    if path.is_symlink():
        return Part(link=path.readlink().as_posix())
    content = path.read_bytes()
    runs = os.name == "posix" and bool(path.stat().st_mode & stat.S_IXUSR)
    return Part(len(content), hashlib.sha256(content).hexdigest(), runs)


def _entry(name: str, stamp: tuple[int, ...], part: Part) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(FOLDER + name, stamp)
    entry.compress_type = zipfile.ZIP_DEFLATED
    entry.create_system = 3  # Unix, or the rights below would mean nothing
    mode = stat.S_IFREG | (0o755 if part.executable else 0o644)
    entry.external_attr = (stat.S_IFLNK | 0o777 if part.link else mode) << 16
    return entry


def moment() -> int:
    """The time that packages bear, in seconds since 1970."""
    if "SOURCE_DATE_EPOCH" in os.environ:
        return int(os.environ["SOURCE_DATE_EPOCH"])
    command = ["git", "log", "-1", "--format=%ct"]
    told = subprocess.run(command, cwd=ROOT, capture_output=True, encoding="utf-8", check=False)
    return int(told.stdout) if told.returncode == 0 else int(time.time())


def private_key(path: str) -> Ed25519PrivateKey:
    """The publisher's key; the passphrase comes from FENGQIAO_KEY_PASSPHRASE or is asked for."""
    phrase = os.environ.get("FENGQIAO_KEY_PASSPHRASE") or getpass.getpass("私钥的口令：")
    key = load_pem_private_key(Path(path).read_bytes(), phrase.encode())
    if not isinstance(key, Ed25519PrivateKey):
        raise TypeError(path)
    return key


def main() -> int:
    """Make both."""
    words = argparse.ArgumentParser(description=__doc__)
    words.add_argument("--key", help="发布者的私钥；不给则更新包不签名")
    asked = words.parse_args()
    key = private_key(asked.key) if asked.key else None
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    version, when, program = project["version"], moment(), look_through.PROGRAM
    glibc = ""
    if sys.platform == "linux":
        glibc = ".".join(map(str, max(look_through.by_glibc(program))))
    (program / "安装说明.md").write_bytes((ROOT / "docs/install.md").read_bytes())
    built = time.strftime("%Y-%m-%d", time.gmtime(when))
    target = ROOT / f"dist/fengqiao-{version}-{this_system()}.zip"
    pack(program, target, Manifest(version, this_system(), built, glibc), key, when)
    signed = "已签名，可作更新包" if key else "未签名，不能作更新包"
    print(f"{target.relative_to(ROOT)}：{target.stat().st_size / 1e6:.0f} MB，{signed}")
    if sys.platform == "linux":
        made = debian.make(program, version, glibc, when)
        print(f"{made.relative_to(ROOT)}：{made.stat().st_size / 1e6:.0f} MB")
    return 0


if __name__ == "__main__":
    sys.exit(main())
