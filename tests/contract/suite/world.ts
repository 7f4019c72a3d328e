import { ORPCError } from '@orpc/client';
import { expect } from 'vitest';
import type { Api } from '#shared/contract/api.ts';
import { PROBLEM_KINDS, type ProblemData, type ProblemKind } from '#shared/contract/problem-kinds.ts';
import type { Task } from '#shared/contract/tasks.ts';

/** A core behind one transport, as the suite meets it. */
export interface Connection {
  readonly api: Api;
  /** What the host alone can do: a token for a path. */
  readonly grant: (path: string) => Promise<string>;
  /** Ends the transport and the core. */
  readonly close: () => Promise<void>;
}

/** What every part of the suite works on. */
export interface World extends Connection {
  /** Where the files of this run lie. */
  readonly folder: string;
  /** Names of the procedures called so far, such as `facts.get`. */
  readonly called: ReadonlySet<string>;
}

type Part = ((...args: unknown[]) => unknown) & { readonly [name: string]: Part };

/** The Api, with every call noted. */
export const noting = (api: Api, called: Set<string>): Api => {
  const wrap = (part: Part, path: readonly string[]): Part =>
    new Proxy(part, {
      get: (_target, name) => (typeof name === 'string' ? wrap(part[name]!, [...path, name]) : undefined),
      apply: (_target, _self, args) => {
        called.add(path.join('.'));
        return part(...args);
      },
    });
  return wrap(api as unknown as Part, []) as unknown as Api;
};

export interface Problem extends ProblemData {
  readonly kind: ProblemKind;
  readonly message: string;
}

/** What a call was refused with: a typed problem, told in words for a person. Fails when it was not refused. */
export const problemOf = async (call: Promise<unknown>): Promise<Problem> => {
  const error = await call.then(
    () => expect.fail('The call was answered although it should have been refused.'),
    (refusal: unknown) => refusal,
  );
  expect(error).toBeInstanceOf(ORPCError);
  const { code, defined, message, data } = error as ORPCError<ProblemKind, ProblemData>;
  expect(PROBLEM_KINDS).toContain(code);
  expect(defined).toBe(true);
  expect(data.reason).toMatch(/^[a-z]+(-[a-z]+)*$/);
  expect(message).toMatch(/^\S[^\n]*[.:)]$/);
  expect(message).not.toMatch(/\bat .*\.[jt]s\b|Error:|SQLITE|undefined/);
  return { kind: code, message, ...data };
};

/** Every state of the task until its end. */
export const follow = async (api: Api, task: string): Promise<Task[]> => {
  const states: Task[] = [];
  for await (const state of await api.tasks.watch({ task })) states.push(state);
  return states;
};

/** How the task ended. */
export const outcomeOf = async (api: Api, task: string): Promise<Task> => {
  const last = (await follow(api, task)).at(-1);
  if (!last) throw new Error('The task told nothing.');
  return last;
};

/** A fresh open library, with the sample in it when asked. */
export const freshLibrary = async ({ api }: World, name: string, sample = false): Promise<void> => {
  await api.library.create({ name, sample });
};

export const NOBODY = '00000000-0000-7000-8000-000000000000';
