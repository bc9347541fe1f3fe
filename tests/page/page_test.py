"""The page at /docs in Chromium. Started by run.py, which says in the environment where the service is."""

import json
import os
import tempfile
import unittest
from urllib.parse import urlsplit

from selenium import webdriver
from selenium.webdriver.chrome.service import Service
from selenium.webdriver.common.by import By
from selenium.webdriver.support.wait import WebDriverWait

URL = os.environ["GROUPS_URL"]
USER = os.environ["GROUPS_USER"] + "/token"
TOKEN = os.environ["GROUPS_TOKEN"]
READING_TOKEN = os.environ["GROUPS_READING_TOKEN"]

FLAGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--window-size=1280,2400",
]

OPERATIONS = {
    ("GET", "/api/v2/groups"),
    ("POST", "/api/v2/groups"),
    ("GET", "/api/v2/groups/count"),
    ("GET", "/api/v2/groups/assignable"),
    ("GET", "/api/v2/groups/{group_id}"),
    ("PUT", "/api/v2/groups/{group_id}"),
    ("DELETE", "/api/v2/groups/{group_id}"),
    ("GET", "/api/v2/users/{user_id}/groups"),
    ("GET", "/api/v2/users/{user_id}/groups/count"),
}

# In seconds: how long something may take to appear on the page.
PATIENCE = 15


def plain(text):
    """A path without the marks that let it break across lines."""
    return text.replace("\u200b", "").strip()


class Page(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        profile = tempfile.TemporaryDirectory(ignore_cleanup_errors=True)
        cls.addClassCleanup(profile.cleanup)
        options = webdriver.ChromeOptions()
        options.binary_location = os.environ["CHROMIUM"]
        for flag in [*FLAGS, f"--user-data-dir={profile.name}"]:
            options.add_argument(flag)
        options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
        cls.browser = webdriver.Chrome(options=options, service=Service(os.environ["CHROMEDRIVER"]))
        cls.addClassCleanup(cls.browser.quit)

    def setUp(self):
        self.open(URL)

    def tearDown(self):
        self.everything_stayed_with_the_service()

    def open(self, url):
        """Opens the page and waits until it shows operations."""
        self.url = url
        self.browser.get(f"{url}/docs")
        self.find(".opblock")

    def find(self, selector):
        """What this selects, as soon as it is visible."""

        def visible(browser):
            return next((found for found in browser.find_elements(By.CSS_SELECTOR, selector) if found.is_displayed()), None)

        return WebDriverWait(self.browser, PATIENCE).until(visible, f"nothing is shown at {selector}")

    def authorize(self, scheme, **fields):
        """Enters credentials in the page's dialog."""
        self.find(".auth-wrapper .authorize").click()
        for field, value in fields.items():
            self.find(f"#auth-{scheme}-{field}").send_keys(value)
        self.find(f".auth-container:has(#auth-{scheme}-{field}) .authorize").click()
        self.find(".modal-ux .close-modal").click()

    def call(self, operation, **parameters):
        """Opens an operation, fills parameters in and presses its button. Gives the status and the body it shows."""
        block = f"#operations-Groups-{operation}"
        self.find(f"{block} .opblock-summary-control").click()
        for name, value in parameters.items():
            self.find(f'{block} [data-param-name="{name}"] input').send_keys(value)
        self.find(f"{block} .execute").click()
        status = self.find(f"{block} .live-responses-table .response .response-col_status").text
        body = self.find(f"{block} .live-responses-table .response .highlight-code").text
        return int(status.split()[0]), json.loads(body[body.index("{") :])

    def everything_stayed_with_the_service(self):
        """No request left the origin, and the browser found nothing wrong with the page."""
        origins = set()
        for entry in self.browser.get_log("performance"):
            message = json.loads(entry["message"])["message"]
            if message["method"] == "Network.requestWillBeSent":
                url = urlsplit(message["params"]["request"]["url"])
                # The browser's own pages, and what stands in the page itself, need no network.
                if url.scheme not in ("chrome", "data", "about"):
                    origins.add(f"{url.scheme}://{url.netloc}")
        self.assertLessEqual(origins, {URL, self.url})
        self.assertIn(self.url, origins)
        # `network` has the answers of 4xx that a test asked for; the policy and scripts have other sources.
        faults = [entry for entry in self.browser.get_log("browser") if entry["source"] in ("security", "javascript")]
        self.assertEqual(faults, [])

    def test_it_lists_the_nine_operations(self):
        self.assertEqual(self.browser.title, "Groups API")
        blocks = self.browser.find_elements(By.CSS_SELECTOR, ".opblock")
        shown = [
            tuple(
                plain(block.find_element(By.CSS_SELECTOR, f".opblock-summary-{part}").text) for part in ("method", "path")
            )
            for block in blocks
        ]
        self.assertEqual(len(shown), len(OPERATIONS))
        self.assertEqual(set(shown), OPERATIONS)
        self.browser.save_screenshot("page.png")

    def test_a_call_succeeds(self):
        self.authorize("basic", username=USER, password=TOKEN)
        status, answer = self.call("ListGroups")
        self.assertEqual(status, 200)
        self.assertIn("Support", [group["name"] for group in answer["groups"]])
        self.assertEqual(answer["groups"][0]["url"].partition("/api/")[0], URL)
        self.browser.save_screenshot("call.png")

    def test_a_group_is_made_and_shown(self):
        self.authorize("basic", username=USER, password=TOKEN)
        status, made = self.call("CreateGroup")
        self.assertEqual(status, 201)
        status, shown = self.call("ShowGroupById", group_id=str(made["group"]["id"]))
        self.assertEqual((status, shown), (200, made))

    def test_a_call_without_credentials_is_refused_on_the_page(self):
        status, answer = self.call("CountGroups")
        self.assertEqual((status, answer), (401, {"error": "Couldn't authenticate you"}))

    def test_a_bearer_token_is_sent_as_such(self):
        self.authorize("bearer", value=READING_TOKEN)
        status, answer = self.call("CountGroups")
        self.assertEqual((status, list(answer)), (200, ["count"]))
        status, answer = self.call("CreateGroup")
        self.assertEqual((status, answer["error"]), (403, "Forbidden"))

    def test_it_calls_the_service_by_the_name_that_it_was_opened_by(self):
        self.open(URL.replace("127.0.0.1", "localhost"))
        self.authorize("basic", username=USER, password=TOKEN)
        status, answer = self.call("CountGroups")
        self.assertEqual((status, list(answer)), (200, ["count"]))


if __name__ == "__main__":
    unittest.main()
