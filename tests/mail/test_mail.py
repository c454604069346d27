"""A day as a message: what it says, that mail programs show it, and that nobody gets it twice."""

import email
import email.policy
import re
import ssl
import subprocess
import threading
from datetime import date
from email.header import decode_header, make_header
from email.utils import parseaddr
from html.parser import HTMLParser

import pytest
from benchmarks import corpus
from hypothesis import given
from hypothesis import strategies as st

from broadsheet import config, locks, mail
from broadsheet.cli import root
from broadsheet.errors import ConfigError, UsageError
from broadsheet.mail.message import Envelope
from doors.command import caller
from doors.mail_server import MailDoor

NOW = "1769508000"  # 27 January 2026, 10:00 UTC
SETTINGS = """\
title: The Daily Example
url: https://example.org/daily/
sources: {arxiv: {categories: [cs.CL, cs.CV]}}
interests: [{name: Writing, about: Models that write and revise., keywords: [draft*, revision, summar*]}]
mail: {list-id: daily.example.org, unsubscribe: "https://example.org/leave?list=daily"}
"""


@pytest.fixture(scope="module")
def made(tmp_path_factory, broadsheet, announcement):
    folder = tmp_path_factory.mktemp("mailed")
    (folder / "broadsheet.yaml").write_text(SETTINGS)
    broadsheet("-C", folder, "ingest", "--offline", "--feed", announcement)
    return folder


@pytest.fixture
def folder(made, monkeypatch):
    (made / ".broadsheet" / "sent.jsonl").unlink(missing_ok=True)
    for name in ("SMTP_USER", "SMTP_PASSWORD"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", NOW)
    monkeypatch.setenv("MAIL_FROM", "digest@example.org")
    monkeypatch.setenv("MAIL_TO", "ada@example.org")
    return made


@pytest.fixture
def run(folder, monkeypatch, capsys):
    return caller(folder, monkeypatch, capsys)


@pytest.fixture
def message(run):
    code, out, _ = run("mail")
    assert code == 0
    return email.message_from_string(out, policy=email.policy.default)


class Elements(HTMLParser):
    def __init__(self, html):
        super().__init__()
        self.found = []
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        self.found.append((tag, dict(attrs)))


def html_of(message):
    return message.get_body(("html",)).get_content()


def test_a_day_is_a_message_of_two_parts_with_the_headers_of_a_list(message):
    assert message.get_content_type() == "multipart/alternative"
    assert [part.get_content_type() for part in message.iter_parts()] == ["text/plain", "text/html"]
    assert message["From"].addresses[0].display_name == "The Daily Example"
    assert re.match(r"27 January: .{20,}", message["Subject"])
    assert message["Date"] == "Tue, 27 Jan 2026 05:00:00 +0000"
    assert re.fullmatch(r"<2026-01-27\.en\.[0-9a-f]{16}@example\.org>", message["Message-ID"])
    assert message["List-ID"] == "<daily.example.org>"
    assert message["List-Unsubscribe"] == "<https://example.org/leave?list=daily>"
    assert message["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert message["Content-Language"] == "en"


def test_the_same_day_is_the_same_message_byte_for_byte(run):
    assert run("mail")[1] == run("mail")[1]


def test_both_parts_tell_what_matters_with_whole_links(message):
    text = message.get_body(("plain",)).get_content()
    links = re.findall(r"https://example\.org/daily/2026/01/27/#[0-9.]+", text)
    assert len(set(links)) >= 6
    shown = {attributes["href"] for tag, attributes in Elements(html_of(message)).found if tag == "a"}
    assert set(links) <= shown
    assert all(url.startswith("https://example.org/") for url in shown)
    assert all(len(line) <= 72 or "://" in line for line in text.splitlines())
    assert "IN TWO MINUTES" in text
    assert "https://example.org/leave?list=daily" in text


def test_the_html_survives_mail_programs(message):
    html = html_of(message)
    elements = Elements(html).found
    assert not {tag for tag, _ in elements} & {"script", "link", "img", "form", "iframe", "math", "svg"}
    assert not re.search(r"url\(|@import|https?://(?!example\.org/)", html)
    styled = [attributes for tag, attributes in elements if tag in {"p", "h1", "h2"}]
    assert all("style" in attributes for attributes in styled)
    sheet = re.search(r"<style>(.*?)</style>", html, re.DOTALL)[1]
    assert sheet.strip().startswith("@media (prefers-color-scheme: dark)"), "only what no element can hold"
    assert '<meta name="color-scheme" content="light dark">' in html
    assert all(a["role"] == "presentation" for tag, a in elements if tag == "table")


def test_it_is_small_whatever_the_day(tmp_path, monkeypatch, capsys):
    (tmp_path / "broadsheet.yaml").write_text(SETTINGS)
    corpus.write(tmp_path, site=config.read(SETTINGS), days=1, papers=324)
    code, out, _ = caller(tmp_path, monkeypatch, capsys)("mail")
    assert code == 0
    assert len(out.encode()) < 100_000


def test_nobody_gets_a_day_twice_unless_asked_to(run, folder):
    with MailDoor() as door:
        code, _, err = run("mail", "--to", door.url)
        assert (code, len(door.messages)) == (0, 1), err
        assert door.messages[0][:2] == ("digest@example.org", "ada@example.org")
        assert "sent to 1 of 1" in err
        code, _, err = run("mail", "--to", door.url)
        assert (code, len(door.messages)) == (0, 1)
        assert "was sent before" in err
        assert run("mail", "--to", door.url, "--again")[0] == 0
        assert len(door.messages) == 2
        assert door.messages[0][2]["Message-ID"] == door.messages[1][2]["Message-ID"]
    kept = (folder / ".broadsheet" / "sent.jsonl").read_text()
    assert "ada" not in kept


LISTS = """\
languages: [en, zh]
mail:
  list-id: daily.example.org
  lists:
    - {name: readers, language: zh, list-id: zh.daily.example.org, unsubscribe: "https://example.org/leave?list=zh"}
    - name: Wu
      language: zh
      to: wu@example.org
"""


@pytest.fixture
def lists(folder, monkeypatch):
    """Three lists: one in the site's first language, two in its second."""
    settings = SETTINGS.replace(SETTINGS.splitlines(keepends=True)[-1], LISTS)
    (folder / "broadsheet.yaml").write_text(settings)
    monkeypatch.setenv("MAIL_TO_ZH", "lin@example.org, ada@example.org")
    yield folder
    (folder / "broadsheet.yaml").write_text(SETTINGS)


def in_languages(messages):
    return [(to, message["Content-Language"], message["List-ID"]) for _, to, message in messages]


def test_each_list_gets_the_day_in_its_language_and_nobody_twice(run, lists):
    own = ("ada@example.org", "en", "<daily.example.org>")
    chinese = [(f"{name}@example.org", "zh", "<zh.daily.example.org>") for name in ("lin", "ada")]
    chinese.append(("wu@example.org", "zh", None))
    with MailDoor() as door:
        code, _, err = run("mail", "--to", door.url, "--language", "zh")
        assert (code, in_languages(door.messages)) == (0, chinese), err
        code, _, err = run("mail", "--to", door.url)
        assert (code, in_languages(door.messages)) == (0, [*chinese, own]), err
        assert "2026-01-27 in en sent to 1 of 1" in err
        assert "2026-01-27 in zh was sent before" in err
        assert run("mail", "--to", door.url)[0] == 0
        assert len(door.messages) == 4
    assert "list=zh" in door.messages[0][2]["List-Unsubscribe"]
    assert "1月27日" in door.messages[0][2]["Subject"]
    assert len({message["Message-ID"] for _, _, message in door.messages}) == 3


def test_what_one_list_refuses_stops_no_other(run, lists):
    with MailDoor() as door:
        door.replies = {"ada@example.org": "552 5.2.2 mailbox full"}
        assert run("mail", "--to", door.url)[0] == 1
        assert [to for _, to, _ in door.messages] == ["lin@example.org", "wu@example.org"]
        door.replies = {}
        assert run("mail", "--to", door.url)[0] == 0
        assert [to for _, to, _ in door.messages[2:]] == ["ada@example.org"] * 2


def test_a_list_without_addresses_is_named_before_anybody_gets_anything(run, lists, monkeypatch):
    monkeypatch.delenv("MAIL_TO_ZH")
    with MailDoor() as door:
        code, _, err = run("mail", "--to", door.url)
        assert (code, door.messages) == (2, [])
        assert "MAIL_TO_ZH is not set" in err


def test_a_list_in_a_language_that_the_site_has_not_is_a_mistake_of_the_configuration():
    with pytest.raises(ConfigError) as caught:
        config.read(
            SETTINGS.replace(SETTINGS.splitlines(keepends=True)[-1], LISTS.replace("[en, zh]", "[en, de]"))
        )
    assert str(caught.value).startswith("broadsheet.yaml:9: mail is to be in zh, and the site is in en, de")


def test_two_runs_at_once_send_it_once(folder):
    codes = []

    def send(url):
        words = ["-q", "-C", str(folder), "mail", "--to", url]
        codes.append(root.main(words, prog_name="broadsheet", standalone_mode=False))

    with MailDoor() as door:
        runs = [threading.Thread(target=send, args=(door.url,)) for _ in range(3)]
        for each in runs:
            each.start()
        for each in runs:
            each.join()
        assert (codes, len(door.messages)) == ([0, 0, 0], 1)


def test_who_is_refused_stops_nobody_else_and_is_tried_again(run, monkeypatch):
    monkeypatch.setenv("MAIL_TO", "full@example.org, grey@example.org, ada@example.org")
    with MailDoor() as door:
        door.replies = {
            "full@example.org": "552 5.2.2 mailbox full",
            "grey@example.org": "451 4.7.1 greylisted, come back in five minutes",
        }
        code, _, err = run("mail", "--to", door.url)
        assert code == 1
        assert [to for _, to, _ in door.messages] == ["ada@example.org"]
        lines = [line for line in err.splitlines() if line.startswith("error:")]
        assert len(lines) == 2
        assert "f…@example.org: takes no message for it (552 5.2.2 mailbox full)" in lines[0]
        assert "g…@example.org: takes no message now (451 4.7.1 greylisted" in lines[1]
        assert "sent to 1 of 3" in err
        door.replies = {}
        code, _, err = run("mail", "--to", door.url)
        assert (code, len(door.messages)) == (0, 3)
        assert "1 had it" in err


def test_a_connection_that_breaks_before_the_message_is_one_line_and_nothing_counts_as_sent(run):
    with MailDoor() as door:
        door.replies = {"ada@example.org": None}
        code, _, err = run("mail", "--to", door.url)
        assert code == 1
        assert "broke the connection\n       run it again: nobody gets the day twice" in err
        door.replies = {}
        assert run("mail", "--to", door.url)[0] == 0
        assert len(door.messages) == 1


def test_of_a_connection_that_breaks_after_the_message_it_is_said_that_it_may_have_arrived(run):
    with MailDoor(hangs_up=True) as door:
        code, _, err = run("mail", "--to", door.url)
        assert code == 1
        assert "broke off before it said whether it took the message" in err
        assert "nobody gets the day twice" not in err
        assert "may get it once more" in err
        door.hangs_up = False
        assert run("mail", "--to", door.url)[0] == 0
        assert len(door.messages) == 1


def test_a_server_that_is_not_there_is_one_line(run):
    code, _, err = run("mail", "--to", "smtp://localhost:9")
    assert code == 1
    assert "localhost:9: could not be reached" in err
    assert "Traceback" not in err


@pytest.fixture(scope="module")
def certificate(tmp_path_factory):
    folder = tmp_path_factory.mktemp("certificate")
    words = "openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2"
    files = [
        "-subj",
        "/CN=localhost",
        "-addext",
        "subjectAltName=DNS:localhost",
        "-keyout",
        "key.pem",
        "-out",
        "cert.pem",
    ]
    try:
        subprocess.run([*words.split(), *files], check=True, cwd=folder, capture_output=True)
    except (OSError, subprocess.CalledProcessError):
        pytest.skip("openssl is not there to make a certificate")
    return folder


@pytest.fixture
def tls(certificate, monkeypatch):
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate / "cert.pem"))
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(certificate / "cert.pem", certificate / "key.pem")
    return context


def test_a_login_goes_over_an_encrypted_connection_and_a_wrong_one_is_refused_in_one_line(
    run, monkeypatch, tls
):
    monkeypatch.setenv("SMTP_USER", "digest")
    with MailDoor(users={"digest": "sesame"}, tls=tls) as door:
        monkeypatch.setenv("SMTP_PASSWORD", "open")
        code, _, err = run("mail", "--to", door.url)
        assert (code, door.messages) == (1, [])
        assert "refuses the login (535" in err
        assert "open" not in err
        monkeypatch.setenv("SMTP_PASSWORD", "sesame")
        assert run("mail", "--to", door.url)[0] == 0
        assert len(door.messages) == 1


def test_no_login_goes_over_an_open_connection(run, monkeypatch):
    monkeypatch.setenv("SMTP_USER", "digest")
    monkeypatch.setenv("SMTP_PASSWORD", "sesame")
    with MailDoor() as door:
        code, _, err = run("mail", "--to", door.url)
        assert (code, door.messages) == (1, [])
        assert "offers no encryption" in err


@pytest.mark.parametrize(
    ("words", "variables", "says"),
    [
        (["--to", "smtp://me:secret@mail.example.org"], {}, "holds credentials"),
        (["--to", "smtp://"], {}, "no server of mail"),
        (["--to", "smtp://localhost/inbox"], {}, "a host and a port"),
        (["--to", "smtp://localhost:9"], {"MAIL_TO": ""}, "MAIL_TO is not set"),
        (["--to", "smtp://localhost:9"], {"MAIL_TO": "Ada <ada@example.org>"}, "no address"),
        (["--to", "smtp://localhost:9"], {"SMTP_USER": "me"}, "SMTP_PASSWORD is not set"),
        (["2026-01-28"], {}, "no page of 2026-01-28"),
        (["--to", "fax"], {}, "./fax is a file of that name"),
        (["--to", "slak"], {}, "did you mean slack?"),
        (["--to", "pager:ROOM"], {}, "./pager:ROOM is a file of that name"),
        (["--to", ""], {}, "names nobody"),
        (["--to", "ada@example.org"], {}, "MAIL_TO"),
        (["--to", "mailto:ada@example.org"], {}, "MAIL_TO"),
        (
            ["--to", "mail.example.org"],
            {},
            "smtp://mail.example.org sends it to that mail server; ./mail.exam",
        ),
        (["--to", "mail.example.org:587"], {}, "smtp://mail.example.org:587 sends it"),
        (["--to", "localhost:25"], {}, "smtp://localhost:25 sends it"),
        (["--to", "day.html"], {}, "./day.html is a file of that name"),
        (["--to", "smpt://localhost:9"], {}, "did you mean smtp://?"),
        (["--to", "smpts://localhost:9"], {}, "did you mean smtps://?"),
        (["--to", "SMTP://localhost:9"], {"MAIL_TO": ""}, "MAIL_TO is not set"),
        (["--to", "~nobody.of.that.name/day"], {}, "is in nobody's home"),
        (["--to", "https://hooks.example.org/x"], {}, "NTFY_URL"),
        (["--to", "new/"], {}, "is a folder"),
        (["--to", "."], {}, "is a folder"),
    ],
)
def test_what_cannot_be_meant_is_exit_code_2(run, monkeypatch, words, variables, says):
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    code, _, err = run("mail", *words)
    assert code == 2
    assert says in err
    assert "secret" not in err


@pytest.mark.parametrize(
    "name", ["day.eml", "./fax", "new/fax", "./ada@home.eml", "ada@home.eml", "day.txt", "./mail.example.org"]
)
def test_what_has_a_slash_in_it_or_ends_as_a_message_does_is_a_file(run, tmp_path, monkeypatch, name):
    monkeypatch.chdir(tmp_path)
    code, _, err = run("mail", "--to", name)
    assert (code, err) == (0, f"{name}: the message of 2026-01-27\n")
    assert (tmp_path / name).read_bytes().startswith(b"From: ")


def test_a_file_in_the_home_is_one_where_the_shell_leaves_that_to_us(run, tmp_path, monkeypatch):
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    code, _, err = run("mail", "--to=~/day.eml")
    assert (code, err) == (0, f"{tmp_path}/home/day.eml: the message of 2026-01-27\n")
    assert (tmp_path / "home" / "day.eml").is_file()


def test_an_old_day_is_sent_only_where_it_is_named(run, monkeypatch):
    monkeypatch.setenv("SOURCE_DATE_EPOCH", str(int(NOW) + 10 * 86_400))
    with MailDoor() as door:
        code, _, err = run("mail", "--to", door.url)
        assert (code, door.messages) == (0, [])
        assert "only where it is named" in err
        assert run("mail", "2026-01-27", "--to", door.url)[0] == 0
        assert len(door.messages) == 1


def test_invented_days_go_to_nobody(digest_folder, monkeypatch, capsys):
    code, _, err = caller(digest_folder, monkeypatch, capsys)("mail", "--to", "smtp://localhost:9")
    assert code == 2
    assert "invented" in err


@given(title=st.text(), lead=st.text())
def test_no_title_writes_a_header(title, lead):
    site = config.Site(title=title or "x")
    letter = mail.Letter(date(2026, 1, 27), "en", f"27 January: {lead}", "<p>x</p>", "x")
    made = bytes(mail.message(letter, Envelope("a@example.org", "b@example.org"), site))
    names = [
        line.partition(b":")[0] for line in made.partition(b"\r\n\r\n")[0].split(b"\r\n") if line[:1] > b" "
    ]
    assert sorted(names) == sorted(
        [
            *(b"From", b"To", b"Subject", b"Date", b"Message-ID", b"Auto-Submitted", b"MIME-Version"),
            *(b"Content-Type", b"Content-Language"),
        ]
    )


TEXTS = st.text() | st.sampled_from(
    [
        "A Room With Two Suns: Relighting Without Inverse Rendering",
        "两个太阳的房间：无需逆向渲染的重新打光，" * 4,
        "The Daily Preprint, of a Department of Many Words, and of Commas in Its Long Name",
        "=?utf-8?q?x?=",
        "w" * 1200,
    ]
)


@given(title=TEXTS, lead=TEXTS)
def test_every_header_begins_on_the_line_of_its_name_and_says_what_was_meant(title, lead):
    leave = "https://example.org/leave?list=" + "daily" * 20
    to = config.Mail(list_id="daily.example.org", unsubscribe=leave)
    site = config.Site(title=title or "x", mail=to)
    letter = mail.Letter(date(2026, 1, 27), "en", f"27 January: {lead}", "<p>x</p>", "x")
    whole = bytes(mail.message(letter, Envelope("a@example.org", "b@example.org"), site))
    head = whole.partition(b"\r\n\r\n")[0].split(b"\r\n")
    assert not [line for line in head if re.fullmatch(rb"[\w-]+:\s*", line)]
    assert all(len(line) <= 998 for line in head)
    read = email.message_from_bytes(whole)
    name, address = parseaddr(read["From"])
    assert _decoded(read["Subject"]) == _seen(f"27 January: {lead}")
    assert (_decoded(name), address) == (_seen(title or "x"), "a@example.org")
    assert f"List-Unsubscribe: <{leave}>".encode() in head


def _decoded(header):
    return str(make_header(decode_header(header))).replace("\r\n", "")


def _seen(text):
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())


@pytest.mark.parametrize("url", ["smtp://[::1", "http://mail.example.org", "smtp://h:99999", "smtps:mail"])
def test_an_address_that_is_no_mail_server_is_refused(url):
    with pytest.raises(UsageError):
        mail.server(url)


def test_the_record_is_read_after_a_line_was_cut_off(tmp_path):
    with mail.Sent.alone(tmp_path, on_wait=print) as sent:
        sent.note(date(2026, 1, 27), "ada@example.org", "en")
    with (tmp_path / "sent.jsonl").open("ab") as file:
        file.write(b'{"day": "2026-01-2')
    with mail.Sent.alone(tmp_path, on_wait=print) as sent:
        assert sent.has(date(2026, 1, 27), "ada@example.org", "en")
        assert not sent.has(date(2026, 1, 27), "ada@example.org", "zh")
        sent.note(date(2026, 1, 28), "ada@example.org", "en")
    with mail.Sent.alone(tmp_path, on_wait=print) as sent:
        assert sent.has(date(2026, 1, 28), "ada@example.org", "en")
        with pytest.raises(UsageError), locks.alone(tmp_path / "sent-lock"):
            pass
