from torch import Tensor, inference_mode, nn


class Cubic(nn.Module):
    def __init__(self) -> None:
        super().__init__()
        self.layer = nn.Linear(in_features=3, out_features=1)

    def forward(self, xx: Tensor) -> Tensor:
        return self.layer(xx).squeeze(-1)


build_model = Cubic


def fit(model: nn.Module, xx: Tensor, y: Tensor, learning_rate: float, n_steps: int) -> list[float]:
    history = []
    for _ in range(n_steps):
        model.zero_grad(set_to_none=False)
        loss = nn.functional.mse_loss(model(xx), y, reduction="sum")
        loss.backward()
        history.append(loss.item())
        with inference_mode():
            for parameter in model.parameters():
                parameter.sub_(parameter.grad, alpha=learning_rate)
    return history
