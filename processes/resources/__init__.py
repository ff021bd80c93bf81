"""A resource is one file of a deployment: a diagram, a decision model, a form.

What all kinds share: reading XML that a stranger wrote, and the problems that are found in it.
"""
