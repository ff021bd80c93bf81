"""The HTTP API of the engine: parse, call a service or a selector, answer. No rules live here.

Keys are JSON strings, since they are larger than a JavaScript number; lists are paged by keyset; whatever
goes wrong is told as RFC 9457 problem details. The apps beside this one build their own resources from the
same parts.
"""
