"""Connectors: job handlers that need no code, only a diagram. Their inputs are the element's input mappings.

`http`   url, method (GET), headers, query, body (JSON), timeout (seconds, 20) → status, headers, body
`email`  to, subject, body, cc, bcc, reply_to → recipients

What can only fail again, such as an address that does not exist, is an incident at once; what may succeed
later is tried again.
"""

from processes.workers.connectors import email, http

__all__ = ["email", "http"]
