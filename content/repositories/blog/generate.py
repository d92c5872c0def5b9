"""Makes the blog: articles and templates in, HTML pages out. Run it in the folder it is in."""

import shutil
from pathlib import Path

import jinja2
import markdown
import yaml


def read_article(path):
    """An article is YAML between two lines of dashes, then Markdown."""
    _, head, body = path.read_text(encoding="utf-8").split("---\n", 2)
    article = yaml.safe_load(head)
    article["address"] = f"{path.stem}.html"
    article["html"] = markdown.markdown(body, extensions=["fenced_code", "tables"])
    return article


def main():
    config = yaml.safe_load(Path("config.yml").read_text(encoding="utf-8"))
    articles = [read_article(path) for path in Path("articles").glob("*.md")]
    articles.sort(key=lambda article: article["date"], reverse=True)

    output = Path(config["output"])
    shutil.rmtree(output, ignore_errors=True)
    shutil.copytree("static", output / "static")

    pages = jinja2.Environment(loader=jinja2.FileSystemLoader("templates"), autoescape=True)
    index = pages.get_template("index.html").render(config=config, articles=articles)
    (output / "index.html").write_text(index, encoding="utf-8")
    for article in articles:
        page = pages.get_template("article.html").render(config=config, article=article)
        (output / article["address"]).write_text(page, encoding="utf-8")
        print(f"{article['date']}  {article['title']}")
    print(f"{len(articles)} articles in {output}/")


if __name__ == "__main__":
    main()
