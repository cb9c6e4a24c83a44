"""Both engines' sites, built once per run."""

import pytest

from support.site_build import ENGINES, Site, shared_site


@pytest.fixture(scope="session")
def sites(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Site]:
    return {engine: shared_site(engine, tmp_path_factory) for engine in ENGINES}


@pytest.fixture(params=ENGINES)
def site(request: pytest.FixtureRequest, sites: dict[str, Site]) -> Site:
    return sites[request.param]
