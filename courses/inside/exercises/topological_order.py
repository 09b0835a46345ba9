# %% [markdown]
# # The order in which gradients flow
#
# `backward` may take a node only when everything that was made of it has been taken. So it needs the nodes in a
# *topological order*: each after all its parents, what it was made of. Reversed, that is the way back.
#
# For the graph in which 3 was made of 1 and 2, and both of these of 0, there are two such orders: [0, 1, 2, 3] and
# [0, 2, 1, 3].
#
# Plain Python. A chain of 50,000 nodes has to work, and Python allows about 1,000 calls inside of one another. Between
# two nodes there can be more paths than atoms in the universe: look at each node once.

# %%
from collections.abc import Callable


# %% The order: every node that root depends on once, each after all its parents, root last.
def order(root: int, parents: Callable[[int], tuple[int, ...]]) -> list[int]:
    """parents(node) gives the nodes that `node` was made of, the same one perhaps twice. It is slow: ask at most once
    about each node."""
    raise NotImplementedError


# %% Try it: [0, 1, 2, 3] or [0, 2, 1, 3]
if __name__ == "__main__":
    print(order(3, {0: (), 1: (0,), 2: (0,), 3: (1, 2)}.get))
