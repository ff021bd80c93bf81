"""Watchers: what the figures say, and when the benchmark has failed."""

from benchmarks.watchers.measuring import cost, tables, wrong


def a_round(alone=100.0, watched=95.0, **changes):
    of_both = {"worker_ms": 1.5, "web_share": 0.25}
    heard = {"deltas": 5_000, "lost": 0, "late": {"p50": 40.0, "p95": 90.0, "p99": 99.0}, **changes}
    return {
        "alone": {"per_second": alone, **of_both},
        "watched": {"per_second": watched, **of_both, **heard},
    }


def measured(*rounds, **changes):
    return {"watchers": 1_000, "rounds": list(rounds), "left": 0, "errors": [], **changes}


def test_the_cost_is_that_of_the_middle_round_each_compared_with_itself():
    found = measured(a_round(100, 95), a_round(50, 45), a_round(200, 100))
    assert round(cost(found), 3) == 0.1


def test_the_table_says_what_it_costs_and_how_late_one_hears():
    (table,) = tables(measured(a_round()))
    assert table.title == "1,000 browsers on one process cost 5% of the throughput"
    assert ["from telling to hearing, p50 and p95, ms", "", "40, 90"] in table.rows


def test_nothing_is_wrong_when_all_was_done_and_told():
    assert wrong(measured(a_round())) == []


def test_what_is_lost_silent_or_logged_is_wrong():
    assert len(wrong(measured(a_round(lost=2), left=3, errors=["web: ERROR"]))) == 3
    assert wrong(measured(a_round(deltas=0, late=None))) == ["nothing was told to those who looked"]
