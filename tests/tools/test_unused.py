"""What templates, settings and queries name counts as used."""

from pathlib import Path

from tools.unused import names_in_queries, names_in_settings, names_in_templates


def test_a_name_that_a_template_reads_is_used(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text("{% if page.rows %}{{ page.main.label }}{% endif %}", encoding="utf-8")
    assert set(names_in_templates(tmp_path)) == {"rows", "main", "label"}


def test_a_name_that_settings_read_or_name_by_its_path_is_used() -> None:
    text = 'KEY = CALLPOINT.keys.root_key\nMIDDLEWARE = ["callpoint.pages.middleware.PrivacyHeaders", "words here"]\n'
    assert set(names_in_settings(text)) == {"keys", "root_key", "PrivacyHeaders"}


def test_a_column_that_a_query_names_is_used() -> None:
    text = 'Row.objects.filter(done_at__isnull=True).order_by("-run_after")\nother(unused=1)\n'
    assert set(names_in_queries(text)) == {"done_at", "isnull", "run_after"}
