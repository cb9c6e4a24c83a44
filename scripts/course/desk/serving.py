"""Serve the desk on this machine until it is ended."""

import webbrowser
from collections.abc import Callable
from pathlib import Path

from waitress.server import create_server

from course.desk.app import LARGEST_UPLOAD, create_app
from course.desk.desk import this_desk
from course.desk.guard import HOST, Key

_THREADS = 6


def serve_desk(root: Path, port: int, opened: Callable[[str], None], *, browser: bool) -> None:
    """Serve the desk of the project below `root` until Ctrl+C; `opened` gets its address once it answers.

    With `browser` the address is opened in the user's browser. Raises OSError if the port is in use.
    """
    key = Key(port)
    app = create_app(root, key)
    server = create_server(app, host=HOST, port=port, threads=_THREADS, max_request_body_size=LARGEST_UPLOAD)
    try:
        opened(key.address)
        if browser:
            webbrowser.open(key.address)
        server.run()
    finally:
        server.close()
        server.task_dispatcher.shutdown()
        with app.app_context():
            this_desk().jobs.stop_all()
