"""Bring the course and the unit's own files of an older project folder over to this one; the older folder is only read.

What the project gets follows from the older folder and from the base of this one, never from how far an earlier run came.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory

from course.edit.base import BASE, packed, read_base
from course.edit.course_files import UNIT, course_files, text_of, unit_files
from course.edit.ids import ids_file
from course.edit.merge_courses import MergedCourse, keep_ours, merge_courses
from course.edit.older_course import in_present_format
from course.edit.undecided import FOLDER, Undecided, undecided_files
from course.errors import RefusedError
from course.files import content_of, write_output
from course.journal import interrupted, interruption, refuse_interrupted, write_together
from course.links import refuse_links
from course.load.course import load_course
from course.load.head import read_head
from course.load.ids import read_ids
from course.model.course import IDS, KnownIds

Files = Mapping[str, bytes]

_ABOUT_UNIT = f"{UNIT}/README.md"
_OURS = ("docs", "quizzes", UNIT, ".course")


@dataclass(frozen=True, slots=True)
class Upgrade:
    """What the project is to have: files by path, the base, and what is left to decide.

    `pristine` are the files of the course as they were delivered here, `old` those of the older folder. `left` are
    its files that the program has itself now, `links` its links, which are not followed, `secrets` its private keys.
    """

    files: Files
    base: bytes
    undecided: tuple[Undecided, ...]
    pristine: Files
    old: Files
    left: tuple[str, ...]
    links: tuple[str, ...]
    secrets: tuple[str, ...]

    def lines(self, root: Path) -> Iterator[str]:
        """Yield a line for each file below `root` that would be new, other or gone, and for all that needs a look."""
        for path, content in sorted(self.files.items()):
            if content_of(root / path) != content:
                if not (root / path).is_file():
                    what = "搬来"
                else:
                    what = "换成旧文件夹里的" if self.old.get(path) == content else "两边的改动合在一起"
                yield f"{what}：{path}"
        for path in self.gone(root):
            yield f"删去（旧文件夹里没有）：{path}"
        yield from (f"不搬（程序自己的，新版里有）：{path}" for path in self.left)
        yield from self.not_followed()
        yield from (f"不搬（里面有私钥，放进课程就公开了）：{path}" for path in self.secrets)
        yield from (f"要定：{one.line}" for one in self.undecided)

    def not_followed(self) -> Iterator[str]:
        """Yield a line for each link of the older folder, which is not copied."""
        return (f"不搬（是链接，真正的文件在别处）：{path}" for path in self.links)

    def gone(self, root: Path) -> list[str]:
        """Return the files of the course below `root` that it is not to have."""
        return [path for path in course_files(root).files if path not in self.files]

    def is_done(self, root: Path) -> bool:
        """Return whether the project below `root` has it all; a list of what was to decide is removed once that is done."""
        changed = self.changes(root)
        return not changed or (
            not (root / FOLDER).exists() and all(PurePosixPath(path).is_relative_to(FOLDER) for path in changed)
        )

    def changes(self, root: Path) -> dict[str, bytes | None]:
        """Return what is to be written below `root`, by path; None for a file that goes."""
        beside = undecided_files(self.undecided, self.pristine)
        settled = [file.relative_to(root).as_posix() for file in (root / FOLDER).rglob("*") if file.is_file()]
        gone = dict.fromkeys((*settled, *self.gone(root)))
        wanted = {**gone, **beside, **self.files, BASE: self.base}
        return {path: content for path, content in wanted.items() if content_of(root / path) != content}


def prepare(old: Path, root: Path, course_id: str = "") -> Upgrade:
    """Return what the project below `root` is to have after an upgrade from the folder `old`; write nothing.

    Raises RefusedError if `old` holds no course or no id, if files below `root` were changed since it was delivered, or
    if an earlier change of either folder was interrupted.
    """
    refuse_interrupted(root)
    if paths := interrupted(old):
        raise RefusedError(f"旧文件夹没有写完，请先在 {old} 里处理，再来升级。{interruption(paths)}")
    found, unit = course_files(old), unit_files(old)
    if "course.yml" not in found.files:
        raise RefusedError(f"{old} 里没有 course.yml，不是课程的项目文件夹。请检查文件夹的名称")
    if old.resolve() == root.resolve():
        raise RefusedError("旧文件夹就是这个文件夹。请把新版放在旧的旁边，在新文件夹里运行")
    delivered = read_base(root)
    pristine = course_files(root).files if delivered is None else delivered
    present = text_of(pristine.get("course.yml", b""))
    ours, left = in_present_format(found.files, present, course_id)
    kept = read_base(old)
    base = in_present_format(kept, present, course_id)[0] if kept else None
    same = _same_course(base, ours, pristine)
    course = _merged(base, ours, pristine) if same else MergedCourse(ours, {}, ())
    own = base if base is not None else ours
    result = Upgrade(
        {**course.files, **course.local, **unit.files},
        packed(pristine if same else own),
        course.undecided,
        pristine,
        {**ours, **unit.files},
        left,
        (*found.links, *unit.links),
        found.secrets,
    )
    _refuse_overlap(course.local, unit.files)
    _refuse_changed(result, root)
    return result


def carry_out(upgrade: Upgrade, root: Path, old: Path) -> None:
    """Write the files of an upgrade from the folder `old`, and remove those that the project is not to have."""
    refuse_links(root, *_OURS)
    write_together(root, upgrade.changes(root), f"从 {old} 升级")


def _merged(base: Files | None, ours: Files, theirs: Files) -> MergedCourse:
    if base is None:
        return keep_ours(ours, theirs)
    course = merge_courses(base, ours, theirs)
    sides = [side[IDS] for side in (theirs, ours) if IDS in side]
    return replace(course, files={**course.files, IDS: _united_ids(course.files, sides)})


def _same_course(base: Files | None, ours: Files, theirs: Files) -> bool:
    """Return whether the new version is one of the older folder's course; if not, that comes over whole."""
    name = _id(ours) or _id(base or {})
    if not name:
        raise RefusedError("旧文件夹的 course.yml 有错误，看不出是哪一门课。请先在旧文件夹里改好，再运行")
    return name == _id(theirs)


def _id(files: Files) -> str:
    head, _ = read_head(text_of(files.get("course.yml", b"")), "course.yml")
    return head.identity.id if head and head.identity else ""


def _united_ids(files: Files, sides: list[bytes]) -> bytes:
    """Return the list of all ids that any side ever published; what the merged course still has is not withdrawn."""
    lists = [_ids(content) for content in sides]
    with TemporaryDirectory() as folder:
        write_output({Path(folder) / path: content for path, content in files.items()}, force=True)
        course, _ = load_course(Path(folder))
    present = frozenset().union(*(bank.named for bank in course.banks))
    present |= {name for one in course.requirements() for name in (one.id, *(point.id for point in one.points))}
    united = KnownIds(
        tuple({known.id: known for one in lists for known in one.questions}.values()),
        tuple({name: (name, at) for one in lists for name, at in one.register}.values()),
        tuple({name: (name, at) for one in lists for name, at in one.withdrawn if name not in present}.values()),
    )
    return ids_file(replace(course, ids=united)).encode()


def _ids(content: bytes) -> KnownIds:
    known, found = read_ids(text_of(content), IDS)
    if found:
        raise RefusedError(f"{IDS} 有错误，发布过的编号会丢：{found[0].message}。请先在旧文件夹里改好，再运行")
    return known


def _refuse_overlap(moved: Files, unit: Files) -> None:
    twice = [path for path in moved if path in unit and unit[path] != moved[path]]
    if twice:
        raise RefusedError(
            f"旧文件夹的 docs 里也有与这些同名的文件，搬不过来：{'、'.join(twice)}。请在旧文件夹里改名，再运行"
        )


def _refuse_changed(upgrade: Upgrade, root: Path) -> None:
    """Refuse to write over what was changed here since the delivery; what an earlier run wrote is no change."""
    there = {
        **course_files(root).files,
        **{path: one for path, one in unit_files(root).files.items() if path in upgrade.files and path != _ABOUT_UNIT},
    }
    changed = [path for path, one in there.items() if one not in (upgrade.pristine.get(path), upgrade.files.get(path))]
    if changed:
        raise RefusedError(
            f"这个新文件夹里有改过的文件：{'、'.join(changed)}。升级会盖掉这些改动。请用一份没有改过的新版，放在旁边，在那里运行"
        )
