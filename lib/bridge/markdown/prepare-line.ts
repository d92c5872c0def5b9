import type { Origin } from '../foreign-lesson.ts';
import type { At, Leftovers } from '../report.ts';

/** One line with the origin's own signs replaced: addresses of the learner's machine, links to tabs and files, variables. */
export function prepareLine(line: string, origin: Origin, at: At, left: Leftovers): string {
  return origin === 'killercoda' ? addresses(line, at, left) : directives(line, at, left);
}

function addresses(line: string, at: At, left: Leftovers): string {
  return line
    .replaceAll(/(?:https?:\/\/)?\{\{TRAFFIC_HOST(\d)_(\d+)\}\}/g, (_, host: string, port: string) => {
      if (host !== '1')
        left.add(at, `port ${port} of the machine host${host}`, 'there is one machine only: leave it out');
      return `http://localhost:${port}`;
    })
    .replaceAll(/https?:\/\/\[\[HOST_SUBDOMAIN\]\]-(\d+)-\[\[KATACODA_HOST\]\][\w.]*/g, 'http://localhost:$1')
    .replaceAll(/\[([^\]]*)\]\(\{\{TRAFFIC_SELECTOR\}\}\)|\{\{TRAFFIC_SELECTOR\}\}/g, (_, text: string | undefined) => {
      left.add(at, 'a link to a list of ports', 'write <Preview port="…" /> for the port that is meant');
      return text ?? '';
    });
}

function directives(line: string, at: At, left: Leftovers): string {
  const [, conditional] = /^\s*:::(?:conditionalDisplay\{(.*)\})?\s*$/.exec(line) ?? [];
  if (/^\s*:::(?:conditionalDisplay\{.*\})?\s*$/.test(line)) {
    if (conditional !== undefined)
      left.add(
        at,
        `a part that is shown on a condition (${conditional}) is shown always`,
        'keep the part that is meant',
      );
    return '';
  }
  const variables = [...line.matchAll(/\$\$([A-Za-z_]\w*)\$\$/g)].map(([, name]) => name);
  for (const name of variables)
    left.add(at, `the variable ${name}`, 'there are none here: write a value, or say what to replace');
  return line.replaceAll(
    /:{1,2}(\w+)\[([^\]]*)\]\{([^}]*)\}/g,
    (written, name: string, words: string, attributes: string) => {
      const value = (key: string) =>
        new RegExp(`(?:^|\\s)${key}=(?:"([^"]*)"|(\\S+))`).exec(attributes)?.slice(1).find(Boolean);
      switch (name) {
        case 'tabLink': {
          const href = value('href');
          if (href === undefined)
            left.add(
              at,
              `a link to the tab "${value('id') ?? words}"`,
              'say where it is; tabs are chosen by the learner',
            );
          return href === undefined ? words : `[${words}](${href})`;
        }
        case 'fileLink':
          left.add(
            at,
            `a link that opens ${value('path') ?? words}`,
            'files are opened in the list of files; the name stands in the text',
          );
          return words === value('path') ? `\`${words}\`` : `${words} (\`${value('path') ?? ''}\`)`;
        case 'variableDefinition':
        case 'variableSetButton':
          left.add(at, `${name} ${words}`, 'there are no variables here: write a value, or say what to replace');
          return '';
        default:
          return written;
      }
    },
  );
}
