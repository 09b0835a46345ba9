"""Your backward calls itself once for each node on the way, and Python allows about 1,000 calls inside of one
another: a long chain of operations ends in a RecursionError. Walk the graph with a loop and a list of the nodes
that wait."""

kind = "crash"


def ordered(root):
    done, order = set(), []

    def visit(node):
        if node not in done:
            done.add(node)
            for operand, _ in node.operands:
                visit(operand)
            order.append(node)

    visit(root)
    return order
