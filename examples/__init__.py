"""Examples: processes of our own, with diagrams, forms and job handlers, and a demo that keeps them moving.

Each folder that holds a `.bpmn` file is one example. `examples.demo` makes the people, deploys all examples
and simulates their world.
"""
