"""The workload as peers write it. What a peer has no type for becomes a choice, so that everybody asks as much."""

import json
from collections.abc import Iterator, Sequence

from workload import Question, Requirement, StudyPage


def choices(one: Question) -> tuple[str, tuple[str, ...], tuple[int, ...]]:
    """Return a question as stem, options and the indexes of the right ones."""
    match one.type:
        case "single" | "multiple":
            return one.stem, one.options, one.right
        case "truefalse":
            return one.stem, ("对", "错"), (1 - one.right[0],)
        case "case":
            return f"{one.more[0]}{one.more[1]}，该补哪一步？", one.options, one.right
        case "match":
            return one.stem, tuple(f"{left}：{right}" for left, right in zip(one.options, one.more, strict=True)), (0,)
        case _:
            return one.stem.replace("{{}}", "____"), one.options, (0,)


def reading(page: StudyPage) -> str:
    """Return a study page as plain Markdown that every engine reads."""
    return "\n".join([f"# {page.title}\n", f"{page.intro}\n", *map(_requirement, page.requirements)])


def _requirement(one: Requirement) -> str:
    points = "\n".join(f"- **{point.label}**：{point.text}" for point in one.points)
    return f"## {one.title}\n\n{one.text}\n\n{points}\n"


def mkdocs_settings(pages: Sequence[StudyPage], plugins: Sequence[str], *, quizzes: bool) -> str:
    """Return the settings of a plain site with Material and the same features as ours."""
    study = "".join(f"      - study/{page.name}.md\n" for page in pages)
    asked = "".join(f"      - quizzes/{page.name}.md\n" for page in pages) if quizzes else ""
    return (
        "site_name: 量一量\nuse_directory_urls: false\n"
        "theme:\n  name: material\n  language: zh\n  font: false\n"
        "  features: [navigation.tabs, navigation.sections, navigation.top, navigation.footer, search.suggest]\n"
        f"plugins: [{', '.join(plugins)}]\n"
        "markdown_extensions: [attr_list, md_in_html, tables, toc, admonition, pymdownx.details, pymdownx.superfences]\n"
        f"nav:\n  - index.md\n  - 学习:\n{study}" + (f"  - 自测:\n{asked}" if quizzes else "")
    )


def mkdocs_site(pages: Sequence[StudyPage], plugins: Sequence[str], *, quizzes: bool) -> dict[str, str]:
    """Return a MkDocs project: study pages, and with `quizzes` a page of mkdocs-quiz for each."""
    told = {"mkdocs.yml": mkdocs_settings(pages, plugins, quizzes=quizzes), "docs/index.md": "# 量一量\n"}
    for page in pages:
        told[f"docs/study/{page.name}.md"] = reading(page)
        if quizzes:
            told[f"docs/quizzes/{page.name}.md"] = mkdocs_quiz(page.title, page.questions)
    return told


def mkdocs_quiz(title: str, questions: Sequence[Question]) -> str:
    """Return a page with questions as mkdocs-quiz reads them."""
    return "\n".join([f"# {title}\n", *(_mkdocs_question(one) for one in questions)])


def _mkdocs_question(one: Question) -> str:
    stem, options, right = choices(one)
    lines = "\n".join(f"- [{'x' if at in right else ' '}] {text}" for at, text in enumerate(options))
    return f"<quiz>\n{stem}\n{lines}\n\n{one.explanation}\n</quiz>\n"


HUGO_SETTINGS = 'baseURL = "http://127.0.0.1/"\nlanguageCode = "zh"\ntitle = "量一量"\ndisableKinds = ["taxonomy", "term", "RSS", "sitemap"]\nuglyURLs = true\n'
HUGO_PAGE = """<!doctype html>
<html lang="zh"><head><meta charset="utf-8"><title>{{ .Title }}</title></head>
<body><nav>{{ range .Site.RegularPages }}<a href="{{ .RelPermalink }}">{{ .Title }}</a> {{ end }}</nav>
<main><h1>{{ .Title }}</h1>{{ .Content }}
{{ with .Params.questions }}<ol>{{ range . }}<li><p>{{ .stem }}</p><ol type="A">{{ range .options }}<li>{{ . }}</li>{{ end }}</ol>
<details><summary>答案</summary>{{ range .right }}{{ . }} {{ end }}<p>{{ .explanation }}</p></details></li>{{ end }}</ol>{{ end }}
</main></body></html>
"""


def hugo_site(pages: Sequence[StudyPage]) -> dict[str, str]:
    """Return a Hugo project that shows the same pages and questions by one plain layout."""
    told = {"hugo.toml": HUGO_SETTINGS}
    for kind in ("single", "list", "home"):
        told[f"layouts/_default/{kind}.html"] = HUGO_PAGE
    for page in pages:
        told[f"content/study/{page.name}.md"] = f"---\ntitle: {page.title}\n---\n\n{reading(page)}"
        asked = json.dumps(
            {"title": page.title, "questions": list(_hugo_questions(page.questions))}, ensure_ascii=False
        )
        told[f"content/quizzes/{page.name}.md"] = f"{asked}\n\n"
    return told


def _hugo_questions(questions: Sequence[Question]) -> Iterator[dict[str, object]]:
    for one in questions:
        stem, options, right = choices(one)
        yield {"stem": stem, "options": options, "right": ["ABCDE"[at] for at in right], "explanation": one.explanation}


def vitepress_site(page: StudyPage) -> dict[str, str]:
    """Return a VitePress site with a page of questions; the verdict is the few lines of Vue that its users write."""
    asked = json.dumps(list(_hugo_questions(page.questions)), ensure_ascii=False)
    quiz = (
        '<script setup>\nimport { reactive } from "vue"\n'
        f"const questions = {asked}\nconst chosen = reactive({{}}), told = reactive({{}})\n</script>\n\n"
        f"# {page.title}\n\n"
        '<form v-for="(one, at) in questions" @submit.prevent="told[at] = one.right.includes(chosen[at])">\n'
        "<p>{{ one.stem }}</p>\n"
        '<label v-for="(text, number) in one.options"><input type="radio" :name="at" :value="\'ABCDE\'[number]" '
        'v-model="chosen[at]">{{ text }}</label>\n'
        '<button>提交</button><p role="status">{{ told[at] === undefined ? "" : told[at] ? "正确" : one.explanation }}</p>\n'
        "</form>\n"
    )
    settings = 'export default { title: "量一量", themeConfig: { search: { provider: "local" } } }\n'
    return {".vitepress/config.mjs": settings, "index.md": "# 首页\n", "study.md": reading(page), "quiz.md": quiz}


def survey_page(page: StudyPage) -> str:
    """Return a page with SurveyJS, which by itself tells right from wrong at the very end only."""
    elements = [
        {
            "type": "radiogroup",
            "name": one.id,
            "title": one.stem,
            "choices": list(one.options),
            "correctAnswer": one.options[one.right[0]],
        }
        for one in page.questions
    ]
    model = json.dumps({"elements": elements}, ensure_ascii=False)
    return (
        '<!doctype html><html lang="zh"><meta charset="utf-8"><title>量一量</title>'
        '<link rel="stylesheet" href="survey-core.min.css"><script src="survey.core.min.js"></script>'
        '<script src="survey-js-ui.min.js"></script><div id="quiz"></div><p id="verdict"></p><script>'
        f"const survey = new Survey.Model({model});"
        "survey.onValueChanged.add((_, {question}) => {"
        'document.getElementById("verdict").textContent = question.isAnswerCorrect() ? "正确" : "错误"});'
        'survey.render(document.getElementById("quiz"));</script></html>'
    )


def fullmark_page(page: StudyPage) -> str:
    """Return a quiz as fullmark reads it, with each verdict told at once."""
    head = f'---\ntitle: "{page.title}"\nfeedback: instant\n---\n'
    return "\n".join([head, *map(_fullmark_question, page.questions)])


def _fullmark_question(one: Question) -> str:
    stem, options, right = choices(one)
    lines = "\n".join(f"- [{'x' if at in right else ' '}] {text}" for at, text in enumerate(options))
    return f"## {stem} {{id={one.id}}}\n\n{lines}\n\n> [!explanation]\n> {one.explanation}\n"
