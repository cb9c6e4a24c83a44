"""Publishing a release and going back, so that readers meet one whole release at every moment.

Everything is put in its place and checked on every target before the first of them is switched.
"""

import json
import secrets
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from course.errors import RefusedError, refusal
from course.publish.history import History, PublishedRelease, owed, read_history
from course.publish.lock import LOCK, Lock, held
from course.publish.package import Package, unpack
from course.publish.target import Target
from course.release.manifest import CARRIED, MANIFEST, Manifest, read_carried, read_manifest

ORDER = ".order"
UNCOMMITTED = "含有没提交的改动"
_REPEAT = "再运行一次同样的命令"
Say = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Move:
    """A target on which everything is ready for another release to go into service."""

    lock: Lock
    leaving: PublishedRelease | None
    entering: PublishedRelease
    order: str

    @property
    def target(self) -> Target:
        return self.lock.target


def publish(package: Package, targets: Sequence[Target], say: Say) -> None:
    """Bring a release to all targets and into service."""
    manifest = package.manifest
    with _explained(), TemporaryDirectory() as scratch, _all_held(targets) as locks:
        for lock in locks:
            _refuse_another(lock.target, _look(lock.target), manifest)
        site = Path(scratch) / "site"
        unpack(package, site)
        say(f"{package.archive.name} 与清单相符：{len(manifest.files)} 个文件，{manifest.size / 2**20:.1f} MB")
        if manifest.uncommitted:
            say(f"{manifest.version} 版{UNCOMMITTED}")
        with _undone(locks):
            moves = [_bring(lock, manifest, site, say) for lock in locks]
        _switch(moves, say)


def roll_back(targets: Sequence[Target], version: str | None, say: Say) -> None:
    """Bring the release before the current one, or a named one, back into service on all targets.

    Once a target may be switched, the one before the current one is another: messages then say how to repeat it.
    """
    with _explained():
        for target in targets:
            if not target.entries():
                raise RefusedError(f"{target.label} 还没有发布过，退不回去")
    again = ""
    try:
        with _explained(), _all_held(targets) as locks:
            with _undone(locks):
                moves = [_return(lock, version, say) for lock in locks]
                names = {move.entering.name for move in moves}
                if len(names) > 1:
                    raise RefusedError(
                        f"各目标的上一版不同（{'、'.join(sorted(names))}）。请用 --version 写明要退回的版本"
                    )
            again = _REPEAT if version else f"请在同样的命令里加上 --version {moves[0].entering.name}，再运行一次"
            _switch(moves, say, again)
    except KeyboardInterrupt as stopped:
        if not again:
            raise
        raise RefusedError(f"已中断。读者看到的仍是完整的一版；{again}，会先清理再重做") from stopped


@dataclass(frozen=True, slots=True)
class ReleaseOnTarget:
    """A release as it lies on a target: its folder, its manifest if that is not damaged, and how it stands (Chinese)."""

    name: str
    manifest: Manifest | None
    note: str
    is_current: bool

    @property
    def about(self) -> str:
        """Its version and its day, in Chinese."""
        manifest = self.manifest
        return f"{manifest.version}  {manifest.date.astimezone():%Y-%m-%d %H:%M}" if manifest else "清单损坏"

    @property
    def source(self) -> str:
        """A word about what it was made from, in Chinese; mostly empty."""
        return UNCOMMITTED if self.manifest and self.manifest.uncommitted else ""


def releases_on(target: Target) -> list[ReleaseOnTarget]:
    """Return the releases on a target, the latest first."""
    with _explained():
        lineup = _look(target)
    names = [name for name in (*lineup.unserved, *lineup.served) if name in lineup.placed]
    return [_standing(lineup, lineup.placed[name]) for name in reversed(names)]


def describe(target: Target) -> list[str]:
    """Return a line for each release on a target, the latest first."""
    return ["  ".join(filter(None, (one.about, one.name, one.note, one.source))) for one in releases_on(target)]


def _standing(lineup: History, placed: PublishedRelease) -> ReleaseOnTarget:
    note = ""
    if placed == lineup.current:
        note = "当前"
    elif placed.name in lineup.withdrawn:
        note = "已退回"
    elif placed.name in lineup.unserved:
        note = "没有用过"
    return ReleaseOnTarget(placed.name, placed.manifest, note, placed == lineup.current)


@contextmanager
def _explained() -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise refusal(error) from error


@contextmanager
def _all_held(targets: Sequence[Target]) -> Iterator[list[Lock]]:
    with ExitStack() as stack:
        for target in targets:
            target.prepare()
        yield [stack.enter_context(held(target)) for target in targets]


@contextmanager
def _undone(locks: Sequence[Lock]) -> Iterator[None]:
    """Should anything fail, leave no target with anything of a release that did not go into service."""
    try:
        yield
    except BaseException:
        for lock in locks:
            with suppress(RefusedError, OSError):
                _clean(lock.target, _look(lock.target))
        raise


def _look(target: Target) -> History:
    names = sorted(name for name in target.entries() if not name.startswith("."))
    order, *texts = target.read([ORDER, *(f"{name}/{file}" for name in names for file in (MANIFEST, CARRIED))])
    placed = {
        name: PublishedRelease(name, _manifest(texts[2 * at]), read_carried(texts[2 * at + 1]))
        for at, name in enumerate(names)
    }
    return read_history(order, placed, target.current())


def _refuse_another(target: Target, lineup: History, manifest: Manifest) -> None:
    """Refuse a release of another course, copy of the site or path on the server than the one that a target holds.

    Releases of earlier versions do not say which course and path they are of; they are real sites.
    """
    held = lineup.held
    if held is None:
        return
    for there, given in zip(_kinds(held), _kinds(manifest), strict=True):
        if there and given and there != given:
            raise RefusedError(
                f"{target.label} 放的是{there}，{manifest.version} 版是{given}，没有切换。"
                "请检查目标和发布包是不是写错了；两样都要放的，各用一个文件夹"
            )


def _kinds(manifest: Manifest) -> tuple[str, str, str]:
    """Return in words what all releases on one target share; empty what a manifest does not say."""
    return (
        f"副本“{manifest.copy}”" if manifest.copy else "正式的站点",
        f"课程 {manifest.course}" if manifest.course else "",
        f"路径 {manifest.base} 的站点（--base {manifest.base}）" if manifest.base else "",
    )


def _manifest(text: str | None) -> Manifest | None:
    try:
        return read_manifest((text or "").encode())
    except RefusedError:
        return None


def _clean(target: Target, lineup: History, keep: str = "") -> History:
    """Remove what a publish that died has left, and return what remains."""
    left = [name for name in target.entries() if name.startswith(".") and name not in {LOCK, ORDER}]
    gone = [name for name in lineup.unserved if name != keep]
    _discard(target, gone, left)
    current = lineup.current
    unwanted = False
    if current and current.manifest:
        # The release in service may carry files for one that never came into service.
        others = [placed.manifest for name, placed in lineup.placed.items() if name not in gone]
        useful = {path for other in others if other for path in owed(other, current.manifest)}
        wanted = {path: digest for path, digest in current.carried.items() if path in useful}
        _carry(target, current, current, wanted)
        unwanted = wanted != current.carried
    return _look(target) if gone or unwanted else lineup


def _discard(target: Target, releases: Sequence[str], left: Sequence[str] = ()) -> None:
    """Remove releases; they lose their names first, so that no half of one looks complete."""
    gone = {name: f".leaving-{name}-{secrets.token_hex(4)}" for name in releases}
    for name, aside in gone.items():
        target.move(name, aside)
    target.remove([*left, *gone.values()])


def _bring(lock: Lock, manifest: Manifest, site: Path, say: Say) -> Move:
    """Put a release on a target beside those that are there, and let it and the current one carry for each other."""
    lock.renew()
    target = lock.target
    lineup = _clean(target, _look(target), keep=manifest.name)
    entering = _whole(target, lineup, manifest)
    if entering is None:
        name = _free_name(target, lineup, manifest)
        say(f"{target.label}：上传 {len(manifest.files)} 个文件 …")
        _upload(lock, manifest, site, name, lineup.current)
        say(f"{target.label}：全部文件核对无误")
        entering = PublishedRelease(name, manifest, {})
    else:
        say(f"{target.label}：这一版已经在那里，核对无误，不再上传")
    placed = {**lineup.placed, entering.name: entering}
    order = History(placed, lineup.served, lineup.withdrawn, lineup.current).order_with(entering.name)
    return _ready(lock, lineup.current, entering, order)


def _whole(target: Target, lineup: History, manifest: Manifest) -> PublishedRelease | None:
    """Return this very release if it lies there undamaged, the current one before others."""
    same = [placed for placed in lineup.placed.values() if placed.manifest and placed.manifest.text == manifest.text]
    same.sort(key=lambda placed: placed != lineup.current)
    return next((placed for placed in same if not target.wrong(placed.name, manifest.sums)), None)


def _free_name(target: Target, lineup: History, manifest: Manifest) -> str:
    """Return the name for a release. A damaged one gives its name up, unless it is in service."""
    if manifest.name not in lineup.placed:
        return manifest.name
    if lineup.current and lineup.current.name == manifest.name:
        other = f"{manifest.name}-2"
        _discard(target, [other] if other in lineup.placed else [])
        return other
    _discard(target, [manifest.name])
    return manifest.name


def _upload(lock: Lock, manifest: Manifest, site: Path, name: str, current: PublishedRelease | None) -> None:
    target = lock.target
    incoming = f".incoming-{name}-{secrets.token_hex(4)}"
    target.upload(site, incoming, current.name if current else None)
    lock.renew()
    if wrong := target.wrong(incoming, manifest.sums):
        raise RefusedError(
            f"{target.label}：上传以后有 {len(wrong)} 个文件内容不符（例如 {wrong[0]}），没有切换。请检查磁盘和网络，再试一次"
        )
    target.move(incoming, name)


def _return(lock: Lock, version: str | None, say: Say) -> Move:
    """Make an older release ready to go into service again."""
    lock.renew()
    target = lock.target
    lineup = _clean(target, _look(target))
    entering = lineup.named(version) if version else lineup.previous()
    if entering.manifest is None or (wrong := target.wrong(entering.name, entering.manifest.sums)):
        example = f"（例如 {wrong[0]}）" if entering.manifest else ""
        raise RefusedError(f"{target.label}：{entering.name} 已损坏{example}，不能退回到它。请用发布包重新发布这一版")
    _refuse_another(target, lineup, entering.manifest)
    say(f"{target.label}：{entering.name} 核对无误")
    return _ready(lock, lineup.current, entering, lineup.order_back_to(entering.name))


def _ready(lock: Lock, leaving: PublishedRelease | None, entering: PublishedRelease, order: str) -> Move:
    """Let each of two releases carry the hashed files of the other.

    A page that came from one of them then finds its files while the other one is in service, on this target and on
    those beside it that are switched a moment earlier or later.
    """
    if leaving and leaving.manifest and entering.manifest and leaving != entering:
        _carry(lock.target, leaving, entering, owed(leaving.manifest, entering.manifest))
        more = owed(entering.manifest, leaving.manifest)
        _carry(lock.target, entering, leaving, {**leaving.carried, **more})
    return Move(lock, leaving, entering, order)


def _carry(target: Target, source: PublishedRelease, into: PublishedRelease, wanted: Mapping[str, str]) -> None:
    """Let a release carry just these files. The list is never shorter than the truth, so nothing is forgotten."""
    more = {path: digest for path, digest in wanted.items() if source is not into and path not in into.carried}
    less = [path for path in into.carried if path not in wanted and not (into.manifest and path in into.manifest.files)]
    lent = [path for path in wanted if source.manifest and path in source.manifest.files]
    if more:
        _write_carried(target, into, {**into.carried, **more})
    if source is not into and lent:
        target.lend(source.name, into.name, lent)
    if less:
        target.drop(into.name, less)
    if less or set(into.carried) - set(wanted):
        _write_carried(target, into, wanted)


def _write_carried(target: Target, into: PublishedRelease, carried: Mapping[str, str]) -> None:
    text = json.dumps(dict(sorted(carried.items())), ensure_ascii=False, indent=1)
    target.write(f"{into.name}/{CARRIED}", text + "\n")


def _switch(moves: Sequence[Move], say: Say, again: str = _REPEAT) -> None:
    switched: list[str] = []
    for move in moves:
        try:
            move.lock.renew()
            if move.entering == move.leaving:
                say(f"{move.target.label}：用的已经是 {move.entering.name}，不用切换")
            else:
                # First the order: a release that is in service must be known as the one that came last.
                move.target.write(ORDER, move.order)
                move.target.switch(move.entering.name)
                say(f"{move.target.label}：已切换到 {move.entering.name}")
                _mind_settings(move, say)
        except (RefusedError, OSError) as error:
            reason = refusal(error) if isinstance(error, OSError) else error
            done = f"已切换：{'、'.join(switched)}。" if switched else "没有切换任何目标。"
            raise RefusedError(f"{reason}。{done}改好以后，{again}，没做完的会接着做") from error
        switched.append(move.target.label)
    for move in moves:
        _tidy(move, say)


def _mind_settings(move: Move, say: Say) -> None:
    """A server with the settings of another release may refuse this one's scripts."""
    before, after = (placed.manifest if placed else None for placed in (move.leaving, move.entering))
    if before and after and None not in {before.settings, after.settings} and before.settings != after.settings:
        say(
            f"{move.target.label}：这一版要用新的服务器设置。请换上 {after.course or 'course'}-{after.label}-deploy.zip 里的设置，再重新加载服务器"
        )


def _tidy(move: Move, say: Say) -> None:
    """Remove what readers no longer need. The new release is in service, so trouble here is worth a word only."""
    try:
        leaving, entering = move.leaving, move.entering
        lineup = _look(move.target)
        left = lineup.placed.get(leaving.name) if leaving and leaving != entering else None
        if left and left.manifest and entering.manifest:
            _carry(move.target, left, left, owed(entering.manifest, left.manifest))
        _discard(move.target, lineup.surplus)
    except (RefusedError, OSError) as error:
        say(f"{move.target.label}：旧版没有清理完（{error}），下次发布时接着清理")
