"""Connections to an SQLite database: one for each thread, transactions, and what the machine did named as problems."""

import sqlite3
import threading
import weakref
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from models.problems import EnvironmentProblem, Problem

BUSY_SECONDS = 5.0

_PROBLEMS = {
    sqlite3.SQLITE_BUSY: Problem.DATABASE_LOCKED,
    sqlite3.SQLITE_LOCKED: Problem.DATABASE_LOCKED,
    sqlite3.SQLITE_PROTOCOL: Problem.DATABASE_LOCKED,
    sqlite3.SQLITE_CORRUPT: Problem.DATABASE_DAMAGED,
    sqlite3.SQLITE_NOTADB: Problem.DATABASE_DAMAGED,
    sqlite3.SQLITE_FULL: Problem.DISK_FULL,
    sqlite3.SQLITE_IOERR_SHMSIZE: Problem.DISK_FULL,
    sqlite3.SQLITE_CANTOPEN: Problem.DATA_FOLDER,
    sqlite3.SQLITE_IOERR: Problem.DATA_FOLDER,
    sqlite3.SQLITE_PERM: Problem.DATA_FOLDER,
    sqlite3.SQLITE_READONLY: Problem.DATA_FOLDER,
}
"""By extended or, failing that, primary result code. Codes left out mean a bug of ours."""


@dataclass(eq=False)
class _Session:
    """One thread's connection; `busy` is held while it is in use, so that no other thread closes it meanwhile."""

    connection: sqlite3.Connection
    busy: threading.Lock = field(default_factory=threading.Lock)


class Database:
    """One SQLite database in WAL mode. Its methods may be called from any thread, and several processes may hold one.

    Each thread has a connection of its own, opened at its first call.

    Args:
        path: the file, made if missing; its folder must exist.
        prepare: called once with a connection, before anything else.

    Raises:
        EnvironmentProblem: here and from every method: DATABASE_LOCKED (another process writes for longer than
            `BUSY_SECONDS`), DATABASE_DAMAGED, DISK_FULL or DATA_FOLDER, and what `prepare` raises.
        RuntimeError: from every method after `close`.
    """

    def __init__(self, path: Path, prepare: Callable[[sqlite3.Connection], None]) -> None:
        self._path = path
        self._own = threading.local()
        self._sessions: weakref.WeakSet[_Session] = weakref.WeakSet()
        self._opening = threading.Lock()
        self._closed = False
        try:
            with self.reading() as connection:
                prepare(connection)
        except BaseException:
            self.close()
            raise

    def close(self) -> None:
        """Close every thread's connection once its running call is done. Idempotent."""
        with self._opening:
            self._closed = True
            sessions = list(self._sessions)
        for session in sessions:
            with session.busy:
                session.connection.close()

    def fetch(self, sql: str, values: Sequence[Any] | dict[str, Any] = ()) -> list[Any]:
        """All rows of a query."""
        with self.reading() as connection:
            return connection.execute(sql, values).fetchall()

    @contextmanager
    def reading(self) -> Iterator[sqlite3.Connection]:
        """This thread's connection, for as long as it is read from."""
        with self._named_problems():
            session = self._session()
            with session.busy:
                self._require_open()
                yield session.connection

    @contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        """This thread's connection within one transaction, undone where an error leaves it."""
        with self.reading() as connection:
            connection.execute("BEGIN IMMEDIATE")
            with connection:
                yield connection

    def _session(self) -> _Session:
        session: _Session | None = getattr(self._own, "session", None)
        if session is None:
            with self._opening:
                self._require_open()
                session = _Session(_connect(self._path))
                self._own.session = session
                self._sessions.add(session)
        return session

    def _require_open(self) -> None:
        if self._closed:
            raise RuntimeError("the database is closed")

    @contextmanager
    def _named_problems(self) -> Iterator[None]:
        try:
            yield
        except UnicodeDecodeError as error:  # SQLite quotes damaged text in its message
            raise EnvironmentProblem(Problem.DATABASE_DAMAGED, str(self._path)) from error
        except sqlite3.Error as error:
            problem = _problem_of(error)
            if problem is None:
                raise
            raise EnvironmentProblem(problem, f"{self._path}: {error}") from error


def _problem_of(error: sqlite3.Error) -> Problem | None:
    """What the machine did; None for a bug of ours."""
    code: int | None = getattr(error, "sqlite_errorcode", None)
    if code is None:  # raised by the module itself: as OperationalError only for text that is no longer UTF-8
        return Problem.DATABASE_DAMAGED if isinstance(error, sqlite3.OperationalError) else None
    return _PROBLEMS.get(code) or _PROBLEMS.get(code & 0xFF)


def _connect(path: Path) -> sqlite3.Connection:
    """A connection without Python's implicit transactions; `Database.close` may close it from another thread."""
    connection = sqlite3.connect(path, BUSY_SECONDS, isolation_level=None, check_same_thread=False)
    connection.execute("PRAGMA synchronous = NORMAL")
    connection.execute("PRAGMA foreign_keys = ON")
    return connection


def to_sql(text: str) -> str | bytes:
    """Text as it is, or as bytes where a file name is no valid Unicode and so holds lone surrogates."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return text.encode("utf-8", "surrogatepass")
    return text


def from_sql(text: str | bytes) -> str:
    """Undo `to_sql`."""
    return text if isinstance(text, str) else text.decode("utf-8", "surrogatepass")
