"""Signatures beside the archives of a release, made and checked by OpenSSH's `ssh-keygen -Y`.

Who may sign stands in a file of allowed signers: `name key-type public-key` to a line, see ssh-keygen(1).
"""

import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path

from course.errors import RefusedError

SUFFIX = ".sig"
NAMESPACE = "course-release"
"""Keeps a signature from counting for anything else that the same key signs."""

_NO_PROGRAM = "这台电脑上没有 ssh-keygen，签不了名，也核对不了签名。请先安装，例如 sudo apt install openssh-client"


def signatures(files: Mapping[str, bytes], key: Path) -> dict[str, bytes]:
    """Return the signatures of the archives among some files, by the names that they get beside them."""
    check_key(key)
    return {name + SUFFIX: _sign(content, key) for name, content in files.items() if name.endswith(".zip")}


def check_key(key: Path) -> None:
    """Raise RefusedError if there is nothing to sign with; takes no time, so it comes before a release is made."""
    if not shutil.which("ssh-keygen"):
        raise RefusedError(_NO_PROGRAM)
    if not key.is_file():
        raise RefusedError(f"没有找到签名用的密钥 {key}。请检查 --sign 写的位置，例如 ~/.ssh/id_ed25519")


def signer(archive: Path, signers: Path) -> str:
    """Return who signed an archive. Raises RefusedError unless it is one of the allowed signers, and nothing changed."""
    signature = archive.with_name(archive.name + SUFFIX)
    if not signers.is_file():
        raise RefusedError(f"没有找到签名人的名单 {signers}。请检查 --signers 写的位置")
    if not archive.is_file():
        raise RefusedError(f"没有找到发布包 {archive}")
    if not signature.is_file():
        raise RefusedError(f"{archive.name} 没有签名：旁边没有 {signature.name}。请用 ./course release --sign 重新生成")
    named = _ssh_keygen("find-principals", "-s", signature, "-f", signers)
    if named.returncode:
        raise RefusedError(f"{archive.name} 的签名不是 {signers} 里的人签的，或者签名文件损坏了。请问清发布包是谁给的")
    name = named.stdout.decode(errors="replace").splitlines()[0].partition(",")[0]
    checked = _ssh_keygen(
        "verify", "-n", NAMESPACE, "-I", name, "-s", signature, "-f", signers, content=archive.read_bytes()
    )
    if checked.returncode:
        raise RefusedError(f"{archive.name} 与签名不符，签名以后被改过，或者没有拷完。请重新拷贝发布包和签名")
    return name


def _sign(content: bytes, key: Path) -> bytes:
    done = _ssh_keygen("sign", "-n", NAMESPACE, "-f", key, content=content)
    if done.returncode:
        reason = next(iter(done.stderr.decode(errors="replace").splitlines()), f"退出码 {done.returncode}")
        raise RefusedError(f"用 {key} 签不了名（{reason}）。请写私钥的位置；写公钥（.pub）的，私钥要先放进 ssh-agent")
    return done.stdout


def _ssh_keygen(action: str, *arguments: str | Path, content: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    try:
        return subprocess.run(
            ["ssh-keygen", "-Y", action, *map(str, arguments)], input=content, capture_output=True, check=False
        )
    except FileNotFoundError:
        raise RefusedError(_NO_PROGRAM) from None
