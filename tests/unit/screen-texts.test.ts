import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { parseAst } from 'vite';
import { describe, expect, test } from 'vitest';

const root = join(import.meta.dirname, '../..');
const texts = join(root, 'renderer/i18n/en');

interface Node {
  readonly type: string;
  readonly [field: string]: unknown;
}

const sources = readdirSync(join(root, 'renderer'), { recursive: true, encoding: 'utf8' })
  .filter((path) => /\.tsx?$/.test(path) && !path.endsWith('.d.ts'))
  .map((path) => join(root, 'renderer', path));

const isNode = (value: unknown): value is Node =>
  typeof value === 'object' && value !== null && typeof (value as { type?: unknown }).type === 'string';

const walk = (node: Node, visit: (node: Node) => void): void => {
  visit(node);
  for (const value of Object.values(node))
    for (const child of Array.isArray(value) ? value : [value]) if (isNode(child)) walk(child, visit);
};

const parse = (path: string): Node => {
  const lang = path.endsWith('x') ? 'tsx' : 'ts';
  return parseAst(readFileSync(path, 'utf8'), { lang }) as unknown as Node;
};

const flatten = (value: unknown, prefix: string): string[] =>
  typeof value === 'string'
    ? [prefix]
    : Object.entries(value as object).flatMap(([key, inner]) => flatten(inner, prefix ? `${prefix}.${key}` : key));

const PLURAL = /_(zero|one|two|few|many|other)$/;

const keysOf = (file: string): string[] =>
  flatten(JSON.parse(readFileSync(join(texts, file), 'utf8')), '').map(
    (key) => `${file.replace('.json', '')}:${key.replace(PLURAL, '')}`,
  );
const files = readdirSync(texts);
const keys = new Set(files.flatMap(keysOf));
const namespaces = files.map((file) => file.replace('.json', '')).join('|');
const KEY = new RegExp(`^(${namespaces}):`);

/** Keys written whole, and those put together: as a pattern of their fixed parts. */
const used = { whole: new Map<string, string>(), patterns: new Map<string, string>() };
const literal: string[] = [];

const verbatim = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

const readTemplate = (node: Node, path: string): void => {
  const parts = (node.quasis as { value: { cooked: string } }[]).map((quasi) => quasi.value.cooked);
  if (!KEY.test(parts[0] ?? '')) return;
  if (parts.length === 1) used.whole.set(parts[0] ?? '', path);
  else used.patterns.set(parts.map(verbatim).join('[^:]+'), path);
};

/** The title of an undoable step in a service, as in `{ title: 'fact.add', … }` or `changeEach(context, 'fact.tag', …)`. */
const STEP = /(?:title: |changeEach\(\s*context,\s*)'([a-z]+\.[a-zA-Z]+)'/g;

/** Attributes that people read or hear. */
const SPOKEN = new Set([
  'alt',
  'aria-label',
  'aria-description',
  'aria-placeholder',
  'aria-roledescription',
  'description',
  'error',
  'help',
  'label',
  'placeholder',
  'sentence',
  'title',
]);
const WORD = /\p{L}{2}/u;

const readJsx = (node: Node, path: string): void => {
  if (node.type === 'JSXText' && WORD.test(String(node.value))) literal.push(`${path}: ${String(node.value).trim()}`);
  if (node.type !== 'JSXAttribute') return;
  const name = String((node.name as Node).name);
  const value = node.value as Node | null;
  const text = value?.type === 'Literal' ? String(value.value) : '';
  const address = /^https?:\/\/$/.test(text);
  if (SPOKEN.has(name) && WORD.test(text) && !KEY.test(text) && !address) literal.push(`${path}: ${name}="${text}"`);
};

for (const source of sources) {
  const path = relative(root, source);
  walk(parse(source), (node) => {
    if (node.type === 'Literal' && typeof node.value === 'string' && KEY.test(node.value))
      used.whole.set(node.value, path);
    else if (node.type === 'TemplateLiteral') readTemplate(node, path);
    else readJsx(node, path);
  });
}

describe('screen texts', () => {
  test('there are some', () => {
    expect(keys.size).toBeGreaterThan(100);
    expect(sources.length).toBeGreaterThan(50);
  });
  test('no text stands in the code of a screen', () => expect(literal).toEqual([]));
  test('every key that a screen names has its text', () => {
    const missing = [...used.whole].filter(([key]) => !keys.has(key)).map(([key, path]) => `${path}: ${key}`);
    expect(missing).toEqual([]);
  });
  test('every key that is put together matches some text', () => {
    const all = [...keys];
    const missing = [...used.patterns].filter(([pattern]) => !all.some((key) => new RegExp(`^${pattern}$`).test(key)));
    expect(missing).toEqual([]);
  });
  test('every text is used', () => {
    const patterns = [...used.patterns.keys()].map((pattern) => new RegExp(`^${pattern}$`));
    const unused = [...keys].filter((key) => !used.whole.has(key) && !patterns.some((pattern) => pattern.test(key)));
    expect(unused).toEqual([]);
  });
  test('every step that can be undone has a name', () => {
    const core = join(root, 'shared/core');
    const titles = readdirSync(core, { recursive: true, encoding: 'utf8' })
      .filter((path) => path.endsWith('.ts'))
      .flatMap((path) => [...readFileSync(join(core, path), 'utf8').matchAll(STEP)].map((match) => match[1]));
    expect(titles.length).toBeGreaterThan(20);
    // What a new library begins with cannot be undone.
    const undoable = titles.filter((title) => !title?.startsWith('library.'));
    expect(undoable.filter((title) => !keys.has(`edits:${title}`))).toEqual([]);
  });
  test('plural texts have one and other', () => {
    const halves = files.flatMap((file) => {
      const found = flatten(JSON.parse(readFileSync(join(texts, file), 'utf8')), '');
      return found
        .filter((key) => PLURAL.test(key))
        .flatMap((key) => ['one', 'other'].map((form) => key.replace(PLURAL, `_${form}`)))
        .filter((key) => !found.includes(key))
        .map((key) => `${file}: ${key}`);
    });
    expect(halves).toEqual([]);
  });
});
