"""What schemathesis is told of the APIs under test, beyond their descriptions.

A request that fits its schema may still break a rule that a description states in words alone. Refusals by these rules are
listed here; any other refusal of a valid request fails.
"""

import re

import schemathesis
from schemathesis.specs.openapi.checks import positive_data_acceptance

# What stands in such refusals, with where spec/groups.yaml, or OpenAPI, says it.
BY_RULES_IN_WORDS = re.compile(
    "|".join(
        [
            "InvalidCursor",  # a cursor is one that an earlier answer gave
            "InvalidPaginationDepth",  # pages end with the first 10,000 groups
            r"page\.before must not come together with page\.after",
            "a private group cannot be made public",
            r"cannot contain the character U\+0000",  # which PostgreSQL doesn't keep
            "The default group cannot be deleted",
            "whichtellsthetype",  # a discriminator is there, required or not (OpenAPI 3.0, "Discriminator Object")
        ]
    )
)


def numbers(value):
    """All integers in a value."""
    if isinstance(value, dict):
        value = value.values()
    if isinstance(value, int):
        yield value
    elif not isinstance(value, (str, bytes, float)) and hasattr(value, "__iter__"):
        for item in value:
            yield from numbers(item)


def is_beyond_64_bits(case):
    """Whether there is an integer in the request that 64 bits don't hold: Rust's integers do not either, and JSON leaves the
    range of numbers to those who read them (RFC 8259, section 6)."""
    places = (case.body, case.path_parameters, case.query)
    return any(not -(2**63) <= number < 2**63 for number in numbers(places))


def has_name_of_no_length(case):
    """Whether a group's name hasn't 1 to 255 characters without the spaces around it, as spec/groups.yaml wants in words."""
    group = case.body.get("group") if isinstance(case.body, dict) else None
    name = group.get("name") if isinstance(group, dict) else None
    return isinstance(name, str) and not 1 <= len(name.strip()) <= 255


@schemathesis.check
def valid_requests_are_accepted(ctx, response, case):
    """`positive_data_acceptance`, but for refusals by rules in words, and of integers beyond 64 bits."""
    if response.status_code == 422 and has_name_of_no_length(case):
        return None
    words = response.text + "".join(response.headers.get("x-reason", []))
    if response.status_code in (400, 422) and BY_RULES_IN_WORDS.search(words):
        return None
    if response.status_code in (400, 422) and is_beyond_64_bits(case):
        return None
    return positive_data_acceptance(ctx, response, case)
