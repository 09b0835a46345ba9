"""Made here to be run elsewhere: `release` is what students get, `contents` an autograder for another system, `harness`
what runs in that; `archive` writes either."""
