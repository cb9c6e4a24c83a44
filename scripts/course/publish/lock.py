"""One publish at a time: a lock on the target that names its owner and does not outlive them for long."""

import getpass
import json
import os
import secrets
import socket
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime

from course.errors import RefusedError
from course.publish.target import Target

LOCK = ".lock"
# Longer than any single step may take.
STALE_AFTER = 30 * 60


@dataclass(frozen=True, slots=True)
class Lock:
    """What this publish holds; it can be lost to another publish that considered it stale."""

    target: Target
    text: str

    def renew(self) -> None:
        """Refresh the lock; refuse to go on if another publish holds it."""
        if not self.target.renew(LOCK, self.text):
            raise RefusedError(f"{self.target.label}：另一个发布接管了这里，本次没有切换。请看看是谁在发布")


@contextmanager
def held(target: Target) -> Iterator[Lock]:
    """Hold the lock of a target; take over one whose owner is gone."""
    lock = Lock(target, _owner())
    if not target.claim(LOCK, lock.text):
        _take_over(target)
        if not target.claim(LOCK, lock.text):
            raise RefusedError(f"{target.label} 上刚刚开始了另一个发布。请等它结束再试")
    try:
        yield lock
    finally:
        # What cannot be removed now is stale to the next publish.
        with suppress(RefusedError, OSError):
            if target.read([LOCK]) == [lock.text]:
                target.remove([LOCK])


def _take_over(target: Target) -> None:
    (text,) = target.read([LOCK])
    if text is None:
        return
    owner = _read(text)
    if not _is_gone(owner) and target.age(LOCK) < STALE_AFTER:
        raise RefusedError(
            f"{target.label} 上另一个发布正在进行（{owner.get('user', '不知是谁')}，{owner.get('host', '不知哪台电脑')}，"
            f"{owner.get('since', '不知何时')} 开始）。请等它结束；确知它已经中断的，"
            f"删去那里的 releases/{LOCK} 再试，或等 {STALE_AFTER // 60} 分钟"
        )
    aside = f"{LOCK}-{secrets.token_hex(4)}"
    target.move(LOCK, aside)
    if target.read([aside]) != [text]:
        # Another publish was quicker, and this is its lock.
        target.claim(LOCK, target.read([aside])[0] or "")
        raise RefusedError(f"{target.label} 上刚刚开始了另一个发布。请等它结束再试")


def _owner() -> str:
    fields = {
        "user": _user(),
        "host": socket.gethostname(),
        "process": os.getpid(),
        "since": datetime.now(UTC).strftime("%Y-%m-%d %H:%M UTC"),
        "token": secrets.token_hex(8),
    }
    return json.dumps(fields, ensure_ascii=False) + "\n"


def _user() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        # A number that the system has no name for, as in a container.
        return f"uid {os.getuid()}"


def _read(text: str) -> dict[str, object]:
    try:
        fields = json.loads(text)
    except json.JSONDecodeError:
        return {}
    return fields if isinstance(fields, dict) else {}


def _is_gone(owner: dict[str, object]) -> bool:
    """Return whether the owner was a process of this machine that is no more."""
    process = owner.get("process")
    # On Windows the question would end the process that it asks about.
    if os.name == "nt" or owner.get("host") != socket.gethostname() or not isinstance(process, int) or process <= 0:
        return False
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return True
    except OSError:
        return False
    return False
