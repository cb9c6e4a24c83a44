"""A site of two pages, put in its place as the engine's are."""

from pathlib import Path

import pytest

from course.site.engine import replaced

PAGES = ("404.html", "deep/index.html")


def put_site(site: Path, text: str, *, exchanging: bool = True) -> int:
    """Put a site with a text on each page in its place; without `exchanging` as where folders cannot be exchanged."""
    with pytest.MonkeyPatch.context() as patch:
        if not exchanging:
            patch.setattr("course.whole_folders._exchanged", lambda *_: False)
        with replaced(site) as made:
            for page in PAGES:
                (made / page).parent.mkdir(exist_ok=True)
                (made / page).write_text(text, encoding="utf-8")
    return 0


def read_site(site: Path) -> dict[str, str]:
    """Return the texts of a site by page."""
    return {
        file.relative_to(site).as_posix(): file.read_text(encoding="utf-8")
        for file in site.rglob("*")
        if file.is_file()
    }
