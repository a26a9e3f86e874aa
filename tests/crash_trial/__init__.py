"""Kill a real desk at every bad moment, start it again, and compare with what X holds.

    python -m tests.crash_trial --runs 200 --seed 1          sends reply threads
    python -m tests.crash_trial --sync --runs 200 --seed 1   pulls timelines

In each run a process of its own (a *life* of the desk) works on a data file over real
HTTP against the loopback X and ends by SIGKILL: in every second run at random moments, in
the others at a named point. It is started again until nothing is left to do; then what X
holds is held against what was wanted. The plan of a run follows from the seed and its
number alone; at which instruction a random moment strikes is up to the machine.
"""
