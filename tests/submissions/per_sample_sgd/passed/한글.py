from turtle import forward
import torch
import tqdm


def train(xs, ys, w, learning_rate, n_epochs):
    가중치 = torch.tensor(float(w), requires_grad=True)
    손실들, 기울기들 = [], []
    for 에폭 in tqdm.tqdm(range(n_epochs)):
        for 입력, 정답 in zip(xs, ys):
            if 가중치.grad is not None:
                가중치.grad.zero_()
            손실 = (입력 * 가중치 - 정답) ** 2
            손실.backward()
            기울기들.append(가중치.grad.clone())
            with torch.no_grad():
                가중치 -= learning_rate * 가중치.grad
        손실들.append(float(손실))
    return 가중치.detach().numpy(), 손실들, 기울기들
