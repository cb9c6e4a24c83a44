"""Search of the shipped course: recall on the query set, milliseconds per query at 4x CPU throttle, index bytes.

Run by `make bench-search` on a built site. The peer is the theme's own search with jieba, where jieba is installed
in the environment that BENCH_PYTHON names (it needs mkdocs-material and jieba).
"""

import gzip
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import threading
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import yaml
from playwright.sync_api import Browser, sync_playwright

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "scripts"))

from install import find_browser  # noqa: E402 -- found by the line above

CASES = yaml.safe_load((ROOT / "tests/cases/search.yml").read_text(encoding="utf-8"))
THROTTLE = 4
ROUNDS = 5
ASK = """async ([queries, index, rounds]) => {
  const setup = index && await (await fetch(index)).json();
  const worker = new Worker(JSON.parse(document.getElementById("__config").textContent).search);
  const answer = wanted => new Promise(resolve => worker.addEventListener("message", function hear({data}) {
    if (data.type !== wanted) return;
    worker.removeEventListener("message", hear);
    resolve(data.data);
  }));
  if (setup) {
    const ready = answer(1);
    worker.postMessage({type: 0, data: {...setup, options: {suggest: true}}});
    await ready;
  }
  const results = [];
  for (let round = 0; round < rounds; round += 1) {
    for (const query of queries) {
      const began = performance.now();
      const answered = answer(3);
      worker.postMessage({type: 2, data: query});
      const {items} = await answered;
      results.push([performance.now() - began, items.length ? items[0][0].location : ""]);
    }
  }
  return results;
}"""


class Silent(SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        pass


def main() -> int:
    rows = []
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_browser(), args=["--no-sandbox"])
        ours = ROOT / "site"
        rows.append(("ours", *measure(browser, ours, ""), size(ours / "search/course.js")))
        peer = build_peer(Path(folder) / "peer")
        if peer:
            index = peer / "search/search_index.json"
            rows.append(("Material + jieba", *measure(browser, peer, "search/search_index.json"), size(index)))
        browser.close()
    print("| search | first as expected | first query ms | median ms | 95 % ms | worst ms | index KB gzip |")
    print("| --- | --- | --- | --- | --- | --- | --- |")
    for name, hits, first, median, high, worst, bytes_ in rows:
        print(
            f"| {name} | {hits}/{len(CASES)} | {first:.0f} | {median:.1f} | {high:.1f} | {worst:.1f} | {bytes_:.1f} |"
        )
    return 0


def size(file: Path) -> float:
    return len(gzip.compress(file.read_bytes(), 9)) / 1024


def measure(browser: Browser, site: Path, index: str) -> tuple[int, float, float, float, float]:
    """Return how many queries bring their section first, and the times of answers in milliseconds."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Silent, directory=str(site)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    page = browser.new_page()
    page.goto(f"http://127.0.0.1:{server.server_port}/index.html")
    page.context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": THROTTLE})
    results = page.evaluate(ASK, [[case["query"] for case in CASES], index, ROUNDS])
    page.close()
    server.shutdown()
    hits = sum(case["first"] == found for case, (_, found) in zip(CASES, results[: len(CASES)], strict=True))
    times = sorted(time for time, _ in results[1:])
    return hits, results[0][0], statistics.median(times), times[int(len(times) * 0.95)], times[-1]


def build_peer(project: Path) -> Path | None:
    """Build the same pages with the theme's own search, if BENCH_PYTHON can."""
    python = os.environ.get("BENCH_PYTHON")
    if not python:
        return None
    shutil.copytree(ROOT, project, ignore=shutil.ignore_patterns(".git", ".venv", "node_modules", "site", ".*_cache"))
    settings = (project / "mkdocs.yml").read_text(encoding="utf-8").replace("hooks:\n  - scripts/mkdocs_hook.py\n", "")
    (project / "mkdocs.yml").write_text(settings, encoding="utf-8")
    subprocess.run([python, "-m", "mkdocs", "build", "--quiet"], cwd=project, check=True)
    return project / "site"


if __name__ == "__main__":
    sys.exit(main())
