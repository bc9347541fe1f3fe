"""zenpy against the Groups service. Started by run.py, which says in the environment where the services are."""

import json
import os
import re
import time
import unittest
from urllib.parse import urlsplit

from zenpy import Zenpy
from zenpy.lib.api_objects import Group
from zenpy.lib.exception import APIException, RatelimitBudgetExceeded, RecordNotFoundException

# Services that are listed: how many groups each has, where it is, and the id of a user who is in all groups.
LISTED = json.loads(os.environ["GROUPS_LISTED"])
CHANGING = os.environ["GROUPS_CHANGING"]
# A service that allows so few requests a minute.
LIMITED = os.environ["GROUPS_LIMITED"]
LIMIT = int(os.environ["GROUPS_LIMIT"])
USER = os.environ["GROUPS_USER"]
TOKEN = os.environ["GROUPS_TOKEN"]
READING_TOKEN = os.environ["GROUPS_READING_TOKEN"]


def client(url, **options):
    """A client of the service there: zenpy takes the host from the environment as it sends."""
    os.environ["ZENPY_FORCE_NETLOC"] = urlsplit(url).netloc
    if not options.keys() & {"token", "oauth_token"}:
        options |= {"email": USER, "token": TOKEN}
    return Zenpy(subdomain="tests", **options)


def names(size):
    """The names of so many groups, in order."""
    return [*(f"Group {number:03}" for number in range(1, size)), "Support"] if size else []


class Lists(unittest.TestCase):
    def each_is_there_once(self, groups_of):
        for service in LISTED:
            with self.subTest(size=service["size"]):
                groups = list(groups_of(client(service["url"]), service))
                self.assertEqual([group.name for group in groups], names(service["size"]))
                self.assertEqual(len({group.id for group in groups}), service["size"])

    def test_groups_by_cursor(self):
        self.each_is_there_once(lambda zenpy, _: zenpy.groups())

    def test_groups_by_cursor_in_small_pages(self):
        self.each_is_there_once(lambda zenpy, _: zenpy.groups(cursor_pagination=25))

    def test_groups_by_number(self):
        self.each_is_there_once(lambda zenpy, _: zenpy.groups(cursor_pagination=False))

    def test_groups_with_their_users(self):
        self.each_is_there_once(lambda zenpy, _: zenpy.groups(include=["users"]))

    def test_assignable_groups(self):
        self.each_is_there_once(lambda zenpy, _: zenpy.groups.assignable())

    def test_groups_of_a_user(self):
        self.each_is_there_once(lambda zenpy, service: zenpy.users.groups(service["member"]))

    def test_the_number_of_groups(self):
        for service in LISTED:
            self.assertEqual(len(client(service["url"]).groups(cursor_pagination=False)), service["size"])

    def test_a_slice_of_the_groups(self):
        most = LISTED[-1]
        groups = client(most["url"]).groups(cursor_pagination=False)[120:230]
        self.assertEqual([group.name for group in groups], names(most["size"])[120:230])


class OneGroup(unittest.TestCase):
    def setUp(self):
        self.zenpy = client(CHANGING)

    def uncached(self, group):
        """The group as the service has it: zenpy keeps what it has seen."""
        return client(CHANGING).groups(id=group.id)

    def test_it_is_made_shown_changed_and_deleted(self):
        made = self.zenpy.groups.create(Group(name="Night shift", is_public=False))
        self.assertEqual((made.name, made.is_public, made.deleted), ("Night shift", False, False))
        self.assertEqual(made.url, f"{CHANGING}/api/v2/groups/{made.id}.json")

        shown = self.uncached(made)
        self.assertEqual(shown.to_dict(), made.to_dict())
        self.assertEqual(shown.created.isoformat(), made.created_at.replace("Z", "+00:00"))

        shown.name = "Late shift"
        shown.description = "Looks after the evening"
        changed = self.zenpy.groups.update(shown)
        self.assertEqual((changed.id, changed.name), (made.id, "Late shift"))
        self.assertEqual(self.uncached(made).description, "Looks after the evening")

        self.zenpy.groups.delete(changed)
        self.assertTrue(self.uncached(made).deleted)
        self.assertNotIn(made.id, [group.id for group in client(CHANGING).groups()])
        with self.assertRaises(RecordNotFoundException):
            self.zenpy.groups.delete(made)

    def refused(self, status, call):
        """The body of an answer that zenpy makes an exception of."""
        with self.assertRaises(APIException) as caught:
            call()
        self.assertEqual(caught.exception.response.status_code, status)
        return json.loads(str(caught.exception))

    def test_wrong_credentials_are_an_error(self):
        stranger = client(CHANGING, email=USER, token="not-the-token")
        for call in [
            lambda: stranger.groups(id=1),
            lambda: list(stranger.groups()),
            lambda: list(stranger.groups.assignable()),
            lambda: stranger.groups.create(Group(name="Mine")),
            lambda: stranger.groups.update(Group(id=1, name="Mine")),
            lambda: stranger.groups.delete(Group(id=1)),
        ]:
            self.assertEqual(self.refused(401, call), {"error": "Couldn't authenticate you"})
        stranger = client(CHANGING, oauth_token="not-the-token")
        answer = self.refused(401, lambda: stranger.groups(id=1))
        self.assertEqual(answer["error"], "invalid_token")

    def test_an_access_token_allows_what_its_scope_says(self):
        reader = client(CHANGING, oauth_token=READING_TOKEN)
        self.assertEqual(reader.groups(id=1).name, "Support")
        answer = self.refused(403, lambda: reader.groups.create(Group(name="Mine")))
        self.assertEqual(answer["description"], "You are missing the following required scopes: write")

    def test_a_group_that_is_not_there_is_an_error_of_its_own(self):
        with self.assertRaises(RecordNotFoundException):
            self.zenpy.groups(id=999_999)
        with self.assertRaises(RecordNotFoundException):
            self.zenpy.groups.update(Group(id=999_999, name="Nowhere"))
        with self.assertRaises(RecordNotFoundException):
            self.zenpy.groups.delete(Group(id=999_999))
        with self.assertRaises(RecordNotFoundException):
            list(self.zenpy.users.groups(999_999))

    def test_a_group_that_cannot_be_is_an_error(self):
        answer = self.refused(422, lambda: self.zenpy.groups.create(Group(name=" ")))
        self.assertEqual(answer["error"], "RecordInvalid")
        self.assertEqual(answer["details"]["name"][0]["error"], "BlankValue")

        private = self.zenpy.groups.create(Group(name="Board", is_public=False))
        private.is_public = True
        answer = self.refused(422, lambda: self.zenpy.groups.update(private))
        self.assertIn("is_public", answer["details"])

        answer = self.refused(422, lambda: self.zenpy.groups.delete(self.zenpy.groups(id=1)))
        self.assertIn("base", answer["details"])


class Limit(unittest.TestCase):
    def ask_until(self, enough, zenpy):
        """Lists the groups until it is enough, which it is once a minute has no requests left."""
        for _ in range(2 * LIMIT + 1):
            groups = [group.name for group in zenpy.groups()]
            self.assertEqual(groups, ["Support"])
            if enough():
                return
        self.fail("never refused")

    def test_it_waits_as_long_as_it_is_told_and_asks_again(self):
        zenpy = client(LIMITED)
        with self.assertLogs("zenpy.lib.api", "WARNING") as log:
            started = time.monotonic()
            self.ask_until(lambda: log.output, zenpy)
        told = re.fullmatch(r".*Waiting for requested retry-after period: (\d+) seconds", log.output[0])
        self.assertIn(int(told[1]), range(1, 61))
        self.assertGreaterEqual(time.monotonic() - started, int(told[1]))
        self.assertEqual(len(log.output), 1)

    def test_it_gives_up_where_it_may_not_wait(self):
        with self.assertRaises(RatelimitBudgetExceeded):
            self.ask_until(lambda: False, client(LIMITED, ratelimit_budget=1))


if __name__ == "__main__":
    unittest.main()
