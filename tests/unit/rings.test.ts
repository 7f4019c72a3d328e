import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

const PROJECT = join(import.meta.dirname, '../..');
const CONFIG = '.oxlintrc.json';

/** What a file in each place may import, and what it may not: the rings of DESIGN.md. */
const RINGS: Record<string, { allowed: string[]; refused: string[] }> = {
  'shared/contract/a.ts': {
    allowed: ['zod', '@orpc/contract', '../model/fact.ts', './problem.ts'],
    refused: ['@orpc/server', '../core/options.ts', 'node:path'],
  },
  'shared/model/a.ts': {
    allowed: ['zod', 'edtf', 'node-diff3', './fact.ts'],
    refused: ['node:fs', '../core/options.ts', '../hosts/places.ts', 'electron', 'uuid'],
  },
  'shared/document/deep/a.ts': {
    allowed: ['../tree.ts', '../../model/fact.ts'],
    refused: ['../../core/options.ts', '../../hosts/places.ts', 'react', 'pdfmake'],
  },
  'shared/core/store/a.ts': {
    allowed: ['node:fs', 'better-sqlite3', '@orpc/server', '../../model/fact.ts', '../options.ts'],
    refused: ['electron', '../../hosts/places.ts', '../../../renderer/main.ts', '#shared/model/fact.ts', 'react'],
  },
  'shared/hosts/a.ts': {
    allowed: ['node:http', '../core/run-core.ts', 'commander'],
    refused: ['electron', '../../electron/main/scheme.ts', '../../renderer/main.ts'],
  },
  'renderer/features/a.ts': {
    allowed: [
      '#shared/contract/api.ts',
      '#shared/document/tree.ts',
      '@mantine/core',
      '../ui/table.tsx',
      '@orpc/client',
    ],
    refused: [
      '#shared/core/running.ts',
      '#shared/hosts/places.ts',
      '../../shared/core/running.ts',
      'node:path',
      'electron',
      '@orpc/server',
      'better-sqlite3',
    ],
  },
  'electron/main/a.ts': {
    allowed: ['node:path', 'electron', '../../shared/core/running.ts', '../../shared/hosts/places.ts'],
    refused: ['../../renderer/main.ts'],
  },
  'electron/preload/a.ts': {
    allowed: ['electron', '../channels.ts', '../../shared/contract/bridge.ts'],
    refused: ['zod', 'node:fs', '../main/scheme.ts', '../../shared/contract/api.ts', '../../shared/core/running.ts'],
  },
};

/** Who may speak to the other process: only these two. */
const RAW_IPC: Record<string, { allowed: string[]; refused: string[] }> = {
  'electron/main/window.ts': { allowed: ['app'], refused: ['ipcMain', 'ipcRenderer'] },
  'electron/main/ipc.ts': { allowed: ['ipcMain'], refused: ['ipcRenderer'] },
  'electron/preload/index.ts': { allowed: ['ipcRenderer'], refused: ['ipcMain'] },
};

const statements: [file: string, statement: string, allowed: boolean][] = [
  ...Object.entries(RINGS).flatMap(([file, { allowed, refused }]) => [
    ...allowed.map((name) => [file, `import '${name}';`, true] as [string, string, boolean]),
    ...refused.map((name) => [file, `import '${name}';`, false] as [string, string, boolean]),
  ]),
  ...Object.entries(RAW_IPC).flatMap(([file, { allowed, refused }]) => [
    ...allowed.map((name) => [file, `import { ${name} } from 'electron';`, true] as [string, string, boolean]),
    ...refused.map((name) => [file, `import { ${name} } from 'electron';`, false] as [string, string, boolean]),
  ]),
];

interface Report {
  readonly diagnostics: { code: string; filename: string; labels: { span: { line: number } }[] }[];
}

describe('lint holds the rings', () => {
  let folder: string;
  const places = new Map<string, string>();
  const refused = new Set<string>();

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'briefwright-rings-'));
    copyFileSync(join(PROJECT, CONFIG), join(folder, CONFIG));
    for (const [file, lines] of Map.groupBy(statements, ([name]) => name)) {
      mkdirSync(join(folder, dirname(file)), { recursive: true });
      writeFileSync(join(folder, file), lines.map(([, statement]) => statement).join('\n'));
      for (const [index, [, statement]] of lines.entries()) places.set(`${file}:${index + 1}`, statement);
    }
    const tool = join(PROJECT, 'node_modules/oxlint/bin/oxlint');
    const { stdout } = spawnSync(process.execPath, [tool, '--format', 'json'], { cwd: folder, encoding: 'utf8' });
    for (const { code, filename, labels } of (JSON.parse(stdout) as Report).diagnostics)
      if (code.includes('no-restricted-imports'))
        for (const { span } of labels) refused.add(`${filename} ${places.get(`${filename}:${span.line}`)}`);
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  test.each(statements)('%s: %s', (file, statement, allowed) => {
    expect(refused.has(`${file} ${statement}`)).toBe(!allowed);
  });
});
