{
 "cells": [
  {
   "cell_type": "markdown",
   "id": "c00",
   "metadata": {},
   "source": [
    "## Two layers, one clamp"
   ]
  },
  {
   "cell_type": "code",
   "id": "c01",
   "metadata": {},
   "execution_count": 3,
   "outputs": [],
   "source": [
    "import torch\n",
    "%matplotlib inline\n",
    "import matplotlib.pyplot as plt"
   ]
  },
  {
   "cell_type": "code",
   "id": "c02",
   "metadata": {},
   "execution_count": 4,
   "outputs": [],
   "source": [
    "def forward(X, w1, w2):\n",
    "    h = X @ w1\n",
    "    h_relu = torch.relu(h)\n",
    "    return h_relu @ w2"
   ]
  },
  {
   "cell_type": "code",
   "id": "c03",
   "metadata": {},
   "execution_count": 11,
   "outputs": [],
   "source": [
    "def train(X, y, w1, w2, learning_rate, n_iters):\n",
    "    history = []\n",
    "    for i in range(n_iters):\n",
    "        y_pred = forward(X, w1, w2)\n",
    "        loss = torch.sum((y_pred - y) ** 2)\n",
    "        history.append(loss.item())\n",
    "        loss.backward()\n",
    "        with torch.no_grad():\n",
    "            for w in (w1, w2):\n",
    "                w.sub_(learning_rate * w.grad)\n",
    "                w.grad = None\n",
    "    return history"
   ]
  },
  {
   "cell_type": "code",
   "id": "c04",
   "metadata": {},
   "execution_count": 12,
   "outputs": [
    {
     "output_type": "stream",
     "name": "stdout",
     "text": [
      "[<matplotlib.lines.Line2D at 0x7f3a>]\n"
     ]
    }
   ],
   "source": [
    "w1 = torch.randn(20, 8, requires_grad=True)\n",
    "w2 = torch.randn(8, 2, requires_grad=True)\n",
    "plt.plot(train(torch.randn(16, 20), torch.randn(16, 2), w1, w2, 1e-4, 50))"
   ]
  }
 ],
 "metadata": {
  "kernelspec": {
   "display_name": "Python 3 (ipykernel)",
   "language": "python",
   "name": "python3"
  },
  "language_info": {
   "name": "python",
   "version": "3.11.7"
  }
 },
 "nbformat": 4,
 "nbformat_minor": 5
}
