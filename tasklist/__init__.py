"""The human task inbox: who may see which user task, its form, its draft, and doing it.

The engine knows that an instance waits for a user task, and who has it. Everything else about people and
their work is here, derived from the engine's events by `tasklist.projector`.
"""
