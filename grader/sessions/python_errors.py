"""What Python's own errors mean."""

from __future__ import annotations

from grader.message import Message, say
from grader.outcomes.outcome import Kind

ERRORS: dict[Kind, dict[str, Message]] = {
    "crash": {
        r"'NoneType' object has no attribute '(zero_|data|item|clone|detach|add_|mul_)'": say(
            "The likeliest None here is a .grad: it is None until backward() has run, and always for a tensor that "
            "is not a leaf or does not require gradients."
        ),
        r"unsupported operand type\(s\) for .*'NoneType'": say(
            "One of the two is None: a .grad is None until backward() has run, and always for a tensor that does "
            "not require gradients; a function without a return gives None."
        ),
        r"unsupported operand type\(s\) for .{1,20}: '(int|float)' and '(?P<type>[A-Z]\w{0,60})'": say(
            "Where a number stands on the left, Python asks the {type} on the right: its class needs the method for "
            "that, __radd__ for +, __rsub__ for -, __rmul__ for *, __rtruediv__ for / and __rpow__ for **."
        ),
        r"'type' object does not support the context manager protocol": say(
            "The () after the name are missing in a `with`: it is `with torch.no_grad():`."
        ),
        r"^(Type|Attribute)Error: .*'(builtin_function_or_method|method)'": say(
            "A function is used as if it were a value: the () after its name are missing, as in mean() or item()."
        ),
        r"'Tensor' object has no attribute 'zero_grad'": say(
            "zero_grad() belongs to optimizers and modules: for a tensor it is w.grad = None, or w.grad.zero_()."
        ),
        r"'generator' (object is not subscriptable|has no len)|type 'generator' has no len": say(
            "parameters() can be gone through once, and has no length or index: make a list of it, "
            "list(model.parameters())."
        ),
        (
            r"'NoneType' object is not (subscriptable|iterable|callable)|type 'NoneType' has no len"
            r"|'NoneType' object has no attribute|'NoneType' object does not support item"
        ): say(
            "Something here is None. A function without a return gives None, so do list.append() and "
            "optimizer.step(), and a .grad is None until backward() has run."
        ),
        r"'(?P<type>Tensor|Parameter|float|int|list|tuple|dict|str|bool|numpy\.\w+)' object is not callable": say(
            "What stands before the () is a {type} and not a function: is a * missing before the bracket, or has a "
            "variable the function's name?"
        ),
        r"list indices must be integers": say(
            "A list takes one whole number as an index: `//` divides without a fraction. For several indices at "
            "once make a tensor or an array of it."
        ),
        r"'float' object cannot be interpreted as an integer": say(
            "A whole number is needed here, and this is a float: `//` divides without a fraction."
        ),
        r"not enough values to unpack": say("There are more names on the left of the = than values on its right."),
        r"too many values to unpack": say("There are fewer names on the left of the = than values on its right."),
        r"^UnboundLocalError: .*variable '(?P<name>\w{1,60})'": say(
            "The function gives {name} a value somewhere, so {name} is a name of its own, which has no value yet "
            "here: give it one before this line, or pass it as a parameter."
        ),
        r"^ZeroDivisionError": say(
            "Something is divided by 0: a length or a count that is 0 in this call, or a step counted from 0?"
        ),
        r"^RecursionError": say(
            "A function calls itself without end. A function of your own with the name of what it calls does that too."
        ),
        r"'tuple' object does not support item assignment": say(
            "A tuple cannot be changed: make a list of it, list(t)."
        ),
    },
    "off_by_one": {
        r"^(IndexError|RuntimeError): .*(index .* out of (bounds|range)|index out of range)": say(
            "An index goes past the end. The data have another size in each call: take it from the data, with "
            "len(x) or x.shape, and not from the example. The last index is the size minus 1."
        ),
    },
    "graph_cut": {
        (
            r"'numpy.ndarray' object has no attribute '(backward|grad|grad_fn|detach|requires_grad_?|zero_"
            r"|clone|numpy)'"
        ): say(
            "This is a NumPy array, which has no graph: numpy(), or a function of NumPy, has made one of the tensor."
        ),
    },
    "wrong_dtype": {
        (
            r"'(float|int)' object has no attribute '(detach|item|grad|mean|sum|shape|size|requires_grad_?"
            r"|zero_|dim|numpy|clone|T|exp|pow|square)'"
        ): say("This is a plain number and not a tensor: item() or float() has taken it out, or it never was one."),
        (
            r"'list' object has no attribute '(shape|sum|mean|backward|T|size|reshape|dim|detach|to|float"
            r"|numpy|item|grad|exp)'"
        ): say("This is a list and not a tensor: torch.tensor makes one of numbers, torch.stack one of tensors."),
        (
            r"can't multiply sequence by non-int|unsupported operand type\(s\) for .*'list'"
            r"|can only concatenate (list|tuple)"
        ): say("Lists do not compute element by element: make tensors or arrays of them."),
    },
    "wrong_shape": {
        r"'(float|int|numpy\.float64)' object is not (subscriptable|iterable)|type '(float|int)' has no len": say(
            "This is one number, with nothing in it to index or to go through. range(n) counts up to n; a sum or "
            "item() may have made one number of many."
        ),
        r"setting an array element with a sequence": say(
            "One element is given several numbers, or the rows of a list differ in length."
        ),
    },
    "signature": {
        r"got an unexpected keyword argument '(?P<name>\w{1,60})'": say(
            "The function that is called here has no parameter {name}: look at the names in its `def` line, or in "
            "its documentation."
        ),
        r"missing 1 required positional argument: 'self'": say(
            "The method is called on the class: make an object of it first, with () after the class's name."
        ),
        r"missing \d+ required (positional|keyword-only) argument": say(
            "The call leaves out an argument that the function needs: compare it with the function's `def` line."
        ),
        r"takes (from )?\d+ (to \d+ )?positional arguments? but \d+ (was|were) given": say(
            "The call gives more arguments than the function takes. In a class the first parameter of a method is self."
        ),
    },
}
