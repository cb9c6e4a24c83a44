"""Why something was not done, in the words that a person reads."""

import errno

_REASONS = {
    errno.EACCES: "没有权限",
    errno.EPERM: "没有权限",
    errno.ENOSPC: "磁盘满了",
    errno.EDQUOT: "磁盘配额用完了",
    errno.EROFS: "磁盘是只读的",
    errno.EEXIST: "那里已经有一个同名的文件",
    errno.ENOENT: "找不到这个文件或文件夹",
    errno.ENOTDIR: "这里应当是文件夹，却是文件",
}


class CourseError(Exception):
    """Something was not done; the message says why, and how to go on, in the words of the person who must act."""


class RefusedError(CourseError):
    """What was asked for was refused, and nothing was changed."""


def refusal(error: OSError) -> RefusedError:
    """Say in Chinese what the system said."""
    reason = _REASONS.get(error.errno or 0, error.strerror or str(error))
    place = f"{error.filename}：" if error.filename else ""
    return RefusedError(f"{place}{reason}")
