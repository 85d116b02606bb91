"""The page of `malaprop report` in a real browser: what an editor sees, presses and prints, and what may not happen."""

import shutil
from pathlib import Path

import pytest

pytest.importorskip("selenium")

from browser import chromium
from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys

from lint.cli import main
from lint.reporters._page.signs import runs

pytestmark = pytest.mark.slow
SEEDS = Path(__file__).parent.parent / "seeds"
HOSTILE = (
    "<script>document.title = 'taken'; alert(1)</script></pre></details></script><style>*{display:none}</style>\n\n"
    '<img src=x onerror="alert(2)"> [a link](javascript:alert(3)) ![x](http://x.example/y.png) &lt;b&gt; &#x202e;\n\n'
    "It was told. . And “turned \u202eround \u2067and\x00 \x1b[31m\u200bthere \ufffe” it ends. .\r\n\r\n"
    "مرحبا بالعالم. . שלום עולם 👩‍👩‍👧 " + "Z" + "\u0301" * 60 + " <!-- x --> {{ 7*7 }} \r\n" + "long" * 20_000 + "\n"
)
LINE = " ".join(f"w{n * n % 99991:x}" for n in range(160_000)) + " It was told. . Yes."


@pytest.fixture(scope="module")
def page(tmp_path_factory):
    """A report of the specimens, of a hostile article, a very long line and a file that cannot be read."""
    place = tmp_path_factory.mktemp("page")
    articles = place / "articles"
    shutil.copytree(SEEDS, articles, ignore=shutil.ignore_patterns("*.yaml"))
    (articles / "hostile <b>\N{RIGHT-TO-LEFT OVERRIDE}.md").write_text(HOSTILE, "utf-8", newline="")
    (articles / "line.txt").write_text(LINE, "utf-8")
    (articles / "latin.txt").write_bytes(b"caf\xe9")
    assert main(["report", str(articles), "-o", str(place / "report.html"), "--date", "2026-03-01"]) == 3
    return place / "report.html"


@pytest.fixture(scope="module")
def browser():
    with chromium.opened() as opened:
        yield opened


@pytest.fixture
def seen(browser, page):
    """The page, opened afresh in a wide window."""
    browser.set_window_size(1360, 1000)
    browser.get(page.as_uri())
    return browser


def press(browser, *keys):
    ActionChains(browser).send_keys(*keys).perform()


def focused(browser):
    return browser.switch_to.active_element


def status(browser):
    return browser.find_element(By.ID, "status").text


def shown(browser, selector):
    """How many of such elements are in sight of the filters: neither they nor what they are in is hidden."""
    script = "return [...document.querySelectorAll(arguments[0])].filter((e) => !e.closest('[hidden]')).length"
    return browser.execute_script(script, selector)


def article(browser, words):
    script = "return [...document.querySelectorAll('article')].find((e) => e.dataset.path.includes(arguments[0]))"
    return browser.execute_script(script, words)


def choose(browser, name, value):
    script = (
        "const s = document.getElementById(arguments[0]); s.value = arguments[1];"
        "s.dispatchEvent(new Event('change', {bubbles: true}));"
    )
    browser.execute_script(script, name, value)


def test_no_request_leaves_the_page(browser, page):
    chromium.requests(browser)
    browser.get(page.as_uri())
    browser.find_element(By.ID, "open-all").click()
    for _ in range(30):
        press(browser, "n")
    browser.execute_script("scrollTo(0, document.body.scrollHeight)")
    asked = [url for url in chromium.requests(browser) if not url.startswith("data:,")]
    assert asked == [page.as_uri()]
    assert [row for row in browser.get_log("browser") if row["level"] == "SEVERE"] == []


def test_a_hostile_article_stays_text_and_inside_its_sheet(seen):
    hostile = article(seen, "hostile")
    seen.execute_script("arguments[0].firstElementChild.open = true", hostile)
    text = seen.execute_script("return arguments[0].querySelector('pre').textContent", hostile)
    assert text == "".join(run for run, _ in runs(HOSTILE))
    assert seen.title.endswith("malaprop")
    inside = (
        "return [...arguments[0].querySelectorAll('pre *')].map((e) => e.localName + (e.onclick || e.style.cssText))"
    )
    assert set(seen.execute_script(inside, hostile)) <= {"span", "a", "b"}
    assert "hostile <b>U+202E.md" in hostile.text
    for width in (1360, 800, 400):
        seen.set_window_size(width, 900)
        assert seen.execute_script("return document.documentElement.scrollWidth <= innerWidth"), width
        beyond = "const s = document.querySelector('.sheet').getBoundingClientRect(); return s.right <= innerWidth"
        assert seen.execute_script(beyond), width


def test_a_line_of_a_megabyte_stays_inside_its_sheet(seen):
    line = article(seen, "line.txt")
    seen.execute_script("arguments[0].firstElementChild.open = true; arguments[0].scrollIntoView()", line)
    assert seen.execute_script("return document.documentElement.scrollWidth <= innerWidth")
    assert seen.execute_script("return arguments[0].querySelector('pre').textContent", line) == LINE


def test_injected_scripts_do_not_run(browser, page, tmp_path):
    source = page.read_text("utf-8")
    bad = "<script>document.title='taken'</script><img src=x onerror=\"document.title='taken'\">"
    bad += "<p style='color:red' id=red>"
    (tmp_path / "tampered.html").write_text(source.replace("<main>", bad + "<main>", 1), "utf-8")
    browser.get((tmp_path / "tampered.html").as_uri())
    assert "taken" not in browser.title
    assert browser.execute_script("return getComputedStyle(document.getElementById('red')).color") != "rgb(255, 0, 0)"
    assert browser.find_element(By.ID, "filters").is_displayed()  # the page's own script is allowed
    said = " ".join(row["message"] for row in browser.get_log("browser"))
    assert "Content Security Policy" in said


def test_from_finding_to_finding_by_keys(seen):
    press(seen, Keys.TAB)
    assert focused(seen).text == "Skip to the articles"
    press(seen, Keys.ENTER)
    assert seen.execute_script("return document.activeElement.id") == "articles"
    press(seen, "n")
    first = focused(seen)
    assert first.get_attribute("class").startswith("m ")
    assert first.is_displayed()
    card = seen.find_element(By.ID, "card")
    note = seen.find_element(By.ID, first.get_attribute("aria-describedby").split()[0])
    assert note.find_element(By.CLASS_NAME, "said").text in card.text
    assert status(seen).startswith("Mark 1 of ")
    press(seen, "j")
    second = focused(seen)
    assert second.id != first.id
    press(seen, "k")
    assert focused(seen).id == first.id
    press(seen, "p")
    total = status(seen).split()[-1]
    assert status(seen) == f"Mark {total} of {total}"
    press(seen, Keys.ESCAPE)
    assert not card.is_displayed()
    press(seen, "/")
    assert focused(seen).get_attribute("id") == "find"
    press(seen, "n")
    assert focused(seen).get_attribute("value") == "n"  # written, not obeyed


def test_single_keys_can_be_switched_off(seen):
    seen.execute_script("document.getElementById('keys').click()")
    press(seen, "n")
    assert focused(seen).tag_name == "body"


def test_filters(seen):
    everything = status(seen)
    articles = shown(seen, "article")
    choose(seen, "by-rule", "name-drift")
    told = shown(seen, ".notes > li")
    assert told == shown(seen, '.notes > li[data-rule="name-drift"]') > 0
    assert (
        status(seen)
        == f"{told} of {everything.split()[0]} findings, in {shown(seen, 'article')} of {articles} articles"
    )
    marked = (
        "return [...document.querySelectorAll('a.m:not(.off)')].every((a) => a.getAttribute('aria-describedby')"
        ".split(' ').some((id) => document.getElementById(id).dataset.rule === 'name-drift'))"
    )
    assert seen.execute_script(marked)
    seen.find_element(By.CSS_SELECTOR, "button[type=reset]").click()
    chromium.until(lambda: status(seen) == everything)

    for box in seen.find_elements(By.CSS_SELECTOR, "[name=level]")[:2]:
        box.click()
    assert shown(seen, ".notes > li") == shown(seen, '.notes > li[data-level="note"]') > 0
    assert 0 < shown(seen, "article") < articles
    seen.find_elements(By.CSS_SELECTOR, "[name=level]")[2].click()
    assert seen.find_element(By.ID, "nothing").is_displayed()
    seen.find_element(By.ID, "clear").click()
    chromium.until(lambda: status(seen) == everything)

    seen.find_element(By.ID, "find").send_keys("SALVATT spelling")  # words of a finding
    chromium.until(lambda: shown(seen, "article") == 1)
    assert "science-news.md" in seen.find_element(By.CSS_SELECTOR, "article:not([hidden])").text
    seen.find_element(By.ID, "find").clear()
    seen.find_element(By.ID, "find").send_keys("octopuses")  # of a title; the good version has it too
    chromium.until(lambda: shown(seen, "article") == 2)
    seen.find_element(By.ID, "find").clear()
    seen.find_element(By.ID, "find").send_keys("no such words anywhere")
    chromium.until(lambda: shown(seen, "article") == 0)
    seen.find_element(By.ID, "clear").click()
    chromium.until(lambda: status(seen) == everything)

    choose(seen, "by-verdict", "word spinner")
    assert shown(seen, "article") == shown(seen, 'article[data-verdict="word spinner"]') == 3
    choose(seen, "by-verdict", "")
    choose(seen, "by-file", article(seen, "recipe.html").get_attribute("id"))
    assert shown(seen, "article") == 1


def test_the_order_can_be_chosen(seen):
    paths = "return [...document.querySelectorAll('article')].map((e) => e.dataset.path)"
    before = seen.execute_script(paths)
    choose(seen, "order", "path")
    assert seen.execute_script(paths) == sorted(before)
    choose(seen, "order", "words")
    numbers = "return [...document.querySelectorAll('article')].map((e) => +e.dataset.words)"
    assert seen.execute_script(numbers) == sorted(seen.execute_script(numbers), reverse=True)
    choose(seen, "order", "")
    assert seen.execute_script(paths) == before


def test_hovering_over_a_mark_of_several_findings_tells_them_all(seen):
    script = (
        "return [...document.querySelectorAll('a.m')].find((a) => a.getAttribute('aria-describedby').includes(' '))"
    )
    mark = seen.execute_script(script)
    seen.execute_script(
        "arguments[0].closest('details').open = true; arguments[0].scrollIntoView({block: 'center'})", mark
    )
    ActionChains(seen).move_to_element(mark).perform()
    card = seen.find_element(By.ID, "card")
    chromium.until(card.is_displayed)
    for name in mark.get_attribute("aria-describedby").split():
        assert seen.find_element(By.ID, name).find_element(By.CLASS_NAME, "said").text in card.text
    ActionChains(seen).move_to_element(card).pause(0.6).perform()  # the pointer may go into the explanation
    assert card.is_displayed()
    press(seen, Keys.ESCAPE)
    assert not card.is_displayed()


def test_a_link_to_a_finding_opens_its_article(browser, page):
    browser.get("about:blank")
    browser.get(page.as_uri() + "#a3f1")
    chromium.until(lambda: browser.execute_script("return document.getElementById('a3').firstElementChild.open"))


def test_colours_follow_the_system_until_they_are_chosen(seen):
    ground = "return getComputedStyle(document.body).backgroundColor"
    assert seen.execute_script(ground) == "rgb(252, 251, 248)"
    choose(seen, "theme", "dark")
    assert seen.execute_script(ground) == "rgb(23, 24, 26)"
    choose(seen, "theme", "")
    assert seen.execute_script(ground) == "rgb(252, 251, 248)"


def test_on_paper_articles_with_findings_are_open_and_filters_are_not_there(seen):
    seen.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": "print"})
    try:
        height = "return arguments[0].querySelector('pre').getBoundingClientRect().height"
        assert seen.execute_script(height, article(seen, "wire-report.txt")) > 100
        assert not seen.find_element(By.ID, "filters").is_displayed()
    finally:
        seen.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": ""})


def test_without_scripts(page):
    with chromium.opened(scripts=False) as browser:
        browser.get(page.as_uri())
        assert not browser.find_element(By.ID, "filters").is_displayed()
        assert "could not be checked" in browser.find_element(By.CLASS_NAME, "alarm").text
        summary = browser.find_element(By.CSS_SELECTOR, "article summary")
        summary.click()
        mark = browser.find_element(By.CSS_SELECTOR, "article a.m")
        assert mark.is_displayed()
        assert mark.get_attribute("title")
        mark.click()
        target = mark.get_attribute("href").partition("#")[2]
        assert browser.current_url.endswith(target)
        assert browser.find_element(By.ID, target).is_displayed()


def test_on_a_phone_a_tap_explains(page):
    with chromium.opened(touch=True) as browser:
        browser.get(page.as_uri())
        assert browser.execute_script("return document.documentElement.scrollWidth <= innerWidth")
        browser.find_element(By.CSS_SELECTOR, "article summary").click()
        browser.find_element(By.CSS_SELECTOR, "article a.m").click()
        card = browser.find_element(By.ID, "card")
        assert card.is_displayed()
        assert card.rect["width"] == 390
        assert "#" not in browser.current_url


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_nothing_bars_a_reader(seen, theme):
    script = chromium.axe()
    choose(seen, "theme", theme)
    for name in ("wire-report.txt", "science-news.md", "hostile"):
        seen.execute_script("arguments[0].firstElementChild.open = true", article(seen, name))
    seen.execute_script("document.querySelector('.more').open = true")
    press(seen, "n")
    seen.execute_script(script)
    run = (
        "const done = arguments[0]; const told = (n) => n.html.slice(0, 200) + n.failureSummary;"
        "axe.run(document).then((r) => done(r.violations.map((v) => v.id + ': ' + v.nodes.slice(0, 3).map(told))))"
    )
    assert seen.execute_async_script(run) == []
    choose(seen, "theme", "")
