"""A second process for a part of the work on a large course, on systems that start one without loading the program again."""

import multiprocessing
import sys
import threading
from collections.abc import Callable
from functools import partial
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from typing import TypeVar, TypeVarTuple

_Arguments = TypeVarTuple("_Arguments")
_Result = TypeVar("_Result")

LEAST_PAGES = 60
"""Pages from which on a second process saves more than it costs."""


def beside(pages: int, function: Callable[[*_Arguments], _Result], *arguments: *_Arguments) -> Callable[[], _Result]:
    """Run a function in a copy of this process where there are many pages; return what waits for its result.

    Otherwise the function runs in this process when it is waited for. A copy has everything that this process has: only
    the result must be picklable. What the function raises is raised where its result is waited for.
    """
    work = partial(function, *arguments)
    # A copy of a process with threads would wait forever for a lock that one of them holds.
    if pages < LEAST_PAGES or sys.platform != "linux" or threading.active_count() > 1:
        return work
    fork = multiprocessing.get_context("fork")
    receiver, sender = fork.Pipe(duplex=False)
    process = fork.Process(target=_send, args=(sender, work), daemon=True)
    process.start()
    sender.close()
    return partial(_received, process, receiver, work)


def _send(sender: Connection, work: Callable[[], object]) -> None:
    try:
        sender.send((work(), None))
    except BaseException as error:  # noqa: BLE001 -- raised again by the other process
        sender.send((None, error))


def _received(process: BaseProcess, receiver: Connection, work: Callable[[], _Result]) -> _Result:
    result: _Result
    try:
        with receiver:
            result, error = receiver.recv()
    except EOFError:
        # The copy was ended from outside, for example for want of memory.
        return work()
    process.join()
    if error:
        raise error
    return result
