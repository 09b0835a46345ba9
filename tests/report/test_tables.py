"""Small tables of evidence: which entries differ, which parameters are trained."""

from __future__ import annotations

import pytest
import report_samples as samples

from grader.outcomes.outcome import Entries, Parameter
from grader.report.tables import entry_tables, parameter_map


def test_entries_that_differ_are_marked_in_the_students_table_alone() -> None:
    found = entry_tables(samples.entries())
    assert found is not None
    yours, expected = found.tables
    assert [(i, j) for i, row in yours.rows for j, cell in enumerate(row) if cell.text.startswith("≠")] == [(1, 2)]
    assert not any(cell.kinds for _, row in expected.rows for cell in row)
    assert (found.part, found.said) == (None, "Entries with ≠ in bold differ.")


def test_numbers_that_differ_look_different() -> None:
    tables = entry_tables(Entries([[12.581234, 1.0]], [[12.581301, 1.0]], [[True, False]], [2])).tables
    assert [[cell.text for _, row in table.rows for cell in row] for table in tables] == [
        ["≠ 12.5812", "1"],
        ["12.5813", "1"],
    ]


def test_a_part_of_a_large_answer_keeps_its_indices() -> None:
    found = entry_tables(Entries([[1.0, None]], [[1.0, 2.0]], [[False, True]], [500], 0, 300))
    assert found is not None
    assert found.vector
    assert found.tables[0].columns == [300, 301]
    assert found.tables[0].rows[0][1][1].text == "≠ not finite"
    assert found.part == "Shown: entries 300 to 301 of 500, around the worst."


@pytest.mark.parametrize(
    "broken",
    [Entries([], [], [], [0]), Entries([[]], [[]], [[]], [0]), Entries([[1.0]], [[1.0, 2.0]], [[True]], [1])],
)
def test_entries_that_do_not_fit_together_are_left_out(broken) -> None:
    assert entry_tables(broken) is None


def test_the_map_counts_by_layer_and_names_what_is_wrong() -> None:
    found = parameter_map(samples.parameters())
    layers = {layer.name: layer for layer in found.layers}
    assert list(layers)[:3] == ["conv1", "bn1", "layer1.0"]
    assert (layers["layer2.1"].trainable, layers["layer2.1"].moved) == ((3, 0), (3, 0))
    assert [layer.name for layer in found.layers if layer.differs] == ["layer2.1", "fc"]
    assert found.said[1] == "Frozen, though expected to be trainable: fc.bias."


def test_many_names_are_counted() -> None:
    found = parameter_map([Parameter(f"layer{i}.weight", True, False) for i in range(9)])
    assert found.said[0].endswith("layer5.weight and 3 more.")
    assert not found.moved
