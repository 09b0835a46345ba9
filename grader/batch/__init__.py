"""A class at a time: `command` plans, `workshop` grades in other processes, `store` and `record` keep the results."""
