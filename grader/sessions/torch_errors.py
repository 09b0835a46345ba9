"""What torch's errors about graphs, Functions, modules and optimizers mean."""

from __future__ import annotations

from grader.message import Message, say
from grader.outcomes.outcome import Kind

ERRORS: dict[Kind, dict[str, Message]] = {
    "graph_cut": {
        r"'(float|int|float64|float32)' object has no attribute 'backward'": say(
            "backward() is called on a plain number: item(), or float(), has taken it out of the tensor, and the "
            "graph stays behind. Call backward() on the tensor, and take the number out only where you record or "
            "return it."
        ),
        r"does not require grad and does not have a grad_fn": say(
            "What backward() starts from has no graph: nothing in it requires gradients, or it was computed under "
            "no_grad, or cut off by detach(), item() or torch.tensor(). no_grad is for the update, after "
            "backward()."
        ),
        r"appears to not have been used in the graph": say(
            "The result does not depend on one of the tensors that it is differentiated by: it was copied, "
            "detached or left out on the way."
        ),
        r"[Ii]nference tensors? (cannot|outside)": say(
            "A tensor that was made under torch.inference_mode() can never be part of a graph: use "
            "torch.no_grad(), and only around the update."
        ),
        r"One of the differentiated Tensors does not require grad": say(
            "A gradient is asked for a tensor that does not require gradients: call requires_grad_() on it before "
            "anything is computed with it."
        ),
        r"retain_grad on Tensor that has requires_grad=False|hook on a tensor that doesn't require": say(
            "This tensor has no graph: nothing that it was computed from requires gradients."
        ),
    },
    "crash": {
        r"Trying to backward through the graph a second time": say(
            "backward() goes through the same graph a second time: it is called twice on one loss, or something "
            "from the step before (a running sum of losses, a prediction made before the loop) is part of this "
            "one. Compute the loss again in every step, and call backward() once: retain_graph=True would only "
            "hide it."
        ),
        r"modified by an inplace operation": say(
            "Something that backward() still needs was changed in place after it had been used: compute into a new "
            "tensor, or make the change after backward()."
        ),
        r"Can't call numpy\(\) on Tensor that requires grad": say(
            "A tensor with a graph is turned into an array: take its numbers with detach(), or item() where it is one."
        ),
        r"Expected all tensors to be on the same device": say(
            "A tensor that your code makes itself is on another device than the data: make it with "
            "device=x.device, or with torch.zeros_like and its kin."
        ),
        r"save_for_backward can only save variables": say(
            "save_for_backward takes tensors only: keep a number or a shape as an attribute, as in ctx.n = n."
        ),
        r"Legacy autograd function with non-static": say(
            "forward and backward of a Function need @staticmethod, and it is called as Name.apply(…), not as "
            "Name()(…)."
        ),
        r"must implement either the backward or vjp": say(
            "The Function has no backward: define it as a static method of just that name."
        ),
        r"'\w+Backward' object has no attribute": say(
            "backward asks ctx for something that forward has not kept: keep tensors with save_for_backward, and "
            "all else as ctx.name = …."
        ),
        r"optimizer got an empty parameter list": say(
            "The optimizer was given no parameters. Either a loop has used parameters() up before, or the module "
            "does not know its tensors: they have to be nn.Parameter, and layers in a list nn.ModuleList."
        ),
        r"only change requires_grad flags of leaf": say(
            "requires_grad can be set for leaves only, and this tensor is the result of an operation: y.detach() "
            "has the same numbers and no graph."
        ),
        r"Only Tensors created explicitly by the user": say(
            "deepcopy copies leaves only, and this tensor is the result of an operation: use detach().clone()."
        ),
        r"Boolean value of Tensor with more than one|truth value of an array": say(
            "`if`, `while`, `and`, `or` and Python's max() want one yes or no, and a comparison of several "
            "elements gives one for each: use torch.where (np.where), & and |, or .all() and .any()."
        ),
        r"cannot assign (module|parameters?) before Module.__init__": say(
            "__init__ of a module begins with super().__init__()."
        ),
    },
    "tracked_update": {
        r"a (view of a )?leaf Variable that requires grad is being used in an in-place operation": say(
            "The update of a tensor that requires gradients is itself being recorded: make it inside `with "
            "torch.no_grad():`."
        ),
        r"is a view and is being modified inplace": say(
            "This is one of several views of a tensor (from split, chunk, unbind, or a loop over its rows), which "
            "autograd does not let you change in place: compute into a new tensor."
        ),
    },
    "wrong_return": {
        r"returned an incorrect number of gradients": say(
            "backward of a Function returns one gradient for each argument of forward, in the same order: None for "
            "an argument that needs none. Without a return it gives a single None."
        ),
        r"returned an invalid gradient at index \d+ - expected (type|device)|expected Variable or None \(got": say(
            "backward of a Function returns tensors like the arguments of forward, and None for an argument "
            "without a gradient."
        ),
    },
    "rebinding": {
        r"can't optimize a non-leaf Tensor": say(
            "An optimizer takes leaves: this tensor is the result of an operation, such as 0.1 * w, or w.double() "
            "after requires_grad was set. Make the numbers first, and call requires_grad_() last."
        ),
        r"cannot assign '.*' as parameter": say(
            "A module's parameter can only be replaced by an nn.Parameter: change its numbers in place instead, "
            "under `with torch.no_grad():`."
        ),
    },
    "wrong_operand": {
        r"params argument given to the optimizer should be": say(
            "The first argument of an optimizer is a list of tensors: [w], or model.parameters()."
        ),
        r"optimizer can only optimize Tensors": say(
            "The list for the optimizer has something in it that is not a tensor. model.parameters() gives "
            "tensors, model.named_parameters() gives pairs of name and tensor."
        ),
        r"must be tuple of Tensors, not Tensor": say("cat and stack take the tensors in a list: torch.cat([a, b])."),
    },
    "signature": {
        r"received an invalid combination of arguments": say(
            "This function of torch does not take these arguments: compare what it got with the lists in the "
            "message, names and types."
        ),
    },
}
