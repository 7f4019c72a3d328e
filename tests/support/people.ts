import type { Api } from '#shared/contract/api.ts';
import type { MergeResult, PackChoice, PreviewResult } from '#shared/contract/exchange.ts';
import { nodePorts } from '#shared/core/node-ports.ts';
import type { CorePorts } from '#shared/core/options.ts';
import { runCore } from '#shared/core/run-core.ts';
import type { RunningCore } from '#shared/core/running.ts';
import { finishTask, type World } from './world.ts';

type PackInput = Omit<Parameters<Api['packs']['start']>[0], 'choice'> & { readonly choice?: Partial<PackChoice> };

/** Somebody with a profile and a library of their own, who sends and merges packs. */
export class Person implements AsyncDisposable {
  readonly name: string;
  readonly api: Api;
  readonly running: RunningCore;
  readonly library: string;
  readonly #world: World;
  #packs = 0;

  private constructor(world: World, name: string, running: RunningCore) {
    this.#world = world;
    this.name = name;
    this.running = running;
    this.api = running.api;
    this.library = world.path(name, 'library.bwlib');
  }

  /** Somebody with an empty open library. */
  static async join(world: World, name: string, ports: Partial<CorePorts> = {}): Promise<Person> {
    // Not spread, since that would make the clock stand still.
    const options = Object.assign(world.options(world.path(name, 'profile')), { author: name });
    const person = new Person(world, name, runCore(options, { ...nodePorts(options), ...ports }));
    await person.api.library.create({ name, file: await person.grant(person.library) });
    return person;
  }

  grant(path: string): Promise<string> {
    return this.running.grant(path);
  }

  /** Writes a pack and returns its path. */
  async pack(input: PackInput = {}): Promise<string> {
    this.#packs += 1;
    const path = this.#world.path(this.name, `pack-${this.#packs}.bwpack`);
    const { task } = await this.api.packs.start({ ...input, file: await this.grant(path) });
    await finishTask(this.api, 'pack', task);
    return path;
  }

  /** Writes a pack of what changed since the last exchange with somebody; undefined when nothing has. */
  async packSince(other: Person): Promise<string | undefined> {
    const known = (await this.api.colleagues.list()).some(({ name }) => name === other.name);
    try {
      return await this.pack(known ? { choice: { since: other.name } } : { for: other.name });
    } catch (error) {
      if ((error as { reason?: string }).reason === 'nothing-new') return undefined;
      throw error;
    }
  }

  async preview(path: string, passphrase?: string): Promise<PreviewResult> {
    const { task } = await this.api.merges.preview({
      file: await this.grant(path),
      ...(passphrase === undefined ? {} : { passphrase }),
    });
    return finishTask(this.api, 'preview', task);
  }

  async merge(path: string, more: { readonly acceptKey?: boolean } = {}): Promise<MergeResult> {
    const { preview } = await this.preview(path);
    const { task } = await this.api.merges.apply({ preview, ...more });
    return finishTask(this.api, 'merge', task);
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.running.close();
  }
}
