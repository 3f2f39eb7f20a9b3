"""`parvis …`: the command line. Each command is a module with `run(argv, stdin, stdout, stderr) -> exit status`."""

import sys
from importlib import import_module

#: command → (module, what it does). A module is only imported when it is asked for: `decide` needs no database.
COMMANDS = {
    "serve": ("parvis.cli.serve", "start the database, the web process and the worker; print the address"),
    "decide": ("parvis.cli.decide", "ask the law a question: facts in, a decision out"),
    "law": ("parvis.cli.law", "what the law room covers, what is stale, what a draft would change"),
    "setup": ("parvis.cli.setup", "prepare the database: roles, tables, directory, places"),
    "demo": ("parvis.cli.demo", "fill a demonstration with invented people, then start it"),
    "directory": ("parvis.cli.directory", "check the directory's files; write the Répertoire as of a day"),
    "watch": ("parvis.cli.watch", "look at links, schedules, prices and the law's horizons now; otherwise each night"),
    "backup": ("parvis.cli.backup", "write the database and the files to one archive, without the keys"),
    "restore": ("parvis.cli.restore", "put a backup in the place of an empty or a replaced installation"),
    "upgrade": (
        "parvis.cli.upgrade",
        "bring the database to this version: a backup, a copy, checks, then the exchange",
    ),
    "doctor": ("parvis.cli.doctor", "check what a keeper of this machine needs to know; what to do where it is wrong"),
    "capability": ("parvis.cli.capability", "which offices act through this installation; switch one on or off"),
    "notice": ("parvis.cli.notice", "check a signed file of notices to the Minister; print the public key"),
    "person": ("parvis.cli.person", "open an account, or give a way back to somebody who lost everything"),
    "operator": ("parvis.cli.operator", "name the first operator of Parvis, from the machine itself"),
    "jobs": ("parvis.cli.jobs", "run the worker"),
    "django": ("parvis.cli.django", "a Django command, as the owner of the database (developers)"),
}


def main(argv: list[str] | None = None) -> int:
    """Run a command; its exit status. One line for a fault that a person can mend."""
    from parvis.config.home import Stop

    arguments = sys.argv[1:] if argv is None else argv
    if not arguments or arguments[0] in ("-h", "--help", "help"):
        print("parvis COMMAND …\n\n" + "\n".join(f"  {name:<10} {what}" for name, (_, what) in COMMANDS.items()))
        return 0
    if arguments[0] not in COMMANDS:
        print(f"parvis: no command {arguments[0]!r}; the commands are {', '.join(COMMANDS)}.", file=sys.stderr)
        return 2
    try:
        module = import_module(COMMANDS[arguments[0]][0])
        return module.run(arguments[1:], sys.stdin, sys.stdout, sys.stderr)
    except Stop as stop:
        print(f"parvis: {stop}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:
        return 141


if __name__ == "__main__":
    sys.exit(main())
