# The post's own autograd Function and its training loop, as a function of what it used as globals.
import math
from turtle import forward

import torch


class LegendrePolynomial3(torch.autograd.Function):
    @staticmethod
    def forward(ctx, input):
        ctx.save_for_backward(input)
        return 0.5*(5*input**3-3*input)
    @staticmethod
    def backward(ctx, grad_output):
        input, = ctx.saved_tensors
        return grad_output*1.5*(5*input**2-1)


def fit(x, y, learning_rate, n_steps):
    device, dtype = x.device, x.dtype
    # 임의의 가중치
    a = torch.full((), 0.0, device=device, dtype=dtype, requires_grad=True)
    b = torch.full((), -1.0, device=device, dtype=dtype, requires_grad=True)
    c = torch.full((), 0.0, device=device, dtype=dtype, requires_grad=True)
    d = torch.full((), 0.3, device=device, dtype=dtype, requires_grad=True)
    losses = []

    for t in range(n_steps):
        # 사용자 정의 Function을 적용하기 위해 Function.apply 메소드를 사용합니다.
        # 여기에 'P3'라고 이름을 붙였습니다.
        P3 = LegendrePolynomial3.apply

        # 순전파 단계: 연산을 하여 예측값 y를 계산합니다;
        # 사용자 정의 autograd 연산을 사용하여 P3를 계산합니다.
        y_pred = a + b * P3(c + d * x)

        # 손실을 계산하고 출력합니다.
        loss = (y_pred - y).pow(2).sum()
        losses.append(loss.item())
        if t % 100 == 99:
            print(t, loss.item())

        # autograd를 사용하여 역전파 단계를 계산합니다.
        loss.backward()

        # 경사하강법(gradient descent)을 사용하여 가중치를 갱신합니다.
        with torch.no_grad():
            a -= learning_rate * a.grad
            b -= learning_rate * b.grad
            c -= learning_rate * c.grad
            d -= learning_rate * d.grad

            # 가중치 갱신 후에는 변화도를 직접 0으로 만듭니다.
            a.grad = None
            b.grad = None
            c.grad = None
            d.grad = None

    return (a, b, c, d), losses


if __name__ == "__main__":
    x = torch.linspace(-math.pi, math.pi, 2000)
    (a, b, c, d), losses = fit(x, torch.sin(x), 5e-6, 2000)
    print(f'Result: y = {a.item()} + {b.item()} * P3({c.item()} + {d.item()} x)')
