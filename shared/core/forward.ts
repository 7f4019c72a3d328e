import { type AnyContractRouter, isContractProcedure } from '@orpc/contract';
import { os, type Router } from '@orpc/server';
import { type Api, type Contract, contract } from '../contract/api.ts';

type Call = (input: unknown, options: { readonly signal?: AbortSignal }) => Promise<unknown>;

/** A part of a client: reading a name off it gives the part below. Every part can be called, only leaves should be. */
type ClientPart = Call & { readonly [name: string]: ClientPart };

const forwardPart = (part: AnyContractRouter, client: ClientPart): unknown => {
  if (isContractProcedure(part))
    // With the problems declared again they pass as the typed values they are. There are no schemas here: the core
    // checks what goes in and what comes out, and once is enough.
    return os
      .errors(part['~orpc'].errorMap)
      .handler(({ input, signal }) => client(input, signal === undefined ? {} : { signal }));
  return Object.fromEntries(
    Object.entries(part).map(([name, below]) => [name, forwardPart(below as AnyContractRouter, client[name]!)]),
  );
};

/**
 * A router of the whole contract that hands every call on to the Api, so that a host can serve a core that runs
 * elsewhere over its own transport. Cancelling a call or leaving a stream cancels it in the core.
 */
export const forwardRouter = (api: Api): Router<Contract, Record<never, never>> =>
  forwardPart(contract, api as unknown as ClientPart) as Router<Contract, Record<never, never>>;
