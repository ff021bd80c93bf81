"""Watchers: what a thousand open browsers on one busy process cost the engine, and how late they see what
happens.
"""
