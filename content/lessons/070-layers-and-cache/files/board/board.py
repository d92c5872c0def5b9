"""Prints the departures of today, from ships.txt, with a template."""

from pathlib import Path

from jinja2 import Template

board = Template("{% for ship, to, at in ships %}{{ at }}  {{ ship }} to {{ to }}\n{% endfor %}")
print(board.render(ships=[line.split() for line in Path("ships.txt").read_text().splitlines()]))
