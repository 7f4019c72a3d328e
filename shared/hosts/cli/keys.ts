import type { Command } from 'commander';
import type { KnownKey, OwnKeys } from '../../contract/keys.ts';
import { entries, pairs } from './output.ts';
import { DONE, PARTLY } from './problems.ts';
import type { Bind } from './program.ts';

const shown = ({ recipient, fingerprint }: OwnKeys): string =>
  pairs([
    ['Public key', recipient],
    ['Signs as', fingerprint],
  ]);

const listed = (known: readonly KnownKey[]): string =>
  known.length === 0
    ? 'No keys of colleagues are remembered.'
    : entries(
        known,
        ({ name }) => name,
        ({ recipient, fingerprint }) => [recipient, fingerprint === null ? null : `signs as ${fingerprint}`],
      );

const addOwn = (keys: Command, bind: Bind): void => {
  keys
    .command('new')
    .description('make your keys, once: to sign packs, and for others to encrypt to')
    .action(
      bind(async (session) => {
        const made = await (await session.core()).api.keys.create();
        session.output.result(made, () => `${shown(made)}\nGive the public key to your colleagues.`);
        return DONE;
      }),
    );
  keys
    .command('show')
    .description('show the public part of your keys')
    .action(
      bind(async (session) => {
        const own = await (await session.core()).api.keys.own();
        session.output.result(own, () =>
          own ? shown(own) : 'You have no keys; make them with `briefwright keys new`.',
        );
        return own ? DONE : PARTLY;
      }),
    );
};

const addKnown = (keys: Command, bind: Bind): void => {
  keys
    .command('list')
    .description('list the remembered public keys of colleagues')
    .action(
      bind(async (session) => {
        const known = await (await session.core()).api.keys.list();
        session.output.list(known, () => listed(known));
        return DONE;
      }),
    );
  keys
    .command('remember')
    .description('remember the public key of a colleague, for pack --to')
    .argument('<colleague>', 'their name')
    .argument('<key>', 'their public key, which begins with age1')
    .action(
      bind(async (session, name: string, recipient: string) => {
        await (await session.core()).api.keys.remember({ name, recipient });
        session.output.result({ name, recipient }, () => `Remembered the key of ${name}.`);
        return DONE;
      }),
    );
  keys
    .command('forget')
    .description('forget the keys of a colleague')
    .argument('<colleague>', 'their name')
    .action(
      bind(async (session, name: string) => {
        await (await session.core()).api.keys.forget({ name });
        session.output.result({ name }, () => `Forgot the keys of ${name}.`);
        return DONE;
      }),
    );
};

/** The commands about the own keys and those of colleagues. */
export const addKeyCommands = (program: Command, bind: Bind): void => {
  const keys = program.command('keys').description('keys for signing packs and for encrypting them');
  addOwn(keys, bind);
  addKnown(keys, bind);
};
