"""The published JSON Schema of result.json: it follows from the types, and what `grade submit` writes is valid."""

from __future__ import annotations

import copy
import json
from pathlib import Path

import jsonschema
import pytest
import report_samples
import result_schema as schema
from click.testing import CliRunner

from grader.commands import main
from grader.outcomes.result import to_json

PUBLISHED = Path(__file__).parents[2] / "docs" / "result.schema.json"
WRONG = Path(__file__).parents[1] / "sample_class" / "post_000" / "mse_gradient.py"


@pytest.fixture(scope="module")
def document(tmp_path_factory):
    """A graded folder of right, wrong and missing answers, with a notebook and a file that does not load."""
    folder = tmp_path_factory.mktemp("hand-in")
    (folder / WRONG.name).write_bytes(WRONG.read_bytes())
    (folder / "chain_rule.py").write_text("def forward(:")
    (folder / "sine_numpy.ipynb").write_text(json.dumps({"cells": [{"cell_type": "code", "source": "print(1)"}]}))
    (folder / "notes.txt").write_text("mine")
    done = CliRunner().invoke(main, ["submit", str(folder), "--out", str(folder / "reports"), "--json"])
    assert done.exit_code == 0, done.output
    return json.loads(done.stdout)


def test_the_published_schema_is_the_types() -> None:
    assert PUBLISHED.read_text() == schema.text(), "run python tests/support/result_schema.py > docs/result.schema.json"


def test_a_description_is_one_line_whatever_the_python() -> None:
    described = [part["description"] for part in schema.schema()["$defs"].values() if "description" in part]
    assert described
    assert [text for text in described if "\n" in text or "  " in text] == []


def test_the_published_schema_is_a_schema() -> None:
    jsonschema.Draft202012Validator.check_schema(json.loads(PUBLISHED.read_text()))


def test_a_written_document_has_every_field_and_no_other(document) -> None:
    jsonschema.Draft202012Validator(schema.schema(strict=True)).validate(document)
    assert {exercise["status"] for exercise in document["exercises"]} >= {"failed", "missing"}


@pytest.mark.parametrize("sample", [report_samples.everything, report_samples.hostile])
def test_a_document_with_every_kind_of_evidence_keeps_to_it(sample) -> None:
    document = json.loads(to_json(sample()))
    jsonschema.Draft202012Validator(schema.schema(strict=True)).validate(document)
    checks = [check for exercise in document["exercises"] for check in exercise["checks"]]
    if sample is report_samples.everything:
        shown = ("curves", "jacobians", "entries", "graphs", "parameters", "frames")
        assert [name for name in shown if not any(check[name] for check in checks)] == []


BROKEN = {
    "an unknown status": lambda d: d["exercises"][0].update(status="fine"),
    "a score in words": lambda d: d.update(score="41"),
    "no seed": lambda d: d.pop("seed"),
    "another schema": lambda d: d.update(schema=2),
    "a cause that is none": lambda d: d["exercises"][0]["checks"][0].update(cause="bad luck"),
}


@pytest.mark.parametrize("name", BROKEN)
def test_another_document_is_refused(name, document) -> None:
    other = copy.deepcopy(document)
    BROKEN[name](other)
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(other, json.loads(PUBLISHED.read_text()))
