BEGIN TRANSACTION;
CREATE TABLE change (
        revision INTEGER PRIMARY KEY AUTOINCREMENT,
        picture_id INTEGER NOT NULL,
        model_id TEXT
    );
CREATE TABLE code (
        content_hash TEXT NOT NULL,
        model_id TEXT NOT NULL,
        codebook_id TEXT NOT NULL,
        code BLOB NOT NULL,
        keys BLOB NOT NULL,
        PRIMARY KEY (content_hash, model_id),
        FOREIGN KEY (content_hash, model_id) REFERENCES vector ON DELETE CASCADE
    );
INSERT INTO "code" VALUES('aa11','network-1/p1','book',X'0100000000000000',X'01000000');
INSERT INTO "code" VALUES('bb22','network-1/p1','book',X'0200000000000000',X'02000000');
CREATE TABLE folder (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        path UNIQUE NOT NULL,
        name UNIQUE NOT NULL,
        added_at INTEGER NOT NULL,
        online INTEGER NOT NULL DEFAULT 1
    );
INSERT INTO "folder" VALUES(1,'/目录/泳装 2025','泳装 2025',1795488791,1);
INSERT INTO "folder" VALUES(2,'/share/men','men',1795488791,0);
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
INSERT INTO "meta" VALUES('network','network-1/p1');
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
    );
INSERT INTO "picture" VALUES(1,1,'a.jpg',10,1,'aa11',300,200,'ready',NULL,NULL);
INSERT INTO "picture" VALUES(2,1,'old/款式 b.png',20,2,'bb22',20,30,'ready',NULL,NULL);
INSERT INTO "picture" VALUES(3,1,'bad.jpg',3,3,NULL,NULL,NULL,'failed','damaged','truncated');
INSERT INTO "picture" VALUES(4,2,'new.jpg',5,4,NULL,NULL,NULL,'pending',NULL,NULL);
CREATE TABLE vector (
        content_hash TEXT NOT NULL,
        model_id TEXT NOT NULL,
        feature BLOB NOT NULL,
        PRIMARY KEY (content_hash, model_id)
    );
INSERT INTO "vector" VALUES('aa11','network-1/p1',X'003C003C003C003C');
INSERT INTO "vector" VALUES('bb22','network-1/p1',X'0040004000400040');
CREATE INDEX picture_content ON picture (content_hash);
CREATE INDEX picture_failed ON picture (id) WHERE state = 'failed';
CREATE TRIGGER picture_shows AFTER UPDATE OF content_hash ON picture
    WHEN OLD.content_hash IS NOT NEW.content_hash
    BEGIN INSERT INTO change (picture_id) VALUES (NEW.id); END;
CREATE TRIGGER picture_goes AFTER DELETE ON picture WHEN OLD.content_hash IS NOT NULL
    BEGIN INSERT INTO change (picture_id) VALUES (OLD.id); END;
CREATE TRIGGER code_comes AFTER INSERT ON code
    BEGIN INSERT INTO change (picture_id, model_id)
        SELECT id, NEW.model_id FROM picture WHERE content_hash = NEW.content_hash; END;
CREATE TRIGGER code_changes AFTER UPDATE OF code ON code
    BEGIN INSERT INTO change (picture_id, model_id)
        SELECT id, NEW.model_id FROM picture WHERE content_hash = NEW.content_hash; END;
DELETE FROM "sqlite_sequence";
INSERT INTO "sqlite_sequence" VALUES('folder',2);
INSERT INTO "sqlite_sequence" VALUES('picture',4);
COMMIT;
PRAGMA user_version = 2;
