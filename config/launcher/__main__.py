"""The command line of the launcher."""

import argparse
import os
import sys
from pathlib import Path

from config.launcher.problems import CannotStart


def main() -> int:
    arguments = _parser().parse_args()
    chosen = {
        "host": arguments.host,
        "port": arguments.port,
        "data": arguments.data,
        "demo": arguments.demo,
    }
    try:
        if arguments.way == "embedded":
            from config.launcher import embedded

            embedded.run(**chosen)
            embedded.leave()
        else:
            from config.launcher import services

            services.run(**chosen)
    except CannotStart as problem:
        print(f"\nMeanwhile did not start.\n{problem}\n", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m config.launcher", description="Starts Meanwhile on this machine."
    )
    parser.add_argument(
        "way", choices=["embedded", "services"], help="one process on SQLite, or PostgreSQL and Redis"
    )
    parser.add_argument("--host", default="127.0.0.1", help="the address to listen on (default: %(default)s)")
    parser.add_argument("--port", type=int, default=8000, help="the port to listen on (default: %(default)s)")
    parser.add_argument(
        "--data", type=Path, default=Path(os.environ.get("MEANWHILE_DATA") or "var"), help="its folder"
    )
    parser.add_argument(
        "--demo", action=argparse.BooleanOptionalAction, default=_demo_wanted(), help="demo and simulator"
    )
    return parser


def _demo_wanted() -> bool:
    return os.environ.get("MEANWHILE_DEMO", "").strip().lower() in {"1", "true", "yes", "on"}


if __name__ == "__main__":
    sys.exit(main())
