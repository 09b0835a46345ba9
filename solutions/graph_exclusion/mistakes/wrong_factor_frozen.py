"""The loss does not lead back to w: w itself is cut out of the graph, or a copy of it stands in its place. Leave out
w_frozen only, and use w as it came."""

kind = "graph_cut"


def partial_loss(w_frozen, w, x, y):
    return (x * w_frozen * w.detach() - y).pow(2).mean()
