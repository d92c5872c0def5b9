import { nameOf } from './paths.ts';

const byExtension: Record<string, string> = {
  css: 'css',
  htm: 'html',
  html: 'html',
  js: 'javascript',
  json: 'json',
  md: 'markdown',
  mjs: 'javascript',
  py: 'python',
  sh: 'shell',
  yaml: 'yaml',
  yml: 'yaml',
};

/** Monaco's language for a file, by its name; `plaintext` when there is none. */
export function languageOf(path: string): string {
  const name = nameOf(path);
  if (/^(?:docker|container)file(?:\.|$)|\.dockerfile$/i.test(name)) return 'dockerfile';
  if (/^\.(?:bashrc|profile|bash_profile)$/.test(name)) return 'shell';
  return byExtension[name.slice(name.lastIndexOf('.') + 1).toLowerCase()] ?? 'plaintext';
}
