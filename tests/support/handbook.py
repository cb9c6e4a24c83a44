"""Following the handbook word for word: its blocks of code, and a pretended machine on which they are run."""

import os
import re
import subprocess
from dataclasses import dataclass
from pathlib import Path

from support.servers import program
from support.site_build import ROOT

_BLOCK = re.compile(r"^```(?P<language>\w+)\n(?P<text>.*?)^```$", re.MULTILINE | re.DOTALL)
_PLACE = re.compile(r"(?<![\w/.}])/(?=(?:etc|srv|var|usr/local/bin)/)")


def blocks(page: str, section: str = "", language: str = "sh") -> list[str]:
    """Return the blocks of one language on a page of the handbook, or in the section with this anchor."""
    text = (ROOT / f"handbook/{page}.md").read_text(encoding="utf-8")
    if section:
        (text,) = [part for part in re.split(r"^(?=## )", text, flags=re.MULTILINE) if f"{{ #{section} }}\n" in part]
    return [found["text"] for found in _BLOCK.finditer(text) if found["language"] == language]


@dataclass(frozen=True, slots=True)
class Machine:
    """A folder that stands for a server's root, and the ports that stand for 80 and 443."""

    root: Path
    http: int
    https: int

    @property
    def home(self) -> Path:
        """The folder in which an administrator works, with the unpacked `deploy`."""
        return self.root / "home"

    def here(self, text: str) -> str:
        """Return commands or settings with the places and ports of this machine."""
        text = _PLACE.sub(f"{self.root}/", text)
        text = re.sub(r"(?<=listen )80\b|(?<=\[::\]:)80\b|(?<=bind :)80\b|(?<=^:)80(?= \{)", str(self.http), text, flags=re.MULTILINE)  # fmt: skip
        text = re.sub(r"(?<=listen )443\b|(?<=\[::\]:)443\b|(?<=bind :)443\b", str(self.https), text)
        text = re.sub(r"^(http://[\w.]+)(?= \{)", rf"\1:{self.http}", text, flags=re.MULTILINE)
        return re.sub(r"^(https://[\w.]+)(?= \{)", rf"\1:{self.https}", text, flags=re.MULTILINE)

    def write(self, path: str, text: str) -> Path:
        """Write a file by its path on the machine."""
        file = self.root / path.lstrip("/")
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(self.here(text), encoding="utf-8")
        return file

    def edit(self, path: str, old: str, new: str) -> None:
        """Replace a passage of a file, which must be there once, as the handbook says."""
        file, old = self.root / path.lstrip("/"), self.here(old)
        text = file.read_text(encoding="utf-8")
        assert text.count(old) == 1, (path, old, text)
        file.write_text(text.replace(old, self.here(new)), encoding="utf-8")

    def run(self, block: str) -> str:
        """Run a block as its administrator; return what it prints. It must not fail."""
        self._pretend("sudo", 'exec "$@"')
        self._pretend("systemctl", f'echo "$@" >> {self.root}/systemctl.log')
        self._pretend(
            "nginx", f'exec {program("nginx")} -p {self.root}/ -e stderr -c {self.root}/etc/nginx/nginx.conf "$@"'
        )
        environment = {**os.environ, "PATH": f"{self.root}/bin:{os.environ['PATH']}", "HOME": str(self.home)}
        done = subprocess.run(
            ["sh", "-euc", self.here(block)],
            cwd=self.home,
            env=environment,
            check=False,
            capture_output=True,
            text=True,
        )
        assert done.returncode == 0, f"{block}\n{done.stdout}{done.stderr}"
        return done.stdout + done.stderr

    def _pretend(self, name: str, script: str) -> None:
        file = self.root / "bin" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
        file.chmod(0o755)
