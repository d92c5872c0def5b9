import { type Document, isMap, isNode, isScalar, isSeq, LineCounter, type Node, parseDocument } from 'yaml';
import type { z } from 'zod';
import type { Named, SourceFolder } from './source-folder.ts';

/** A JSON or YAML file, read by a schema. */
export interface StructuredFile<T> {
  data: T;
  /** Where the value at a path (`['details', 'steps', 2]`) stands. */
  at(path: readonly PropertyKey[]): Named;
}

/**
 * Reads a JSON or YAML file of the imported folder by a schema; refuses, with line and column, what cannot be read. JSON is looked at
 * as the YAML it also is, because only that says where a value stands.
 */
export async function readStructured<T>(
  folder: SourceFolder,
  file: string,
  schema: z.ZodType<T>,
): Promise<StructuredFile<T> | null> {
  const text = await folder.text(file, { file, line: 1, column: 1 });
  if (text === null) return null;
  const isJson = file.endsWith('.json');
  const lines = new LineCounter();
  // YAML allows no tabs in front of a line, JSON does; a space each leaves every column where it is.
  const document = parseDocument(isJson ? text.replaceAll('\t', ' ') : text, { lineCounter: lines });
  const at = (path: readonly PropertyKey[]): Named => {
    const { line, col } = lines.linePos(offsetOf(document.contents, path));
    return { file, line, column: col };
  };
  const value = isJson ? readJson(folder, file, text) : readYaml(folder, file, document, lines);
  if (value === undefined) return null;
  const parsed = schema.safeParse(value);
  if (parsed.success) return { data: parsed.data, at };
  for (const issue of parsed.error.issues) {
    const missing = issue.code === 'invalid_type' && !document.hasIn(issue.path);
    const name = issue.path.join('.') || 'the file';
    folder.refuse(
      at(issue.path),
      missing ? `${name} is missing` : `${name}: ${issue.message}`,
      `write ${name} as the format has it`,
    );
  }
  return null;
}

function readJson(folder: SourceFolder, file: string, text: string): unknown {
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    const [, line, column] = /line (\d+) column (\d+)/.exec(message) ?? [];
    // Without a place the text ended too early.
    const end = { line: text.trimEnd().split('\n').length, column: 1 };
    const place = line ? { line: Number(line), column: Number(column) } : end;
    folder.refuse(
      { file, ...place },
      `it is not JSON: ${message.replace(/,? in JSON at position.*$/, '')}`,
      'correct the JSON',
    );
    return undefined;
  }
}

function readYaml(folder: SourceFolder, file: string, document: Document, lines: LineCounter): unknown {
  for (const { pos, message } of document.errors) {
    const { line, col } = lines.linePos(pos[0]);
    const reason = (message.split('\n')[0] ?? '').replace(/ at line \d+, column \d+:?$/, '');
    folder.refuse({ file, line, column: col }, `it is not YAML: ${reason}`, 'correct the YAML');
  }
  if (document.errors.length > 0) return undefined;
  try {
    // A document of a few bytes can name itself again and again until it fills the memory: aliases are not followed far.
    return document.toJS({ maxAliasCount: 20 }) ?? null;
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    folder.refuse({ file, line: 1, column: 1 }, `it is not YAML: ${message}`, 'correct the YAML');
    return undefined;
  }
}

/** Where the value at a path begins; the nearest thing around it when it is not there. */
function offsetOf(root: Node | null, path: readonly PropertyKey[]): number {
  let node: unknown = root;
  let offset = root?.range?.[0] ?? 0;
  for (const step of path) {
    if (isSeq(node)) node = node.items[Number(step)];
    else if (isMap(node)) node = node.items.find(({ key }) => isScalar(key) && key.value === step)?.value;
    else node = null;
    if (isNode(node)) offset = node.range?.[0] ?? offset;
  }
  return offset;
}
