from grader import Exercise, Remark, expect, integer, list_of, say, showing, sizes

exercise = Exercise(
    title="The order in which gradients flow",
    allows=(),
    forbids=("torch", "numpy", "networkx"),
    hints=(
        "Go depth first: a node is put into the list when all its parents are in it. A set remembers which nodes have "
        "been met, so that each is looked at once.",
        "In the place of recursion keep a stack of (node, iterator over its parents). Take the next parent from the "
        "top one: if it is new, push it; if there is none left, append the node and pop it.",
    ),
    returns={"order": list_of(integer)},
    remarks=(
        Remark(
            "The order is right, and no points are lost, but the standard library's graphlib finds it. Write the "
            "search yourself: a stack and a set are enough.",
            uses=("graphlib",),
        ),
    ),
)


class Graph:
    """A graph that is drawn. given: its function `parents`, to be lent. expected: the nodes that are to be found."""

    def __init__(self, data, kind, nodes):
        self.given = data.given("graphs", "graph", kind=kind, nodes=nodes, seed=int(data.integers(0, 10**9)))
        self.parents = self.given.module
        self.root, waiting = self.parents.root, [self.parents.root]
        self.expected, self.pairs = set(waiting), []
        while waiting:
            node = waiting.pop()
            self.pairs += [(parent, node) for parent in self.parents(node)]
            waiting += (new := set(self.parents(node)) - self.expected)
            self.expected |= new


def is_an_order(found, graph):
    """Claims it. A mistake is known by what is wrong with its order, as there is more than one right order."""
    expected, pairs, places = graph.expected, graph.pairs, {node: i for i, node in enumerate(found)}
    late = [(parent, node) for parent, node in pairs if places.get(parent, 0) > places.get(node, len(found))]
    missing, foreign, twice = expected - set(found), set(found) - expected, len(found) - len(places)
    counts = [len(missing), len(foreign), twice, sorted(missing)[:10]]
    wrong = [*counts, missing == {graph.root}, bool(late), len(late) == len(pairs), found == sorted(found)]
    with showing(fingerprint=repr(wrong)):
        expect(len(missing), 0, say("{n} nodes are missing", n=len(missing)), cause="wrong_value")
        unused = say("{n} of the nodes in the list are none that root depends on", n=len(foreign))
        expect(len(foreign), 0, unused, cause="wrong_value")
        expect(twice, 0, say("{n} nodes come more than once", n=twice), cause="wrong_value")
        parent, node = (late or [("", "")])[0]
        first = say("the node {node} comes before its parent {parent}", node=node, parent=parent)
        expect(len(late), 0, first, cause="wrong_value")


@exercise.check(points=4, hint="Work through the graph of the exercise on paper: when may a node be put into the list?")
@exercise.cases(("diamond", 4), ("chain", 1), ("chain", 6), ("long_and_short", sizes(5, 20)), ("woven", sizes(16, 300)))
def parents_come_first(student, solution, data, kind, nodes):
    """Every node that root depends on is there once, after all its parents, and root is the last."""
    graph = data.once(Graph, kind, nodes)
    for _ in range(2):
        is_an_order(student.order(graph.root, graph.given), graph)


@exercise.check(points=3, hint="Which nodes have you met already? In a layered graph there are ten ways to each.")
@exercise.cases(("diamond", 4), ("layered", 291), ("woven", sizes(100, 300)))
def each_node_is_asked_once(student, solution, data, kind, nodes):
    """`parents` is asked at most once about each node, also where there are 10 to the 29 paths."""
    graph = data.once(Graph, kind, nodes)
    asked = set()

    def parents(node):
        again = say("parents is asked about the node {node} once more", node=node)
        expect(node in asked, False, again, cause="wrong_state")
        asked.add(node)
        return graph.parents(node)

    is_an_order(student.order(graph.root, parents), graph)
    expect(asked == graph.expected, True, say("parents is not asked about all nodes"))


@exercise.check(
    points=3, hint="Python allows some 1,000 calls inside of one another: a stack of your own has no limit."
)
@exercise.cases(("chain", 50_000), ("long_and_short", sizes(2000, 20_000)))
def long_chains_work(student, solution, data, kind, nodes):
    """A chain of 50,000 nodes is put in order."""
    graph = data.once(Graph, kind, nodes)
    is_an_order(student.order(graph.root, graph.given), graph)
