"""The scale curve: how fast Meanwhile works, and how fast it answers, with a thousand and with a million
instances in its database.
"""
