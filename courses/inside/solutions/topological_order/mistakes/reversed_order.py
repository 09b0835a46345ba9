"""Your order is the other way round: root comes first and what it was made of last. A node is to come after its
parents, so append it when all of them are in the list."""

kind = "order_of_statements"

right = order


def order(root, parents):
    return right(root, parents)[::-1]
