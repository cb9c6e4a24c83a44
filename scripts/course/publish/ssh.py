"""A target on another machine, by ssh and rsync. It needs nothing there but a POSIX shell, coreutils and rsync."""

import os
import secrets
import shlex
import stat
import subprocess
import tempfile
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from course.errors import RefusedError

DEFAULT_SSH = "ssh"
# No one is there to answer questions, and a dead connection must not block the command.
_QUIET = (
    "-o", "BatchMode=yes", "-o", "ConnectTimeout=20", "-o", "ServerAliveInterval=15", "-o", "ServerAliveCountMax=4",
)  # fmt: skip
_PATIENCE = 300
_UPLOAD_PATIENCE = 1500
_LONGEST_FOLDER = 40
_OWN = 0o700
_UNREACHED = 255
_NOT_A_LINK = 71
_NO_FOLDER = 72
_NO_TOOL = 73

# Every script begins in the target's folder; what it takes comes as arguments or on standard input.
_BEGIN = 'set -eu; umask 022; LC_ALL=C; export LC_ALL; cd -- "$1"; shift; '
_PREPARE = f"""set -eu; umask 022
for tool in rsync sha256sum mv ln; do command -v "$tool" >/dev/null || {{ echo "$tool"; exit {_NO_TOOL}; }}; done
[ -d "$1" ] || mkdir -- "$1" 2>/dev/null || exit {_NO_FOLDER}
mkdir -p -- "$1/releases"
"""
_ENTRIES = "[ ! -d releases ] || ls -A releases"
_CURRENT = f"if [ -L current ]; then readlink current; elif [ -e current ]; then exit {_NOT_A_LINK}; fi"
_READ = """for path; do
  if [ -f "releases/$path" ]; then wc -c <"releases/$path"; cat -- "releases/$path"; else echo -1; fi
done"""
# A line that breaks ends the input early; a file cut short must not take the place of a whole one.
_RECEIVE = 'cat >"releases/$1"; [ "$(wc -c <"releases/$1")" -eq "$2" ]; '
_WRITE = _RECEIVE + 'mv -f -- "releases/$1" "releases/$3"'
_CLAIM = (
    _RECEIVE
    + """if ln -- "releases/$1" "releases/$3" 2>/dev/null; then echo claimed; else [ -f "releases/$3" ]; fi
rm -f -- "releases/$1" """
)
_AGE = 'echo $(( $(date +%s) - $(stat -c %Y -- "releases/$1") ))'
_RENEW = 'if [ "$(cat)" = "$(cat -- "releases/$1")" ]; then touch -c -- "releases/$1"; echo renewed; fi'
_WRONG = 'cd -- "releases/$1"; sha256sum -c - 2>/dev/null || [ $? -eq 1 ]'
_MOVE = 'mv -fT -- "releases/$1" "releases/$2"'
_REMOVE = 'for name; do rm -rf -- "releases/$name"; done'
_LEND = """while IFS= read -r path; do
  target="releases/$2/$path"
  [ ! -e "$target" ] || continue
  mkdir -p -- "${target%/*}"
  ln -- "releases/$1/$path" "$target" 2>/dev/null || {
    cp -p -- "releases/$1/$path" "releases/$3"; mv -f -- "releases/$3" "$target"
  }
done"""
_DROP = 'while IFS= read -r path; do rm -f -- "releases/$1/$path"; done'
_SWITCH = 'sync; ln -s -- "releases/$1" "releases/$2"; mv -fT -- "releases/$2" current'


class Remote:
    def __init__(self, host: str, root: str, ssh: Sequence[str]) -> None:
        self._host = host
        self._root = root.rstrip("/") or "/"
        self._ssh = [*ssh, *_QUIET, *_shared_line()]

    @property
    def label(self) -> str:
        return f"{self._host}:{self._root}"

    def prepare(self) -> None:
        done = self._execute(_PREPARE, [self._root], b"")
        if done.returncode == _NO_TOOL:
            tool = done.stdout.decode().strip()
            raise RefusedError(f"{self._host} 上没有 {tool}。请在那台机器上安装，例如 sudo apt install {tool}")
        if done.returncode == _NO_FOLDER:
            raise RefusedError(f"{self.label} 不存在，也建不了。请在那台机器上建好这个文件夹，并让发布用的账号能写")
        self._approve(done)

    def entries(self) -> frozenset[str]:
        done = self._execute(_BEGIN + _ENTRIES, [self._root], b"")
        return frozenset(self._approve(done).decode(errors="replace").splitlines())

    def current(self) -> str | None:
        done = self._execute(_BEGIN + _CURRENT, [self._root], b"")
        if done.returncode == _NOT_A_LINK:
            raise RefusedError(
                f"{self.label}/current 是普通文件夹，不是本程序建的链接，所以没有动它。请把它移到别处，再发布一次"
            )
        return self._approve(done).decode(errors="replace").strip().rpartition("/")[2] or None

    def read(self, paths: Iterable[str]) -> list[str | None]:
        wanted = list(paths)
        left = self._run(_READ, *wanted)
        texts: list[str | None] = []
        for _ in wanted:
            size, _, left = left.partition(b"\n")
            length = int(size)
            texts.append(None if length < 0 else left[:length].decode(errors="replace"))
            left = left[max(0, length) :]
        return texts

    def write(self, path: str, text: str) -> None:
        content = text.encode()
        self._run(_WRITE, _part(), str(len(content)), path, given=content)

    def claim(self, path: str, text: str) -> bool:
        content = text.encode()
        return self._run(_CLAIM, _part(), str(len(content)), path, given=content) == b"claimed\n"

    def age(self, path: str) -> float:
        return float(self._run(_AGE, path))

    def renew(self, path: str, text: str) -> bool:
        return self._run(_RENEW, path, given=text.encode()) == b"renewed\n"

    def upload(self, site: Path, name: str, like: str | None) -> None:
        command = [
            "rsync", "--recursive", "--times", "--checksum", "--chmod=D755,F644", "--protect-args", "--timeout=120",
            # What the release in service has too need not travel.
            *([f"--copy-dest=../{like}"] if like else []),
            "--rsh", shlex.join(self._ssh), f"{site}/", f"{self._host}:{self._root}/releases/{name}/",
        ]  # fmt: skip
        self._approve(self._start(command, b"", _UPLOAD_PATIENCE))

    def wrong(self, name: str, sums: Mapping[str, str]) -> list[str]:
        lines = "".join(f"{digest}  ./{path}\n" for path, digest in sums.items())
        checked = self._run(_WRONG, name, given=lines.encode()).decode(errors="replace").splitlines()
        right = {line.removeprefix("./").removesuffix(": OK") for line in checked if line.endswith(": OK")}
        return [path for path in sums if path not in right]

    def move(self, old: str, new: str) -> None:
        self._run(_MOVE, old, new)

    def remove(self, names: Iterable[str]) -> None:
        if unwanted := list(names):
            self._run(_REMOVE, *unwanted)

    def lend(self, source: str, into: str, paths: Iterable[str]) -> None:
        self._run(_LEND, source, into, _part(), given=_lines(paths))

    def drop(self, name: str, paths: Iterable[str]) -> None:
        self._run(_DROP, name, given=_lines(paths))

    def switch(self, name: str) -> None:
        self._run(_SWITCH, name, _part())

    def _run(self, script: str, *arguments: str, given: bytes = b"") -> bytes:
        return self._approve(self._execute(_BEGIN + script, [self._root, *arguments], given))

    def _execute(self, script: str, arguments: Sequence[str], given: bytes) -> subprocess.CompletedProcess[bytes]:
        host = self._host.replace("[", "").replace("]", "")
        command = shlex.join(["sh", "-c", script, "publish", *arguments])
        return self._start([*self._ssh, host, command], given, _PATIENCE)

    def _start(self, command: list[str], given: bytes, patience: int) -> subprocess.CompletedProcess[bytes]:
        try:
            return subprocess.run(command, input=given, capture_output=True, check=False, timeout=patience)
        except subprocess.TimeoutExpired:
            raise RefusedError(f"{self.label} 超过 {patience // 60} 分钟没有做完。请检查网络，再试一次") from None
        except FileNotFoundError:
            raise RefusedError(
                f"这台电脑上没有 {command[0]}。请先安装，例如 sudo apt install openssh-client rsync"
            ) from None

    def _approve(self, done: subprocess.CompletedProcess[bytes]) -> bytes:
        if done.returncode == 0:
            return done.stdout
        lines = done.stderr.decode(errors="replace").strip().splitlines()
        reason = lines[0] if lines else f"退出码 {done.returncode}"
        if done.returncode == _UNREACHED:
            raise RefusedError(
                f"连不上 {self._host}（{reason}）。请先在终端里运行 ssh {self._host}，能不输密码登录后再发布"
            )
        raise RefusedError(f"{self.label} 上的一步没有做成：{reason}")


def _shared_line() -> list[str]:
    """Return the options by which all commands go over one connection, where the system allows that safely."""
    if os.name == "nt":
        return []
    folder = Path(tempfile.gettempdir()) / f"course-ssh-{os.getuid()}"
    # The system cuts longer addresses of sockets off, and ssh adds some sixty characters.
    if len(os.fsencode(folder)) > _LONGEST_FOLDER:
        return []
    folder.mkdir(mode=0o700, exist_ok=True)
    about = folder.lstat()
    # In a folder that anybody may write to, another user may have been there first.
    if about.st_uid != os.getuid() or stat.S_IMODE(about.st_mode) != _OWN or not stat.S_ISDIR(about.st_mode):
        return []
    return ["-o", "ControlMaster=auto", "-o", f"ControlPath={folder}/%C", "-o", "ControlPersist=20"]


def _part() -> str:
    """Return a name for what is being made, which the next publish would clean up."""
    return f".part-{secrets.token_hex(4)}"


def _lines(paths: Iterable[str]) -> bytes:
    return "".join(f"{path}\n" for path in paths).encode()
