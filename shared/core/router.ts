import type { AnyContractProcedure, InferContractRouterInputs, InferContractRouterOutputs } from '@orpc/contract';
import { implement, ORPCError } from '@orpc/server';
import { type Contract, contract } from '../contract/api.ts';
import { asRefusal } from './refusal.ts';

type Inputs = InferContractRouterInputs<Contract>;
type Outputs = InferContractRouterOutputs<Contract>;

type Method<I, O> = (input: I, signal: AbortSignal | undefined) => O | Promise<O>;

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

/** Turns what a service threw into the typed problem of the contract. */
const asProblem = (error: unknown, log: (message: string, error: unknown) => void): Error => {
  // Refused input and the transport's own answers are typed already.
  if (error instanceof ORPCError) return error;
  const refusal = asRefusal(error);
  if (refusal.kind === 'INTERNAL') log(refusal.data.reason, refusal.cause ?? error);
  return new ORPCError(refusal.kind, { defined: true, status: 500, message: refusal.message, data: refusal.data });
};

type AnyMethod = (input: unknown, signal: AbortSignal | undefined) => unknown;
interface AnyImplementer {
  handler(handle: (options: { input: unknown; signal?: AbortSignal }) => unknown): unknown;
}

/** One router for every transport: each procedure of the contract bound to its service. */
export const createRouter = (services: Services, log: (message: string, error: unknown) => void) => {
  const os = implement(contract);
  const bound: Record<string, Record<string, unknown>> = {};
  for (const [feature, methods] of Object.entries(contract)) {
    bound[feature] = {};
    for (const name of Object.keys(methods)) {
      const method = (services as unknown as Record<string, Record<string, AnyMethod>>)[feature]?.[name];
      const procedure = (os as unknown as Record<string, Record<string, AnyImplementer>>)[feature]?.[name];
      if (!method || !procedure) throw new Error(`The contract's ${feature}.${name} has no service.`);
      bound[feature][name] = procedure.handler(async ({ input, signal }) => {
        try {
          return await method(input, signal);
        } catch (error) {
          throw asProblem(error, log);
        }
      });
    }
  }
  return os.router(bound as unknown as Parameters<typeof os.router>[0]);
};
