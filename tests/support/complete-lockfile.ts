/**
 * Adds the lockfile entries of optional platform packages that a registry may not carry. `npm install` leaves them out
 * and `npm ci` then refuses the lockfile; an entry without address and hash is enough for both. Run after each install.
 */
import { readFileSync, writeFileSync } from 'node:fs';

interface LockedPackage {
  version?: string;
  dev?: boolean;
  optionalDependencies?: Record<string, string>;
  [key: string]: unknown;
}

const OS_NAMES = ['darwin', 'win32', 'linux', 'android', 'freebsd', 'openharmony', 'aix', 'sunos', 'netbsd', 'openbsd'];
const CPU_NAMES = ['x64', 'arm64', 'ia32', 'riscv64', 'ppc64', 's390x', 'loong64', 'wasm32'];

const file = process.argv[2] ?? 'package-lock.json';
const lock = JSON.parse(readFileSync(file, 'utf8')) as { packages: Record<string, LockedPackage> };

/** True when the package is locked where `from` would resolve it: beside it or in a folder above. */
const isLocked = (from: string, name: string): boolean => {
  for (let path = from; ; path = path.slice(0, Math.max(0, path.lastIndexOf('/node_modules/')))) {
    if (lock.packages[`${path ? `${path}/` : ''}node_modules/${name}`]) return true;
    if (!path) return false;
  }
};

/** The entry npm would write for a platform package, read off its name; undefined when the name tells no platform. */
const entryFor = (name: string, version: string, dev: boolean): LockedPackage | undefined => {
  const parts = name.split(/[/-]/);
  const os = OS_NAMES.find((known) => parts.some((part) => part === known || part === `${known}musl`));
  const cpu = parts
    .map((part) => CPU_NAMES.find((known) => known === part) ?? (part.startsWith('arm') ? 'arm' : undefined))
    .find(Boolean);
  if (!os && cpu !== 'wasm32') return undefined;
  const libc = name.includes('musl') ? 'musl' : os === 'linux' && name.includes('gnu') ? 'glibc' : undefined;
  return {
    version,
    ...(cpu ? { cpu: [cpu] } : {}),
    ...(dev ? { dev } : {}),
    ...(libc ? { libc: [libc] } : {}),
    optional: true,
    ...(os ? { os: [os] } : {}),
  };
};

const added: string[] = [];
for (const [where, locked] of Object.entries(lock.packages)) {
  for (const [name, version] of Object.entries(locked.optionalDependencies ?? {})) {
    if (isLocked(where, name) || !/^\d+\.\d+\.\d+[\w.-]*$/.test(version)) continue;
    const entry = entryFor(name, version, locked.dev === true);
    if (!entry) continue;
    lock.packages[`node_modules/${name}`] = entry;
    added.push(name);
  }
}

const { '': root, ...rest } = lock.packages;
const sorted = Object.entries(rest).sort(([a], [b]) => a.localeCompare(b, 'en'));
lock.packages = { ...(root ? { '': root } : {}), ...Object.fromEntries(sorted) };
writeFileSync(file, `${JSON.stringify(lock, null, 2)}\n`);
process.stdout.write(`added ${added.length}: ${added.join(' ')}\n`);
