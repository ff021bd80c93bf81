"""Where keys come from: each process of ours takes a block of numbers from this one row, and counts
through it in memory.
"""

from django.db import models


class KeyBlock(models.Model):
    """How many blocks have been given out. There is one row."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    blocks_taken = models.BigIntegerField(default=0)

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(id=1), name="key_block_is_one_row")]

    def __str__(self) -> str:
        return f"{self.blocks_taken} blocks of keys taken"
