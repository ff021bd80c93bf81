"""Shows what runs while it runs: numbers for diagrams, and the live line on which they change.

Owns no truth: everything here could be counted again from what `processes` stores.
"""
