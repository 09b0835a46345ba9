"""The set of nodes that you have met is kept from one call to the next: in the second call everything has been met
already. A default value is made once, when the function is defined: make the set inside the function."""

kind = "state_between_calls"


def order(root, parents, seen=set()):  # noqa: B006
    found = []
    seen.add(root)
    stack = [(root, iter(parents(root)))]
    while stack:
        node, rest = stack[-1]
        parent = next((parent for parent in rest if parent not in seen), None)
        if parent is None:
            found.append(node)
            stack.pop()
        else:
            seen.add(parent)
            stack.append((parent, iter(parents(parent))))
    return found
