"""Handing a run's learnt weights on as Splink settings: figures and conditions, no value of any person."""

import json
from dataclasses import dataclass
from pathlib import Path

from padan.domain.officer import Act
from padan.services import matching_core
from padan.services.ports.tools import Tools
from padan.services.session import Session, record, require


@dataclass(frozen=True)
class ModelExported:
    """The two files: settings for Splink, and the SQL that prepares its columns."""

    settings: Path
    preparation: Path
    sha256: str


def export_model(session: Session, tools: Tools, run_id: str, settings: Path) -> ModelExported:
    """Write the model of a run to `settings` (JSON) and the preparation beside it (.sql); logged.

    Errors: UserFault RUN_NOT_FOUND; EnvironmentFault when the disk refuses.
    """
    from padan.matching.model import model_from_json
    from padan.matching.rules import RuleSet
    from padan.matching.splink_model import preparation, splink_settings

    require(session, Act.MATCHING_VIEW, run_id)
    with session.store.reading() as records:
        run = matching_core.get_run(records, run_id)
        rules = RuleSet.from_bytes(matching_core.rules_of(records, run))
    content = json.dumps(splink_settings(model_from_json(run.model), rules.scoring), indent=1) + "\n"
    beside = settings.with_suffix(".sql")
    digest = tools.files.write(str(settings), content.encode())
    tools.files.write(str(beside), preparation(rules.scoring.thresholds.accept).encode())
    with session.store as records:
        record(session, records, "model.export", run_id, rules=run.rules_digest, sha256=digest)
    return ModelExported(settings, beside, digest)
