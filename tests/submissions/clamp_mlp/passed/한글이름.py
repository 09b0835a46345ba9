# Pytorch를 이용해서 BackPropagation 구현해보기
from turtle import forward
import torch

장치 = torch.device('cuda') if torch.cuda.is_available() else torch.device('cpu')


def 오차(예측, 정답):
    return (예측 - 정답).pow(2).sum()


def forward(X, w1, w2):
    은닉층 = X.mm(w1)
    return 은닉층.clamp(min=0).mm(w2)


def train(X, y, w1, w2, learning_rate, n_iters):
    기록 = []
    for 반복 in range(1, n_iters + 1):
        손실 = 오차(forward(X, w1, w2), y)
        기록 += [손실.item()]
        손실.backward()
        with torch.no_grad():
            for 가중치 in (w1, w2):
                가중치 -= learning_rate * 가중치.grad
                가중치.grad.zero_()
    return 기록
