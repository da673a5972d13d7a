"""What the type checker reads is also true."""

import usage


def test_usage(root, database):
    assert usage.one_story("Norway attacked Sweden on Monday.")[0][:2] == ("ASSAULT", "occurred")
    assert usage.a_table([{"text": "Norway attacked Sweden on Monday."}]).num_rows == 1
    assert usage.files(root / "stories") == 20
    assert usage.a_store(database).num_rows > 0
    assert "Norway" in usage.errors("Norway attacked Sweden on Monday.") and usage.errors("").startswith("no text")
    assert usage.relation("Norway attacked Sweden.")[0] == "ASSAULT"
