"""Long work of the desk ends with the desk, however that ends."""

import os
import re
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from course.site.engine import free_port, is_taken
from support.polling import met
from support.sample_course import sample_course

PATIENCE = 120
DESK = """
import sys, time
from pathlib import Path
from course.desk.jobs import Jobs

job = Jobs(Path(sys.argv[1])).start("试用", ["desk", "--no-browser", f"--port={sys.argv[2]}"], "/")
while not job.lines:
    time.sleep(0.1)
print(*job.lines, flush=True)
time.sleep(3_600)
"""
"""Starts a command that serves until it is stopped, as the desk does."""


@pytest.mark.parametrize("sign", [signal.SIGTERM, signal.SIGKILL], ids=["ended", "killed"])
def test_a_site_that_is_tried_ends_with_the_desk(tmp_path: Path, sign: signal.Signals) -> None:
    root = sample_course(tmp_path)
    command = [sys.executable, "-c", DESK, str(root), str(free_port(18_400))]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, encoding="utf-8") as desk:
        try:
            said = desk.stdout.readline() if desk.stdout else ""
            found = re.search(r"http://127\.0\.0\.1:(\d+)", said)
            assert found, said
            port = int(found[1])
            assert is_taken(port)
        finally:
            os.kill(desk.pid, sign)
        assert met(lambda: not is_taken(port), PATIENCE)
