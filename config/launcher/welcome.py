"""The lines a person reads when Meanwhile is up: where it is, and as whom to log in."""

from config.launcher import demo as the_demo


def address(host: str, port: int) -> str:
    name = "127.0.0.1" if host in {"0.0.0.0", ""} else f"[{host}]" if ":" in host else host
    return f"http://{name}:{port}"


def print_welcome(*, host: str, port: int, demo: bool) -> None:
    lines = ["", f"  Meanwhile is running at {address(host, port)}", ""]
    if demo:
        lines += [f"  Demo accounts, password {the_demo.password()}:", ""]
        lines += [*(f"    {account}" for account in the_demo.accounts()), ""]
    lines += ["  Ctrl-C stops it.", ""]
    print("\n".join(lines), flush=True)


def print_farewell() -> None:
    print("\n  Meanwhile has stopped. Nothing is lost: it goes on where it was.\n", flush=True)
