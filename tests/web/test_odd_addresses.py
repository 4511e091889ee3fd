"""Nothing that is written into an address or a form makes the desk fail."""

import pytest

HUGE = "9" * 30
ODD = (HUGE, "9" * 5000, "-1", "\x00", "a" * 5000, "٩:٩", f"{'9' * 5000}:1", "../../etc/passwd")


@pytest.mark.parametrize("odd", ODD, ids=range(len(ODD)))
@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("/", "since"),
        ("/api/today", "since"),
        ("/explore", "from"),
        ("/explore", "page"),
        ("/api/explore", "to"),
        ("/history", "page"),
        ("/checks", "page"),
        ("/documents", "page"),
        ("/documents/{document}", "add"),
        ("/documents/{document}", "part"),
        ("/documents/{document}", "edit"),
        ("/documents/{document}/original", "part"),
        ("/queue/disagreements", "page"),
    ],
)
def test_an_odd_value_in_an_address_is_refused_or_passed_over(client, desk, path, name, odd):
    document = next(iter(desk.view.record.documents.values())).id
    answer = client.get(path.replace("{document}", document), params={name: odd})
    assert answer.status_code < 500


@pytest.mark.parametrize("odd", ["%00", "a" * 5000, "..%2f..%2fapp.py", "%2fetc%2fpasswd", "."])
def test_only_the_desk_s_own_files_are_given(client, odd):
    assert client.get(f"/static/1/{odd}").status_code == 404
