"""Benchmarks: what Meanwhile does in a second, beside what others do in the same run (`make bench`).

A *contestant* runs the six processes (`six_processes`) one way: the engine alone, stored in SQLite or
PostgreSQL, or SpiffWorkflow the same ways. The *floor* is what the database itself can do. A *lane* is a
contestant on a store with one or more processes; its processes are its *crew*. In a *round* every lane runs
every process once, so that a noisy machine hits all alike. A *figure* is the median of the rounds; a *goal*
is a bound on figures, most of them ratios of two lanes.

docs/performance.md tells how to read the table.
"""
