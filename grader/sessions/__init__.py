"""Where an answer is loaded and answers requests: a worker, this process, the reference's cache."""
