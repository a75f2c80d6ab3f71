"""All attempts, grouped by subject."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from tests.permissions.acts.about_me import about_me
from tests.permissions.acts.approving import approving
from tests.permissions.acts.calls import calls
from tests.permissions.acts.cards import cards
from tests.permissions.acts.correcting import correcting
from tests.permissions.acts.edits import edits
from tests.permissions.acts.ending import ending
from tests.permissions.acts.files import files
from tests.permissions.acts.for_others import for_others
from tests.permissions.acts.forms import forms
from tests.permissions.acts.groups import binding
from tests.permissions.acts.invitations import invitations
from tests.permissions.acts.leaves import leaves
from tests.permissions.acts.links import links
from tests.permissions.acts.looking import looking
from tests.permissions.acts.nonsense import nonsense
from tests.permissions.acts.talk import talk
from tests.permissions.acts.templates import templating
from tests.permissions.acts.words import words
from tests.permissions.acts.writing import writing
from tests.permissions.attempt import Attempt
from tests.permissions.scene import Scene

Acts = Callable[[Scene], Iterator[Attempt]]

SUBJECTS: Mapping[str, tuple[Acts, ...]] = {
    "answers": (cards, talk, about_me, for_others, ending, correcting, words, templating),
    "screens": (looking, writing, approving),
    "roster": (files, links, invitations, leaves, calls),
    "edits": (edits, forms),
    "groups": (binding,),
}
EVERYTHING: tuple[Acts, ...] = (*(each for acts in SUBJECTS.values() for each in acts), nonsense)
