# 학습 단계 중 한 가지
import torch, torchvision

model = torchvision.models.resnet18(pretrained=True)
data = torch.rand(1, 3, 64, 64)
labels = torch.rand(1, 1000)


def train_step(model, data, labels):
    예측 = model(data)  # 전방향 Pass
    손실 = (예측 - labels).sum()
    손실.backward()  # 역방향 Pass
    optim = torch.optim.SGD(model.parameters(), lr=1e-2, momentum=0.9)
    print(optim)
    optim.step()  # Gradient Descent
    return 손실.item()
