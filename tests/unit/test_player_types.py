"""The player's types are those that Python declares, and the written data has these shapes."""

import json

from pydantic import ConfigDict, TypeAdapter

from course.load.course import load_course
from course.site import payload
from course.site.player_data import index, shard
from course.site.term_links import Explainer
from dev.player_types import TARGET, player_types
from support.site_build import ARCHIVES, ROOT

STRICT = ConfigDict(extra="forbid", strict=True)


def test_the_committed_types_are_the_generated_ones() -> None:
    committed = (ROOT / TARGET).read_text(encoding="utf-8")
    assert committed == player_types(), "run python -m dev.player_types and commit the result"


def test_the_written_data_has_the_declared_shapes() -> None:
    course, _ = load_course(ARCHIVES)
    explainer = Explainer(course.terms)
    TypeAdapter(list[payload.Index], config=STRICT).validate_json(json.dumps([index(course)]))
    shards = [
        shard(course, bank, [explainer.explained(question) for question in bank.questions], course.version)
        for bank in course.banks
    ]
    TypeAdapter(list[payload.Shard], config=STRICT).validate_json(json.dumps(shards))
