-- Groups are in four parts, by whether they are public and whether they are deleted. A list is made of some of the
-- parts, and a count is the sum of theirs.

-- In each order each part is a range of an index, so that what isn't on a list costs it nothing.
DROP INDEX groups_by_name;
DROP INDEX groups_by_created_at;
DROP INDEX groups_by_updated_at;
CREATE INDEX groups_by_id         ON groups (is_public, deleted, id);
CREATE INDEX groups_by_name       ON groups (is_public, deleted, name_key, id);
CREATE INDEX groups_by_created_at ON groups (is_public, deleted, created_at, id);
CREATE INDEX groups_by_updated_at ON groups (is_public, deleted, updated_at, id);

-- Without these PostgreSQL takes the two for independent, and looks for the few groups of a small part among all ids.
CREATE STATISTICS groups_by_part (mcv) ON is_public, deleted FROM groups;

-- A membership has a copy of what its group is listed by, which the foreign key keeps true, so that there are indexes of
-- each user's groups, too.
CREATE UNIQUE INDEX groups_as_copied ON groups (id, is_public, deleted, name_key, created_at, updated_at);
ALTER TABLE memberships RENAME TO old_memberships;
ALTER INDEX memberships_pkey RENAME TO old_memberships_pkey;
DROP INDEX memberships_by_group;
CREATE TABLE memberships (
    user_id    BIGINT  NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    group_id   BIGINT  NOT NULL,
    is_public  BOOLEAN NOT NULL,
    deleted    BOOLEAN NOT NULL,
    name_key   TEXT    COLLATE "C" NOT NULL,
    created_at BIGINT  NOT NULL,
    updated_at BIGINT  NOT NULL,
    PRIMARY KEY (user_id, group_id),
    FOREIGN KEY (group_id, is_public, deleted, name_key, created_at, updated_at)
        REFERENCES groups (id, is_public, deleted, name_key, created_at, updated_at)
        ON UPDATE CASCADE ON DELETE CASCADE
);
INSERT INTO memberships
    SELECT user_id, group_id, is_public, deleted, name_key, created_at, updated_at
    FROM old_memberships JOIN groups ON groups.id = group_id;
DROP TABLE old_memberships;
CREATE INDEX memberships_by_group      ON memberships (group_id, user_id);
CREATE INDEX memberships_by_id         ON memberships (user_id, is_public, deleted, group_id);
CREATE INDEX memberships_by_name       ON memberships (user_id, is_public, deleted, name_key, group_id);
CREATE INDEX memberships_by_created_at ON memberships (user_id, is_public, deleted, created_at, group_id);
CREATE INDEX memberships_by_updated_at ON memberships (user_id, is_public, deleted, updated_at, group_id);

CREATE STATISTICS memberships_by_part (mcv) ON is_public, deleted FROM memberships;

-- How many groups there are in each part; it always has four rows.
CREATE TABLE group_counts (
    is_public BOOLEAN NOT NULL,
    deleted   BOOLEAN NOT NULL,
    number    BIGINT  NOT NULL,
    PRIMARY KEY (is_public, deleted)
);
INSERT INTO group_counts VALUES (FALSE, FALSE, 0), (FALSE, TRUE, 0), (TRUE, FALSE, 0), (TRUE, TRUE, 0);
UPDATE group_counts SET number = (
    SELECT count(*) FROM groups
    WHERE groups.is_public = group_counts.is_public AND groups.deleted = group_counts.deleted
);
-- Once a statement rather than once a row: a transaction that changes one row very often gets slower and slower.
CREATE FUNCTION count_groups() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP <> 'INSERT' THEN
        UPDATE group_counts SET number = group_counts.number - gone.number
            FROM (SELECT is_public, deleted, count(*) AS number FROM old_rows GROUP BY is_public, deleted) AS gone
            WHERE group_counts.is_public = gone.is_public AND group_counts.deleted = gone.deleted;
    END IF;
    IF TG_OP <> 'DELETE' THEN
        UPDATE group_counts SET number = group_counts.number + come.number
            FROM (SELECT is_public, deleted, count(*) AS number FROM new_rows GROUP BY is_public, deleted) AS come
            WHERE group_counts.is_public = come.is_public AND group_counts.deleted = come.deleted;
    END IF;
    RETURN NULL;
END
$$;
CREATE TRIGGER groups_inserted AFTER INSERT ON groups
    REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION count_groups();
CREATE TRIGGER groups_updated AFTER UPDATE ON groups
    REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION count_groups();
CREATE TRIGGER groups_removed AFTER DELETE ON groups
    REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION count_groups();

-- The same of each user's groups; a part may have no row where it has no groups.
CREATE TABLE membership_counts (
    user_id   BIGINT  NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    is_public BOOLEAN NOT NULL,
    deleted   BOOLEAN NOT NULL,
    number    BIGINT  NOT NULL,
    PRIMARY KEY (user_id, is_public, deleted)
);
INSERT INTO membership_counts
    SELECT user_id, is_public, deleted, count(*) FROM memberships GROUP BY user_id, is_public, deleted;
CREATE FUNCTION count_memberships() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP <> 'INSERT' THEN
        UPDATE membership_counts AS counts SET number = counts.number - gone.number
            FROM (
                SELECT user_id, is_public, deleted, count(*) AS number FROM old_rows
                GROUP BY user_id, is_public, deleted
            ) AS gone
            WHERE counts.user_id = gone.user_id
                AND counts.is_public = gone.is_public AND counts.deleted = gone.deleted;
    END IF;
    IF TG_OP <> 'DELETE' THEN
        INSERT INTO membership_counts AS counts
            SELECT user_id, is_public, deleted, count(*) FROM new_rows GROUP BY user_id, is_public, deleted
            ON CONFLICT (user_id, is_public, deleted) DO UPDATE SET number = counts.number + excluded.number;
    END IF;
    RETURN NULL;
END
$$;
CREATE TRIGGER memberships_inserted AFTER INSERT ON memberships
    REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION count_memberships();
CREATE TRIGGER memberships_updated AFTER UPDATE ON memberships
    REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION count_memberships();
CREATE TRIGGER memberships_removed AFTER DELETE ON memberships
    REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION count_memberships();

-- Counts that are answered as they were some time ago.
CREATE TABLE kept_counts (
    -- Whose groups were counted; NULL: the account's.
    user_id      BIGINT REFERENCES users (id) ON DELETE CASCADE,
    number       BIGINT NOT NULL,
    refreshed_at BIGINT NOT NULL
);
