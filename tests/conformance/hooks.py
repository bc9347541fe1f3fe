"""What schemathesis is told of the APIs under test, beyond their descriptions.

A request that fits its schema may still break a rule that a description states in words alone. Refusals by these rules are
listed here; any other refusal of a valid request fails.
"""

import re

import schemathesis
from schemathesis.specs.openapi.checks import positive_data_acceptance

# What stands in the bodies of such refusals, with where spec/groups.yaml says it.
BY_RULES_IN_WORDS = re.compile(
    "|".join(
        [
            "InvalidCursor",  # a cursor is one that an earlier answer gave
            "InvalidPaginationDepth",  # pages end with the first 10,000 groups
            r"page\.before must not come together with page\.after",
            "a private group cannot be made public",
            "The default group cannot be deleted",
        ]
    )
)


@schemathesis.check
def valid_requests_are_accepted(ctx, response, case):
    """`positive_data_acceptance`, but for refusals by rules in words."""
    if response.status_code in (400, 422) and BY_RULES_IN_WORDS.search(response.text):
        return None
    return positive_data_acceptance(ctx, response, case)
