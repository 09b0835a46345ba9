"""As in the lecture: every intermediate value of the norm has a gradient of its own."""

import torch
import torch.nn.functional as F


def backward(cache):
    N = cache["ix"].shape[0]
    dlogits = F.softmax(cache["logits"], 1)
    dlogits[range(N), cache["y"]] -= 1
    dlogits /= N
    dh = dlogits @ cache["W2"].T
    dW2 = cache["h"].T @ dlogits
    db2 = dlogits.sum(0)
    dhnorm = (1.0 - cache["h"] ** 2) * dh
    dgain = (cache["xhat"] * dhnorm).sum(0)
    dbias = dhnorm.sum(0)
    dxhat = cache["gain"] * dhnorm
    diff = cache["hpre"] - cache["mean"]
    var_inv = (cache["var"] + cache["eps"]) ** -0.5
    dvar_inv = (diff * dxhat).sum(0)
    dvar = -0.5 * (cache["var"] + cache["eps"]) ** -1.5 * dvar_inv
    ddiff = var_inv * dxhat + 2 * diff / N * dvar
    dmean = -ddiff.sum(0)
    dhpre = ddiff + torch.ones_like(diff) / N * dmean
    demb = dhpre @ cache["W1"].T
    dW1 = cache["emb"].T @ dhpre
    db1 = dhpre.sum(0)
    demb3 = demb.view(N, cache["ix"].shape[1], cache["C"].shape[1])
    dC = torch.zeros_like(cache["C"])
    for k in range(N):
        for j in range(cache["ix"].shape[1]):
            dC[cache["ix"][k, j]] += demb3[k, j]
    return dict(
        logits=dlogits, W2=dW2, b2=db2, h=dh, gain=dgain, bias=dbias, hpre=dhpre, W1=dW1, b1=db1, emb=demb, C=dC
    )
