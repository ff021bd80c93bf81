"""Files that people attach to tasks. Each comes from a stranger: its name is cleaned, its content is looked
at and must be of an accepted kind, and it may be scanned, before it is kept.
"""
