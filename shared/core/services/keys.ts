import type { KnownKey } from '../../contract/keys.ts';
import { recipientSchema } from '../../model/colleague.ts';
import { fingerprintOf } from '../merge/fingerprint.ts';
import { isRecipient } from '../merge/packs/encrypt.ts';
import { Refusal } from '../refusal.ts';
import type { ServiceOf } from '../router.ts';
import { KnownKeys } from './known-keys.ts';
import { type KeyPairs, OwnKeys } from './own-keys.ts';

/** The own keys and those of colleagues. */
export class Keyring {
  readonly own: OwnKeys;
  readonly known: KnownKeys;

  constructor(profile: string) {
    this.own = new OwnKeys(profile);
    this.known = new KnownKeys(profile);
  }

  /** The secret key that opens what is encrypted to the user, or a refusal that says how to get one. */
  needIdentity(name: string): string {
    const own = this.own.read();
    if (own) return own.identity;
    throw new Refusal(
      'INVALID',
      'key-none',
      `${name} is encrypted to a key, and you have none; make your keys, give the sender the public one and ask for it again.`,
      { name },
    );
  }

  /** The public keys behind what a user names: keys as they are, and names of colleagues whose key is remembered. */
  async recipients(named: readonly string[]): Promise<string[]> {
    const found: string[] = [];
    for (const one of named) found.push(recipientSchema.safeParse(one).success ? await checked(one) : this.#of(one));
    return [...new Set(found)];
  }

  #of(name: string): string {
    const recipient = this.known.of(name)?.recipient;
    if (recipient) return recipient;
    throw new Refusal(
      'NOT_FOUND',
      'recipient-missing',
      `No public key of “${name}” is remembered; remember theirs, which begins with age1, or merge a signed pack of theirs first.`,
      { name },
    );
  }
}

const checked = async (recipient: string): Promise<string> => {
  if (await isRecipient(recipient)) return recipient;
  throw new Refusal(
    'INVALID',
    'recipient-wrong',
    `${recipient} is no public key, since a letter in it is wrong; copy it whole from who gave it to you.`,
    { recipient },
  );
};

const publicPart = ({ recipient, signer }: KeyPairs) => ({ recipient, fingerprint: fingerprintOf(signer) });

export const keysService = ({ own, known }: Keyring): ServiceOf<'keys'> => ({
  own: () => {
    const pairs = own.read();
    return pairs ? publicPart(pairs) : null;
  },
  create: async () => publicPart(await own.create()),
  list: () =>
    known.list().map(
      ({ name, recipient, signer }): KnownKey => ({
        name,
        recipient,
        fingerprint: signer === null ? null : fingerprintOf(signer),
      }),
    ),
  remember: async ({ name, recipient }) => known.remember(name, { recipient: await checked(recipient) }),
  forget: ({ name }) => {
    if (!known.forget(name))
      throw new Refusal('NOT_FOUND', 'key-missing', `No key of “${name}” is remembered; list the keys.`, { name });
  },
});
