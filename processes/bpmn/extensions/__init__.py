"""The dialects: extension elements and attributes that Camunda Modeler writes for Camunda 8 (`zeebe:`) and
Camunda 7 (`camunda:`).

Both say the same things in other words; `details.ElementDetails` is what they say. What a dialect asks and
cannot be done is a problem.
"""
