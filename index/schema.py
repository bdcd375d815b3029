"""The tables of the catalogue database, as the numbered steps that lead to them.

A released step is never changed; a new step is added behind it. `PRAGMA user_version` counts the steps a database
has been through.
"""

import sqlite3

from models.problems import EnvironmentProblem, Problem

_FIRST = (
    # AUTOINCREMENT: an id is never given twice, so an id still held by a search cannot come to mean another picture.
    # Names, paths and details declare no type: they hold text, or bytes where a name is no valid Unicode.
    """
    CREATE TABLE folder (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        path UNIQUE NOT NULL,
        name UNIQUE NOT NULL,
        added_at INTEGER NOT NULL,
        online INTEGER NOT NULL DEFAULT 1
    )
    """,
    """
    CREATE TABLE picture (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        folder_id INTEGER NOT NULL REFERENCES folder (id) ON DELETE CASCADE,
        rel_path NOT NULL,
        size INTEGER NOT NULL,
        mtime_ns INTEGER NOT NULL,
        content_hash TEXT,
        width INTEGER,
        height INTEGER,
        state TEXT NOT NULL DEFAULT 'pending' CHECK (state IN ('pending', 'ready', 'failed')),
        problem TEXT,
        detail,
        UNIQUE (folder_id, rel_path)
    )
    """,
    "CREATE INDEX picture_content ON picture (content_hash)",
    "CREATE INDEX picture_failed ON picture (id) WHERE state = 'failed'",
    """
    CREATE TABLE vector (
        content_hash TEXT NOT NULL,
        model_id TEXT NOT NULL,
        feature BLOB NOT NULL,
        PRIMARY KEY (content_hash, model_id)
    )
    """,
    # Apart from the features, which are 20 times as large: every start reads all codes and no feature.
    """
    CREATE TABLE code (
        content_hash TEXT NOT NULL,
        model_id TEXT NOT NULL,
        codebook_id TEXT NOT NULL,
        code BLOB NOT NULL,
        keys BLOB NOT NULL,
        PRIMARY KEY (content_hash, model_id),
        FOREIGN KEY (content_hash, model_id) REFERENCES vector ON DELETE CASCADE
    )
    """,
    "CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID",
)

_SECOND = (
    # What searches look through is kept in a file beside the database. Here stands, in the order of the transactions,
    # which pictures have changed since: by what they show, or (for one network) by its code.
    """
    CREATE TABLE change (
        revision INTEGER PRIMARY KEY AUTOINCREMENT,
        picture_id INTEGER NOT NULL,
        model_id TEXT
    )
    """,
    """
    CREATE TRIGGER picture_shows AFTER UPDATE OF content_hash ON picture
    WHEN OLD.content_hash IS NOT NEW.content_hash
    BEGIN INSERT INTO change (picture_id) VALUES (NEW.id); END
    """,
    """
    CREATE TRIGGER picture_goes AFTER DELETE ON picture WHEN OLD.content_hash IS NOT NULL
    BEGIN INSERT INTO change (picture_id) VALUES (OLD.id); END
    """,
    """
    CREATE TRIGGER code_comes AFTER INSERT ON code
    BEGIN INSERT INTO change (picture_id, model_id)
        SELECT id, NEW.model_id FROM picture WHERE content_hash = NEW.content_hash; END
    """,
    """
    CREATE TRIGGER code_changes AFTER UPDATE OF code ON code
    BEGIN INSERT INTO change (picture_id, model_id)
        SELECT id, NEW.model_id FROM picture WHERE content_hash = NEW.content_hash; END
    """,
)

MIGRATIONS = (_FIRST, _SECOND)


def migrate(connection: sqlite3.Connection) -> None:
    """Bring a database, new or old, to the newest schema in one transaction; leave a newer one untouched.

    Raises:
        EnvironmentProblem: DATABASE_NEWER.
        sqlite3.Error: the database cannot be read or written.
    """
    if _version(connection) > len(MIGRATIONS):
        raise EnvironmentProblem(Problem.DATABASE_NEWER)
    connection.execute("PRAGMA journal_mode = WAL")
    if _version(connection) == len(MIGRATIONS):
        return
    connection.execute("BEGIN IMMEDIATE")
    with connection:
        for version, statements in enumerate(MIGRATIONS, 1):
            # Asked at every step: another process may have migrated while this one waited for the lock.
            if version > _version(connection):
                for statement in statements:
                    connection.execute(statement)
                connection.execute(f"PRAGMA user_version = {version}")


def _version(connection: sqlite3.Connection) -> int:
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    assert isinstance(version, int)
    return version
