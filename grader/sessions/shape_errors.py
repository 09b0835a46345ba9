"""What torch's and NumPy's errors about shapes and dtypes mean."""

from __future__ import annotations

from grader.message import Message, say
from grader.outcomes.outcome import Kind

ERRORS: dict[Kind, dict[str, Message]] = {
    "reduction": {
        r"grad can be implicitly created only for scalar outputs": say(
            "backward() starts from a single number: take the sum or the mean first, or give it the vector that "
            "the Jacobian is to be multiplied with."
        ),
    },
    "wrong_shape": {
        (
            r"mat1 and mat2 shapes cannot be multiplied|matmul: Input operand 1 has a mismatch"
            r"|inconsistent tensor size|shapes .* not aligned|size mismatch, got input|vector.* size mismatch"
        ): say(
            "A matrix product takes (n, k) times (k, m): is the order the other way round, or one of them transposed?"
        ),
        (
            r"must match the size of tensor|could not be broadcast together|non-broadcastable output"
            r"|doesn't match the broadcast shape|must match the existing size|shape mismatch: "
        ): say(
            "Two shapes that do not go together are combined: counted from the last dimension, each two sizes are "
            "equal, or one of them is 1."
        ),
        r"returned an invalid gradient at index \d+ - got .* but expected shape": say(
            "Each gradient that backward returns has the shape of the argument that it belongs to. Is the order "
            "that of the arguments? Where forward has broadcast an argument, its gradient is summed over the added "
            "dimensions."
        ),
        r"Mismatch in shape: grad_output": say(
            "The gradient that backward() or grad() is given has to have the shape of the tensor that it starts from."
        ),
        r"attempting to assign a gradient of size": say(
            "The .grad that your code sets has another shape than its tensor: the two have to be the same."
        ),
        (
            r"only one element tensors can be converted|cannot be converted to Scalar"
            r"|can only convert an array of size 1|only (length-1|0-dimensional"
            r"|size-1) arrays can be converted"
        ): say(
            "Several elements are used as if they were one number: take the sum, the mean or one of them first. A "
            "list of tensors becomes one tensor by torch.stack."
        ),
        r"0-d tensor|of a 0-dim tensor|invalid index to scalar": say(
            "This is a single number, of shape (): there is nothing in it to index or to go through."
        ),
        r"Dimension out of range|^(numpy\.exceptions\.)?AxisError": say(
            "The tensor or array has fewer dimensions than dim or axis counts: the first one is number 0."
        ),
        r"1D tensors expected": say("torch.dot takes two vectors: a product with matrices is `@`."),
        r"view size is not compatible": say(
            "view() needs the elements one after the other in memory, and after a transposition they are not: use "
            "reshape()."
        ),
        r"is invalid for input of size|cannot reshape array of size": say(
            "The new shape is for another number of elements. The data have another size in each call: take sizes "
            "from x.shape, or leave one of them to be found with -1."
        ),
        (
            r"must have same number of dimensions|expects each tensor to be equal size"
            r"|Sizes of tensors must match|all (the )?input array"
        ): say(
            "What is put together needs equal shapes; only for cat and concatenate may the one dimension differ "
            "along which it is put together."
        ),
        r"Given groups=.* channels": say(
            "The layer gets another number of channels than it was made for: in_channels is the out_channels of "
            "the layer before."
        ),
        r"in loading state_dict": say(
            "The state belongs to another model: the names and shapes of the parameters have to be the same."
        ),
    },
    "wrong_dtype": {
        r"attempting to assign a gradient with dtype": say(
            "The .grad that your code sets has another dtype than its tensor. The data here may be float64: make a "
            "tensor of your own with dtype=x.dtype, or with torch.zeros_like and its kin."
        ),
        r"assigned grad expected to be a Tensor": say(
            "A .grad is a tensor or None: to clear it, set it to None or call zero_() on it."
        ),
        r"expected target dtype to be Long|expected scalar type Long": say(
            "The classes that this function takes are whole numbers: convert them with .long()."
        ),
        r"tensors used as indices must be|following scalar types: Long": say(
            "Indices are whole numbers: convert them with .long()."
        ),
        r"(must|to) have (the )?same dtype|expected scalar type \w+ but found|expected dtype \w+ for": say(
            "Tensors of two dtypes meet here. The data may be float64, while torch makes float32: make a tensor of "
            "your own with dtype=x.dtype, and a layer with .to(x.dtype)."
        ),
        r"nly Tensors of floating point .*can require gradients": say(
            "Whole numbers have no gradient: write 1.0 in the place of 1, or give a dtype such as torch.float32."
        ),
        r"could not infer output dtype": say(
            "A mean is taken of floats: convert whole numbers first, with .float() or .double()."
        ),
        r"can't be cast to the desired output type|Cannot cast ufunc": say(
            "A tensor or array that is changed in place keeps its dtype, and that of whole numbers cannot hold the "
            "result: make it of floats, or compute into a new one."
        ),
        r"expected Tensor as element \d+ in argument": say(
            "The list has something in it that is not a tensor: of numbers, torch.tensor(list) makes a tensor."
        ),
        r"argument '\w+' \(position \d+\) must be Tensor, not (?P<type>[\w.]{1,60})": say(
            "A function of torch got a {type} in the place of a tensor: make a tensor of it with torch.as_tensor, "
            "or use the function of math or numpy."
        ),
        r"Concatenation operation is not implemented for NumPy arrays": say(
            "A NumPy array and a tensor are combined: make both of them tensors."
        ),
    },
}
