-- Groups are in four parts, by whether they are public and whether they are deleted. A list is made of some of the
-- parts, and a count is the sum of theirs.

-- In each order each part is a range of an index, so that what isn't on a list costs it nothing. The id, which is the
-- rowid, ends each of them.
DROP INDEX groups_by_name;
DROP INDEX groups_by_created_at;
DROP INDEX groups_by_updated_at;
CREATE INDEX groups_by_id         ON groups (is_public, deleted);
CREATE INDEX groups_by_name       ON groups (is_public, deleted, name_key);
CREATE INDEX groups_by_created_at ON groups (is_public, deleted, created_at);
CREATE INDEX groups_by_updated_at ON groups (is_public, deleted, updated_at);

-- A membership has a copy of what its group is listed by, which the foreign key keeps true, so that there are indexes of
-- each user's groups, too.
CREATE UNIQUE INDEX groups_as_copied ON groups (id, is_public, deleted, name_key, created_at, updated_at);
ALTER TABLE memberships RENAME TO old_memberships;
DROP INDEX memberships_by_group;
CREATE TABLE memberships (
    user_id    INTEGER NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    group_id   INTEGER NOT NULL,
    is_public  INTEGER NOT NULL,
    deleted    INTEGER NOT NULL,
    name_key   TEXT    NOT NULL,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    PRIMARY KEY (user_id, group_id),
    FOREIGN KEY (group_id, is_public, deleted, name_key, created_at, updated_at)
        REFERENCES groups (id, is_public, deleted, name_key, created_at, updated_at)
        ON UPDATE CASCADE ON DELETE CASCADE
) STRICT, WITHOUT ROWID;
INSERT INTO memberships
    SELECT user_id, group_id, is_public, deleted, name_key, created_at, updated_at
    FROM old_memberships JOIN groups ON groups.id = group_id;
DROP TABLE old_memberships;
CREATE INDEX memberships_by_group      ON memberships (group_id, user_id);
CREATE INDEX memberships_by_id         ON memberships (user_id, is_public, deleted, group_id);
CREATE INDEX memberships_by_name       ON memberships (user_id, is_public, deleted, name_key, group_id);
CREATE INDEX memberships_by_created_at ON memberships (user_id, is_public, deleted, created_at, group_id);
CREATE INDEX memberships_by_updated_at ON memberships (user_id, is_public, deleted, updated_at, group_id);

-- How many groups there are in each part; it always has four rows.
CREATE TABLE group_counts (
    is_public INTEGER NOT NULL,
    deleted   INTEGER NOT NULL,
    number    INTEGER NOT NULL,
    PRIMARY KEY (is_public, deleted)
) STRICT, WITHOUT ROWID;
INSERT INTO group_counts VALUES (0, 0, 0), (0, 1, 0), (1, 0, 0), (1, 1, 0);
UPDATE group_counts SET number = (
    SELECT count(*) FROM groups
    WHERE groups.is_public = group_counts.is_public AND groups.deleted = group_counts.deleted
);
CREATE TRIGGER groups_inserted AFTER INSERT ON groups BEGIN
    UPDATE group_counts SET number = number + 1 WHERE is_public = new.is_public AND deleted = new.deleted;
END;
CREATE TRIGGER groups_updated AFTER UPDATE OF is_public, deleted ON groups BEGIN
    UPDATE group_counts SET number = number - 1 WHERE is_public = old.is_public AND deleted = old.deleted;
    UPDATE group_counts SET number = number + 1 WHERE is_public = new.is_public AND deleted = new.deleted;
END;
CREATE TRIGGER groups_removed AFTER DELETE ON groups BEGIN
    UPDATE group_counts SET number = number - 1 WHERE is_public = old.is_public AND deleted = old.deleted;
END;

-- The same of each user's groups; a part may have no row where it has no groups.
CREATE TABLE membership_counts (
    user_id   INTEGER NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    is_public INTEGER NOT NULL,
    deleted   INTEGER NOT NULL,
    number    INTEGER NOT NULL,
    PRIMARY KEY (user_id, is_public, deleted)
) STRICT, WITHOUT ROWID;
INSERT INTO membership_counts
    SELECT user_id, is_public, deleted, count(*) FROM memberships GROUP BY user_id, is_public, deleted;
CREATE TRIGGER memberships_inserted AFTER INSERT ON memberships BEGIN
    INSERT INTO membership_counts VALUES (new.user_id, new.is_public, new.deleted, 1)
        ON CONFLICT (user_id, is_public, deleted) DO UPDATE SET number = number + 1;
END;
CREATE TRIGGER memberships_updated AFTER UPDATE OF is_public, deleted ON memberships BEGIN
    UPDATE membership_counts SET number = number - 1
        WHERE user_id = old.user_id AND is_public = old.is_public AND deleted = old.deleted;
    INSERT INTO membership_counts VALUES (new.user_id, new.is_public, new.deleted, 1)
        ON CONFLICT (user_id, is_public, deleted) DO UPDATE SET number = number + 1;
END;
CREATE TRIGGER memberships_removed AFTER DELETE ON memberships BEGIN
    UPDATE membership_counts SET number = number - 1
        WHERE user_id = old.user_id AND is_public = old.is_public AND deleted = old.deleted;
END;

-- Counts that are answered as they were some time ago.
CREATE TABLE kept_counts (
    -- Whose groups were counted; NULL: the account's.
    user_id      INTEGER REFERENCES users (id) ON DELETE CASCADE,
    number       INTEGER NOT NULL,
    refreshed_at INTEGER NOT NULL
) STRICT;
