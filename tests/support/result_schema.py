"""The JSON Schema of result.json, generated from the types that write it.

`python tests/support/result_schema.py > docs/result.schema.json` writes the published one.
"""

from __future__ import annotations

import json
import sys
from typing import Any

import msgspec

from grader.outcomes.result import SCHEMA, Result


def schema(*, strict: bool = False) -> dict[str, Any]:
    """Of the documents that this version writes: every field is there, whether it applies or not.

    strict: nothing else is there either. The published schema leaves that open, since a field may be added without a
    new schema number; none is taken away or changes its meaning under the same one.
    """
    (root,), parts = msgspec.json.schema_components([Result], ref_template="#/$defs/{name}")
    for part in parts.values():
        part["required"] = sorted(part["properties"])
        if "description" in part:  # Python 3.13 takes the indent out of docstrings, older ones leave it
            part["description"] = " ".join(part["description"].split())
        if strict:
            part["additionalProperties"] = False
    parts["Result"]["properties"]["schema"] = {"const": SCHEMA}
    head = {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": "result.json"}
    return {**head, **root, "$defs": parts}


def text() -> str:
    return json.dumps(schema(), indent=1, ensure_ascii=False) + "\n"


if __name__ == "__main__":
    sys.stdout.write(text())
