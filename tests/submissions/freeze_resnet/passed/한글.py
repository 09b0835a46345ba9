# DAG에서의 제외: 분류기만 학습
import torch
import torchvision
from torch import nn, optim
from tqdm import tqdm


def 고정(모델):
    for 파라미터 in 모델.parameters():
        파라미터.requires_grad = False


def freeze(model, num_classes):
    입력크기 = model.fc.in_features
    고정(model)
    model.fc = nn.Linear(입력크기, num_classes)
    return model


def make_optimizer(model):
    return optim.SGD(model.fc.parameters(), lr=1e-2, momentum=0.9)


def finetune(model, data, labels, n_steps):
    손실함수, 최적화 = nn.CrossEntropyLoss(), make_optimizer(model)
    손실들 = []
    for _ in tqdm(range(n_steps)):
        최적화.zero_grad()
        손실 = 손실함수(model(data), labels)
        손실.backward()
        최적화.step()
        손실들.append(손실.item())
    return 손실들
