"""The soak: the whole product under steady load for a long time. Its memory and its answers must stay as they
were, and nothing may be lost.
"""
