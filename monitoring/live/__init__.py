"""The live line: what changes is told to browsers as it happens.

*News* is what one batch of commands changed; the worker that committed it *announces* it to all web
processes. In each of those one *hub* hears it. A browser *subscribes* to *subjects*: a definition's diagram,
an instance, its inbox, the summary. For each subject that anybody watches there is one *feed*, which reads
its data again when news concern it, finds the difference, and tells its browsers only that. News only ring
the bell: what is told was read from the database.
"""
