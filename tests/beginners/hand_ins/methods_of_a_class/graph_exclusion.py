class Exercise:
    def sums(self, x, y, z):
        return x + y, x + z

    @staticmethod
    def partial_loss(w_frozen, w, x, y):
        return (x * w_frozen.detach() * w - y).pow(2).mean()


exercise = Exercise()
