"""What an engine writes and no one asks for."""

import shutil
from pathlib import Path

# The theme's word lists for a search that ours replaces, its source maps, and a map of addresses for search
# engines, which would need to know where the site will stand.
_UNUSED = ("assets/javascripts/lunr", "assets/javascripts/workers", "sitemap.xml", "sitemap.xml.gz")
_UNUSED_ENDINGS = (".map",)


def prune(site: Path) -> None:
    """Remove from a built site what no page of ours loads."""
    for path in _UNUSED:
        target = site / path
        if target.is_dir():
            shutil.rmtree(target)
        else:
            target.unlink(missing_ok=True)
    for file in site.rglob("*"):
        if file.suffix in _UNUSED_ENDINGS:
            file.unlink()
