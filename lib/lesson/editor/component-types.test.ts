import { join } from 'node:path';
import ts from 'typescript';
import { expect, test } from 'vitest';
import { componentTypes } from './component-types.ts';

const root = join(import.meta.dirname, '..', '..', '..');
const declarations = join(root, 'content', 'editor', 'components.d.ts');
const lesson = join(root, 'content', 'editor', 'lesson.tsx');

/** What an editor would mark, by line, in elements as a lesson writes them. */
function marked(...elements: string[]): (string | undefined)[] {
  const names = [
    'Step',
    'Check',
    'Any',
    'Hint',
    'Quiz',
    'Option',
    'Why',
    'Question',
    'Break',
    'Alternative',
    'Preview',
  ];
  const text = [`declare const { ${names.join(', ')} }: MDXProvidedComponents; export const all = [`]
    .concat(
      elements.map((element) => `${element},`),
      ']',
    )
    .join('\n');
  const files = new Map([
    [declarations, componentTypes()],
    [lesson, text],
  ]);
  const options: ts.CompilerOptions = {
    jsx: ts.JsxEmit.ReactJSX,
    module: ts.ModuleKind.ESNext,
    moduleResolution: ts.ModuleResolutionKind.Bundler,
    target: ts.ScriptTarget.ES2022,
    strict: true,
    noEmit: true,
    skipLibCheck: false,
    types: [],
  };
  const host = ts.createCompilerHost(options);
  const { fileExists, readFile, getSourceFile } = host;
  host.fileExists = (name) => files.has(name) || fileExists(name);
  host.readFile = (name) => files.get(name) ?? readFile(name);
  host.getSourceFile = (name, version) => {
    const own = files.get(name);
    return own === undefined ? getSourceFile(name, version) : ts.createSourceFile(name, own, version);
  };
  const program = ts.createProgram([...files.keys()], options, host);
  const found = elements.map((): string | undefined => undefined);
  for (const name of files.keys()) {
    const file = program.getSourceFile(name);
    for (const { start = 0, messageText } of [
      ...program.getSyntacticDiagnostics(file),
      ...program.getSemanticDiagnostics(file),
    ]) {
      const line = file?.getLineAndCharacterOfPosition(start).line ?? 0;
      const message = ts.flattenDiagnosticMessageText(messageText, ' ');
      if (name === declarations) throw new Error(`line ${line + 1} of the declarations: ${message}`);
      found[line - 1] ??= message;
    }
  }
  return found;
}

test('editors accept what lessons write, and mark what lint would refuse', () => {
  const right = [
    '<Step id="a" title="A">text</Step>',
    '<Check id="a" kind="container-running" name="web" mode="holds" needs="b" />',
    '<Check id="a" kind="image-cmd" image="x" command="y" form="exec" />',
    '<Any id="a"><Check id="b" kind="file-exists" path="x" /></Any>',
    '<Quiz id="q" question="?"><Option id="a" right>A<Why>w</Why></Option></Quiz>',
    '<Question id="q" question="?" of="exit-code" name="x" />',
    '<Question id="q" question="?" />',
    '<Break id="b" check="a" says="check.typo">x</Break>',
    '<Alternative>x</Alternative>',
  ];
  const wrong = [
    '<Step title="A">text</Step>',
    '<Check id="a" kind="container-runing" name="web" />',
    '<Check id="a" kind="image-exists" img="x" />',
    '<Check id="a" kind="image-cmd" image="x" command="y" form="list" />',
    '<Option id="a" right="yes">A</Option>',
    '<Question id="q" question="?" of="weather" />',
    '<Preview port={8000} />',
    '<Alternative id="x">x</Alternative>',
  ];
  const found = marked(...right, ...wrong);
  expect(found.slice(0, right.length)).toEqual(right.map(() => undefined));
  for (const [index, element] of wrong.entries()) expect(found[right.length + index], element).toBeTypeOf('string');
});
