"""match, run, review and correction verbs on a matched workspace."""

from pathlib import Path

import pytest
from tests.unit.cli.conftest import AGREEMENT, Ready, make

from padan.common.codes import cli as codes
from padan.common.codes import store as store_codes
from padan.common.codes import work as work_codes


def pair(ready: Ready, place: int = 0) -> tuple[str, ...]:
    item = ready.done("review", "list", ready.run, "--open")["items"][place]
    return ("--row-a", str(item["row_a"]), "--row-b", str(item["row_b"]))


def test_classes_of_each_side_sum_to_its_rows(template: Ready) -> None:
    run = template.done("run", "show", template.run)["run"]
    assert run["rows"] == {"a": 11, "b": 11}
    assert {side: sum(counts.values()) for side, counts in run["classes"].items()} == run["rows"]
    assert run["peak_memory_bytes"] > 0
    assert set(run["digests"]) == {"a", "b", "rules", "decisions", "result"}


def test_matching_again_gives_the_same_result(ready: Ready) -> None:
    again = ready.done("match", ready.a, ready.b)["run"]
    assert again["digests"] == ready.done("run", "show", ready.run)["run"]["digests"]
    assert len(ready.done("run", "list")["runs"]) == 2


def test_same_party_twice_is_no_pair(ready: Ready) -> None:
    assert ready.ask("match", ready.a, ready.a).code == work_codes.SNAPSHOTS_NOT_A_PAIR


def test_ended_agreement_is_refused_and_override_lets_it_pass(
    tmp_path: Path, files: tuple[Path, Path]
) -> None:
    make(tmp_path / "ruang", party="bkn")
    desk = Ready(tmp_path / "ruang", "", "", "")
    desk.done("officer", "add", "ratna", "--role", "penanda_tangan", "--own-passphrase")
    ids = [
        desk.done("import", str(path), "--agreement", AGREEMENT, "--register", party)["snapshot"]["id"]
        for path, party in zip(files, ("dpr", "bkn"), strict=True)
    ]
    assert desk.ask("match", *ids).code == work_codes.AGREEMENT_ENDED
    words = ("agreement", "override", AGREEMENT, "--purpose", "matching", "--reason", "menunggu adendum")
    desk.done(*words, officer="ratna")
    assert desk.done("match", *ids)["run"]["agreement"] == AGREEMENT


def test_rules_file_that_is_none(ready: Ready, tmp_path: Path) -> None:
    (tmp_path / "aturan.json").write_text("{}", encoding="utf-8")
    assert ready.ask("match", ready.a, ready.b, "--rules", str(tmp_path / "aturan.json")).status == 3


def test_findings_are_filtered_and_paged(template: Ready) -> None:
    page = template.done("run", "findings", template.run, "--element", "unor")
    assert [(one["element"], one["value_b"]) for one in page["findings"]] == [("unor", "Biro Keuangan")]
    page = template.done("run", "findings", template.run, "--limit", "1")
    assert (len(page["findings"]), page["total"]) == (1, 2)


def test_auditor_sees_counts_and_no_findings(template: Ready) -> None:
    assert template.done("run", "show", template.run, officer="agus")["run"]["id"] == template.run
    assert template.ask("run", "findings", template.run, officer="agus").code == store_codes.NOT_ALLOWED


def test_lines_of_a_class_hold_numbers_only(template: Ready) -> None:
    lines = template.done("run", "lines", template.run, "--class", "only_a")["lines"]
    assert [(one["row_b"], one["side"]) for one in lines] == [(-1, "a")]


def test_explain_names_the_evidence(template: Ready) -> None:
    found = template.done("run", "explain", template.run, "--row-a", "0", "--row-b", "0")
    assert found["person_a"]["nip_baru"] == found["person_b"]["nip_baru"]
    assert {"element", "label", "state", "weight"} == set(found["explanation"]["elements"][0])


def test_compare_without_an_earlier_run(template: Ready) -> None:
    assert template.done("run", "compare", template.run)["changes"] is None


def test_compare_counts_changes_without_names(ready: Ready) -> None:
    later = ready.done("match", ready.a, ready.b)["run"]["id"]
    found = ready.done("run", "compare", later)
    assert (found["previous"], found["changes"]["a"]["unchanged"]) == (ready.run, 11)


def test_export_is_a_recorded_disclosure(ready: Ready, tmp_path: Path) -> None:
    target = tmp_path / "temuan.xlsx"
    words = ("run", "export", ready.run, "--out", str(target))
    assert ready.ask(*words).code == work_codes.DISCLOSURE_INCOMPLETE
    made = ready.done(*words, "--recipient", "BKN", "--purpose", "perbaikan")
    assert target.exists()
    logged = [one for one in ready.done("audit", "show")["entries"] if one["action"] == "matching.export"]
    assert logged[-1]["details"]["sha256"] == made["sha256"]


def test_export_never_overwrites_unasked(ready: Ready, tmp_path: Path) -> None:
    target = tmp_path / "temuan.csv"
    target.write_text("lama", encoding="utf-8")
    words = ("run", "export", ready.run, "--out", str(target), "--recipient", "BKN", "--purpose", "x")
    assert ready.ask(*words).code == codes.OUTPUT_EXISTS
    assert target.read_text(encoding="utf-8") == "lama"
    ready.done(*words, "--force")


def test_review_decides_undoes_and_applies(ready: Ready) -> None:
    queue = ready.done("review", "next", ready.run)
    assert (queue["waiting"], queue["total"]) == (2, 2)
    rows = ("--row-a", str(queue["item"]["row_a"]), "--row-b", str(queue["item"]["row_b"]))
    ready.done("review", "decide", ready.run, *rows, "different", "--reason", "bukan orangnya")
    assert ready.done("review", "next", ready.run)["waiting"] == 1
    ready.done("review", "undo", ready.run)
    assert ready.done("review", "next", ready.run)["waiting"] == 2
    ready.done("review", "decide", ready.run, *rows, "same", "--reason", "KTP cocok")
    newer = ready.done("review", "apply", ready.run)["run"]
    assert (newer["supersedes"], newer["classes"]["a"]["review"]) == (ready.run, 1)


def test_review_later_keeps_it_in_the_queue(ready: Ready) -> None:
    ready.done("review", "decide", ready.run, *pair(ready), "later")
    assert ready.done("review", "next", ready.run)["waiting"] == 2


def test_decision_needs_a_reason(ready: Ready) -> None:
    reply = ready.ask("review", "decide", ready.run, *pair(ready), "same")
    assert (reply.status, reply.code) == (3, work_codes.REVIEW_NEEDS_REASON)


def test_decision_on_a_pair_of_another_run_is_refused(ready: Ready) -> None:
    words = ("--row-a", "0", "--row-b", "5", "same", "--reason", "x")
    assert ready.ask("review", "decide", ready.run, *words).code == work_codes.REVIEW_PAIR_UNKNOWN


def test_nothing_to_undo(ready: Ready) -> None:
    assert ready.ask("review", "undo", ready.run).code == work_codes.REVIEW_NOTHING_TO_UNDO


def test_review_history_keeps_what_was_undone(ready: Ready) -> None:
    ready.done("review", "decide", ready.run, *pair(ready), "same", "--reason", "KTP")
    ready.done("review", "undo", ready.run)
    (only,) = ready.done("review", "list", ready.run, "--history")["decisions"]
    assert only["undone_at"] is not None


def test_review_next_for_a_person_shows_both_rows(template: Ready) -> None:
    reply = template.tell("review", "next", template.run)
    assert "JOKO SUSILO" in reply.out
    assert "PUTRI MAHARANI" in reply.out
    assert "≠" in reply.out


def test_corrections_go_to_the_owner_and_are_answered(ready: Ready) -> None:
    made = ready.done("correction", "propose", ready.run, "--due", "2026-12-31")
    assert made["added"] == 2
    assert ready.done("correction", "propose", ready.run)["added"] == 0
    listed = ready.done("correction", "list", "--agreement", AGREEMENT)["corrections"]
    assert {(one["owner"], one["state"], one["due"]) for one in listed} == {("bkn", "proposed", "2026-12-31")}
    first = listed[0]["id"]
    ready.done("correction", "answer", first, "sent")
    assert ready.ask("correction", "answer", first, "refused").code == work_codes.CORRECTION_NEEDS_REASON
    ready.done("correction", "answer", first, "refused", "--reason", "SK belum terbit", officer="budi")
    refused = ready.done("correction", "list", "--agreement", AGREEMENT, "--state", "refused")
    assert (refused["total"], refused["corrections"][0]["answer_reason"]) == (1, "SK belum terbit")


def test_correction_of_one_element_only(ready: Ready) -> None:
    assert ready.done("correction", "propose", ready.run, "--element", "unor")["added"] == 1


def test_answer_to_nothing(ready: Ready) -> None:
    assert ready.ask("correction", "answer", "x", "sent").code == work_codes.CORRECTION_NOT_FOUND


def test_correction_list_is_exported(ready: Ready, tmp_path: Path) -> None:
    ready.done("correction", "propose", ready.run)
    target = tmp_path / "usulan.csv"
    words = ("--agreement", AGREEMENT, "--out", str(target), "--recipient", "BKN", "--purpose", "perbaikan")
    ready.done("correction", "export", *words)
    assert len(target.read_text(encoding="utf-8-sig").splitlines()) == 3


@pytest.mark.parametrize("verb", ["show", "findings", "compare"])
def test_unknown_run(verb: str, template: Ready) -> None:
    assert template.ask("run", verb, "x").code == work_codes.RUN_NOT_FOUND
