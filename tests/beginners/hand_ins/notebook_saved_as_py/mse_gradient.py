{
 "cells": [
  {
   "cell_type": "code",
   "id": "c00",
   "metadata": {},
   "execution_count": 1,
   "outputs": [],
   "source": [
    "import numpy as np\n",
    "def forward(x, w): return x * w\n",
    "def loss(y, y_pred): return ((y - y_pred)**2).mean()"
   ]
  },
  {
   "cell_type": "markdown",
   "id": "c01",
   "metadata": {},
   "source": [
    "the gradient, as in the lecture:"
   ]
  },
  {
   "cell_type": "code",
   "id": "c02",
   "metadata": {},
   "execution_count": 2,
   "outputs": [],
   "source": [
    "def gradient(x, y, y_pred):\n",
    "    return np.dot(2*x, y_pred - y).mean()"
   ]
  },
  {
   "cell_type": "code",
   "id": "c03",
   "metadata": {},
   "execution_count": 3,
   "outputs": [],
   "source": [
    "def train(X, Y, learning_rate, n_iters):\n",
    "    w, losses = 0.0, []\n",
    "    for epoch in range(n_iters):\n",
    "        y_pred = forward(X, w)\n",
    "        losses.append(loss(Y, y_pred))\n",
    "        w -= learning_rate * gradient(X, Y, y_pred)\n",
    "    return w, losses"
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
