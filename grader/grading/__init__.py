"""The spine: a submission's sources through a course's checks to a result."""
