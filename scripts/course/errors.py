"""The one tree of errors whose messages users read. The installer imports this, so only the standard library may be used."""

import errno

# Windows reports a file that another program holds open in the same way.
_DENIED = "没有权限，或者它正被别的程序打开。请关掉那个程序再试"
_REASONS = {
    errno.EACCES: _DENIED,
    errno.EPERM: _DENIED,
    errno.ENOSPC: "磁盘满了",
    errno.EDQUOT: "磁盘配额用完了",
    errno.EROFS: "磁盘是只读的",
    errno.EEXIST: "那里已经有一个同名的文件",
    errno.ENOENT: "找不到这个文件或文件夹",
    errno.ENOTDIR: "这里应当是文件夹，却是文件",
}


class CourseError(Exception):
    """Something was not done; the message says why and what to do, in Chinese."""


class RefusedError(CourseError):
    """A request was refused, and nothing was changed."""


def refusal(error: OSError) -> RefusedError:
    """Return an error of the operating system as one that users can read."""
    reason = _REASONS.get(error.errno or 0, error.strerror or str(error))
    # Of a file that was to be moved, the second name is the one that users know.
    name = error.filename2 or error.filename
    place = f"{name}：" if name else ""
    return RefusedError(f"{place}{reason}")
