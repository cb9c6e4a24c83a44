"""Serve the site with live reload."""

import argparse
import socket
import subprocess
import sys

from build import QUIET, ROOT

HOST = "127.0.0.1"


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description="在本机打开站点，改动保存后自动更新。")
    parser.add_argument("--port", type=int, default=8000, help="端口，默认 8000")
    options = parser.parse_args(arguments)
    if _taken(options.port):
        print(f"端口 {options.port} 已被占用。请关掉占用它的程序，或换一个端口：--port 8001", file=sys.stderr)
        return 1
    print(f"站点地址：http://{HOST}:{options.port}  （按 Ctrl+C 结束）", flush=True)
    # Told outright, because the option's default is lost with some versions of the library that reads it.
    command = [sys.executable, "-m", "mkdocs", "serve", "--livereload", "--dev-addr", f"{HOST}:{options.port}"]
    try:
        return subprocess.run(command, cwd=ROOT, env=QUIET, check=False).returncode
    except KeyboardInterrupt:
        return 0


def _taken(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex((HOST, port)) == 0


if __name__ == "__main__":
    sys.exit(main())
