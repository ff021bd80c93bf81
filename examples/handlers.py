"""All job handlers of the examples: importing this registers them."""

from importlib import import_module

from examples.catalog import EXAMPLES

for example in EXAMPLES:
    import_module(example.handlers)
