"""Files on the disk for the tests of submissions."""

from __future__ import annotations

import os

import pytest


@pytest.fixture
def files(tmp_path):
    """files({name: text}) -> {name: path}, each under a number, 10 s apart."""

    def make(tree):
        found = {}
        for number, (name, text) in enumerate(tree.items()):
            found[name] = tmp_path / f"{number}_{name.rpartition('/')[2]}"
            found[name].write_text(text)
            os.utime(found[name], (1_700_000_000 + 10 * number,) * 2)
        return found

    return make
