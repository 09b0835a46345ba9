"""Why an answer is wrong, and in which line: searches that need no author, made after the verdict."""
