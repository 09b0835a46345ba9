"""The hidden values are cut out of the graph, so no gradient reaches w1 and it never learns. Look for a detach(),
.data or no_grad on the way from w1 to the prediction."""

kind = "graph_cut"


def forward(X, w1, w2):
    return X.mm(w1).clamp(min=0).detach().mm(w2)
