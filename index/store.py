"""The catalogue in its database: all that is asked and written, behind a face that another kind of store could have.

Rows come out as frozen records and arrays (`index/rows.py`), failures as `EnvironmentProblem`. Every method that
writes is one transaction. SQLite in WAL mode lets readers go on while one thread or process writes.
"""

import json
import sqlite3
import time
from collections.abc import Collection, Iterable, Sequence
from itertools import chain, count
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from index.database import Database, from_sql, to_sql
from index.rows import (
    Changes,
    Counts,
    FailedRow,
    FailureRow,
    FolderRow,
    ItemRow,
    ReadRow,
    SearchableRows,
    UnreadRow,
    VectorRow,
)
from index.scan import FileStamp
from index.schema import migrate
from models.problems import EnvironmentProblem, Problem

FEATURE_TYPE = np.dtype(np.float16)
"""Of a stored feature's values."""

_CODES_FILE = "codes file"


class Store:
    """One catalogue database. Its methods may be called from any thread, and several processes may hold one.

    Args:
        path: the file, made if missing; its folder must exist.

    Raises:
        EnvironmentProblem: here and from every method: what `Database` raises, and DATABASE_NEWER.
        RuntimeError: from every method after `close`.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._database = Database(path, migrate)

    def close(self) -> None:
        """Close every thread's connection once its running call is done. Idempotent."""
        self._database.close()

    # folders

    def add_folder(self, path: Path, name: str) -> int:
        """Add a root folder, with a number behind its name if that is taken; returns its id.

        A folder that another process added meanwhile is there once.
        """
        stored_path = to_sql(str(path))
        with self._database.writing() as connection:
            taken = {from_sql(taken) for (taken,) in connection.execute("SELECT name FROM folder")}
            connection.execute(
                "INSERT INTO folder (path, name, added_at) VALUES (?, ?, ?) ON CONFLICT (path) DO NOTHING",
                (stored_path, to_sql(_unused_name(name, taken)), int(time.time())),
            )
            ((id_,),) = connection.execute("SELECT id FROM folder WHERE path = ?", (stored_path,))
        assert isinstance(id_, int)
        return id_

    def remove_folder(self, folder_id: int) -> None:
        """Forget a folder and its pictures; their vectors stay until `sweep_vectors`."""
        with self._database.writing() as connection:
            connection.execute("DELETE FROM folder WHERE id = ?", (folder_id,))

    def folder_rows(self, model_id: str | None = None) -> list[FolderRow]:
        """Folders in the order they were added, searchable counted for one network or (None) for any."""
        rows = self._database.fetch(
            """
            SELECT folder.id, folder.name, folder.path, folder.online, count(picture.id),
                count(picture.id) FILTER (WHERE EXISTS (
                    SELECT 1 FROM vector
                    WHERE vector.content_hash = picture.content_hash AND model_id = ifnull(:model, model_id)
                )),
                count(picture.id) FILTER (WHERE state = 'failed')
            FROM folder LEFT JOIN picture ON folder_id = folder.id
            GROUP BY folder.id ORDER BY folder.id
            """,
            {"model": model_id},
        )
        return [
            FolderRow(id_, from_sql(name), Path(from_sql(path)), bool(online), *counts)
            for id_, name, path, online, *counts in rows
        ]

    def set_online(self, folder_id: int, *, online: bool) -> None:
        """Note whether a folder can be reached."""
        with self._database.writing() as connection:
            connection.execute("UPDATE folder SET online = ? WHERE id = ?", (online, folder_id))

    # scan

    def stamps(self, folder_id: int) -> dict[str, tuple[int, int]]:
        """The known pictures of a folder: relative path and stamp, as a plain tuple because they are many."""
        with self._database.reading() as connection:
            rows = connection.execute(
                "SELECT rel_path, size, mtime_ns FROM picture WHERE folder_id = ?", (folder_id,)
            )
            return {
                path if isinstance(path, str) else from_sql(path): (size, mtime_ns)
                for path, size, mtime_ns in rows
            }

    def apply_changes(
        self,
        folder_id: int,
        added: Iterable[tuple[str, FileStamp]],
        changed: Iterable[tuple[str, FileStamp]],
        vanished: Iterable[str],
    ) -> None:
        """Bring the list of pictures in step with what a scan saw; nothing happens if the folder is gone.

        Added and changed pictures become pending. A changed one keeps its content and so stays searchable until
        it is read anew. A picture added twice, by two processes that scan at once, is there once.
        """
        seen = [
            (folder_id, to_sql(path), stamp.size, stamp.mtime_ns)
            for pictures in (added, changed)
            for path, stamp in pictures
        ]
        with self._database.writing() as connection:
            if not connection.execute("SELECT 1 FROM folder WHERE id = ?", (folder_id,)).fetchone():
                return
            connection.executemany(
                """
                INSERT INTO picture (folder_id, rel_path, size, mtime_ns) VALUES (?, ?, ?, ?)
                ON CONFLICT (folder_id, rel_path) DO UPDATE SET
                    size = excluded.size, mtime_ns = excluded.mtime_ns,
                    state = 'pending', problem = NULL, detail = NULL
                WHERE size <> excluded.size OR mtime_ns <> excluded.mtime_ns
                """,
                seen,
            )
            connection.executemany(
                "DELETE FROM picture WHERE folder_id = ? AND rel_path = ?",
                [(folder_id, to_sql(path)) for path in vanished],
            )

    # reading

    def unread(
        self,
        model_id: str,
        folder_ids: Collection[int] | None = None,
        limit: int | None = None,
        after: int = 0,
    ) -> list[UnreadRow]:
        """Pictures of online folders (all, or these) that are pending or have no vector of the network.

        Args:
            limit: how many at most, in the order of their ids; None for all.
            after: only pictures with an id above this.
        """
        rows = self._database.fetch(
            f"""
            SELECT picture.id, folder_id, folder.name, folder.path, rel_path, content_hash, size, mtime_ns
            FROM picture CROSS JOIN folder ON folder.id = folder_id
            WHERE picture.id > :after AND online AND {_IN_FOLDERS} AND {_UNREAD}
            ORDER BY picture.id LIMIT :limit
            """,  # noqa: S608 - made of constants
            {
                "model": model_id,
                "folders": _id_list(folder_ids),
                "after": after,
                "limit": -1 if limit is None else limit,
            },
        )
        return [
            UnreadRow(
                id_,
                folder_id,
                from_sql(name),
                root,
                root / from_sql(path),
                content,
                FileStamp(size, mtime_ns),
            )
            for id_, folder_id, name, folder, path, content, size, mtime_ns in rows
            for root in (Path(from_sql(folder)),)
        ]

    def count_unread(self, model_id: str, folder_ids: Collection[int] | None = None) -> int:
        """How many pictures `unread` would give."""
        ((count,),) = self._database.fetch(
            f"""
            SELECT count(*) FROM picture JOIN folder ON folder.id = folder_id
            WHERE online AND {_IN_FOLDERS} AND {_UNREAD}
            """,  # noqa: S608 - made of constants
            {"model": model_id, "folders": _id_list(folder_ids)},
        )
        assert isinstance(count, int)
        return count

    def known_hashes(self, hashes: Iterable[str], model_id: str) -> set[str]:
        """Those of the contents that have a vector of the network already."""
        rows = self._database.fetch(
            "SELECT content_hash FROM vector WHERE content_hash IN (SELECT value FROM json_each(?)) AND model_id = ?",
            (json.dumps(list(hashes)), model_id),
        )
        return {content for (content,) in rows}

    def save_batch(
        self, read: Iterable[ReadRow], failed: Iterable[FailedRow], vectors: Iterable[VectorRow]
    ) -> None:
        """Store the outcome of reading some pictures, all or nothing.

        A failed picture loses its content and is no longer searchable. A vector replaces an older one of its
        content and network. Pictures that were removed meanwhile are passed over.
        """
        made = list(vectors)
        with self._database.writing() as connection:
            connection.executemany(
                """
                INSERT INTO vector (content_hash, model_id, feature) VALUES (?, ?, ?)
                ON CONFLICT (content_hash, model_id) DO UPDATE SET feature = excluded.feature
                """,
                [(row.content_hash, row.model_id, row.feature) for row in made],
            )
            connection.executemany(
                """
                INSERT INTO code (content_hash, model_id, codebook_id, code, keys) VALUES (?, ?, ?, ?, ?)
                ON CONFLICT (content_hash, model_id) DO UPDATE SET
                    codebook_id = excluded.codebook_id, code = excluded.code, keys = excluded.keys
                """,
                [(row.content_hash, row.model_id, row.codebook_id, row.code, row.keys) for row in made],
            )
            connection.executemany(
                """
                UPDATE picture SET content_hash = ?, width = ?, height = ?,
                    state = 'ready', problem = NULL, detail = NULL
                WHERE id = ? AND size = ifnull(?, size) AND mtime_ns = ifnull(?, mtime_ns)
                """,
                [
                    (row.content_hash, row.width, row.height, row.picture_id, *_stamp_values(row))
                    for row in read
                ],
            )
            connection.executemany(
                """
                UPDATE picture SET content_hash = NULL, width = NULL, height = NULL,
                    state = 'failed', problem = ?, detail = ?
                WHERE id = ? AND size = ifnull(?, size) AND mtime_ns = ifnull(?, mtime_ns)
                """,
                [
                    (row.problem.value, to_sql(row.detail), row.picture_id, *_stamp_values(row))
                    for row in failed
                ],
            )

    def save_codes(self, rows: Iterable[VectorRow]) -> None:
        """Replace the codes of contents that have some, all or nothing; features stay."""
        with self._database.writing() as connection:
            connection.executemany(
                "UPDATE code SET codebook_id = ?, code = ?, keys = ? WHERE content_hash = ? AND model_id = ?",
                [(row.codebook_id, row.code, row.keys, row.content_hash, row.model_id) for row in rows],
            )

    # search

    def searchable(
        self, model_id: str, codebook_id: str, item_ids: Collection[int] | None = None
    ) -> SearchableRows:
        """Codes and keys of the items (all, or these) that this network and codebook know."""
        these = "" if item_ids is None else "AND picture.id IN (SELECT value FROM json_each(:ids))"
        rows = self._database.fetch(
            f"""
            SELECT picture.id, folder_id, code, keys
            FROM picture JOIN code USING (content_hash)
            WHERE model_id = :model AND codebook_id = :codebook {these}
            ORDER BY picture.id
            """,  # noqa: S608 - made of constants
            {"model": model_id, "codebook": codebook_id, "ids": _id_list(item_ids)},
        )
        if not rows:
            none = np.empty(0, np.int64)
            return SearchableRows(none, none, np.empty((0, 0), np.uint64), np.empty((0, 0), np.uint32))
        items, folders, codes, keys = zip(*rows, strict=True)
        return SearchableRows(
            np.array(items, np.int64),
            np.array(folders, np.int64),
            np.frombuffer(b"".join(codes), np.uint64).reshape(len(rows), -1),
            np.frombuffer(b"".join(keys), np.uint32).reshape(len(rows), -1),
        )

    def revision(self) -> int:
        """How many changes of what is searched the database has been through."""
        rows = self._database.fetch("SELECT seq FROM sqlite_sequence WHERE name = 'change'")
        return int(rows[0][0]) if rows else 0

    def changes(self, model_id: str, since: int) -> Changes | None:
        """What has changed for a network since a revision; None if that is not remembered."""
        with self._database.reading() as connection:
            connection.execute("BEGIN")
            with connection:
                known = self._codes_file(connection)
                ((revision,),) = connection.execute(
                    "SELECT ifnull(max(seq), 0) FROM sqlite_sequence WHERE name = 'change'"
                )
                rows = connection.execute(
                    """
                    SELECT DISTINCT picture_id FROM change
                    WHERE revision > ? AND (model_id IS NULL OR model_id = ?)
                    """,
                    (since, model_id),
                ).fetchall()
        if since < known[1] or since > revision:
            return None
        return Changes([id_ for (id_,) in rows], revision)

    def codes_file(self) -> str | None:
        """Name of the file of codes that is valid now."""
        with self._database.reading() as connection:
            return self._codes_file(connection)[0]

    def set_codes_file(self, name: str, revision: int) -> None:
        """Name the file of codes, which holds all changes up to a revision; they are forgotten."""
        with self._database.writing() as connection:
            connection.execute(
                "INSERT INTO meta VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value",
                (_CODES_FILE, f"{revision} {name}"),
            )
            connection.execute("DELETE FROM change WHERE revision <= ?", (revision,))

    @staticmethod
    def _codes_file(connection: sqlite3.Connection) -> tuple[str | None, int]:
        """Its name, and the revision up to which changes are forgotten."""
        rows = connection.execute("SELECT value FROM meta WHERE key = ?", (_CODES_FILE,)).fetchall()
        if not rows:
            return None, 0
        revision, name = rows[0][0].split()
        return name, int(revision)

    def items(self, item_ids: Iterable[int]) -> dict[int, ItemRow]:
        """The items with these ids; ids that are gone are left out."""
        rows = self._database.fetch(
            """
            SELECT picture.id, folder_id, folder.name, folder.path, rel_path,
                ifnull(width, 0), ifnull(height, 0), content_hash, online
            FROM picture JOIN folder ON folder.id = folder_id
            WHERE picture.id IN (SELECT value FROM json_each(?))
            """,
            (_id_list(item_ids),),
        )
        return {
            id_: ItemRow(
                id_,
                folder_id,
                from_sql(name),
                Path(from_sql(root), from_sql(path)),
                width,
                height,
                content,
                bool(online),
            )
            for id_, folder_id, name, root, path, width, height, content, online in rows
        }

    def content_hash(self, item_id: int) -> str | None:
        """What the item shows; None if it was never read or is gone."""
        rows = self._database.fetch("SELECT content_hash FROM picture WHERE id = ?", (item_id,))
        return rows[0][0] if rows else None

    def items_with_content(self, content_hash: str) -> set[int]:
        """Ids of the items that show this content."""
        return {
            id_
            for (id_,) in self._database.fetch(
                "SELECT id FROM picture WHERE content_hash = ?", (content_hash,)
            )
        }

    def feature(self, content_hash: str, model_id: str) -> NDArray[np.float32] | None:
        """The feature of a content, float32 (2048,)."""
        rows = self._database.fetch(
            "SELECT feature FROM vector WHERE content_hash = ? AND model_id = ?", (content_hash, model_id)
        )
        return np.frombuffer(rows[0][0], FEATURE_TYPE).astype(np.float32) if rows else None

    def item_features(
        self, item_ids: Collection[int], model_id: str
    ) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
        """Features float32 (m, 2048) of those of these items that have one, behind their ids int64 (m,).

        Raises:
            EnvironmentProblem: DATABASE_DAMAGED, also where a feature is none.
        """
        rows = self._database.fetch(
            """
            SELECT picture.id, feature FROM picture JOIN vector USING (content_hash)
            WHERE model_id = ? AND picture.id IN (SELECT value FROM json_each(?))
            """,
            (model_id, _id_list(item_ids)),
        )
        return np.array([id_ for id_, _ in rows], np.int64), self._decoded([feature for _, feature in rows])

    def feature_rows(self, model_id: str, values: int) -> NDArray[np.int64]:
        """Where the features of a network lie that some picture shows, in the order of their contents.

        Args:
            values: of each feature.

        Raises:
            EnvironmentProblem: DATABASE_DAMAGED, also where a feature has more or fewer values.
        """
        rows = self._database.fetch(
            """
            SELECT rowid, length(feature) FROM vector
            WHERE model_id = ? AND content_hash IN (SELECT content_hash FROM picture) ORDER BY content_hash
            """,
            (model_id,),
        )
        if any(length != values * FEATURE_TYPE.itemsize for _, length in rows):
            raise EnvironmentProblem(Problem.DATABASE_DAMAGED, str(self._path))
        return np.array([row for row, _ in rows], np.int64)

    def features(self, rows: NDArray[np.int64]) -> NDArray[np.float32]:
        """Features float32 (m, 2048) at these rows of `feature_rows`, without those that are gone meanwhile.

        Raises:
            EnvironmentProblem: DATABASE_DAMAGED, also where a feature is none.
        """
        found = self._database.fetch(
            "SELECT feature FROM vector WHERE rowid IN (SELECT value FROM json_each(?)) ORDER BY rowid",
            (_id_list(rows.tolist()),),
        )
        return self._decoded([feature for (feature,) in found])

    def uncoded(
        self, model_id: str, codebook_id: str, limit: int, item_ids: Collection[int] | None = None
    ) -> tuple[list[str], NDArray[np.float32]]:
        """Contents (of all items, or these) whose codes are of another codebook, with their features (m, 2048).

        Args:
            limit: how many at most.

        Raises:
            EnvironmentProblem: DATABASE_DAMAGED, also where a feature is none.
        """
        these = (
            "AND content_hash IN (SELECT content_hash FROM picture"
            " WHERE id IN (SELECT value FROM json_each(:ids)))"
        )
        # CROSS JOIN keeps the order: the few such codes first, and not every feature.
        rows = self._database.fetch(
            f"""
            SELECT content_hash, feature FROM code CROSS JOIN vector USING (content_hash, model_id)
            WHERE model_id = :model AND codebook_id <> :codebook {"" if item_ids is None else these} LIMIT :limit
            """,  # noqa: S608 - made of constants
            {"model": model_id, "codebook": codebook_id, "ids": _id_list(item_ids), "limit": limit},
        )
        return [content for content, _ in rows], self._decoded([feature for _, feature in rows])

    def count_uncoded(self, model_id: str, codebook_id: str) -> int:
        """How many contents `uncoded` would give without a limit."""
        ((count,),) = self._database.fetch(
            "SELECT count(*) FROM code WHERE model_id = ? AND codebook_id <> ?", (model_id, codebook_id)
        )
        assert isinstance(count, int)
        return count

    # failures

    def failure_rows(self) -> list[FailureRow]:
        """Pictures that could not be read, by folder and path."""
        rows = self._database.fetch(
            """
            SELECT picture.id, folder_id, folder.name, folder.path, rel_path, problem, detail
            FROM picture JOIN folder ON folder.id = folder_id
            WHERE state = 'failed' ORDER BY folder_id, rel_path
            """
        )
        return [
            FailureRow(
                id_,
                folder_id,
                from_sql(name),
                Path(from_sql(root), from_sql(path)),
                _problem_named(problem),
                from_sql(detail),
            )
            for id_, folder_id, name, root, path, problem, detail in rows
        ]

    def retry(self, item_ids: Collection[int] | None = None) -> int:
        """Make failed pictures (all, or these) pending again; returns how many."""
        with self._database.writing() as connection:
            retried = connection.execute(
                """
                UPDATE picture SET state = 'pending', problem = NULL, detail = NULL
                WHERE state = 'failed' AND (:ids IS NULL OR id IN (SELECT value FROM json_each(:ids)))
                """,
                {"ids": _id_list(item_ids)},
            )
        return retried.rowcount

    # the whole

    def counts(self, model_id: str) -> Counts:
        """The catalogue in numbers, for one network."""
        ((searchable, pending, failed, folders, offline),) = self._database.fetch(
            f"""
            SELECT
                (SELECT count(*) FROM picture JOIN vector USING (content_hash) WHERE model_id = :model),
                (SELECT count(*) FROM picture WHERE {_UNREAD}),
                (SELECT count(*) FROM picture WHERE state = 'failed'),
                (SELECT count(*) FROM folder),
                (SELECT count(*) FROM folder WHERE NOT online)
            """,  # noqa: S608 - made of constants
            {"model": model_id},
        )
        return Counts(searchable, pending, failed, folders, offline)

    def meta(self, key: str) -> str | None:
        """A value stored under a key."""
        rows = self._database.fetch("SELECT value FROM meta WHERE key = ?", (key,))
        return rows[0][0] if rows else None

    def set_meta(self, key: str, value: str) -> None:
        """Store a value under a key, in place of an older one."""
        with self._database.writing() as connection:
            connection.execute(
                "INSERT INTO meta VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value",
                (key, value),
            )

    def remove_meta(self, key: str) -> None:
        """Forget the value stored under a key."""
        with self._database.writing() as connection:
            connection.execute("DELETE FROM meta WHERE key = ?", (key,))

    def remove_vectors(self, model_id: str) -> None:
        """Forget what a network made of the pictures."""
        with self._database.writing() as connection:
            connection.execute("DELETE FROM vector WHERE model_id = ?", (model_id,))

    def sweep_vectors(self) -> int:
        """Forget vectors of contents that no picture shows; returns how many."""
        with self._database.writing() as connection:
            swept = connection.execute(
                """
                DELETE FROM vector WHERE content_hash IN (
                    SELECT content_hash FROM vector EXCEPT SELECT content_hash FROM picture
                )
                """
            )
        return swept.rowcount

    def live_hashes(self) -> set[str]:
        """Every content that some picture shows."""
        rows = self._database.fetch(
            "SELECT DISTINCT content_hash FROM picture WHERE content_hash IS NOT NULL"
        )
        return {content for (content,) in rows}

    # parts

    def _decoded(self, blobs: Sequence[bytes]) -> NDArray[np.float32]:
        """Features as stored, as float32 (m, 2048)."""
        if not blobs:
            return np.empty((0, 0), np.float32)
        try:
            stored = np.frombuffer(b"".join(blobs), FEATURE_TYPE).reshape(len(blobs), -1)
        except ValueError as error:
            raise EnvironmentProblem(Problem.DATABASE_DAMAGED, str(self._path)) from error
        features = stored.astype(np.float32)
        if len(set(map(len, blobs))) > 1 or not np.isfinite(features.sum()):
            raise EnvironmentProblem(Problem.DATABASE_DAMAGED, str(self._path))
        return features


_IN_FOLDERS = "(:folders IS NULL OR folder_id IN (SELECT value FROM json_each(:folders)))"
_UNREAD = """
    (state = 'pending' OR state = 'ready' AND NOT EXISTS (
        SELECT 1 FROM vector WHERE vector.content_hash = picture.content_hash AND model_id = :model
    ))
"""


def _stamp_values(row: ReadRow | FailedRow) -> tuple[int | None, int | None]:
    return (row.stamp.size, row.stamp.mtime_ns) if row.stamp else (None, None)


def _problem_named(value: str) -> Problem:
    """The problem of this name; one that only a newer version of the program knows counts as unreadable."""
    try:
        return Problem(value)
    except ValueError:
        return Problem.UNREADABLE


def _unused_name(name: str, taken: set[str]) -> str:
    """The name, with the first free number behind it if it is taken."""
    numbered = (f"{name} ({number})" for number in count(2))
    return next(candidate for candidate in chain([name], numbered) if candidate not in taken)


def _id_list(ids: Iterable[int] | None) -> str | None:
    return None if ids is None else json.dumps(list(ids))
