"""What can be drawn of a failed check, all of it together."""

from __future__ import annotations

from dataclasses import dataclass

from grader.outcomes.result import CheckResult

from .graphs import GraphPair, graph_pair
from .jacobians import Heat, heat
from .losses import LossChart, loss_chart
from .tables import EntryTables, ParameterMap, entry_tables, parameter_map


@dataclass(frozen=True)
class Figures:
    """None stands for what the check has no data for."""

    losses: LossChart | None = None
    heat: Heat | None = None
    entries: EntryTables | None = None
    graphs: GraphPair | None = None
    parameters: ParameterMap | None = None

    @property
    def any(self) -> bool:
        return self != Figures()


def figures_of(check: CheckResult) -> Figures:
    jacobians = heat(check.jacobians) if check.jacobians else None
    return Figures(
        losses=loss_chart(check.curves) if check.curves else None,
        heat=jacobians,
        entries=entry_tables(check.entries) if check.entries and not jacobians else None,
        graphs=graph_pair(check.graphs) if check.graphs else None,
        parameters=parameter_map(check.parameters) if check.parameters else None,
    )
