"""What crosses the wall: requests and replies (`wire`), and what a forkserver is told (`orders`)."""
