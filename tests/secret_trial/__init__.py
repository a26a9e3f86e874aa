"""The secret trial: keys and tokens go through everything a desk does, and are then looked for.

Real programs in processes of their own, a real Secret Service, X on loopback with every fault
that it knows, all loggers at DEBUG, desks that are killed and that break. Afterwards no file
that any of it left may hold a secret, in any form that `tests.console.traces` knows; and each
form that is planted in each kind of file has to be found, or the search means nothing.
"""
