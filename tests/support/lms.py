"""A learning platform for tests: a page with a third-party SCORM run-time, and a package unpacked beside it."""

import io
import threading
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from support.site_build import ROOT

RUN_TIME = ROOT / "node_modules/scorm-again/dist/scorm12.js"
# What the platform knows of the learner stands in the browser's storage under “lms”, as its server would keep it.
# Every call and what it was answered is remembered for the test.
PAGE = """<!DOCTYPE html>
<meta charset="utf-8">
<title>学习平台</title>
<script src="scorm12.js"></script>
<script>
const kept = JSON.parse(localStorage.getItem("lms") || "null");
const real = new Scorm12API({autocommit: false, logLevel: 5});
real.loadFromJSON(kept || {core: {student_id: "7", student_name: "张三"}}, "cmi");
const calls = [];
const save = () => localStorage.setItem("lms", JSON.stringify(real.cmi.toJSON()));
const call = (name) => (...given) => {
  const answer = window.broken && name === "LMSCommit" ? "false" : real[name](...given);
  calls.push([name, ...given, answer]);
  localStorage.setItem("calls", JSON.stringify(calls));
  if (name === "LMSCommit" || name === "LMSFinish") save();
  return answer;
};
const names = ["LMSInitialize", "LMSFinish", "LMSGetValue", "LMSSetValue", "LMSCommit", "LMSGetLastError"];
window.calls = calls;
if (!location.search) window.API = Object.fromEntries(names.map((name) => [name, call(name)]));
</script>
<iframe src="package/launch.html" style="width: 100%; height: 900px"></iframe>
"""


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        pass


@contextmanager
def lms_serving(package: bytes, folder: Path) -> Iterator[int]:
    """Unpack a package into a platform's folder and serve both; yields the port."""
    (folder / "index.html").write_text(PAGE, encoding="utf-8")
    (folder / "scorm12.js").write_bytes(RUN_TIME.read_bytes())
    with zipfile.ZipFile(io.BytesIO(package)) as archive:
        archive.extractall(folder / "package")
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(folder)))
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield server.server_port
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
