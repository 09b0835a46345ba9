"""What can be drawn of a failed check, all of it together."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from grader.outcomes.result import CheckResult

if TYPE_CHECKING:
    from .graphs import GraphPair
    from .jacobians import Heat
    from .losses import LossChart
    from .tables import EntryTables, ParameterMap


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
    if not any((check.jacobians, check.curves, check.entries, check.graphs, check.parameters)):
        return Figures()  # and what draws is not imported
    from .graphs import graph_pair
    from .jacobians import heat
    from .losses import loss_chart
    from .tables import entry_tables, parameter_map

    jacobians = heat(check.jacobians) if check.jacobians else None
    return Figures(
        losses=loss_chart(check.curves) if check.curves else None,
        heat=jacobians,
        entries=entry_tables(check.entries) if check.entries and not jacobians else None,
        graphs=graph_pair(check.graphs) if check.graphs else None,
        parameters=parameter_map(check.parameters) if check.parameters else None,
    )
