"""The lanes: who runs on what, and with how many processes."""

from dataclasses import dataclass

MEMORY, SQLITE, POSTGRESQL = "memory", "SQLite", "PostgreSQL"

ENGINE = "benchmarks.engine_alone:EngineAlone"
STORED = "benchmarks.stored:Stored"
SPIFF = "benchmarks.spiffworkflow:"
FLOOR = "benchmarks.floor:"

#: the floor knows but one process
STEP = "step"


@dataclass(frozen=True, slots=True, kw_only=True)
class Lane:
    #: also its name in the figures
    name: str
    target: str
    store: str
    processes: int = 1
    #: the fewest instances for each of its processes that make sense to measure
    fewest: int = 10

    @property
    def is_floor(self) -> bool:
        return self.target.startswith(FLOOR)

    @property
    def is_spiffworkflow(self) -> bool:
        return self.target.startswith(SPIFF)

    @property
    def is_ours_stored(self) -> bool:
        return self.target == STORED


# One process; beside each of ours stands the one it is compared with, so that they are measured one after
# the other.
ENGINE_ALONE = Lane(name="engine alone, in memory", target=ENGINE, store=MEMORY, fewest=200)
SPIFF_MEMORY = Lane(name="SpiffWorkflow, in memory", target=f"{SPIFF}InMemory", store=MEMORY)
OURS_SQLITE = Lane(name="Meanwhile, SQLite", target=STORED, store=SQLITE, fewest=50)
SPIFF_SQLITE = Lane(name="SpiffWorkflow, SQLite", target=f"{SPIFF}SavedInSQLite", store=SQLITE)
FLOOR_SQLITE = Lane(name="floor, SQLite", target=f"{FLOOR}FloorInSQLite", store=SQLITE, fewest=500)


def _on_postgresql(processes: int) -> tuple[Lane, Lane, Lane]:
    told = f"PostgreSQL, {processes} process{'es' if processes > 1 else ''}"
    return (
        Lane(name=f"Meanwhile, {told}", target=STORED, store=POSTGRESQL, processes=processes, fewest=50),
        Lane(
            name=f"SpiffWorkflow, {told}",
            target=f"{SPIFF}SavedInPostgreSQL",
            store=POSTGRESQL,
            processes=processes,
        ),
        Lane(
            name=f"floor, {told}",
            target=f"{FLOOR}FloorInPostgreSQL",
            store=POSTGRESQL,
            processes=processes,
            fewest=500,
        ),
    )


OURS_POSTGRESQL, SPIFF_POSTGRESQL, FLOOR_POSTGRESQL = _on_postgresql(1)
OURS_POSTGRESQL_2, SPIFF_POSTGRESQL_2, FLOOR_POSTGRESQL_2 = _on_postgresql(2)

LANES = (
    ENGINE_ALONE,
    SPIFF_MEMORY,
    OURS_SQLITE,
    SPIFF_SQLITE,
    FLOOR_SQLITE,
    OURS_POSTGRESQL,
    SPIFF_POSTGRESQL,
    FLOOR_POSTGRESQL,
    OURS_POSTGRESQL_2,
    SPIFF_POSTGRESQL_2,
    FLOOR_POSTGRESQL_2,
)
