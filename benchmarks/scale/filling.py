"""Filling: a database with as many orders as wanted, as if they had run in it for a year."""

from __future__ import annotations

import random
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import psycopg
from django.conf import settings
from django.core.management import call_command
from django.db import connection, transaction
from django.db.models import F

from benchmarks import django_process
from benchmarks.broke import BenchmarkBroke
from benchmarks.scale import copying, orders
from benchmarks.scale.copying import STRIDE, Stage
from benchmarks.scale.orders import THOUSAND, Order
from benchmarks.six_processes import COMMANDS, diagram
from monitoring import counting
from monitoring.folding import fold
from monitoring.models import COUNTED, PROCESS, ElementCounter, ElementDelta
from processes import services
from processes.models import KeyBlock, ProcessInstance
from processes.runtime.history import History
from processes.runtime.keys import BLOCK_SIZE
from processes.runtime.verification import verify_instances

#: orders in one transaction
PORTION = 20 * THOUSAND
#: connections that fill at the same time
HANDS = 2


class Filling:
    """Makes the tables, deploys, and fills."""

    def prepare(self) -> None:
        django_process.migrate()
        resources = {f"{name}.bpmn": diagram(name) for name in (*COMMANDS, "ORDER")}
        services.deploy(resources=resources)
        self.orders = list(orders.carried_through())
        self.statements = {order.kind.name: list(copying.statements(order)) for order in self.orders}
        self.counts = {order.kind.name: list(_counted(order)) for order in self.orders}
        self.filled = 0
        fold()

    def instances(self) -> int:
        return ProcessInstance.objects.count()

    def fill(self, number: int) -> int:
        """So many orders more, in whole thousands. How many."""
        number = round(number / THOUSAND) * THOUSAND
        if number <= 0:
            return 0
        low = self.filled
        stage = Stage(low=low, number=number, base=_base(low, number), now=datetime.now(UTC))
        portions = [
            range(first, min(first + PORTION, low + number)) for first in range(low, low + number, PORTION)
        ]
        with ThreadPoolExecutor(HANDS) as hands:
            for _ in hands.map(lambda portion: self._fill_portion(stage, portion), portions):
                pass
        self._count(stage)
        self.filled += number
        return number

    def tidy(self) -> None:
        """What autovacuum and checkpoints do in time."""
        connection.ensure_connection()
        with connection.cursor() as cursor:
            cursor.execute("VACUUM (ANALYZE)")
            cursor.execute("CHECKPOINT")

    def check(self, sample: int) -> int:
        """Raises if verification finds anything in so many instances, chosen at random, or the counters do
        not know all. If there are no more instances than that, everything is verified. How many were.
        """
        number = ProcessInstance.objects.count()
        if number <= sample:
            call_command("verify", verbosity=0, stdout=_Silent())
            return number
        keys = self._sample(sample)
        found = [str(each) for each in verify_instances(keys)]
        if found:
            raise BenchmarkBroke(f"Orders were filled in that disagree with themselves: {found[:5]}")
        counted = sum(ElementCounter.objects.filter(element_type=PROCESS).values_list("activated", flat=True))
        if counted != number:
            raise BenchmarkBroke(f"There are {number} instances, and {counted} are counted")
        return len(keys)

    def sizes(self) -> dict[str, int]:
        """Bytes of the database, and of each table with its indexes; rows, as the last ANALYZE has them."""
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_database_size(current_database())")
            found = {"database": cursor.fetchone()[0]}
            cursor.execute(
                "SELECT relname, pg_total_relation_size(oid), reltuples::bigint FROM pg_class "
                "WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace"
            )
            for table, size, rows in cursor.fetchall():
                found |= {table: size, f"{table} rows": rows}
        return found

    # --- one by one ---------------------------------------------------------------------------------

    def _fill_portion(self, stage: Stage, portion: range) -> None:
        with psycopg.connect(**_place()) as hand:
            hand.execute("SET LOCAL synchronous_commit = off")
            for kind_slot, order in self._slots():
                copies = stage.copies(order.kind, slot=kind_slot, first=portion.start, number=len(portion))
                for before, after in self.statements[order.kind.name]:
                    hand.execute(f"{before}{copies}{after}".encode())

    def _count(self, stage: Stage) -> None:
        """Deltas, as the engine's own counting would have made them; then the product folds them."""
        columns = ", ".join(("process_definition_key", "element_id", "element_type", "day", *COUNTED))
        parts: list[str] = []
        values: list[Any] = []
        for slot, order in self._slots():
            copies = stage.copies(order.kind, slot=slot, first=stage.low, number=stage.number)
            parts += [counted.deltas(copies) for counted in self.counts[order.kind.name]]
            for counted in self.counts[order.kind.name]:
                values += [counted.definition_key, counted.after]
                values += [value for row in counted.rows for value in row]
        sums = ", ".join(f"sum({name})" for name in COUNTED)
        with connection.cursor() as cursor:
            cursor.execute(
                f"INSERT INTO {ElementDelta._meta.db_table} ({columns}) "
                f"SELECT process_definition_key, element_id, max(element_type), day, {sums} "
                f"FROM ({' UNION ALL '.join(parts)}) AS part({columns}) "
                "GROUP BY process_definition_key, element_id, day",
                values,
            )
        self.fold()

    def fold(self) -> None:
        """As the product does every few seconds."""
        while fold():
            pass

    def _slots(self) -> Iterator[tuple[int, Order]]:
        """Where in each thousand the orders of each kind are."""
        slot = 0
        for order in self.orders:
            yield slot, order
            slot += order.kind.share

    def _sample(self, size: int) -> set[int]:
        ends = ProcessInstance.objects.order_by("key").values_list("key", flat=True)
        lowest, highest = ends.first(), ends.last()
        assert lowest is not None
        assert highest is not None
        chance = random.Random(size)
        found: set[int] = set()
        while len(found) < size:
            found.update(ends.filter(key__gte=chance.randint(lowest, highest))[:1])
        return found


@dataclass(frozen=True, slots=True)
class _Counted:
    """What one command added to the counters, so long after the start of its instance."""

    definition_key: int
    after: Any
    #: element id, element type, and the fields of `COUNTED`
    rows: list[tuple[Any, ...]]

    def deltas(self, copies: str) -> str:
        """SELECT of what it added in these copies, day by day."""
        row = f"(%s, %s, {', '.join(['%s::bigint'] * len(COUNTED))})"
        times = ", ".join(f"each.{name} * days.number" for name in COUNTED)
        return (
            f"SELECT %s::bigint, each.element_id, each.element_type, days.day, {times} FROM ("
            "SELECT ((copy.at + %s) AT TIME ZONE 'UTC')::date AS day, count(*) AS number "
            f"FROM ({copies.replace('%', '%%')}) AS copy GROUP BY 1) AS days "
            f"CROSS JOIN (VALUES {', '.join([row] * len(self.rows))}) "
            f"AS each(element_id, element_type, {', '.join(COUNTED)})"
        )


def _counted(order: Order) -> Iterator[_Counted]:
    records = History(ProcessInstance.objects.get(key=order.key)).records
    for record in records:
        rows = [
            (place.element_id, delta.element_type, *delta.counts)
            for place, delta in counting.count([record]).items()
        ]
        if rows:
            yield _Counted(record.process_definition_key, record.at - records[0].at, rows)


@transaction.atomic
def _base(low: int, number: int) -> int:
    """Keys of a block of the product's own, so that it gives none of them out again: order n has those from
    the base + n * STRIDE on.
    """
    blocks = -(-number * STRIDE // BLOCK_SIZE)
    KeyBlock.objects.filter(id=1).update(blocks_taken=F("blocks_taken") + blocks)
    taken = KeyBlock.objects.values_list("blocks_taken", flat=True).get(id=1)
    return (taken - blocks + 1) * BLOCK_SIZE - low * STRIDE


def _place() -> dict[str, Any]:
    found = settings.DATABASES["default"]
    return {
        "host": found["HOST"],
        "port": found["PORT"],
        "user": found["USER"],
        "password": found["PASSWORD"],
        "dbname": found["NAME"],
    }


class _Silent:
    def write(self, text: str) -> None: ...
