import { ChildProcess } from 'node:child_process';
import dgram from 'node:dgram';
import dns from 'node:dns';
import { appendFileSync } from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import net from 'node:net';

/**
 * Loaded into a process and all of its threads with `--import`: whatever would leave this machine is written to the
 * file that `BRIEFWRIGHT_NETWORK_LOG` names, one line each, and then refused. Names are never looked up.
 */

const LOOPBACK = /^(localhost|127(\.\d{1,3}){3}|::1)$/i;

const deny = (what: string): never => {
  const log = process.env.BRIEFWRIGHT_NETWORK_LOG;
  if (log) appendFileSync(log, `${what}\n`);
  throw new Error(`Refused to leave this machine: ${what}`);
};

/** Puts a check before a method; it answers what is wrong with the arguments, or undefined. */
const guard = (target: object, name: string, wrong: (args: readonly unknown[]) => string | undefined): void => {
  const original: unknown = Reflect.get(target, name);
  if (typeof original !== 'function') throw new Error(`Nothing to guard: ${name}`);
  Reflect.set(target, name, function guarded(this: unknown, ...args: unknown[]): unknown {
    const what = wrong(args);
    if (what !== undefined) deny(`${name} ${what}`);
    return Reflect.apply(original, this, args);
  });
};

const isOptions = (value: unknown): value is { host?: unknown; path?: unknown } =>
  typeof value === 'object' && value !== null;

/** The host of a `connect` or `listen`, whose arguments come as options, as port and host, or gathered in an array. */
const hostOf = (args: readonly unknown[]): string | undefined => {
  const [first, second] = args;
  if (Array.isArray(first)) return hostOf(first);
  if (isOptions(first)) return first.path === undefined && typeof first.host === 'string' ? first.host : undefined;
  return typeof first === 'number' && typeof second === 'string' ? second : undefined;
};

guard(net.Socket.prototype, 'connect', (args) => {
  const host = hostOf(args);
  return host === undefined || LOOPBACK.test(host) ? undefined : host;
});
guard(net.Server.prototype, 'listen', (args) => {
  const host = hostOf(args) ?? 'every address';
  return LOOPBACK.test(host) || isPipe(args[0]) ? undefined : host;
});
guard(dgram.Socket.prototype, 'send', () => 'by UDP');
guard(dgram.Socket.prototype, 'connect', () => 'by UDP');

/** Local pipes reach nobody else. */
function isPipe(target: unknown): boolean {
  return typeof target === 'string' || (isOptions(target) && target.path !== undefined);
}

const isLookUp = (name: string): boolean => /^(lookup|resolve|reverse)/.test(name);
for (const names of [dns, dns.promises, dns.Resolver.prototype, dns.promises.Resolver.prototype])
  for (const name of Object.getOwnPropertyNames(names).filter(isLookUp))
    guard(names, name, ([host]) => (typeof host === 'string' && LOOPBACK.test(host) ? undefined : String(host)));

// Another program would be out of sight here; our own threads and processes carry this guard with them.
guard(ChildProcess.prototype, 'spawn', ([options]) => {
  const file = isOptions(options) ? (options as { file?: unknown }).file : undefined;
  return file === process.execPath ? undefined : String(file);
});
syncBuiltinESMExports();
