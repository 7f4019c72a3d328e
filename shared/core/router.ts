import type { AnyContractProcedure, InferContractRouterInputs, InferContractRouterOutputs } from '@orpc/contract';
import { implement, ORPCError } from '@orpc/server';
import * as z from 'zod';
import { type Contract, contract } from '../contract/api.ts';
import { PROBLEM_STATUS } from '../contract/problem.ts';
import { fieldName } from '../model/field-names.ts';
import { RECORD_KINDS, type RecordKind } from '../model/records.ts';
import { invalidWords } from './invalid.ts';
import { asRefusal, Refusal } from './refusal.ts';

// Schemas are checked deep inside the transport, which takes no words of ours; so they are set for all.
z.config({ customError: invalidWords });

type Inputs = InferContractRouterInputs<Contract>;
type Outputs = InferContractRouterOutputs<Contract>;

/** A stream of the contract is an async generator on this side. */
type Returned<O> = [O] extends [AsyncIterator<infer T>] ? AsyncGenerator<T, void, void> : O | Promise<O>;
type Method<I, O> = (input: I, signal: AbortSignal | undefined) => Returned<O>;

/** What implements one file of the contract: a plain function per procedure, given parsed input. */
export type ServiceOf<F extends keyof Contract> = {
  readonly [M in keyof Contract[F]]: M extends keyof Inputs[F] & keyof Outputs[F]
    ? Contract[F][M] extends AnyContractProcedure
      ? Method<ParsedInputs[F][M & keyof ParsedInputs[F]], Outputs[F][M]>
      : never
    : never;
};

type ParsedInputs = {
  [F in keyof Contract]: {
    [M in keyof Contract[F]]: Contract[F][M] extends { '~orpc': { inputSchema?: infer S } }
      ? NonNullable<S> extends { '~standard': { types?: { output: infer O } | undefined } }
        ? O
        : undefined
      : never;
  };
};

export type Services = { readonly [F in keyof Contract]: ServiceOf<F> };

const kindAt = (place: string): RecordKind | undefined =>
  RECORD_KINDS.find((kind) => place === kind || place === `${kind}s`);

/** What the innermost name of a place in an input is called, there being a kind of record of which it is a field. */
const nameOf = (places: readonly string[]): string => {
  const name = places.at(-1) ?? '';
  const around = places.slice(0, -1);
  // Fields of somebody's own are called as they called them.
  if (around.at(-1) === 'custom') return name;
  return fieldName(around.map(kindAt).findLast(Boolean), name);
};

/** Input that its schema refused, told by the first rule it breaks: the rules' messages are sentences for a person. */
const asInvalid = (error: unknown, feature: string): Refusal | undefined => {
  if (!(error instanceof ORPCError) || error.code !== 'BAD_REQUEST') return undefined;
  const issue = (error.data as { issues?: { message: string; path?: (string | number)[] }[] } | undefined)?.issues?.[0];
  if (!issue) return undefined;
  const path = issue.path ?? [];
  const places = path.filter((part) => typeof part === 'string');
  // The innermost name is the one that a person gave; of an id the sentence itself tells.
  const hasName = places.length > 0 && !/^ids?$/.test(places.at(-1) ?? '');
  const told = hasName ? `${nameOf([feature, ...places])}: ${issue.message}` : issue.message;
  return new Refusal('INVALID', 'input-invalid', told, { field: path.join('.') });
};

/** Turns what a service threw into the typed problem of the contract. */
export const asProblem = (error: unknown, log: (message: string, error: unknown) => void, feature = ''): Error => {
  const refusal = asInvalid(error, feature) ?? asRefusal(error);
  if (refusal.kind === 'INTERNAL' || refusal.cause) log(refusal.data.reason, refusal.cause ?? error);
  return new ORPCError(refusal.kind, {
    defined: true,
    status: PROBLEM_STATUS[refusal.kind],
    message: refusal.message,
    data: refusal.data,
  });
};

type AnyMethod = (input: unknown, signal: AbortSignal | undefined) => unknown;
interface AnyImplementer {
  handler(handle: (options: { input: unknown; signal?: AbortSignal }) => unknown): unknown;
}

/** One router for every transport: each procedure of the contract bound to its service. */
export const createRouter = (services: Services, log: (message: string, error: unknown) => void) => {
  // The middleware stands before the check of the input, so that refused input becomes a typed problem too.
  const os = implement(contract)
    .$config({ initialInputValidationIndex: 1 })
    .use(async ({ next, path }) => {
      try {
        return await next();
      } catch (error) {
        // The last two names: a thread serves the Api as one part beside others.
        throw asProblem(error, log, path.at(-2));
      }
    });
  const bound: Record<string, Record<string, unknown>> = {};
  for (const [feature, methods] of Object.entries(contract)) {
    bound[feature] = {};
    for (const name of Object.keys(methods)) {
      const method = (services as unknown as Record<string, Record<string, AnyMethod>>)[feature]?.[name];
      const procedure = (os as unknown as Record<string, Record<string, AnyImplementer>>)[feature]?.[name];
      if (!method || !procedure) throw new Error(`The contract's ${feature}.${name} has no service.`);
      bound[feature][name] = procedure.handler(({ input, signal }) => method(input, signal));
    }
  }
  return os.router(bound as unknown as Parameters<typeof os.router>[0]);
};
