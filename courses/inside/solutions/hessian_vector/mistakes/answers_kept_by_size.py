"""Your hvp keeps what it worked out for x of one size and returns it for the next one. Every call has its own f, x and
v."""

kind = "state_between_calls"


as_solved = hvp
found = {}


def hvp(f, x, v):
    if len(x) not in found:
        found[len(x)] = as_solved(f, x, v)
    return found[len(x)]
