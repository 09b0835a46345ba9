"""How a worker confines itself: the steps (`confine`) and what each asks of the kernel."""
