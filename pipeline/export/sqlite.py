"""Plans in a SQLite database."""

from __future__ import annotations

import datetime as dt
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path

from schemas.errors import ExportError

from .load import Named
from .tables import TABLES, Kind, Table, Value, tables

APPLICATION = 0x504C5346  # "PLSF"
LAYOUT = 1  # of the tables; a database of another one is refused
_TYPES: dict[Kind, str] = {
    "text": "TEXT",
    "int": "INTEGER",
    "real": "REAL",
    "date": "TEXT",
    "bool": "INTEGER",
    "json": "TEXT",
}


def to_sqlite(plans: Sequence[Named]) -> bytes:
    """A new database of these plans."""
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as db:
        _fill(db, plans)
        return db.serialize()


def into_sqlite(plans: Sequence[Named], path: Path) -> None:
    """Put the plans into the database at `path`, made where it is missing.

    One transaction: a plan that is there already is replaced, all others stay,
    and where something goes wrong nothing has changed.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        with _told(path), closing(sqlite3.connect(path, isolation_level=None)) as db:
            _fill(db, plans)
    except BaseException:
        if path.is_file() and path.stat().st_size == 0:
            path.unlink()
        raise


@contextmanager
def _told(path: Path) -> Iterator[None]:
    try:
        yield
    except sqlite3.DatabaseError as error:
        name = path.name
        if getattr(error, "sqlite_errorcode", None) == sqlite3.SQLITE_NOTADB:
            raise ExportError(f"{name} is no SQLite database: name another file.") from None
        what = " ".join(str(error).split())
        raise ExportError(f"The database {name} can't be written: {what}.") from None


def _fill(db: sqlite3.Connection, plans: Sequence[Named]) -> None:
    db.execute("PRAGMA foreign_keys = ON")
    db.execute("BEGIN IMMEDIATE")
    try:
        if db.execute("SELECT 1 FROM sqlite_master").fetchone() is None:
            _make(db)
        _check(db)
        for named in plans:
            # The rows of its other tables go with it.
            db.execute("DELETE FROM plans WHERE plan = ?", (named.name,))
        made = tables(plans)
        for table in TABLES:
            marks = ", ".join("?" * len(table.columns))
            rows = ([_value(value) for value in row] for row in made[table.name])
            db.executemany(f"INSERT INTO {table.name} VALUES ({marks})", rows)
        db.execute("COMMIT")
    except BaseException:
        if db.in_transaction:
            db.execute("ROLLBACK")
        raise


def _make(db: sqlite3.Connection) -> None:
    db.execute(f"PRAGMA application_id = {APPLICATION}")
    db.execute(f"PRAGMA user_version = {LAYOUT}")
    for table in TABLES:
        db.execute(_create(table))
        for columns in table.index:
            name = f"{table.name}_by_{columns[-1]}"
            db.execute(f"CREATE INDEX {name} ON {table.name} ({', '.join(columns)})")


def _create(table: Table) -> str:
    parts = [
        f"{name} {_TYPES[kind]}{' NOT NULL' if name in table.key else ''}"
        for name, kind in table.columns.items()
    ]
    parts.append(f"PRIMARY KEY ({', '.join(table.key)})")
    parts += [
        f"FOREIGN KEY ({', '.join(columns)}) REFERENCES {target} ON DELETE CASCADE"
        for columns, target in table.points.items()
    ]
    return f"CREATE TABLE {table.name} (\n  " + ",\n  ".join(parts) + "\n)"


def _check(db: sqlite3.Connection) -> None:
    [[application]] = db.execute("PRAGMA application_id")
    [[layout]] = db.execute("PRAGMA user_version")
    if application != APPLICATION:
        raise ExportError("The database was not made by plansift: name another file.")
    if layout != LAYOUT:
        raise ExportError(
            "The database was made by another version of plansift: export into a new one."
        )


def _value(value: Value) -> Value:
    return value.isoformat() if isinstance(value, dt.date) else value
