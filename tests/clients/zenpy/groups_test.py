"""zenpy against the Groups service. Started by run.py, which says in the environment where the services are."""

import json
import os
import unittest
from urllib.parse import urlsplit

from zenpy import Zenpy
from zenpy.lib.api_objects import Group
from zenpy.lib.exception import APIException, RecordNotFoundException

URL_OF_SIZE = {int(size): url for size, url in json.loads(os.environ["GROUPS_OF_SIZE"]).items()}
CHANGING = os.environ["GROUPS_CHANGING"]
USER = os.environ["GROUPS_USER"]
TOKEN = os.environ["GROUPS_TOKEN"]

# The id of USER, who was the first to be made.
USER_ID = 1


def client(url, token=TOKEN):
    """A client of the service there: zenpy takes the host from the environment as it sends."""
    os.environ["ZENPY_FORCE_NETLOC"] = urlsplit(url).netloc
    return Zenpy(subdomain="tests", email=USER, token=token)


def names(size):
    """The names of so many groups, in order."""
    return [*(f"Group {number:03}" for number in range(1, size)), "Support"] if size else []


class Lists(unittest.TestCase):
    def each_is_there_once(self, groups_of):
        for size, url in URL_OF_SIZE.items():
            with self.subTest(size=size):
                groups = list(groups_of(client(url)))
                self.assertEqual([group.name for group in groups], names(size))
                self.assertEqual(len({group.id for group in groups}), size)

    def test_groups_by_cursor(self):
        self.each_is_there_once(lambda zenpy: zenpy.groups())

    def test_groups_by_cursor_in_small_pages(self):
        self.each_is_there_once(lambda zenpy: zenpy.groups(cursor_pagination=25))

    def test_groups_by_number(self):
        self.each_is_there_once(lambda zenpy: zenpy.groups(cursor_pagination=False))

    def test_assignable_groups(self):
        self.each_is_there_once(lambda zenpy: zenpy.groups.assignable())

    def test_groups_of_a_user(self):
        self.each_is_there_once(lambda zenpy: zenpy.users.groups(USER_ID))

    def test_the_number_of_groups(self):
        for size, url in URL_OF_SIZE.items():
            self.assertEqual(len(client(url).groups(cursor_pagination=False)), size)

    def test_a_slice_of_the_groups(self):
        groups = client(URL_OF_SIZE[250]).groups(cursor_pagination=False)[120:230]
        self.assertEqual([group.name for group in groups], names(250)[120:230])

    def test_groups_with_their_users(self):
        self.each_is_there_once(lambda zenpy: zenpy.groups(include=["users"]))


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
        stranger = client(CHANGING, token="not-the-token")
        answer = self.refused(401, lambda: stranger.groups(id=1))
        self.assertEqual(answer, {"error": "Couldn't authenticate you"})

    def test_a_group_that_is_not_there_is_an_error_of_its_own(self):
        with self.assertRaises(RecordNotFoundException):
            self.zenpy.groups(id=999_999)
        with self.assertRaises(RecordNotFoundException):
            self.zenpy.groups.update(Group(id=999_999, name="Nowhere"))
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


if __name__ == "__main__":
    unittest.main()
