-- Times are whole seconds since 1970-01-01T00:00:00Z. Ids are never given out twice (AUTOINCREMENT).

CREATE TABLE users (
    id             INTEGER PRIMARY KEY AUTOINCREMENT,
    name           TEXT    NOT NULL,
    email          TEXT    NOT NULL COLLATE NOCASE UNIQUE,
    role           TEXT    NOT NULL CHECK (role IN ('end-user', 'agent', 'admin')),
    -- Whether an agent's custom role may manage groups.
    manages_groups INTEGER NOT NULL DEFAULT 0 CHECK (manages_groups IN (0, 1)),
    -- In PHC string format; NULL: the user can't sign in with a password.
    password_hash  TEXT
) STRICT;

CREATE TABLE api_tokens (
    user_id    INTEGER NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    label      TEXT    NOT NULL,
    token_hash BLOB    NOT NULL,
    PRIMARY KEY (user_id, label)
) STRICT, WITHOUT ROWID;

CREATE TABLE access_tokens (
    token_hash BLOB    NOT NULL PRIMARY KEY,
    user_id    INTEGER NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    -- Names separated by spaces, as in RFC 6749, section 3.3.
    scopes     TEXT    NOT NULL,
    -- NULL: it doesn't expire.
    expires_at INTEGER
) STRICT, WITHOUT ROWID;

CREATE INDEX access_tokens_by_user ON access_tokens (user_id);

CREATE TABLE groups (
    id          INTEGER PRIMARY KEY AUTOINCREMENT,
    name        TEXT    NOT NULL,
    -- The name in lower case, which is what groups are ordered by.
    name_key    TEXT    NOT NULL,
    description TEXT    NOT NULL,
    is_public   INTEGER NOT NULL CHECK (is_public IN (0, 1)),
    is_default  INTEGER NOT NULL CHECK (is_default IN (0, 1)),
    deleted     INTEGER NOT NULL DEFAULT 0 CHECK (deleted IN (0, 1)),
    created_at  INTEGER NOT NULL,
    updated_at  INTEGER NOT NULL,
    CHECK (NOT (is_default AND deleted))
) STRICT;

CREATE UNIQUE INDEX groups_one_default ON groups (is_default) WHERE is_default = 1;

-- One for each order, so that a page is a range of an index. `deleted` is in them so that
-- deleted groups are skipped, and the rest counted, without a look at the table.
CREATE INDEX groups_by_name       ON groups (name_key, id, deleted);
CREATE INDEX groups_by_created_at ON groups (created_at, id, deleted);
CREATE INDEX groups_by_updated_at ON groups (updated_at, id, deleted);

CREATE TABLE memberships (
    user_id  INTEGER NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    group_id INTEGER NOT NULL REFERENCES groups (id) ON DELETE CASCADE,
    PRIMARY KEY (user_id, group_id)
) STRICT, WITHOUT ROWID;

CREATE INDEX memberships_by_group ON memberships (group_id, user_id);
