"""The one tree of errors whose messages users read. The installer imports this, so only the standard library may be used."""

import errno

# Windows reports a file that another program holds open in the same way.
_DENIED = "没有权限，或者它正被别的程序打开。请关掉那个程序，或改正权限，再试"
_TOO_DEEP = "路径太长，或者绕着链接转圈。请换一个短些的名称"
_REASONS = {
    errno.EACCES: _DENIED,
    errno.EPERM: _DENIED,
    errno.ENOSPC: "磁盘满了。请腾出一些空间再试",
    errno.EDQUOT: "磁盘配额用完了。请腾出一些空间再试",
    errno.EFBIG: "文件超过了系统限制的大小。请换一个磁盘，或请管理员放宽限制",
    errno.EROFS: "磁盘是只读的。请换一个位置",
    errno.EIO: "磁盘读写出错。请检查磁盘，换一个位置再试",
    errno.EEXIST: "那里已经有一个同名的文件。请换一个名称",
    errno.ENOTEMPTY: "文件夹里有东西。请换一个文件夹",
    errno.ENOENT: "找不到这个文件或文件夹。请检查名称和位置",
    errno.ENOTDIR: "这里应当是文件夹，却是文件。请检查名称和位置",
    errno.EISDIR: "这里应当是文件，却是文件夹。请检查名称和位置",
    errno.ENAMETOOLONG: _TOO_DEEP,
    errno.ELOOP: _TOO_DEEP,
    errno.EBUSY: "别的程序正在用它。请关掉那个程序再试",
    errno.ETXTBSY: "别的程序正在用它。请关掉那个程序再试",
    errno.EMFILE: "打开的文件太多。请关掉一些程序再试",
    errno.EPIPE: "接收输出的程序先结束了，没有全部写出。请再运行一次",
    errno.EINVAL: "系统不接受这个名称，或者它不是普通文件。请检查名称和位置",
    errno.EADDRINUSE: "端口已被别的程序占用。请换一个端口，或关掉那个程序再试",
    errno.ENXIO: "它不是普通文件。请换成普通文件",
}


class CourseError(Exception):
    """Something was not done; the message says why and what to do, in Chinese."""


class RefusedError(CourseError):
    """A request was refused, and nothing was changed."""


class ChangedMeanwhileError(RefusedError):
    """Files have another content than the one that a request was made from; `paths` names them."""

    def __init__(self, paths: tuple[str, ...]) -> None:
        super().__init__(f"{'、'.join(paths)} 刚才被别的程序改过，什么也没有写。请看一看现在的内容，再做一次")
        self.paths = paths


def refusal(error: OSError) -> RefusedError:
    """Return an error of the operating system as one that users can read."""
    # Of a file that was to be moved, the second name is the one that users know.
    name = error.filename2 or error.filename
    place = f"{name}：" if name else ""
    return RefusedError(f"{place}{reason(error)}")


def reason(error: OSError) -> str:
    """Return why the operating system refused something, and what to do, without the name of the file."""
    return _REASONS.get(error.errno or 0, f"系统不允许（{error.strerror or error}）。请检查名称、位置和权限再试")
