import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[2] / "fakes"))

from sample_document import frozen, sample

from padan.adapters.documents.render import render_body


@pytest.fixture(scope="session")
def issued() -> bytes:
    """The first copy of the frozen sample document."""
    return render_body(sample(), frozen(sample()), copy=1)
